"""docs/configuration.md agrees with the reader of the file and the options of `build`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli.commands import codegen
from generator.config import configuration_file
from generator.config.configuration_file import parse_configuration
from generator.config.read_client import SETTINGS
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
    """The settings in the table of the page, each with its option of `build`."""
    section = PAGE.partition("## Settings of a client")[2].partition("\n## ")[0]
    return {found[1]: found[2] or "" for found in _ROW.finditer(section)}


def options_of_build() -> Iterator[str]:
    with click.Context(codegen) as context:
        command = codegen.get_command(context, "build")
    assert command is not None
    for parameter in command.params:
        yield from parameter.opts
        if isinstance(parameter, click.Argument):
            yield parameter.make_metavar(context).strip("[]")


def test_example_is_that_of_the_module() -> None:
    documented = configuration_file.__doc__ or ""
    example = next(each for each in EXAMPLES if "[clients.stripe_client]" in each)
    assert f"\n\n{example}\nA file for a single client" in documented


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_valid(text: str) -> None:
    name = "pyproject.toml" if "[tool.codegen" in text else "codegen.toml"
    parse_configuration(Path(name), text.replace('sha256 = "…"', f'sha256 = "{0:064}"'))


def test_table_has_every_setting() -> None:
    assert sorted(rows()) == sorted(SETTINGS)


def test_options_in_the_table_exist() -> None:
    assert {option for option in rows().values() if option} <= set(options_of_build())


def test_hint_of_an_invalid_setting_names_the_page() -> None:
    with pytest.raises(DocumentError) as error:
        parse_configuration(Path("codegen.toml"), "no-such-setting = 1")
    hint = error.value.diagnostics[0].hint or ""
    assert (REPOSITORY / hint.split()[0]) == FOLDER / "configuration.md"
