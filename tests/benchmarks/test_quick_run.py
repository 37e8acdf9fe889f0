"""The whole comparison on a little document: what it prints and writes, not how long it takes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks.results import (
    Report,
    Result,
    RowResult,
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
    """Where a quick run wrote its figures, its chart and its table."""
    made = tmp_path_factory.mktemp("benchmarks")
    (made / "speed.md").write_text(
        "before\n<!-- benchmark -->\nold\n<!-- /benchmark -->\nafter\n", "utf-8"
    )
    ended = benchmarks(
        *("--quick", "--json", made / "figures.json", "--chart", made / "chart.svg"),
        *("--markdown", made / "speed.md", "--cache", made / "cache"),
    )
    assert ended.returncode == 0, ended.stderr
    (made / "printed.md").write_text(ended.stdout, "utf-8")
    return made


@pytest.mark.slow
def test_every_row_has_figures_and_nobody_fails(folder: Path) -> None:
    report = read_report(folder / "figures.json")
    failures = {
        (row.name, each.contestant): each.failure
        for row in report.rows
        for each in row.results
        if each.failure is not None
    }
    assert failures == {}
    assert all(each.values for row in report.rows for each in row.results)


@pytest.mark.slow
def test_the_table_is_printed_and_written_to_the_document(folder: Path) -> None:
    printed = (folder / "printed.md").read_text("utf-8").strip()
    document = (folder / "speed.md").read_text("utf-8")
    assert printed == table(read_report(folder / "figures.json"))
    assert document.startswith("before\n<!-- benchmark -->\n![")
    assert f"\n\n{printed}\n\n" in document
    assert document.endswith("\n<!-- /benchmark -->\nafter\n")
    assert "](chart.svg)" in document


def test_documents_have_the_committed_figures(tmp_path: Path) -> None:
    docs = REPOSITORY / "docs"
    text = (docs / "speed.md").read_text("utf-8")
    rewritten = tmp_path / "speed.md"
    rewritten.write_text(text, "utf-8")
    report = read_report(docs / "benchmark.json")
    rewrite_markdown(rewritten, report, "benchmark.svg")
    assert rewritten.read_text("utf-8") == text


@pytest.mark.slow
def test_the_chart_has_a_bar_for_every_figure(folder: Path) -> None:
    report = read_report(folder / "figures.json")
    drawing = ElementTree.parse(folder / "chart.svg").getroot()
    bars = drawing.findall(".//{http://www.w3.org/2000/svg}rect")
    assert len(bars) == sum(len(row.results) for row in report.rows)
    assert "prefers-color-scheme: dark" in (folder / "chart.svg").read_text("utf-8")


@pytest.mark.slow
def test_table_and_chart_are_made_again_of_the_figures(folder: Path) -> None:
    chart = folder / "again.svg"
    ended = benchmarks("--from", folder / "figures.json", "--chart", chart)
    assert ended.stdout == (folder / "printed.md").read_text("utf-8")
    assert chart.read_bytes() == (folder / "chart.svg").read_bytes()


def test_a_table_has_ratios_and_tells_what_failed() -> None:
    squeezed = re.sub(" +", " ", table(REPORT))
    assert (
        "| full build | codegen | 5.00 s | 4.00 – 6.00 s | 1.00× | 100 MB | 1.00× |"
        in squeezed
    )
    assert "| | peer 1 | 50.0 s | | 10.0× | 300 MB | 3.00× |" in squeezed
    assert "- full build: peer 2 fails: `KeyError: 'a|b'`" in squeezed


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_report(REPORT, tmp_path / "figures.json")
    assert read_report(tmp_path / "figures.json") == REPORT


def test_a_file_that_is_no_report_is_told(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text("{}", "utf-8")
    ended = benchmarks("--from", tmp_path / "figures.json")
    assert ended.returncode == 1
    assert "no report" in ended.stderr


def test_a_document_without_markers_is_an_error() -> None:
    with pytest.raises(ValueError, match="one block"):
        replace_block("# Title\n", "table")


def test_a_row_that_does_not_exist_is_told() -> None:
    ended = benchmarks("--rows", "speed")
    assert ended.returncode == 2
    assert "there are build, again" in ended.stderr
