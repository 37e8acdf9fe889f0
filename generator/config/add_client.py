"""Add a client to a configuration file, as TOML."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.config.client import ClientConfiguration
from generator.config.configuration_file import (
    parse_configuration,
    read_text,
    root_table,
)
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.core.toml import toml_string
from generator.core.write_file import update_file

_BARE_KEY = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
)


def add_client(path: Path, name: str, client: ClientConfiguration) -> None:
    """Append the client `name` to the file `path`, which is created if necessary.

    Raises:
        DocumentError: the file is invalid, or already has a client of this name. It is unchanged.
        OSError: the file cannot be written, or another program changed it meanwhile. It is as it
            was.
    """
    exists = os.path.exists(path)
    before = read_text(path) if exists else ""
    known = parse_configuration(path, before).clients if before.strip() else {}
    if name in known:
        message = f"the file already has a client {name!r}"
        raise _error(path, message, "change it there")
    if known and "" in known and known[""] != ClientConfiguration():
        raise _error(
            path,
            "the file configures a single client without a name",
            "move its settings to a table [clients.NAME], then add another client",
        )
    newline = "\r\n" if "\r\n" in before else "\n"
    table = _client_toml((*root_table(path), "clients", name), client)
    text = before + _gap(before, newline) + table.replace("\n", newline)
    content = _encode(path, text)
    parse_configuration(path, text)
    path.parent.mkdir(parents=True, exist_ok=True)
    update_file(path, before.encode() if exists else None, content)


def _gap(before: str, newline: str) -> str:
    """The line ends between the text of a file and a new table: one empty line."""
    if not before.strip():
        return ""
    ends = len(before) - len(before.rstrip("\r\n"))
    return newline * max(0, 2 - ends // len(newline))


def _encode(path: Path, text: str) -> bytes:
    """Encode the text of a configuration file.

    Raises:
        DocumentError: the name of a file has bytes that are not UTF-8, which TOML cannot express.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        message = (
            "the name of a file is not UTF-8, and a configuration cannot contain it"
        )
        raise _error(path, message, "rename the file") from None


def _client_toml(path: tuple[str, ...], client: ClientConfiguration) -> str:
    """Render `client` as the table at `path`, and tables inside of it."""
    settings: dict[str, Json] = {
        "spec": client.spec,
        "sha256": client.sha256,
        "header-env": dict(client.header_env),
        "output": client.output,
        "package": client.package,
        "project": client.project,
        "overlays": list(client.overlays),
        "allow-references": list(client.allow_references),
        "templates": client.templates,
        "used-by": list(client.used_by),
        **client.options.to_json(),
    }
    present = {
        name: value for name, value in settings.items() if value not in (None, [], {})
    }
    return "\n".join(_lines(path, present)) + "\n"


def _lines(path: tuple[str, ...], settings: Mapping[str, Json]) -> Iterator[str]:
    tables = {
        name: value for name, value in settings.items() if isinstance(value, Mapping)
    }
    values = {name: value for name, value in settings.items() if name not in tables}
    if values or not tables:
        yield f"[{'.'.join(map(_key, path))}]"
    yield from (f"{_key(name)} = {_value(value)}" for name, value in values.items())
    for name, table in tables.items():
        yield ""
        yield from _lines((*path, name), table)


def _key(name: str) -> str:
    return name if name and set(name) <= _BARE_KEY else toml_string(name)


def _value(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_string, value))}]"
    return toml_string(value)


def _error(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError([Diagnostic("configuration", message, hint=hint)], str(path))
