"""Markdown as the tests read it: fenced blocks, headings and links (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
DOCUMENTS = (
    *sorted(REPOSITORY.glob("*.md")),
    *sorted((REPOSITORY / ".github").glob("*.md")),
    *sorted((REPOSITORY / "docs").rglob("*.md")),
    REPOSITORY / "specs" / "README.md",
)

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.S | re.M)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)
_CODE_SPAN = re.compile(r"(`+)(.+?)\1", re.S)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z]+:", re.I)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def name_of(document: Path) -> str:
    """The path of a document in the repository, to name a test by."""
    return document.relative_to(REPOSITORY).as_posix()


def blocks(text: str, language: str) -> list[str]:
    """What stands in the fenced blocks of a language."""
    return [found[3] for found in _FENCE.finditer(text) if found[2] == language]


def links(text: str) -> list[str]:
    """The targets of the links that lead to other files, or to headings."""
    prose = _CODE_SPAN.sub("", _FENCE.sub("", text))
    return [each for each in _LINK.findall(prose) if not _ELSEWHERE.match(each)]


def anchors(text: str) -> set[str]:
    """What a link can say behind `#`, as GitHub makes it of each heading."""
    return set(_numbered(map(_anchor, _HEADING.findall(_FENCE.sub("", text)))))


def _anchor(heading: str) -> str:
    return _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")


def _numbered(names: Iterator[str]) -> Iterator[str]:
    """Names, with a number behind those that were there before."""
    seen: dict[str, int] = {}
    for name in names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        yield f"{name}-{count}" if count else name
