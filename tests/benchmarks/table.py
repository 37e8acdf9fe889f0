"""Write the results as a table in Markdown, for the terminal and docs/speed.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import format_figure, format_ratio
from tests.benchmarks.results import Report, Result, RowResult

_BEGIN, _END = "<!-- benchmark -->", "<!-- /benchmark -->"
_BLOCK = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
_HEADINGS = ("cost", "who", "median", "least – greatest", "×", "peak memory", "×")


def table(report: Report) -> str:
    """Format a report as Markdown: the table, failures, and a caption."""
    cells = [_HEADINGS, *(line for row in report.rows for line in _lines(row))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    aligned = [
        [text.ljust(width) for text, width in zip(line, widths, strict=True)]
        for line in cells
    ]
    # Align words to the left and figures to the right.
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
        OSError: The file cannot be read or format_figure.
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
    spread = result.spread
    is_exact = spread.minimum == spread.maximum
    return (
        who,
        format_figure(spread.median, row.unit),
        "" if is_exact else _range(spread.minimum, spread.maximum, row.unit),
        format_ratio(row.ratio(result)),
        format_figure(result.peak.median, "bytes") if result.peak else "",
        format_ratio(row.peak_ratio(result)),
    )


def _who(result: Result) -> str:
    if result.schemas is None:
        return result.contestant
    per_schema = ""
    if result.spread is not None and result.schemas:
        per_schema = (
            f", {format_figure(result.spread.median / result.schemas, 's')} each"
        )
    return f"{result.contestant}: {result.schemas:,} schemas{per_schema}"


def _range(minimum: float, maximum: float, unit: str) -> str:
    first, last = format_figure(minimum, unit), format_figure(maximum, unit)
    number, _, scale = first.rpartition(" ")
    # Omit the first unit if both are equal.
    return f"{number if last.endswith(f' {scale}') else first} – {last}"


def _failures(report: Report) -> list[str]:
    """A list of failures, with their messages."""
    lines = [
        f"- {row.title}: {result.contestant} fails: `{_quoted(result.failure)}`"
        for row in report.rows
        for result in row.results
        if result.failure is not None
    ]
    return ["", *lines] if lines else []


def _quoted(message: str) -> str:
    """Replace backticks in a message, to quote it with backticks."""
    return message.replace("`", "'")


def _caption(report: Report) -> str:
    documents = " and ".join(dict.fromkeys(f"`{row.document}`" for row in report.rows))
    versions = ", ".join(
        f"{name} {version}" for name, version in report.versions.items()
    )
    rounds = f"{report.rounds} round{'' if report.rounds == 1 else 's'}"
    return (
        f"Document: {documents}. {report.machine}. {versions}. "
        f"Medians of {rounds}, in which all take turns; × is how many times codegen's figure, "
        "the first of each group."
    )
