"""The plain pages and data files, as routes of a server and as a static site.

Everything is answered by `share.site.Site`; routes and static files are two ways to deliver the
same bytes.
"""
