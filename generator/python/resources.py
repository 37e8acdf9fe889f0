"""Modules of `resources`: operations as methods, `client.customers.create(…)`.

The methods of a resource are the operation functions themselves, which accept a resource instead
of a client. Each resource class has an async twin.
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
from generator.python.runtime_names import runtime_import

_Path = tuple[str, ...]
_LAZY = runtime_import("LazyResource")


class ResourceModules:
    """Declares the resources of one client, a module each."""

    def __init__(
        self,
        names: Names,
        modules: Mapping[_Path, str],
        operations: tuple[OperationsModule, ...],
    ) -> None:
        """`modules` maps the attribute path of each resource to its module."""
        self._names = names
        self._modules = modules
        self._deprecated = {
            function.name
            for module in operations
            for function in module.functions
            if function.deprecation
        }
        self._paged = {
            function.name
            for module in operations
            for function in module.functions
            if function.is_paged
        }
        self._function_modules = {
            function.name: module.path.removesuffix(".py").replace("/", ".")
            for module in operations
            for function in module.functions
        }
        self._methods: dict[_Path, list[tuple[str, str]]] = {}
        for operation in names.operations.values():
            method = (operation.method.name, operation.function)
            self._methods.setdefault(operation.method.resource, []).append(method)
        self._children_of: dict[_Path, list[_Path]] = {}
        for path in sorted(names.resources):
            self._children_of.setdefault(path[:-1], []).append(path)

    def modules(self) -> Iterator[PackageModule | ResourcesModule]:
        """Yield a module for each resource, those without methods of their own included."""
        yield PackageModule(
            path="resources/__init__.py",
            doc="Operations as methods of resources, named after their paths.",
            has_deprecated=False,
            modules=(),
        )
        for path in sorted(self._names.resources):
            yield self._module(path)

    def top(self, is_async: bool) -> tuple[ChildDeclaration, ...]:
        """Return the resources that are attributes of the client."""
        return self._children((), ".resources.", is_async)

    def top_imports(self) -> set[Import]:
        """Return the imports of those resources' classes, for type checkers."""
        return self._classes_below(())

    def _module(self, path: _Path) -> ResourcesModule:
        named = sorted(self._methods.get(path, ()))
        functions = {function for _, function in named}
        local_names = self._local_names(path)
        methods = tuple(
            MethodDeclaration(
                name, function, local_names[function], function in self._paged
            )
            for name, function in named
        )
        return ResourcesModule(
            path=f"resources/{self._modules[path]}.py",
            doc=f"The resource `client.{'.'.join(path)}`.",
            has_deprecated=not functions.isdisjoint(self._deprecated),
            imports=import_block(
                "resources", self._needed(path, local_names), self._classes_below(path)
            ),
            resources=(
                self._resource(path, methods, is_async=False),
                self._resource(path, methods, is_async=True),
            ),
        )

    def _local_names(self, path: _Path) -> dict[str, str]:
        """Map the functions of a resource to their names in its module.

        Inside a class body, an attribute hides an imported function of the same name. Such a
        function is imported with an underscore.
        """
        methods = self._methods.get(path, ())
        attributes = {child[-1] for child in self._children_of.get(path, ())}
        attributes |= {name for name, function in methods if name != function}
        return {
            function: f"_{function}" if function in attributes else function
            for _, function in methods
        }

    def _needed(self, path: _Path, functions: Mapping[str, str]) -> set[Import]:
        """Return the imports of a resource's module at run time."""
        needed = {
            runtime_import("Resource"),
            runtime_import("AsyncResource"),
            *(
                Import(
                    f".{self._function_modules[function]}",
                    imported(function, local_name),
                )
                for function, local_name in functions.items()
            ),
        }
        for function in functions:
            is_paged = function in self._paged
            twin = "asynchronous_pages" if is_paged else "asynchronous"
            needed.add(runtime_import(twin))
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
            doc=f"The resource `client.{'.'.join(path)}` of {client}.",
            methods=methods,
            children=self._children(path, ".", is_async),
        )

    def _classes_below(self, path: _Path) -> set[Import]:
        """Return the imports of the classes of a resource's children."""
        return {
            Import(f".resources.{self._modules[child]}", name)
            for child in self._children_of.get(path, ())
            for name in self._class_names(child)
        }

    def _children(
        self, path: _Path, package: str, is_async: bool
    ) -> tuple[ChildDeclaration, ...]:
        return tuple(
            ChildDeclaration(
                name=child[-1],
                module=f"{package}{self._modules[child]}",
                type_name=self._class_names(child)[is_async],
            )
            for child in self._children_of.get(path, ())
        )

    def _class_names(self, path: _Path) -> tuple[str, str]:
        name = self._names.resources[path]
        return name, f"Async{name}"
