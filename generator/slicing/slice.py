"""Slice an API: the operations, types and webhooks that a user selects, and what they need.

A slice has the names of the whole API, so selecting more never renames anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.pointer import Pointer
from generator.ir.api import Api
from generator.ir.reachability import reduce_api
from generator.ir.remove_expansions import remove_expansions
from generator.ir.types import TypeId
from generator.naming.apply_name_lock import (
    KeptName,
    argument_label,
    field_label,
)
from generator.naming.named_api import NamedApi
from generator.naming.names import Names, select_names
from generator.naming.type_names import dict_name
from generator.slicing.selection import (
    Selection,
    select_operations,
    select_tagged_webhooks,
)

_T = TypeVar("_T")
# Unknown names with suggestions: finding names that are close compares each with all others.
_MAX_SUGGESTED = 20


@dataclass(frozen=True, slots=True)
class SchemaCount:
    """How many named schemas a slice has with its expandable fields, and with identifiers only."""

    expanded: int
    without_expansions: int

    @property
    def can_be_cut(self) -> bool:
        """Whether the slice would be smaller without the objects that its fields expand to."""
        return self.without_expansions < self.expanded


@dataclass(frozen=True, slots=True)
class ApiSlice:
    """The part of an API that a client has, with its names.

    Attributes:
        api: the part.
        names: its names, which are those of the whole.
        kept_names: those of them that the name lock preserved.
        operations: the keys of the selected operations; None for a whole API.
        schema_count: the size of the slice; None for a whole API.
    """

    api: Api
    names: Names
    kept_names: tuple[KeptName, ...] = ()
    operations: tuple[str, ...] | None = None
    schema_count: SchemaCount | None = None


def slice_api(
    named: NamedApi,
    selection: Selection,
    cut_expansions: bool,
    diagnostics: Diagnostics,
) -> ApiSlice:
    """Reduce a named API to what `selection` selects.

    Args:
        named: the whole API.
        selection: what to keep.
        cut_expansions: replace expandable fields by their identifiers, and drop the objects.
        diagnostics: collects an error for each pattern and name that the API does not have.
    """
    api, names = named.api, named.names
    operations = select_operations(api, selection, diagnostics)
    if operations is None:
        whole = remove_expansions(api) if cut_expansions else api
        return ApiSlice(whole, names, named.kept_names)
    cut = remove_expansions(api)
    types = tuple(_find_types(selection.types, names, diagnostics))
    keys = frozenset(operations)
    webhooks = {
        *select_tagged_webhooks(api, selection),
        *_find_webhooks(selection.webhooks, named, diagnostics),
    }
    large, small = (reduce_api(full, keys, types, webhooks) for full in (api, cut))
    kept = small if cut_expansions else large
    names = select_names(names, kept)
    return ApiSlice(
        kept,
        names,
        _kept_names_in(names, named.kept_names),
        operations,
        SchemaCount(_count_named(large), _count_named(small)),
    )


def diagnostics_of_slice(
    diagnostics: Iterable[Diagnostic], whole: Api, api_slice: ApiSlice
) -> tuple[Diagnostic, ...]:
    """The diagnostics of a whole API that concern a slice of it.

    A diagnostic inside an operation, schema or webhook concerns the slices that have it; any other
    concerns all.
    """
    part = api_slice.api
    if api_slice.operations is None:
        return tuple(diagnostics)
    located = {operation.at.tokens for operation in whole.operations}
    kept = {operation.at.tokens for operation in part.operations}

    def concerns(tokens: tuple[str, ...]) -> bool:
        for length in range(len(tokens) + 1):
            if tokens[:length] in located:
                return tokens[:length] in kept
        match tokens:
            case ("paths", path, *_):
                return any(operation.path == path for operation in part.operations)
            case ("components", "schemas", name, *_):
                owners = (
                    definition.location.owner
                    for definition in part.definitions.values()
                )
                return name in owners
            case ("webhooks", name, *_):
                return any(
                    webhook.at.tokens[1:2] == (name,) for webhook in part.webhooks
                )
            case _:
                return True

    return tuple(
        diagnostic
        for diagnostic in diagnostics
        if concerns(diagnostic.at.tokens if diagnostic.at is not None else ())
    )


def _kept_names_in(names: Names, kept: Iterable[KeptName]) -> tuple[KeptName, ...]:
    mentioned = {
        *names.types.values(),
        *names.webhooks.values(),
        *names.resources.values(),
        *names.failures.values(),
        *names.schemes.values(),
        *names.tools.values(),
        *(server.function for server in names.servers),
    }
    for id_, fields in names.fields.items():
        mentioned |= {field_label(names.types[id_], field) for field in fields.values()}
    for operation in names.operations.values():
        function = operation.function
        mentioned |= {
            argument_label(function, argument)
            for argument in (*operation.arguments.values(), operation.media_type)
            if argument is not None
        }
        mentioned |= {
            function,
            operation.method.path,
            "/".join(operation.resource),
        }
    return tuple(kept_name for kept_name in kept if kept_name.name in mentioned)


def _find_types(
    wanted: Iterable[str], names: Names, diagnostics: Diagnostics
) -> Iterator[TypeId]:
    """The definitions of classes and TypedDicts with these names."""
    known = {name: id_ for id_, name in names.types.items()}
    known |= {dict_name(name): id_ for id_, name in names.types.items()}
    return _find("unknown-type", wanted, known, diagnostics)


def _find_webhooks(
    wanted: Iterable[str], named: NamedApi, diagnostics: Diagnostics
) -> Iterator[Pointer]:
    """The locations of webhooks whose readers have these names."""
    known = {
        named.names.webhooks[webhook.key]: webhook.at for webhook in named.api.webhooks
    }
    return _find("unknown-webhook", wanted, known, diagnostics)


def _find(
    code: str, wanted: Iterable[str], known: Mapping[str, _T], diagnostics: Diagnostics
) -> Iterator[_T]:
    """Look up Python names; report unknown ones under `code`."""
    unknown = 0
    for name in wanted:
        if name in known:
            yield known[name]
            continue
        unknown += 1
        has_suggestions = unknown <= _MAX_SUGGESTED
        close = get_close_matches(name, known, n=3) if has_suggestions else []
        diagnostics.error(
            code,
            f"the client of the document has no {name!r}",
            None,
            f"did you mean {' or '.join(close)}?" if close else None,
        )


def _count_named(api: Api) -> int:
    return sum(definition.is_named for definition in api.definitions.values())
