"""Endpoint constants: everything the runtime must know to send an operation and read its answer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.api import Api, Operation, Parameter, Response
from generator.ir.paging import LastItem, NextUrl, Paging, Token
from generator.ir.types import ANY, Scalar, Type
from generator.naming.names import Names, OperationNames
from generator.python.bodies import BodyWriter
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Name,
    Text,
    Tuple,
    flat,
)
from generator.python.fields import field_expr, is_scalar
from generator.python.runtime_names import runtime_import, runtime_name
from generator.python.security import requirements
from generator.python.types import TypeWriter

# OpenAPI 3.1.1, 4.8.12.2: the styles that need no saying, by location.
_DEFAULTS = {
    "path": ("simple", False),
    "query": ("form", True),
    "querystring": ("form", True),
    "header": ("simple", False),
    "cookie": ("form", True),
}
_GROUPS = (
    (("path",), "path"),
    (("query", "querystring"), "query"),
    (("header",), "headers"),
)


class EndpointWriter:
    """Writes `Endpoint(…)` for operations."""

    def __init__(self, types: TypeWriter, api: Api, names: Names) -> None:
        self._types = types
        self._usual = api.security.default
        self._names = names
        self._bodies = BodyWriter(types)

    def endpoint(self, operation: Operation, names: OperationNames) -> Expr:
        """The constant that an operation's function passes to the client."""
        arguments: list[tuple[str, Expr]] = [
            ("", Text(operation.key)),
            ("", Text(operation.method)),
            ("", Text(operation.path)),
            *self._parameters(operation, names),
            *self._bodies.arguments(operation, names),
            ("responses", self._responses(operation)),
        ]
        if operation.paging is not None:
            arguments.append(("pages", _paging(operation.paging, names)))
        if operation.server is not None:
            arguments.append(("server", Text(operation.server)))
        if operation.security != self._usual:
            asked = requirements(operation.security, self._names)
            arguments.append(("security", asked))
        return Call(endpoint_class(operation), tuple(arguments), spread=True)

    def _parameters(
        self, operation: Operation, names: OperationNames
    ) -> Iterator[tuple[str, Expr]]:
        for locations, keyword in _GROUPS:
            group = tuple(
                self._parameter(each, names)
                for each in operation.parameters
                if each.location in locations
            )
            if group:
                yield keyword, Tuple(group)
        cookies = [
            ("", self._parameter(each, names))
            for each in operation.parameters
            if each.location == "cookie"
        ]
        if cookies:
            yield "cookies", Call(runtime_name("CookieParameters"), tuple(cookies))

    def _parameter(self, parameter: Parameter, names: OperationNames) -> Expr:
        more: list[tuple[str, Expr]] = []
        if parameter.allow_reserved:
            more.append(("allow_reserved", Name("True")))
        if parameter.media_type is not None:
            more.append(("media_type", Text(parameter.media_type)))
        return field_expr(
            self._types,
            names.arguments[parameter.location, parameter.name],
            "" if parameter.location == "querystring" else parameter.name,
            parameter.type,
            _told_style(parameter),
            more,
        )

    def _responses(self, operation: Operation) -> Expr:
        return Dict(
            tuple((each.status, self._response(each)) for each in operation.responses)
        )

    def _response(self, response: Response) -> Expr:
        if response.type is None or response.media_type is None:
            return NONE
        if response.items is not None:
            return self._stream(response, response.type, response.media_type)
        type_ = Text(flat(self._types.returned(response)))
        # Any other media type is told, JSON of a kind included: the server is asked for it.
        is_range = response.media_type in ("*/*", "application/*")
        is_json = is_range and response.type != ANY and not _is_text(response.type)
        if is_json or response.media_type == "application/json":
            return type_
        return Call(
            runtime_name("Content"), (("", Text(response.media_type)), ("", type_))
        )

    def _stream(self, response: Response, item: Type, media_type: str) -> Expr:
        arguments: list[tuple[str, Expr]] = [("", Text(media_type))]
        arguments.append(("", Text(flat(self._types.held(item)))))
        if response.items != "json":
            arguments.append(("read", Text(response.items or "")))
        return Call(runtime_name("StreamContent"), tuple(arguments))


def _is_text(type_: Type) -> bool:
    """Whether a type is that of text or bytes as such, which need not be JSON."""
    return type_ in (Scalar("string"), Scalar("string", "binary"))


def endpoint_class(operation: Operation) -> Name:
    """The class of an operation's endpoint."""
    has_items = any(each.items is not None for each in operation.responses)
    return runtime_name("StreamEndpoint") if has_items else runtime_name("Endpoint")


def _paging(paging: Paging, names: OperationNames) -> Expr:
    """The paging rule: its parameters by the names of their arguments, the rest as on the wire."""
    arguments: list[tuple[str, Expr]] = [("items", Text(paging.items))]
    match paging:
        case LastItem(cursor=cursor, reverse=reverse, more=more, id=id_):
            arguments.append(("cursor", Text(names.arguments["query", cursor])))
            if reverse is not None:
                arguments.append(("reverse", Text(names.arguments["query", reverse])))
            arguments += [("more", Text(more)), ("id", Text(id_))]
        case Token(token=token, parameter=parameter, more=more):
            arguments.append(("token", Text(token)))
            arguments.append(("parameter", Text(names.arguments["query", parameter])))
            if more is not None:
                arguments.append(("more", Text(more)))
        case NextUrl(url=url):
            arguments.append(("url", Text(url)))
    name = type(paging).__name__
    # By its module: `Token` is a name that documents have for themselves.
    function = Name(f"paging.{name}", runtime_import("rules", "rules as paging"))
    return Call(function, tuple(arguments))


def _told_style(parameter: Parameter) -> tuple[str | None, bool | None]:
    """A parameter's style and explode, None where the location's defaults say the same."""
    style, explode = _DEFAULTS[parameter.location]
    # In these locations styles differ in how they write lists and objects only.
    is_plain = parameter.location in ("query", "header") and is_scalar(parameter.type)
    if parameter.media_type is not None or is_plain:
        return None, None
    return (
        None if parameter.style == style else parameter.style,
        None if parameter.explode == explode else parameter.explode,
    )
