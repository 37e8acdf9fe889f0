"""Expandable fields as identifiers alone: what a slice is without the objects behind them."""

from __future__ import annotations

from dataclasses import replace

from generator.ir.api import Api
from generator.ir.rewrite import mapped_operation, with_mapped_type
from generator.ir.types import Scalar, Type, Union


def without_expansions(api: Api) -> Api:
    """`api` with its identifier in the place of each expandable type, in lists and maps as well.

    An expandable type that has no identifier among its members, which is to say no text, stays.
    The definitions that nothing mentions any more are still there: see `reach.part_of`.
    """
    return replace(
        api,
        definitions={
            id_: with_mapped_type(definition, _cut)
            for id_, definition in api.definitions.items()
        },
        operations=tuple(mapped_operation(each, _cut) for each in api.operations),
        webhooks=tuple(with_mapped_type(each, _cut) for each in api.webhooks),
    )


def _cut(type_: Type) -> Type | None:
    if isinstance(type_, Union) and type_.expandable:
        return next(filter(_is_text, type_.members), None)
    return None


def _is_text(type_: Type) -> bool:
    return isinstance(type_, Scalar) and type_.kind == "string"
