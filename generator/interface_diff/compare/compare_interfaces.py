"""Compare two client interfaces: the entry point of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from generator.interface_diff.compare.assignability import ClassShapes
from generator.interface_diff.compare.change import Change
from generator.interface_diff.compare.compare_annotations import (
    AnnotatedItem,
    compare_annotations,
)
from generator.interface_diff.compare.compare_arguments import (
    compare_arguments,
    match_arguments,
)
from generator.interface_diff.compare.compare_operations import OperationComparer
from generator.interface_diff.compare.compare_security import compare_security
from generator.interface_diff.compare.compare_tagged_unions import (
    compare_tagged_unions,
)
from generator.interface_diff.compare.compare_types import TypeComparer
from generator.interface_diff.compare.group_resources import (
    assign_types_to_resources,
    group_resources,
)
from generator.interface_diff.compare.match_renames import (
    apply_type_renames,
    match_operations,
    match_renamed_types,
)
from generator.interface_diff.compare.type_directions import find_type_directions
from generator.interface_diff.interface.client_interface import (
    ClientInterface,
    ExceptionClass,
    Server,
    Webhook,
)
from generator.interface_diff.rules.rule_table import RULES

# Changes in these modules are reported together, as those of a resource are.
_SERVERS = "servers"
_WEBHOOKS = "webhooks"

_Function = TypeVar("_Function", Server, Webhook)


def compare_interfaces(
    old: ClientInterface, new: ClientInterface
) -> tuple[Change, ...]:
    """Return what changes for callers of `old` if `new` replaces it.

    The order is fixed: the client as a whole, operations, webhooks, then types, each by name.
    """
    type_renames = match_renamed_types(old, new)
    # With the same names on both sides, the use of a renamed type is not a change.
    renamed = apply_type_renames(old, type_renames)
    shapes = ClassShapes(renamed, new)
    resource_groups = group_resources(old) | group_resources(new)
    operations = OperationComparer(renamed, new, shapes, resource_groups)
    types = TypeComparer(
        shapes,
        find_type_directions(renamed),
        assign_types_to_resources(renamed) | assign_types_to_resources(new),
    )
    return (
        *compare_security(old, new),
        *_compare_clients(old, new),
        *_compare_servers(old, new, shapes),
        *_compare_exports(old, new),
        *_compare_options(old, new),
        *_compare_exceptions(old, new),
        *_compare_resources(old, new, resource_groups),
        *operations.compare(match_operations(renamed, new)),
        *_compare_webhooks(renamed, new, shapes),
        *types.compare(renamed, new, type_renames),
    )


def _compare_clients(old: ClientInterface, new: ClientInterface) -> Iterator[Change]:
    if old.server != new.server:
        rule = "server-changed" if new.server else "default-server-removed"
        yield Change(RULES[rule], "", "Client", before=old.server, after=new.server)
    before, after = dict(old.headers), dict(new.headers)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield Change(
                RULES["header-changed"],
                "",
                "Client",
                name,
                before=before.get(name, ""),
                after=after.get(name, ""),
            )


def _compare_servers(
    old: ClientInterface, new: ClientInterface, shapes: ClassShapes
) -> Iterator[Change]:
    def compare(before: Server, after: Server) -> Iterator[Change]:
        if _url_by_default(before) != _url_by_default(after):
            yield Change(
                RULES["server-url-changed"],
                _SERVERS,
                after.method,
                before=_url_by_default(before),
                after=_url_by_default(after),
            )
        matches = match_arguments(before, after)
        yield from compare_arguments(before, after, matches, shapes, _SERVERS)

    return _compare_by_method("server", _SERVERS, old.servers, new.servers, compare)


def _url_by_default(server: Server) -> str:
    """The URL of a server with the default values of its variables."""
    defaults = ", ".join(
        f"{argument.name}={argument.default}"
        for argument in server.arguments
        if argument.default
    )
    return f"{server.url} ({defaults})" if defaults else server.url


def _compare_webhooks(
    old: ClientInterface, new: ClientInterface, shapes: ClassShapes
) -> Iterator[Change]:
    def compare(before: Webhook, after: Webhook) -> Iterator[Change]:
        return _compare_webhook(before, after, shapes)

    return _compare_by_method("webhook", _WEBHOOKS, old.webhooks, new.webhooks, compare)


def _compare_by_method(
    subject: str,
    resource: str,
    old: tuple[_Function, ...],
    new: tuple[_Function, ...],
    compare: Callable[[_Function, _Function], Iterator[Change]],
) -> Iterator[Change]:
    """Yield removed, changed and added servers or webhooks, reported under `resource`."""
    old_functions = {function.method: function for function in old}
    new_functions = {function.method: function for function in new}
    for method, function in old_functions.items():
        if method in new_functions:
            yield from compare(function, new_functions[method])
        else:
            yield Change(RULES[f"{subject}-removed"], resource, method)
    for method in new_functions:
        if method not in old_functions:
            yield Change(RULES[f"{subject}-added"], resource, method)


def _compare_webhook(
    old: Webhook, new: Webhook, shapes: ClassShapes
) -> Iterator[Change]:
    if new.deprecated and not old.deprecated:
        yield Change(RULES["webhook-deprecated"], _WEBHOOKS, new.method)
    item = AnnotatedItem(
        subject="webhook",
        sent=False,
        received=True,
        resource=_WEBHOOKS,
        owner=new.method,
        name="",
        qualified_name=new.method,
    )
    yield from compare_annotations(item, old.annotation, new.annotation, shapes)
    for change in compare_tagged_unions(old.tagged_unions, new.tagged_unions):
        yield change.of(new.method, _WEBHOOKS)


def _compare_exports(old: ClientInterface, new: ClientInterface) -> Iterator[Change]:
    exceptions = {exception.name for exception in old.exceptions}
    # Removed exceptions are reported as such.
    for name in sorted(old.exports - new.exports - exceptions):
        yield Change(RULES["export-removed"], "", name)


def _compare_options(old: ClientInterface, new: ClientInterface) -> Iterator[Change]:
    before, after = set(old.options), set(new.options)
    for name in sorted(before - after):
        yield Change(RULES["option-removed"], "", "RequestOptions", name)
    for name in sorted(after - before):
        yield Change(RULES["option-added"], "", "RequestOptions", name)


def _compare_exceptions(old: ClientInterface, new: ClientInterface) -> Iterator[Change]:
    before, after = _bases_by_name(old.exceptions), _bases_by_name(new.exceptions)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Change(RULES["exception-removed"], "", name, before=before[name])
        elif name not in before:
            yield Change(RULES["exception-added"], "", name, after=after[name])
        elif before[name] != after[name]:
            rule = RULES["exception-base-changed"]
            yield Change(rule, "", name, before=before[name], after=after[name])
    yield from _compare_error_kinds(old, new)


def _compare_error_kinds(
    old: ClientInterface, new: ClientInterface
) -> Iterator[Change]:
    """Yield the error types and codes for which another exception is raised."""
    new_kinds = dict(new.error_kinds)
    remaining = {exception.name for exception in new.exceptions}
    for kind, before in old.error_kinds:
        after = new_kinds.get(kind, "")
        # An exception that was removed is reported as such.
        if before != after and before in remaining:
            yield Change(RULES["exception-kind-changed"], "", kind, "", before, after)


def _bases_by_name(exceptions: tuple[ExceptionClass, ...]) -> dict[str, str]:
    return {exception.name: exception.base for exception in exceptions}


def _compare_resources(
    old: ClientInterface, new: ClientInterface, resource_groups: Mapping[str, str]
) -> Iterator[Change]:
    # A resource without methods, which only contains resources, is in no group.
    for name in sorted(old.resources - new.resources):
        group = resource_groups.get(name, name)
        yield Change(RULES["resource-removed"], group, name)
    for name in sorted(new.resources - old.resources):
        group = resource_groups.get(name, name)
        yield Change(RULES["resource-added"], group, name)
