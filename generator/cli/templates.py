"""`codegen templates`: copy templates for editing, and print their contract."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import click

from generator.cli.diagnostics.reporter import Reporter
from generator.cli.terminal import print_line
from generator.core.read_file import read_file
from generator.core.text import count_noun
from generator.core.write_file import create_file
from generator.output import OutputError
from generator.render.template_folder import template_folder
from generator.render.template_reference import template_reference
from generator.render.templates import README, template_names


@click.command(
    "templates",
    epilog="""\b
Examples:
  codegen templates my-templates model.j2
      copy one template, and a README with the contract
  codegen templates my-templates
      copy all templates
  codegen build specs/stripe.json --templates my-templates
      build a client with them
  codegen templates --contract
      print the variables of each template, as Markdown
""",
)
@click.argument(
    "folder", metavar="DIR", required=False, type=click.Path(path_type=Path)
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--contract",
    "prints_contract",
    is_flag=True,
    help="Print the contract, and copy nothing.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    folder: Path | None, names: tuple[str, ...], prints_contract: bool, quiet: bool
) -> int:
    """Copy codegen's templates into DIR for editing: all, or those called NAME.

    A README.md beside them lists the variables of each template. Existing files are never
    overwritten.
    """
    if prints_contract:
        if folder is not None:
            raise click.UsageError("--contract copies nothing: leave out DIR")
        click.echo(template_reference(), nl=False)
        return 0
    if folder is None:
        raise click.UsageError("DIR is missing: give the folder for the templates")
    selected = _select_templates(names)
    try:
        _copy_templates(folder, selected)
    except OutputError as error:
        return Reporter().report_failure(error, str(folder), "nothing written")
    if not quiet:
        print_line(f"{folder}: {count_noun(len(selected), 'template')} and {README}")
    return 0


def _select_templates(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without duplicates; those of all templates if there are none.

    Raises:
        click.BadParameter: a template does not exist.
    """
    known = template_names()
    for name in names:
        if name not in known:
            raise click.BadParameter(
                f"there is no template {name!r}, only {', '.join(known)}",
                param_hint="NAME",
            )
    return tuple(dict.fromkeys(names)) or known


def _copy_templates(folder: Path, names: tuple[str, ...]) -> None:
    """Copy templates and their README into `folder`, or nothing.

    Raises:
        OutputError: a file exists already, or cannot be written.
    """
    contents = {name: read_file(template_folder() / name) for name in names}
    # The README may exist from templates that were copied earlier.
    if not os.path.isfile(folder / README):
        contents[README] = template_reference().encode("utf-8")
    existing = [name for name in contents if os.path.lexists(folder / name)]
    if existing:
        raise _in_the_way(folder, existing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as undo:
            for name, content in contents.items():
                if not create_file(folder / name, content):
                    raise _in_the_way(folder, [name])
                undo.callback((folder / name).unlink, missing_ok=True)
            undo.pop_all()
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            "unwritable-output", f"{folder} cannot be written: {reason}"
        ) from error


def _in_the_way(folder: Path, names: list[str]) -> OutputError:
    return OutputError(
        "in-the-way",
        f"{', '.join(names)} in {folder} would be overwritten",
        "name the templates to copy, or choose another folder",
    )
