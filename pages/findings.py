"""All findings, strengths too, by pillar."""

from components.context import Context
from components.finding_list import finding_list
from components.page_frame import empty_result, page_head, result_line
from components.source_list import silence_list
from components.widgets.filters import choice_filters, theme_filter
from components.widgets.frame import filtered, page, show, together
from peel import narrowing


def chosen_findings(context: Context) -> None:
    """The filters, and the findings that are left."""
    findings = narrowing.findings(context.dossier, context.view)

    theme_filter(context, findings)
    choice_filters(context, findings, {"pillar": "Pillar", "kind": "Kind"}, "Search words")
    with together():
        show(result_line, context, findings, "finding")
        if findings.shown:
            show(finding_list, context, findings.shown)
        else:
            show(empty_result, context, findings, "findings")


with page("findings") as context:
    show(page_head, context, "Everything our sources say the inspectorate found, good and bad.")
    filtered(chosen_findings, context)
    show(silence_list, context, "findings")
