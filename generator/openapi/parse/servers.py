"""Parse Server Objects and the variables of their URLs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Server, ServerVariable


def parse_servers(value: Mapping[str, Json], at: Pointer) -> tuple[Server, ...] | None:
    """Parse the `servers` of a document, path item or operation; None if it has none.

    Source: OpenAPI 3.1.1, 4.8.5 and 4.8.6; an empty array counts as none (4.8.1).
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
                        default=_string(variable.get("default")),
                        enum=tuple(map(str, variable.get("enum") or ())),
                        description=variable.get("description"),
                    )
                    for name, variable in (server.get("variables") or {}).items()
                    if isinstance(variable, Mapping)
                ),
            )


def _string(value: Json) -> str | None:
    return None if value is None else str(value)
