"""Configuration files: `codegen.toml`, or the table `tool.codegen` of `pyproject.toml`.

Each client has a table:

[clients.stripe_client]                    # the name of the package
spec = "specs/stripe.json"                 # a path relative to this file, or https://…
sha256 = "…"                               # optional: the hash that the document must have
output = "src/acme/stripe_client"          # the folder to write; default generated/PACKAGE
overlays = ["specs/stripe.overlay.yaml"]   # applied to the document in this order
allow-references = ["../common"]           # where else references may lead; or https://…
templates = "templates"                    # a folder with your own templates
operations = ["PostCustomers", "Get*"]     # generate only these operations, by operationId …
tags = ["billing"]                         # … by tag
paths = ["/v1/customers/**"]               # … or by path
exclude = ["DELETE /**"]                   # and none of these
types = ["Price"]                          # further models
webhooks = ["price_changed"]               # further webhook readers
used-by = ["src"]                          # only what these Python sources use
cut-expansions = true                      # expandable fields have only their ID
lenient = true                             # leave out parts of the document with errors
runtime = "acme.codegen_runtime"           # a package with the runtime of several clients

[clients.stripe_client.methods]            # the method of an operation, by operationId
PostCustomers = "customers.create"

[clients.stripe_client.paging.ListThings]  # paging by the last item
items = "data"                             # the property with the items
cursor = "after"                           # the parameter that takes the last item's ID
reverse = "before"                         # the parameter for paging backwards
more = "has_more"                          # the property that says whether there are more items
id = "id"                                  # the property of an item with its ID

[clients.stripe_client.paging.SearchThings]  # paging by token
items = "data"
token = "next"                             # the property with the token
parameter = "page"                         # the parameter that takes it

[clients.stripe_client.paging.ReadThings]  # paging by URL
items = "data"
url = "next_url"                           # the property with the URL

[clients.stripe_client.conventions]        # headers of every call
idempotency-header = "Idempotency-Key"
should-retry-header = "X-Should-Retry"
headers = { X-Version = "3" }
option-headers = { tenant = "X-Tenant" }   # an option of every call, and its header

A file for a single client can omit `clients.NAME`; `package` then names the client.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from generator.config.client import ClientConfiguration
from generator.config.client_table import is_package_name, read_client
from generator.config.lines import line_of
from generator.config.tables import Problem, Table
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json

CODEGEN = "codegen.toml"
PYPROJECT = "pyproject.toml"
# Where in a `pyproject.toml` it stands: that is the file of many tools.
_IN_PYPROJECT = ("tool", "codegen")
_LARGEST = 4 * 1024 * 1024
_PLACE = re.compile(r" *\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class ConfigurationFile:
    """A file and the clients it has; one for a single client has it under its package, or ""."""

    path: Path
    clients: Mapping[str, ClientConfiguration]


def find_configuration(folder: Path) -> Path | None:
    """The file that holds for `folder`: there or in the nearest folder above that has one.

    A `pyproject.toml` without a table `tool.codegen` is not one.
    """
    for each in (folder, *folder.parents):
        for name in (CODEGEN, PYPROJECT):
            path = each / name
            if path.is_file() and (name != PYPROJECT or _has_table(path)):
                return path
    return None


def read_configuration(path: Path) -> ConfigurationFile:
    """Read a configuration file.

    Raises:
        DocumentError: it cannot be read, is no TOML, or says something that has no meaning;
            with everything that is wrong with it, each with its line.
    """
    return parse_configuration(path, _read(path))


def parse_configuration(path: Path, text: str) -> ConfigurationFile:
    """What the file `path` says when it holds `text`.

    Raises:
        DocumentError: as `read_configuration`.
    """
    try:
        tree: Mapping[str, Json] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refused(path, [_no_toml(str(error), text)]) from None
    root = root_of(path)
    problems: list[Problem] = []
    clients = _read_clients(Table(_within(tree, root), root, problems))
    if problems:
        raise _refused(path, (_told(text, each) for each in problems))
    return ConfigurationFile(path, clients)


def root_of(path: Path) -> tuple[str, ...]:
    """The table of the file `path` that says what there is to configure; empty for all of it."""
    return _IN_PYPROJECT if path.name == PYPROJECT else ()


def _read_clients(table: Table) -> dict[str, ClientConfiguration]:
    if "clients" not in table.members:
        client = read_client(table, "clients")
        return {client.package or "": client}
    table.check_known(["clients"])
    clients = table.table("clients")
    found: dict[str, ClientConfiguration] = {}
    if clients is None:
        return found
    for name in clients.members:
        one = clients.table(name)
        if not is_package_name(name):
            clients.wrong(name, "must be a name that Python can import")
        if one is not None:
            found[name] = read_client(one)
            if "package" in one.members:
                one.wrong("package", "is said already: the table's name is the package")
    _check_outputs(clients, found)
    return found


def _check_outputs(clients: Table, found: Mapping[str, ClientConfiguration]) -> None:
    """Note the clients that would be written over, or into, one that comes before them."""
    owners: dict[PurePath, str] = {}
    for name, client in found.items():
        output = PurePath(os.path.normpath(client.output or f"generated/{name}"))
        for other, owner in owners.items():
            if output.is_relative_to(other) or other.is_relative_to(output):
                message = f"is the folder of `{owner}`, or in it, or around it"
                one = Table({}, (*clients.path, name), clients.problems)
                one.wrong("output", message)
        owners[output] = name


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise _refused(path, [_unreadable("it is larger than 4 MiB")])
        return content.decode("utf-8")
    except OSError as error:
        raise _refused(path, [_unreadable(error.strerror or str(error))]) from None
    except UnicodeDecodeError as error:
        raise _refused(path, [_unreadable(str(error))]) from None


def _has_table(path: Path) -> bool:
    try:
        return bool(_within(tomllib.loads(_read(path)), _IN_PYPROJECT))
    except (DocumentError, ValueError, RecursionError):
        # Somebody else's file, which is not ours to judge.
        return False


def _within(tree: Mapping[str, Json], path: Iterable[str]) -> Mapping[str, Json]:
    for name in path:
        tree = tree.get(name, {})
        if not isinstance(tree, Mapping):
            return {}
    return tree


def _told(text: str, problem: Problem) -> Diagnostic:
    name = ".".join(problem.path)
    hint = "docs/configuration.md has an example of everything"
    line = line_of(text, problem.path)
    return Diagnostic(
        "configuration",
        f"`{name}` {problem.message}",
        hint=hint,
        line=line,
        column=_column(text, line) if line is not None else None,
    )


def _column(text: str, line: int) -> int:
    """Where on a line what it says begins."""
    written = text.splitlines()[line - 1]
    return len(written) - len(written.lstrip()) + 1


def _no_toml(reason: str, text: str) -> Diagnostic:
    """What the library says, which ends with the place: `(at line 1, column 5)`."""
    said = _PLACE.search(reason)
    line, column = map(int, said.groups()) if said else (len(text.splitlines()), None)
    message = f"this is no TOML: {_PLACE.sub('', reason) or 'it nests too deeply'}"
    return Diagnostic("configuration", message, line=line or None, column=column)


def _unreadable(reason: str) -> Diagnostic:
    return Diagnostic("configuration", f"it cannot be read: {reason}")


def _refused(path: Path, problems: Iterable[Diagnostic]) -> DocumentError:
    return DocumentError(problems, str(path))
