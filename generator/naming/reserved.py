"""Names that generated code uses itself, so that names from the document must differ."""

from __future__ import annotations

import builtins
from inspect import signature

from generator.runtime.auth import oauth2
from generator.runtime.client.downloads import AsyncDownloadClient, DownloadClient
from generator.runtime.client.resource import RESERVED as _RESOURCE_ATTRIBUTES
from generator.runtime.http import errors
from generator.runtime.operations.request_options import RequestOptions
from generator.runtime.paging import origin
from generator.runtime.paging.page import RESERVED as _MODEL_ATTRIBUTES
from generator.runtime.streaming import events

# Everything that a generated module may import or define besides the document's types.
TYPE_NAMES = frozenset(dir(builtins)) | {
    "AdditionalProperties",
    "Annotated",
    "Any",
    "Base64",
    "BodyChoice",
    "Caller",
    "Client",
    "Content",
    "CookieParameters",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalNumber",
    "DecimalString",
    "Discriminator",
    "Endpoint",
    "FileInput",
    "Form",
    "FormValue",
    "HttpDate",
    "Int64String",
    "ItemStream",
    "Json",
    "JsonValue",
    "Literal",
    "Mapping",
    "Model",
    "MultiSegmentParameter",
    "Multipart",
    "MultipartValue",
    "Never",
    "ObjectUnion",
    "Optional",
    "Parameter",
    "READ_ONLY",
    "Raw",
    "RequestOptions",
    "Required",
    "Sequence",
    "StreamContent",
    "StreamEndpoint",
    "StyledParameter",
    "TupleUnion",
    "TypeAlias",
    "TypedDict",
    "UNSET",
    "Union",
    "UnixTime",
    "Unpack",
    "Unset",
    "WebhookReader",
}

# Attributes of a client, which resources must not shadow.
CLIENT_NAMES = frozenset(
    name
    for client in (DownloadClient, AsyncDownloadClient)
    for name in (*dir(client), *client.__annotations__, "api")
    if not name.startswith("_")
)

# Those that clients did not always have. A name lock may give them to a resource, which then
# replaces the method.
LATER_CLIENT_NAMES = frozenset({"request"})

# Attributes of a resource, and names used in the bodies of resource classes.
METHOD_NAMES = _RESOURCE_ATTRIBUTES | {"asynchronous", "asynchronous_pages"}

# Names used by `client.py` and the modules of resources besides resource classes.
RESOURCE_NAMES = frozenset(
    {
        "Api",
        "ApiKey",
        "AsyncBaseClient",
        "AsyncClient",
        "AsyncDownloadClient",
        "AsyncResource",
        "AsyncStreamClient",
        "Basic",
        "Bearer",
        "Client",
        "DownloadClient",
        "ErrorKinds",
        "Http",
        "LazyResource",
        "OAuth2",
        "Resource",
        "SchemeOrOAuth2",
        "SeveralSchemes",
        "StreamClient",
        "SyncClient",
    }
)

# A field with one of these names would shadow it in the annotations and defaults of later fields.
FIELD_NAMES = _MODEL_ATTRIBUTES | {
    "bool",
    "bytes",
    "dict",
    "float",
    "int",
    "list",
    "self",
    "str",
    "tuple",
    "wire",
}

# Arguments of every operation function, and names used in its body.
ARGUMENT_NAMES = frozenset(
    {"client", "locals", "options", *RequestOptions.__annotations__}
)

FUNCTION_NAMES = frozenset(dir(builtins)) | {
    "annotations",
    "asynchronous",
    "asynchronous_pages",
    "date",
    "datetime",
    "deep_object",
    "deprecated",
    "lazy_names",
    "paged",
    "paging",
    "paging_links",
    "paging_numbers",
}

WEBHOOK_NAMES = frozenset(dir(builtins)) | {"annotations", "date", "datetime"}

# The runtime's exceptions.
_ERRORS = {
    name: value
    for module in (errors, oauth2, origin, events)
    for name, value in vars(module).items()
    if isinstance(value, type)
    and issubclass(value, errors.ApiError)
    and not name.startswith("_")
}
ERROR_NAMES = frozenset(_ERRORS)

# The exceptions for responses with an error status.
STATUS_ERROR_NAMES = frozenset(
    name for name, value in _ERRORS.items() if issubclass(value, errors.ApiStatusError)
)

# The exception of each error status, with the first line of its docstring, by ascending status.
STATUS_ERROR_DOCS = {
    name: (_ERRORS[name].__doc__ or "").partition("\n")[0]
    for name in vars(errors)
    if name in STATUS_ERROR_NAMES
}

# Attributes of the exceptions of responses, which properties of an error's body must not shadow.
ERROR_ATTRIBUTES = frozenset(
    name
    for name in (
        *dir(errors.ApiStatusError),
        *signature(errors.ApiStatusError).parameters,
    )
    if not name.startswith("_")
)

__all__ = [
    "ARGUMENT_NAMES",
    "CLIENT_NAMES",
    "ERROR_ATTRIBUTES",
    "ERROR_NAMES",
    "FIELD_NAMES",
    "FUNCTION_NAMES",
    "LATER_CLIENT_NAMES",
    "METHOD_NAMES",
    "RESOURCE_NAMES",
    "STATUS_ERROR_DOCS",
    "STATUS_ERROR_NAMES",
    "TYPE_NAMES",
    "WEBHOOK_NAMES",
]
