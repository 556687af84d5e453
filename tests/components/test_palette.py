"""Contrast of every pair that is used, and colours that differ for every eye: measured."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections.abc import Mapping

import pytest

from components.charts import distribution_figure, heat_map
from components.palette import COLOURS, LETTERS
from peel.library.library import Library
from peel.model.values import Grade
from tests.conftest import ROOT

STYLE = (ROOT / "components" / "style.css").read_text(encoding="utf-8")
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
Colour = tuple[float, float, float]

# What stands on what.
TEXT = {
    "--ink": ("--paper", "--surface", "--neutral-fill"),
    "--muted": ("--paper", "--surface"),
    "--link": ("--paper", "--surface"),
    "--concern-ink": ("--concern-fill", "--paper"),
    "--improve-ink": ("--improve-fill",),
    "--strength-ink": ("--strength-fill",),
}
# Marks that are told by their own colour, and the outlines of those that are told by an outline.
MARKS = {
    "--raised": ("--paper", "--surface"),
    "--link": ("--paper", "--surface"),
    "--strong-rule": ("--paper", "--surface"),
    "--muted": ("--paper", "--surface"),
    "--ink": ("--paper", "--surface"),
    "--focus": ("--paper", "--surface"),
}
# Just below what is measured; docs/design.md gives the measured numbers.
NEAREST = {"as it is": 23.5, "protan": 22.0, "deutan": 24.0, "tritan": 26.0}


def rgb(text: str) -> Colour:
    digits = text.removeprefix("#")
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def variables(scheme: str) -> dict[str, str]:
    """The colours of the stylesheet in one scheme."""
    found = {}
    for name, value in re.findall(r"^\s*(--[a-z-]+): (.+);$", STYLE, re.MULTILINE):
        both = re.fullmatch(r"light-dark\((#\w{6}), (#\w{6})\)", value)
        if both:
            found[name] = both.group(1 if scheme == "light" else 2)
        elif re.fullmatch(r"#\w{6}", value):
            found[name] = value
    return found


def linear(colour: Colour) -> Colour:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    found = []
    for colour in (one, other):
        red, green, blue = linear(rgb(colour))
        found.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(found) + 0.05) / (min(found) + 0.05)


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
MACHADO = {
    "as it is": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix: tuple[Colour, ...], colour: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def lab(colour: str, eye: str) -> Colour:
    """A colour as an eye sees it, in CIE Lab."""
    red, green, blue = (
        min(1.0, max(0.0, part)) for part in times(MACHADO[eye], linear(rgb(colour)))
    )
    x, y, z = (
        part ** (1 / 3) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
        for part in (
            value / white
            for value, white in zip(times(TO_XYZ, (red, green, blue)), WHITE, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Colour, other: Colour) -> float:
    """CIEDE2000, after Sharma, Wu and Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(chroma**7 / (chroma**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    dl, dc, dh = l2 - l1, c2 - c1, h2 - h1
    grey = c1 * c2 == 0
    dh = 0.0 if grey else dh - 360 if dh > 180 else dh + 360 if dh < -180 else dh
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh) / 2)
    light, c = (l1 + l2) / 2, (c1 + c2) / 2
    h = h1 + h2
    if not grey:
        h = h / 2 if abs(h1 - h2) <= 180 else (h + 360) / 2 if h < 360 else (h - 360) / 2
    t = 1 - 0.17 * math.cos(math.radians(h - 30)) + 0.24 * math.cos(math.radians(2 * h))
    t += 0.32 * math.cos(math.radians(3 * h + 6)) - 0.20 * math.cos(math.radians(4 * h - 63))
    sl = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * c, 1 + 0.015 * c * t
    turn = 60 * math.exp(-(((h - 275) / 25) ** 2))
    rt = -2 * math.sqrt(c**7 / (c**7 + 25**7)) * math.sin(math.radians(turn))
    parts = (dl / sl, dc / sc, dh / sh)
    return math.sqrt(sum(part**2 for part in parts) + rt * parts[1] * parts[2])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_against_published_values(one: Colour, other: Colour, expected: float) -> None:
    assert distance(one, other) == pytest.approx(expected, abs=0.0001)


def test_the_contrast_against_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def pairs(uses: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    return [
        (scheme, front, behind)
        for scheme in ("light", "dark")
        for front, all_behind in uses.items()
        for behind in all_behind
    ]


@pytest.mark.parametrize(("scheme", "front", "behind"), pairs(TEXT))
def test_text_can_be_read(scheme: str, front: str, behind: str) -> None:
    found = variables(scheme)
    assert contrast(found[front], found[behind]) >= 4.5


@pytest.mark.parametrize(("scheme", "front", "behind"), pairs(MARKS))
def test_marks_can_be_seen(scheme: str, front: str, behind: str) -> None:
    found = variables(scheme)
    assert contrast(found[front], found[behind]) >= 3


def test_every_ink_and_every_fill_is_measured() -> None:
    named = {name for name in variables("light") if re.search(r"-(ink|fill)$", name)}
    measured = set(TEXT) | {behind for all_behind in TEXT.values() for behind in all_behind}
    assert named <= measured


@pytest.mark.parametrize("grade", COLOURS)
def test_letters_on_a_grade_can_be_read(grade: Grade) -> None:
    assert contrast(COLOURS[grade], LETTERS[grade]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("grade", COLOURS)
def test_a_filled_mark_stands_out_by_colour_or_outline(grade: Grade, scheme: str) -> None:
    """A segment, dot or cell mark is a fill within an outline in the colour of text."""
    found = variables(scheme)
    fill, ink, paper = COLOURS[grade], found["--ink"], found["--paper"]
    assert contrast(ink, paper) >= 3
    assert max(contrast(fill, paper), contrast(fill, ink)) >= 3


@pytest.mark.parametrize("eye", MACHADO)
def test_grades_differ_for_every_eye(eye: str) -> None:
    nearest = min(
        (distance(lab(one, eye), lab(other, eye)), one, other)
        for one, other in itertools.combinations(COLOURS.values(), 2)
    )
    assert nearest[0] >= NEAREST[eye], nearest


def of_stylesheet() -> dict[Grade, str]:
    found = variables("light")
    return {grade: found[f"--{grade.replace(' ', '-')}"].upper() for grade in COLOURS}


def test_the_stylesheet_has_the_colours_of_the_grades() -> None:
    assert of_stylesheet() == COLOURS


def test_figures_have_the_colours_of_the_stylesheet(library: Library) -> None:
    shared, named = library.now().shared, of_stylesheet()
    scale = shared.frameworks["2015"].scale
    bars = {bar.name: bar.marker.color for bar in distribution_figure(shared, "efficiency").data}
    assert {grade: bars[grade.capitalize()] for grade in scale} == {
        grade: named[grade] for grade in scale
    }
    squares, _ = heat_map(shared, "efficiency", "kent").data
    assert {colour.upper() for _, colour in squares.colorscale} == {named[grade] for grade in scale}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_streamlit_has_the_colours_of_the_stylesheet(scheme: str) -> None:
    theme, found = CONFIG["theme"][scheme], variables(scheme)
    assert theme["textColor"].lower() == found["--ink"]
    assert theme["backgroundColor"].lower() == found["--paper"]
    assert theme["secondaryBackgroundColor"].lower() == found["--surface"]
    assert theme["linkColor"].lower() == found["--link"]
    assert contrast(theme["borderColor"], theme["backgroundColor"]) >= 3
