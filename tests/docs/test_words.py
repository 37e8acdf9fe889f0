"""Prose in code, help, messages and documents uses plain, current English.

The words below come from an oblique style that is hard to search and to understand; each has a
plain replacement: "reported" for "told", "set" for "said", "again" for "anew".
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest

from generator.cli.commands import codegen
from generator.core.codes import CODES
from tests.docs.markdown import REPOSITORY, name_of

WORDS = (
    *(
        "told",
        "tells",
        "telling",
        r"(?<!templates-not-)said",
        "anew",
        "nobody",
        r"asked(?! for)",
    ),
    *(
        r"(?<!each )(?<!none )of which",
        "that which",
        "made of",
        "has to say",
        "tried again",
    ),
    *("as it came", "what became of", "goes by"),
)
# `templates-not-said` is the name of a code, which programs may depend on.
_WORDS = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
GENERATOR = REPOSITORY / "generator"
PACKAGES = sorted(
    {path.relative_to(GENERATOR).parts[0] for path in GENERATOR.rglob("*.py")}
)
DOCUMENTS = (
    REPOSITORY / "README.md",
    *sorted((REPOSITORY / "docs").rglob("*.md")),
    *sorted((REPOSITORY / "templates").glob("*.j2")),
)


def offenders(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The words found, each with the name of its text and the context."""
    return [
        f"{name}: {prose[max(0, match.start() - 30) : match.end() + 30]}"
        for name, text in texts
        for prose in [" ".join(text.split())]
        for match in _WORDS.finditer(prose)
    ]


def prose_of_code(source: str) -> Iterator[tuple[int, str]]:
    """The line and text of every string, docstrings included, and of every block of comments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
    comment, first, last = "", 0, 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line = token.start[0]
        if line != last + 1:
            yield first, comment
            comment, first = "", line
        comment, last = f"{comment} {token.string.lstrip('# ')}", line
    yield first, comment


def prose_of_package(package: str) -> Iterator[tuple[str, str]]:
    folder = GENERATOR / package
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*.py")):
        for line, text in prose_of_code(path.read_text("utf-8")):
            yield f"{name_of(path)}:{line}", text


def help_texts() -> Iterator[tuple[str, str]]:
    with click.Context(codegen) as context:
        for name in codegen.list_commands(context):
            command = codegen.get_command(context, name)
            assert command is not None
            yield name, command.get_help(click.Context(command, info_name=name))


@pytest.mark.parametrize("package", PACKAGES)
def test_code_uses_plain_words(package: str) -> None:
    assert offenders(prose_of_package(package)) == []


def test_help_uses_plain_words() -> None:
    assert offenders(help_texts()) == []


def test_explanations_of_codes_use_plain_words() -> None:
    texts = (
        (code.name, text)
        for code in CODES.values()
        for text in (code.summary, code.why, code.advice)
    )
    assert offenders(texts) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_documents_use_plain_words(document: Path) -> None:
    assert offenders([(document.name, document.read_text("utf-8"))]) == []


@pytest.mark.parametrize(
    "source",
    [
        '"""What is told."""',
        "# What is\n# told.",
        'x = f"the {name} that is told"',
        'def f():\n    """What a build is Told."""',
    ],
)
def test_words_are_found(source: str) -> None:
    assert (
        len(offenders((str(line), text) for line, text in prose_of_code(source))) == 1
    )
