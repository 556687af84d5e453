"""Sources, their terms, and the words that are quoted from them."""

from __future__ import annotations

import hashlib

from peel.model.fields import Address, Date, FileName, Id, Number, Part, Sha256, Stated, Text, Words
from peel.model.values import Held, SourceKind


class Quotation(Part):
    """Words of a source, to the letter, and where they stand in it."""

    source: Id
    """Id of the source, in `sources.yaml` or under `sources` in the same file."""
    paragraph: Number | None = None
    """Which paragraph of the source, counted from 1. Needed where we hold the full text."""
    words: Words
    """The words themselves, 40 at most. '…' or '...' never: quote one run of words."""
    said_by: Text
    """Who says this, as the source attributes it: 'HMIC', or a person and their office."""

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change with source, paragraph or words."""
        text = f"{self.source}\0{self.paragraph or ''}\0{self.words}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


class Terms(Part):
    """Terms under which a source may be used."""

    id: Id
    """Referred to by `terms` of a source."""
    name: Text
    """Name of the licence, or of its absence."""
    address: Stated[Address]
    """Where the terms can be read."""
    meaning: Text
    """What that means for the words we show, in a plain sentence."""


class PassedOver(Part):
    """A paragraph of a full text that states nothing about the force, and why."""

    paragraph: Number
    """Which paragraph, counted from 1."""
    reason: Text
    """Why it holds no statement about the force."""


class HeldText(Part):
    """A text against which quotations are checked. It never lies in this project."""

    id: Id
    """Referred to by `text` of a source."""
    file: FileName
    """Name of the file in the folder given to `python -m peel verify --texts`."""
    sha256: Sha256
    """Its SHA-256, so that a changed text is noticed."""
    description: Text
    """What it holds, in a sentence."""


class Source(Part):
    """A page, an article or a report that says something we show."""

    id: Id
    """Referred to by `source` of a quotation."""
    title: Text
    """Title of the page, in its own words where known."""
    publisher: Text
    """Who published it."""
    kind: SourceKind
    """What kind of publisher that is."""
    published: Stated[Date]
    """The date the source shows, or that its address shows; `not stated` where neither does."""
    published_note: Text | None = None
    """Where that date stands, if not on the page itself."""
    address: Address
    """Where it can be read."""
    terms: Id
    """Id of its terms, under `terms` in `sources.yaml`."""
    held: Held
    """How much of it we have read: the full text, or the beginning of the page."""
    text: Id
    """Id of the text its quotations are checked against: `texts` here or in `sources.yaml`."""
    known_as: Text | None = None
    """How that text refers to this source, where it does so by a sign of its own: `H02`."""
    paragraphs: Number | None = None
    """How many paragraphs the full text has (blocks between blank lines). Full texts only."""
    passed_over: tuple[PassedOver, ...] = ()
    """Paragraphs that state nothing about the force. Full texts only."""
    note: Text | None = None
    """What a reader should know about this source."""


class SourceFile(Part):
    """`data/sources.yaml`."""

    terms: tuple[Terms, ...]
    """The terms of use that occur."""
    texts: tuple[HeldText, ...]
    """The texts that quotations are checked against."""
    sources: tuple[Source, ...]
    """All sources, of all forces and rounds."""
