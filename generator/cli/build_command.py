"""`codegen build`: a client from a document."""

from __future__ import annotations

import os
from pathlib import Path

import click

from generator.build import BuildReport, BuildRequest, build
from generator.cli.messages import FAILURES, refused, say_diagnostics
from generator.cli.package_name import default_package, is_package_name
from generator.cli.progress import shown_progress
from generator.printable import printable

_DEFAULT_FOLDER = Path("generated")


@click.command(
    "build",
    epilog="""\b
Examples:
  codegen build specs/stripe.json
      the whole API, into generated/stripe_client
  codegen build specs/stripe.json --package payments
      into generated/payments
  codegen build specs/stripe.json -o src/payments --operation PostCustomers
      one operation and what it needs, into src/payments
""",
)
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder to write, named as the package; with --package, that folder or the "
    "one to put it in. [default: generated/PACKAGE]",
)
@click.option(
    "--package",
    metavar="NAME",
    help="The name of the package. [default: SPEC's name, and _client]",
)
@click.option(
    "--operation",
    "operations",
    metavar="OPERATION_ID",
    multiple=True,
    help="Only this operation and what it needs; may be given several times.",
)
@click.option(
    "--config",
    "configuration",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What the document does not say: paging, resource methods, headers (TOML).",
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def command(
    spec: Path,
    output: Path | None,
    package: str | None,
    operations: tuple[str, ...],
    configuration: Path | None,
    quiet: bool,
) -> int:
    """Build a client from SPEC, an OpenAPI 3.0 or 3.1 document in JSON or YAML.

    A folder that codegen wrote before is replaced as a whole; files in it that you added
    stay. Nothing is written if there is an error.
    """
    folder = _output_folder(spec, output, package)
    request = BuildRequest(
        spec,
        folder,
        folder.absolute().name,
        tuple(dict.fromkeys(operations)),
        configuration,
    )
    return _reported(request, quiet)


def _output_folder(spec: Path, output: Path | None, package: str | None) -> Path:
    """The folder to write, whose name can be imported: `-o DIR`, or `--package NAME` in it.

    Raises:
        click.BadParameter: no package can have that name.
    """
    if package is not None and not is_package_name(package):
        raise click.BadParameter(
            f"{package!r} is not a name that Python can import",
            param_hint="'--package'",
        )
    if output is None:
        return _DEFAULT_FOLDER / (package or default_package(spec))
    name = Path(os.path.abspath(output)).name
    if package is not None and package != name:
        return Path(os.path.normpath(output)) / package
    if not is_package_name(name):
        raise click.BadParameter(
            f"the folder is the package, and {name!r} is not a name that Python can import",
            param_hint="'-o' / '--output'",
        )
    return Path(os.path.normpath(output))


def _reported(request: BuildRequest, quiet: bool) -> int:
    """Build, and say how it went; gives the exit code."""
    try:
        with shown_progress(quiet) as progress:
            report = build(request, progress)
    except FAILURES as error:
        return refused(error, str(request.spec), "nothing written")
    say_diagnostics(report.warnings, report.source, str(request.spec))
    if not quiet:
        _say_done(report, request)
    return 0


def _say_done(report: BuildReport, request: BuildRequest) -> None:
    operations, schemas = report.operations, report.schemas
    click.echo(printable(f"{request.output}: {report.files} files"))
    click.echo(
        f"{operations.done}/{operations.total} operations, "
        f"{schemas.done}/{schemas.total} schemas, {report.dropped} dropped"
    )
    click.echo(f"\nto start, from {printable(str(request.output.parent))}:\n")
    click.echo(f"    from {request.package} import Client")
