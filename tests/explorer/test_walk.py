"""All pages without a complaint; each minimal form makes the call that the function makes."""

from __future__ import annotations

import re
import warnings
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.runtime.tools.catalogue import CatalogueOperation
from tests.cases.building import CASES
from tests.catalogue.json_values import Values
from tests.explorer.browsing import Tab
from tests.explorer.served import Explorer
from tests.explorer.workbench import Workbench, open_workbench
from tests.gateway.recording_api import RecordingApi
from tests.runtime.recording import Recorder

# The gateway calls operations that are deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
BLOCKS = 10
FILE = b"\x89PNG"
# The arguments that the page's own script reads from the form, and the gateway's dry run of them.
_PREVIEW = """async (key) => {
  const [form, gateway] = await Promise.all([import("/form.js"), import("/gateway.js")]);
  const problems = [];
  const values = form.readMembers(document.getElementById("form"), true, problems);
  if (problems.length) return { problems: problems.map(({ path,
    message }) => `${path} ${message}`) };
  const response = await gateway.ask("preview", gateway.callBody(key, values));
  return { status: response.status, ...await response.json() };
}"""
_NO_COMPARISON = ("content-length", "authorization", "cookie")
# Values that are new in each call, and credentials.
_KEY = re.compile(r"[0-9a-f]{32}")
_SECRET_PARAMETER = re.compile(r"[?&]\w+=\$\w+$")


@pytest.fixture(scope="module")
def walker(browser: Browser) -> Iterator[Tab]:
    """One tab for all pages."""
    tab = Tab(browser)
    tab.page.on(
        "requestfailed",
        lambda request: (
            # What the next page ends early.
            None
            if request.failure == "net::ERR_ABORTED"
            else tab.complaints.append(f"{request.url}: {request.failure}")
        ),
    )
    yield tab
    tab.close()


def by_function(
    package: ModuleType, operation: CatalogueOperation, arguments: Mapping[str, Any]
) -> tuple[Any, ...] | str:
    """The request of a function, or the type of its error if it sends nothing."""
    transport = Recorder()
    client = package.Client(
        package.Anonymous(),
        base_url="http://127.0.0.1:9",
        transport=transport,
        max_retries=0,
    )
    function = getattr(package.operations, operation.function)
    with warnings.catch_warnings(), suppress(package.ApiError):
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            function(client, **arguments)
        except (TypeError, ValueError):
            if not transport.requests:
                return "WrongArguments"
    request = transport.requests[0]
    content = request.content
    body = content if isinstance(content, bytes | None) else b"".join(content)
    return _comparable(request.method, request.url, request.headers, body)


def by_form(shown: Mapping[str, Any]) -> tuple[Any, ...] | str:
    """The request of a dry run, or the type of its error."""
    if shown.get("status") != 200:
        error = shown.get("error") or {"type": "; ".join(shown.get("problems", ()))}
        return str(error["type"])
    encoded = shown.get("body_base64")
    text = shown["body"]
    body = b64decode(encoded) if encoded else None if text is None else text.encode()
    headers = [(name, value) for name, value in shown["headers"]]
    return _comparable(shown["method"], shown["url"], headers, body)


def _comparable(
    method: str, url: str, headers: Any, body: bytes | None
) -> tuple[Any, ...]:
    kept = {
        name.lower(): "any" if _KEY.fullmatch(value) else value
        for name, value in headers
        if name.lower() not in _NO_COMPARISON and not value.startswith("$")
    }
    media_type = kept.get("content-type", "")
    if "boundary=" in media_type and body is not None:
        boundary = media_type.partition("boundary=")[2].strip('"')
        kept["content-type"] = media_type.partition(";")[0]
        body = body.replace(boundary.encode(), b"BOUNDARY")
    return method, _SECRET_PARAMETER.sub("", url), kept, body


def walk(
    bench: Workbench,
    tab: Tab,
    operations: tuple[CatalogueOperation, ...],
    file: Path,
) -> None:
    """Visit the pages of operations with their required arguments."""
    values = Values(bench.catalogue.inputs, is_filled=False, file=file.name)
    for operation in operations:
        arguments = values.arguments(operation)
        files = {name for name in operation.files if name in arguments}
        linked = {name: v for name, v in arguments.items() if name not in files}
        bench.visit(tab, operation.tool, linked)
        for name in files:
            field = tab.page.locator(f'#form > .f[data-n="{name}"]')
            if field.get_attribute("data-k") == "list":
                for item in range(len(arguments[name])):
                    field.locator("> .c > .add").click()
                    control = field.locator("> .c > .row").nth(item)
                    control.locator("input[type=file]").set_input_files(file)
            else:
                field.locator("> .h > input[type=file]").set_input_files(file)
        shown = tab.page.evaluate(_PREVIEW, operation.key)
        given = {
            name: (
                value
                if name not in files
                else [file] * len(value) if isinstance(value, list) else file
            )
            for name, value in arguments.items()
        }
        expected = by_function(bench.package, operation, given)
        assert by_form(shown) == expected, (operation.key, arguments, shown)
        # A refused dry run is a complaint of the browser, and expected here.
        is_refused = shown.get("status") not in (None, 200)
        complaints = [
            each for each in tab.complaints if not (is_refused and "400" in each)
        ]
        tab.complaints.clear()
        assert complaints == [], operation.key
        assert tab.reports() == [], operation.key


@pytest.fixture
def upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to upload, in the current folder."""
    path = tmp_path / "upload.png"
    path.write_bytes(FILE)
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_pages_of_stripe(
    block: int,
    *,
    explorer: Explorer,
    api: RecordingApi,
    stripe_client: Path,
    walker: Tab,
    upload: Path,
) -> None:
    with open_workbench(
        explorer, api, stripe_client, base_url="http://127.0.0.1:9"
    ) as bench:
        operations = bench.catalogue.operations
        assert len(operations) == 619
        walk(bench, walker, operations[block::BLOCKS], upload)


@pytest.mark.parametrize("case", CASES)
def test_all_pages_of_a_case(
    case: str,
    *,
    explorer: Explorer,
    api: RecordingApi,
    walker: Tab,
    upload: Path,
    client_with_tools: Callable[[str], ModuleType],
) -> None:
    package = client_with_tools(case)
    with open_workbench(explorer, api, package, base_url="http://127.0.0.1:9") as bench:
        walk(bench, walker, bench.catalogue.operations, upload)
    assert api.requests == []
