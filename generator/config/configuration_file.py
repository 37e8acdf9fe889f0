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
tools = true                               # include the operations as tools for agents
runtime = "acme.codegen_runtime"           # a package with the runtime of several clients
credentials-env = "ACME_STRIPE_KEY"        # the environment variable with the credentials
base-url-env = "ACME_STRIPE_URL"           # … and with the base URL

[clients.stripe_client.methods]            # the method of an operation, by operationId
PostCustomers = "customers.create"

[clients.stripe_client.effects]            # what calls may do: "read", "change" or "delete"
PostSearch = "read"

[clients.stripe_client.paging.ListThings]  # paging by the last item
items = "data"                             # the property with the items; default: the only list
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

[clients.stripe_client.paging."GET /v2/**"]  # … of all operations that match and fit
page = "page"                              # the parameter that takes the number of the page
total-pages = "meta.total_pages"           # the property with the number of pages

[clients.stripe_client.conventions]        # headers of every call
idempotency-header = "Idempotency-Key"
should-retry-header = "X-Should-Retry"
headers = { X-Version = "3" }
option-headers = { tenant = "X-Tenant" }   # an option of every call, and its header

[explore]                                  # how the pages of `codegen explore` look
title = "Acme API"                         # default: the title of the API
logo = "docs/logo.svg"                     # a picture: SVG, PNG, JPEG or WebP
theme = "dark"                             # or "light"; default: as the reader's system

A file for a single client can omit `clients.NAME`; `package` then names the client.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from generator.config.client import ClientConfiguration
from generator.config.explore import ExploreConfiguration, read_explore
from generator.config.read_client import is_package_name, read_client
from generator.config.toml_lines import TomlLines
from generator.config.toml_table import InvalidSetting, TomlTable
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.core.read_file import read_file

CODEGEN = "codegen.toml"
PYPROJECT = "pyproject.toml"
# The table of codegen in `pyproject.toml`, which many tools share.
_IN_PYPROJECT = ("tool", "codegen")
_EXPLORE = "explore"
_MOST_BYTES = 4 * 1024 * 1024
_HINT = "docs/configuration.md describes all settings"
# `tomllib` appends the position to its messages.
_POSITION = re.compile(r" *\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class ConfigurationFile:
    """A configuration file, its clients by name, and how the pages of `codegen explore` look.

    The name of a file's single client is its `package`, or "".
    """

    path: Path
    clients: Mapping[str, ClientConfiguration]
    explore: ExploreConfiguration = field(default_factory=ExploreConfiguration)


def find_configuration(folder: Path) -> Path | None:
    """Find the configuration that applies to `folder`: there, or in the nearest folder above.

    A `pyproject.toml` counts only with a table `tool.codegen`.
    """
    for parent in (folder, *folder.parents):
        for name in (CODEGEN, PYPROJECT):
            path = parent / name
            if path.is_file() and (name != PYPROJECT or _has_table(path)):
                return path
    return None


def read_configuration(path: Path) -> ConfigurationFile:
    """Read a configuration file.

    Raises:
        DocumentError: the file cannot be read, is not TOML, or has invalid settings; with all of
            them and their lines.
    """
    return parse_configuration(path, read_text(path))


def parse_configuration(path: Path, text: str) -> ConfigurationFile:
    """Parse `text` as the content of the configuration file `path`.

    Raises:
        DocumentError: as `read_configuration`.
    """
    try:
        tree: Mapping[str, Json] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _error(path, [_invalid_toml(str(error), text)]) from None
    root = root_table(path)
    errors: list[InvalidSetting] = []
    table = TomlTable(_table_at(tree, root), root, errors)
    clients = _read_clients(table)
    explore = read_explore(table.table(_EXPLORE))
    if errors:
        lines = TomlLines(text)
        raise _error(path, (_invalid_setting(lines, error) for error in errors))
    return ConfigurationFile(path, clients, explore)


def root_table(path: Path) -> tuple[str, ...]:
    """The path of the table for codegen in a file; empty if that is the whole file."""
    return _IN_PYPROJECT if path.name == PYPROJECT else ()


def _read_clients(table: TomlTable) -> dict[str, ClientConfiguration]:
    if "clients" not in table.settings:
        client = read_client(table, "clients", _EXPLORE)
        return {client.package or "": client}
    table.reject_unknown(["clients", _EXPLORE])
    clients = table.table("clients")
    configurations: dict[str, ClientConfiguration] = {}
    if clients is None:
        return configurations
    for name in clients.settings:
        if not is_package_name(name):
            clients.reject(name, "must be a name that Python can import")
        client_table = clients.table(name)
        if client_table is not None:
            configurations[name] = read_client(client_table)
            if "package" in client_table.settings:
                message = "is redundant: the name of the table is the package"
                client_table.reject("package", message)
    _check_outputs(clients, configurations)
    return configurations


def _check_outputs(
    table: TomlTable, clients: Mapping[str, ClientConfiguration]
) -> None:
    """Add an error for each client whose folder overlaps with that of an earlier one."""
    names: dict[PurePath, str] = {}
    for name, client in clients.items():
        output = PurePath(os.path.normpath(client.output or f"generated/{name}"))
        for other, other_name in names.items():
            if output.is_relative_to(other) or other.is_relative_to(output):
                client_table = TomlTable({}, (*table.path, name), table.errors)
                message = f"overlaps with the folder of `{other_name}`"
                client_table.reject("output", message)
        names[output] = name


def read_text(path: Path) -> str:
    """Read a configuration file as text, with its line endings.

    Raises:
        DocumentError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        return read_file(path, _MOST_BYTES).decode("utf-8")
    except OSError as error:
        raise _error(path, [_unreadable(error.strerror or str(error))]) from None
    except UnicodeDecodeError as error:
        raise _error(path, [_unreadable(str(error))]) from None


def _has_table(path: Path) -> bool:
    try:
        return bool(_table_at(tomllib.loads(read_text(path)), _IN_PYPROJECT))
    except (DocumentError, ValueError, RecursionError):
        # Other tools report a broken `pyproject.toml`.
        return False


def _table_at(tree: Mapping[str, Json], path: Iterable[str]) -> Mapping[str, Json]:
    for name in path:
        tree = tree.get(name, {})
        if not isinstance(tree, Mapping):
            return {}
    return tree


def _invalid_setting(lines: TomlLines, error: InvalidSetting) -> Diagnostic:
    line = lines.line_of(error.path)
    return Diagnostic(
        "configuration",
        f"`{'.'.join(error.path)}` {error.message}",
        hint=_HINT,
        line=line,
        column=lines.first_column(line) if line is not None else None,
    )


def _invalid_toml(reason: str, text: str) -> Diagnostic:
    found = _POSITION.search(reason)
    line, column = map(int, found.groups()) if found else (len(text.splitlines()), None)
    message = f"invalid TOML: {_POSITION.sub('', reason) or 'nested too deeply'}"
    return Diagnostic("configuration", message, line=line or None, column=column)


def _unreadable(reason: str) -> Diagnostic:
    return Diagnostic("configuration", f"the file cannot be read: {reason}")


def _error(path: Path, problems: Iterable[Diagnostic]) -> DocumentError:
    return DocumentError(problems, str(path))
