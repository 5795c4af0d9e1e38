"""The reads of this room."""

from linli.decisions.queries.decisions import (
    decision,
    decision_by_number,
    decision_seen_by,
    decisions_at,
    events_of,
    may_do_at,
    open_decisions,
    resolutions_of,
    step_now,
    steps_of,
    texts_of,
    turns,
)
from linli.decisions.queries.needs import lacking
from linli.decisions.queries.plans import (
    Template,
    matter_types,
    shipped_procedure,
    template_in_force,
    templates,
)

__all__ = [
    "Template",
    "decision",
    "decision_by_number",
    "decision_seen_by",
    "decisions_at",
    "events_of",
    "lacking",
    "matter_types",
    "may_do_at",
    "open_decisions",
    "resolutions_of",
    "shipped_procedure",
    "step_now",
    "steps_of",
    "template_in_force",
    "templates",
    "texts_of",
    "turns",
]
