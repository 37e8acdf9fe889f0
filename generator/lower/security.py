"""How a client proves who it is: one scheme of the document, and what it leaves to calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostics
from generator.lower.conventions import Authentication
from generator.pointer import Pointer
from generator.spec.nodes import Document, Operation, SecurityScheme

OTHER_CREDENTIALS = "other-credentials"


def authentication_of(
    document: Document, diagnostics: Diagnostics
) -> Authentication | None:
    """How credentials are sent: by the first scheme asked for; basic only if no other is.

    Notes the schemes that do not exist.
    """
    schemes = _schemes(document)
    asked: dict[str, None] = {}
    for alternatives, at in _requirements(document):
        for name in (name for each in alternatives for name in each):
            asked[name] = None
            if name not in schemes:
                diagnostics.error(
                    "unknown-security-scheme",
                    f"the document has no security scheme {name!r}",
                    at,
                    "define it under components.securitySchemes, or correct its name",
                )
    usable = [each for name in asked for each in [schemes.get(name)] if each]
    others = [each for each in usable if each.kind != "basic"]
    return next(iter(others or usable), None)


def tell_of_other_credentials(
    document: Document,
    operations: Sequence[Operation],
    sent: Authentication | None,
    diagnostics: Diagnostics,
) -> None:
    """Warn of the `operations` that the credentials a client sends are not enough for."""
    if sent is None:
        return
    names_sent = {name for name, each in _schemes(document).items() if each == sent}
    others = [
        (operation, alternatives)
        for operation in operations
        for alternatives in [_alternatives(document, operation)]
        if alternatives and not any(set(each) <= names_sent for each in alternatives)
    ]
    if others:
        first, alternatives = others[0]
        names = " or ".join(" and ".join(each) for each in alternatives)
        count = len(others)
        diagnostics.warning(
            OTHER_CREDENTIALS,
            f"{count} operation{'s' if count > 1 else ''}, this one first, "
            f"take{'' if count > 1 else 's'} credentials of another kind ({names}) "
            f"than those a client sends ({', '.join(sorted(names_sent))})",
            first.at / "security" if first.security is not None else first.at,
            "give such a call its own: credentials=Bearer(…), Basic(…) or ApiKey(…)",
        )


def _requirements(
    document: Document,
) -> Iterator[tuple[tuple[tuple[str, ...], ...], Pointer]]:
    """The Security Requirement Objects of the document and of its operations."""
    yield document.security, Pointer(("security",))
    for operation in document.operations:
        yield operation.security or (), operation.at / "security"


def _alternatives(
    document: Document, operation: Operation
) -> tuple[tuple[str, ...], ...]:
    security = operation.security
    return document.security if security is None else security


def _schemes(document: Document) -> dict[str, Authentication | None]:
    return {scheme.name: _scheme(scheme) for scheme in document.security_schemes}


def _scheme(scheme: SecurityScheme) -> Authentication | None:
    if scheme.type == "http" and (scheme.scheme or "").lower() == "basic":
        return Authentication("basic")
    if scheme.type == "apiKey":
        return Authentication("api_key", scheme.parameter_name, scheme.location)
    if scheme.type in ("http", "oauth2", "openIdConnect"):
        return Authentication("bearer")
    return None
