"""Names that generated code uses itself, so that names from the document must differ."""

from __future__ import annotations

import builtins

from generator.runtime import errors
from generator.runtime.client import AsyncBaseClient, SyncClient
from generator.runtime.options import RequestOptions
from generator.runtime.pages import RESERVED as _MODEL_ATTRIBUTES
from generator.runtime.resource import RESERVED as _RESOURCE_ATTRIBUTES

# Everything that a generated module may import or define besides the document's types.
TYPE_NAMES = frozenset(dir(builtins)) | {
    "AdditionalProperties",
    "Annotated",
    "Any",
    "Base64",
    "Caller",
    "Client",
    "Content",
    "Date",
    "DateTime",
    "Decimal",
    "DecimalString",
    "Discriminator",
    "Endpoint",
    "FileInput",
    "Form",
    "FormValue",
    "Int64String",
    "ItemStream",
    "Json",
    "JsonValue",
    "Literal",
    "Mapping",
    "Model",
    "Multipart",
    "MultipartValue",
    "Never",
    "Optional",
    "Parameter",
    "READ_ONLY",
    "Raw",
    "RequestOptions",
    "Required",
    "Sequence",
    "StreamContent",
    "StreamEndpoint",
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
    for client in (SyncClient, AsyncBaseClient)
    for name in (*dir(client), *client.__annotations__, "api")
    if not name.startswith("_")
)

# Attributes of a resource, and names used in the bodies of resource classes.
METHOD_NAMES = _RESOURCE_ATTRIBUTES | {"asynchronous"}

# Names used by `client.py` and the modules of resources besides resource classes.
RESOURCE_NAMES = frozenset(
    {
        "Api",
        "ApiKey",
        "AsyncBaseClient",
        "AsyncClient",
        "AsyncResource",
        "Basic",
        "Bearer",
        "Client",
        "Http",
        "LazyMapping",
        "LazyResource",
        "OAuth2",
        "Resource",
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
    "date",
    "datetime",
    "deep_object",
    "deprecated",
    "lazy_names",
    "paging",
}

WEBHOOK_NAMES = frozenset(dir(builtins)) | {"annotations", "date", "datetime"}

ERROR_NAMES = frozenset(name for name in errors.__all__ if name[:1].isupper())

# The exceptions for responses with an error status.
STATUS_ERROR_NAMES = frozenset(
    name
    for name in ERROR_NAMES
    if issubclass(getattr(errors, name), errors.ApiStatusError)
)

__all__ = [
    "ARGUMENT_NAMES",
    "CLIENT_NAMES",
    "ERROR_NAMES",
    "FIELD_NAMES",
    "FUNCTION_NAMES",
    "METHOD_NAMES",
    "RESOURCE_NAMES",
    "STATUS_ERROR_NAMES",
    "TYPE_NAMES",
    "WEBHOOK_NAMES",
]
