"""Warn about parameters in a style for which OpenAPI does not define how to serialize them.

Source: OpenAPI 3.1.1, section 4.8.12.6, Style Examples: the entries that are n/a.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Operation, Parameter
from generator.ir.types import (
    Array,
    Definition,
    Enum,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Tuple,
    Type,
    TypeId,
    Union,
)

_Definitions: TypeAlias = Mapping[TypeId, Definition]
_Form: TypeAlias = Literal["primitive", "array", "object", "any"]


def check_parameter_styles(
    operations: Iterable[Operation], definitions: _Definitions, diagnostics: Diagnostics
) -> None:
    """Warn about each parameter that the client has to serialize by convention, once.

    Example:
        style: pipeDelimited, explode: true, an array    →    undefined-style
    """
    checked: set[Pointer] = set()
    for operation in operations:
        for parameter in operation.parameters:
            if parameter.at not in checked and parameter.media_type is None:
                checked.add(parameter.at)
                problem = _problem(parameter, definitions)
                if problem is not None:
                    diagnostics.warning(
                        "undefined-style",
                        f"parameter {parameter.name!r}: {problem}",
                        parameter.at,
                        "describe it by `content` with `application/json`, or use a style that "
                        "OpenAPI defines for it",
                    )


def _problem(parameter: Parameter, definitions: _Definitions) -> str | None:
    """What OpenAPI does not define, and what the client sends.

    Primitive values are the same in every style. All servers that read `deepObject` allow deeper
    nesting than OpenAPI defines.
    """
    style = parameter.style
    is_primitive = _forms(parameter.type, definitions) <= {"primitive"}
    if style in ("spaceDelimited", "pipeDelimited") and parameter.explode:
        if not is_primitive:
            return f"OpenAPI does not define {style} with `explode`; the client sends it as `form`"
    elif style != "deepObject" and _is_nested(parameter.type, definitions):
        return (
            "OpenAPI does not define nested values in this style; the client sends JSON"
        )
    return None


def _forms(
    type_: Type, definitions: _Definitions, seen: frozenset[TypeId] = frozenset()
) -> frozenset[_Form]:
    """The forms that values of a type have in JSON; `seen` are the definitions on the way."""
    match type_:
        case Scalar(kind):
            return frozenset({"any" if kind == "any" else "primitive"})
        case Enum():
            return frozenset({"primitive"})
        case Array() | Tuple():
            return frozenset({"array"})
        case Map() | Record():
            return frozenset({"object"})
        case Nullable(inner):
            return _forms(inner, definitions, seen)
        case Union(members):
            forms = [_forms(member, definitions, seen) for member in members]
            return frozenset[_Form]().union(*forms)
        case Ref(id_):
            if id_ in seen or id_ not in definitions:
                return frozenset()
            return _forms(definitions[id_].type, definitions, seen | {id_})


def _is_nested(
    type_: Type, definitions: _Definitions, seen: frozenset[TypeId] = frozenset()
) -> bool:
    """Whether values of a type always contain arrays or objects, in one item or property."""
    match type_:
        case Array(inner) | Map(inner):
            return _is_compound(inner, definitions)
        case Tuple(items):
            return any(_is_compound(item, definitions) for item in items)
        case Record(fields):
            return any(_is_compound(field.type, definitions) for field in fields)
        case Nullable(inner):
            return _is_nested(inner, definitions, seen)
        case Union(members):
            return any(_is_nested(member, definitions, seen) for member in members)
        case Ref(id_):
            if id_ in seen or id_ not in definitions:
                return False
            return _is_nested(definitions[id_].type, definitions, seen | {id_})
        case _:
            return False


def _is_compound(type_: Type, definitions: _Definitions) -> bool:
    forms = _forms(type_, definitions)
    return bool(forms) and forms <= {"array", "object"}
