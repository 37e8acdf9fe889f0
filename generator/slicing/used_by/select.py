"""From what code mentions to what it needs: operations, types and webhooks of the client.

Better one too many than one too few. An attribute that reads like a method of a resource is taken
for one, whatever it is an attribute of; so code that is handed its client needs no annotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from generator.core.diagnostics import Diagnostics
from generator.slicing.selection import Selection
from generator.slicing.used_by.scopes import Chain
from generator.slicing.used_by.surface import TYPE_PACKAGES, Surface
from generator.slicing.used_by.telling import (
    tell_of_no_import,
    tell_of_no_use,
    tell_of_unknown,
    tell_of_unknown_attribute,
    tell_of_unseen,
)
from generator.slicing.used_by.uses import Uses


def used_selection(
    uses: Sequence[Uses], package: str, surface: Surface, diagnostics: Diagnostics
) -> Selection:
    """The operations, types and webhooks that code uses; nothing else is selected.

    Args:
        uses: of each file.
        package: the last part of the name that the client is imported under.
        surface: of the whole client.
        diagnostics: takes what cannot be seen and names that the client does not have, as
            warnings, and as an error that nothing of the client is used at all, or that no file
            imports it: what reads like a method of it may then be anybody's.
    """
    found = _Found(surface)
    resources = _resource_variables(uses, surface)
    clients = {name for each in uses for name in each.clients}
    modules = _module_variables(uses)
    is_imported = any(each.is_imported for each in uses)
    for each in uses:
        for use in each.of_client:
            if not found.of_client(use.chain) and use.is_certain:
                tell_of_unknown(each.file, use, surface, diagnostics)
        for use in each.star_names:
            found.by_star(use.chain[0])
        for use in each.of_variables:
            found.methods_in(use.chain, resources)
            found.functions_in(use.chain, modules)
        for use in each.passed:
            found.passed_on(use.chain, clients)
        for use in each.on_clients:
            tell_of_unknown_attribute(each.file, use, surface, diagnostics)
        for line, what in each.unseen:
            tell_of_unseen(each.file, line, what, diagnostics)
    if not is_imported and not found.by_name:
        tell_of_no_import(uses, package, diagnostics)
    elif not (found.operations or found.types or found.webhooks):
        tell_of_no_use(package, diagnostics)
    in_order = [key for key in surface.functions.values() if key in found.operations]
    return Selection(
        operations=tuple(dict.fromkeys(in_order)),
        types=tuple(sorted(found.types)),
        webhooks=tuple(sorted(found.webhooks)),
    )


class _Found:
    """The operations, types and webhooks that are used, as they come up."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self.operations: set[str] = set()
        self.types: set[str] = set()
        self.webhooks: set[str] = set()
        # Whether any of it was named below its package, if only in a text.
        self.by_name = False

    def of_client(self, chain: Chain) -> bool:
        """Take what a name of the client's package stands for; whether there is such a name."""
        # What every module has, its `__name__` and the like, says nothing of what is in it.
        own = tuple(takewhile(_is_own, chain))
        if not own:
            return True
        package, names = own[0], own[1:]
        surface = self._surface
        if package not in surface.exports:
            return False
        if package not in surface.modules or not names:
            return True
        # Of `operations.customers.post_customers`, the module is passed over.
        if any(self._named(package, name) for name in names[:2]):
            self.by_name = True
            return True
        return names[0] in surface.modules[package] and len(names) == 1

    def by_star(self, name: str) -> None:
        """Take whatever has this name."""
        for package in self._surface.modules:
            self._named(package, name)

    def _named(self, package: str, name: str) -> bool:
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

    def methods_in(self, chain: Chain, variables: dict[str, set[Chain]]) -> None:
        """Take the methods that a chain of attributes may call: `….customers.create`."""
        for path in _paths_in(chain, variables):
            for end in range(2, len(path) + 1):
                if path[:end] in self._surface.methods:
                    self.operations.add(self._surface.methods[path[:end]])

    def functions_in(self, chain: Chain, modules: set[str]) -> None:
        """Take the functions of modules that other files have imported: `shop.ops.post_…`."""
        for module, name in pairwise(chain):
            if module in modules and name in self._surface.functions:
                self.operations.add(self._surface.functions[name])

    def passed_on(self, chain: Chain, clients: set[str]) -> None:
        """Take all of a resource that is given to somebody else."""
        for index, name in enumerate(chain[:-1]):
            rest = chain[index + 1 :]
            if name in clients and rest in self._surface.resources:
                self.operations.update(self._surface.resources[rest])


def _is_own(name: str) -> bool:
    return not name.startswith("__")


def _paths_in(chain: Chain, variables: dict[str, set[Chain]]) -> Iterator[Chain]:
    """What may be a way from the client down in a chain of attributes."""
    for index, name in enumerate(chain):
        yield chain[index:]
        for resource in variables.get(name, ()):
            yield (*resource, *chain[index + 1 :])


def _resource_variables(
    uses: Iterable[Uses], surface: Surface
) -> dict[str, set[Chain]]:
    """The variables and attributes that may hold a resource, by what was assigned to them."""
    assigned = [pair for each in uses for pair in each.assigned]
    found: dict[str, set[Chain]] = {}
    changed = True
    while changed:
        changed = False
        for name, chain in assigned:
            fresh = {
                path for path in _paths_in(chain, found) if path in surface.resources
            } - found.get(name, set())
            if fresh:
                found.setdefault(name, set()).update(fresh)
                changed = True
    return found


def _module_variables(uses: Iterable[Uses]) -> set[str]:
    """The names that modules of operations have anywhere."""
    return {"operations"} | {name for each in uses for name in each.modules}
