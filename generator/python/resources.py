"""The modules of `resources`: operations as methods, `client.customers.create(…)`.

A resource's methods are the operation functions themselves, with the resource in the place of the
client; nothing is written a second time. Each class has an async one beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.naming.names import Names
from generator.python.declarations import (
    ChildDeclaration,
    MethodDeclaration,
    OperationsModule,
    PackageModule,
    ResourceDeclaration,
    ResourcesModule,
)
from generator.python.expressions import Import
from generator.python.imports import import_block, imported

_Path = tuple[str, ...]
_LAZY = Import("._runtime.resource", "LazyResource")


class ResourceModules:
    """Declares the resources of one client: a module each, from the names of their methods."""

    def __init__(
        self,
        names: Names,
        homes: Mapping[_Path, str],
        operations: tuple[OperationsModule, ...],
    ) -> None:
        """`homes`: the module of each resource."""
        self._names = names
        self._homes = homes
        self._deprecated = {
            function.name
            for module in operations
            for function in module.functions
            if function.deprecation
        }
        self._modules = {
            function.name: module.path.removesuffix(".py").replace("/", ".")
            for module in operations
            for function in module.functions
        }
        self._methods: dict[_Path, list[tuple[str, str]]] = {}
        for each in names.operations.values():
            found = (each.method.name, each.function)
            self._methods.setdefault(each.method.resource, []).append(found)
        self._children_of: dict[_Path, list[_Path]] = {}
        for path in sorted(names.resources):
            self._children_of.setdefault(path[:-1], []).append(path)

    def modules(self) -> Iterator[PackageModule | ResourcesModule]:
        """One module for each resource, those without methods of their own included."""
        yield PackageModule(
            path="resources/__init__.py",
            doc="Operations as methods, `client.customers.create(…)`, by their paths.",
            has_deprecated=False,
            modules=(),
        )
        for path in sorted(self._names.resources):
            yield self._module(path)

    def top(self, is_async: bool) -> tuple[ChildDeclaration, ...]:
        """The resources that are attributes of a client."""
        return self._children((), ".resources.", is_async)

    def top_imports(self) -> set[Import]:
        """The classes of those resources, for type checkers."""
        return self._classes_below(())

    def _module(self, path: _Path) -> ResourcesModule:
        found = self._methods.get(path, ())
        functions = {function for _, function in found}
        spelt = self._spelt_in(path)
        # By name.
        methods = tuple(
            MethodDeclaration(name, function, spelt[function])
            for name, function in sorted(found)
        )
        return ResourcesModule(
            path=f"resources/{self._homes[path]}.py",
            doc=f"`client.{'.'.join(path)}`.",
            has_deprecated=not functions.isdisjoint(self._deprecated),
            imports=import_block(
                "resources", self._needed(path, spelt), self._classes_below(path)
            ),
            resources=(
                self._resource(path, methods, is_async=False),
                self._resource(path, methods, is_async=True),
            ),
        )

    def _spelt_in(self, path: _Path) -> dict[str, str]:
        """What the module of a resource calls each function that it needs.

        What a class defines hides what its module imports: where an attribute has the name of
        a function that is behind another one, the function goes by a name of its own.
        """
        methods = self._methods.get(path, ())
        attributes = {child[-1] for child in self._children_of.get(path, ())}
        attributes |= {name for name, function in methods if name != function}
        return {
            function: f"_{function}" if function in attributes else function
            for _, function in methods
        }

    def _needed(self, path: _Path, functions: Mapping[str, str]) -> set[Import]:
        """What the module of a resource must import to run."""
        needed = {
            Import("._runtime.resource", "Resource"),
            Import("._runtime.resource", "AsyncResource"),
            *(
                Import(f".{self._modules[each]}", imported(each, spelt))
                for each, spelt in functions.items()
            ),
        }
        if functions:
            needed.add(Import("._runtime.asynchronous", "asynchronous"))
        if self._children_of.get(path, ()):
            needed.add(_LAZY)
        return needed

    def _resource(
        self, path: _Path, methods: tuple[MethodDeclaration, ...], is_async: bool
    ) -> ResourceDeclaration:
        client = "an `AsyncClient`" if is_async else "a `Client`"
        return ResourceDeclaration(
            name=self._class_names(path)[is_async],
            is_async=is_async,
            doc=f"`client.{'.'.join(path)}` of {client}.",
            methods=methods,
            children=self._children(path, ".", is_async),
        )

    def _classes_below(self, path: _Path) -> set[Import]:
        """The classes of a resource's children, for type checkers."""
        return {
            Import(f".resources.{self._homes[child]}", name)
            for child in self._children_of.get(path, ())
            for name in self._class_names(child)
        }

    def _children(
        self, path: _Path, package: str, is_async: bool
    ) -> tuple[ChildDeclaration, ...]:
        return tuple(
            ChildDeclaration(
                name=child[-1],
                module=f"{package}{self._homes[child]}",
                type_name=self._class_names(child)[is_async],
            )
            for child in self._children_of.get(path, ())
        )

    def _class_names(self, path: _Path) -> tuple[str, str]:
        name = self._names.resources[path]
        return name, f"Async{name}"
