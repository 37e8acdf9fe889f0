"""Resolve what code mentions to a selection of operations, types and webhooks.

Selecting too much is better than too little. An attribute that reads like a method of a resource
counts as one, whatever object it belongs to, so code that receives a client needs no annotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from generator.core.diagnostics import Diagnostics
from generator.slicing.selection import Selection
from generator.slicing.used_by.client_surface import TYPE_PACKAGES, ClientSurface
from generator.slicing.used_by.client_variables import Chain
from generator.slicing.used_by.collect_uses import SourceUses
from generator.slicing.used_by.diagnostics import (
    UnknownNameReporter,
    report_missing_import,
    report_no_use,
    report_unresolved_use,
)


def select_used(
    sources: Sequence[SourceUses],
    package: str,
    surface: ClientSurface,
    diagnostics: Diagnostics,
) -> Selection:
    """Select the operations, types and webhooks that code uses.

    Args:
        sources: what each file mentions.
        package: the last part of the name that the client is imported under.
        surface: the names of the whole client.
        diagnostics: collects warnings about unknown names and uses that cannot be resolved, and an
            error if nothing of the client is used, or if no file imports it: an attribute that
            reads like a method of the client may then belong to anything.
    """
    resolver = _Resolver(surface)
    unknown_names = UnknownNameReporter(surface, diagnostics)
    resource_variables = _resource_variables(sources, surface)
    client_variables = {name for source in sources for name in source.client_variables}
    operation_modules = {"operations"} | {
        name for source in sources for name in source.operation_modules
    }
    is_imported = any(source.is_imported for source in sources)
    for source in sources:
        for use in source.package_names:
            if not resolver.add_package_name(use.chain) and use.is_certain:
                unknown_names.report_name(source.file, use)
        for use in source.star_names:
            resolver.add_star_name(use.chain[0])
        for use in source.attributes:
            resolver.add_methods(use.chain, resource_variables)
            resolver.add_functions(use.chain, operation_modules)
        for use in source.passed_attributes:
            resolver.add_passed_resource(use.chain, client_variables)
        for use in source.client_attributes:
            unknown_names.report_attribute(source.file, use)
        for line, message in source.unresolved:
            report_unresolved_use(source.file, line, message, diagnostics)
    if not is_imported and not resolver.is_named:
        report_missing_import(sources, package, diagnostics)
    elif not (resolver.operations or resolver.types or resolver.webhooks):
        report_no_use(package, diagnostics)
    operations = [
        key for key in surface.functions.values() if key in resolver.operations
    ]
    return Selection(
        operations=tuple(dict.fromkeys(operations)),
        types=tuple(sorted(resolver.types)),
        webhooks=tuple(sorted(resolver.webhooks)),
    )


class _Resolver:
    """Collects the operations, types and webhooks that names refer to."""

    def __init__(self, surface: ClientSurface) -> None:
        self._surface = surface
        self._depth = _depth(surface)
        self.operations: set[str] = set()
        self.types: set[str] = set()
        self.webhooks: set[str] = set()
        # Whether any was named through the client's package, be it only in a string.
        self.is_named = False

    def add_package_name(self, chain: Chain) -> bool:
        """Add what a dotted name below the client's package refers to; whether it exists."""
        # Every module has `__name__` and the like: they do not narrow down what is used.
        names_in_package = tuple(takewhile(_is_not_dunder, chain))
        if not names_in_package:
            return True
        package, names = names_in_package[0], names_in_package[1:]
        surface = self._surface
        if package not in surface.exports:
            return False
        if package not in surface.modules or not names:
            return True
        # In `operations.customers.post_customers`, the first name is a module.
        if any(self._add(package, name) for name in names[:2]):
            self.is_named = True
            return True
        return names[0] in surface.modules[package] and len(names) == 1

    def add_star_name(self, name: str) -> None:
        """Add everything with this name, in a file that imports `*`."""
        for package in self._surface.modules:
            self._add(package, name)

    def _add(self, package: str, name: str) -> bool:
        surface = self._surface
        if package == "operations" and name in surface.functions:
            self.operations.add(surface.functions[name])
            return True
        if package in TYPE_PACKAGES and name in surface.types:
            self.types.add(surface.types[name])
            return True
        if package == "webhooks" and name in surface.webhooks:
            self.webhooks.add(name)
            return True
        if package == "resources" and name in surface.resource_classes:
            resource = surface.resource_classes[name]
            self.operations.update(surface.resources[resource])
            return True
        return False

    def add_methods(self, chain: Chain, variables: dict[str, set[Chain]]) -> None:
        """Add the methods that a chain of attributes may refer to: `….customers.create`."""
        for path in _possible_paths(chain, variables, self._depth):
            for end in range(2, len(path) + 1):
                if path[:end] in self._surface.methods:
                    self.operations.add(self._surface.methods[path[:end]])

    def add_functions(self, chain: Chain, modules: set[str]) -> None:
        """Add functions accessed on modules that other files imported: `shop.ops.post_…`."""
        for module, name in pairwise(chain):
            if module in modules and name in self._surface.functions:
                self.operations.add(self._surface.functions[name])

    def add_passed_resource(self, chain: Chain, clients: set[str]) -> None:
        """Add every operation of a resource that is passed on as a value."""
        for index in range(max(0, len(chain) - self._depth - 1), len(chain) - 1):
            rest = chain[index + 1 :]
            if chain[index] in clients and rest in self._surface.resources:
                self.operations.update(self._surface.resources[rest])


def _is_not_dunder(name: str) -> bool:
    return not name.startswith("__")


def _depth(surface: ClientSurface) -> int:
    """The length of the longest path from the client down to a method or resource."""
    return max(map(len, (*surface.methods, *surface.resources)), default=0)


def _possible_paths(
    chain: Chain, variables: dict[str, set[Chain]], depth: int
) -> Iterator[Chain]:
    """The paths from the client down that a chain of attributes may contain, cut at `depth`.

    Longer ones refer to nothing, and all parts of a chain have quadratic size.
    """
    for index, name in enumerate(chain):
        yield chain[index : index + depth]
        for resource in variables.get(name, ()):
            yield (*resource, *chain[index + 1 : index + 1 + depth - len(resource)])


def _resource_variables(
    sources: Iterable[SourceUses], surface: ClientSurface
) -> dict[str, set[Chain]]:
    """The variables and attributes that may hold a resource, by the assignments to them.

    One variable may be assigned to another: a resource found for one is passed on to those that
    are assigned from it, until there are no more.
    """
    depth = _depth(surface)
    variables: dict[str, set[Chain]] = {}
    pending: list[tuple[str, Chain]] = []
    # By the name of a variable: the variables assigned from it, and the path between them.
    assigned_from: dict[str, list[tuple[str, Chain]]] = {}

    def add(name: str, path: Chain) -> None:
        if path in surface.resources and path not in variables.get(name, ()):
            variables.setdefault(name, set()).add(path)
            pending.append((name, path))

    for source in sources:
        for target, chain in source.assignments:
            # Only its end can be the whole path of a resource.
            end = chain[-depth - 1 :]
            for index, name in enumerate(end):
                add(target, end[index:])
                assigned_from.setdefault(name, []).append((target, end[index + 1 :]))
    while pending:
        variable, resource = pending.pop()
        for target, rest in assigned_from.get(variable, ()):
            add(target, (*resource, *rest))
    return variables
