"""Determine the location of a type, which it is named after, from its JSON Pointer.

The location does not depend on the references that lead to a schema.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.pointer import Pointer
from generator.ir.types import Role, TypeLocation
from generator.lower.operation_keys import DocumentKeys
from generator.openapi.path_items import ADDITIONAL_OPERATIONS

# Keywords followed by a name that contributes to the location.
_NAMED_KEYWORDS = frozenset({"properties", "patternProperties", "$defs", "definitions"})
# Keywords followed by an index that does not.
_INDEXED_KEYWORDS = frozenset({"anyOf", "oneOf", "allOf", "prefixItems"})
_PARTS = {
    "items": "item",
    "prefixItems": "item",
    "additionalProperties": "value",
    "type": "object",
}
# The number of tokens in the pointer of an operation; three elsewhere.
_OPERATION_LENGTHS: Mapping[tuple[str, ...], int] = {
    ("components", "pathItems"): 4,
    ("components", "callbacks"): 5,
}


def locate_type(at: Pointer, keys: DocumentKeys) -> TypeLocation:
    """The location of the schema at `at`.

    Examples:
        #/components/schemas/Pet/properties/owner    →    Pet.owner
        #/paths/~1pets/post/requestBody/content/…/schema/properties/tag    →    createPet.tag
    """
    try:
        return _standard_location(at, keys)
    except (IndexError, KeyError):
        # References can lead anywhere: the document itself, a list of parameters, an extension.
        return TypeLocation("schema", at.tokens[-1] if at.tokens else "document")


def _standard_location(at: Pointer, keys: DocumentKeys) -> TypeLocation:
    """The location of a schema in a field where the specification allows one.

    Raises:
        IndexError, KeyError: it is elsewhere.
    """
    tokens = at.tokens
    if tokens[:2] == ("components", "schemas"):
        steps = _steps(tokens[3:])
        # A part of a component that is not in a property, for example the items of a list.
        part = (_PARTS.get(tokens[3], "variant"),) if len(tokens) > 3 else ()
        return TypeLocation("schema", tokens[2], steps or part)
    length = _operation_length(tokens)
    operation = Pointer(tokens[:length])
    if operation in keys.webhooks:
        steps = _steps(_schema_tokens(tokens[length:]))
        return TypeLocation("response", keys.names[operation], steps or ("payload",))
    if tokens[:1] == ("components",) and operation not in keys.names:
        role: Role = "response" if tokens[1] in ("responses", "headers") else "request"
        return TypeLocation(role, tokens[2], _steps(_schema_tokens(tokens[3:])))
    return _location_in_operation(at, length, keys.names)


def _operation_length(tokens: tuple[str, ...]) -> int:
    """The number of tokens that lead to the innermost operation; callbacks nest operations."""
    length = _with_method(tokens, _OPERATION_LENGTHS.get(tokens[:2], 3))
    while tokens[length : length + 1] == ("callbacks",):
        length = _with_method(tokens, length + 4)
    return length


def _with_method(tokens: tuple[str, ...], length: int) -> int:
    """`length`, plus one if the method is under `additionalOperations`."""
    return length + (tokens[length - 1 : length] == (ADDITIONAL_OPERATIONS,))


def _location_in_operation(
    at: Pointer, length: int, names: Mapping[Pointer, str]
) -> TypeLocation:
    owner = names.get(Pointer(at.tokens[:length]))
    rest = at.tokens[length:]
    if owner is None:
        # A parameter that all operations of a path share.
        owner, rest = at.tokens[1], at.tokens[2:]
    if rest[:1] == ("responses",):
        is_success = rest[1].startswith("2")
        lead = ("response",) if is_success else ("response", rest[1])
        return TypeLocation(
            "response", owner, (*lead, *_steps(_schema_tokens(rest[2:])))
        )
    steps = _steps(_schema_tokens(rest))
    if rest[:1] == ("requestBody",):
        return TypeLocation("request", owner, steps or ("body",))
    if rest[:1] == ("parameters",):
        parameter = Pointer(at.tokens[: len(at.tokens) - len(rest) + 2])
        steps = (names[parameter], *steps)
    return TypeLocation("request", owner, steps)


def _schema_tokens(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens after `schema` in a media type, parameter or header."""
    for index, token in enumerate(tokens):
        if token in ("schema", "itemSchema"):
            return tokens[index + 1 :]
    return tokens


def _steps(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The property names among schema keywords: `properties/a/items/properties/b` → a, b."""
    steps, index = [], 0
    while index < len(tokens):
        token = tokens[index]
        if token in _NAMED_KEYWORDS and index + 1 < len(tokens):
            steps.append(tokens[index + 1])
            index += 2
        else:
            index += 2 if token in _INDEXED_KEYWORDS else 1
    return tuple(steps)
