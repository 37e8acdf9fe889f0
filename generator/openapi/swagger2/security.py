"""Security Scheme Objects of Swagger 2.0 as those of OpenAPI 3.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.openapi.swagger2.pieces import Piece, object_of

# OpenAPI 2.0, "Security Scheme Object", `flow`; 3.0.4, section 4.7.28, OAuth Flows Object.
_FLOWS: Mapping[str, str] = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_OF_FLOW = ("authorizationUrl", "tokenUrl", "scopes")


def security_schemes(definitions: Piece) -> Piece:
    """The value of `securityDefinitions` as that of `components.securitySchemes`."""
    return object_of(
        definitions.origin,
        ((name, _scheme(each)) for name, each in definitions.members()),
    )


def _scheme(scheme: Piece) -> Piece:
    kind = scheme.get("type")
    if kind is None:
        return scheme
    if kind.value == "basic":
        return object_of(scheme.origin, _basic(scheme, kind))
    flow = scheme.get("flow")
    if kind.value == "oauth2" and flow is not None and str(flow.value) in _FLOWS:
        return object_of(scheme.origin, _oauth2(scheme, flow))
    return scheme


def _basic(scheme: Piece, kind: Piece) -> Iterator[tuple[str, Piece]]:
    yield from scheme.members()
    yield "type", kind.with_value("http")
    yield "scheme", kind


def _oauth2(scheme: Piece, flow: Piece) -> Iterator[tuple[str, Piece]]:
    for name, member in scheme.members():
        if name not in (*_OF_FLOW, "flow"):
            yield name, member
    moved = object_of(scheme.origin, _flow(scheme))
    yield "flows", object_of(flow.origin, [(_FLOWS[flow.value], moved)])


def _flow(scheme: Piece) -> Iterator[tuple[str, Piece]]:
    # A flow of 3.0 must have scopes; one of 2.0 as well, but many documents have none.
    yield "scopes", scheme.with_value({})
    for name in _OF_FLOW:
        member = scheme.get(name)
        if member is not None:
            yield name, member
