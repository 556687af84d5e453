"""What readers are told in words: themes, glossary, method and corrections."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from peel.model.fields import Date, Id, Part, Stated, Text
from peel.model.sources import Quotation


class Theme(Part):
    """A subject that findings, recommendations and reactions share, whatever their round."""

    id: Id
    """Stands in addresses (`theme=domestic-abuse`)."""
    label: Text
    """What readers see."""
    definition: Text
    """What belongs under the theme."""


class ThemeFile(Part):
    """`data/themes.yaml`."""

    themes: tuple[Theme, ...]
    """All themes, in the order readers see."""


class Term(Part):
    """A word of the field and what it means."""

    id: Id
    """Stands in addresses."""
    term: Text
    """The word."""
    meaning: Stated[Text]
    """In our words; `not stated` where no source we hold defines it."""
    evidence: tuple[Quotation, ...] = ()
    """The definition in the words of its source."""


class GlossaryFile(Part):
    """`data/glossary.yaml`."""

    terms: tuple[Term, ...]
    """All terms, in alphabetical order."""


class MethodSection(Part):
    """A section of the text on how this is made."""

    id: Id
    """Stands in addresses."""
    title: Text
    """Its heading."""
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Its text, plain, paragraph by paragraph."""


class MethodFile(Part):
    """`data/method.yaml`."""

    sections: tuple[MethodSection, ...]
    """In the order readers see."""


class Correction(Part):
    """Something we showed and had to put right."""

    corrects: Id
    """Id of the finding, recommendation, reaction or source, or `FORCE-ROUND-PILLAR` of a grade."""
    date: Date
    """When it was put right."""
    wrong: Text
    """What was wrong, in a sentence."""
    was: Text
    """What stood there before."""
    now: Text
    """What stands there now."""
    reason: Text
    """How the mistake came about, or who pointed it out."""


class CorrectionFile(Part):
    """`data/corrections.yaml`."""

    corrections: tuple[Correction, ...]
    """All corrections, newest first."""
