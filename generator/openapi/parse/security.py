"""Security: what a document or an operation asks for, and the schemes that it defines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import OAuthFlow, Security, SecurityScheme
from generator.openapi.references import References

_AT = Pointer(("components", "securitySchemes"))


def security_of(value: Mapping[str, Json]) -> Security | None:
    """The Security Requirement Objects of the document or an operation; None where it says nothing.

    Source: OpenAPI 3.1.1, 4.8.30.
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
    """The name of a security scheme, which may be told by a reference (OpenAPI 3.2.0, 4.30.1)."""
    return name.removeprefix("#/components/securitySchemes/")


def security_schemes_of(
    components: Mapping[str, Json], references: References
) -> Iterator[SecurityScheme]:
    """The Security Scheme Objects of the document. Source: OpenAPI 3.1.1, 4.8.27."""
    for name, item in (components.get("securitySchemes") or {}).items():
        followed = references.follow(item, _AT / name)
        if followed is None or not isinstance(followed[0], Mapping):
            continue
        value, place = followed
        yield SecurityScheme(
            at=place,
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
