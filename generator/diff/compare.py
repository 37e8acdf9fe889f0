"""Two interfaces to the changes between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from generator.diff.changes import Change
from generator.diff.compare_arguments import argument_changes
from generator.diff.compare_operations import OperationComparer
from generator.diff.compare_types import TypeComparer
from generator.diff.directions import directions_of
from generator.diff.interface import ExceptionClass, Interface, Server, Webhook
from generator.diff.judging import Spot, judged
from generator.diff.renames import operation_pairs, type_renames
from generator.diff.renaming import with_names
from generator.diff.resources import homes_of_resources, resources_of_types
from generator.diff.rules import RULES
from generator.diff.shapes import Shapes

# What they are told with, as what belongs to a resource is told with that.
_SERVERS = "servers"
_WEBHOOKS = "webhooks"

_Called = TypeVar("_Called", Server, Webhook)


def compare(old: Interface, new: Interface) -> tuple[Change, ...]:
    """What changes for the callers of `old` with `new` in its place; nothing where they are equal.

    The order is fixed: the client as a whole, operations, webhooks, then types, each by name.
    """
    renames = type_renames(old, new)
    # From here on the old client speaks of its types as the new one does.
    read = with_names(old, renames)
    shapes = Shapes(read, new)
    homes = homes_of_resources(old) | homes_of_resources(new)
    operations = OperationComparer(shapes, homes)
    types = TypeComparer(
        shapes,
        directions_of(read),
        resources_of_types(read) | resources_of_types(new),
    )
    return (
        *_client(old, new),
        *_servers(old, new, shapes),
        *_options(old, new),
        *_exceptions(old, new),
        *_resources(old, new, homes),
        *operations.changes(read, new, operation_pairs(read, new)),
        *_webhooks(read, new, shapes),
        *types.changes(read, new, renames),
    )


def _client(old: Interface, new: Interface) -> Iterator[Change]:
    for rule, before, after in (
        ("credentials-changed", old.authentication, new.authentication),
        ("server-changed", old.server, new.server),
    ):
        if before != after:
            yield Change(RULES[rule], "", "Client", before=before, after=after)


def _servers(old: Interface, new: Interface, shapes: Shapes) -> Iterator[Change]:
    def changes(before: Server, after: Server) -> Iterator[Change]:
        return argument_changes(before, after, shapes, _SERVERS)

    return _by_method("server", _SERVERS, old.servers, new.servers, changes)


def _webhooks(old: Interface, new: Interface, shapes: Shapes) -> Iterator[Change]:
    def changes(before: Webhook, after: Webhook) -> Iterator[Change]:
        return _webhook(before, after, shapes)

    return _by_method("webhook", _WEBHOOKS, old.webhooks, new.webhooks, changes)


def _by_method(
    subject: str,
    home: str,
    old: tuple[_Called, ...],
    new: tuple[_Called, ...],
    changes: Callable[[_Called, _Called], Iterator[Change]],
) -> Iterator[Change]:
    """What went, what changed, and what came; all of it is told with `home`."""
    before = {each.method: each for each in old}
    after = {each.method: each for each in new}
    for method, each in before.items():
        if method in after:
            yield from changes(each, after[method])
        else:
            yield Change(RULES[f"{subject}-removed"], home, method)
    for method in after:
        if method not in before:
            yield Change(RULES[f"{subject}-added"], home, method)


def _webhook(old: Webhook, new: Webhook, shapes: Shapes) -> Iterator[Change]:
    if new.deprecated and not old.deprecated:
        yield Change(RULES["webhook-deprecated"], _WEBHOOKS, new.method)
    spot = Spot(
        subject="webhook",
        sent=False,
        received=True,
        resource=_WEBHOOKS,
        owner=new.method,
        name="",
        whole=new.method,
    )
    yield from judged(spot, old.annotation, new.annotation, shapes)


def _options(old: Interface, new: Interface) -> Iterator[Change]:
    before, after = set(old.options), set(new.options)
    for name in sorted(before - after):
        yield Change(RULES["option-removed"], "", "RequestOptions", name)
    for name in sorted(after - before):
        yield Change(RULES["option-added"], "", "RequestOptions", name)


def _exceptions(old: Interface, new: Interface) -> Iterator[Change]:
    before, after = _by_name(old.exceptions), _by_name(new.exceptions)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Change(RULES["exception-removed"], "", name, before=before[name])
        elif name not in before:
            yield Change(RULES["exception-added"], "", name, after=after[name])
        elif before[name] != after[name]:
            rule = RULES["exception-base-changed"]
            yield Change(rule, "", name, before=before[name], after=after[name])


def _by_name(exceptions: tuple[ExceptionClass, ...]) -> dict[str, str]:
    return {each.name: each.base for each in exceptions}


def _resources(
    old: Interface, new: Interface, homes: Mapping[str, str]
) -> Iterator[Change]:
    # One that has no methods of its own, only resources below it, is its own home.
    for name in sorted(old.resources - new.resources):
        yield Change(RULES["resource-removed"], homes.get(name, name), name)
    for name in sorted(new.resources - old.resources):
        yield Change(RULES["resource-added"], homes.get(name, name), name)
