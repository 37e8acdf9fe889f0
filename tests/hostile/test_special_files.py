"""Pipes, devices, sockets, folders and sparse files where a file is meant: an error, at once."""

from __future__ import annotations

import errno
import io
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.cli.document_argument import read_location
from generator.config.configuration_file import find_configuration, read_configuration
from generator.core.diagnostics import DocumentError
from generator.core.read_file import read_file
from generator.output import MANIFEST_NAME, OutputError, read_manifest
from generator.output.cache_folder import Cache
from generator.render.templates import read_templates
from generator.source.load import read_source
from generator.source.overlay import read_overlay
from tests.bundle.documents import bundled, components

if sys.platform == "win32":
    pytest.skip("Windows has no such files", allow_module_level=True)

# A reader that blocks must fail the test, not stop the run.
pytestmark = pytest.mark.timeout(30)

SPECIAL = ["pipe", "zero", "endless-link", "socket", "folder", "sparse", "secret"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, with special files."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("zero").symlink_to("/dev/zero")
    Path("endless-link").symlink_to("endless-link")
    Path("folder").mkdir()
    with Path("sparse").open("wb") as sparse:
        sparse.truncate(2**42)
    Path("secret").write_text("{}")
    Path("secret").chmod(0)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        yield tmp_path


def skip_if_readable(name: str) -> None:
    if name == "secret" and os.access(name, os.R_OK):
        pytest.skip("the superuser may read everything")


@pytest.mark.parametrize("name", SPECIAL)
def test_read_file(folder: Path, name: str) -> None:
    skip_if_readable(name)
    with pytest.raises(OSError, match=r"\[Errno") as caught:
        read_file(folder / name)
    assert caught.value.strerror


@pytest.mark.parametrize("name", ["a\0b", "a" * 5_000, "a/" * 5_000, "\ud800"])
def test_read_file_with_a_name_that_no_file_has(folder: Path, name: str) -> None:
    with pytest.raises(OSError, match=r"\[Errno") as caught:
        read_file(folder / name)
    assert caught.value.strerror


def test_read_file_whose_size_is_unknown() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("requires /proc")
    assert b"Name:" in read_file(status)
    with pytest.raises(OSError, match=r"\[Errno") as caught:
        read_file(status, max_bytes=10)
    assert caught.value.errno == errno.EFBIG


def test_read_file_by_links_and_odd_names(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.json")
    (folder / name).write_bytes(b"{}")
    (folder / "link").symlink_to(name)
    assert read_file(folder / "link") == b"{}"


@pytest.mark.parametrize("name", SPECIAL)
@pytest.mark.parametrize(
    "command",
    [
        ("build", "{}", "-o", "client"),
        ("operations", "{}"),
        ("diff", "api.json", "{}"),
        ("build", "api.json", "-o", "client", "--overlay", "{}"),
        ("build", "api.json", "-o", "client", "--templates", "{}"),
        ("build", "--config", "{}"),
    ],
)
def test_commands(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    name: str,
) -> None:
    skip_if_readable(name)
    if name == "folder" and "--templates" in command:
        pytest.skip("templates are in a folder")
    Path("api.json").write_text(
        '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'
    )
    assert run([argument.format(name) for argument in command]) in (1, 2)
    output = capsys.readouterr().err
    assert "internal error" not in output
    assert "rror" in output


def message(read: Callable[[], object]) -> str:
    with pytest.raises((DocumentError, OutputError)) as caught:
        read()
    return str(caught.value)


@pytest.mark.parametrize("read", [read_source, read_overlay, read_configuration])
@pytest.mark.parametrize("name", SPECIAL)
def test_documents_overlays_and_configurations(
    folder: Path, name: str, read: Callable[[Path], object]
) -> None:
    skip_if_readable(name)
    assert message(lambda: read(folder / name))


@pytest.mark.parametrize("may_be_pipe", [False, True])
def test_pipe_as_document_has_a_hint(folder: Path, may_be_pipe: bool) -> None:
    with pytest.raises(DocumentError) as caught:
        read_source(folder / "pipe", may_be_pipe=may_be_pipe)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "unreadable-document"
    assert "standard input" in (diagnostic.hint or "")


def test_document_from_a_pipe_with_a_slow_writer() -> None:
    document = (
        b'{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'
    )
    reader, writer = os.pipe()

    def write() -> None:
        for part in (document[:20], document[20:]):
            time.sleep(0.2)
            os.write(writer, part)
        os.close(writer)

    thread = threading.Thread(target=write)
    thread.start()
    source = read_source(Path(f"/dev/fd/{reader}"), may_be_pipe=True)
    thread.join()
    os.close(reader)
    assert source.tree["info"]["title"] == "T"


def test_endless_pipe_as_document() -> None:
    process = subprocess.Popen(["yes"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    path = Path(f"/dev/fd/{process.stdout.fileno()}")
    try:
        with pytest.raises(DocumentError) as caught:
            read_source(path, max_bytes=1_000_000, may_be_pipe=True)
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "document-too-large"


@pytest.mark.parametrize("name", SPECIAL)
def test_referenced_files(folder: Path, name: str) -> None:
    skip_if_readable(name)
    found = bundled(folder, {"api.yaml": components(f"A: {{$ref: {name}}}")})
    [diagnostic] = found.diagnostics
    assert diagnostic.code in (
        "unreadable-document",
        "document-too-large",
        "reference-not-allowed",
    )


@pytest.mark.parametrize("name", ["pipe", "socket", "zero"])
def test_templates(folder: Path, name: str) -> None:
    templates = folder / "templates"
    templates.mkdir()
    (folder / name).rename(templates / "model.j2")
    assert message(lambda: read_templates(templates))


@pytest.mark.parametrize("name", ["pipe", "zero", "socket", "folder"])
def test_manifests(folder: Path, name: str) -> None:
    client = folder / "client"
    client.mkdir()
    (folder / name).rename(client / MANIFEST_NAME)
    assert message(lambda: read_manifest(client))


@pytest.mark.parametrize("name", ["pipe", "zero", "socket"])
def test_search_for_a_configuration(folder: Path, name: str) -> None:
    (folder / name).rename(folder / "pyproject.toml")
    assert find_configuration(folder) is None


@pytest.mark.parametrize("name", SPECIAL)
def test_cache_files(folder: Path, name: str) -> None:
    skip_if_readable(name)
    cache = Cache(folder / "cache")
    cache.folder.mkdir()
    (folder / name).rename(cache.folder / "a.codegen-cache")
    assert cache.read("a") is None
    cache.write("a", b"new")
    cache.write("b", b"new")
    assert cache.read("a") in (None, b"new")


class EndlessInput(io.RawIOBase):
    """Zeros, like `/dev/zero`."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer
        return len(buffer)


def test_standard_input_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 3 * 1024 * 1024
    monkeypatch.setattr("generator.cli.document_argument.MAX_DOCUMENT_BYTES", limit)
    monkeypatch.setattr("generator.source.load.source.MAX_DOCUMENT_BYTES", limit)
    raw: Any = EndlessInput()
    endless = io.TextIOWrapper(io.BufferedReader(raw))
    monkeypatch.setattr(sys, "stdin", endless)
    with pytest.raises(DocumentError) as caught:
        read_location("-")
    assert caught.value.diagnostics[0].code == "document-too-large"


def test_pipe_as_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"openapi: 3.1.0\n")
    os.close(writer)
    with os.fdopen(reader) as pipe:
        monkeypatch.setattr(sys, "stdin", pipe)
        assert str(read_location("-")) == "<stdin>"
