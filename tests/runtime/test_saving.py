"""Downloads to files."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from generator.runtime.client.resource import Resource
from generator.runtime.http.downloads import DownloadTarget
from generator.runtime.http.errors import ApiConnectionError, NotFoundError
from generator.runtime.http.live_httpx_transport import LiveHttpxTransport
from generator.runtime.http.transport import Request, Response
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.lists import get_report, get_report_async
from tests.runtime.recording import AsyncRecorder, Recorder, make_response

REPORT = bytes(range(256)) * 2_000


class Reports(BaseHTTPRequestHandler):
    """Serves a report, one whose first download breaks off, and one that does not exist."""

    breaks: set[str]

    def do_GET(self) -> None:
        if self.path.endswith("/missing"):
            self.reply(404, b'{"message": "No such report."}')
            return
        is_whole = self.path not in self.breaks
        self.breaks.discard(self.path)
        self.reply(200, REPORT, is_whole)

    def reply(self, status: int, content: bytes, is_whole: bool = True) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Request-Id", "r_1")
        self.end_headers()
        self.wfile.write(content if is_whole else content[: len(content) // 2])

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Reports.breaks = {"/v1/reports/breaks"}
    with ThreadingHTTPServer(("127.0.0.1", 0), Reports) as http:
        Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


@pytest.fixture
def real(server: str) -> Iterator[Client]:
    with Client("sk", base_url=server) as client:
        client._pause = lambda seconds: None
        yield client


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_download_to_path(real: Client, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"an old one")
    found = real.save(path, get_report, "r")
    assert path.read_bytes() == REPORT
    assert names_in(tmp_path) == ["report.pdf"]
    assert (found.status, found.value, found.content) == (200, None, b"")
    assert found.headers["content-length"] == str(len(REPORT))
    assert found.request_id == "r_1"
    real.save(str(path), get_report, report="r")


def test_download_async(server: str, tmp_path: Path) -> None:
    async def run() -> int:
        async with AsyncClient("sk", base_url=server) as client:
            with pytest.raises(NotFoundError):
                await client.save(tmp_path / "b", get_report_async, "missing")
            found = await client.save(tmp_path / "a", get_report_async, "r")
            return found.attempts

    assert asyncio.run(run()) == 1
    assert (tmp_path / "a").read_bytes() == REPORT
    assert names_in(tmp_path) == ["a"]


def test_download_with_resource_method(real: Client, tmp_path: Path) -> None:
    class Reports(Resource):
        download = get_report

    save: Any = real.save
    assert save(tmp_path / "a", Reports(real).download, "r").status == 200
    assert (tmp_path / "a").read_bytes() == REPORT


def test_download_in_chunks(server: str) -> None:
    pieces: list[int] = []

    class Pieces:
        def write(self, data: bytes, /) -> None:
            pieces.append(len(data))

    transport = LiveHttpxTransport()
    url = f"{server}/v1/reports/r"
    request = Request("GET", url, url, (), None, 5)
    response = DownloadTarget(Pieces()).receive(transport, request)
    transport.close()
    assert response.content == b""
    assert sum(pieces) == len(REPORT)
    assert max(pieces) < len(REPORT)


def test_download_retry(real: Client, tmp_path: Path) -> None:
    assert real.save(tmp_path / "a", get_report, "breaks").attempts == 2
    assert (tmp_path / "a").read_bytes() == REPORT


def test_failed_download_leaves_no_file(real: Client, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"an old one")
    with pytest.raises(NotFoundError, match="No such report"):
        real.save(path, get_report, "missing")
    with pytest.raises(ApiConnectionError):
        real.save(path, get_report, "breaks", max_retries=0)
    with pytest.raises(TypeError, match="unexpected keyword argument 'reprot'"):
        real.save(path, get_report, "r", reprot="r")  # type: ignore[call-arg, arg-type]  # the point
    assert names_in(tmp_path) == ["report.pdf"]
    assert path.read_bytes() == b"an old one"


def test_download_to_unwritable_path_sends_nothing(
    client: Client, recorder: Recorder, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        client.save(tmp_path / "missing" / "a", get_report, "r")
    assert recorder.requests == []


def test_download_to_open_file(real: Client, tmp_path: Path) -> None:
    with open(tmp_path / "a", "w+b") as file:
        file.write(b"before ")
        real.save(file, get_report, "breaks")
        assert not file.closed
    assert (tmp_path / "a").read_bytes() == b"before " + REPORT


def test_download_to_pipe_is_not_retried(real: Client) -> None:
    class Pipe:
        content = b""

        def write(self, data: bytes, /) -> None:
            self.content += data

    pipe = Pipe()
    with pytest.raises(ApiConnectionError) as caught:
        real.save(pipe, get_report, "breaks")
    assert caught.value.attempts == 1
    pipe = Pipe()
    real.save(pipe, get_report, "r")
    assert pipe.content == REPORT


def test_download_with_buffering_transport(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response(b"report")]
    file = io.BytesIO()
    client.save(file, get_report, "r")
    assert file.getvalue() == b"report"

    async def run() -> None:
        transport = AsyncRecorder(make_response(b"report"))
        await AsyncClient("sk", transport=transport).save(file, get_report_async, "r")

    asyncio.run(run())
    assert file.getvalue() == b"reportreport"


def test_download_with_streaming_transport() -> None:
    class Streaming(Recorder):
        def send_to(
            self, request: Request, write: Callable[[bytes], object]
        ) -> Response:
            write(b"in ")
            write(b"pieces")
            return make_response(b"")

    file = io.BytesIO()
    Client("sk", transport=Streaming()).save(file, get_report, "r")
    assert file.getvalue() == b"in pieces"


def test_download_follows_a_link(real: Client, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there/a")
    for _ in range(2):
        real.save(tmp_path / "link", get_report, "r")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "there/a").read_bytes() == REPORT
    assert names_in(tmp_path / "there") == ["a"]


def test_download_keeps_the_mode(real: Client, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch(mode=0o600)
    real.save(path, get_report, "r")
    assert path.read_bytes() == REPORT
    assert path.stat().st_mode & 0o777 == 0o600


def test_download_to_a_device_does_not_replace_it(real: Client) -> None:
    real.save("/dev/null", get_report, "r")
    assert not Path("/dev/null").is_file()


def test_download_to_a_folder_or_a_long_name(real: Client, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        real.save(tmp_path, get_report, "r")
    real.save(tmp_path / ("a" * 255), get_report, "r")
    assert names_in(tmp_path) == ["a" * 255]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left")])
def test_interrupted_download_keeps_the_old_file(
    real: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"an old one")

    def fail(*_: object) -> None:
        raise error

    for name in ("os.replace", "generator.runtime.http.downloads.DownloadTarget.write"):
        with monkeypatch.context() as patch:
            patch.setattr(name, fail)
            with pytest.raises(type(error)):
                real.save(path, get_report, "r")
        assert names_in(tmp_path) == ["a"]
        assert path.read_bytes() == b"an old one"
