"""A short digest of what a file says, of its text and not of the objects that we make of it."""

from __future__ import annotations

import hashlib
import json

LENGTH = 16


def digest(value: object) -> str:
    """Sixteen hexadecimal digits of text values as they were read: strings, lists and mappings.

    The order of keys, comments and white space do not count.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
