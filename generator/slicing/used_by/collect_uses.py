"""Collect what one Python file mentions of a client: imports, attributes, assignments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from generator.slicing.used_by.client_variables import (
    Chain,
    assignments_in,
    find_client_attributes,
)

_DOTTED_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_CLIENT_CLASSES = ("Client", "AsyncClient")
_CLIENT_PACKAGES = ("operations", "models")
_IMPORT_FUNCTIONS = ("import_module", "__import__")
# The first item of a chain that starts with a call or a subscript.
_NOT_A_NAME = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A dotted name, from the client's package or from a variable down.

    `is_certain`: it can only refer to the client.
    """

    chain: Chain
    line: int
    is_certain: bool = True


@dataclass(slots=True)
class SourceUses:
    """What one file mentions that may refer to a client.

    Attributes:
        file: its path, as given by the user.
        package_names: names in the client's package, such as `operations.post_customers`.
        attributes: attributes of anything else, such as `self.client.customers.create`.
        passed_attributes: those whose value is passed on, so that its use cannot be followed.
        assignments: names of variables, attributes and keyword arguments, with the dotted name
            assigned to them.
        client_variables: variables that may hold a client.
        operation_modules: names that imports bind to modules of operations.
        unresolved: lines, with a message, that use the client in a way that cannot be resolved.
        star_names: every name in a file that imports `*` from a module of the client.
        client_attributes: attributes of expressions that certainly are a client.
        is_imported: whether the file imports the package.
        client_like_imports: other packages, each with a name imported from it that clients have.
    """

    file: str
    package_names: list[Use] = field(default_factory=list)
    attributes: list[Use] = field(default_factory=list)
    passed_attributes: list[Use] = field(default_factory=list)
    assignments: list[tuple[str, Chain]] = field(default_factory=list)
    client_variables: set[str] = field(default_factory=set)
    operation_modules: set[str] = field(default_factory=set)
    unresolved: list[tuple[int, str]] = field(default_factory=list)
    star_names: list[Use] = field(default_factory=list)
    client_attributes: list[Use] = field(default_factory=list)
    is_imported: bool = False
    client_like_imports: set[tuple[str, str]] = field(default_factory=set)


def collect_uses(tree: ast.Module, file: str, package: str) -> SourceUses:
    """Collect what a file mentions of a client.

    Args:
        tree: the parsed file.
        file: its path, for diagnostics.
        package: the last part of the name that the client is imported under.
    """
    collector = _Collector(file, package)
    collector.collect(tree)
    return collector.uses


class _Collector:
    def __init__(self, file: str, package: str) -> None:
        self.uses = SourceUses(file)
        self._package = package
        # The full dotted name that imports bind each name to.
        self._imported: dict[str, Chain] = {}
        # Names that imports bind to different things.
        self._ambiguous: set[str] = set()
        # Dotted names in import statements up to the client's package, and how often its name is
        # repeated there. Prefixes of each import would take quadratic space.
        self._repetitions: dict[Chain, int] = {}
        # Assigned values with their chains: `a = b = c.d` has two targets.
        self._assigned: tuple[ast.expr | None, Chain] = (None, ())
        self._has_star_import = False

    def collect(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        for node in nodes:
            if isinstance(node, ast.Import):
                self._collect_import(node)
            elif isinstance(node, ast.ImportFrom):
                self._collect_import_from(node)
        followed = {id(value) for node in nodes for value in _followed_values(node)}
        inner: set[int] = set()
        # `ast.walk` yields parents first: of `a.b.c`, the whole chain comes before `a.b`.
        for node in nodes:
            if isinstance(node, ast.Attribute | ast.Call) and id(node) not in inner:
                self._collect_chain(node, inner, id(node) in followed)
            self._collect_other(node)
        if self._has_star_import:
            self.uses.star_names = [
                Use((node.id,), node.lineno)
                for node in nodes
                if isinstance(node, ast.Name)
            ]
        if self.uses.is_imported:
            self.uses.client_attributes = [
                Use(chain, line)
                for chain, line in find_client_attributes(
                    tree, self._is_certainly_client_class
                )
            ]

    def _collect_import(self, node: ast.Import) -> None:
        for alias in node.names:
            chain = tuple(alias.name.split("."))
            self._bind(alias.asname or chain[0], chain if alias.asname else chain[:1])
            self._add_import(chain, node.lineno)
            if alias.asname:
                self._add_operation_module(alias.asname, chain)

    def _collect_import_from(self, node: ast.ImportFrom) -> None:
        module = tuple(node.module.split(".")) if node.module else ()
        for alias in node.names:
            if alias.name == "*":
                self._add_star_import(module, node.lineno)
                continue
            chain = (*module, alias.name)
            self._bind(alias.asname or alias.name, chain)
            self._add_import(chain, node.lineno)
            self._add_operation_module(alias.asname or alias.name, chain)

    def _bind(self, name: str, chain: Chain) -> None:
        if self._imported.setdefault(name, chain) != chain:
            self._ambiguous.add(name)
        self._imported[name] = chain

    def _add_import(self, chain: Chain, line: int) -> None:
        end = self._package_end(chain)
        if end is not None:
            self.uses.is_imported = True
            path = chain[: chain.index(self._package)]
            known = self._repetitions.get(path, 0)
            self._repetitions[path] = max(known, end - len(path))
        for package, name in pairwise(chain):
            if name in _CLIENT_PACKAGES or name == chain[-1] == "Client":
                self.uses.client_like_imports.add((package, name))
        self._add_package_name(chain, line, is_certain=True)

    def _add_operation_module(self, name: str, chain: Chain) -> None:
        # A module of the client, or one of the user's own that re-exports it.
        if "operations" in chain:
            self.uses.operation_modules.add(name)

    def _add_star_import(self, module: Chain, line: int) -> None:
        self._add_import(module, line)
        if self._names_in_package(module) is not None:
            self._has_star_import = True
            message = (
                f"this imports * from {'.'.join(module)}: "
                "names that other files import from here are not detected"
            )
            self.uses.unresolved.append((line, message))

    def _names_in_package(self, chain: Chain) -> Chain | None:
        """The names below the client's package; None if the chain does not contain it."""
        start = self._package_end(chain)
        return None if start is None else chain[start:]

    def _package_end(self, chain: Chain) -> int | None:
        """The index after the client's package. In `pets.pets.operations` the inner one is it."""
        if self._package not in chain:
            return None
        start = chain.index(self._package) + 1
        while start < len(chain) and chain[start] == self._package:
            start += 1
        return start

    def _is_certainly_in_package(self, chain: Chain) -> bool:
        """Whether the package in a dotted name is an imported module rather than an attribute."""
        end = self._package_end(chain)
        if end is None:
            return False
        path = chain[: chain.index(self._package)]
        return end - len(path) <= self._repetitions.get(path, 0)

    def _add_package_name(self, chain: Chain, line: int, is_certain: bool) -> None:
        names = self._names_in_package(chain)
        if names:
            self.uses.package_names.append(Use(names, line, is_certain))

    def _collect_chain(
        self, node: ast.expr, inner: set[int], is_followed: bool
    ) -> None:
        """Add a chain of attributes; `is_followed`: its value is assigned or called."""
        chain = _chain_of(node, inner)
        if len(chain) < 2:
            return
        if chain[0] in self._imported:
            full_name = self._full_name(chain)
            is_certain = self._is_certainly_in_package(full_name)
            self._add_package_name(full_name, node.lineno, is_certain)
        use = Use(chain, node.lineno)
        self.uses.attributes.append(use)
        if not is_followed:
            self.uses.passed_attributes.append(use)

    def _collect_other(self, node: ast.AST) -> None:
        match node:
            case ast.Constant(value=str(string)):
                self._collect_string(string, node.lineno)
            case ast.Call(func=ast.Name("getattr"), args=[owner, name, *_]):
                if not isinstance(name, ast.Constant):
                    self._collect_dynamic_getattr(owner)
            case ast.Call(func=func, args=[ast.Constant(value=str(module)), *_]):
                if _last_name(func) in _IMPORT_FUNCTIONS:
                    self._add_import(tuple(module.split(".")), node.lineno)
            case ast.keyword(arg=str(name)):
                self._collect_assignment(name, node.value)
            case ast.arg():
                self._collect_annotation(node.arg, node.annotation)
            case _:
                for target, value, annotation in assignments_in(node):
                    self._collect_assignment(_last_name(target), value)
                    self._collect_annotation(_last_name(target), annotation)

    def _collect_assignment(self, name: str, value: ast.expr | None) -> None:
        if value is None or not name:
            return
        if isinstance(value, ast.Call) and self._is_client_class(value.func):
            self.uses.client_variables.add(name)
        if self._assigned[0] is not value:
            self._assigned = value, _chain_of(value, set())
        chain = self._assigned[1]
        if chain and chain != (name,):
            self.uses.assignments.append((name, chain))

    def _collect_annotation(self, name: str, annotation: ast.expr | None) -> None:
        if annotation is None:
            return
        if isinstance(annotation, ast.Constant):
            last = str(annotation.value).rpartition(".")[2]
            is_client = last in _CLIENT_CLASSES
        else:
            inner: set[int] = set()
            is_client = any(
                self._contains_client_class(_chain_of(node, inner))
                for node in ast.walk(annotation)
                if isinstance(node, ast.Name | ast.Attribute) and id(node) not in inner
            )
        if is_client:
            self.uses.client_variables.add(name)

    def _full_name(self, chain: Chain) -> Chain:
        """A chain with its first name replaced by what imports bind it to."""
        if not chain:
            return ()
        return (*self._imported.get(chain[0], chain[:1]), *chain[1:])

    def _contains_client_class(self, chain: Chain) -> bool:
        """Whether a chain or its start is the class of a client."""
        names = self._names_in_package(self._full_name(chain))
        return names is not None and any(name in _CLIENT_CLASSES for name in names)

    def _is_client_class(self, node: ast.expr) -> bool:
        full_name = self._full_name(_chain_of(node, set()))
        return (
            self._names_in_package(full_name) is not None
            and full_name[-1] in _CLIENT_CLASSES
        )

    def _is_certainly_client_class(self, node: ast.expr) -> bool:
        chain = _chain_of(node, set())
        if not chain or chain[0] in self._ambiguous or not self._is_client_class(node):
            return False
        return self._is_certainly_in_package(self._full_name(chain))

    def _collect_dynamic_getattr(self, owner: ast.expr) -> None:
        chain = _chain_of(owner, set())
        if self._is_certainly_in_package(self._full_name(chain)):
            message = (
                f"this gets an attribute of {'.'.join(chain)} by a computed name: "
                "what it uses cannot be determined"
            )
            self.uses.unresolved.append((owner.lineno, message))

    def _collect_string(self, string: str, line: int) -> None:
        """Add dotted names in a string: quoted annotations, names to import or to patch."""
        for match in _DOTTED_NAME.finditer(string):
            full_name = self._full_name(tuple(match[0].split(".")))
            self._add_package_name(full_name, line, is_certain=False)


def _chain_of(node: ast.expr, inner: set[int]) -> Chain:
    """`a.b.c` as its names; empty if the node is no such chain. Adds its nodes to `inner`."""
    names: list[str] = []
    while True:
        match node:
            case ast.Attribute(value=value, attr=name):
                names.append(name)
            case ast.Call(
                func=ast.Name("getattr"),
                args=[value, ast.Constant(value=str(name)), *_],
            ):
                names.append(name)
            case ast.Name(id=name):
                return (name, *reversed(names))
            case _:
                return (_NOT_A_NAME, *reversed(names)) if names else ()
        node = value
        inner.add(id(node))


def _followed_values(node: ast.AST) -> Iterator[ast.AST]:
    """The expressions of a node whose value is called or assigned, and so followed further."""
    match node:
        case ast.Call(func=func):
            yield func
        case _:
            yield from (
                value for _, value, _ in assignments_in(node) if value is not None
            )


def _last_name(node: ast.expr) -> str:
    chain = _chain_of(node, set())
    return chain[-1] if chain else ""
