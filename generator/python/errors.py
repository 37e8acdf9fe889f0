"""`errors.py`: the runtime's exceptions, and one for each error type or code of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.ir.api import Api
from generator.ir.error_objects import ENVELOPE, error_body_types, error_objects
from generator.ir.types import (
    Definition,
    Enum,
    Nullable,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)
from generator.naming.names import Names
from generator.naming.reserved import (
    ERROR_ATTRIBUTES,
    ERROR_NAMES,
    STATUS_ERROR_DOCS,
    STATUS_ERROR_NAMES,
)
from generator.python.declarations import (
    ErrorDeclaration,
    ErrorsModule,
    FieldDeclaration,
)
from generator.python.expressions import (
    NONE,
    Call,
    Choice,
    Dict,
    Expr,
    Import,
    Name,
    Quoted,
    Subscript,
    Text,
    choice,
    imports_of,
)
from generator.python.imports import Imports, import_block
from generator.python.prose import plain_text, visible_name
from generator.python.runtime_features import Feature
from generator.python.runtime_names import runtime_import, runtime_module, runtime_name
from generator.python.types import TypeWriter

_STATUS_ERROR = "ApiStatusError"
_ANY = Name("Any", Import("typing", "Any"))
_BINARY = Scalar("string", "binary")
_DETAIL = runtime_name("Detail")
# The package as `errors.py` imports it; no attribute has this name.
_MODELS = "models"
_STR = Name("str")
# From so many types on, the annotation has only those of this share of the responses.
_MOST_BODIES = 4
_COMMON_SHARE = 0.1


def errors_module(
    api: Api, names: Names, features: Iterable[Feature], types: TypeWriter
) -> ErrorsModule:
    """Declare `errors.py` of a client with these features of the runtime."""
    runtime_errors = {name for feature in features for name in feature.errors}
    attributes = tuple(_attributes(api, names, types))
    own = {
        failure.value: names.failures[failure.value]
        for failure in api.error_kinds
        if names.failures[failure.value] not in ERROR_NAMES
    }
    # A type named like an exception without response, such as a timeout, has no class of its own:
    # the exception of its status is raised.
    kinds = {
        value: name
        for value, name in names.failures.items()
        if value in own or name in STATUS_ERROR_NAMES
    }
    errors = tuple(
        ErrorDeclaration(
            name=own[failure.value],
            base=kinds.get(failure.base or "", _STATUS_ERROR),
            doc=_error_doc(failure.value, failure.is_code, failure.description),
            is_code=failure.is_code,
        )
        for failure in api.error_kinds
        if failure.value in own
    )
    return ErrorsModule(
        path="errors.py",
        doc=_module_doc(runtime_errors, api, errors),
        imports=_imports(attributes),
        attributes=attributes,
        statuses=_statuses() if attributes else (),
        common=_common_errors(
            runtime_errors - (STATUS_ERROR_NAMES if attributes else frozenset())
        ),
        errors=errors,
        kinds=Dict(tuple((value, Name(kinds[value])) for value in sorted(kinds))),
    )


def _attributes(
    api: Api, names: Names, types: TypeWriter
) -> Iterator[FieldDeclaration]:
    """Yield `body`, and the scalar properties of the objects that describe an error.

    Attributes of every exception take precedence over properties of the same name.
    """
    bodies = error_body_types(api.operations)
    if not bodies:
        return
    yield FieldDeclaration(
        "body", _body_annotation(bodies, api, types), None, "", False
    )
    annotations: dict[str, list[Expr]] = {}
    paths: dict[str, dict[str, None]] = {}
    for type_ in bodies:
        for error in error_objects(type_, api.definitions):
            prefix = ""
            if error.envelope is not None:
                prefix = f"{names.fields[error.envelope][ENVELOPE]}."
            for field in error.record.fields:
                name = names.fields[error.id][field.name]
                is_own = {name, field.name} & (ERROR_ATTRIBUTES | {_MODELS})
                if not is_own and _is_scalar(field.type, api.definitions):
                    annotation = types.model_annotation(field.type)
                    annotations.setdefault(name, []).append(annotation)
                    paths.setdefault(name, {})[f"{prefix}{name}"] = None
    for name in sorted(annotations):
        value = Call(_DETAIL, tuple(("", Text(path)) for path in paths[name]))
        annotation = _qualified(choice([*annotations[name], NONE]))
        detail = Subscript(_DETAIL, (annotation,))
        yield FieldDeclaration(name, detail, value, "", False)


def _body_annotation(bodies: Mapping[Type, int], api: Api, types: TypeWriter) -> Expr:
    """Return the union of the declared types, `str` and None.

    Of many types, it has only those of many responses, and `Model` for the others.
    """
    common = list(bodies)
    others: list[Expr] = []
    if len(bodies) > _MOST_BODIES:
        least = sum(bodies.values()) * _COMMON_SHARE
        common = [body for body, count in bodies.items() if count >= least]
        rest = bodies.keys() - common
        are_models = all(_is_model(body, api.definitions) for body in rest)
        others = [runtime_name("Model") if are_models else _ANY]
    members = [
        _STR if body == _BINARY else types.model_annotation(body) for body in common
    ]
    return _qualified(choice([*members, *others, _STR, NONE]))


def _qualified(annotation: Expr) -> Expr:
    """Return an annotation with `models.Error` for `Error`.

    The document may declare models with the names of exceptions.
    """
    match annotation:
        case Name(text, Import(module)) if module.startswith(f".{_MODELS}."):
            return Name(f"{_MODELS}.{text}", Import(".", _MODELS))
        case Quoted(quoted):
            return _qualified(quoted)
        case Subscript(Name("Annotated"), (inner, *_)):
            return _qualified(inner)
        case Subscript(origin, arguments):
            return Subscript(origin, tuple(map(_qualified, arguments)))
        case Choice(members):
            return choice(list(map(_qualified, members)))
        case _:
            return annotation


def _is_model(type_: Type, definitions: Mapping[TypeId, Definition]) -> bool:
    match type_:
        case Ref(id_):
            return _is_model(definitions[id_].type, definitions)
        case Union(members):
            return all(_is_model(member, definitions) for member in members)
        case _:
            return isinstance(type_, Record)


def _is_scalar(type_: Type, definitions: Mapping[TypeId, Definition]) -> bool:
    match type_:
        case Ref(id_):
            return _is_scalar(definitions[id_].type, definitions)
        case Nullable(inner):
            return _is_scalar(inner, definitions)
        case Scalar(kind):
            return kind in ("string", "integer", "number", "boolean")
        case _:
            return isinstance(type_, Enum)


def _statuses() -> tuple[ErrorDeclaration, ...]:
    return tuple(
        ErrorDeclaration(name, f"{_STATUS_ERROR}, base.{name}", doc)
        for name, doc in STATUS_ERROR_DOCS.items()
        if name != _STATUS_ERROR
    )


def _imports(attributes: Iterable[FieldDeclaration]) -> Imports:
    needed = {Import("typing", "Final"), Import("collections.abc", "Mapping")}
    typing_only: set[Import] = set()
    for attribute in attributes:
        needed.add(runtime_import("errors", "errors as base"))
        typing_only |= set(imports_of(attribute.annotation))
        if attribute.default is not None:
            needed |= set(imports_of(attribute.default))
    return import_block("", needed, typing_only)


def _common_errors(
    runtime_errors: AbstractSet[str],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the runtime's exceptions that the client has, by module, both sorted."""
    modules: dict[str, list[str]] = {}
    for name in sorted(runtime_errors):
        modules.setdefault(runtime_module(name), []).append(name)
    return tuple((module, tuple(modules[module])) for module in sorted(modules))


def _module_doc(
    common: AbstractSet[str], api: Api, errors: tuple[ErrorDeclaration, ...]
) -> str:
    """Draw the tree of exceptions, one by type each; those by code are only counted."""
    leaves = ["BadRequestError, NotFoundError and others, by status"]
    leaves += [f"{error.name}, by type" for error in errors if not error.is_code]
    codes = sum(failure.is_code for failure in api.error_kinds)
    if codes:
        leaves.append(f"one for each of {codes} codes")
    lines = [
        "    ApiError",
        "    ├── ApiConnectionError, with ApiTimeoutError",
        f"    ├── {_with('ApiCredentialsError', 'ApiTokenError', common)}",
        *(["    ├── ApiPagingError"] if "ApiPagingError" in common else []),
        f"    ├── {_with('ApiResponseError', 'ApiStreamError', common)}",
        "    └── ApiStatusError",
        *(f"        ├── {leaf}" for leaf in leaves[:-1]),
        f"        └── {leaves[-1]}",
    ]
    tree = "\n".join(lines)
    if not errors:
        attributes = (
            "Each has `request` and `attempts`, and `response` if there is one."
        )
        return "\n\n".join(("Exceptions of this client.", tree, attributes))
    summary = "Exceptions of this client: those of every client, and those of this API."
    both = (
        "The exception of an error response belongs to both groups: by status, and by type "
        "or code."
    )
    return "\n\n".join((summary, tree, both))


def _with(base: str, subclass: str, common: AbstractSet[str]) -> str:
    return f"{base}, with {subclass}" if subclass in common else base


def _error_doc(value: str, is_code: bool, description: str | None) -> str:
    text = plain_text(description)
    first = f"The {'code' if is_code else 'type'} `{visible_name(value)}`."
    return f"{first} {text}" if text else first
