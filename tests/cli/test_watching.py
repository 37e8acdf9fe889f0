"""`codegen build --watch`: a build, then a line for each rebuild, until Ctrl-C."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli import run, watch
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.output import WriteReport
from generator.workflows.build import BuildResult
from tests.cli.fake_build import FakeBuild, build_result

Captured = pytest.CaptureFixture[str]
CLOCK = re.compile(r"^\d\d:\d\d:\d\d ", re.M)
DURATION = re.compile(r", \d+\.\d s$", re.M)


@pytest.fixture(autouse=True)
def _ctrl_c_interrupts() -> Iterator[None]:
    """Handle SIGINT, which CI runners may have started the tests with ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def after(
    monkeypatch: pytest.MonkeyPatch,
    *steps: tuple[tuple[str, ...], Callable[[], object]],
) -> None:
    """Simulate changes after the first build: the changed files, and an action before."""

    def poll_changes(
        paths: Callable[[], Iterable[Path]], wait: object
    ) -> Iterator[tuple[Path, ...]]:
        yield ()
        for changed, step in steps:
            step()
            yield tuple(map(Path, changed))
        raise KeyboardInterrupt

    monkeypatch.setattr(watch, "poll_changes", poll_changes)


def wrote(written: int, removed: int = 0) -> BuildResult:
    paths = tuple(f"{number}.py" for number in range(9))
    done = WriteReport(paths[:written], (), paths[:removed], ())
    return replace(build_result(), written=done)


def lines(text: str) -> list[str]:
    return DURATION.sub(", … s", CLOCK.sub("12:00:00 ", text)).splitlines()


def ending(
    fake_build: FakeBuild, outcome: BuildResult | Exception
) -> Callable[[], None]:
    def change() -> None:
        fake_build.outcome = outcome

    return change


def test_rebuild_prints_a_line(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    after(
        monkeypatch,
        (("a.yaml",), ending(fake_build, wrote(3))),
        (("own/a.j2",), ending(fake_build, wrote(1, 2))),
        (tuple(f"own/{each}" for each in "1234\x1b"), ending(fake_build, wrote(0))),
    )
    assert run(["build", "a.yaml", "--templates", "own", "-q", "--watch"]) == 130
    out, err = capsys.readouterr()
    assert lines(out) == [
        "12:00:00 a.yaml changed: 3 files written, … s",
        "12:00:00 own/a.j2 changed: 1 file written, 2 files removed, … s",
        "12:00:00 own/1, own/2, own/3 and 2 more changed: no changes, … s",
    ]
    assert err.splitlines()[0] == "watching for changes; press Ctrl-C to stop"
    assert len(fake_build.requests) == 4


def test_errors_do_not_stop_watching(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    fake_build.outcome = DocumentError([Diagnostic("c", "broken", line=3, column=4)])
    after(
        monkeypatch,
        (("a.yaml",), lambda: None),
        (("a.yaml",), ending(fake_build, wrote(3))),
    )
    assert run(["build", "a.yaml", "-q", "--watch"]) == 130
    out, err = capsys.readouterr()
    broken = ["a.yaml:3:4: error[c]: broken", "1 error, nothing written"]
    assert lines(err)[: 2 * len(broken) + 2] == [
        *broken,
        "watching for changes; press Ctrl-C to stop",
        "12:00:00 a.yaml changed:",
        *broken,
    ]
    assert lines(out) == ["12:00:00 a.yaml changed: 3 files written, … s"]


def test_internal_error_stops_watching(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    after(monkeypatch, (("a.yaml",), ending(fake_build, ValueError("odd"))))
    assert run(["build", "a.yaml", "-q", "--watch"]) == 1
    assert "internal error: ValueError: odd" in capsys.readouterr().err


def test_document_overlays_and_templates_are_watched(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(monkeypatch)
    options = ["--overlay", "o.yaml", "--templates", "own"]
    run(["build", "a.yaml", *options, "--watch", "-q"])
    [request] = fake_build.requests
    assert watch.input_paths(request) == (
        *(Path("a.yaml"), Path("o.yaml"), Path("own")),
    )


def configure(*clients: str) -> None:
    text = "".join(f'[clients.{name}]\nspec = "{name}.yaml"\n' for name in clients)
    Path("codegen.toml").write_text(text, "utf-8")


def test_only_affected_clients_are_rebuilt(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    fake_build.outcome = wrote(2)
    configure("one", "two")
    after(
        monkeypatch,
        (("two.yaml",), lambda: None),
        (("codegen.toml",), lambda: configure("one", "three")),
    )
    assert run(["build", "--watch", "-q"]) == 130
    assert [each.package for each in fake_build.requests] == [
        *("one", "two", "two", "one", "three")
    ]
    assert lines(capsys.readouterr().out) == [
        "12:00:00 two.yaml changed: two: 2 files written, … s",
        "12:00:00 codegen.toml changed: one: 2 files written, … s",
        "12:00:00 codegen.toml changed: three: 2 files written, … s",
    ]


@pytest.mark.parametrize("text", ["[", "[clients.one]", "spek = 1"])
def test_invalid_configuration_does_not_stop_watching(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch, capsys: Captured, text: str
) -> None:
    configure("one")
    after(
        monkeypatch,
        (("codegen.toml",), lambda: Path("codegen.toml").write_text(text)),
        (("codegen.toml",), lambda: configure("one")),
    )
    assert run(["build", "--watch", "-q"]) == 130
    assert "the previous configuration remains in effect" in capsys.readouterr().err
    assert {each.package for each in fake_build.requests} == {"one"}


def test_document_behind_a_url_cannot_be_watched(
    fake_build: FakeBuild, capsys: Captured
) -> None:
    assert run(["build", "https://x.example/a.yaml", "--watch"]) == 2
    assert "nothing to watch" in capsys.readouterr().err
    assert fake_build.requests == []
