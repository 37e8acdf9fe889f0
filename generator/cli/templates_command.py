"""`codegen templates`: copies of the templates to change, and what each of them is given."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.messages import Teller
from generator.core.text import printable
from generator.output import OutputError
from generator.render.template_reference import template_reference
from generator.render.templates import README, template_folder, template_names


@click.command(
    "templates",
    epilog="""\b
Examples:
  codegen templates my-templates model.j2
      one template and the contract, to start from
  codegen templates my-templates
      all of them
  codegen build specs/stripe.json --templates my-templates
      the client as they lay it out
  codegen templates --contract
      what each template is given, as Markdown
""",
)
@click.argument(
    "folder", metavar="DIR", required=False, type=click.Path(path_type=Path)
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--contract", "is_contract", is_flag=True, help="Print the contract, copy nothing."
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    folder: Path | None, names: tuple[str, ...], is_contract: bool, quiet: bool
) -> int:
    """Copy codegen's templates into DIR, all or those with a NAME, for you to change.

    A README.md beside them says what each template is given. Files that are there already are
    never overwritten.
    """
    if is_contract:
        if folder is not None:
            raise click.UsageError("--contract prints, and copies nothing into DIR")
        click.echo(template_reference(), nl=False)
        return 0
    if folder is None:
        raise click.UsageError("DIR is missing, the folder to copy the templates into")
    wanted = _wanted(names)
    try:
        _copy(folder, wanted)
    except OutputError as error:
        return Teller().refused(error, str(folder), "nothing written")
    if not quiet:
        many = "1 template" if len(wanted) == 1 else f"{len(wanted)} templates"
        click.echo(printable(f"{folder}: {many}, and {README}"))
    return 0


def _wanted(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each once; all there are if none is given.

    Raises:
        click.BadParameter: there is no template of a name.
    """
    known = template_names()
    for name in names:
        if name not in known:
            raise click.BadParameter(
                f"there is no template {name!r}; there are {', '.join(known)}",
                param_hint="NAME",
            )
    return tuple(dict.fromkeys(names)) or known


def _copy(folder: Path, names: tuple[str, ...]) -> None:
    """Write the templates and their README into `folder`, all or nothing.

    Raises:
        OutputError: files are there already, or the disk does not let us.
    """
    texts = {name: (template_folder() / name).read_bytes() for name in names}
    # The contract may be there from templates that were copied before.
    is_readme_there = (folder / README).is_file()
    if not is_readme_there:
        texts[README] = template_reference().encode("utf-8")
    existing = [name for name in texts if (folder / name).exists()]
    if existing:
        raise OutputError(
            "in-the-way",
            f"{', '.join(existing)} in {folder} would be overwritten",
            "name the templates you want, or another folder",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("xb") as file:
                file.write(text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            "unwritable-output", f"{folder} cannot be written: {reason}"
        ) from error
