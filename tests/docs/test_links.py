"""Links in the documents lead to files and headings that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.markdown import (
    DOCUMENTS,
    REPOSITORY,
    anchors,
    blocks,
    links,
    name_of,
)


def broken(document: Path) -> list[str]:
    """The links of a document that lead nowhere."""
    return [
        link for link in links(document.read_text("utf-8")) if not leads(document, link)
    ]


def leads(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.is_relative_to(REPOSITORY) or not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text("utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(document: Path) -> None:
    assert broken(document) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    document = REPOSITORY / "docs" / "select.md"
    assert leads(document, "regenerate.md#the-manifest")
    assert not leads(document, "regenerate.md#no-such-heading")
    assert not leads(document, "no-such-file.md")
    assert not leads(document, str(tmp_path))


def test_headings_become_anchors_as_they_do_on_github() -> None:
    text = "# A `b`, c: d\n\n## Same\n\n```sh\n# no heading\n```\n\n## Same\n"
    assert anchors(text) == {"a-b-c-d", "same", "same-1"}


def test_links_in_code_and_to_the_web_are_left_alone() -> None:
    text = "[a](b.md#c) `[d](e.md)` [f](https://example.com)\n```sh\n[g](h.md)\n```\n"
    assert links(text) == ["b.md#c"]


def test_blocks_are_found_inside_of_lists() -> None:
    assert blocks("- a\n  ```sh\n  b\n  ```\n```\nc\n```\n", "sh") == ["  b\n"]


def test_table_of_contents_lists_every_page() -> None:
    contents = REPOSITORY / "docs" / "README.md"
    pages = {
        name_of(path).removeprefix("docs/")
        for path in DOCUMENTS
        if path.is_relative_to(contents.parent) and path != contents
    }
    decisions = {page for page in pages if page.startswith("decisions/0")}
    assert pages - decisions <= set(links(contents.read_text("utf-8")))
    index = REPOSITORY / "docs" / "decisions" / "README.md"
    listed = {f"decisions/{link}" for link in links(index.read_text("utf-8"))}
    assert decisions <= listed
