"""Lower security schemes and requirements to the credentials that a client sends.

Source: OpenAPI 3.1.1, sections 4.8.27 to 4.8.30.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.http import Requirement, Security, SecurityScheme
from generator.openapi import nodes

_Alternatives: TypeAlias = tuple[Requirement, ...]

_LOCATIONS = ("header", "query", "cookie")
# HTTP authentication schemes that need an exchange, or a digest of the request.
_EXCHANGES = frozenset(
    {"digest", "hoba", "mutual", "negotiate", "scram-sha-1", "scram-sha-256", "vapid"}
)
_TRANSPORT_HINT = (
    "requests are sent without it; pass the client a `transport` that authenticates"
)


@dataclass(frozen=True, slots=True)
class LoweredSecurity:
    """The security of an API, and for each operation its alternative requirements.

    An operation without alternatives takes no credentials. An alternative without schemes is for
    callers without credentials.
    """

    security: Security
    operations: tuple[_Alternatives, ...]


def lower_security(
    document: nodes.Document, diagnostics: Diagnostics, secret_scheme: str = ""
) -> LoweredSecurity:
    """Lower the security of a document and of its operations.

    Example:
        security: [{key: []}, {key: [], mutual: []}], with a scheme `mutual` of mutual TLS
            →    key, for every operation

    Schemes that a client cannot serve are removed from requirements. If one scheme is sufficient
    for every operation, the requirements are reduced to it, and to an OAuth 2.0 scheme with a token
    endpoint that some operations accept instead.

    Args:
        document: the document.
        diagnostics: receives problems of schemes: unknown, incomplete, unsupported or unused ones,
            and those that cannot be combined.
        secret_scheme: the scheme that a single secret was for in an earlier build. It remains so
            if the document still has it, since callers pass the same secret.
    """
    root, by_operation = _requirements(document)
    _check_names(document, diagnostics)
    required = dict.fromkeys(
        name
        for alternatives, _ in _counted((root, *by_operation))
        for requirement in alternatives
        for name, _ in requirement
    )
    is_specified = not _is_unspecified(document)
    schemes = _lower_schemes(document, required if is_specified else {}, diagnostics)
    known = {scheme.name: scheme for scheme in schemes}
    _check_collisions(document, known, diagnostics)
    default = _without_unknown(root, known)
    operations = _for_each(
        lambda alternatives: _without_unknown(alternatives, known), by_operation
    )
    ordered = _ordered(
        [known[name] for name in required if name in known], secret_scheme
    )
    sufficient = _sufficient_scheme(ordered, operations)
    token_scheme = None
    if sufficient is not None:
        token_scheme = _token_scheme(sufficient, ordered, operations)
        ordered = [
            sufficient,
            *(scheme for scheme in ordered if scheme is not sufficient),
        ]
        equivalent = frozenset(_equivalent(sufficient, ordered))
        default = _reduced(default, sufficient, equivalent, token_scheme)
        operations = _for_each(
            lambda alternatives: _reduced(
                alternatives, sufficient, equivalent, token_scheme
            ),
            operations,
        )
    if not default and any(operations):
        default = (((ordered[0].name, ()),),) if ordered else ((),)
    security = Security(
        schemes=tuple(ordered),
        equivalent=tuple(_equivalent(ordered[0], ordered)) if ordered else (),
        is_first_sufficient=sufficient is not None or not ordered,
        default=default,
        token_scheme=token_scheme,
    )
    return LoweredSecurity(security, tuple(operations))


def _counted(
    operations: Iterable[_Alternatives],
) -> Iterator[tuple[_Alternatives, int]]:
    """Each of the requirements, and of how many operations they are.

    Operations without their own share those of the document, which may be many.
    """
    counts: dict[int, tuple[_Alternatives, int]] = {}
    for alternatives in operations:
        _, count = counts.get(id(alternatives), (alternatives, 0))
        counts[id(alternatives)] = (alternatives, count + 1)
    yield from counts.values()


def _for_each(
    convert: Callable[[_Alternatives], _Alternatives],
    operations: Sequence[_Alternatives],
) -> list[_Alternatives]:
    """The converted requirements; operations that shared theirs still do."""
    converted = {
        id(alternatives): convert(alternatives)
        for alternatives, _ in _counted(operations)
    }
    return [converted[id(alternatives)] for alternatives in operations]


def _is_unspecified(document: nodes.Document) -> bool:
    """Whether neither the document nor any operation has a `security` field."""
    return document.security is None and all(
        operation.security is None for operation in document.operations
    )


def _requirements(
    document: nodes.Document,
) -> tuple[_Alternatives, list[_Alternatives]]:
    """The requirements of the document and of each operation."""
    root = document.security or ()
    if _is_unspecified(document):
        # The document may leave requirements to prose: any credentials that a user has are sent.
        schemes = tuple(((scheme.name, ()),) for scheme in document.security_schemes)
        root = (*schemes, ())
    return root, [
        root if operation.security is None else operation.security
        for operation in document.operations
    ]


def _without_unknown(
    alternatives: _Alternatives, known: dict[str, SecurityScheme]
) -> _Alternatives:
    """The alternatives without schemes that the client cannot serve."""
    return tuple(
        dict.fromkeys(
            tuple(
                (name, scopes if known[name].kind == "oauth2" else ())
                for name, scopes in requirement
                if name in known
            )
            for requirement in alternatives
        )
    )


def _ordered(schemes: list[SecurityScheme], secret_scheme: str) -> list[SecurityScheme]:
    """User name and password last: a single secret is not meant for them."""
    return sorted(
        schemes,
        key=lambda scheme: (scheme.name != secret_scheme, scheme.kind == "basic"),
    )


def _equivalent(scheme: SecurityScheme, schemes: Sequence[SecurityScheme]) -> list[str]:
    return [other.name for other in schemes if other.wire_form == scheme.wire_form]


def _sufficient_scheme(
    schemes: list[SecurityScheme], operations: Sequence[_Alternatives]
) -> SecurityScheme | None:
    """The one scheme sufficient for every operation; among equivalents, the most detailed."""
    equivalents: dict[tuple[str, ...], list[SecurityScheme]] = {}
    for scheme in schemes:
        equivalents.setdefault(scheme.wire_form, []).append(scheme)
    wire_forms = {scheme.name: scheme.wire_form for scheme in schemes}
    # By wire form, the number of operations that its schemes are sufficient for.
    sufficient = Counter[tuple[str, ...]]()
    required = 0
    for alternatives, count in _counted(operations):
        needed = [
            {wire_forms[name] for name, _ in requirement}
            for requirement in alternatives
        ]
        if needed and all(needed):
            required += count
            alone = {form for forms in needed if len(forms) == 1 for form in forms}
            sufficient.update(dict.fromkeys(alone, count))
    for wire_form, equivalent in equivalents.items():
        if sufficient[wire_form] == required:
            return next(
                (other for other in equivalent if other.has_token_endpoint),
                equivalent[0],
            )
    return None


def _token_scheme(
    sufficient: SecurityScheme,
    schemes: Sequence[SecurityScheme],
    operations: Sequence[_Alternatives],
) -> SecurityScheme | None:
    """The scheme with a token endpoint that most operations accept instead of `sufficient`."""
    if sufficient.has_token_endpoint:
        return None
    alone = Counter[str]()
    for alternatives, count in _counted(operations):
        for requirement in alternatives:
            if len(requirement) == 1:
                alone[requirement[0][0]] += count
    candidates = [
        scheme for scheme in schemes if scheme.has_token_endpoint and alone[scheme.name]
    ]
    return max(candidates, key=lambda scheme: alone[scheme.name], default=None)


def _reduced(
    alternatives: _Alternatives,
    scheme: SecurityScheme,
    equivalent: Collection[str],
    token_scheme: SecurityScheme | None,
) -> _Alternatives:
    """The alternatives for a client that has only `scheme`, or tokens for `token_scheme`."""
    satisfied = [
        requirement
        for requirement in alternatives
        if requirement and all(name in equivalent for name, _ in requirement)
    ]
    if not satisfied:
        return ((),) if alternatives else ()
    scopes = next(
        (
            dict(requirement)[scheme.name]
            for requirement in satisfied
            if scheme.name in dict(requirement)
        ),
        (),
    )
    only: Requirement = ((scheme.name, scopes),)
    with_token = tuple(
        requirement
        for requirement in alternatives
        if token_scheme is not None
        and [name for name, _ in requirement] == [token_scheme.name]
    )
    optional = ((),) if () in alternatives else ()
    return (only, *with_token, *optional)


def _located_requirements(
    document: nodes.Document,
) -> Iterator[tuple[_Alternatives, Pointer]]:
    yield document.security or (), Pointer(("security",))
    for operation in document.operations:
        yield operation.security or (), operation.at / "security"


def _check_names(document: nodes.Document, diagnostics: Diagnostics) -> None:
    """Report required schemes that do not exist."""
    schemes = {scheme.name for scheme in document.security_schemes}
    for alternatives, at in _located_requirements(document):
        for index, requirement in enumerate(alternatives):
            for name in (name for name, _ in requirement if name not in schemes):
                diagnostics.error(
                    "unknown-security-scheme",
                    f"the document has no security scheme {name!r}",
                    at / str(index) / name,
                    "define it under components.securitySchemes, or correct its name",
                )


def _check_collisions(
    document: nodes.Document,
    known: dict[str, SecurityScheme],
    diagnostics: Diagnostics,
) -> None:
    """Warn about the first requirement whose schemes need the same field of a request.

    Equivalent schemes do not collide: one secret serves both.
    """
    for alternatives, at in _located_requirements(document):
        for index, requirement in enumerate(alternatives):
            schemes = [known[name] for name, _ in requirement if name in known]
            fields = {scheme.request_field for scheme in schemes}
            if len(fields) < len({scheme.wire_form for scheme in schemes}):
                names = " and ".join(name for name, _ in requirement)
                diagnostics.warning(
                    "colliding-security-schemes",
                    f"{names} are required together, but use the same field of a request",
                    at / str(index),
                    "make them alternatives, each in an item of its own; until then the client "
                    "sends the first that has credentials",
                )
                return


def _lower_schemes(
    document: nodes.Document, required: Collection[str], diagnostics: Diagnostics
) -> list[SecurityScheme]:
    """The schemes that a client can serve; report problems of the others."""
    return [
        lowered
        for scheme in document.security_schemes
        if _is_required(scheme, required, diagnostics)
        and (lowered := _lower_scheme(scheme, document.url, diagnostics)) is not None
    ]


def _is_required(
    scheme: nodes.SecurityScheme, required: Collection[str], diagnostics: Diagnostics
) -> bool:
    if scheme.name in required:
        return True
    diagnostics.warning(
        "unused-security-scheme",
        f"no operation requires the security scheme {scheme.name!r}",
        scheme.at,
        "add it to `security` of the document or of operations, or remove it",
    )
    # If the document specifies no security at all, any scheme may be meant.
    return not required


def _lower_scheme(
    scheme: nodes.SecurityScheme, base: str | None, diagnostics: Diagnostics
) -> SecurityScheme | None:
    match scheme.type:
        case "apiKey":
            return _lower_api_key(scheme, diagnostics)
        case "http":
            return _lower_http(scheme, diagnostics)
        case "oauth2":
            return _lower_oauth2(scheme, base, diagnostics)
        case "openIdConnect":
            return SecurityScheme(scheme.name, "bearer", scheme.description)
        case "mutualTLS":
            problem = "uses a client certificate, which the transport has to present"
        case unknown:
            problem = f"has the unknown type {unknown!r}"
    diagnostics.warning(
        "unsupported-security-scheme",
        f"the security scheme {scheme.name!r} {problem}",
        scheme.at / "type",
        _TRANSPORT_HINT,
    )
    return None


def _lower_api_key(
    scheme: nodes.SecurityScheme, diagnostics: Diagnostics
) -> SecurityScheme | None:
    if not scheme.parameter_name or scheme.location not in _LOCATIONS:
        _report_incomplete(scheme, "`name` or `in`", diagnostics)
        return None
    return SecurityScheme(
        scheme.name,
        "api_key",
        scheme.description,
        parameter_name=scheme.parameter_name,
        location=scheme.location,
    )


def _lower_http(
    scheme: nodes.SecurityScheme, diagnostics: Diagnostics
) -> SecurityScheme | None:
    """Lower an HTTP scheme; its name is case-insensitive (RFC 9110, section 11.1)."""
    if not scheme.scheme or not scheme.scheme.strip():
        _report_incomplete(scheme, "`scheme`", diagnostics)
        return None
    match scheme.scheme.strip().lower():
        case "bearer":
            return SecurityScheme(scheme.name, "bearer", scheme.description)
        case "basic":
            return SecurityScheme(scheme.name, "basic", scheme.description)
        case name if name in _EXCHANGES:
            diagnostics.warning(
                "unsupported-security-scheme",
                f"the security scheme {scheme.name!r} is HTTP {name!r}, which needs more than the "
                "value of a header",
                scheme.at / "scheme",
                _TRANSPORT_HINT,
            )
            return None
        case _:
            name = scheme.scheme.strip()
            return SecurityScheme(scheme.name, "http", scheme.description, scheme=name)


def _report_incomplete(
    scheme: nodes.SecurityScheme, missing: str, diagnostics: Diagnostics
) -> None:
    diagnostics.error(
        "incomplete-security-scheme",
        f"the security scheme {scheme.name!r} lacks {missing}",
        scheme.at,
        "add what is missing, in an overlay for example",
    )


def _lower_oauth2(
    scheme: nodes.SecurityScheme, base: str | None, diagnostics: Diagnostics
) -> SecurityScheme:
    flows = {flow.name: flow for flow in scheme.flows}
    own = flows.get("clientCredentials")
    others = [flow for flow in scheme.flows if flow is not own]
    # Without a `refreshUrl`, the token endpoint refreshes tokens too (4.8.29).
    refresh_urls = [flow.refresh_url for flow in scheme.flows]
    refresh_urls += [flow.token_url for flow in others]
    return SecurityScheme(
        scheme.name,
        "oauth2",
        scheme.description,
        token_url=_token_url(scheme, own.token_url if own else None, base, diagnostics),
        refresh_url=next(
            _token_urls(scheme, dict.fromkeys(refresh_urls), base, diagnostics), None
        ),
    )


def _token_urls(
    scheme: nodes.SecurityScheme,
    urls: Iterable[str | None],
    base: str | None,
    diagnostics: Diagnostics,
) -> Iterator[str]:
    for url in urls:
        absolute = _token_url(scheme, url, base, diagnostics)
        if absolute is not None:
            yield absolute


def _token_url(
    scheme: nodes.SecurityScheme,
    url: str | None,
    base: str | None,
    diagnostics: Diagnostics,
) -> str | None:
    """The absolute URL of a token endpoint; None, with a warning, if it is not usable."""
    if not url:
        return None
    try:
        absolute = urljoin(base or "", url.strip())
        parts = urlsplit(absolute)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if usable and absolute.isprintable() and "@" not in parts.netloc:
        return absolute
    diagnostics.warning(
        "unusable-token-url",
        f"the security scheme {scheme.name!r} has a token URL that cannot be used",
        scheme.at / "flows",
        "write the full URL, starting with https://; until then users of the client must pass it",
    )
    return None
