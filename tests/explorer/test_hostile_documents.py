"""Documents of an attacker: pages stay small, nothing runs, and nothing leaves the site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.explorer.browsing import Tab
from tests.explorer.documented import document_with, site_of_text, with_body
from tests.explorer.served import Explorer
from tests.explorer.workbench import open_workbench
from tests.gateway.recording_api import RecordingApi, Reply
from tests.mcp.conftest import build_client

EVIL = (
    "<script>window.pwned = 1</script><img src=x onerror='pwned = 2'>"
    "<svg onload='pwned = 3'></svg><iframe srcdoc='<script>parent.pwned = 4</script>'>"
    "</iframe><details open ontoggle='pwned = 5'></details></template></textarea>"
    "</script><style>@import '//evil.example/x'; * { display: none }</style>"
    "<link rel=stylesheet href=//evil.example/y><base href=//evil.example>"
    "<form action=//evil.example><button autofocus onfocus='pwned = 6'>x</button></form>"
    "<meta http-equiv=refresh content='0; url=//evil.example'>"
)
LINKS = (
    "[a](javascript:pwned=7) [b](data:text/html,<script>parent.pwned=8</script>) "
    "[c](JaVaScRiPt:pwned=9) [d](&#106;avascript:pwned=10) [e](vbscript:x) "
    "![f](http://evil.example/pixel.png) <a href='javascript:pwned=11'>g</a> "
    "<a href=' java\tscript:pwned=12'>h</a> <a href='data:text/html,x'>i</a> "
    "<img src='http://evil.example/pixel.png'> <http://evil.example/ok>"
)
PROSE = f"{EVIL}\n\n{LINKS}"
_OPEN_ALL = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("#form button.h[aria-expanded=false]")) each.click();
}"""
LARGEST_PAGE = 2_000_000
LARGEST_DOM = 60_000


@pytest.fixture
def watched(browser: Browser) -> Iterator[Tab]:
    """A tab that complains of dialogs, popups, and requests to other origins."""
    tab = Tab(browser)
    page = tab.page
    page.on("dialog", lambda dialog: tab.complaints.append(f"dialog {dialog.message}"))
    page.on("popup", lambda popup: tab.complaints.append(f"popup {popup.url}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else tab.complaints.append(f"request {request.url}")
        ),
    )
    yield tab
    tab.close()


def hostile_document() -> dict[str, Any]:
    """A document with markup wherever it has text."""
    schema = {
        "type": "object",
        "title": EVIL,
        "description": PROSE,
        "required": ["kind"],
        "properties": {
            EVIL: {"type": "string", "description": PROSE, "pattern": EVIL},
            "kind": {"type": "string", "enum": [EVIL, "b"], "default": EVIL},
            "constant": {"const": EVIL, "title": EVIL, "description": PROSE},
            "text": {"type": "string", "examples": [EVIL], "default": EVIL},
            "nested": {"$ref": "#/components/schemas/Nested"},
        },
        "additionalProperties": {"type": "string", "description": PROSE},
    }
    content = {
        "application/json": {
            "schema": schema,
            "examples": {
                EVIL: {"summary": EVIL, "description": PROSE, "value": {"kind": EVIL}},
                "b": {"value": {"kind": "b", "text": EVIL}},
            },
        }
    }
    nested = {
        "type": "object",
        "description": PROSE,
        "properties": {"a": {"type": "string", "description": PROSE}},
    }
    document = json.loads(
        document_with(
            {
                "summary": EVIL,
                "description": PROSE,
                "tags": [EVIL],
                "operationId": EVIL,
                "parameters": [
                    {
                        "name": EVIL,
                        "in": "query",
                        "description": PROSE,
                        "schema": {"type": "string", "enum": [EVIL]},
                        "example": EVIL,
                    }
                ],
                "requestBody": {"description": PROSE, "content": content},
                "responses": {
                    "200": {"description": PROSE, "content": content},
                    "404": {"description": PROSE, "content": content},
                },
            },
            components={"schemas": {"Nested": nested}},
            tags=[{"name": EVIL, "description": PROSE}],
        )
    )
    document["info"] = {"title": EVIL, "version": EVIL, "description": PROSE}
    path = re.sub(r"[/{}?#]", "-", EVIL)
    document["paths"][f"/{path}"] = {
        "get": {"responses": {"204": {"description": PROSE}}}
    }
    return dict(document)


def visit_all(tab: Tab, explorer: Explorer, paths: list[str]) -> None:
    """Open pages, and everything on them that can be opened."""
    page = tab.page
    for path in paths:
        tab.visit(f"{explorer.url}/{path}")
        for _ in range(2):
            page.evaluate(_OPEN_ALL)
            page.wait_for_load_state("networkidle")
        for style in ("function", "json") if "operations/" in path else ():
            tab.snippet(style)
        assert page.evaluate("window.pwned") is None, path
        assert tab.complaints == [], path
        assert tab.reports() == [], path
        elements = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((each) =>
              each.matches("iframe, object, embed, base, style, meta[http-equiv=refresh]")
              || each.matches("svg, .prose img, .p img")
              || [...each.attributes].some(({ name, value }) => name.startsWith("on")
                || (["href", "src", "action", "formaction"].includes(name)
                    && /^\\s*(javascript|data|vbscript):/i.test(value)))
            ).map((each) => each.outerHTML.slice(0, 200))"""
        )
        assert elements == [], path


def test_markup_everywhere(explorer: Explorer, watched: Tab, tmp_path: Path) -> None:
    site = site_of_text(json.dumps(hostile_document()), tmp_path)
    explorer.show(site)
    pages = ("index.html", "resources/", "operations/")
    paths = [path for path in site.paths() if path.startswith(pages)]
    visit_all(watched, explorer, [path for path in paths if path.endswith(".html")])
    # The search shows names, too.
    watched.page.keyboard.press("/")
    watched.page.keyboard.type("script")
    watched.page.wait_for_selector("#results li")
    assert watched.page.evaluate("window.pwned") is None


def test_hostile_responses(
    explorer: Explorer, api: RecordingApi, watched: Tab, tmp_path: Path
) -> None:
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(hostile_document()))
    folder = build_client(path, tmp_path / "hostile_client")
    with open_workbench(explorer, api, folder, allow_changes=True) as bench:
        [operation] = [
            each for each in bench.catalogue.operations if each.method == "POST"
        ]
        from_api = {EVIL: EVIL, "kind": LINKS, "text": [EVIL], "nested": {"a": EVIL}}
        content = json.dumps(from_api).encode()
        api.replies["/things"] = lambda received: _reply(content)
        bench.visit(watched, operation.tool, {"kind": EVIL})
        watched.page.click("#send")
        watched.page.wait_for_selector("#response .tree")
        api.replies["/things"] = lambda received: _reply(content, 404)
        watched.page.click("#send")
        watched.page.wait_for_selector("#response .failed")
        assert watched.page.evaluate("window.pwned") is None
        assert (
            watched.page.locator("#response :is(img, script, iframe, a)").count() == 0
        )
        assert watched.complaints == []
        assert watched.reports() == []


def _reply(content: bytes, status: int = 200) -> Reply:
    return Reply((content,), status)


def test_deep_recursion(explorer: Explorer, watched: Tab, tmp_path: Path) -> None:
    schemas: dict[str, Any] = {
        f"Level{depth}": {
            "type": "object",
            "properties": {
                "next": {"$ref": f"#/components/schemas/Level{(depth + 1) % 100}"},
                "list": {
                    "type": "array",
                    "items": {"$ref": f"#/components/schemas/Level{(depth + 7) % 100}"},
                },
            },
        }
        for depth in range(100)
    }
    inline: dict[str, Any] = {"type": "string"}
    for _ in range(25):
        inline = {"type": "object", "properties": {"deeper": inline}}
    body = {
        "type": "object",
        "properties": {
            "start": {"$ref": "#/components/schemas/Level0"},
            "inline": inline,
        },
    }
    explorer.show(site_of_text(with_body(body, **schemas), tmp_path))
    watched.visit(f"{explorer.url}/operations/createThing.html")
    assert_bounded(watched)
    page = watched.page
    page.click("#form > .f[data-n=start] > .h")
    field = page.locator("#form > .f[data-n=start]")
    for _ in range(12):
        field = field.locator("> .c > .f[data-n=next]")
        field.locator("> .h").click()
        field.locator("> .c").wait_for()
    # A link may be as deep as its author likes.
    value: Any = {}
    for _ in range(100):
        value = {"next": value}
    watched.visit(f"{explorer.url}/operations/createThing.html", {"start": value})
    assert watched.arguments() == {"start": value}
    assert watched.complaints == []


def test_large_enum(explorer: Explorer, watched: Tab, tmp_path: Path) -> None:
    values = [f"value-{number:05}" for number in range(10_000)]
    body = {
        "type": "object",
        "properties": {
            "one": {"type": "string", "enum": values},
            "many": {"type": "array", "items": {"type": "string", "enum": values}},
            "number": {"enum": list(range(10_000))},
        },
    }
    response = {
        "200": {"description": "", "content": {"application/json": {"schema": body}}}
    }
    document = json.loads(with_body(body))
    document["paths"]["/things"]["post"]["responses"] = response
    explorer.show(site_of_text(json.dumps(document), tmp_path))
    watched.visit(f"{explorer.url}/operations/createThing.html")
    assert_bounded(watched)
    # Values that are not listed can be written.
    watched.page.locator("#form > .f[data-n=one] select").select_option(
        label="other value …"
    )
    watched.page.fill("#form > .f[data-n=one] input", "value-09999")
    watched.page.click("#form > .f[data-n=many] > .h")
    for _ in range(3):
        watched.page.click("#form > .f[data-n=many] .add")
    assert watched.arguments()["one"] == "value-09999"
    assert watched.complaints == []


def test_many_properties(explorer: Explorer, watched: Tab, tmp_path: Path) -> None:
    properties = {
        f"property_{number:04}": {"type": "string", "description": f"No. {number}."}
        for number in range(5_000)
    }
    schema = {"type": "object", "properties": properties}
    document = json.loads(
        with_body({"$ref": "#/components/schemas/Large"}, Large=schema)
    )
    document["paths"]["/things"]["post"]["responses"] = {
        "200": {
            "description": "",
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Large"}}
            },
        }
    }
    explorer.show(site_of_text(json.dumps(document), tmp_path))
    watched.visit(f"{explorer.url}/operations/createThing.html")
    assert_bounded(watched)
    watched.page.fill("#form > .f[data-n=property_4999] textarea", "x")
    assert watched.arguments() == {"property_4999": "x"}
    assert watched.complaints == []


def assert_bounded(tab: Tab) -> None:
    size, elements = tab.page.evaluate(
        "() => [document.documentElement.outerHTML.length, document.querySelectorAll('*').length]"
    )
    assert size <= LARGEST_PAGE
    assert elements <= LARGEST_DOM


@pytest.mark.parametrize(
    "host",
    [
        *("169.254.169.254", "2852039166", "0251.0376.0251.0376", "0xa9fea9fe"),
        *("0xa9.254.43518", "[fd00:ec2::254]", "[::ffff:169.254.169.254]"),
        *("[64:ff9b::169.254.169.254]", "[2002:a9fe:a9fe::]", "100.100.100.200"),
        *("[fd20:ce::254]", "[fe80::1]"),
    ],
)
def test_servers_on_metadata_addresses(
    host: str, explorer: Explorer, api: RecordingApi, watched: Tab, tmp_path: Path
) -> None:
    path = tmp_path / "openapi.json"
    path.write_text(document_with({}, servers=[{"url": f"http://{host}/latest"}]))
    folder = build_client(path, tmp_path / "things_client")
    with open_workbench(
        explorer, api, folder, base_url=None, allow_changes=True
    ) as bench:
        bench.visit(watched, "createThing")
        watched.page.click("#send")
        watched.page.wait_for_selector("#response .failed")
        shown = watched.page.inner_text("#response")
        assert "name it with --base-url" in shown or "Invalid IPv4" in shown
        assert watched.complaints == [
            each for each in watched.complaints if "502" in each
        ]
