"""Figures of the compare page. Each says the same numbers as a table beside it.

Grades are written into the marks, so that nothing hangs on colour; what is not graded or not
stated is an outline or a hatching, never a colour of the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.palette import COLOURS, LETTERS
from peel.model.gradebook import Distribution
from peel.model.grades import Force
from peel.model.rounds import Framework
from peel.model.shared import Shared
from peel.model.values import NOT_STATED_ON_SCREEN, Grade
from peel.questions import comparison
from peel.words import count, sentence

_SHORT = {
    Grade.OUTSTANDING: "O",
    Grade.GOOD: "G",
    Grade.ADEQUATE: "A",
    Grade.REQUIRES_IMPROVEMENT: "RI",
    Grade.INADEQUATE: "I",
}
_GREY = "#7A828A"


def distribution_figure(shared: Shared, pillar: str) -> go.Figure:
    """How many forces had which grade, one bar a round, numbers written in the bars."""
    found = comparison.distributions(shared, pillar)
    rounds = [framework.short_name for framework, _ in found]
    figure = go.Figure()
    for grade in found[-1][0].scale:
        counts = [spread.count(grade) for _, spread in found]
        figure.add_bar(
            name=sentence(grade),
            y=rounds,
            x=counts,
            orientation="h",
            marker={"color": COLOURS[grade], "line": {"color": "#16181B", "width": 1}},
            text=[f"{_SHORT[grade]} {number}" if number else "" for number in counts],
            textfont={"color": LETTERS[grade], "size": 14},
            insidetextanchor="middle",
            textangle=0,
            textposition="inside",
            hovertemplate="%{x} forces: " + grade + " in %{y}<extra></extra>",
        )
    left_out = [len(spread.not_graded) + len(spread.missing) for _, spread in found]
    if any(left_out):
        figure.add_bar(
            name="Not graded or not stated",
            y=rounds,
            x=left_out,
            orientation="h",
            marker={
                "color": "rgba(0,0,0,0)",
                "line": {"color": _GREY, "width": 1},
                "pattern": {"shape": "/", "fgcolor": _GREY},
            },
            hovertemplate="%{x} forces not graded or not stated in %{y}<extra></extra>",
        )
    figure.update_layout(
        barmode="stack",
        # What does not fit its bar is left out; the table below has it.
        uniformtext={"minsize": 12, "mode": "hide"},
        title=_title(
            _spread_title(shared, pillar, found),
            "O outstanding, G good,<br>RI requires improvement, I inadequate",
        ),
        height=165 + 52 * len(rounds),
        showlegend=False,
        margin={"l": 60, "r": 10, "t": 110, "b": 45},
        xaxis={
            "title": _source([framework for framework, _ in found]),
            "showgrid": False,
            "showticklabels": False,
            "fixedrange": True,
            "zeroline": False,
        },
        yaxis={"autorange": "reversed", "type": "category", "fixedrange": True},
    )
    return figure


def heat_map(shared: Shared, pillar: str, own: str) -> go.Figure:
    """Every force in every round that grades the pillar, one square each with its letters."""
    frameworks = comparison.rounds_with(shared, pillar)
    forces = shared.forces_by_name
    names = [force.short_name for force in forces]
    cells = [
        _cell(shared, framework, force, pillar) for framework in frameworks for force in forces
    ]
    scale = list(frameworks[-1].scale)
    figure = go.Figure(
        [
            go.Heatmap(
                x=[cell.x for cell in cells],
                y=[cell.y for cell in cells],
                z=[scale.index(cell.judged) if cell.judged else None for cell in cells],
                zmin=-0.5,
                zmax=len(scale) - 0.5,
                colorscale=_steps([COLOURS[grade] for grade in scale]),
                showscale=False,
                hoverinfo="skip",
                xgap=2,
                ygap=2,
            ),
            # The marks that can be read, hovered and clicked lie on top.
            go.Scatter(
                x=[cell.x for cell in cells],
                y=[cell.y for cell in cells],
                mode="markers+text",
                text=[cell.letters for cell in cells],
                textfont={"color": [cell.ink for cell in cells], "size": 12},
                marker={
                    "symbol": "square-open",
                    "size": 20,
                    "color": ["rgba(0,0,0,0)" if cell.judged else _GREY for cell in cells],
                },
                unselected={"marker": {"opacity": 1}},
                customdata=[cell.leads_to for cell in cells],
                hovertext=[cell.said for cell in cells],
                hovertemplate="%{y}, %{x}: %{hovertext}<extra></extra>",
            ),
        ]
    )
    bold = [f"<b>{n}</b>" if f.slug == own else n for n, f in zip(names, forces, strict=True)]
    figure.update_layout(
        title=_title(
            _kept_title(shared, pillar, frameworks),
            "– not graded in that round,<br>? not stated in our sources",
        ),
        height=195 + 25 * len(forces),
        margin={"l": 10, "r": 10, "t": 140, "b": 45},
        xaxis={"side": "top", "type": "category", "showgrid": False, "fixedrange": True},
        yaxis={
            "tickvals": names,
            "ticktext": bold,
            "range": [len(names) - 0.5, -0.5],
            "type": "category",
            "showgrid": False,
            "fixedrange": True,
            "automargin": True,
        },
        annotations=[
            {
                "text": _source(frameworks),
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": 0,
                "xanchor": "left",
                "yshift": -30,
                "showarrow": False,
                "font": {"size": 12},
            }
        ],
    )
    return figure


@dataclass(frozen=True, slots=True)
class _Cell:
    """One force in one round, as the heat map shows it."""

    x: str
    y: str
    judged: Grade | None
    said: str
    leads_to: tuple[str, str]

    @property
    def letters(self) -> str:
        if self.judged:
            return _SHORT[self.judged]
        return "?" if self.said == NOT_STATED_ON_SCREEN else "–"

    @property
    def ink(self) -> str:
        return LETTERS[self.judged] if self.judged else _GREY


def _cell(shared: Shared, framework: Framework, force: Force, pillar: str) -> _Cell:
    grade = shared.grades.grade(force.slug, framework.round, pillar)
    judged = grade if grade in framework.scale else None
    said = grade or NOT_STATED_ON_SCREEN
    leads_to = (force.slug, framework.round)
    return _Cell(framework.short_name, force.short_name, judged, said, leads_to)


def _steps(colours: list[str]) -> list[tuple[float, str]]:
    """A colour scale of steps, without shades between."""
    size = len(colours)
    return [
        (edge / size, colour) for index, colour in enumerate(colours) for edge in (index, index + 1)
    ]


def _spread_title(
    shared: Shared, pillar: str, found: Sequence[tuple[Framework, Distribution]]
) -> str:
    """What the bars say: how many forces were good or better, first and last."""

    def share(framework: Framework, spread: Distribution) -> str:
        best = spread.count(Grade.OUTSTANDING) + spread.count(Grade.GOOD)
        held = sum(len(forces) for forces in spread.forces.values())
        return f"{best} of {held} forces ({framework.short_name})"

    name = comparison.all_pillars(shared)[pillar]
    return f"{name}: good or outstanding in<br>{share(*found[0])}, {share(*found[-1])}"


def _kept_title(shared: Shared, pillar: str, frameworks: Sequence[Framework]) -> str:
    """What the squares say: how many forces kept one grade; at least, where some are not stated."""
    kept = unsure = 0
    for force in shared.forces:
        grades = [shared.grades.grade(force, item.round, pillar) for item in frameworks]
        known = {grade for grade in grades if grade is not None}
        if len(known) == 1 and next(iter(known)).is_judgment:
            kept += None not in grades
            unsure += None in grades
    least = "at least " if unsure else ""
    name = comparison.all_pillars(shared)[pillar]
    return f"{name}: {least}{count(kept, 'force')} had<br>the same grade in every round"


def _title(text: str, below: str) -> dict[str, object]:
    return {
        "text": f"{text}<br><span style='font-size:13px;font-weight:normal'>{below}</span>",
        "x": 0,
        "xanchor": "left",
        "y": 0.99,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": 14},
        "font": {"size": 16},
    }


def _source(frameworks: Sequence[Framework]) -> str:
    return f"Source: HMIC and HMICFRS pages, to {frameworks[-1].last_published}"
