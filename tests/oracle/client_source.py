"""A built client, read from its Python source: what a user's program can name, call and read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Argument:
    """An argument of a function, or a field of a class."""

    name: str
    annotation: ast.expr
    required: bool


@dataclass(frozen=True)
class WireArgument:
    """Where an argument is sent: the keyword of the endpoint, and the name in the request."""

    location: str
    wire_name: str


@dataclass(frozen=True)
class BodyChoice:
    """The arguments of each body of an operation with several media types."""

    argument: str
    bodies: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Function:
    """The function of an operation."""

    name: str
    operation_id: str
    http_method: str
    path: str
    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    result: ast.expr
    # The annotation of the body by status: `"404": "Error"`, None if there is no body.
    responses: dict[str, str | None]
    wire: dict[str, WireArgument]
    body_choice: BodyChoice | None

    @property
    def arguments(self) -> tuple[Argument, ...]:
        return self.positional + self.keywords


@dataclass(frozen=True)
class Class:
    """A dataclass or a TypedDict."""

    name: str
    fields: tuple[Argument, ...]
    is_mapping: bool
    # The type of its items, if it is a page.
    item: ast.expr | None = None
    # The names of fields that only the server sets.
    read_only: frozenset[str] = frozenset()
    # The names of its fields in JSON.
    wire_names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Server:
    """A function of `servers`."""

    name: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True)
class ClientSource:
    """Everything that the modules of a client declare."""

    functions: tuple[Function, ...]
    classes: dict[str, Class]
    aliases: dict[str, ast.expr]
    # The package, `models` or `inputs`, of each class and alias.
    packages: dict[str, str]
    webhooks: dict[str, ast.expr]
    servers: tuple[Server, ...]
    # Whether `Client("…")` is possible.
    takes_string: bool
    # The arguments of `Credentials`, if the client has the class.
    credentials: tuple[str, ...]
    exceptions: tuple[str, ...]
    # Resource methods by the function that they call: `list_pets` → `pets.list`.
    methods: dict[str, str]
    exports: frozenset[str]
    # The module of each name that the client imports from elsewhere.
    imported: dict[str, str]


def read_client(folder: Path) -> ClientSource:
    """Read the source of a client that codegen built."""
    classes: dict[str, Class] = {}
    aliases: dict[str, ast.expr] = {}
    packages: dict[str, str] = {}
    for package in ("models", "inputs"):
        for module in _modules(folder / package):
            for statement in module.body:
                for declared in _types(statement):
                    packages[declared[0]] = package
                    if isinstance(declared[1], Class):
                        classes[declared[0]] = declared[1]
                    else:
                        aliases[declared[0]] = declared[1]
    functions = [
        function
        for module in _modules(folder / "operations")
        for function in _functions(module)
    ]
    return ClientSource(
        tuple(functions),
        classes,
        aliases,
        packages,
        dict(_webhooks(folder / "webhooks.py")),
        tuple(_servers(folder / "servers.py")),
        _takes_string(folder / "client.py"),
        tuple(_credentials(folder / "credentials.py")),
        tuple(sorted(_exceptions(folder / "errors.py"))),
        _methods(folder),
        frozenset(_imported(_parse(folder / "__init__.py"))),
        dict(_imported_from(folder)),
    )


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8") if path.exists() else "")


def _modules(folder: Path) -> Iterator[ast.Module]:
    return (
        _parse(path)
        for path in sorted(folder.glob("*.py"))
        if path.name != "__init__.py"
    )


def _types(statement: ast.stmt) -> Iterator[tuple[str, Class | ast.expr]]:
    match statement:
        case ast.ClassDef(name=name, bases=bases):
            sources = [ast.unparse(base) for base in bases]
            fields = tuple(_fields(statement, is_mapping="TypedDict" in sources))
            read_only = {
                target.id
                for line in statement.body
                if isinstance(line, ast.AnnAssign)
                and isinstance(target := line.target, ast.Name)
                and line.value is not None
                and "READ_ONLY" in ast.unparse(line.value)
            }
            wire_names = dict(_wire_names(statement))
            item = next((b.slice for b in bases if isinstance(b, ast.Subscript)), None)
            yield (
                name,
                Class(
                    name,
                    fields,
                    "TypedDict" in sources,
                    item,
                    frozenset(read_only),
                    wire_names,
                ),
            )
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=ast.Name(id="TypedDict"), args=[_, ast.Dict() as keys]),
        ):
            fields = tuple(
                _key(str(ast.literal_eval(key)), value)
                for key, value in zip(keys.keys, keys.values, strict=True)
                if key is not None
            )
            yield name, Class(name, fields, is_mapping=True)
        case ast.AnnAssign(
            target=ast.Name(id=name),
            annotation=ast.Name(id="TypeAlias"),
            value=ast.expr() as value,
        ):
            yield name, unquoted(value)
        case _:
            pass


def unquoted(annotation: ast.expr) -> ast.expr:
    """Return an annotation without quotes, `Annotated` and `Union`."""
    match annotation:
        case ast.Constant(value=str() as source):
            return unquoted(ast.parse(source, mode="eval").body)
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=parts)):
            return unquoted(parts[0])
        case ast.Subscript(value=ast.Name(id="Union"), slice=ast.Tuple(elts=parts)):
            union = unquoted(parts[0])
            for part in parts[1:]:
                union = ast.BinOp(union, ast.BitOr(), unquoted(part))
            return union
        case ast.Subscript(value=ast.Name(id="Literal")):
            return annotation
        case ast.Subscript(value=value, slice=ast.Tuple(elts=parts)):
            arguments = ast.Tuple([unquoted(part) for part in parts], ast.Load())
            return ast.Subscript(value, arguments, ast.Load())
        case ast.Subscript(value=value, slice=part):
            return ast.Subscript(value, unquoted(part), ast.Load())
        case ast.BinOp(left=left, right=right):
            return ast.BinOp(unquoted(left), ast.BitOr(), unquoted(right))
        case _:
            return annotation


def _fields(node: ast.ClassDef, *, is_mapping: bool) -> Iterator[Argument]:
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            if is_mapping:
                yield _key(line.target.id, line.annotation)
            else:
                annotation = unquoted(line.annotation)
                required = line.value is None or _is_required_wire(line.value)
                yield Argument(line.target.id, annotation, required)


def _wire_names(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for line in node.body:
        match line:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(func=ast.Name(id="wire"), args=[wire_name, *_]),
            ):
                yield name, ast.literal_eval(wire_name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, name
            case _:
                pass


def _is_required_wire(value: ast.expr) -> bool:
    """Whether the default only gives the wire name: `wire("from")`."""
    return (
        isinstance(value, ast.Call)
        and ast.unparse(value.func) == "wire"
        and all(word.arg != "default" for word in value.keywords)
    )


def _key(name: str, annotation: ast.expr) -> Argument:
    annotation = unquoted(annotation)
    match annotation:
        case ast.Subscript(value=ast.Name(id="Required"), slice=value):
            return Argument(name, value, required=True)
        case _:
            return Argument(name, annotation, required=False)


def _arguments(function: ast.FunctionDef) -> tuple[list[Argument], list[Argument]]:
    given = function.args
    missing = len(given.args) - len(given.defaults)
    positional = [
        Argument(argument.arg, unquoted(argument.annotation), index < missing)
        for index, argument in enumerate(given.args)
        if argument.annotation is not None
    ]
    keywords = [
        Argument(argument.arg, unquoted(argument.annotation), default is None)
        for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
        if argument.annotation is not None
    ]
    return positional, keywords


def _functions(module: ast.Module) -> Iterator[Function]:
    endpoints = {
        line.target.id: line.value
        for line in module.body
        if isinstance(line, ast.AnnAssign)
        and isinstance(line.target, ast.Name)
        and isinstance(line.value, ast.Call)
    }
    for function in module.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        [constant] = [
            node.id
            for node in ast.walk(function.body[-1])
            if isinstance(node, ast.Name) and node.id in endpoints
        ]
        endpoint = endpoints[constant]
        positional, keywords = _arguments(function)
        operation_id, method, path = map(ast.literal_eval, endpoint.args[:3])
        parts = {word.arg: word.value for word in endpoint.keywords if word.arg}
        assert function.returns is not None
        yield Function(
            function.name,
            # The function that streams has an endpoint of its own: "createChat stream".
            operation_id.removesuffix(" stream"),
            method,
            path,
            tuple(positional[1:]),
            tuple(keywords),
            unquoted(function.returns),
            _responses(parts.get("responses")),
            _wire(parts),
            _body_choice(parts.get("body")),
        )


def _responses(node: ast.expr | None) -> dict[str, str | None]:
    result: dict[str, str | None] = {}
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                # `"Pet"`, `Content("text/plain", "str")` or None.
                last = value.args[-1] if isinstance(value, ast.Call) else value
                is_constant = isinstance(last, ast.Constant)
                result[ast.literal_eval(key)] = (
                    ast.literal_eval(last) if is_constant else None
                )
    return result


_LOCATIONS = ("path", "query", "headers", "cookies", "body")


def _wire(parts: dict[str, ast.expr]) -> dict[str, WireArgument]:
    """Return where each argument of an endpoint is sent."""
    return {
        name: WireArgument(location, wire_name)
        for location in _LOCATIONS
        if location in parts
        for name, wire_name in _declared(parts[location])
    }


def _declared(node: ast.expr) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Constant(value=str() as name):
            yield name, name
        case ast.Tuple(elts=items) | ast.List(elts=items):
            for item in items:
                yield from _declared(item)
        case ast.Call(func=ast.Name(id=function), args=[ast.Constant(), *_]) if (
            function in _PARAMETERS
        ):
            given = [ast.literal_eval(argument) for argument in node.args[:2]]
            given += [
                ast.literal_eval(word.value)
                for word in node.keywords
                if word.arg == "wire"
            ]
            yield given[0], given[1] if len(given) > 1 and given[1] else given[0]
        case ast.Call(args=arguments, keywords=words):
            for argument in arguments:
                yield from _declared(argument)
            for word in words:
                if word.arg == "fields":
                    yield from _declared(word.value)
        case _:
            pass


_PARAMETERS = ("Parameter", "StyledParameter", "deep_object")


def _body_choice(node: ast.expr | None) -> BodyChoice | None:
    match node:
        case ast.Call(func=ast.Name(id="BodyChoice"), args=bodies, keywords=words):
            names = [ast.literal_eval(w.value) for w in words if w.arg == "chosen_by"]
            return BodyChoice(
                names[0] if names else "",
                tuple(
                    frozenset(name for name, _ in _declared(body)) for body in bodies
                ),
            )
        case _:
            return None


def _webhooks(path: Path) -> Iterator[tuple[str, ast.expr]]:
    for line in _parse(path).body:
        match line:
            case ast.AnnAssign(
                target=ast.Name(id=name), annotation=ast.Subscript(slice=annotation)
            ):
                yield name, unquoted(annotation)
            case _:
                pass


def _servers(path: Path) -> Iterator[Server]:
    for line in _parse(path).body:
        if isinstance(line, ast.FunctionDef):
            positional, keywords = _arguments(line)
            yield Server(line.name, (*positional, *keywords))


def _takes_string(path: Path) -> bool:
    return any(
        isinstance(node, ast.keyword) and node.arg in ("authentication", "schemes")
        for node in ast.walk(_parse(path))
    )


def _credentials(path: Path) -> Iterator[str]:
    for line in ast.walk(_parse(path)):
        if isinstance(line, ast.FunctionDef) and line.name == "__init__":
            yield from (argument.arg for argument in line.args.kwonlyargs)


def _exceptions(path: Path) -> Iterator[str]:
    module = _parse(path)
    yield from (n for n in _imported(module) if n.endswith("Error"))
    yield from (line.name for line in module.body if isinstance(line, ast.ClassDef))


def _imported(module: ast.Module) -> Iterator[str]:
    for line in ast.walk(module):
        if isinstance(line, ast.ImportFrom):
            for alias in line.names:
                if alias.asname == alias.name:
                    yield alias.name


def _imported_from(folder: Path) -> Iterator[tuple[str, str]]:
    for package in ("operations", "models", "inputs"):
        for module in _modules(folder / package):
            for line in ast.walk(module):
                if isinstance(line, ast.ImportFrom) and not line.level and line.module:
                    yield from ((alias.name, line.module) for alias in line.names)


def _methods(folder: Path) -> dict[str, str]:
    """Return the resource method of each function, by following resources from the client."""
    result: dict[str, str] = {}
    pending = [(folder / "client.py", "Client", "")]
    seen: set[str] = set()
    while pending:
        path, class_name, prefix = pending.pop()
        if prefix in seen:
            continue
        seen.add(prefix)
        for node in _parse(path).body:
            if not (isinstance(node, ast.ClassDef) and node.name == class_name):
                continue
            for line in node.body:
                match line:
                    case ast.AnnAssign(
                        target=ast.Name(id=name),
                        annotation=ast.Subscript(slice=ast.Name(id=child)),
                        value=ast.Call(args=[ast.Constant(value=str() as module)]),
                    ):
                        target = (
                            folder / "resources" / f"{module.rpartition('.')[2]}.py"
                        )
                        pending.append((target, child, f"{prefix}{name}."))
                    case ast.Assign(
                        targets=[ast.Name(id=name)],
                        value=ast.Name(id=function) | ast.Attribute(attr=function),
                    ):
                        result[function] = prefix + name
                    case _:
                        pass
    return result
