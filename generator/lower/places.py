"""Where a schema stands, read off its JSON Pointer alone.

A place never depends on how a schema was reached, so that two ways to the same schema agree.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.pointer import Pointer
from generator.ir.types import Place, Role
from generator.openapi.path_items import ADDITIONAL_OPERATIONS

_NAMED_STEP = frozenset({"properties", "patternProperties", "$defs", "definitions"})
_PARTS = {
    "items": "item",
    "prefixItems": "item",
    "additionalProperties": "value",
    "type": "object",
}
# How many tokens lead to an operation; three elsewhere.
_LENGTHS: Mapping[tuple[str, ...], int] = {
    ("components", "pathItems"): 4,
    ("components", "callbacks"): 5,
}
_NUMBERED_STEP = frozenset({"anyOf", "oneOf", "allOf", "prefixItems"})


def place_of(
    at: Pointer,
    names: Mapping[Pointer, str],
    incoming: frozenset[Pointer] = frozenset(),
) -> Place:
    """The place of the schema at `at`.

    Args:
        at: where it stands.
        names: what a pointer does not say: the key of each operation, the name of each parameter.
        incoming: the operations of `names` that are requests to be read, not sent.
    """
    try:
        return _usual_place(at, names, incoming)
    except (IndexError, KeyError):
        # References may name anything: the document itself, a list of parameters, an extension.
        last = at.tokens[-1] if at.tokens else "document"
        return Place("schema", last)


def _usual_place(
    at: Pointer, names: Mapping[Pointer, str], incoming: frozenset[Pointer]
) -> Place:
    """The place of a schema where the specification has one.

    Raises:
        IndexError, KeyError: it has none there.
    """
    tokens = at.tokens
    if tokens[:2] == ("components", "schemas"):
        steps = _steps(tokens[3:])
        # A component's own part, such as the items of a list, stands at no property.
        part = (_PARTS.get(tokens[3], "variant"),) if len(tokens) > 3 else ()
        return Place("schema", tokens[2], steps or part)
    length = _operation_length(tokens)
    operation = Pointer(tokens[:length])
    if operation in incoming:
        steps = _steps(_schema_tokens(tokens[length:]))
        return Place("response", names[operation], steps or ("payload",))
    if tokens[:1] == ("components",) and operation not in names:
        role: Role = "response" if tokens[1] in ("responses", "headers") else "request"
        return Place(role, tokens[2], _steps(_schema_tokens(tokens[3:])))
    return _place_in_operation(at, length, names)


def _operation_length(tokens: tuple[str, ...]) -> int:
    """How much of a pointer leads to the operation that it is in: the innermost, in callbacks."""
    length = _with_method(tokens, _LENGTHS.get(tokens[:2], 3))
    while tokens[length : length + 1] == ("callbacks",):
        length = _with_method(tokens, length + 4)
    return length


def _with_method(tokens: tuple[str, ...], length: int) -> int:
    """`length`, or one more where the method stands below `additionalOperations`."""
    return length + (tokens[length - 1 : length] == (ADDITIONAL_OPERATIONS,))


def _place_in_operation(
    at: Pointer, length: int, names: Mapping[Pointer, str]
) -> Place:
    owner = names.get(Pointer(at.tokens[:length]))
    rest = at.tokens[length:]
    if owner is None:
        # A parameter that all operations of a path share.
        owner, rest = at.tokens[1], at.tokens[2:]
    if rest[:1] == ("responses",):
        success = rest[1].startswith("2")
        lead = ("response",) if success else ("response", rest[1])
        return Place("response", owner, (*lead, *_steps(_schema_tokens(rest[2:]))))
    steps = _steps(_schema_tokens(rest))
    if rest[:1] == ("requestBody",):
        return Place("request", owner, steps or ("body",))
    if rest[:1] == ("parameters",):
        parameter = Pointer(at.tokens[: len(at.tokens) - len(rest) + 2])
        steps = (names[parameter], *steps)
    return Place("request", owner, steps)


def _schema_tokens(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """What follows the `schema` keyword under a media type, parameter or header."""
    for index, token in enumerate(tokens):
        if token in ("schema", "itemSchema"):
            return tokens[index + 1 :]
    return tokens


def _steps(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The property names among schema keywords: `properties/a/items/properties/b` → a, b."""
    steps, index = [], 0
    while index < len(tokens):
        token = tokens[index]
        if token in _NAMED_STEP and index + 1 < len(tokens):
            steps.append(tokens[index + 1])
            index += 2
        else:
            index += 2 if token in _NUMBERED_STEP else 1
    return tuple(steps)
