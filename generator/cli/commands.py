"""The command `codegen`: what it takes, what it says, and how it ends.

Exit codes: 0 is done; 1 the document, the disk or codegen itself at fault; 2 the command line at
fault; 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from generator.build import BuildError, BuildReport, BuildRequest, build
from generator.cli.package_name import default_package, is_package_name
from generator.cli.progress import shown_progress
from generator.diagnostics import Diagnostic, DocumentError
from generator.load import Source, placed, printable, render_diagnostic
from generator.output import OutputError
from generator.version import __version__

TRACEBACK_VARIABLE = "CODEGEN_TRACEBACK"
_DEFAULT_FOLDER = Path("generated")
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 88}


def main() -> None:
    """The console script `codegen`."""
    for stream in (sys.stdout, sys.stderr):
        # A path or a title may hold what the terminal's encoding does not know.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out the command line `arguments`; gives the exit code, and raises nothing.

    With CODEGEN_TRACEBACK=1 in the environment, an error in codegen itself is raised.
    """
    try:
        code = codegen.main(list(arguments), "codegen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        if os.environ.get(TRACEBACK_VARIABLE):
            raise
        reason = f"{type(error).__name__}: {error}".removesuffix(": ")
        _say(f"internal error: {reason}; please report it with the document")
        _say(f"  hint: {TRACEBACK_VARIABLE}=1 in the environment shows where it is")
        return 1
    return code if isinstance(code, int) else 0


@click.group(
    context_settings=_HELP,
    epilog="""\b
Examples:
  codegen build specs/stripe.json
  codegen build -h
""",
)
@click.version_option(__version__, prog_name="codegen", message="%(prog)s %(version)s")
def codegen() -> None:
    """Render a typed Python client from an OpenAPI document."""


@codegen.command(
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
def build_command(
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
    except BuildError as error:
        return _refused(error.diagnostics, error.source, request)
    except DocumentError as error:
        return _refused(error.diagnostics, None, request)
    except OutputError as error:
        _say(f"error: {error.message}")
        if error.hint:
            _say(f"  hint: {error.hint}")
        _say("1 error, nothing written")
        return 1
    _say_diagnostics(report.warnings, report.source, request)
    if not quiet:
        _say_done(report, request)
    return 0


def _refused(
    diagnostics: Iterable[Diagnostic], source: Source | None, request: BuildRequest
) -> int:
    found = tuple(diagnostics)
    _say_diagnostics(found, source, request)
    count = sum(each.severity == "error" for each in found)
    _say(f"{count} {'error' if count == 1 else 'errors'}, nothing written")
    return 1


def _say_diagnostics(
    diagnostics: Iterable[Diagnostic], source: Source | None, request: BuildRequest
) -> None:
    for each in placed(diagnostics, source):
        click.echo(render_diagnostic(each, source, str(request.spec)), err=True)


def _say_done(report: BuildReport, request: BuildRequest) -> None:
    operations, schemas = report.operations, report.schemas
    click.echo(printable(f"{request.output}: {report.files} files"))
    click.echo(
        f"{operations.done}/{operations.total} operations, "
        f"{schemas.done}/{schemas.total} schemas, {report.dropped} dropped"
    )
    click.echo(f"\nto start, from {printable(str(request.output.parent))}:\n")
    click.echo(f"    from {request.package} import Client")


def _say(line: str) -> None:
    click.echo(printable(line), err=True)
