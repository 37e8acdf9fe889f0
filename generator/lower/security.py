"""Who may call: what operations ask for, reduced to what a client has to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.http import Requirement, Security, SecurityScheme
from generator.lower.security_schemes import lower_schemes
from generator.openapi.nodes import Document

_Alternatives: TypeAlias = tuple[Requirement, ...]


def lower_security(
    document: Document, diagnostics: Diagnostics
) -> tuple[Security, tuple[_Alternatives, ...]]:
    """What the API takes, and the alternatives of each operation: none where it is open to all.

    An alternative without schemes is for callers that need no credentials. Schemes that a client
    cannot serve are left out of those that they are needed with. Notes them, and those that do not
    exist, lack a fact, or are asked for nowhere. Source: OpenAPI 3.1.1, 4.8.30.
    """
    root, asked = _asked(document)
    _check_names(document, diagnostics)
    used = dict.fromkeys(
        name
        for alternatives in (root, *asked)
        for each in alternatives
        for name, _ in each
    )
    said = not _says_nothing(document)
    schemes = lower_schemes(document, used if said else {}, diagnostics)
    known = {each.name: each for each in schemes}
    _tell_of_one_place(document, known, diagnostics)
    usual = _served(root, known)
    operations = [_served(each, known) for each in asked]
    ordered = _ordered([known[name] for name in used if name in known])
    enough = _enough(ordered, operations)
    if enough is not None:
        ordered = [enough, *(each for each in ordered if each is not enough)]
        same = _same(enough, ordered)
        usual = _narrowed(usual, enough, same)
        operations = [_narrowed(each, enough, same) for each in operations]
    if not usual and any(operations):
        usual = (((ordered[0].name, ()),),) if ordered else ((),)
    return (
        Security(
            schemes=tuple(ordered),
            same=tuple(_same(ordered[0], ordered)) if ordered else (),
            is_one_enough=enough is not None or not ordered,
            usual=usual,
        ),
        tuple(operations),
    )


def _says_nothing(document: Document) -> bool:
    """Whether no credentials are asked for or ruled out anywhere."""
    return document.security is None and all(
        each.security is None for each in document.operations
    )


def _asked(document: Document) -> tuple[_Alternatives, list[_Alternatives]]:
    """What the document asks for, and each of its operations."""
    root = document.security or ()
    if _says_nothing(document):
        # It has forgotten to say, or leaves it to prose: what a user gives is sent.
        schemes = tuple(((each.name, ()),) for each in document.security_schemes)
        root = (*schemes, ())
    return root, [
        root if each.security is None else each.security for each in document.operations
    ]


def _served(
    alternatives: _Alternatives, known: dict[str, SecurityScheme]
) -> _Alternatives:
    """What is left for a client to send."""
    return tuple(
        dict.fromkeys(
            tuple(
                (name, scopes if known[name].kind == "oauth2" else ())
                for name, scopes in each
                if name in known
            )
            for each in alternatives
        )
    )


def _ordered(schemes: list[SecurityScheme]) -> list[SecurityScheme]:
    """A name and a password come last: that is not what a single text is for."""
    return sorted(schemes, key=lambda each: each.kind == "basic")


def _same(scheme: SecurityScheme, schemes: Sequence[SecurityScheme]) -> list[str]:
    return [e.name for e in schemes if e.on_the_wire == scheme.on_the_wire]


def _enough(
    schemes: list[SecurityScheme], operations: Sequence[_Alternatives]
) -> SecurityScheme | None:
    """The scheme that is all that any operation needs; of its like the one that knows most."""
    for scheme in schemes:
        same = set(_same(scheme, schemes))
        if all(
            not alternatives
            or any(same.issuperset(name for name, _ in each) for each in alternatives)
            for alternatives in operations
        ):
            alike = [each for each in schemes if each.name in same]
            return next((e for e in alike if e.token_url or e.refresh_url), alike[0])
    return None


def _narrowed(
    alternatives: _Alternatives, scheme: SecurityScheme, same: Sequence[str]
) -> _Alternatives:
    """The same, for a client that has this one scheme only."""
    found = [each for each in alternatives if each and {n for n, _ in each} <= {*same}]
    if not found:
        return ((),) if alternatives else ()
    scopes = next((dict(e)[scheme.name] for e in found if scheme.name in dict(e)), ())
    one: Requirement = ((scheme.name, scopes),)
    return (one, ()) if () in alternatives else (one,)


def _requirements(document: Document) -> Iterator[tuple[_Alternatives, Pointer]]:
    """What is asked for, with its place: of all operations, and of each."""
    yield document.security or (), Pointer(("security",))
    for operation in document.operations:
        yield operation.security or (), operation.at / "security"


def _check_names(document: Document, diagnostics: Diagnostics) -> None:
    """Note the schemes that are asked for and do not exist."""
    schemes = {each.name for each in document.security_schemes}
    for security, at in _requirements(document):
        for index, alternative in enumerate(security):
            for name in (name for name, _ in alternative if name not in schemes):
                diagnostics.error(
                    "unknown-security-scheme",
                    f"the document has no security scheme {name!r}",
                    at / str(index) / name,
                    "define it under components.securitySchemes, or correct its name",
                )


def _tell_of_one_place(
    document: Document, known: dict[str, SecurityScheme], diagnostics: Diagnostics
) -> None:
    """Note the schemes that go together and differ in what they have in the same place.

    What is alike there, as the tokens of two flows of OAuth2 are, one secret serves.
    """
    for security, at in _requirements(document):
        for index, alternative in enumerate(security):
            schemes = [known[name] for name, _ in alternative if name in known]
            places = {each.place for each in schemes}
            if len(places) < len({each.on_the_wire for each in schemes}):
                names = " and ".join(name for name, _ in alternative)
                diagnostics.warning(
                    "colliding-security-schemes",
                    f"{names} go together and stand in the same place of a request",
                    at / str(index),
                    "make them alternatives, each in an item of its own; until then the first "
                    "that a user gives is sent",
                )
                return
