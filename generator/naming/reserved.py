"""Names that generated code uses itself, so that nothing of a document may take them."""

from __future__ import annotations

import builtins

from generator.runtime.model import RESERVED as _MODEL_ATTRIBUTES
from generator.runtime.options import RequestOptions

# Everything a generated module may import or define beside the document's own types.
TYPE_NAMES = frozenset(dir(builtins)) | {
    "Annotated",
    "Any",
    "AsyncBaseClient",
    "AsyncClient",
    "Base64",
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
    "Raw",
    "RequestOptions",
    "Required",
    "Sequence",
    "SyncClient",
    "TypeAlias",
    "TypedDict",
    "UNSET",
    "Union",
    "UnixTime",
    "Unpack",
    "Unset",
}

# A field that shadowed one of these would change what the annotations after it mean.
FIELD_NAMES = _MODEL_ATTRIBUTES | {
    "bool",
    "bytes",
    "dict",
    "float",
    "int",
    "list",
    "self",
    "str",
}

# The arguments that every operation function has.
ARGUMENT_NAMES = frozenset({"client", "options", *RequestOptions.__annotations__})

FUNCTION_NAMES = frozenset(dir(builtins)) | {
    "annotations",
    "asynchronous",
    "date",
    "datetime",
    "deep_object",
}
