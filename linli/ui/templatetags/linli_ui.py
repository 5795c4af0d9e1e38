"""Tags and filters of the pages; docs/ui.md shows each with an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.http import HttpRequest
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django_vite.core.asset_loader import DjangoViteAssetLoader

from linli.kernel.clocks import Reading
from linli.ui import charts, clock, menu, words
from linli.ui.clock import ClockFace

register = template.Library()
_SIX_LINES, _LINES = 120, 6

register.filter("yuan", words.yuan)
register.filter("amount", words.amount)
register.filter("square_metres", words.square_metres)
register.filter("masked_phone", words.masked_phone)
register.filter("spaced", words.spaced)
register.filter("floored", words.floored)
register.filter("grouped", words.grouped)
register.filter("readable_address", words.readable_address)
register.filter("workdays_long", words.workdays_long)
register.filter("days_long", words.days_long)
register.filter("minutes_long", words.minutes_long)


@register.filter
def stamp(value: datetime | None, now: datetime | None = None) -> str:
    """Write an instant as 2026-11-23 周一 14:05; with `now`, its own year is left out."""
    return words.stamp(value, now=now) if value else ""


@register.filter
def day(value: date | None, now: date | None = None) -> str:
    """Write a day as 2026-11-23 周一; with `now`, its own year is left out."""
    return words.day(value, now=now) if value else ""


@register.filter
def thousands(value: int) -> str:
    """Write a count as 1,400."""
    return f"{value:,}"


@register.filter
def title_part(label: str) -> str:
    """Give the first line of a choice's label."""
    return str(label).partition("\n")[0]


@register.filter
def hint_part(label: str) -> str:
    """Give what stands below the first line of a choice's label."""
    return str(label).partition("\n")[2]


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of frontend/icons.txt; without a label it is silent beside its word."""
    sprite = DjangoViteAssetLoader.instance().generate_vite_asset_url("icons.svg")
    use = format_html('<use href="{}#{}"></use>', sprite, name)
    if label:
        return format_html('<svg class="l-icon" role="img" aria-label="{}">{}</svg>', label, use)
    return format_html('<svg class="l-icon" aria-hidden="true">{}</svg>', use)


@register.simple_tag
def moment(value: date, form: str = "", now: date | None = None) -> SafeString:
    """Write an instant or, with "day", a day, with "deadline" the end of a limit; never broken."""
    if form == "day" or not isinstance(value, datetime):
        text = words.day(value, now=now)
    else:
        write = words.deadline if form == "deadline" else words.stamp
        text = write(value, now=now)
    machine = words.local(value).isoformat()
    return format_html('<time class="l-hold" datetime="{}">{}</time>', machine, text)


@register.simple_tag
def dots(*parts: object) -> SafeString:
    """Set short facts in a line, parted by a drawn dot; empty ones are left out."""
    flat: list[object] = []
    for part in parts:
        flat.extend(part if isinstance(part, list | tuple) else [part])
    spans = format_html_join(" ", "<span>{}</span>", ((_spaced(part),) for part in flat if part))
    return format_html('<span class="l-dots">{}</span>', spans)


def _spaced(value: object) -> str:
    """Space text; leave markup alone. A translated sentence is safe and still text."""
    text = str(value)
    if not isinstance(value, SafeString):
        return words.spaced(text)
    return value if "<" in text else mark_safe(words.spaced(text))  # noqa: S308 - as safe as before


@register.filter
def names(said: object, label: object) -> bool:
    """Tell whether an error already names its field, so that the summary does not say it twice."""
    return str(label) in str(said)


@register.simple_tag
def marked(text: str, typed: str) -> SafeString:
    """Mark what was typed where it stands in an answer."""
    head, found, tail = text.partition(typed) if typed else (text, "", "")
    if not found:
        return escape(text)
    return format_html("{}<mark>{}</mark>{}", head, found, tail)


@register.inclusion_tag("ui/_clock.html", name="clock", takes_context=True)
def show_clock(
    context: Mapping[str, Any], face: ClockFace | Reading | None, *sizes: str
) -> dict[str, Any]:
    """Show a deadline; sizes: `big` for the state card, `bare` without the date."""
    if isinstance(face, Reading):
        face = clock.face_of(face, context["now"])
    return {"clock": face, "sizes": sizes, "now": context.get("now")}


@register.inclusion_tag("ui/_field.html", name="field")
def show_field(bound: BoundField, *shapes: str, **extra: str) -> dict[str, Any]:
    """Show a form's field; shapes: `row` sets choices in a row, `short` keeps a field narrow."""
    _start_empty(bound)
    return {"field": bound, "kind": _kind(bound), "shapes": shapes, **extra}


def _start_empty(bound: BoundField) -> None:
    """Let nobody send a place that was only the first of a list: among several one is chosen."""
    widget = bound.field.widget
    if bound.name != "place" or type(widget) is not widgets.Select or bound.value():
        return
    choices = list(widget.choices)
    if len(choices) > 1 and all(value for value, _label in choices):
        widget.choices = [("", "—"), *choices]


def _kind(bound: BoundField) -> str:
    """Say which body of the field template fits a widget."""
    by_widget: Sequence[tuple[type[widgets.Widget], str]] = (
        (widgets.CheckboxSelectMultiple, "choices"),
        (widgets.RadioSelect, "choices"),
        (widgets.CheckboxInput, "check"),
        (widgets.FileInput, "file"),
        (widgets.HiddenInput, "hidden"),
        (widgets.SplitDateTimeWidget, "group"),
    )
    widget = bound.field.widget
    return next((kind for known, kind in by_widget if isinstance(widget, known)), "plain")


@register.simple_tag
def meter(part: int, whole: int, tick: str = "", shape: str = "") -> SafeString:
    """Draw a bar of `part` in `whole`, with a tick at a share such as "2/3"."""
    return charts.meter(part, whole, tick=tick, shape=shape)


@register.simple_tag
def sparkline(values: Sequence[int]) -> SafeString:
    """Draw a small line beside its number; it says nothing that the number does not."""
    return charts.sparkline(values)


@register.simple_tag
def line_chart(first: Sequence[int], second: Sequence[int] = (), *labels: str) -> SafeString:
    """Draw one or two lines over at most three grid lines; the table stands below it."""
    return charts.line_chart(first, second, labels)


@register.simple_tag(takes_context=True)
def resident_tabs(context: Mapping[str, Any]) -> list[Any]:
    """Give the bottom bar: what the view gave, or the rooms that are built."""
    given: list[Any] | None = context.get("tabs")
    return menu.tabs() if given is None else given


@register.simple_tag(takes_context=True)
def tab_here(context: Mapping[str, Any]) -> str:
    """Give the key of the tab that is on: what the page says, or where its address belongs."""
    request: HttpRequest | None = context.get("request")
    return context.get("tab") or (menu.tab_of(request.path) if request else "")


@register.simple_tag(takes_context=True)
def way_back(context: Mapping[str, Any]) -> str:
    """Give the page the reader came from, if it is one of ours; else the first page."""
    request: HttpRequest | None = context.get("request")
    came_from = request.headers.get("referer", "") if request else ""
    ours = {request.get_host()} if request else set()
    return came_from if came_from and url_has_allowed_host_and_scheme(came_from, ours) else "/"


@register.simple_tag
def page_words() -> SafeString:
    """Hand the scripts their words in the reader's language."""
    return menu.script_words()


@register.filter
def is_long(text: str) -> bool:
    """Whether a text takes more than six lines of a telephone."""
    return len(text) > _SIX_LINES or text.count("\n") >= _LINES


@register.simple_tag
def skeleton() -> SafeString:
    """Draw grey lines, shown while a part of the page is on its way."""
    return mark_safe('<div class="l-skeleton" aria-hidden="true">' + "<i></i>" * 6 + "</div>")  # noqa: S308
