"""Each page as it is drawn: its content, its filters, and what it says where there is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peel.model.values import Relation
from peel.questions.areas import improvement_areas
from peel.questions.dossier import Dossier
from peel.questions.pages import PAGES
from peel.questions.reactions import responses
from peel.questions.sources import source_uses
from tests.conftest import DataCopy, Visit
from tests.drawn import Drawn

Open = Callable[..., Visit]
FILTERED = ("", "improvement-areas", "reactions", "findings", "sources")
NOUNS = {
    "": ("finding", "findings"),
    "improvement-areas": ("improvement area", "areas"),
    "reactions": ("reaction", "responses"),
    "findings": ("finding", "findings"),
    "sources": ("source", "sources"),
}


def things(dossier: Dossier, page: str) -> list[frozenset[str]]:
    """The themes of each thing that a page is about."""
    return {
        "findings": [frozenset(item.themes) for item in dossier.findings],
        "areas": [frozenset(item.finding.themes) for item in improvement_areas(dossier)],
        "responses": [frozenset(item.reaction.themes) for item in responses(dossier)],
        "sources": [item.themes for item in source_uses(dossier)],
    }[NOUNS[page][1]]


def answered(table: Drawn) -> dict[str, list[str]]:
    """What the table says of each area in the column on what was asked for before."""
    return {
        row.attributes["id"]: row.texts("span.tag")[1:]
        for row in table.one("tbody").all("tr")
        if "id" in row.attributes
    }


@pytest.mark.parametrize("page", FILTERED)
@pytest.mark.parametrize("round_id", ["2014", "2015"])
def test_every_page_draws_every_round(visit: Open, page: str, round_id: str) -> None:
    drawn = visit(page, round=round_id).drawn
    assert len(drawn.all("h1")) == 1
    assert f"PEEL {round_id}" in drawn.text
    assert "Cambridgeshire Constabulary" in drawn.text
    current = [a.text for a in drawn.all("a") if a.attributes.get("aria-current") == "page"]
    assert len(current) == 1
    assert drawn.all(".notice") == []
    assert drawn.one(".site-footer").text.startswith("Findings and grades are those of the insp")
    ids = [item.attributes["id"] for item in drawn.everything() if "id" in item.attributes]
    assert len(ids) == len(set(ids))


def test_links_carry_force_round_and_theme(visit: Open) -> None:
    drawn = visit("findings", round="2014", theme="prevention", kind="strength").drawn
    links = drawn.one(".site-nav").one("ul").all("a")
    addresses = {link.text: link.attributes["href"] for link in links}
    kept = "?force=cambridgeshire&round=2014&theme=prevention"
    assert addresses["Overview"] == f"./{kept}"
    assert addresses["Improvement areas"] == f"improvement-areas{kept}"
    assert addresses["Sources and method"] == f"sources{kept}"
    assert {address.split("?")[1] for address in addresses.values()} == {kept[1:]}


# Overview


def test_grades_of_2015(visit: Open) -> None:
    drawn = visit("").drawn
    cards = {
        card.one("h3").text: (card.one("p.grade-word").text, card.one("p.place").text)
        for card in drawn.all("article.grade-card")
    }
    assert cards == {
        "Effectiveness": (
            "Requires improvement",
            "Third of four grades. First overall grade for this pillar, so no change can be told.",
        ),
        "Efficiency": ("Good", "Second of four grades. Also good in 2014."),
        "Legitimacy": (
            "Good",
            "Second of four grades. First grade for this pillar, so no change can be told.",
        ),
    }
    line = drawn.one("article.ungraded")
    assert line.one("h3").text == "Leadership"
    assert "Not graded. Leadership was not graded" in line.text


def test_grades_of_2014(visit: Open) -> None:
    drawn = visit("", round="2014").drawn
    (card,) = drawn.all("article.grade-card")
    assert card.one("p.grade-word").text == "Good"
    assert [line.one("h3").text for line in drawn.all("article.ungraded")] == [
        "Effectiveness",
        "Legitimacy",
    ]
    assert {"Not published at this level" in x.text for x in drawn.all("article.ungraded")} == {
        True
    }


def test_question_grades_are_silent(visit: Open) -> None:
    drawn = visit("").drawn
    told = {
        item.one("dt").text: item.one("dd").all("p")[0].text
        for questions in drawn.all("details.questions")
        for item in questions.one("dl").all("div")
        if item.all("dt")
    }
    assert len(told) == 11
    silent = [text for text in told.values() if text == "Grade: not stated in our sources."]
    assert len(silent) == 10
    assert sorted(set(told.values())) == [
        "Grade: not graded in this round.",
        "Grade: not stated in our sources.",
    ]
    prevention = drawn.one("#grade-effectiveness").one("details.questions")
    assert "The text uses the word “good”, which is not a grade label:" in prevention.text
    assert [
        item.one("details.questions").one("summary").text
        for item in drawn.all("article.grade-card")
    ] == [
        "Four questions: four not stated in our sources",
        "Three questions: three not stated in our sources",
        "Four questions: three not stated in our sources, one not graded",
    ]


def test_strongest_findings_lead_to_them(visit: Open) -> None:
    card = visit("", theme="prevention").drawn.one("#grade-effectiveness")
    links = {link.text: link.attributes["href"] for link in card.one("dl.strongest").all("a")}
    start = "findings?force=cambridgeshire&round=2015&open="
    assert links == {
        "Preventing crime and anti-social behaviour": f"{start}camb15-prevention#camb15-prevention",
        "Response to domestic abuse victims": f"{start}camb15-domestic-abuse#camb15-domestic-abuse",
    }


def test_the_overview_tells_areas_and_reactions_in_short(visit: Open) -> None:
    drawn = visit("").drawn
    areas = drawn.one("ul.areas-in-short")
    assert areas.texts("h3") == [
        "Quality of initial investigations",
        "Supervision of initial investigations",
        "Response to domestic abuse victims",
    ]
    assert [past.one("span.tag").text for past in areas.all("div.past")] == [
        "Asked for again",
        "Asked for again",
        "Progress made since 2014",
    ]
    reactions = drawn.one("ul.reactions-in-short")
    assert reactions.texts("h3") == ["NSPCC", "NSPCC", "Victim Support"]
    assert reactions.texts("span.why") == ["about this force"] + ["about England and Wales"] * 2
    assert [x.text for head in drawn.all(".section-head") for x in head.all("a")] == [
        "All: 8 areas",
        "All: 8 reactions",
    ]


# Improvement areas


def test_the_table_has_every_area_and_its_relation(visit: Open, dossier: Dossier) -> None:
    table = visit("improvement-areas").drawn.one("table.improvement-table")
    silent = ["Not stated in our sources"]
    assert answered(table) == {
        "camb15-initial-investigations": ["Asked for again"],
        "camb15-supervision": ["Asked for again"],
        "camb15-domestic-abuse": ["Progress made since 2014", *silent],
        "camb15-community-resolutions": silent,
        "camb15-what-works": silent,
        "camb15-vulnerable-consistency": silent,
        "camb15-police-time": silent,
        "camb15-stop-and-search": silent,
    }
    words = {area.finding.id: area.finding.evidence[0].words for area in improvement_areas(dossier)}
    for row in table.one("tbody").all("tr"):
        assert f"“{words[row.attributes['id']]}”" in row.text


def test_the_kind_says_whose_name_it_is(visit: Open) -> None:
    table = visit("improvement-areas").drawn.one("table.improvement-table")
    kinds = {row.attributes["id"]: row.texts("span.tag")[0] for row in table.one("tbody").all("tr")}
    assert kinds["camb15-domestic-abuse"] == "Cause of concern"
    assert kinds["camb15-supervision"] == "Area for improvement"
    assert kinds["camb15-police-time"] == "Area for improvement (our reading)"


def test_areas_of_the_first_round_were_not_asked_for(visit: Open) -> None:
    table = visit("improvement-areas", round="2014").drawn.one("table.improvement-table")
    assert set(map(tuple, answered(table).values())) == {("Not stated in our sources",)}
    assert len(answered(table)) == 5


def test_a_thread_opens_by_address(visit: Open) -> None:
    closed = visit("improvement-areas").drawn
    assert closed.all("tr.thread-row") == []
    assert set(closed.texts("a.toggle")) != set()
    drawn = visit("improvement-areas", open="camb15-supervision").drawn
    thread = drawn.one("tr.thread-row")
    facts = {item.one("dt").text: item.one("dd").text for item in thread.one("dl.facts").all("div")}
    assert facts == {
        "Asked for as": (
            "Area for improvement, Crime inspection 2014, as summarised in PEEL 2014."
        ),
        "Wording": "not stated in our sources",
        "Deadline": "not stated in our sources",
    }
    assert thread.texts("h2")[:2] == ["PEEL 2014", "PEEL 2015"]
    toggle = drawn.one("#toggle-camb15-supervision")
    assert toggle.text == "Close thread : Supervision of initial investigations".replace(" :", ":")
    assert toggle.attributes["aria-expanded"] == "true"
    assert "open=" not in toggle.attributes["href"]
    others = [x.attributes["aria-expanded"] for x in drawn.all("a.toggle")]
    assert sorted(others) == ["false"] * 7 + ["true"]


def test_a_thread_tells_the_deadline_where_it_is_known(visit: Open) -> None:
    thread = visit("improvement-areas", open="camb15-domestic-abuse").drawn.one("tr.thread-row")
    deadlines = [
        item.one("dd").text
        for facts in thread.all("dl.facts")
        for item in facts.all("div")
        if item.one("dt").text == "Deadline"
    ]
    assert deadlines == ["not stated in our sources", "September 2014"]
    assert "Addressed to every force." in thread.text
    assert "Said later:" in thread.text


def test_a_thread_without_a_past_says_so(visit: Open) -> None:
    thread = visit("improvement-areas", open="camb15-police-time").drawn.one("tr.thread-row")
    assert "Whether this was asked for is not stated in our sources." in thread.text
    assert thread.all("article.recommendation") == []


def test_what_no_area_answers(visit: Open) -> None:
    drawn = visit("improvement-areas").drawn
    asked = "Asked for in 2014, and not linked by our sources to an area of 2015"
    assert asked in drawn.texts("h2")
    titles = drawn.one("div.unanswered").texts("h3")
    assert titles == ["Recording of crime", "Integrity training", "Lessons from misconduct"]


def test_sorting_by_address(visit: Open, dossier: Dossier) -> None:
    drawn = visit("improvement-areas", sort="-area").drawn
    titles = drawn.texts("span.area-title")
    assert (
        titles
        == sorted((a.finding.title for a in improvement_areas(dossier)), key=str.casefold)[::-1]
    )
    heads = {head.text: head.attributes.get("aria-sort") for head in drawn.one("thead").all("th")}
    assert [state for state in heads.values() if state] == ["descending"]


# Reactions


def test_reactions_lead_to_the_findings_they_speak_to(visit: Open) -> None:
    drawn = visit("reactions").drawn
    item = drawn.one("#camb15-nspcc")
    links = {link.text: link.attributes["href"] for link in item.one("ul.speaks-to").all("a")}
    start = "findings?force=cambridgeshire&round=2015&open="
    assert links == {
        "Identifying vulnerable people": (
            f"{start}camb15-identifying-vulnerable#camb15-identifying-vulnerable"
        ),
        "Consistent service for vulnerable people": (
            f"{start}camb15-vulnerable-consistency#camb15-vulnerable-consistency"
        ),
    }
    assert "Names what no finding in our sources states:" in item.text
    assert item.one("ul.unheld").texts("li") == [
        "Frontline staff confused about their responsibilities.",
        "The risk of sexual exploitation of children.",
        "Additional resources in specialist teams.",
    ]


def test_reactions_to_national_reports_stand_apart(visit: Open) -> None:
    own, national = visit("reactions").drawn.one(".reactions").all("section")
    assert own.one("h2").text == "About this force"
    assert own.texts("h3") == ["NSPCC"]
    assert national.one("h2").text == "About England and Wales, not this force alone"
    assert len(national.all("article.reaction")) == 7
    assert national.all("ul.speaks-to") == []
    assert "On this force, under the same question: 7" in national.text


def test_silent_speakers_and_dates_are_told(visit: Open) -> None:
    drawn = visit("reactions").drawn
    who = drawn.one("#camb15-nspcc").one("p.who").text
    assert who.startswith("Spokesman. Charity, date not stated in our sources.")
    silences = drawn.one("section.silences").texts("dt")
    assert silences == [
        "Reactions from Cambridgeshire",
        "Name of the NSPCC spokesman",
        "What the NSPCC refers to",
    ]


def test_a_reaction_about_no_question_names_no_finding(visit: Open) -> None:
    drawn = visit("reactions", round="2014").drawn
    assert "On this force" not in drawn.one("#refuge-2014").text


# Findings


def test_all_findings_stand_under_their_pillar(visit: Open, dossier: Dossier) -> None:
    drawn = visit("findings").drawn.one(".findings")
    assert drawn.texts("h2") == [
        f"{pillar.name}: {sum(f.pillar == pillar.id for f in dossier.findings)} findings"
        for pillar in dossier.framework.pillars
    ]
    by_pillar = {
        section.one("h2").attributes["id"]: [
            x.attributes["id"] for x in section.all("article.finding")
        ]
        for section in drawn.all("section")
    }
    assert sum(map(len, by_pillar.values())) == 42
    for pillar in dossier.framework.pillars:
        expected = {finding.id for finding in dossier.findings if finding.pillar == pillar.id}
        assert set(by_pillar[f"pillar-{pillar.id}"]) == expected


def test_findings_stand_under_their_question(visit: Open) -> None:
    drawn = visit("findings", pillar="efficiency").drawn.one(".findings")
    assert drawn.texts("h3") == [
        "How well does the force use its resources to meet its demand?",
        "How sustainable and affordable is the workforce model?",
        "How sustainable is the force’s financial position for the short and long term?",
        "Question not stated in our sources",
    ]


def test_every_finding_shows_its_words_and_their_source(visit: Open, dossier: Dossier) -> None:
    drawn = visit("findings").drawn
    for finding in dossier.findings:
        item = drawn.one(f"#{finding.id}")
        first = finding.evidence[0]
        assert item.one("h4").text == finding.title
        assert finding.statement in item.text
        assert len(item.all("figure.quotation")) == len(finding.evidence)
        figure = item.all("figure.quotation")[0]
        assert figure.one("blockquote").text == f"“{first.words}”"
        source = dossier.shared.sources[first.source]
        assert figure.one("figcaption").one("a").attributes["href"] == source.address


# Sources


def test_every_source_stands_in_the_table(visit: Open, dossier: Dossier) -> None:
    drawn = visit("sources").drawn
    rows = drawn.one("table.source-table").one("tbody").all("tr")
    assert [row.attributes["id"] for row in rows] == [use.source.id for use in source_uses(dossier)]
    assert len(rows) == 30
    article = drawn.one("#cambs-times-2016")
    assert "Not stated" in article.all("td")[0].text
    assert article.all("td")[1].text == "No licence found"
    assert article.all("td")[2].text == "The full text, 26 paragraphs"
    official = drawn.one("#hmic-cambridgeshire-2015-effectiveness").all("td")
    assert official[0].text.startswith("18 February 2016")
    assert official[2].text == "The beginning of the page"


def test_what_the_sources_do_not_say(visit: Open, dossier: Dossier) -> None:
    drawn = visit("sources").drawn
    silences = next(x for x in drawn.all("section.silences") if x.all("#silences"))
    assert len(silences.all("dt")) == len(dossier.force_round.silences) == 12
    assert "Grades for the questions" in silences.texts("dt")
    differences = drawn.one("section.differences")
    assert len(differences.all("article")) == len(dossier.force_round.differences) == 12
    assert "Shown here: The word as a quotation, not as a grade." in differences.text
    assert "Paragraph 26: A link to the report." in drawn.text


def test_glossary_method_and_corrections(visit: Open, dossier: Dossier) -> None:
    drawn = visit("sources").drawn
    terms = drawn.one("section.glossary").texts("dt")
    assert terms == [term.term for term in dossier.shared.glossary]
    silent = drawn.one("#term-area-for-improvement")
    assert "A definition is not stated in our sources." in silent.text
    assert drawn.one("section.method").texts("h3") == [x.title for x in dossier.shared.method]
    assert "There have been none so far." in drawn.one("section.corrections").text


# Filters


@pytest.mark.parametrize("page", FILTERED)
@pytest.mark.parametrize("theme", ["domestic-abuse", "leadership"])
def test_a_theme_in_the_address_narrows(
    visit: Open, dossier: Dossier, page: str, theme: str
) -> None:
    label = dossier.shared.themes[theme].label.lower()
    all_of_them = things(dossier, page)
    left = sum(theme in themes for themes in all_of_them)
    line = visit(page, theme=theme).drawn.one("p.result-line")
    noun = NOUNS[page][0]
    assert line.one("strong").text == f"{left} of {len(all_of_them)} {noun}s: {label}"
    assert line.one("a").text == f"Show all {len(all_of_them)}"


def test_the_result_in_words(visit: Open) -> None:
    line = visit("findings", theme="domestic-abuse").drawn.one("p.result-line")
    assert line.one("strong").text == "3 of 42 findings: domestic abuse"
    assert visit("findings").drawn.one("p.result-line").text == "42 findings"


@pytest.mark.parametrize("page", FILTERED)
def test_a_chosen_theme_stands_in_the_address(visit: Open, dossier: Dossier, page: str) -> None:
    opened = visit(page)
    opened.widget("theme").select("domestic-abuse").run()
    assert not opened.app.exception
    assert opened.address["theme"] == "domestic-abuse"
    left = sum("domestic-abuse" in themes for themes in things(dossier, page))
    assert opened.drawn.one("p.result-line").text.startswith(f"{left} of ")
    opened.widget("theme").select("vulnerable-people").run()
    assert opened.address["theme"] == "domestic-abuse,vulnerable-people"
    opened.widget("theme").set_value([]).run()
    assert "theme" not in opened.address


def test_the_address_presses_the_pill(visit: Open) -> None:
    assert visit("findings", theme="offenders,prevention").widget("theme").value == [
        "offenders",
        "prevention",
    ]


def test_pills_carry_counts_and_leave_out_what_shows_nothing(visit: Open) -> None:
    options = visit("findings").widget("theme").options
    assert "Domestic abuse 3" in options
    assert not [option for option in options if option.startswith("Crime recording")]
    pressed = visit("findings", theme="crime-recording").widget("theme").options
    assert "Crime recording 0" in pressed


@pytest.mark.parametrize(
    ("page", "name", "value", "words"),
    [
        ("findings", "kind", "cause-of-concern", "1 of 42 findings: cause of concern"),
        ("findings", "pillar", "leadership", "2 of 42 findings: leadership"),
        (
            "improvement-areas",
            "relation",
            "repeats",
            "2 of 8 improvement areas: asked for again since 2014",
        ),
        ("reactions", "stance", "mixed", "3 of 8 reactions: mixed"),
    ],
)
def test_other_filters_write_the_address(
    visit: Open, page: str, name: str, value: str, words: str
) -> None:
    opened = visit(page)
    opened.widget(name).select(value).run()
    assert not opened.app.exception
    assert opened.address[name] == value
    assert opened.drawn.one("p.result-line").one("strong").text == words


def test_search_words(visit: Open) -> None:
    opened = visit("findings")
    opened.widget("q").set_value("senior ranks").run()
    assert opened.address["q"] == "senior ranks"
    assert [x.attributes["id"] for x in opened.drawn.all("article.finding")] == [
        "camb15-senior-ranks"
    ]


def test_another_round_is_chosen_for_every_page(visit: Open) -> None:
    opened = visit("findings", theme="prevention")
    opened.widget("round").select("2014").run()
    assert not opened.app.exception
    assert (opened.address["round"], opened.address["theme"]) == ("2014", "prevention")
    assert opened.drawn.one("p.subline").text == "Cambridgeshire Constabulary, PEEL 2014"


@pytest.mark.parametrize("page", FILTERED[1:])
def test_the_chosen_round_stands_in_its_box(visit: Open, page: str) -> None:
    assert visit(page, round="2015").widget("round").value == "2015"
    assert visit(page, round="2014").widget("round").value == "2014"


def test_choosing_a_filter_closes_what_is_open(visit: Open) -> None:
    opened = visit("improvement-areas", open="camb15-supervision")
    opened.widget("kind").select("area-for-improvement").run()
    assert "open" not in opened.address
    assert opened.drawn.all("tr.thread-row") == []


@pytest.mark.parametrize(
    ("page", "theme", "words"),
    [
        ("findings", "crime-recording", "None of the 42 findings fits: crime recording."),
        ("improvement-areas", "leadership", "None of the 8 improvement areas fits: leadership."),
        ("reactions", "resources", "None of the 8 reactions fits: resources."),
    ],
)
def test_an_empty_result_says_why_and_offers_the_way_back(
    visit: Open, page: str, theme: str, words: str
) -> None:
    empty = visit(page, theme=theme).drawn.one(".empty")
    assert empty.all("p")[0].text == words
    assert "Silence does not mean that all is well." in empty.text
    assert empty.one("a").attributes["href"] == f"{page}?force=cambridgeshire&round=2015"


@pytest.mark.parametrize("page", FILTERED)
def test_an_unknown_theme_is_told(visit: Open, page: str) -> None:
    drawn = visit(page, theme="cheese").drawn
    notice = drawn.one(".notice").text
    assert notice == "The link asked for theme “cheese”, which we do not know; showing all."
    assert " of " not in drawn.one("p.result-line").text


def test_markup_in_an_address_is_text(visit: Open) -> None:
    drawn = visit("findings", theme="<b>x</b>", q="<i>&amp;").drawn
    assert "“<b>x</b>”" in drawn.one(".notice").text
    assert "“<i>&amp;”" in drawn.one("p.result-line").text
    assert drawn.all("b") + drawn.all("i") == []


# All rounds, and forces without findings


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("force", ["cambridgeshire", "bedfordshire"])
def test_every_page_draws_for_every_force_and_round(
    visit: Open, dossier: Dossier, page: str, force: str
) -> None:
    for round_id, framework in dossier.shared.frameworks.items():
        drawn = visit(page, force=force, round=round_id).drawn
        assert len(drawn.all("h1")) == 1
        assert dossier.shared.forces[force].name in drawn.text
        assert framework.name in drawn.text
        assert drawn.all("p.result-line") == [] or page in FILTERED


def test_a_force_without_findings_shows_its_grades_only(visit: Open) -> None:
    drawn = visit("", force="bedfordshire", round="2015").drawn
    assert "we hold grades only: no findings" in drawn.one(".notice").text
    assert len(drawn.all("article.grade-card")) == 3
    assert drawn.all("dl.strongest") == []
    findings = visit("findings", force="bedfordshire", round="2015").drawn
    assert findings.one(".empty").text == (
        "We hold no findings for Bedfordshire Police in PEEL 2015."
    )


# For those who keep the data


@pytest.fixture
def other_data(data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch) -> DataCopy:
    monkeypatch.setenv("PEEL_DATA", str(data_copy.root))
    return data_copy


def test_bad_data_are_told_instead_of_shown(visit: Open, other_data: DataCopy) -> None:
    other_data.edit("themes.yaml", "id: leadership", "id: Leadership")
    drawn = visit("findings").drawn
    assert drawn.one("h1").text == "The data has faults"
    assert "data/themes.yaml:" in drawn.one(".faults").text
    assert drawn.all("article") == []


def test_a_bad_change_keeps_the_page_and_says_so(visit: Open, other_data: DataCopy) -> None:
    opened = visit("findings")
    other_data.edit("themes.yaml", "id: leadership", "id: Leadership")
    opened.app.run()
    assert not opened.app.exception
    assert len(opened.drawn.all("article.finding")) == 42
    assert "Newer data has faults and is not shown." in opened.drawn.one(".notice").text
    health = visit("data-health").drawn
    assert "data/themes.yaml:" in health.one(".faults").text


KENT = "findings/kent/2016.yaml"


@pytest.fixture
def with_kent(other_data: DataCopy) -> DataCopy:
    """The data with a findings file of one more force."""
    (other_data.root / KENT).parent.mkdir()
    text = "force: kent\nround: 2016\ninspected: 2016-05\n"
    (other_data.root / KENT).write_text(text, encoding="utf-8")
    return other_data


def notices(opened: Visit) -> list[str]:
    return [text for text in opened.drawn.texts(".notice") if text.startswith("Newer data")]


def test_the_notice_stands_on_pages_of_the_broken_force_and_goes_with_the_fault(
    visit: Open, with_kent: DataCopy
) -> None:
    shown = visit("", force="kent", round="2016")
    assert notices(shown) == []
    with_kent.edit(KENT, "inspected: 2016-05", "inspected: May")
    told = [
        "Newer data has faults and is not shown. What you see is the last good data. "
        "What is wrong with it"
    ]
    for page in PAGES:
        assert notices(visit(page, force="kent", round="2016")) == told, page
        assert notices(visit(page, force="cambridgeshire", round="2016")) == [], page
    with_kent.edit(KENT, "inspected: May", "inspected: 2016-05")
    shown.app.run()
    assert notices(shown) == []
    assert notices(visit("findings", force="kent", round="2016")) == []


def test_data_health_tells_of_a_force_that_nobody_opened(visit: Open, with_kent: DataCopy) -> None:
    with_kent.edit(KENT, "inspected: 2016-05", "inspected: May")
    health = visit("data-health", force="cambridgeshire")
    assert notices(health) == []
    faults = health.drawn.one(".faults")
    assert faults.all("p")[0].text == "1 fault"
    assert faults.one("ol").text.startswith(
        f"data/{KENT}:3:12: expected a date as 2016-02-18, 2016-02 or 2016 inspected: May"
    )
    with_kent.edit(KENT, "inspected: May", "inspected: 2016-05")
    health.app.run()
    assert health.drawn.all(".faults") == []
    assert "None in any file." in health.drawn.one(".data-health").text


def test_a_change_of_the_data_is_shown(visit: Open, other_data: DataCopy) -> None:
    opened = visit("findings")
    other_data.edit(
        "findings/cambridgeshire/2015.yaml", "title: Technology", "title: <em>Tools</em> & more"
    )
    opened.app.run()
    assert opened.drawn.one("#camb15-technology").one("h4").text == "<em>Tools</em> & more"


def test_a_relation_is_never_shown_without_its_words(dossier: Dossier) -> None:
    for area in improvement_areas(dossier):
        for link in area.earlier:
            assert link.asked.relation is Relation.NOT_STATED or link.asked.evidence
