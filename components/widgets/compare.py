"""The choices and the pictures of the compare page."""

from __future__ import annotations

import streamlit as st

from components.charts import distribution_figure, heat_map
from components.context import Context
from components.widgets.filters import bound
from peel.questions import comparison
from peel.questions.view import View

# The one button saves the figure as PNG, with its title and source inside.
_CONFIG = {
    "displayModeBar": True,
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "peel-findings"},
}


def pillar_choice(context: Context) -> None:
    """The pillar that the pictures are about."""
    pillars = comparison.all_pillars(context.dossier.shared)
    st.segmented_control(
        "Pillar",
        list(pillars),
        format_func=lambda key: pillars[key],
        required=True,
        **bound("pillar", comparison.chosen_pillar(context.dossier.shared, context.view)),
    )


def force_choice(context: Context) -> None:
    """Up to five forces to set side by side."""
    shared = context.dossier.shared
    st.multiselect(
        "Forces side by side (up to five)",
        [force.slug for force in shared.forces_by_name],
        format_func=lambda slug: shared.forces[slug].short_name,
        max_selections=comparison.MOST_SIDE_BY_SIDE,
        placeholder="Type to search",
        **bound("forces", list(context.view.of("forces"))),
    )


def pictures(context: Context) -> None:
    """The two figures. A click on a square opens the overview of that force and round."""
    shared = context.dossier.shared
    pillar = comparison.chosen_pillar(shared, context.view)
    name = comparison.all_pillars(shared)[pillar].lower()
    st.plotly_chart(
        distribution_figure(shared, pillar),
        config=_CONFIG,
        key=f"distribution-{pillar}",
        alt=f"How many forces had which grade for {name} in each round; the table below has the "
        "same numbers.",
    )
    chosen = st.plotly_chart(
        heat_map(shared, pillar, context.view.force),
        config=_CONFIG,
        key=f"heat-map-{pillar}",
        on_select="rerun",
        selection_mode="points",
        alt=f"The grade of every force for {name} in every round; the tables have the same grades.",
    )
    points = chosen.selection.points if chosen else []
    if points:
        force, round_id = points[0]["customdata"][:2]
        st.switch_page(
            "pages/overview.py", query_params=View(force=force, round=round_id).parameters()
        )
