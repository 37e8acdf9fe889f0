"""What a client needs of the runtime: one table of features, each with a predicate on the `Api`.

A client has the modules of its features and everything that these import. The core imports no
optional module: what a feature adds is named by generated code, as the class of a body or the rule
of a list is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.ir.api import Api
from generator.ir.error_objects import error_body_types
from generator.ir.paging import (
    LastItem,
    LinkHeader,
    NextUrl,
    Offset,
    PageNumber,
    Paging,
    Token,
)
from generator.ir.reachability import request_types
from generator.ir.types import (
    Array,
    Map,
    Nullable,
    Record,
    Scalar,
    Tuple,
    Type,
    Union,
)
from generator.python.endpoints import is_scalar, is_styled
from generator.python.formats import FORMATS

_BINARY: Final = Scalar("string", "binary")


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the runtime that only some clients need.

    Attributes:
        name: What it is, in a word or two.
        is_used: Whether the client of an `Api` needs it.
        modules: The runtime modules that generated code imports for it.
        root_names: The names that it adds to the root of the client.
        errors: The exceptions that it adds to `errors.py`.
        annotation_names: The names that `models` exports for the evaluation of annotations.
    """

    name: str
    is_used: Callable[[Api], bool]
    modules: tuple[str, ...]
    root_names: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    annotation_names: tuple[str, ...] = ()


def _always(api: Api) -> bool:
    return True


def _has_models(api: Api) -> bool:
    return any(
        isinstance(definition.type, Record) for definition in api.definitions.values()
    )


def _all_types(api: Api) -> Iterator[Type]:
    """Every type of the API, with those inside of it."""
    types = [
        *(definition.type for definition in api.definitions.values()),
        *(type_ for operation in api.operations for type_ in request_types(operation)),
        *(
            response.type
            for operation in api.operations
            for response in operation.responses
        ),
        *(webhook.type for webhook in api.webhooks),
    ]
    return _nested(type_ for type_ in types if type_ is not None)


def _has_formats(api: Api) -> bool:
    others = {("string", "binary"), ("string", "http-date"), ("number", "decimal")}
    formats = FORMATS.keys() - others
    return any(
        isinstance(type_, Scalar) and (type_.kind, type_.format) in formats
        for type_ in _all_types(api)
    )


def _has_decimal_numbers(api: Api) -> bool:
    return any(type_ == Scalar("number", "decimal") for type_ in _all_types(api))


def _sends_http_dates(api: Api) -> bool:
    sent = (type_ for operation in api.operations for type_ in request_types(operation))
    return any(type_ == Scalar("string", "http-date") for type_ in _nested(sent))


def _has_unions(api: Api) -> bool:
    """Whether there are unions with several members that may be objects or lists."""
    return any(
        isinstance(type_, Union)
        and (
            type_.discriminator is not None
            or sum(not is_scalar(member) for member in type_.members) > 1
        )
        for type_ in _all_types(api)
    )


def has_downloads(api: Api) -> bool:
    """Whether an operation returns bytes, or offers media types that only a download can read."""
    return any(
        response.type == _BINARY or response.other_media_types
        for operation in api.operations
        for response in operation.success_responses
    )


def has_error_bodies(api: Api) -> bool:
    """Whether the document declares the content of an error response."""
    return bool(error_body_types(api.operations))


def _sends(*kinds: str) -> Callable[[Api], bool]:
    def is_used(api: Api) -> bool:
        return any(
            body.kind in kinds
            for operation in api.operations
            for body in operation.bodies
        )

    return is_used


def _sends_files(api: Api) -> bool:
    sent = (type_ for each in api.operations for type_ in request_types(each))
    defined = (definition.type for definition in api.definitions.values())
    return any(
        type_ == _BINARY for types in (sent, defined) for type_ in _nested(types)
    )


def _has_schemes(*kinds: str) -> Callable[[Api], bool]:
    return lambda api: any(scheme.kind in kinds for scheme in api.security.schemes)


def _has_expandable_fields(api: Api) -> bool:
    types = (definition.type for definition in api.definitions.values())
    return any(
        isinstance(type_, Union) and type_.expandable for type_ in _nested(types)
    )


def has_streams(api: Api) -> bool:
    """Whether a response is a stream of items."""
    return any(
        response.items is not None
        for operation in api.operations
        for response in operation.responses
    )


def _pages_by(*rules: type[Paging]) -> Callable[[Api], bool]:
    return lambda api: any(
        isinstance(operation.paging, rules) for operation in api.operations
    )


def _has_styles(api: Api) -> bool:
    return any(
        is_styled(parameter)
        for operation in api.operations
        for parameter in operation.parameters
    )


def _has_multi_segment_parameters(api: Api) -> bool:
    return any(
        parameter.is_multi_segment
        for operation in api.operations
        for parameter in operation.parameters
    )


def _has_cookies(api: Api) -> bool:
    return any(
        parameter.location == "cookie"
        for operation in api.operations
        for parameter in operation.parameters
    )


FEATURES: Final[tuple[Feature, ...]] = (
    Feature(
        "calls",
        _always,
        (
            *("auth.credentials", "client.api_response", "client.callers"),
            *("client.client", "client.lazy_imports", "client.resource"),
            *("operations.request_options",),
        ),
        (
            *("Anonymous", "Bearer", "ApiResponse", "Headers"),
            *("AsyncTransport", "Request", "Response", "Transport"),
            *("Timeout", "UNSET", "Unset"),
        ),
        (
            *("ApiConnectionError", "ApiCredentialsError", "ApiError"),
            *("ApiResponseError", "ApiStatusError", "ApiTimeoutError"),
            *("AuthenticationError", "BadRequestError", "ConflictError"),
            *("GoneError", "NotFoundError", "PaymentRequiredError"),
            *("PermissionDeniedError", "RateLimitError", "RequestTimeoutError"),
            *("ServerError", "UnprocessableEntityError"),
        ),
    ),
    Feature(
        "asynchronous functions",
        lambda api: any(operation.paging is None for operation in api.operations),
        ("client.async_twin",),
    ),
    Feature("models", _has_models, ("models.model",), ("Model",)),
    Feature(
        "formats",
        _has_formats,
        ("models.formats",),
        annotation_names=(
            *("Base64", "Date", "DateTime"),
            *("DecimalString", "Int64String", "UnixTime"),
        ),
    ),
    Feature(
        "decimal numbers",
        _has_decimal_numbers,
        ("models.decimal_numbers",),
        annotation_names=("DecimalNumber", "exact_float"),
    ),
    Feature(
        "HTTP dates",
        _sends_http_dates,
        ("models.http_dates",),
        annotation_names=("HttpDate",),
    ),
    Feature(
        "unions of objects",
        _has_unions,
        ("models.unions",),
        annotation_names=("ObjectUnion",),
    ),
    Feature(
        "tuples",
        lambda api: any(isinstance(type_, Tuple) for type_ in _all_types(api)),
        ("models.tuples",),
        annotation_names=("TupleUnion",),
    ),
    Feature(
        "exceptions of the API",
        has_error_bodies,
        ("operations.error_kinds",),
    ),
    Feature("API keys", _has_schemes("api_key"), ("auth.api_key",), ("ApiKey",)),
    Feature("HTTP Basic", _has_schemes("basic"), ("auth.basic",), ("Basic",)),
    Feature("HTTP schemes", _has_schemes("http"), ("auth.http_scheme",), ("Http",)),
    Feature(
        "token functions",
        _has_schemes("bearer", "oauth2"),
        ("auth.token_from",),
        ("TokenFrom",),
    ),
    Feature(
        "OAuth 2.0",
        _has_schemes("oauth2"),
        ("auth.oauth2",),
        ("ClientCredentials", "RefreshToken"),
        ("ApiTokenError",),
    ),
    Feature(
        "credentials of several schemes",
        lambda api: not api.security.is_first_sufficient,
        ("auth.several_schemes",),
    ),
    Feature(
        "OAuth 2.0 beside a sufficient scheme",
        lambda api: api.security.token_scheme is not None,
        ("auth.oauth2_alternative",),
    ),
    Feature(
        "server choice", lambda api: api.has_server_choice, ("operations.servers",)
    ),
    Feature("parameter styles", _has_styles, ("operations.styles",)),
    Feature(
        "path parameters of several segments",
        _has_multi_segment_parameters,
        ("operations.multi_segment",),
    ),
    Feature("cookies", _has_cookies, ("operations.cookies",)),
    Feature("JSON bodies", _sends("json"), ("operations.bodies",)),
    Feature("form bodies", _sends("form"), ("operations.form_bodies",)),
    Feature("multipart bodies", _sends("multipart"), ("operations.multipart_bodies",)),
    Feature("raw bodies", _sends("text", "binary"), ("operations.raw_bodies",)),
    Feature(
        "bodies of several media types",
        lambda api: any(len(operation.bodies) > 1 for operation in api.operations),
        ("operations.body_choice",),
    ),
    Feature("uploads", _sends_files, ("http.uploads",)),
    Feature(
        "downloads",
        has_downloads,
        ("client.downloads", "client.streamed_response"),
        ("AsyncStreamedResponse", "StreamedResponse"),
    ),
    Feature(
        "pages",
        _pages_by(LastItem, LinkHeader, NextUrl, Offset, PageNumber, Token),
        ("client.paged_twin", "paging.page"),
        ("Page",),
        ("ApiPagingError",),
    ),
    Feature(
        "pages by cursor or URL",
        _pages_by(LastItem, NextUrl, Token),
        ("paging.rules",),
    ),
    Feature("pages by number", _pages_by(Offset, PageNumber), ("paging.numbered",)),
    Feature("pages by header", _pages_by(LinkHeader), ("paging.link_header",)),
    Feature(
        "streams",
        has_streams,
        ("client.streams", "streaming.stream", "streaming.stream_endpoint"),
        (),
        ("ApiStreamError",),
    ),
    Feature(
        "expandable fields",
        _has_expandable_fields,
        ("models.expandable",),
        ("NotExpandedError", "expanded", "identifier"),
    ),
    Feature(
        "deprecated operations",
        lambda api: any(operation.deprecated for operation in api.operations),
        ("client.deprecation",),
    ),
    Feature("webhooks", lambda api: bool(api.webhooks), ("client.webhook_reader",)),
)


def features_of(api: Api) -> tuple[Feature, ...]:
    """The features that the client of `api` needs, in the order of the table."""
    return tuple(feature for feature in FEATURES if feature.is_used(api))


def _nested(types: Iterator[Type]) -> Iterator[Type]:
    """Every type with those inside of it."""
    waiting: list[Type] = list(types)
    while waiting:
        type_ = waiting.pop()
        yield type_
        match type_:
            case Nullable(inner) | Array(inner) | Map(inner):
                waiting.append(inner)
            case Union(members) | Tuple(members):
                waiting += members
            case Record(fields, additional):
                waiting += [field.type for field in fields]
                waiting += [] if additional is None else [additional]
            case _:
                pass
