"""Killed builds and full disks: the old client stays intact, or the new one is complete."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from generator.frontend.document_request import DocumentRequest
from generator.output.staging import remove_abandoned, staging_folder
from generator.workflows.build import BuildRequest, build
from tests.cases.building import document_of
from tests.output.clients import CLIENT, write

if sys.platform == "win32":
    pytest.skip("Windows cannot fork", allow_module_level=True)

from tests.hostile.faults import Fault, Outcome, inject

_KILLED = -9

writing_or_whole_build = pytest.mark.parametrize(
    "is_whole", [False, pytest.param(True, marks=pytest.mark.slow)]
)


def leftovers(outcome: Outcome) -> list[str]:
    """What a build left beside the client."""
    return [name for name in outcome.siblings if name != "client"]


def next_build_succeeded(outcome: Outcome) -> bool:
    """Whether the next build succeeded and left nothing beside the client."""
    return (outcome.next_code, outcome.next_client, outcome.next_siblings) == (
        0,
        "new",
        ["client"],
    )


@writing_or_whole_build
def test_killed_build_leaves_old_or_new_client(tmp_path: Path, is_whole: bool) -> None:
    outcomes = inject(tmp_path, Fault("killed", is_whole=is_whole))
    assert {outcome.code for outcome in outcomes} == {_KILLED}
    assert {outcome.client for outcome in outcomes} == {"old", "new"}
    assert all(len(leftovers(outcome)) <= 1 for outcome in outcomes)
    assert all(map(next_build_succeeded, outcomes))


def test_next_build_completes_interrupted_exchange(
    tmp_path: Path,
) -> None:
    outcomes = inject(tmp_path, Fault("killed", is_atomic=False))
    [between] = [outcome for outcome in outcomes if outcome.client == "none"]
    assert between.step == "os.rename"
    assert {outcome.client for outcome in outcomes} == {"old", "new", "none"}
    assert all(map(next_build_succeeded, outcomes))


def test_killed_first_build_leaves_no_partial_client(
    tmp_path: Path,
) -> None:
    outcomes = inject(tmp_path, Fault("killed", is_first=True))
    assert {outcome.client for outcome in outcomes} == {"none", "new"}
    assert all(
        name.startswith(".client.")
        for outcome in outcomes
        for name in leftovers(outcome)
    )
    assert all(map(next_build_succeeded, outcomes))


@writing_or_whole_build
@pytest.mark.parametrize("is_first", [False, True])
def test_full_disk_is_reported_and_keeps_old_client(
    tmp_path: Path, is_first: bool, is_whole: bool
) -> None:
    outcomes = inject(tmp_path, Fault("full", is_first=is_first, is_whole=is_whole))
    before = ("none", []) if is_first else ("old", ["client"])
    for outcome in outcomes:
        assert (outcome.code, outcome.client, outcome.siblings) == (1, *before)
        assert "cannot be written: No space left on device" in outcome.output
        assert "Traceback" not in outcome.output
        assert next_build_succeeded(outcome)


def test_file_size_limit_is_reported(tmp_path: Path) -> None:
    for outcome in inject(tmp_path, Fault("limit")):
        assert (outcome.code, outcome.client, outcome.siblings) == (
            1,
            "old",
            ["client"],
        )
        assert "cannot be written: File too large" in outcome.output
        assert next_build_succeeded(outcome)


def test_stage_of_running_build_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "client"
    with staging_folder(target) as folder:
        write(target, CLIENT)
        assert folder.exists()
    assert not folder.exists()


def test_only_abandoned_stages_of_same_client_are_removed(
    tmp_path: Path,
) -> None:
    names = [
        ".client.codegen-0123456789abcdef",
        ".client.codegen-0123456789abcdef.bak",
        ".other.codegen-0123456789abcdef",
        ".client.codegen-old",
        "client.codegen-0123456789abcdef",
    ]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.py").write_text("x")
    remove_abandoned(tmp_path / "client")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def test_client_is_restored_before_its_name_lock_is_read(tmp_path: Path) -> None:
    target = tmp_path / "client"
    request = BuildRequest(DocumentRequest(document_of("recursion")), target, "client")
    build(request, lambda _: None)
    target.rename(target.with_name(".client.codegen-old"))
    was_there: list[bool] = []
    build(request, lambda _: was_there.append(target.exists()))
    assert all(was_there)


def test_build_without_room_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("generator.openapi.validation.process.TemporaryFile", full)
    request = BuildRequest(
        DocumentRequest(document_of("recursion")), tmp_path / "client", "client"
    )
    assert build(request, lambda _: None).written.written


def test_full_disk_for_output_is_reported_without_traceback(
    tmp_path: Path,
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "generator", "explain"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.returncode == 1
    assert process.stderr == (
        "could not write all output: No space left on device\n"
        "  hint: check the disk, and the limits of the process\n"
    )
