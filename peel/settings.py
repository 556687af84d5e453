"""What an operator sets, read from the environment in this one place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
LOCAL_URL = "http://localhost:8501"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a process; each has a default."""

    data: Path
    """PEEL_DATA: the data folder."""
    public_url: str | None
    """PEEL_PUBLIC_URL: where readers reach the whole, without a slash at its end."""
    framing: tuple[str, ...]
    """PEEL_FRAMING: origins that may frame the app, with spaces between."""

    @property
    def address(self) -> str:
        """The public address, or where the server is reached on this machine."""
        return self.public_url or LOCAL_URL


def settings() -> Settings:
    """The settings as the environment has them now."""
    public_url = os.environ.get("PEEL_PUBLIC_URL", "").rstrip("/")
    return Settings(
        data=Path(os.environ.get("PEEL_DATA") or DATA),
        public_url=public_url or None,
        framing=tuple(os.environ.get("PEEL_FRAMING", "").split()),
    )
