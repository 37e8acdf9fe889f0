"""Server Objects, with what may stand in their URLs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Server, ServerVariable


def servers_of(value: Mapping[str, Json], at: Pointer) -> tuple[Server, ...] | None:
    """The servers of the document, a path item or an operation; None where it names none.

    Source: OpenAPI 3.1.1, 4.8.5 and 4.8.6; an empty list is the same as none (4.8.1).
    """
    return tuple(_servers(value.get("servers") or (), at / "servers")) or None


def _servers(value: Json, at: Pointer) -> Iterator[Server]:
    for index, server in enumerate(value):
        if isinstance(server, Mapping):
            yield Server(
                at=at / str(index),
                url=str(server.get("url", "")),
                name=server.get("name"),
                description=server.get("description"),
                variables=tuple(
                    ServerVariable(
                        name=name,
                        default=_text(variable.get("default")),
                        enum=tuple(map(str, variable.get("enum") or ())),
                        description=variable.get("description"),
                    )
                    for name, variable in (server.get("variables") or {}).items()
                    if isinstance(variable, Mapping)
                ),
            )


def _text(value: Json) -> str | None:
    return None if value is None else str(value)
