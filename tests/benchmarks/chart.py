"""Draw the results as SVG: a group of bars per row, in light and dark mode."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.benchmarks.figures import format_figure, format_ratio
from tests.benchmarks.results import Report, Result, RowResult

_COLUMN = 470
_COLUMNS = 2
_BETWEEN = 20
_NAMES = 205
_BARS = 155
_LINE = 18
_TITLE = 24
_GAP = 18
_SHORTEST = 1.5

_STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 13px }
.note { fill: #59636e }
.own { fill: #0969da }
.other { fill: #afb8c1 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .note { fill: #9198a1 }
  .own { fill: #4493f8 }
  .other { fill: #565f6b }
}"""


def chart(report: Report) -> str:
    """Draw a report as an SVG document. Bars begin at zero; those of a row share a scale.

    Each row goes to the shortest column.
    """
    ends = [_GAP] * _COLUMNS
    groups: list[str] = []
    for row in report.rows:
        column = ends.index(min(ends))
        groups += _group(row, column * (_COLUMN + _BETWEEN), ends[column])
        ends[column] += _TITLE + _LINE * len(row.results) + _GAP
    width = _COLUMNS * (_COLUMN + _BETWEEN) - _BETWEEN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {max(ends)}" '
        f'width="{width}" height="{max(ends)}" role="img">'
    )
    title = f"<title>{escape(f'Measured: {report.machine}')}</title>"
    style = f"<style>\n{_STYLE}\n</style>"
    return "\n".join([head, title, style, *groups, "</svg>", ""])


def _group(row: RowResult, left: int, top: int) -> Iterator[str]:
    yield f'<g transform="translate({left} {top})">'
    yield _text(0, 12, row.title.replace("`", ""), "title")
    figures = [
        result.spread.median for result in row.results if result.spread is not None
    ]
    maximum = max(figures, default=0.0)
    for number, result in enumerate(row.results):
        yield from _bar(row, result, maximum, _TITLE + _LINE * number)
    yield "</g>"


def _bar(row: RowResult, result: Result, maximum: float, top: int) -> Iterator[str]:
    is_own = result is row.results[0]
    yield _text(8, top + 11, result.contestant)
    if result.spread is None:
        yield _text(_NAMES, top + 11, "fails", "note")
        return
    figure = result.spread.median
    length = max(_SHORTEST, _BARS * figure / maximum if maximum else 0.0)
    css_class = "own" if is_own else "other"
    yield (
        f'<rect class="{css_class}" x="{_NAMES}" y="{top}" width="{length:.1f}" '
        f'height="{_LINE - 4}" rx="2"/>'
    )
    times = "" if is_own else f" ({format_ratio(row.ratio(result))})"
    label = format_figure(figure, row.unit) + times
    yield _text(_NAMES + length + 6, top + 11, label, "note")


def _text(left: float, base: int, text: str, css_class: str | None = None) -> str:
    attribute = "" if css_class is None else f' class="{css_class}"'
    return f'<text{attribute} x="{left:.1f}" y="{base}">{escape(text)}</text>'
