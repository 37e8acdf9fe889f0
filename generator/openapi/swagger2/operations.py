"""Path Item and Operation Objects of Swagger 2.0 as those of OpenAPI 3.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.openapi.swagger2.bodies import BodyUpgrade, is_body, is_field
from generator.openapi.swagger2.parameters import parameter
from generator.openapi.swagger2.pieces import Piece, array_of, object_of
from generator.openapi.swagger2.responses import ResponseUpgrade
from generator.openapi.swagger2.schemas import SchemaUpgrade
from generator.openapi.swagger2.servers import servers_of_operation
from generator.source.load import Origin

METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch"))
# Fields of 2.0 that 3.0 says elsewhere.
_MOVED = frozenset(("consumes", "parameters", "produces", "responses", "schemes"))


def media_types(value: Piece | None) -> tuple[Piece, ...] | None:
    """`consumes` or `produces`; None where it does not stand there."""
    if value is None:
        return None
    return tuple(each for each in value.items() if isinstance(each.value, str))


@dataclass(frozen=True, slots=True)
class OperationUpgrade:
    """Upgrades what is under `paths` in the document whose root is `document`."""

    document: Piece
    schemas: SchemaUpgrade
    diagnostics: Diagnostics

    def path_item(self, item: Piece) -> Piece:
        """A path with its operations. What it refers to is put in its place."""
        followed = self.followed(item)
        return object_of(followed.origin, self._path_item(followed))

    def _path_item(self, item: Piece) -> Iterator[tuple[str, Piece]]:
        shared = item.get("parameters")
        bodies = [each for each in self._parameters(shared) if self._is_of_body(each)]
        for name, member in item.members():
            if name in METHODS and isinstance(member.value, Mapping):
                yield name, object_of(member.origin, self._operation(member, bodies))
            elif name == "parameters":
                yield name, self._other_parameters(member)
            else:
                yield name, member

    def _operation(
        self, operation: Piece, shared: list[Piece]
    ) -> Iterator[tuple[str, Piece]]:
        yield from (each for each in operation.members() if each[0] not in _MOVED)
        parameters = operation.get("parameters")
        if parameters is not None:
            yield "parameters", self._other_parameters(parameters)
        own = [each for each in self._parameters(parameters) if self._is_of_body(each)]
        body = self._body(operation, [self.followed(each) for each in own], shared)
        if body is not None:
            yield "requestBody", body
        responses = operation.get("responses")
        if responses is not None:
            yield "responses", self._responses(responses, operation.get("produces"))
        schemes = operation.get("schemes")
        servers = servers_of_operation(self.document, schemes) if schemes else None
        if servers is not None:
            yield "servers", servers

    def _body(
        self, operation: Piece, own: list[Piece], shared: list[Piece]
    ) -> Piece | None:
        """The request body that the parameters of an operation and of its path describe."""
        overridden = {_key(each) for each in own}
        inherited = [self.followed(each) for each in shared]
        given = [
            *(each for each in inherited if _key(each) not in overridden),
            *own,
        ]
        consumes = operation.get("consumes") or self.document.get("consumes")
        upgrade = BodyUpgrade(self.schemas, self.diagnostics)
        return upgrade.body(given, media_types(consumes) or ())

    def _responses(self, responses: Piece, produces: Piece | None) -> Piece:
        own = media_types(produces)
        everywhere = media_types(self.document.get("produces"))
        upgrade = ResponseUpgrade(
            self.schemas,
            self.diagnostics,
            (everywhere if own is None else own) or (),
        )
        # A response that is shared was upgraded with the media types of the document.
        is_shared = _texts(own) in (None, _texts(everywhere) or [])

        def one(name: str, response: Piece) -> Piece:
            if name.startswith("x-"):
                return response
            if "$ref" in (response.value or {}) and is_shared:
                return response.with_value(self.schemas.reference(response.value))
            return upgrade.response(self.followed(response))

        return object_of(
            responses.origin,
            ((name, one(name, each)) for name, each in responses.members()),
        )

    def _parameters(self, parameters: Piece | None) -> Iterator[Piece]:
        if parameters is not None:
            yield from (
                each for each in parameters.items() if isinstance(each.value, Mapping)
            )

    def _is_of_body(self, value: Piece) -> bool:
        followed = self.followed(value)
        return is_body(followed) or is_field(followed)

    def _other_parameters(self, parameters: Piece) -> Piece:
        return array_of(
            parameters.origin,
            (
                self.parameter(each)
                for each in self._parameters(parameters)
                if not self._is_of_body(each)
            ),
        )

    def parameter(self, value: Piece) -> Piece:
        """A parameter that is not part of a body."""
        if "$ref" in value.value:
            return value.with_value(self.schemas.reference(value.value))
        return parameter(value, self.diagnostics)

    def followed(self, value: Piece) -> Piece:
        """What a `$ref` in the document leads to in the end; `value` if it has none.

        One that leads nowhere, or in a circle, is left for others to tell of.
        """
        seen: set[Pointer] = set()
        found = value
        while isinstance(found.value, Mapping) and "$ref" in found.value:
            target = _target(found.value["$ref"])
            if target is None or target in seen:
                return value
            seen.add(target)
            try:
                at = Origin(self.document.origin.source, target)
                found = Piece(value_at(self.document.value, target), at)
            except UnresolvedPointer:
                return value
        return found


def _target(text: Json) -> Pointer | None:
    if not isinstance(text, str) or not text.startswith("#"):
        return None
    try:
        return Pointer.parse(text)
    except ValueError:
        return None


def _key(value: Piece) -> object:
    """What tells a parameter apart; there is one body only, whatever it is called."""
    name = value.get("name")
    return "in: body" if is_body(value) else str(name.value if name else None)


def _texts(types: tuple[Piece, ...] | None) -> list[str] | None:
    return None if types is None else [each.value for each in types]
