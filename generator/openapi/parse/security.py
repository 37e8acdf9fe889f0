"""Parse security requirements and security schemes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import OAuthFlow, Security, SecurityScheme
from generator.openapi.references import ReferenceResolver

_AT = Pointer(("components", "securitySchemes"))


def parse_security(value: Mapping[str, Json]) -> Security | None:
    """Parse the `security` of a document or an operation; None if it has none.

    Source: OpenAPI 3.1.1, 4.8.30 (Security Requirement Object).
    """
    if not isinstance(value.get("security"), list):
        return None
    return tuple(
        tuple(
            (_scheme_name(name), tuple(map(str, scopes or ())))
            for name, scopes in requirement.items()
        )
        for requirement in value["security"]
        if isinstance(requirement, Mapping)
    )


def _scheme_name(name: str) -> str:
    """The name of a scheme, which may be written as a reference (OpenAPI 3.2.0, 4.30.1)."""
    return name.removeprefix("#/components/securitySchemes/")


def parse_security_schemes(
    components: Mapping[str, Json], references: ReferenceResolver
) -> Iterator[SecurityScheme]:
    """Parse the security schemes of a Components Object (OpenAPI 3.1.1, 4.8.27)."""
    for name, item in (components.get("securitySchemes") or {}).items():
        resolved = references.resolve(item, _AT / name)
        if resolved is None or not isinstance(resolved[0], Mapping):
            continue
        value, scheme_at = resolved
        yield SecurityScheme(
            at=scheme_at,
            name=name,
            type=str(value.get("type", "")),
            description=value.get("description"),
            scheme=value.get("scheme"),
            parameter_name=value.get("name"),
            location=value.get("in"),
            flows=tuple(_flows(value.get("flows"))),
        )


def _flows(value: Json) -> Iterator[OAuthFlow]:
    for name, flow in value.items() if isinstance(value, Mapping) else ():
        if isinstance(flow, Mapping):
            yield OAuthFlow(name, flow.get("tokenUrl"), flow.get("refreshUrl"))
