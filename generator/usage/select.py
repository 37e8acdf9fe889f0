"""From what code mentions to what it needs: operations and types of the client.

Better one too many than one too few. An attribute that reads like a method of a resource is taken
for one, whatever it is an attribute of; so code that is handed its client needs no annotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise, takewhile

from generator.diagnostics import Diagnostics
from generator.selection import Selection
from generator.usage.surface import TYPE_PACKAGES, Surface
from generator.usage.uses import Chain, Use, Uses


def used_selection(
    uses: Sequence[Uses], surface: Surface, diagnostics: Diagnostics
) -> Selection:
    """The operations and types that code uses; nothing else is selected.

    Args:
        uses: of each file.
        surface: of the whole client.
        diagnostics: takes what cannot be seen and names that the client does not have, as
            warnings, and as an error that nothing of the client is used at all.
    """
    found = _Found(surface)
    resources = _resource_variables(uses, surface)
    clients = {name for each in uses for name in each.clients}
    modules = _module_variables(uses)
    for each in uses:
        for use in each.of_client:
            if not found.of_client(use.chain) and use.is_certain:
                _tell_of_unknown(each.file, use, surface, diagnostics)
        for use in each.star_names:
            found.by_star(use.chain[0])
        for use in each.of_variables:
            found.methods_in(use.chain, resources)
            found.functions_in(use.chain, modules)
        for use in each.passed:
            found.passed_on(use.chain, clients)
        for line, what in each.unseen:
            _tell_of_unseen(each.file, line, what, diagnostics)
    if not found.operations and not found.types:
        diagnostics.error(
            "no-use",
            "the code uses no operation and no type of the client",
            None,
            "it is looked for under the client's own name: see --package",
        )
    in_order = [key for key in surface.functions.values() if key in found.operations]
    return Selection(
        operations=tuple(dict.fromkeys(in_order)), types=tuple(sorted(found.types))
    )


class _Found:
    """The operations and types that are used, as they come up."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self.operations: set[str] = set()
        self.types: set[str] = set()

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
        return any(self._named(package, name) for name in names[:2]) or (
            names[0] in surface.modules[package] and len(names) == 1
        )

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


def _tell_of_unknown(
    file: str, use: Use, surface: Surface, diagnostics: Diagnostics
) -> None:
    package, *names = use.chain
    known: Iterable[str] = surface.exports
    wanted = package
    if names and package in surface.modules:
        wanted = names[-1]
        known = {
            "operations": surface.functions,
            "resources": surface.resource_classes,
        }.get(package, surface.types)
    close = get_close_matches(wanted, known, n=3)
    diagnostics.warning_in(
        file,
        use.line,
        "unknown-name",
        f"this uses {'.'.join(use.chain)}, which the client does not have",
        f"did you mean {' or '.join(close)}?" if close else None,
    )


def _tell_of_unseen(file: str, line: int, what: str, diagnostics: Diagnostics) -> None:
    diagnostics.warning_in(
        file,
        line,
        "unseen-use",
        f"this {what} cannot be seen",
        "name what it uses, or ask for that with --operation",
    )
