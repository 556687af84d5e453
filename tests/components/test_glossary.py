"""The words of the field: some where a reader first meets them, all of them in one place."""

from __future__ import annotations

import pytest

from components.context import AppLinks, Context
from components.glossary import glossary, terms_explained
from peel.questions.dossier import Dossier
from peel.questions.view import View
from tests.drawn import parse


@pytest.fixture
def context(dossier: Dossier) -> Context:
    return Context(dossier, View("", "cambridgeshire", "2015"), AppLinks())


def test_only_the_words_that_are_asked_for_are_explained(context: Context) -> None:
    drawn = parse(str(terms_explained(context, "peel", "recommendation")))
    asked = [x for x in context.dossier.shared.glossary if x.id in ("peel", "recommendation")]
    assert drawn.texts("dt") == [item.term for item in asked]
    assert len(asked) == 2
    assert drawn.one("summary").text == "What these words mean: PEEL, recommendation"
    assert terms_explained(context, "no-such-word") is None


def test_the_glossary_has_every_word(context: Context) -> None:
    terms = context.dossier.shared.glossary
    assert parse(str(glossary(context))).texts("dt") == [item.term for item in terms]
    assert len(terms) > 2
