"""`errors.py`: the runtime's exceptions, and one for each error type or code of the API."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from generator.ir.api import Api
from generator.naming.names import Names
from generator.naming.reserved import ERROR_NAMES, STATUS_ERROR_NAMES
from generator.python.declarations import ErrorDeclaration, ErrorsModule
from generator.python.expressions import Dict, Name
from generator.python.prose import plain_text, visible_name
from generator.python.runtime_features import Feature
from generator.python.runtime_names import runtime_module

_STATUS_ERROR = "ApiStatusError"


def errors_module(api: Api, names: Names, features: Iterable[Feature]) -> ErrorsModule:
    """Declare `errors.py` of a client with these features of the runtime."""
    runtime_errors = {name for feature in features for name in feature.errors}
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
        )
        for failure in api.error_kinds
        if failure.value in own
    )
    return ErrorsModule(
        path="errors.py",
        doc=_module_doc(runtime_errors, api, errors),
        common=_common_errors(runtime_errors),
        errors=errors,
        kinds=Dict(tuple((value, Name(kinds[value])) for value in sorted(kinds))),
    )


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
    leaves += [
        f"{error.name}, by type" for error in errors if error.doc.startswith("The type")
    ]
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
