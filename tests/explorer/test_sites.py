"""Sites: their files, links, sizes, and what hostile documents put into them."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.explorer.pages import Appearance
from generator.explorer.site import File, Site
from generator.explorer.write_site import write_site
from generator.output import OutputError
from generator.runtime.tools.description import BUDGET, describe_operation
from tests.explorer.documented import (
    case_site,
    document_with,
    site_of_text,
    stripe_catalogue,
    stripe_site,
    text_of,
    with_body,
)

CASES = [
    *("json_body", "form_body", "multipart_upload", "recursion", "unions_by_kind"),
    *("prose", "tuples", "maps", "streams", "no_operations", "awkward_names"),
]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'></template>{{ 7*7 }}"


class Elements(HTMLParser):
    """The elements of a page, with their attributes, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def addresses(path: str, text: str) -> Iterator[str]:
    """The paths in the site that a page refers to."""
    folder = posixpath.dirname(path)
    for tag, attributes in Elements(text).found:
        for name in ("href", "src"):
            value = attributes.get(name)
            if value and not re.match(r"https?:|mailto:|#", value):
                yield posixpath.normpath(posixpath.join(folder, value))
        if tag == "details" and attributes.get("data-s"):
            yield f"schemas/{attributes['data-s']}.html"


def assert_complete(site: Site) -> None:
    """Every file can be made, and no link leads nowhere."""
    paths = set(site.paths())
    for path in sorted(paths):
        text = text_of(site, path)
        if path.endswith(".html"):
            assert set(addresses(path, text)) <= paths, path


@pytest.mark.parametrize("case", CASES)
def test_links_of_a_case_lead_to_files(case: str) -> None:
    assert_complete(case_site(case))


def test_definitions_are_in_the_page_or_in_files() -> None:
    site = stripe_site()
    files = set(site.paths())
    for path in (
        "operations/PostCheckoutSessions.html",
        "operations/PostAccounts.html",
    ):
        found = Elements(text_of(site, path)).found
        there = {attributes.get("id") for tag, attributes in found if tag == "template"}
        wanted = {value for _, each in found if (value := each.get("data-t"))}
        assert wanted
        for name in wanted:
            assert f"t-{name}" in there or f"inputs/{name}.html" in files


def test_sizes_of_stripes_pages() -> None:
    site = stripe_site()
    pages = [path for path in site.paths() if re.match(r"operations/.*html", path)]
    sizes = sorted(len(text_of(site, path).encode()) for path in pages)
    assert len(sizes) == len(stripe_catalogue().operations)
    assert sizes[len(sizes) * 95 // 100] <= 40_000
    assert sizes[-1] <= 130_000
    scripts = ("elements.js", "explorer.js", "form.js", "values.js")
    assert sum(len(text_of(site, name).encode()) for name in scripts) <= 40_000


def test_pages_load_nothing_from_elsewhere() -> None:
    site = stripe_site()
    for path in ("index.html", "operations/PostCustomers.html"):
        for tag, attributes in Elements(text_of(site, path)).found:
            if tag in ("script", "link", "img", "iframe", "object", "source"):
                for name in ("src", "href"):
                    assert "//" not in (attributes.get(name) or "")
            assert not any(
                name.startswith("on") or name == "style" for name in attributes
            )


def test_agents_get_the_description_of_tools() -> None:
    catalogue = stripe_catalogue()
    operation = catalogue.get("PostCustomers")
    assert operation is not None
    found = json.loads(text_of(stripe_site(), "operations/PostCustomers.json"))
    assert found == describe_operation("PostCustomers", operation, catalogue, BUDGET)


def test_written_site_is_deterministic(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_site(case_site("recursion"), tmp_path / name)
    files = {
        path.relative_to(tmp_path / "one"): path.read_bytes()
        for path in (tmp_path / "one").rglob("*")
        if path.is_file()
    }
    assert len(files) > 10
    for path, content in files.items():
        assert (tmp_path / "two" / path).read_bytes() == content


def test_pages_of_an_earlier_site_are_removed(tmp_path: Path) -> None:
    write_site(case_site("recursion"), tmp_path)
    (tmp_path / "CNAME").write_text("docs.example.com")
    write_site(case_site("tuples"), tmp_path)
    expected = set(case_site("tuples").paths())
    found = {
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert found == {*expected, "CNAME"}


def test_folder_with_other_files_is_kept(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="no site of codegen"):
        write_site(case_site("tuples"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_static_pages_have_a_policy_and_served_ones_not() -> None:
    site = case_site("tuples")
    page = text_of(site, "index.html")
    assert "Content-Security-Policy" in page
    assert "unsafe" not in page


def test_selection(tmp_path: Path) -> None:
    site = stripe_site()
    assert site.file("operations/GetCharges.html") is not None
    text = document_with({"tags": ["a"]})
    selected = site_of_text(text, tmp_path, selected=("tag:a",))
    assert selected.file("operations/createThing.html") is not None
    nothing = site_of_text(text, tmp_path, read_only=True)
    assert nothing.file("operations/createThing.html") is None
    with pytest.raises(ValueError, match="nothing"):
        site_of_text(text, tmp_path, selected=("nothing",))


@pytest.mark.parametrize(
    "path",
    ["../explorer.css", "operations/x.html", "inputs/.html", "nothing", "a/b/c.html"],
)
def test_other_paths_are_no_files(path: str) -> None:
    assert case_site("tuples").file(path) is None


def test_title_logo_and_theme(tmp_path: Path) -> None:
    appearance = Appearance(title="<Acme>", logo="logo.svg", theme="dark")
    site = site_of_text(
        document_with({}),
        tmp_path,
        appearance=appearance,
        logo=File(b"<svg/>", "image/svg+xml"),
    )
    page = text_of(site, "index.html")
    assert "&lt;Acme&gt;" in page
    assert 'data-theme="dark"' in page
    assert 'src="logo.svg"' in page
    assert text_of(site, "logo.svg") == "<svg/>"
    assert "logo.svg" in set(site.paths())


def test_hostile_prose_is_text_everywhere(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "description": EVIL,
        "properties": {
            EVIL: {"type": "string", "description": EVIL, "pattern": EVIL},
            "a": {"type": "string", "enum": [EVIL, "b"], "default": EVIL},
            "b": {"const": EVIL, "title": EVIL},
            "c": {"type": "string", "examples": [EVIL]},
        },
        "example": {"a": EVIL},
    }
    document = json.loads(with_body(schema))
    document["info"] = {"title": EVIL, "version": EVIL, "description": EVIL}
    operation = document["paths"]["/things"]["post"]
    operation |= {
        "summary": EVIL,
        "description": EVIL,
        "tags": [EVIL],
        "operationId": EVIL,
        "responses": {
            "200": {
                "description": EVIL,
                "content": {"application/json": {"schema": schema}},
            }
        },
    }
    site = site_of_text(json.dumps(document), tmp_path)
    for path in site.paths():
        text = text_of(site, path)
        if not path.endswith(".html"):
            continue
        elements = Elements(text).found
        scripts = [each for tag, each in elements if tag == "script"]
        assert all(
            each.get("src") or each.get("type") == "application/json"
            for each in scripts
        )
        assert not any(
            name.startswith("on") for _, each in elements for name in each
        ), path
        assert "<script>alert" not in text
        assert "49" not in re.sub(r"\d{3,}", "", text)
