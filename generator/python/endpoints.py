"""Endpoint constants: everything the runtime needs to send a request and decode its response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from generator.ir.api import Api, Body, BodyField, Operation, Parameter, Response
from generator.ir.http import Encoding
from generator.ir.paging import (
    BodyProperty,
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    PageParameter,
    Paging,
    Token,
)
from generator.ir.types import ANY, Array, Enum, Nullable, Scalar, Type, Union
from generator.naming.names import Names, OperationNames
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
from generator.python.runtime_names import runtime_import, runtime_name
from generator.python.security import requirements
from generator.python.types import TypeWriter

# OpenAPI 3.1.1, 4.8.12.2: the default style and explode by location.
_DEFAULT_STYLES = {
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


class EndpointWriter:
    """Writes the `Endpoint(…)` of operations."""

    def __init__(self, types: TypeWriter, api: Api, names: Names) -> None:
        self._types = types
        self._default_security = api.security.default
        self._names = names
        self._bodies = BodyWriter(types)

    def endpoint(self, operation: Operation, names: OperationNames) -> Expr:
        """Return the constant that an operation's function passes to the client."""
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
        if operation.security != self._default_security:
            security = requirements(operation.security, self._names)
            arguments.append(("security", security))
        return Call(endpoint_class(operation), tuple(arguments), spread=True)

    def _parameters(
        self, operation: Operation, names: OperationNames
    ) -> Iterator[tuple[str, Expr]]:
        for locations, keyword in _GROUPS:
            group = tuple(
                self._parameter(parameter, names)
                for parameter in operation.parameters
                if parameter.location in locations
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
            _explicit_style(parameter),
            more,
            _parameter_class(parameter),
            in_json="json" in (parameter.media_type or ""),
        )

    def _responses(self, operation: Operation) -> Expr:
        return Dict(
            tuple(
                (response.status, self._response(response))
                for response in operation.responses
            )
        )

    def _response(self, response: Response) -> Expr:
        if response.type is None or response.media_type is None:
            return NONE
        if response.items is not None:
            return self._stream(response, response.type, response.media_type)
        type_ = Text(flat(self._types.return_annotation(response)))
        # Other media types, `application/…+json` included, are sent in `Accept`.
        is_range = response.media_type in ("*/*", "application/*")
        is_json_type = response.type != ANY and not _is_text(response.type)
        is_plain = response.media_type == "application/json" or (
            is_range and is_json_type
        )
        others = response.plain_media_types
        if is_plain and not others:
            return type_
        media_type = "application/json" if is_plain else response.media_type
        arguments: list[tuple[str, Expr]] = [("", Text(media_type)), ("", type_)]
        if others:
            arguments.append(("", Tuple(tuple(map(Text, others)))))
        return Call(runtime_name("Content"), tuple(arguments))

    def _stream(self, response: Response, item: Type, media_type: str) -> Expr:
        arguments: list[tuple[str, Expr]] = [("", Text(media_type))]
        arguments.append(("", Text(flat(self._types.model_annotation(item)))))
        if response.items != "json":
            arguments.append(("read", Text(response.items or "")))
        return Call(runtime_name("StreamContent"), tuple(arguments))


def _is_text(type_: Type) -> bool:
    """Whether a type is a plain string or bytes, which need not be JSON."""
    return type_ in (Scalar("string"), Scalar("string", "binary"))


def endpoint_class(operation: Operation) -> Name:
    """Return the runtime class of an operation's endpoint."""
    is_stream = any(response.items is not None for response in operation.responses)
    return runtime_name("StreamEndpoint") if is_stream else runtime_name("Endpoint")


# The runtime module of each paging rule, and its name in generated code: a document may declare a
# `Token` of its own.
_RULES: Mapping[type[Paging], tuple[str, str]] = {
    LastItem: ("rules", "paging"),
    Token: ("rules", "paging"),
    NextUrl: ("rules", "paging"),
    LinkHeader: ("link_header", "paging_links"),
    PageNumber: ("numbered", "paging_numbers"),
    Offset: ("numbered", "paging_numbers"),
}
_PAGE_PARAMETERS = ("cursor", "reverse", "parameter", "page", "offset")


def _paging(paging: Paging, names: OperationNames) -> Expr:
    """Return the paging rule: parameters by argument name, properties by their JSON name."""
    rule = type(paging)
    arguments: list[tuple[str, Expr]] = []
    for setting in fields(paging):
        name, value = setting.name, getattr(paging, setting.name)
        is_default = rule is Offset and name == "first" and value == 0
        if value is None or is_default:
            continue
        if name in _PAGE_PARAMETERS:
            arguments.append((name, _page_parameter(value, names)))
        else:
            literal = Text(value) if isinstance(value, str) else Name(str(value))
            arguments.append((name, literal))
    module, alias = _RULES[rule]
    function = Name(
        f"{alias}.{rule.__name__}", runtime_import(module, f"{module} as {alias}")
    )
    return Call(function, tuple(arguments))


def _page_parameter(parameter: PageParameter, names: OperationNames) -> Expr:
    """Return the argument, or a tuple of the argument and the names of properties inside of it."""
    if not isinstance(parameter, BodyProperty):
        return Text(names.arguments["query", parameter])
    name, *inner = parameter.path
    argument = names.arguments.get(("body", name))
    if argument is None:
        # The body is one argument.
        argument, inner = names.arguments["body", ""], [name, *inner]
    if not inner:
        return Text(argument)
    return Tuple((Text(argument), *map(Text, inner)))


def _explicit_style(parameter: Parameter) -> tuple[str | None, bool | None]:
    """Return a parameter's style and explode, None if they equal the location's default."""
    style, explode = _DEFAULT_STYLES[parameter.location]
    # In these locations styles only differ for lists and objects.
    is_plain = parameter.location in ("query", "header") and is_scalar(parameter.type)
    if parameter.media_type is not None or is_plain:
        return None, None
    return (
        None if parameter.style == style else parameter.style,
        None if parameter.explode == explode else parameter.explode,
    )


def _parameter_class(parameter: Parameter) -> str:
    if parameter.is_multi_segment:
        return "MultiSegmentParameter"
    return "StyledParameter" if is_styled(parameter) else "Parameter"


def is_styled(parameter: Parameter) -> bool:
    """Whether a parameter of a path, query or header differs from the location's default style."""
    if parameter.location == "cookie":
        # Cookies have an encoder of their own, which knows every style.
        return False
    return (
        _explicit_style(parameter) != (None, None)
        or parameter.allow_reserved
        or parameter.media_type is not None
    )


class BodyWriter:
    """Writes the request bodies of endpoints: `Form(…)`, `JsonValue(…)`, one or several."""

    def __init__(self, types: TypeWriter) -> None:
        self._types = types

    def arguments(
        self, operation: Operation, names: OperationNames
    ) -> Iterator[tuple[str, Expr]]:
        """Yield the keyword arguments of an endpoint that describe its request bodies."""
        bodies = tuple(
            self._body(body, names, operation.bodies) for body in operation.bodies
        )
        if len(bodies) == 1:
            yield "body", bodies[0]
        elif bodies:
            arguments: list[tuple[str, Expr]] = [("", body) for body in bodies]
            if names.media_type is not None:
                arguments.append(("chosen_by", Text(names.media_type)))
            yield "body", Call(runtime_name("BodyChoice"), tuple(arguments))

    def _body(
        self, body: Body, names: OperationNames, bodies: tuple[Body, ...]
    ) -> Expr:
        if body.fields is None:
            arguments: list[tuple[str, Expr]] = [
                ("", Text(names.arguments["body", ""]))
            ]
            in_json = body.kind == "json"
            declared = self._types.declared_type(body.type, in_json=in_json)
            if declared is not None:
                arguments.append(("type", Text(flat(declared))))
            fields = tuple(map(self._encoded_property, body.encodings))
            if fields:
                arguments.append(("fields", Tuple(fields)))
            function = _WHOLE[body.kind]
        else:
            arguments = [
                ("", self._body_field(body, field, names)) for field in body.fields
            ]
            function = _BY_FIELDS[body.kind]
        if body.media_type != _DEFAULT_MEDIA.get(body.kind):
            arguments.append(("media_type", Text(body.media_type)))
        if body.required:
            arguments.append(("required", Name("True")))
        needs = _required_arguments(body, bodies, names)
        if needs:
            arguments.append(("needs", Tuple(needs)))
        return Call(runtime_name(function), tuple(arguments))

    def _body_field(
        self, body: Body, body_field: BodyField, names: OperationNames
    ) -> Expr:
        field = body_field.field
        file = self._types.is_file(field.type) if body.kind == "multipart" else False
        style, more = _encoding_arguments(body_field.encoding, field.type, file)
        if file is not False:
            more.append(("file", Name(str(file))))
        name = names.arguments["body", field.name]
        # Objects are written as JSON in a form too, unless they have a style.
        in_json = body.kind == "json" or (
            style == (None, None) and not is_scalar(field.type)
        )
        return field_expr(
            self._types, name, field.name, field.type, style, more, in_json=in_json
        )

    def _encoded_property(self, encoding: Encoding) -> Expr:
        """Return how to serialize one property of a body that is passed as one argument."""
        style, more = _encoding_arguments(encoding, ANY, None)
        return field_expr(self._types, encoding.name, encoding.name, ANY, style, more)


def _encoding_arguments(
    encoding: Encoding | None, type_: Type, file: bool | None
) -> tuple[tuple[str | None, bool | None], list[tuple[str, Expr]]]:
    """Return a property's style and explode if they matter, and further keyword arguments.

    A file may have any of the media types that the document allows; another value has one.
    """
    if encoding is None:
        return (None, None), []
    more: list[tuple[str, Expr]] = []
    if encoding.allow_reserved:
        more.append(("allow_reserved", Name("True")))
    allowed = encoding.content_type
    media_type = encoding.part_media_type if file is False else allowed
    if media_type:
        more.append(("media_type", Text(media_type)))
    style, explode = encoding.style, encoding.explode
    if style is None or is_scalar(type_):
        return (None, None), more
    if style == "form" and explode and _is_list(type_):
        return (None, None), more
    if style == "form" and not explode:
        # `explode=False` implies the style `form`.
        return (None, False), more
    return (style, None if explode == (style == "form") else explode), more


def _required_arguments(
    body: Body, bodies: tuple[Body, ...], names: OperationNames
) -> tuple[Expr, ...]:
    """Return the arguments that this body requires but the function's signature does not."""
    return tuple(
        Text(names.arguments["body", body_field.field.name])
        for body_field in body.fields or ()
        if body_field.field.required
        and not is_always_required(body_field.field.name, bodies)
    )


def is_always_required(name: str, bodies: tuple[Body, ...]) -> bool:
    """Whether every alternative body is required, and its property `name` (`""`: itself)."""
    return all(
        body.required
        and (
            not name
            if body.fields is None
            else any(
                body_field.field.name == name and body_field.field.required
                for body_field in body.fields
            )
        )
        for body in bodies
    )


def _is_list(type_: Type) -> bool:
    return isinstance(type_.type if isinstance(type_, Nullable) else type_, Array)


def field_expr(
    types: TypeWriter,
    name: str,
    wire: str,
    type_: Type,
    explicit_style: tuple[str | None, bool | None],
    more: list[tuple[str, Expr]],
    parameter_class: str = "Parameter",
    *,
    in_json: bool = False,
) -> Expr:
    """Return `"limit"`, `deep_object("created")` or `Parameter("from_", "from", …)`.

    Args:
        types: writes the type that the encoder needs, if any.
        name: the name of the argument.
        wire: the name in the request.
        type_: the type of the argument.
        explicit_style: style and explode, each None if it is the default.
        more: further keyword arguments.
        parameter_class: the class of the declaration.
        in_json: whether the value is written as JSON.
    """
    style, explode = explicit_style
    declared = types.declared_type(type_, in_json=in_json)
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
        return Call(runtime_name("deep_object"), tuple(arguments))
    if len(arguments) == 1 and parameter_class == "Parameter":
        return Text(name)
    return Call(runtime_name(parameter_class), tuple(arguments))


def is_scalar(type_: Type) -> bool:
    """Whether every value of a type is a string, number, boolean or null."""
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
