"""A disk that fills up, a build that is killed: the old client stays, or the new one is there."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from generator.frontend.open_document import DocumentRequest
from generator.output.staging import remove_abandoned, staging_folder
from generator.workflows.build import BuildRequest, build
from tests.cases.building import document_of
from tests.output.clients import CLIENT, write

if sys.platform == "win32":
    pytest.skip("nobody forks there", allow_module_level=True)

from tests.hostile.faults import Fault, Outcome, outcomes

_KILLED = -9

either_extent = pytest.mark.parametrize(
    "is_whole", [False, pytest.param(True, marks=pytest.mark.slow)]
)


def stages(outcome: Outcome) -> list[str]:
    """What a build left beside the client."""
    return [each for each in outcome.beside if each != "client"]


def went_well_after(outcome: Outcome) -> bool:
    """Whether the next build worked, as if nothing had been, and left nothing beside the client."""
    return (outcome.code_after, outcome.after, outcome.beside_after) == (
        0,
        "new",
        ["client"],
    )


@either_extent
def test_a_killed_build_leaves_one_client_or_the_other(
    tmp_path: Path, is_whole: bool
) -> None:
    found = outcomes(tmp_path, Fault("killed", is_whole=is_whole))
    assert {each.code for each in found} == {_KILLED}
    assert {each.found for each in found} == {"old", "new"}
    assert all(len(stages(each)) <= 1 for each in found)
    assert all(map(went_well_after, found))


def test_where_folders_are_renamed_one_after_the_other_the_next_build_ends_it(
    tmp_path: Path,
) -> None:
    found = outcomes(tmp_path, Fault("killed", in_one=False))
    [between] = [each for each in found if each.found == "none"]
    assert between.step == "os.rename"
    assert {each.found for each in found} == {"old", "new", "none"}
    assert all(map(went_well_after, found))


def test_a_first_build_that_is_killed_leaves_nothing_that_looks_like_a_client(
    tmp_path: Path,
) -> None:
    found = outcomes(tmp_path, Fault("killed", is_first=True))
    assert {each.found for each in found} == {"none", "new"}
    assert all(each.startswith(".client.") for one in found for each in stages(one))
    assert all(map(went_well_after, found))


@either_extent
@pytest.mark.parametrize("is_first", [False, True])
def test_a_full_disk_is_told_and_leaves_what_was_there(
    tmp_path: Path, is_first: bool, is_whole: bool
) -> None:
    found = outcomes(tmp_path, Fault("full", is_first=is_first, is_whole=is_whole))
    before = ("none", []) if is_first else ("old", ["client"])
    for each in found:
        assert (each.code, each.found, each.beside) == (1, *before)
        assert "cannot be written: No space left on device" in each.said
        assert "Traceback" not in each.said
        assert went_well_after(each)


def test_a_file_that_may_not_become_that_large_is_told(tmp_path: Path) -> None:
    for each in outcomes(tmp_path, Fault("limit")):
        assert (each.code, each.found, each.beside) == (1, "old", ["client"])
        assert "cannot be written: File too large" in each.said
        assert went_well_after(each)


def test_staging_folder_of_a_running_build_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "client"
    with staging_folder(target) as folder:
        write(target, CLIENT)
        assert folder.exists()
    assert not folder.exists()


def test_only_what_is_called_as_a_stage_of_this_client_is_removed(
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


def test_the_client_is_put_back_before_its_names_are_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "client"
    request = BuildRequest(DocumentRequest(document_of("recursion")), target, "client")
    build(request, lambda _: None)
    target.rename(target.with_name(".client.codegen-old"))
    was_there: list[bool] = []
    build(request, lambda _: was_there.append(target.exists()))
    assert all(was_there)


def test_no_room_for_temporary_files_stops_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("generator.openapi.validation.process.TemporaryFile", full)
    request = BuildRequest(
        DocumentRequest(document_of("recursion")), tmp_path / "client", "client"
    )
    assert build(request, lambda _: None).written.written


def test_a_full_disk_for_what_is_said_is_told_without_a_traceback(
    tmp_path: Path,
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "generator", "explain"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert ended.returncode == 1
    assert ended.stderr == "could not write all output: No space left on device\n"
