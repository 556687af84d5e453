"""What no single file can tell: that every reference resolves and every rule of the data holds.

Each check takes loaded files and yields faults at the place of the value that is wrong.
"""
