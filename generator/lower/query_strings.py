"""Parameters that are the whole query string, `in: querystring`.

Source: OpenAPI 3.2.0, section 4.12.1. One that is a form with fixed fields is lowered to a query
parameter for each field, which comes out the same; any other stays one parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.ir.api import BodyField, Parameter
from generator.ir.http import Encoding
from generator.lower.types import TypeLowering
from generator.openapi import nodes

_FORM = "application/x-www-form-urlencoded"
Fields = Callable[[nodes.MediaType], tuple[BodyField, ...] | None]


def query_string(
    whole: Parameter, node: nodes.Parameter, fields: Fields, types: TypeLowering
) -> Iterator[Parameter]:
    """The parameters that `whole`, lowered from `node`, comes down to.

    Args:
        whole: the parameter as any other is lowered.
        node: what the document has.
        fields: the fields of a form, if they are fixed.
        types: resolves the schemas of fields.
    """
    media_type = node.media_type or _FORM
    if not media_type.lower().startswith(_FORM):
        yield whole
        return
    media = nodes.MediaType(node.at, media_type, node.schema, node.encoding)
    found = fields(media)
    if found is None:
        # Its members are the names and values of the query.
        yield replace(whole, location="query", media_type=None)
        return
    schema = types.resolve(node.schema) if node.schema is not None else None
    properties = dict(schema.properties or ()) if schema is not None else {}
    for each in found:
        name = each.field.name
        is_object = name in properties and _is_object(properties[name], types)
        yield _field(each, node, is_object)


def _field(each: BodyField, node: nodes.Parameter, is_object: bool) -> Parameter:
    told = each.encoding or Encoding(each.field.name)
    has_style = told.style is not None
    style = told.style or "form"
    return Parameter(
        name=each.field.name,
        location="query",
        style=style,
        explode=style == "form" if told.explode is None else told.explode,
        allow_reserved=told.allow_reserved,
        # What is no text in a form is JSON, unless a style is told.
        media_type="application/json" if is_object and not has_style else None,
        type=each.field.type,
        required=each.field.required and node.required,
        at=each.field.at,
        description=each.field.description,
        deprecated=each.field.deprecated,
        annotations=each.field.annotations,
    )


def _is_object(node: nodes.SchemaNode, types: TypeLowering) -> bool:
    schema = types.resolve(node)
    return schema.types == ("object",) or schema.properties is not None
