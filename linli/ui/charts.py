"""Bars and lines as SVG: a width in a style attribute would need a weaker page policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_Reach = tuple[int, int]
_Box = tuple[int, int, int, int]


def meter(part: int, whole: int, *, tick: str = "", shape: str = "") -> SafeString:
    """Draw a bar; the words beside it say what it shows."""
    share = _percent(Fraction(part, whole)) if whole else "0"
    line: SafeString | str = ""
    if tick:
        at = _percent(Fraction(tick))
        line = format_html(
            '<line class="l-meter-tick" x1="{}%" x2="{}%" y1="-25%" y2="125%"></line>', at, at
        )
    return format_html(
        '<svg class="l-meter {}" aria-hidden="true">'
        '<rect class="l-meter-base" width="100%" height="100%" rx="6"></rect>'
        '<rect class="l-meter-part" width="{}%" height="100%" rx="6"></rect>{}</svg>',
        shape,
        share,
        line,
    )


def sparkline(values: Sequence[int], *, width: int = 72, height: int = 24) -> SafeString:
    """Draw one small line with a dot at its end."""
    points = list(_points(values, (min(values), max(values)), (2, 3, width - 4, height - 6)))
    last_x, last_y = points[-1]
    return format_html(
        '<svg class="l-spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<polyline points="{}"></polyline><circle cx="{}" cy="{}" r="2.5"></circle></svg>',
        width,
        height,
        _joined(points),
        last_x,
        last_y,
    )


def line_chart(first: Sequence[int], second: Sequence[int], labels: Sequence[str]) -> SafeString:
    """Draw one line, or two told apart by dashes, over a grid of three lines."""
    top = _round_up(max([*first, *second]))
    grid = format_html_join(
        "",
        '<line x1="34" x2="400" y1="{}" y2="{}"></line><text x="26" y="{}" '
        'text-anchor="end">{}</text>',
        ((y, y, y + 4, value) for y, value in ((8, top), (78, top // 2), (148, 0))),
    )
    step = 366 / max(len(labels) - 1, 1)
    marks = format_html_join(
        "",
        '<text x="{}" y="170" text-anchor="{}">{}</text>',
        (
            (round(34 + at * step), _anchor(at, len(labels)), label)
            for at, label in enumerate(labels)
        ),
    )
    lines = format_html_join(
        "",
        '<polyline class="{}" points="{}"></polyline>',
        (
            (kind, _joined(_points(values, (0, top), (34, 8, 366, 140))))
            for kind, values in (("is-second", second), ("", first))
            if values
        ),
    )
    return format_html(
        '<svg class="l-chart" viewBox="0 0 404 176" aria-hidden="true">{}{}{}</svg>',
        grid,
        lines,
        marks,
    )


def _points(values: Sequence[int], reach: _Reach, box: _Box) -> Iterable[tuple[float, float]]:
    low, top = reach
    left, up, width, height = box
    span = max(top - low, 1)
    step = width / max(len(values) - 1, 1)
    for at, value in enumerate(values):
        yield round(left + at * step, 1), round(up + height - height * (value - low) / span, 1)


def _joined(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _percent(share: Fraction) -> str:
    """Write a share as a percentage with one decimal, never above the whole."""
    return f"{float(min(share, Fraction(1)) * 100):.1f}"


def _round_up(value: int) -> int:
    """Find the next number that divides well in two."""
    size = 1
    while size * 50 < value:
        size *= 10
    return max(-(-value // (2 * size)) * 2 * size, 2)


def _anchor(at: int, count: int) -> str:
    return "start" if at == 0 else "end" if at == count - 1 else "middle"
