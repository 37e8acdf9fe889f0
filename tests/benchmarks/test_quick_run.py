"""The whole benchmark on a small document: its output and files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks.results import (
    Report,
    Result,
    RowResult,
    merge_reports,
    read_report,
    write_report,
)
from tests.benchmarks.table import replace_block, rewrite_markdown, table

REPOSITORY = Path(__file__).parents[2]
REPORT = Report(
    "A machine",
    3,
    {"codegen": "1"},
    (
        RowResult(
            "build",
            "full build",
            "api.json",
            "s",
            (
                Result("codegen", (5.0, 4.0, 6.0), (100_000_000,)),
                Result("peer 1", (50.0,), (300_000_000,)),
                Result("peer 2", failure="KeyError: `a|b`"),
            ),
        ),
    ),
)


def benchmarks(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the figures, chart and table of a quick run."""
    output = tmp_path_factory.mktemp("benchmarks")
    (output / "speed.md").write_text(
        "before\n<!-- benchmark -->\nold\n<!-- /benchmark -->\nafter\n", "utf-8"
    )
    process = benchmarks(
        *(
            "--quick",
            "--json",
            output / "figures.json",
            "--chart",
            output / "chart.svg",
        ),
        *("--markdown", output / "speed.md", "--cache", output / "cache"),
    )
    assert process.returncode == 0, process.stderr
    (output / "printed.md").write_text(process.stdout, "utf-8")
    return output


@pytest.mark.slow
def test_every_row_has_figures_without_failures(folder: Path) -> None:
    report = read_report(folder / "figures.json")
    failures = {
        (row.name, result.contestant): result.failure
        for row in report.rows
        for result in row.results
        if result.failure is not None
    }
    assert failures == {}
    assert all(result.values for row in report.rows for result in row.results)


@pytest.mark.slow
def test_table_is_printed_and_written(folder: Path) -> None:
    printed = (folder / "printed.md").read_text("utf-8").strip()
    document = (folder / "speed.md").read_text("utf-8")
    assert printed == table(read_report(folder / "figures.json"))
    assert document.startswith("before\n<!-- benchmark -->\n![")
    assert f"\n\n{printed}\n\n" in document
    assert document.endswith("\n<!-- /benchmark -->\nafter\n")
    assert "](chart.svg)" in document


def test_documents_have_the_committed_figures(tmp_path: Path) -> None:
    docs = REPOSITORY / "docs"
    page = (docs / "speed.md").read_text("utf-8")
    rewritten = tmp_path / "speed.md"
    rewritten.write_text(page, "utf-8")
    report = read_report(docs / "benchmark.json")
    rewrite_markdown(rewritten, report, "benchmark.svg")
    assert rewritten.read_text("utf-8") == page


@pytest.mark.slow
def test_chart_has_a_bar_for_every_figure(folder: Path) -> None:
    report = read_report(folder / "figures.json")
    drawing = ElementTree.parse(folder / "chart.svg").getroot()
    bars = drawing.findall(".//{http://www.w3.org/2000/svg}rect")
    assert len(bars) == sum(len(row.results) for row in report.rows)
    assert "prefers-color-scheme: dark" in (folder / "chart.svg").read_text("utf-8")


@pytest.mark.slow
def test_table_and_chart_from_figures(folder: Path) -> None:
    chart = folder / "again.svg"
    process = benchmarks("--from", folder / "figures.json", "--chart", chart)
    assert process.stdout == (folder / "printed.md").read_text("utf-8")
    assert chart.read_bytes() == (folder / "chart.svg").read_bytes()


def test_table_has_ratios_and_failures() -> None:
    squeezed = re.sub(" +", " ", table(REPORT))
    assert (
        "| full build | codegen | 5.00 s | 4.00 – 6.00 s | 1.00× | 100 MB | 1.00× |"
        in squeezed
    )
    assert "| | peer 1 | 50.0 s | | 10.0× | 300 MB | 3.00× |" in squeezed
    assert "- full build: peer 2 fails: `KeyError: 'a|b'`" in squeezed


def test_report_round_trips(tmp_path: Path) -> None:
    write_report(REPORT, tmp_path / "figures.json")
    assert read_report(tmp_path / "figures.json") == REPORT


def test_merged_report_keeps_rows_that_are_not_measured() -> None:
    row = replace(REPORT.rows[0], title="measured again")
    other = replace(row, name="other")
    measured = replace(REPORT, versions={"peer 3": "1"}, rows=(row, other))
    merged = merge_reports(REPORT, measured)
    assert merged.rows == (row, *REPORT.rows[1:], other)
    assert merged.versions == {**REPORT.versions, "peer 3": "1"}


def test_reports_of_two_machines_are_not_merged() -> None:
    with pytest.raises(ValueError, match="cannot be merged"):
        merge_reports(REPORT, replace(REPORT, machine="another"))


def test_invalid_report_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text("{}", "utf-8")
    process = benchmarks("--from", tmp_path / "figures.json")
    assert process.returncode == 1
    assert "not a report" in process.stderr


def test_page_without_markers_is_an_error() -> None:
    with pytest.raises(ValueError, match="one block"):
        replace_block("# Title\n", "table")


def test_unknown_row_is_an_error() -> None:
    process = benchmarks("--rows", "speed")
    assert process.returncode == 2
    assert "there are build, again" in process.stderr
