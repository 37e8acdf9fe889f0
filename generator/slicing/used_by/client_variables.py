"""Find the expressions that certainly are a client, by Python's scoping rules.

A name is a client only if everything that its scope binds it to is one: an argument with that
annotation, a call of the class, a copy by `with_options`, another name of a client. A diagnostic
about an attribute of it is therefore never wrong; where a binding is unknown, there is none.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

# A dotted name of attributes or modules, split at the dots.
Chain = tuple[str, ...]
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class _Binding:
    """What a scope binds a name to; unknown if value and annotation are None."""

    scope: _Scope
    value: ast.expr | None = None
    annotation: ast.expr | None = None


@dataclass(slots=True)
class _Scope:
    """A module, class, function, lambda or comprehension.

    Attributes:
        parent: the enclosing scope; None for a module.
        node: its syntax.
        self_name: the name of a method's first argument.
        bindings: what it binds each name to. Those of a class include the attributes that its
            methods set on the instance.
        global_names: names that it declares as global.
    """

    parent: _Scope | None
    node: ast.AST
    self_name: str | None = None
    bindings: dict[str, list[_Binding]] = field(default_factory=dict)
    global_names: set[str] = field(default_factory=set)

    def lookup(self, name: str) -> _Scope | None:
        """The scope that binds a name used in this one (Python reference, 4.2.2)."""
        scope: _Scope | None = self
        while scope is not None:
            is_skipped = isinstance(scope.node, ast.ClassDef) and scope is not self
            if name in scope.bindings and not is_skipped:
                return scope
            scope = scope.parent
        return None

    def class_of(self, name: str) -> _Scope | None:
        """The class whose instance a name (`self`) refers to in a method; None for other names."""
        scope = self.lookup(name)
        return scope.parent if scope is not None and scope.self_name == name else None


def find_client_attributes(
    tree: ast.Module, is_client_class: Callable[[ast.expr], bool]
) -> Iterator[tuple[Chain, int]]:
    """Find the attributes accessed on clients: the chain from the client down, and its line.

    Args:
        tree: a module.
        is_client_class: whether an expression refers to the class of a client.
    """
    scopes = _ScopeBuilder(tree)
    types = _TypeInference(is_client_class)
    for node, scope in scopes.chains:
        names: list[str] = []
        start: ast.expr = node
        while isinstance(start, ast.Attribute):
            names.append(start.attr)
            start = start.value
            if names and types.is_client(start, scope):
                yield tuple(reversed(names)), node.lineno
                break


class _ScopeBuilder:
    """Builds the scopes of a module and collects the longest chains of attributes in them."""

    def __init__(self, tree: ast.Module) -> None:
        self.chains: list[tuple[ast.Attribute, _Scope]] = []
        self._module = _Scope(None, tree)
        # Assignment targets already bound to their value, and parts of longer chains.
        self._done: set[int] = set()
        # No recursion: an expression may be nested as deeply as the parser allows.
        pending: list[tuple[ast.AST, _Scope]] = [(tree, self._module)]
        while pending:
            node, scope = pending.pop()
            self._visit(node, scope)
            pending.extend(reversed([*self._children(node, scope)]))

    def _children(
        self, node: ast.AST, scope: _Scope
    ) -> Iterable[tuple[ast.AST, _Scope]]:
        """The child nodes, each with the scope that it is evaluated in."""
        if not isinstance(node, _Function | ast.Lambda | ast.ClassDef | _Comprehension):
            return ((child, scope) for child in ast.iter_child_nodes(node))
        inner = _Scope(scope, node)
        if isinstance(node, _Function | ast.Lambda):
            self._bind_arguments(node, inner)
        if isinstance(node, _Comprehension):
            return ((child, inner) for child in ast.iter_child_nodes(node))
        body = node.body if isinstance(node.body, list) else [node.body]
        in_body = {id(child) for child in body}
        return (
            (child, inner if id(child) in in_body else scope)
            for child in ast.iter_child_nodes(node)
        )

    def _bind_arguments(self, node: _Function | ast.Lambda, inner: _Scope) -> None:
        arguments = node.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for argument in named:
            self._bind(argument.arg, _Binding(inner, annotation=argument.annotation))
        for variadic in (arguments.vararg, arguments.kwarg):
            if variadic is not None:
                self._bind(variadic.arg, _Binding(inner))
        is_method = inner.parent and isinstance(inner.parent.node, ast.ClassDef)
        if is_method and named:
            inner.self_name = named[0].arg

    def _visit(self, node: ast.AST, scope: _Scope) -> None:
        for target, value, annotation in assignments_in(node):
            self._bind_target(target, _Binding(scope, value, annotation))
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                if id(node) not in self._done:
                    self._bind(name, _Binding(scope))
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                if id(node) not in self._done:
                    self._bind_target(node, _Binding(scope))
            case ast.Attribute():
                if id(node) not in self._done:
                    self.chains.append((node, scope))
                self._done.add(id(node.value))
            case ast.Global(names=names):
                scope.global_names.update(names)
            case ast.Nonlocal(names=names):
                outer: _Scope | None = scope
                while outer is not None:
                    for name in names:
                        outer.bindings.setdefault(name, []).append(_Binding(scope))
                    outer = outer.parent
            case _:
                for name in _names_bound_by(node):
                    self._bind(name, _Binding(scope))

    def _bind_target(self, target: ast.expr, binding: _Binding) -> None:
        match target:
            case ast.Name(id=name):
                self._bind(name, binding)
            case ast.Attribute(value=ast.Name(id=instance), attr=name):
                owner = binding.scope.class_of(instance)
                if owner is not None:
                    owner.bindings.setdefault(name, []).append(binding)
            case _:
                return
        self._done.add(id(target))

    def _bind(self, name: str, binding: _Binding) -> None:
        scope = binding.scope
        # `:=` in a comprehension also binds the name in the enclosing function (PEP 572).
        while isinstance(scope.node, _Comprehension) and scope.parent:
            scope.bindings.setdefault(name, []).append(binding)
            scope = scope.parent
        owner = self._module if name in scope.global_names else scope
        owner.bindings.setdefault(name, []).append(binding)


class _TypeInference:
    """Infers whether expressions are clients: True, False, or None for the value `None`."""

    def __init__(self, is_client_class: Callable[[ast.expr], bool]) -> None:
        self._is_client_class = is_client_class
        # By scope and name; False while the name is being inferred, which ends cycles.
        self._inferred: dict[tuple[int, str], bool] = {}

    def is_client(self, node: ast.expr, scope: _Scope) -> bool:
        """Whether an expression is a client whenever it is not `None`."""
        try:
            return self._infer(node, scope) is True
        except RecursionError:
            return False

    def _infer(self, node: ast.expr, scope: _Scope) -> bool | None:
        match node:
            case ast.Constant(value=None):
                return None
            case ast.Call(func=ast.Attribute(value=original, attr="with_options")):
                return self._infer(original, scope)
            case ast.Call(func=func):
                return self._is_client_class(func)
            case ast.BoolOp(values=values):
                return _all_clients(self._infer(value, scope) for value in values)
            case ast.IfExp(body=body, orelse=orelse):
                return _all_clients(
                    self._infer(branch, scope) for branch in (body, orelse)
                )
            case ast.Name(id=name):
                return self._infer_name(name, scope.lookup(name))
            case ast.Attribute(value=ast.Name(id=instance), attr=name):
                return self._infer_name(name, scope.class_of(instance))
            case _:
                return False

    def _infer_name(self, name: str, scope: _Scope | None) -> bool:
        if scope is None or name not in scope.bindings:
            return False
        key = (id(scope), name)
        if key not in self._inferred:
            self._inferred[key] = False
            inferred = _all_clients(map(self._infer_binding, scope.bindings[name]))
            self._inferred[key] = inferred is True
        return self._inferred[key]

    def _infer_binding(self, binding: _Binding) -> bool | None:
        if binding.annotation is not None:
            return self._infer_annotation(binding.annotation)
        if binding.value is not None:
            return self._infer(binding.value, binding.scope)
        return False

    def _infer_annotation(self, node: ast.expr) -> bool | None:
        match node:
            case ast.Constant(value=None):
                return None
            case ast.Constant(value=str(quoted)):
                annotation = _parse_expression(quoted)
                return annotation is not None and self._infer_annotation(annotation)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return _all_clients(map(self._infer_annotation, (left, right)))
            case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)):
                index = node.slice
                arguments = index.elts if isinstance(index, ast.Tuple) else [index]
                if name in ("Optional", "Union"):
                    return _all_clients(map(self._infer_annotation, arguments))
                return name == "Annotated" and self._infer_annotation(arguments[0])
            case _:
                return self._is_client_class(node)


def assignments_in(
    node: ast.AST,
) -> Iterator[tuple[ast.expr, ast.expr | None, ast.expr | None]]:
    """The targets that a node assigns to, each with its value and its annotation."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                for single_target, single_value in _unpack(target, value):
                    yield single_target, single_value, None
        case ast.AnnAssign(target=target, value=value, annotation=annotation):
            yield target, value, annotation
        case ast.NamedExpr(target=target, value=value):
            yield target, value, None
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield target, value, None
        case _:
            pass


def _unpack(target: ast.expr, value: ast.expr) -> Iterable[tuple[ast.expr, ast.expr]]:
    """`a, b = x, y` as pairs of target and value."""
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            items = (*targets, *values)
            if not any(isinstance(item, ast.Starred) for item in items):
                return zip(targets, values, strict=False)
    return [(target, value)]


def _names_bound_by(node: ast.AST) -> Iterator[str]:
    """The names that statements other than assignments bind, to unknown values."""
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


def _parse_expression(expression: str) -> ast.expr | None:
    try:
        return ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _all_clients(inferred: Iterable[bool | None]) -> bool | None:
    """Whether all values other than `None` are clients; None if there are none."""
    known = [is_client for is_client in inferred if is_client is not None]
    return all(known) if known else None
