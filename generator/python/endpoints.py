"""Endpoint constants: everything the runtime must know to send an operation and read its answer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lower.api import (
    Api,
    Body,
    BodyField,
    Enum,
    Nullable,
    Operation,
    Parameter,
    Response,
    Scalar,
    Type,
    Union,
)
from generator.lower.conventions import LastItem, NextUrl, Paging, Token
from generator.naming.names import Names, OperationNames
from generator.python.expressions import (
    NONE,
    Call,
    Dict,
    Expr,
    Import,
    Name,
    Text,
    Tuple,
    flat,
)
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
    (("cookie",), "cookies"),
)
_DEFAULT_MEDIA = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data",
}
_BY_FIELDS = {"json": "Json", "form": "Form", "multipart": "Multipart"}
_WHOLE = {
    "json": "JsonValue",
    "form": "FormValue",
    "multipart": "MultipartValue",
    "text": "Raw",
    "binary": "Raw",
}


def _endpoint_name(name: str) -> Name:
    return Name(name, Import("._runtime.endpoint", name))


def _parameter_name(name: str) -> Name:
    return Name(name, Import("._runtime.parameters", name))


def _opening_name(name: str) -> Name:
    return Name(name, Import("._runtime.opening", name))


class EndpointWriter:
    """Writes `Endpoint(…)` for operations."""

    def __init__(self, types: TypeWriter, api: Api, names: Names) -> None:
        self._types = types
        self._usual = api.security.usual
        self._names = names

    def endpoint(self, operation: Operation, names: OperationNames) -> Expr:
        """The constant that an operation's function passes to the client."""
        arguments: list[tuple[str, Expr]] = [
            ("", Text(operation.key)),
            ("", Text(operation.method)),
            ("", Text(operation.path)),
            *self._parameters(operation, names),
            *self._body(operation, names),
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

    def _parameter(self, parameter: Parameter, names: OperationNames) -> Expr:
        more: list[tuple[str, Expr]] = []
        if parameter.allow_reserved:
            more.append(("allow_reserved", Name("True")))
        if parameter.media_type is not None:
            more.append(("media_type", Text(parameter.media_type)))
        return self._field(
            names.arguments[parameter.location, parameter.name],
            "" if parameter.location == "querystring" else parameter.name,
            parameter.type,
            _told_style(parameter),
            more,
        )

    def _field(
        self,
        name: str,
        wire: str,
        type_: Type,
        told: tuple[str | None, bool | None],
        more: list[tuple[str, Expr]],
    ) -> Expr:
        """`"limit"`, `deep_object("created")` or `Parameter("from_", "from", …)`."""
        style, explode = told
        declared = self._types.declared(type_)
        arguments: list[tuple[str, Expr]] = [("", Text(name))]
        if wire != name:
            arguments.append(("", Text(wire)))
        is_deep = style == "deepObject" and not more
        if style is not None and not is_deep:
            arguments.append(("style", Text(style)))
        if explode is not None and not is_deep:
            arguments.append(("explode", Name(str(explode))))
        if declared is not None:
            arguments.append(("type", Text(flat(declared))))
        arguments += more
        if is_deep:
            return Call(_parameter_name("deep_object"), tuple(arguments))
        if len(arguments) == 1:
            return Text(name)
        return Call(_parameter_name("Parameter"), tuple(arguments))

    def _body(
        self, operation: Operation, names: OperationNames
    ) -> Iterator[tuple[str, Expr]]:
        bodies = tuple(self._one_body(body, names) for body in operation.bodies)
        if bodies:
            yield "body", bodies[0] if len(bodies) == 1 else Tuple(bodies)

    def _one_body(self, body: Body, names: OperationNames) -> Expr:
        if body.fields is None:
            arguments: list[tuple[str, Expr]] = [
                ("", Text(names.arguments["body", ""]))
            ]
            declared = self._types.declared(body.type)
            if declared is not None:
                arguments.append(("type", Text(flat(declared))))
            function = _WHOLE[body.kind]
        else:
            arguments = [
                (
                    "",
                    self._field(
                        names.arguments["body", each.field.name],
                        each.field.name,
                        each.field.type,
                        _told_encoding(each),
                        [*_content_type(each), *self._file(body, each)],
                    ),
                )
                for each in body.fields
            ]
            function = _BY_FIELDS[body.kind]
        if body.media_type != _DEFAULT_MEDIA.get(body.kind):
            arguments.append(("media_type", Text(body.media_type)))
        if body.required:
            arguments.append(("required", Name("True")))
        return Call(_endpoint_name(function), tuple(arguments))

    def _file(self, body: Body, each: BodyField) -> list[tuple[str, Expr]]:
        """Whether a field is a file, if it can be one."""
        is_multipart = body.kind == "multipart"
        told = self._types.is_file(each.field.type) if is_multipart else False
        return [] if told is False else [("file", Name(str(told)))]

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
        is_any = response.media_type == "*/*" and not _is_text(response.type)
        if is_any or response.media_type == "application/json":
            return type_
        return Call(
            _endpoint_name("Content"), (("", Text(response.media_type)), ("", type_))
        )

    def _stream(self, response: Response, item: Type, media_type: str) -> Expr:
        arguments: list[tuple[str, Expr]] = [("", Text(media_type))]
        arguments.append(("", Text(flat(self._types.held(item)))))
        if response.items != "json":
            arguments.append(("read", Text(response.items or "")))
        return Call(_opening_name("StreamContent"), tuple(arguments))


def _is_text(type_: Type) -> bool:
    """Whether a type is that of text or bytes as such, which need not be JSON."""
    return type_ in (Scalar("string"), Scalar("string", "binary"))


def endpoint_class(operation: Operation) -> Name:
    """The class of an operation's endpoint."""
    has_items = any(each.items is not None for each in operation.responses)
    return _opening_name("StreamEndpoint") if has_items else _endpoint_name("Endpoint")


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
    function = Name(f"paging.{name}", Import("._runtime", "paging"))
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


def _told_encoding(each: BodyField) -> tuple[str | None, bool | None]:
    """The style and explode that a body's Encoding Object gives a field, if they change it."""
    if is_scalar(each.field.type):
        return None, None
    style = None if each.style == "form" else each.style
    explode = None if style is None and each.explode is True else each.explode
    return style, explode


def _content_type(each: BodyField) -> list[tuple[str, Expr]]:
    return [("media_type", Text(each.content_type))] if each.content_type else []


def is_scalar(type_: Type) -> bool:
    """Whether every value of a type is one string, number or boolean, or null."""
    match type_:
        case Scalar(kind):
            return kind != "any"
        case Nullable(inner):
            return is_scalar(inner)
        case Union(members):
            return all(map(is_scalar, members))
        case Enum():
            return True
        case _:
            return False
