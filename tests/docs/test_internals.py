"""The internals name files and packages that exist."""

from __future__ import annotations

import re

from tests.docs.markdown import REPOSITORY

_PATH = re.compile(r"`((?:generator|tests|templates|docs)/[\w./-]+|[a-z_]+/)`")


def test_paths_in_the_internals_exist() -> None:
    missing = [
        (page.name, path)
        for page in sorted((REPOSITORY / "docs" / "internals").glob("*.md"))
        for path in _PATH.findall(page.read_text("utf-8"))
        if not any(
            (folder / path).exists()
            for folder in (
                REPOSITORY,
                REPOSITORY / "generator",
                REPOSITORY / "generator" / "runtime",
            )
        )
    ]
    assert missing == []


def test_every_package_is_on_the_map() -> None:
    text = (REPOSITORY / "docs" / "internals" / "README.md").read_text("utf-8")
    packages = {
        path.parent.name for path in (REPOSITORY / "generator").glob("*/__init__.py")
    }
    assert {name for name in packages if f"| `{name}/` |" not in text} == set()
