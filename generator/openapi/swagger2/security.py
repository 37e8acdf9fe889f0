"""Convert Security Scheme Objects.

Source: OpenAPI 2.0, "Security Scheme Object"; 3.0.4, sections 4.7.27 and 4.7.28.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.openapi.swagger2.located_value import LocatedValue, located_object

# Names of the OAuth Flows Object by `flow`.
_FLOWS: Mapping[str, str] = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_FLOW_FIELDS = ("authorizationUrl", "tokenUrl", "scopes")


def convert_security_schemes(definitions: LocatedValue) -> LocatedValue:
    """Convert `securityDefinitions` to `components.securitySchemes`."""
    return located_object(
        definitions.origin,
        ((name, _convert_scheme(scheme)) for name, scheme in definitions.members()),
    )


def _convert_scheme(scheme: LocatedValue) -> LocatedValue:
    type_ = scheme.get("type")
    if type_ is None:
        return scheme
    if type_.value == "basic":
        return located_object(scheme.origin, _basic_members(scheme, type_))
    flow = scheme.get("flow")
    if type_.value == "oauth2" and flow is not None and str(flow.value) in _FLOWS:
        return located_object(scheme.origin, _oauth2_members(scheme, flow))
    return scheme


def _basic_members(
    scheme: LocatedValue, type_: LocatedValue
) -> Iterator[tuple[str, LocatedValue]]:
    yield from scheme.members()
    yield "type", type_.with_value("http")
    yield "scheme", type_


def _oauth2_members(
    scheme: LocatedValue, flow: LocatedValue
) -> Iterator[tuple[str, LocatedValue]]:
    for name, member in scheme.members():
        if name not in (*_FLOW_FIELDS, "flow"):
            yield name, member
    members = located_object(scheme.origin, _flow_members(scheme))
    yield "flows", located_object(flow.origin, [(_FLOWS[flow.value], members)])


def _flow_members(scheme: LocatedValue) -> Iterator[tuple[str, LocatedValue]]:
    # Both versions require `scopes`, but many 2.0 documents omit it.
    yield "scopes", scheme.with_value({})
    for name in _FLOW_FIELDS:
        member = scheme.get(name)
        if member is not None:
            yield name, member
