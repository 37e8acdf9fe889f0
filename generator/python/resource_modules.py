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
from generator.python.imports import import_block

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
        return {
            Import(f".resources.{self._homes[path]}", name)
            for path in self._children_of(())
            for name in self._class_names(path)
        }

    def _module(self, path: _Path) -> ResourcesModule:
        methods = sorted(
            (each.method.name, each.function)
            for each in self._names.operations.values()
            if each.method.resource == path
        )
        needed = {
            Import("._runtime.resource", "Resource"),
            Import("._runtime.resource", "AsyncResource"),
            *(Import(f".{self._modules[each]}", each) for _, each in methods),
        }
        if methods:
            needed.add(Import("._runtime.asynchronous", "asynchronous"))
        children = self._children_of(path)
        if children:
            needed.add(_LAZY)
        typing_only = {
            Import(f".resources.{self._homes[child]}", name)
            for child in children
            for name in self._class_names(child)
        }
        dotted = ".".join(path)
        name, twin = self._class_names(path)
        return ResourcesModule(
            path=f"resources/{self._homes[path]}.py",
            doc=f"`client.{dotted}`.",
            has_deprecated=any(each in self._deprecated for _, each in methods),
            imports=import_block("resources", needed, typing_only),
            resources=(
                ResourceDeclaration(
                    name=name,
                    is_async=False,
                    doc=f"`client.{dotted}` of a `Client`.",
                    methods=tuple(MethodDeclaration(*each) for each in methods),
                    children=self._children(path, ".", is_async=False),
                ),
                ResourceDeclaration(
                    name=twin,
                    is_async=True,
                    doc=f"`client.{dotted}` of an `AsyncClient`.",
                    methods=tuple(MethodDeclaration(*each) for each in methods),
                    children=self._children(path, ".", is_async=True),
                ),
            ),
        )

    def _children(
        self, path: _Path, package: str, is_async: bool
    ) -> tuple[ChildDeclaration, ...]:
        return tuple(
            ChildDeclaration(
                name=child[-1],
                module=f"{package}{self._homes[child]}",
                type_name=self._class_names(child)[is_async],
            )
            for child in self._children_of(path)
        )

    def _children_of(self, path: _Path) -> list[_Path]:
        return sorted(
            each
            for each in self._names.resources
            if len(each) == len(path) + 1 and each[: len(path)] == path
        )

    def _class_names(self, path: _Path) -> tuple[str, str]:
        name = self._names.resources[path]
        return name, f"Async{name}"
