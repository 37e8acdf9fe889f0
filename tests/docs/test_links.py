"""Links in the documents point to existing files and headings."""

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


def broken_links(document: Path) -> list[str]:
    """The links of a document whose target does not exist."""
    return [
        link
        for link in links(document.read_text("utf-8"))
        if not is_valid(document, link)
    ]


def is_valid(document: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    if not target.is_relative_to(REPOSITORY) or not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text("utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_are_valid(document: Path) -> None:
    assert broken_links(document) == []


def test_broken_link_is_detected(tmp_path: Path) -> None:
    document = REPOSITORY / "docs" / "select.md"
    assert is_valid(document, "regenerate.md#the-manifest")
    assert not is_valid(document, "regenerate.md#no-such-heading")
    assert not is_valid(document, "no-such-file.md")
    assert not is_valid(document, str(tmp_path))


def test_anchors_of_headings() -> None:
    markdown = "# A `b`, c: d\n\n## Same\n\n```sh\n# no heading\n```\n\n## Same\n"
    assert anchors(markdown) == {"a-b-c-d", "same", "same-1"}


def test_links_in_code_and_to_other_sites_are_ignored() -> None:
    markdown = (
        "[a](b.md#c) `[d](e.md)` [f](https://example.com)\n```sh\n[g](h.md)\n```\n"
    )
    assert links(markdown) == ["b.md#c"]


def test_images_are_links() -> None:
    assert links('![a](b.png)\n<img alt="c" src="d.png">\n') == ["b.png", "d.png"]


def test_blocks_inside_of_lists() -> None:
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
