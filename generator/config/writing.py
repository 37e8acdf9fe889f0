"""A client's configuration as TOML, to stand in a file with others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.config.client import ClientConfiguration
from generator.config.file import parse_configuration, root_of
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def add_client(path: Path, name: str, client: ClientConfiguration) -> None:
    """Write the client `name` behind what the file `path` has; the file need not be there.

    Raises:
        DocumentError: the file is at fault, or has such a client; it is as it was.
        OSError: it cannot be written.
    """
    before = path.read_text("utf-8") if path.exists() else ""
    known = parse_configuration(path, before).clients if before.strip() else {}
    if name in known:
        raise _refused(path, f"it has a client {name!r} already", "change it there")
    if known and "" in known and known[""] != ClientConfiguration():
        raise _refused(
            path,
            "it is for one client, without a name",
            "put what it says under [clients.NAME], then add another",
        )
    text = before.rstrip("\n") + "\n\n" if before.strip() else ""
    text += client_text((*root_of(path), "clients", name), client)
    parse_configuration(path, text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def client_text(path: tuple[str, ...], client: ClientConfiguration) -> str:
    """The tables that say `client`, under the table at `path`."""
    members: dict[str, Json] = {
        "spec": client.spec,
        "sha256": client.sha256,
        "output": client.output,
        "package": client.package,
        "overlays": list(client.overlays),
        "allow-references": list(client.allow_references),
        "templates": client.templates,
        "used-by": list(client.used_by),
        **client.options.to_json(),
    }
    said = {name: value for name, value in members.items() if value not in (None, [])}
    return "\n".join(_lines(path, said)) + "\n"


def _lines(path: tuple[str, ...], members: Mapping[str, Json]) -> Iterator[str]:
    tables = {name: each for name, each in members.items() if isinstance(each, Mapping)}
    plain = {name: each for name, each in members.items() if name not in tables}
    if plain or not tables:
        yield f"[{'.'.join(map(_key, path))}]"
    yield from (f"{_key(name)} = {_value(each)}" for name, each in plain.items())
    for name, each in tables.items():
        yield ""
        yield from _lines((*path, name), each)


def _key(name: str) -> str:
    return name if name and set(name) <= _BARE else _text(name)


def _value(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return _text(value)


def _text(value: str) -> str:
    # What JSON escapes, TOML's basic strings take the same way; DEL they want escaped too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _refused(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError([Diagnostic("configuration", message, hint=hint)], str(path))
