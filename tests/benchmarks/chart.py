"""The chart: a group of bars for each row, drawn as SVG that can be read on light and on dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.benchmarks.figures import written, written_ratio
from tests.benchmarks.results import Report, Result, RowResult

_WIDTH = 900
_NAMES = 300
_BARS = 380
_LINE = 20
_TITLE = 26
_GAP = 16
_SHORTEST = 1.5
_LONGEST_FAILURE = 56

_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 14px }
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
    """A report as an SVG document. Bars begin at zero, and those of a row share a scale."""
    top = _GAP
    groups: list[str] = []
    for row in report.rows:
        groups += _group(row, top)
        top += _TITLE + _LINE * len(row.results) + _GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" '
        f'width="{_WIDTH}" height="{top}" role="img">'
    )
    title = f"<title>{escape(f'Measured: {report.machine}')}</title>"
    style = f"<style>\n{_STYLE}\n</style>"
    return "\n".join([head, title, style, *groups, "</svg>", ""])


def _group(row: RowResult, top: int) -> Iterator[str]:
    yield _text(0, top + 14, row.title, "title")
    figures = [each.spread.median for each in row.results if each.spread is not None]
    most = max(figures, default=0.0)
    for number, result in enumerate(row.results):
        yield from _bar(row, result, number == 0, most, top + _TITLE + _LINE * number)


def _bar(
    row: RowResult, result: Result, is_own: bool, most: float, top: int
) -> Iterator[str]:
    yield _text(12, top + 13, result.contestant)
    if result.spread is None:
        message = result.failure or ""
        if len(message) > _LONGEST_FAILURE:
            message = message[: _LONGEST_FAILURE - 1] + "…"
        yield _text(_NAMES, top + 13, f"fails: {message}", "note")
        return
    figure = result.spread.median
    length = max(_SHORTEST, _BARS * figure / most if most else 0.0)
    kind = "own" if is_own else "other"
    yield (
        f'<rect class="{kind}" x="{_NAMES}" y="{top + 2}" width="{length:.1f}" '
        f'height="{_LINE - 6}" rx="2"/>'
    )
    times = "" if is_own else f"  {written_ratio(row.ratio(result))}"
    yield _text(
        _NAMES + length + 8, top + 13, written(figure, row.unit) + times, "note"
    )


def _text(left: float, base: int, text: str, kind: str | None = None) -> str:
    named = "" if kind is None else f' class="{kind}"'
    return f'<text{named} x="{left:.1f}" y="{base}">{escape(text)}</text>'
