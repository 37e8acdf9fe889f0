"""Extract fenced blocks, headings and links from Markdown (GitHub Flavored Markdown)."""

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
_IMAGE = re.compile(r'\b(?:src|srcset)="([^"\s]+)"')
_URL = re.compile(r"[a-z]+:", re.I)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def name_of(document: Path) -> str:
    """The path of a document in the repository, used as test ID."""
    return document.relative_to(REPOSITORY).as_posix()


def blocks(markdown: str, language: str) -> list[str]:
    """The contents of the fenced blocks in a language."""
    return [block[3] for block in _FENCE.finditer(markdown) if block[2] == language]


def links(markdown: str) -> list[str]:
    """The targets of links and images, without those of other sites."""
    prose = _CODE_SPAN.sub("", _FENCE.sub("", markdown))
    targets = [*_LINK.findall(prose), *_IMAGE.findall(prose)]
    return [target for target in targets if not _URL.match(target)]


def anchors(markdown: str) -> set[str]:
    """The anchors that GitHub generates for the headings."""
    headings = _HEADING.findall(_FENCE.sub("", markdown))
    return set(_numbered(map(_anchor, headings)))


def _anchor(heading: str) -> str:
    return _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")


def _numbered(names: Iterator[str]) -> Iterator[str]:
    """Names, with a number appended to repeated ones."""
    seen: dict[str, int] = {}
    for name in names:
        count = seen.get(name, 0)
        seen[name] = count + 1
        yield f"{name}-{count}" if count else name
