"""Where the runtime defines each name that generated code imports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.python.expressions import Import, Name

RUNTIME: Final = "_runtime"
"""The sub-package of a client that holds its runtime."""

_NAMES: Final[Mapping[str, str]] = {
    "auth.api_key": "ApiKey",
    "auth.basic": "Basic",
    "auth.credentials": "Anonymous Bearer SchemeValue",
    "auth.http_scheme": "Http",
    "auth.oauth2": "ApiTokenError ClientCredentials RefreshToken",
    "auth.oauth2_alternative": "SchemeOrOAuth2",
    "auth.several_schemes": "SchemeCredentials SeveralSchemes",
    "auth.token_from": "TokenFrom",
    "auth.tokens": "OAuth2",
    "client.api_response": "ApiResponse",
    "client.async_twin": "asynchronous",
    "client.callers": "Caller",
    "client.client": "AsyncBaseClient SyncClient",
    "client.deprecation": "deprecated",
    "client.downloads": "AsyncDownloadClient DownloadClient",
    "client.lazy_imports": "lazy_names",
    "client.paged_twin": "asynchronous_pages",
    "client.resource": "AsyncResource LazyResource Resource",
    "client.streams": "AsyncStreamClient StreamClient",
    "client.streamed_response": "AsyncStreamedResponse StreamedResponse",
    "client.webhook_reader": "WebhookReader",
    "http": "errors",
    "http.errors": (
        "ApiConnectionError ApiCredentialsError ApiError ApiResponseError ApiStatusError "
        "ApiTimeoutError AuthenticationError BadRequestError ConflictError GoneError "
        "NotFoundError PaymentRequiredError PermissionDeniedError RateLimitError "
        "RequestTimeoutError ServerError UnprocessableEntityError"
    ),
    "http.headers": "Headers",
    "http.timeouts": "Timeout",
    "http.transport": "AsyncTransport Request Response Transport",
    "http.uploads": "FileInput",
    "models.decimal_numbers": "DecimalNumber exact_float",
    "models.expandable": "NotExpandedError expanded identifier",
    "models.fields": "AdditionalProperties READ_ONLY",
    "models.formats": "Base64 Date DateTime DecimalString Int64String UnixTime",
    "models.http_dates": "HttpDate",
    "models.model": "Model model wire",
    "models.tuples": "TupleUnion",
    "models.type_expressions": "Discriminator",
    "models.unions": "ObjectUnion",
    "models.unset": "UNSET Unset",
    "operations.api": "Api",
    "operations.bodies": "Json JsonValue",
    "operations.body_choice": "BodyChoice",
    "operations.cookies": "CookieParameters",
    "operations.endpoint": "Content Endpoint",
    "operations.error_kinds": "Detail ErrorKinds",
    "operations.form_bodies": "Form FormValue",
    "operations.multipart_bodies": "Multipart MultipartValue",
    "operations.multi_segment": "MultiSegmentParameter",
    "operations.parameters": "Parameter",
    "operations.raw_bodies": "Raw",
    "operations.request_options": "RequestOptions",
    "operations.servers": "Server",
    "operations.styles": "StyledParameter deep_object",
    "paging": "link_header list_page numbered page rules",
    "paging.origin": "ApiPagingError",
    "paging.page": "Page",
    "streaming.events": "ApiStreamError",
    "streaming.stream": "ItemStream",
    "streaming.stream_endpoint": "StreamContent StreamEndpoint",
    "tools.adapters": "as_anthropic as_gemini as_openai",
    "tools.agent": "BaseAgent",
    "tools.tool_call": "CallRefused Hook ToolCall",
    "tools.results": "ToolError ToolResult",
    "tools.tool": "Tool",
}
_MODULES: Final = {
    name: module for module, names in _NAMES.items() for name in names.split()
}


def runtime_module(name: str) -> str:
    """The module that defines `name`, relative to the client: `_runtime.http.headers`."""
    return f"{RUNTIME}.{_MODULES[name]}"


def runtime_import(name: str, spelling: str | None = None) -> Import:
    """The import of `name` from the runtime; `spelling` adds an alias, as in `name as other`."""
    return Import(f".{runtime_module(name)}", spelling or name)


def runtime_name(name: str) -> Name:
    """`name` as an expression that imports it from the runtime."""
    return Name(name, runtime_import(name))


def runtime_names() -> Mapping[str, tuple[str, ...]]:
    """Every name that generated code may import from the runtime, by module."""
    return {module: tuple(names.split()) for module, names in _NAMES.items()}
