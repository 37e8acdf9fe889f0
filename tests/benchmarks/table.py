"""Write the results as a table in Markdown, for the terminal and docs/speed.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import written, written_ratio
from tests.benchmarks.results import Report, Result, RowResult

_BEGIN, _END = "<!-- benchmark -->", "<!-- /benchmark -->"
_BLOCK = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
_HEADINGS = ("cost", "who", "median", "least – greatest", "×", "peak memory", "×")


def table(report: Report) -> str:
    """A report in Markdown: the table; under it what failed, and what was measured where."""
    cells = [_HEADINGS, *(line for row in report.rows for line in _lines(row))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    aligned = [
        [text.ljust(width) for text, width in zip(line, widths, strict=True)]
        for line in cells
    ]
    # Words to the left, figures to the right.
    rule = [*("-" * width for width in widths[:2])]
    rule += [f"{'-' * (width - 1)}:" for width in widths[2:]]
    lines = [f"| {' | '.join(line)} |" for line in [aligned[0], rule, *aligned[1:]]]
    return "\n".join([*lines, *_failures(report), "", _caption(report)])


def replace_block(text: str, block: str) -> str:
    """The text with everything between its markers replaced by `block`.

    Raises:
        ValueError: The text does not have the markers exactly once.
    """
    if len(_BLOCK.findall(text)) != 1:
        raise ValueError(f"there must be one block {_BEGIN} … {_END}")
    return _BLOCK.sub(lambda _: f"{_BEGIN}\n{block}\n{_END}", text)


def rewrite_markdown(file: Path, report: Report, chart: str | None) -> None:
    """Write a report, below the chart at the path `chart` if given, between a file's markers.

    The table is long, so it is folded.

    Raises:
        OSError: The file cannot be read or written.
        ValueError: The file does not have the markers exactly once.
    """
    summary = "<summary>All the figures</summary>"
    block = f"<details>\n{summary}\n\n{table(report)}\n\n</details>"
    if chart is not None:
        block = f"![The figures of the table as bars]({chart})\n\n{block}"
    file.write_text(replace_block(file.read_text("utf-8"), block), "utf-8")


def _lines(row: RowResult) -> Iterator[tuple[str, ...]]:
    for number, result in enumerate(row.results):
        yield ("" if number else row.title, *_figures(row, result))


def _figures(row: RowResult, result: Result) -> tuple[str, ...]:
    who = _who(result)
    if result.spread is None:
        return who, "fails", "", "", "", ""
    found = result.spread
    is_exact = found.least == found.greatest
    return (
        who,
        written(found.median, row.unit),
        "" if is_exact else _range(found.least, found.greatest, row.unit),
        written_ratio(row.ratio(result)),
        written(result.peak.median, "bytes") if result.peak else "",
        written_ratio(row.peak_ratio(result)),
    )


def _who(result: Result) -> str:
    if result.schemas is None:
        return result.contestant
    each = ""
    if result.spread is not None and result.schemas:
        each = f", {written(result.spread.median / result.schemas, 's')} each"
    return f"{result.contestant}: {result.schemas:,} schemas{each}"


def _range(least: float, greatest: float, unit: str) -> str:
    first, last = written(least, unit), written(greatest, unit)
    number, _, scale = first.rpartition(" ")
    # One unit says it for both.
    return f"{number if last.endswith(f' {scale}') else first} – {last}"


def _failures(report: Report) -> list[str]:
    """Below the table: who failed, where, and what was said."""
    lines = [
        f"- {row.title}: {result.contestant} fails: `{_quoted(result.failure)}`"
        for row in report.rows
        for result in row.results
        if result.failure is not None
    ]
    return ["", *lines] if lines else []


def _quoted(message: str) -> str:
    """A message between backticks."""
    return message.replace("`", "'")


def _caption(report: Report) -> str:
    documents = " and ".join(dict.fromkeys(f"`{row.document}`" for row in report.rows))
    versions = ", ".join(f"{name} {text}" for name, text in report.versions.items())
    rounds = f"{report.rounds} round{'' if report.rounds == 1 else 's'}"
    return (
        f"Document: {documents}. {report.machine}. {versions}. "
        f"Medians of {rounds}, in which all take turns; × is how many times codegen's figure, "
        "the first of each group."
    )
