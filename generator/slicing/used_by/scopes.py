"""Which variables surely hold a client, by Python's rules of scope.

A name is taken for a client only where everything that the scope binds it to is one: an argument
with that annotation, a call of the class, another such name. So what is said of its attributes
holds, and what is not seen is not said.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

# Names joined by dots, as attributes and modules are written.
Chain = tuple[str, ...]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class _Binding:
    """What a name stands for, as far as it is written: nothing of it, where both are None."""

    scope: _Scope
    value: ast.expr | None = None
    annotation: ast.expr | None = None


@dataclass(slots=True)
class _Scope:
    """A module, class, function or comprehension; `first` is what a method calls its instance."""

    parent: _Scope | None
    node: ast.AST
    first: str | None = None
    bound: dict[str, list[_Binding]] = field(default_factory=dict)
    of_module: set[str] = field(default_factory=set)

    def home(self, name: str) -> _Scope | None:
        """The scope that a name in this one is looked up in (Python reference, 4.2.2)."""
        scope: _Scope | None = self
        while scope is not None:
            is_passed = isinstance(scope.node, ast.ClassDef) and scope is not self
            if name in scope.bound and not is_passed:
                return scope
            scope = scope.parent
        return None

    def owner(self, name: str) -> _Scope | None:
        """The class whose instance a name stands for in its methods."""
        home = self.home(name)
        return home.parent if home is not None and home.first == name else None


def attributes_of_clients(
    tree: ast.Module, is_client: Callable[[ast.expr], bool]
) -> Iterator[tuple[Chain, int]]:
    """The attributes that code takes of what surely is a client, from there down; their lines.

    Args:
        tree: a module.
        is_client: whether an expression names the class of a client.
    """
    reader = _Reader(tree)
    judge = _Judge(is_client)
    for node, scope in reader.read:
        names: list[str] = []
        start: ast.expr = node
        while isinstance(start, ast.Attribute):
            names.append(start.attr)
            start = start.value
            if names and judge.holds_client(start, scope):
                yield tuple(reversed(names)), node.lineno
                break


class _Reader:
    """The scopes of a module, and the whole of each chain of attributes that is read in them."""

    def __init__(self, tree: ast.Module) -> None:
        self.read: list[tuple[ast.Attribute, _Scope]] = []
        self._module = _Scope(None, tree)
        # Targets whose value is known, and attributes that are part of a longer chain.
        self._done: set[int] = set()
        # Without recursion: an expression may be nested as deeply as the parser allows.
        pending: list[tuple[ast.AST, _Scope]] = [(tree, self._module)]
        while pending:
            node, scope = pending.pop()
            self._note(node, scope)
            pending.extend(reversed([*self._inside(node, scope)]))

    def _inside(self, node: ast.AST, scope: _Scope) -> Iterable[tuple[ast.AST, _Scope]]:
        """What a node is made of, each in its scope."""
        if not isinstance(node, _Function | ast.Lambda | ast.ClassDef | _Comprehension):
            return ((each, scope) for each in ast.iter_child_nodes(node))
        inner = _Scope(scope, node)
        if isinstance(node, _Function | ast.Lambda):
            self._arguments(node, inner)
        if isinstance(node, _Comprehension):
            return ((each, inner) for each in ast.iter_child_nodes(node))
        body = node.body if isinstance(node.body, list) else [node.body]
        within = {id(each) for each in body}
        return (
            (each, inner if id(each) in within else scope)
            for each in ast.iter_child_nodes(node)
        )

    def _arguments(self, node: _Function | ast.Lambda, inner: _Scope) -> None:
        said = node.args
        plain = [*said.posonlyargs, *said.args, *said.kwonlyargs]
        for each in plain:
            self._bind(each.arg, _Binding(inner, annotation=each.annotation))
        for several in (said.vararg, said.kwarg):
            if several is not None:
                self._bind(several.arg, _Binding(inner))
        is_method = inner.parent and isinstance(inner.parent.node, ast.ClassDef)
        if is_method and plain:
            inner.first = plain[0].arg

    def _note(self, node: ast.AST, scope: _Scope) -> None:
        for target, value, annotation in assignments(node):
            self._target(target, _Binding(scope, value, annotation))
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                if id(node) not in self._done:
                    self._bind(name, _Binding(scope))
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                if id(node) not in self._done:
                    self._target(node, _Binding(scope))
            case ast.Attribute():
                if id(node) not in self._done:
                    self.read.append((node, scope))
                self._done.add(id(node.value))
            case ast.Global(names=names):
                scope.of_module.update(names)
            case ast.Nonlocal(names=names):
                outer: _Scope | None = scope
                while outer is not None:
                    for name in names:
                        outer.bound.setdefault(name, []).append(_Binding(scope))
                    outer = outer.parent
            case _:
                for name in _names_bound(node):
                    self._bind(name, _Binding(scope))

    def _target(self, target: ast.expr, binding: _Binding) -> None:
        match target:
            case ast.Name(id=name):
                self._bind(name, binding)
            case ast.Attribute(value=ast.Name(id=of), attr=name):
                owner = binding.scope.owner(of)
                if owner is not None:
                    owner.bound.setdefault(name, []).append(binding)
            case _:
                return
        self._done.add(id(target))

    def _bind(self, name: str, binding: _Binding) -> None:
        scope = binding.scope
        # What `:=` names in a comprehension is a name of the function around it, too.
        while isinstance(scope.node, _Comprehension) and scope.parent:
            scope.bound.setdefault(name, []).append(binding)
            scope = scope.parent
        home = self._module if name in scope.of_module else scope
        home.bound.setdefault(name, []).append(binding)


class _Judge:
    """Says of an expression whether it is a client; None for what is `None`."""

    def __init__(self, is_client: Callable[[ast.expr], bool]) -> None:
        self._is_client = is_client
        # By scope and name; those that are being judged are none until it is known.
        self._known: dict[tuple[int, str], bool] = {}

    def holds_client(self, node: ast.expr, scope: _Scope) -> bool:
        """Whether it is a client each time that it is not `None`."""
        try:
            return self._value(node, scope) is True
        except RecursionError:
            return False

    def _value(self, node: ast.expr, scope: _Scope) -> bool | None:
        match node:
            case ast.Constant(value=None):
                return None
            case ast.Call(func=func):
                return self._is_client(func)
            case ast.BoolOp(values=values):
                return _all(self._value(each, scope) for each in values)
            case ast.IfExp(body=one, orelse=other):
                return _all(self._value(each, scope) for each in (one, other))
            case ast.Name(id=name):
                return self._name(name, scope.home(name))
            case ast.Attribute(value=ast.Name(id=of), attr=name):
                return self._name(name, scope.owner(of))
            case _:
                return False

    def _name(self, name: str, home: _Scope | None) -> bool:
        if home is None or name not in home.bound:
            return False
        key = (id(home), name)
        if key not in self._known:
            self._known[key] = False
            found = _all(self._binding(each) for each in home.bound[name])
            self._known[key] = found is True
        return self._known[key]

    def _binding(self, binding: _Binding) -> bool | None:
        if binding.annotation is not None:
            return self._annotation(binding.annotation)
        if binding.value is not None:
            return self._value(binding.value, binding.scope)
        return False

    def _annotation(self, node: ast.expr) -> bool | None:
        match node:
            case ast.Constant(value=None):
                return None
            case ast.Constant(value=str(text)):
                written = _expression(text)
                return written is not None and self._annotation(written)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return _all(map(self._annotation, (left, right)))
            case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)):
                of = node.slice
                several = of.elts if isinstance(of, ast.Tuple) else [of]
                if name in ("Optional", "Union"):
                    return _all(map(self._annotation, several))
                return name == "Annotated" and self._annotation(several[0])
            case _:
                return self._is_client(node)


def assignments(
    node: ast.AST,
) -> Iterator[tuple[ast.expr, ast.expr | None, ast.expr | None]]:
    """The targets of an assignment, each with its value and its annotation."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                pairs = _pairs(target, value)
                yield from ((each, of, None) for each, of in pairs)
        case ast.AnnAssign(target=target, value=value, annotation=annotation):
            yield target, value, annotation
        case ast.NamedExpr(target=target, value=value):
            yield target, value, None
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield target, value, None
        case _:
            pass


def _pairs(target: ast.expr, value: ast.expr) -> Iterable[tuple[ast.expr, ast.expr]]:
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            if not any(isinstance(each, ast.Starred) for each in (*targets, *values)):
                return zip(targets, values, strict=False)
    return [(target, value)]


def _names_bound(node: ast.AST) -> Iterator[str]:
    """The names that other statements than assignments bind, to what is not known."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.ExceptHandler(name=str(name)):
            yield name
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.alias():
            yield node.asname or node.name.partition(".")[0]
        case _:
            pass


def _expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _all(found: Iterable[bool | None]) -> bool | None:
    """Whether all are clients that are anything; None if none is."""
    known = [each for each in found if each is not None]
    return all(known) if known else None
