"""The chart: a group of bars for each row, drawn as SVG that can be read on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.benchmarks.figures import written, written_ratio
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
    """A report as an SVG document. Bars begin at zero, and those of a row share a scale.

    Rows stand in columns, one below the other, each in the column that has most room.
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
    figures = [each.spread.median for each in row.results if each.spread is not None]
    most = max(figures, default=0.0)
    for number, result in enumerate(row.results):
        yield from _bar(row, result, most, _TITLE + _LINE * number)
    yield "</g>"


def _bar(row: RowResult, result: Result, most: float, top: int) -> Iterator[str]:
    is_own = result is row.results[0]
    yield _text(8, top + 11, result.contestant)
    if result.spread is None:
        yield _text(_NAMES, top + 11, "fails", "note")
        return
    figure = result.spread.median
    length = max(_SHORTEST, _BARS * figure / most if most else 0.0)
    kind = "own" if is_own else "other"
    yield (
        f'<rect class="{kind}" x="{_NAMES}" y="{top}" width="{length:.1f}" '
        f'height="{_LINE - 4}" rx="2"/>'
    )
    times = "" if is_own else f" ({written_ratio(row.ratio(result))})"
    label = written(figure, row.unit) + times
    yield _text(_NAMES + length + 6, top + 11, label, "note")


def _text(left: float, base: int, text: str, kind: str | None = None) -> str:
    named = "" if kind is None else f' class="{kind}"'
    return f'<text{named} x="{left:.1f}" y="{base}">{escape(text)}</text>'
