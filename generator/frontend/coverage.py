"""How much of a document is in its client: counted in the document itself, not in what we read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.incoming_requests import incoming_items
from generator.openapi.path_items import METHODS, operations_in
from generator.openapi.references import References
from generator.python.declarations import (
    Module,
    OperationsModule,
    TypesModule,
    WebhooksModule,
)
from generator.slicing.slice import Part


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the things asked for are in the client, and how many the document has.

    `left_out` of those asked for have errors in the document, and were to be left out then.
    """

    done: int
    total: int
    in_document: int
    left_out: int = 0

    @property
    def dropped(self) -> int:
        """How many are not in the client, and nobody said that they may be missing."""
        return self.total - self.done - self.left_out


NOTHING_COUNTED = Count(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Account:
    """The operations and named schemas of a client, of those that were asked for.

    `webhooks` are those that have content, callbacks among them.
    """

    operations: Count
    schemas: Count
    webhooks: Count = NOTHING_COUNTED

    @property
    def dropped(self) -> int:
        """How many of all these are not in the client, and nobody said that they may be missing."""
        return sum(
            each.dropped for each in (self.operations, self.schemas, self.webhooks)
        )


def account(tree: Mapping[str, Json], part: Part, modules: Iterable[Module]) -> Account:
    """What of a document tree has a function or a type in `modules`.

    The schemas asked for are all of the document, or those that a part of it reaches.
    """
    api, names, wanted = part.api, part.names, part.operations
    modules = tuple(modules)
    functions, types = _declared(modules)
    operations = {
        (each.path, each.method)
        for each in api.operations
        if names.operations[each.key].function in functions
    }
    named = {
        each.location.owner: each.id
        for each in api.definitions.values()
        if each.is_named
    }
    schemas = {owner for owner, id_ in named.items() if names.types[id_] in types}
    asked = _operations(tree)
    components = set((tree.get("components") or {}).get("schemas") or {})
    sent = _webhooks(tree)
    read = sum(
        len(module.webhooks) for module in modules if isinstance(module, WebhooksModule)
    )
    if wanted is not None:
        return Account(
            Count(len(operations), len(wanted), len(asked)),
            Count(len(schemas), len(named), len(components)),
            Count(read, len(api.webhooks), sent),
        )
    return Account(
        Count(len(operations & asked), len(asked), len(asked)),
        Count(len(schemas & components), len(components), len(components)),
        Count(read, sent, sent),
    )


def with_left_out(
    account: Account,
    whole: Mapping[str, Json],
    rest: Mapping[str, Json],
    webhooks: int,
) -> Account:
    """The same account, of a document of which parts were left out.

    `whole` and `rest` are its tree before and after that; `webhooks` are gone besides.
    """
    operations = len(_operations(whole) - _operations(rest))
    # Of a part of the document, those that were asked for are in the rest.
    is_whole = account.operations.total == account.operations.in_document
    return Account(
        _more(account.operations, operations, is_whole),
        account.schemas,
        _more(account.webhooks, webhooks, is_whole),
    )


def _more(count: Count, left_out: int, is_whole: bool) -> Count:
    asked = left_out if is_whole else 0
    return Count(count.done, count.total + asked, count.in_document + left_out, asked)


def _declared(modules: tuple[Module, ...]) -> tuple[set[str], set[str]]:
    functions = {
        function.name
        for module in modules
        if isinstance(module, OperationsModule)
        for function in module.functions
    }
    types = {
        declaration.name
        for module in modules
        if isinstance(module, TypesModule)
        for declaration in module.declarations
    }
    return functions, types


def _operations(tree: Mapping[str, Json]) -> set[tuple[str, str]]:
    """Path and method, as it is sent, of each operation of a document that need not be valid."""
    paths = tree.get("paths")
    # What leads nowhere is no operation, and has been told of before anything is counted.
    references = References(tree, Diagnostics())
    found: set[tuple[str, str]] = set()
    for path, value in paths.items() if isinstance(paths, Mapping) else ():
        followed = references.follow(value, Pointer(("paths", path)))
        if path.startswith("x-") or followed is None:
            continue
        item, at = followed
        if isinstance(item, Mapping):
            found |= {
                (path, method.upper() if method in METHODS else method)
                for method, _, _ in operations_in(item, at)
            }
    return found


def _webhooks(tree: Mapping[str, Json]) -> int:
    """How many requests the API sends that have content."""
    # What leads nowhere has been told of before anything is counted.
    untold = Diagnostics()
    references = References(tree, untold)
    bodies = (
        references.follow(operation.get("requestBody"), place)
        for each in incoming_items(tree, untold)
        for _, operation, place in operations_in(each.item, each.at)
    )
    return sum(
        1
        for followed in bodies
        if followed is not None and isinstance(followed[0], Mapping)
        if followed[0].get("content")
    )
