"""From the text of a reference to what it names, in whichever file that is."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.text import shortened
from generator.source.bundle.addresses import (
    Allowed,
    RefusedError,
    check_reference,
    location_of_uri,
)
from generator.source.bundle.files import Files, UnreadableFileError
from generator.source.bundle.problems import Problems
from generator.source.bundle.resource import Resource, Target
from generator.source.load import Url

_UNRESOLVED = "unresolved-reference"
_CORRECT = "correct its spelling, or add what it names"


class Resolver:
    """Finds what references name.

    Source: RFC 3986, section 5; JSON Schema 2020-12, sections 8.2 and 9.
    """

    def __init__(self, files: Files, allowed: Allowed, problems: Problems) -> None:
        self._files = files
        self._allowed = allowed
        self._problems = problems
        self._root = files.resources[0]
        self._identified: dict[str, Target] = {}
        self._indexed = 0

    def target(self, text: str, place: Target, keyword: str = "$ref") -> Target | None:
        """What the reference `text` in the field `keyword` of the object at `place` names.

        None, and the problem noted, where it names nothing that may be had.
        """
        try:
            return self._found(text, place)
        except RefusedError as refused:
            self._problems.refuse(place / keyword, text, refused)
        except UnreadableFileError:
            # That was told once, with its place in the file itself.
            pass
        return None

    def end(self, text: str, place: Target, keyword: str = "$ref") -> Target | None:
        """What `text` names in the end, past objects outside of the document that only refer on."""
        target = self.target(text, place, keyword)
        seen: set[Target] = set()
        while target is not None and target.resource is not self._root:
            value = target.value
            if not is_only_reference(value):
                return target
            if target in seen:
                self._problems.note(
                    target / "$ref",
                    "reference-cycle",
                    f"the reference {shortened(value['$ref'])} leads back to itself",
                    "let one of them name a definition",
                )
                return None
            seen.add(target)
            target = self.target(value["$ref"], target)
        return target

    def is_dynamic(self, target: Target) -> bool:
        """Whether another schema with the same `$dynamicAnchor` could be meant instead.

        Source: JSON Schema 2020-12, section 8.2.3.2.
        """
        value = target.value
        name = value.get("$dynamicAnchor") if isinstance(value, dict) else None
        others: list[Json] = [
            other
            for resource in self._files.resources
            for _, other in resource.dynamic_anchors
        ]
        return others.count(name) > 1

    def _found(self, text: str, place: Target) -> Target:
        check_reference(text)
        uri, _, fragment = text.partition("#")
        resource = place.resource
        scope = resource.scope(place.at)
        if not uri:
            return _within(resource, scope, fragment)
        identifier = _joined(resource.scopes[scope], uri)
        known = self._known(identifier)
        if known is not None:
            return _within(known.resource, known.at, fragment)
        return _within(self._read(uri, identifier, resource), Pointer(), fragment)

    def _known(self, identifier: str) -> Target | None:
        """What has said of itself that this is its identifier."""
        for resource in self._files.resources[self._indexed :]:
            self._identified.setdefault(resource.uri, Target(resource, Pointer()))
            for at, uri in resource.scopes.items():
                self._identified.setdefault(uri, Target(resource, at))
        self._indexed = len(self._files.resources)
        return self._identified.get(identifier)

    def _read(self, uri: str, identifier: str, resource: Resource) -> Resource:
        """The file that is meant: by where the reference stands, or else by its identifier.

        A schema's `$id` often names a place on the web where its copy on disk was never put.
        """
        is_from_web = isinstance(resource.location, Url)
        address = _joined(resource.uri, uri)
        try:
            return self._files.read(
                location_of_uri(address, self._allowed, is_from_web)
            )
        except RefusedError as refused:
            if identifier == address:
                raise
            try:
                other = location_of_uri(identifier, self._allowed, is_from_web)
            except RefusedError:
                raise refused from None
            return self._files.read(other)


def is_only_reference(value: object) -> bool:
    """Whether an object has a `$ref` and nothing else."""
    return (
        isinstance(value, dict)
        and len(value) == 1
        and isinstance(value.get("$ref"), str)
    )


def _within(resource: Resource, scope: Pointer, fragment: str) -> Target:
    """What a fragment names in a file, or in a schema of it that has an `$id`."""
    if not fragment:
        return Target(resource, scope)
    try:
        name = unquote(fragment, errors="strict")
    except ValueError as error:
        raise RefusedError("invalid-reference", f"it is no URI: {error}") from None
    if not name.startswith("/"):
        return _anchored(resource, scope, name)
    tokens = Pointer.parse(name).tokens
    # Strictly a pointer starts from the `$id`, but often the whole file is meant.
    for start in (scope.tokens, ()):
        at = Pointer((*start, *tokens))
        if resource.has(at):
            return Target(resource, at)
    raise _nothing(resource, fragment)


def _anchored(resource: Resource, scope: Pointer, name: str) -> Target:
    for anchors in (resource.anchors, resource.dynamic_anchors):
        found = anchors.get((scope, name))
        if found is not None:
            return Target(resource, found)
    elsewhere = [
        at
        for anchors in (resource.anchors, resource.dynamic_anchors)
        for (_, other), at in anchors.items()
        if other == name
    ]
    if len(elsewhere) == 1:
        return Target(resource, elsewhere[0])
    raise _nothing(resource, name)


def _nothing(resource: Resource, fragment: str) -> RefusedError:
    where = f"#{fragment:.120} names nothing in {resource.source.name}"
    hint = (
        _CORRECT if fragment.startswith("/") else f"{_CORRECT}; a path begins with #/"
    )
    return RefusedError(_UNRESOLVED, where, hint)


def _joined(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference).partition("#")[0]
    except ValueError as error:
        raise RefusedError("invalid-reference", f"it is no URI: {error}") from None
