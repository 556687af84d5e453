"""What a path is answered with, and why it cannot be answered."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

HTML, CSS, PNG = "text/html; charset=utf-8", "text/css; charset=utf-8", "image/png"
CSV, JSON = "text/csv; charset=utf-8", "application/json"
TEXT, XML = "text/plain; charset=utf-8", "application/xml"

FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
ANY_ORIGIN = {"access-control-allow-origin": "*"}


@dataclass(frozen=True)
class Reply:
    """What a path is answered with. `etag` and `gzipped` are of the body."""

    body: bytes
    media_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    gzipped: bytes | None = None

    def finished(self) -> Reply:
        """The same with its tag, and gzipped once where that saves something."""
        gzipped = None
        if self.media_type != PNG and len(self.body) > 500:
            gzipped = gzip.compress(self.body, 6, mtime=0)
        etag = f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'
        return replace(self, etag=etag, gzipped=gzipped)

    @property
    def weight(self) -> int:
        """How much memory it takes, about."""
        return len(self.body) + len(self.gzipped or b"") + 1000


class NoAnswerError(Exception):
    """A path that cannot be answered: with which status, why, and the nearest path that can."""

    def __init__(self, status: int, text: str, near: str = "") -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.near = near
