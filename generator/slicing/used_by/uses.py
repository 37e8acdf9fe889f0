"""What one file mentions that may be of a client: imports, attributes, assignments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from generator.slicing.used_by.scopes import Chain, assignments, attributes_of_clients

_DOTTED = re.compile(r"(?<![\w.])[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_CLIENTS = ("Client", "AsyncClient")
_LIKE_A_CLIENT = ("operations", "models")
_IMPORTING = ("import_module", "__import__")
# What a chain begins with that is no name: a call, an item.
_UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A mention, by its names from the client's package down, or from a variable down.

    `is_certain`: it can be of nothing but the client.
    """

    chain: Chain
    line: int
    is_certain: bool = True


@dataclass(slots=True)
class Uses:
    """What one file mentions.

    Attributes:
        file: where it stands, as it was given.
        of_client: names of the client's package, such as `operations.post_customers`.
        of_variables: attributes of anything else, such as `self.client.customers.create`.
        passed: those of them that are handed on to where they cannot be followed.
        assigned: the names that got another name, each with what it stands for.
        clients: variables that hold a client.
        modules: names that imports give to modules of operations.
        unseen: lines that use the client in a way that cannot be seen, with what they do, and
            what of it is not seen.
        star_names: every name in a file that imports `*` from a module of the client.
        on_clients: attributes of what surely is a client, from there down.
        is_imported: whether the package is imported.
        like_a_client: other packages of which is imported what a client has, each with what.
    """

    file: str
    of_client: list[Use] = field(default_factory=list)
    of_variables: list[Use] = field(default_factory=list)
    passed: list[Use] = field(default_factory=list)
    assigned: list[tuple[str, Chain]] = field(default_factory=list)
    clients: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    unseen: list[tuple[int, str]] = field(default_factory=list)
    star_names: list[Use] = field(default_factory=list)
    on_clients: list[Use] = field(default_factory=list)
    is_imported: bool = False
    like_a_client: set[tuple[str, str]] = field(default_factory=set)


def uses_in(tree: ast.Module, file: str, package: str) -> Uses:
    """What a file mentions of a client that is imported as `package`, under whatever parents."""
    reader = _Reader(file, package)
    reader.read(tree)
    return reader.uses


class _Reader:
    def __init__(self, file: str, package: str) -> None:
        self.uses = Uses(file)
        self._package = package
        # What imports make each name stand for: the whole name of a module or of what is in it.
        self._imported: dict[str, Chain] = {}
        # Those that stand for different things in different places.
        self._ambiguous: set[str] = set()
        # What import statements name, and all that it lies in.
        self._modules: set[Chain] = set()
        self._stars: list[int] = []

    def read(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        for node in nodes:
            if isinstance(node, ast.Import):
                self._import(node)
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
        followed = {id(each) for node in nodes for each in _followed(node)}
        inner: set[int] = set()
        # From outside in: of `a.b.c`, the whole comes before `a.b`.
        for node in nodes:
            if isinstance(node, ast.Attribute | ast.Call) and id(node) not in inner:
                self._chain(node, inner, id(node) in followed)
            self._other(node)
        if self._stars:
            self.uses.star_names = [
                Use((each.id,), each.lineno)
                for each in nodes
                if isinstance(each, ast.Name)
            ]
        if self.uses.is_imported:
            found = attributes_of_clients(tree, self._is_surely_client)
            self.uses.on_clients = [Use(chain, line) for chain, line in found]

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            chain = tuple(alias.name.split("."))
            self._name(alias.asname or chain[0], chain if alias.asname else chain[:1])
            self._note_import(chain, node.lineno)
            if alias.asname:
                self._module(alias.asname, chain)

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = tuple(node.module.split(".")) if node.module else ()
        for alias in node.names:
            if alias.name == "*":
                self._star(module, node.lineno)
                continue
            chain = (*module, alias.name)
            self._name(alias.asname or alias.name, chain)
            self._note_import(chain, node.lineno)
            self._module(alias.asname or alias.name, chain)

    def _name(self, name: str, chain: Chain) -> None:
        if self._imported.setdefault(name, chain) != chain:
            self._ambiguous.add(name)
        self._imported[name] = chain

    def _note_import(self, chain: Chain, line: int) -> None:
        self._modules.update(chain[:end] for end in range(1, len(chain) + 1))
        if self._of_client(chain) is not None:
            self.uses.is_imported = True
        for package, name in pairwise(chain):
            if name in _LIKE_A_CLIENT or name == chain[-1] == "Client":
                self.uses.like_a_client.add((package, name))
        self._note(chain, line, is_certain=True)

    def _module(self, name: str, chain: Chain) -> None:
        # Of the client, or of a module of the caller's that hands it on.
        if "operations" in chain:
            self.uses.modules.add(name)

    def _star(self, module: Chain, line: int) -> None:
        self._note_import(module, line)
        if self._of_client(module) is not None:
            self._stars.append(line)
            said = f"imports * from {'.'.join(module)}: what others import from here"
            self.uses.unseen.append((line, said))

    def _of_client(self, chain: Chain) -> Chain | None:
        """The names below the client's package; None if it is no name of the client."""
        start = self._start(chain)
        return None if start is None else chain[start:]

    def _start(self, chain: Chain) -> int | None:
        """Where the names of the client begin. Of `pets.pets.operations`, the inner is it."""
        if self._package not in chain:
            return None
        start = chain.index(self._package) + 1
        while chain[start : start + 1] == (self._package,):
            start += 1
        return start

    def _is_surely_of_client(self, chain: Chain) -> bool:
        """Whether the package in a dotted name is a module that is imported, and no attribute."""
        start = self._start(chain)
        return start is not None and chain[:start] in self._modules

    def _note(self, chain: Chain, line: int, is_certain: bool) -> None:
        own = self._of_client(chain)
        if own:
            self.uses.of_client.append(Use(own, line, is_certain))

    def _chain(self, node: ast.expr, inner: set[int], is_followed: bool) -> None:
        """Note a chain of attributes; `is_followed`: it is given a name, or is called."""
        chain = _chain_of(node, inner)
        if len(chain) < 2:
            return
        known = self._imported.get(chain[0])
        if known is not None:
            whole = (*known, *chain[1:])
            self._note(whole, node.lineno, self._is_surely_of_client(whole))
        use = Use(chain, node.lineno)
        self.uses.of_variables.append(use)
        if not is_followed:
            self.uses.passed.append(use)

    def _other(self, node: ast.AST) -> None:
        match node:
            case ast.Constant(value=str(text)):
                self._text(text, node.lineno)
            case ast.Call(func=ast.Name("getattr"), args=[of, name, *_]):
                if not isinstance(name, ast.Constant):
                    self._by_any_name(of)
            case ast.Call(func=func, args=[ast.Constant(value=str(text)), *_]):
                if _last_name(func) in _IMPORTING:
                    self._note_import(tuple(text.split(".")), node.lineno)
            case ast.keyword(arg=str(name)):
                self._assigned(name, node.value)
            case ast.arg():
                self._annotated(node.arg, node.annotation)
            case _:
                for target, value, annotation in assignments(node):
                    self._assigned(_last_name(target), value)
                    self._annotated(_last_name(target), annotation)

    def _assigned(self, name: str, value: ast.expr | None) -> None:
        if value is None or not name:
            return
        if isinstance(value, ast.Call) and self._is_client(value.func):
            self.uses.clients.add(name)
        chain = _chain_of(value, set())
        if chain and chain != (name,):
            self.uses.assigned.append((name, chain))

    def _annotated(self, name: str, annotation: ast.expr | None) -> None:
        if annotation is None:
            return
        if isinstance(annotation, ast.Constant):
            last = str(annotation.value).rpartition(".")[2]
            is_client = last in _CLIENTS
        else:
            is_client = any(
                self._is_client(each)
                for each in ast.walk(annotation)
                if isinstance(each, ast.Name | ast.Attribute)
            )
        if is_client:
            self.uses.clients.add(name)

    def _is_client(self, node: ast.expr) -> bool:
        chain = _chain_of(node, set())
        known = (*self._imported.get(chain[0], chain[:1]), *chain[1:]) if chain else ()
        return self._of_client(known) is not None and known[-1] in _CLIENTS

    def _is_surely_client(self, node: ast.expr) -> bool:
        chain = _chain_of(node, set())
        if not chain or chain[0] in self._ambiguous or not self._is_client(node):
            return False
        known = self._imported.get(chain[0], chain[:1])
        return self._is_surely_of_client((*known, *chain[1:]))

    def _by_any_name(self, node: ast.expr) -> None:
        chain = _chain_of(node, set())
        known = self._imported.get(chain[0], chain[:1]) if chain else ()
        if self._is_surely_of_client((*known, *chain[1:])):
            said = f"takes from {'.'.join(chain)} what a variable names: what that is"
            self.uses.unseen.append((node.lineno, said))

    def _text(self, text: str, line: int) -> None:
        """Annotations in quotes, and names for those who import or replace by them."""
        for found in _DOTTED.finditer(text):
            chain = tuple(found[0].split("."))
            known = self._imported.get(chain[0], chain[:1])
            self._note((*known, *chain[1:]), line, is_certain=False)


def _chain_of(node: ast.expr, inner: set[int]) -> Chain:
    """`a.b.c` as its names; empty if it is none. The nodes in it are added to `inner`."""
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
                return (_UNNAMED, *reversed(names)) if names else ()
        node = value
        inner.add(id(node))


def _followed(node: ast.AST) -> Iterator[ast.AST]:
    """The expressions in a statement whose value goes where we look: to a name, or into a call."""
    match node:
        case ast.Call(func=func):
            yield func
        case _:
            yield from (value for _, value, _ in assignments(node) if value is not None)


def _last_name(node: ast.expr) -> str:
    chain = _chain_of(node, set())
    return chain[-1] if chain else ""
