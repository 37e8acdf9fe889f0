"""docs/configuration.md agrees with the configuration reader and the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli.commands import codegen
from generator.config import file
from generator.config.client_table import MEMBERS
from generator.config.file import parse_configuration
from generator.core.diagnostics import DocumentError
from tests.docs.markdown import REPOSITORY, blocks

FOLDER = REPOSITORY / "docs"
PAGE = (FOLDER / "configuration.md").read_text("utf-8")
EXAMPLES = [
    example
    for path in sorted(FOLDER.rglob("*.md"))
    for example in blocks(path.read_text("utf-8"), "toml")
]
_ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (?:`(\S+)`)? *\| ", re.M)


def rows() -> dict[str, str]:
    """The settings in the table, with their command line options."""
    section = PAGE.partition("## Settings of a client")[2].partition("\n## ")[0]
    return {row[1]: row[2] or "" for row in _ROW.finditer(section)}


def options_of_build() -> Iterator[str]:
    with click.Context(codegen) as context:
        command = codegen.get_command(context, "build")
    assert command is not None
    for parameter in command.params:
        yield from parameter.opts
        if isinstance(parameter, click.Argument):
            yield parameter.make_metavar(context).strip("[]")


def test_example_equals_that_of_module_docstring() -> None:
    documented = file.__doc__ or ""
    example = next(text for text in EXAMPLES if "[clients.stripe_client]" in text)
    assert f"\n\n{example}\nA file for a single client" in documented


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_are_valid(example: str) -> None:
    name = "pyproject.toml" if "[tool.codegen" in example else "codegen.toml"
    parse_configuration(
        Path(name), example.replace('sha256 = "…"', f'sha256 = "{0:064}"')
    )


def test_table_has_every_setting() -> None:
    assert sorted(rows()) == sorted(MEMBERS)


def test_options_in_table_exist() -> None:
    assert {option for option in rows().values() if option} <= set(options_of_build())


def test_hint_of_configuration_error_links_to_page() -> None:
    with pytest.raises(DocumentError) as raised:
        parse_configuration(Path("codegen.toml"), "no-such-member = 1")
    hint = raised.value.diagnostics[0].hint or ""
    assert (REPOSITORY / hint.split()[0]) == FOLDER / "configuration.md"
