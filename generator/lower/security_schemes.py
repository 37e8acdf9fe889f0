"""The security schemes of a document, each as a client can serve it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from generator.core.diagnostics import Diagnostics
from generator.ir.http import SecurityScheme
from generator.openapi import nodes

_LOCATIONS = ("header", "query", "cookie")
# Schemes of HTTP that take more than a value: an exchange, or a digest of the request.
_EXCHANGES = frozenset(
    {"digest", "hoba", "mutual", "negotiate", "scram-sha-1", "scram-sha-256", "vapid"}
)
_ELSEWHERE = "requests are sent without it: give the client a `transport` that does it"


def lower_schemes(
    document: nodes.Document, used: Collection[str], diagnostics: Diagnostics
) -> list[SecurityScheme]:
    """The schemes that a client can serve. Source: OpenAPI 3.1.1, 4.8.27.

    Notes those that it cannot, that say too little, or that are not among the `used`.
    """
    return [
        lowered
        for each in document.security_schemes
        if _is_used(each, used, diagnostics)
        and (lowered := _lowered(each, document.url, diagnostics)) is not None
    ]


def _is_used(
    scheme: nodes.SecurityScheme, used: Collection[str], diagnostics: Diagnostics
) -> bool:
    if scheme.name in used:
        return True
    diagnostics.warning(
        "unused-security-scheme",
        f"no operation asks for the security scheme {scheme.name!r}",
        scheme.at,
        "name it under `security` of the document or of operations, or leave it out",
    )
    # Without a word on security anywhere, all schemes may be meant.
    return not used


def _lowered(
    scheme: nodes.SecurityScheme, url: str | None, diagnostics: Diagnostics
) -> SecurityScheme | None:
    match scheme.type:
        case "apiKey":
            return _api_key(scheme, diagnostics)
        case "http":
            return _http(scheme, diagnostics)
        case "oauth2":
            return _oauth2(scheme, url, diagnostics)
        case "openIdConnect":
            return SecurityScheme(scheme.name, "bearer", scheme.description)
        case "mutualTLS":
            why = "proves who calls by a certificate, which is up to the connection"
        case other:
            why = f"is of a type that is not known, {other!r}"
    diagnostics.warning(
        "unsupported-security-scheme",
        f"the security scheme {scheme.name!r} {why}",
        scheme.at / "type",
        _ELSEWHERE,
    )
    return None


def _api_key(
    scheme: nodes.SecurityScheme, diagnostics: Diagnostics
) -> SecurityScheme | None:
    if not scheme.parameter_name or scheme.location not in _LOCATIONS:
        _incomplete(scheme, "name` and `in", diagnostics)
        return None
    return SecurityScheme(
        scheme.name,
        "api_key",
        scheme.description,
        parameter_name=scheme.parameter_name,
        location=scheme.location,
    )


def _http(
    scheme: nodes.SecurityScheme, diagnostics: Diagnostics
) -> SecurityScheme | None:
    """Names of schemes are the same in any case (RFC 9110, section 11.1)."""
    if not scheme.scheme or not scheme.scheme.strip():
        _incomplete(scheme, "scheme", diagnostics)
        return None
    match scheme.scheme.strip().lower():
        case "bearer":
            return SecurityScheme(scheme.name, "bearer", scheme.description)
        case "basic":
            return SecurityScheme(scheme.name, "basic", scheme.description)
        case other if other in _EXCHANGES:
            diagnostics.warning(
                "unsupported-security-scheme",
                f"the security scheme {scheme.name!r} is HTTP's {other!r}, which is more than "
                "a value in a header",
                scheme.at / "scheme",
                _ELSEWHERE,
            )
            return None
        case _:
            word = scheme.scheme.strip()
            return SecurityScheme(scheme.name, "http", scheme.description, scheme=word)


def _incomplete(
    scheme: nodes.SecurityScheme, what: str, diagnostics: Diagnostics
) -> None:
    diagnostics.error(
        "incomplete-security-scheme",
        f"the security scheme {scheme.name!r} does not say what it needs to: `{what}`",
        scheme.at,
        "add it as the specification asks for, in an overlay for example",
    )


def _oauth2(
    scheme: nodes.SecurityScheme, url: str | None, diagnostics: Diagnostics
) -> SecurityScheme:
    flows = {each.name: each for each in scheme.flows}
    own = flows.get("clientCredentials")
    others = [each for each in scheme.flows if each is not own]
    # Where nothing else is said, the token endpoint refreshes tokens too (4.8.29).
    refreshing = [each.refresh_url for each in scheme.flows]
    refreshing += [each.token_url for each in others]
    return SecurityScheme(
        scheme.name,
        "oauth2",
        scheme.description,
        token_url=_endpoint(scheme, own.token_url if own else None, url, diagnostics),
        refresh_url=next(
            _endpoints(scheme, dict.fromkeys(refreshing), url, diagnostics),
            None,
        ),
    )


def _endpoints(
    scheme: nodes.SecurityScheme,
    urls: Iterable[str | None],
    base: str | None,
    diagnostics: Diagnostics,
) -> Iterator[str]:
    for each in urls:
        found = _endpoint(scheme, each, base, diagnostics)
        if found is not None:
            yield found


def _endpoint(
    scheme: nodes.SecurityScheme,
    url: str | None,
    base: str | None,
    diagnostics: Diagnostics,
) -> str | None:
    """The absolute URL of a token endpoint; None, and noted, if there is no telling."""
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
        f"the security scheme {scheme.name!r} has a token URL that leads nowhere",
        scheme.at / "flows",
        "write it in full, from https:// on; until then users of the client have to give it",
    )
    return None
