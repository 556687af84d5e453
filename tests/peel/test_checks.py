"""Each rule of the data: what breaks it is a fault at its place."""

from __future__ import annotations

import pytest

from peel.folder import Folder
from peel.library import check_folder
from tests.conftest import DataCopy

ROUND = "findings/cambridgeshire/2015.yaml"
BEFORE = "findings/cambridgeshire/2014.yaml"

RULES = [
    (ROUND, 'round: "2015"', 'round: "2014"', "round '2014' in a file named 2015.yaml"),
    (
        ROUND,
        "force: cambridgeshire",
        "force: bedfordshire",
        "force 'bedfordshire' in a folder named cambridgeshire",
    ),
    (ROUND, "pillar: leadership", "pillar: legality", "unknown pillar 'legality'"),
    (
        ROUND,
        "question: effectiveness-1",
        "question: effectiveness-7",
        "unknown question 'effectiveness-7' (did you mean 'effectiveness-4'?)",
    ),
    (
        ROUND,
        "grade: requires improvement",
        "grade: adequate",
        "'adequate' is not a grade of PEEL 2015, whose scale is: "
        "outstanding, good, requires improvement, inadequate",
    ),
    (ROUND, "grade: not graded", "grade: good", "PEEL 2015 gives no grade for 'legitimacy-2'"),
    (
        ROUND,
        "grade: requires improvement",
        "grade: requires improvment",
        "'requires improvment' is not one of: ",
    ),
    (
        ROUND,
        "strongest_for: camb15-wellbeing",
        "strongest_for: camb15-technology",
        "finding 'camb15-technology' is not under legitimacy",
    ),
    (
        ROUND,
        "        paragraph: 3\n",
        "",
        "missing key 'paragraph': 'cambs-times-2016' is held in full",
    ),
    (
        ROUND,
        "paragraph: 21",
        "paragraph: 27",
        "paragraph 27 of 'cambs-times-2016', which has 26",
    ),
    (
        ROUND,
        "source: home-office-2016",
        "source: home-office-2017",
        "unknown source 'home-office-2017' (did you mean 'home-office-2016'?)",
    ),
    (
        ROUND,
        'words: "Legitimacy - Question 2 - Ungraded"',
        f'words: "{"word " * 41}"',
        "quotation of 41 words; at most 40 are allowed",
    ),
    (
        ROUND,
        "    kind: cause of concern\n    kind_basis: source",
        "    kind: area for improvement\n    kind_basis: our reading",
        "its evidence speaks of a cause of concern; keep the two apart",
    ),
    (
        ROUND,
        "    kind_basis: our reading\n    themes: [resources]\n    title: Use of police time",
        "    kind_basis: source\n    themes: [resources]\n    title: Use of police time",
        "no evidence here names an area for improvement; write 'our reading'",
    ),
    (
        ROUND,
        "relation: not stated\n        note: Our sources show no",
        "relation: repeats\n        note: Our sources show no",
        "'repeats' needs the recommendation it relates to",
    ),
    (
        ROUND,
        "relation: not stated\n        note: Our sources show no",
        "relation: new\n        note: Our sources show no",
        "missing key 'evidence': words must establish 'new'",
    ),
    (
        ROUND,
        "recommendation: camb14-supervision",
        "recommendation: camb14-supervison",
        "unknown recommendation 'camb14-supervison' (did you mean 'camb14-supervision'?)",
    ),
    (
        ROUND,
        "- camb15-identifying-vulnerable",
        "- camb15-identifying",
        "unknown finding 'camb15-identifying'",
    ),
    (ROUND, "id: camb15-taser", "id: camb15-wellbeing", "id 'camb15-wellbeing' stands already in"),
    (ROUND, "id: camb15-taser", "id: camb14-savings", "id 'camb14-savings' stands already in"),
    (
        ROUND,
        "themes: [offenders]",
        "themes: [offenders, offenders]",
        "theme 'offenders' stands twice",
    ),
    (ROUND, "    title: Technology\n", "", "missing key 'title'"),
    (
        ROUND,
        "title: Technology",
        "titel: Technology",
        "unknown key 'titel' (did you mean 'title'?)",
    ),
    (
        ROUND,
        "inspected: not stated\n",
        "",
        "missing key 'inspected'; write 'not stated' where our sources are silent",
    ),
    (ROUND, "inspected: not stated", "inspected: May", "expected a date as 2016-02-18, 2016-02"),
    (
        BEFORE,
        "source: hmic-cambridgeshire-2014-legitimacy",
        "source: hmic-state-of-policing-2016",
        "is later than PEEL 2015, so it cannot state what PEEL 2014 found",
    ),
    (
        BEFORE,
        'date: "2014-11-27"',
        'date: "2013-11-27"',
        "27 November 2013 is before PEEL 2014 was first published",
    ),
    (
        BEFORE,
        "addressed_to: this force",
        "addressed_to: England and Wales",
        "one for every force belongs in national/2014.yaml",
    ),
    ("national/2015.yaml", "about: England and Wales", "about: this force", "in a national file"),
    (
        "frameworks/2015.yaml",
        "topic: prevention",
        "topic: preventing",
        "unknown topic 'preventing'",
    ),
    ("frameworks/2015.yaml", "  - outstanding", "  - not graded", "is no grade of a scale"),
    ("sources.yaml", "terms: ogl-3", "terms: ogl-4", "unknown terms 'ogl-4'"),
    ("sources.yaml", "paragraphs: 26", "paragraphs: 20", "paragraph 26 of a text of 20"),
    ("forces.csv", "bedfordshire,", "avon-and-somerset,", "'avon-and-somerset' stands twice"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), RULES, ids=[r[3][:40] for r in RULES])
def test_a_broken_rule_is_a_fault(data_copy: DataCopy, file: str, old: str, new: str, message: str):
    data_copy.edit(file, old, new)
    faults, _ = check_folder(Folder(data_copy.root, name="data"))
    told = [fault for fault in faults if message in fault.message]
    assert told, "\n".join(str(fault) for fault in faults) or "no fault"
    assert {fault.file for fault in told} == {f"data/{file}"}
    assert all(fault.line > 0 and fault.column > 0 for fault in told)
