"""Read what an operation sends and accepts from the `Endpoint(…)` that describes it to the runtime.

The reader works on expressions, which declarations consist of and `parse_expression` restores from
generated code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.interface_diff.interface.annotations import formats_in
from generator.interface_diff.interface.parse_annotation import (
    UnknownSyntaxError,
    parse_annotation,
    parse_tagged_unions,
)
from generator.interface_diff.interface.wire import RequestBody, Response, WireForm
from generator.python.expressions import Call, Dict, Expr, Name, Text, Tuple, flat

# The keyword of the endpoint for the parameters of each location.
_LOCATIONS = (
    ("path", "path"),
    ("query", "query"),
    ("headers", "header"),
    ("cookies", "cookie"),
)
# The media types of bodies that are not written out.
_MEDIA_TYPES = {
    "Json": "application/json",
    "JsonValue": "application/json",
    "Form": "application/x-www-form-urlencoded",
    "FormValue": "application/x-www-form-urlencoded",
    "Multipart": "multipart/form-data",
    "MultipartValue": "multipart/form-data",
}
# Bodies whose properties are separate arguments; others are one argument.
_BODIES_OF_FIELDS = ("Json", "Form", "Multipart")
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What an operation sends and accepts, in the order of the document.

    Attributes:
        http_method, path: the route.
        parameters: how each argument outside of the body is sent, by name of the argument.
        bodies: the request bodies, the default one first.
        responses: the responses by status.
        server: the URL of the operation's own server, empty if it uses the client's.
        security: the source of the operation's own requirements, None if the client's apply.
        paging: the rule that leads from a page to the next, empty if there is none.
    """

    http_method: str
    path: str
    parameters: tuple[tuple[str, WireForm], ...]
    bodies: tuple[RequestBody, ...]
    responses: tuple[Response, ...]
    server: str
    security: Expr | None
    paging: str

    def form_of(self, argument: str) -> WireForm | None:
        """Return how an argument is sent, in the first body that has it."""
        for name, form in self.parameters:
            if name == argument:
                return form
        for body in self.bodies:
            for name, form in body.forms:
                if name == argument:
                    return form
        return None


def read_endpoint(endpoint: Expr) -> Endpoint:
    """Return what an `Endpoint(…)` contains.

    Raises:
        UnknownSyntaxError: `endpoint` has a form that codegen does not write.
    """
    match endpoint:
        case Call(_, (("", Text()), ("", Text(method)), ("", Text(path)), *rest)):
            return _endpoint(method, path, dict(rest))
        case _:
            raise UnknownSyntaxError("an endpoint starts with its key, method and path")


def _endpoint(method: str, path: str, arguments: Mapping[str, Expr]) -> Endpoint:
    server, paging = arguments.get("server"), arguments.get("pages")
    return Endpoint(
        http_method=method,
        path=path,
        parameters=tuple(
            _form(item, location)
            for keyword, location in _LOCATIONS
            for item in _items(arguments.get(keyword))
        ),
        bodies=tuple(_bodies(arguments.get("body"))),
        responses=tuple(_responses(arguments.get("responses"))),
        server=server.value if isinstance(server, Text) else "",
        security=arguments.get("security"),
        paging="" if paging is None else flat(paging),
    )


def _items(group: Expr | None) -> Iterator[Expr]:
    match group:
        case None:
            return
        case Tuple(items):
            yield from items
        case Call(_, arguments):
            yield from (item for _, item in arguments)
        case _:
            raise UnknownSyntaxError(f"{flat(group)} is not a group of parameters")


def _form(item: Expr, location: str) -> tuple[str, WireForm]:
    """Read `"limit"`, `deep_object("created")` or `Parameter("from_", "from", style=…)`."""
    match item:
        case Text(name):
            return name, WireForm(location, name)
        case Call(Name(function), (("", Text(name)), ("", Text(wire_name)), *rest)):
            pass
        case Call(Name(function), (("", Text(name)), *rest)):
            wire_name = name
        case _:
            raise UnknownSyntaxError(f"{flat(item)} is not a parameter")
    encoding = {
        keyword: value.value if isinstance(value, Text) else flat(value)
        for keyword, value in rest
    }
    if function == "deep_object":
        encoding["style"] = "deepObject"
    formats = _formats(encoding.pop("type", ""))
    return name, WireForm(location, wire_name, tuple(sorted(encoding.items())), formats)


def _formats(declared_type: str) -> tuple[str, ...]:
    """The formats in the annotation that the encoder is given, not those inside of its classes."""
    if not declared_type:
        return ()
    return tuple(sorted(set(formats_in(parse_annotation(declared_type)))))


def _bodies(body: Expr | None) -> Iterator[RequestBody]:
    match body:
        case None:
            return
        case Call(Name("BodyChoice"), alternatives):
            for keyword, alternative in alternatives:
                if not keyword:
                    yield _body(alternative)
        case _:
            yield _body(body)


def _body(body: Expr) -> RequestBody:
    match body:
        case Call(Name(class_), arguments):
            pass
        case _:
            raise UnknownSyntaxError(f"{flat(body)} is not a request body")
    positional = [value for keyword, value in arguments if not keyword]
    keywords = {keyword: value for keyword, value in arguments if keyword}
    media_type = keywords.get("media_type")
    needs = keywords.get("needs")
    if class_ in _BODIES_OF_FIELDS:
        forms = tuple(_form(item, "body") for item in positional)
    else:
        forms = (_whole_form(positional, keywords),)
    return RequestBody(
        media_type=(
            media_type.value
            if isinstance(media_type, Text)
            else _MEDIA_TYPES.get(class_, "")
        ),
        required="required" in keywords,
        forms=forms,
        needs=frozenset(item.value for item in _items(needs) if isinstance(item, Text)),
    )


def _whole_form(
    positional: list[Expr], keywords: Mapping[str, Expr]
) -> tuple[str, WireForm]:
    """Read a body that is one argument: `JsonValue("body", type="Pet")`."""
    match positional:
        case [Text(name), *_]:
            pass
        case _:
            raise UnknownSyntaxError("a request body has no argument")
    declared = keywords.get("type")
    properties = tuple(
        (wire_name, form.describe())
        for item in _items(keywords.get("fields"))
        for wire_name, form in (_form(item, "property"),)
    )
    formats = _formats(declared.value if isinstance(declared, Text) else "")
    return name, WireForm("body", "", properties, formats)


def _responses(responses: Expr | None) -> Iterator[Response]:
    if not isinstance(responses, Dict):
        return
    for status, response in responses.items:
        match response:
            case Text(type_):
                yield _response(status, _JSON, type_, {})
            case Call(_, (("", Text(media_type)), ("", Text(type_)), *rest)):
                yield _response(status, media_type, type_, dict(rest))
            case _:
                yield Response(status, "", None)


def _response(
    status: str, media_type: str, type_: str, keywords: Mapping[str, Expr]
) -> Response:
    reading = keywords.get("read")
    return Response(
        status=status,
        media_type=media_type,
        annotation=parse_annotation(type_),
        tagged_unions=parse_tagged_unions(type_),
        reading=reading.value if isinstance(reading, Text) else "",
    )


def url_of_server(server: Expr) -> str:
    """Return the URL of `Server("https://{region}.example", …)`; empty for other expressions."""
    match server:
        case Call(_, (("", Text(url)), *_)):
            return url
        case _:
            return ""
