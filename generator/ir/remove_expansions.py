"""Remove expansions: replace expandable fields by their identifiers."""

from __future__ import annotations

from dataclasses import replace

from generator.ir.api import Api
from generator.ir.rewrite import map_operation, map_type_of
from generator.ir.types import Scalar, Type, Union


def remove_expansions(api: Api) -> Api:
    """Return `api` with every expandable type replaced by its identifier.

    Example:
        customer: string | Customer (expandable)    →    customer: string

    This includes the items of lists and the values of maps. An expandable type without a string
    among its members is kept. Definitions that become unreachable remain: see `reduce_api`.
    """
    return replace(
        api,
        definitions={
            id_: map_type_of(definition, _identifier)
            for id_, definition in api.definitions.items()
        },
        operations=tuple(
            map_operation(operation, _identifier) for operation in api.operations
        ),
        webhooks=tuple(map_type_of(webhook, _identifier) for webhook in api.webhooks),
    )


def _identifier(type_: Type) -> Type | None:
    if isinstance(type_, Union) and type_.expandable:
        return next(filter(_is_string, type_.members), None)
    return None


def _is_string(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_.kind == "string"
