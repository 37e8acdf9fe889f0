"""A user's program over a built client, which uses everything that the client offers.

The program consists of functions without arguments, the snippets, which call operations and print
requests and decoded values, and of functions that only a type checker reads: they pass and
receive values of exactly the declared types.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.oracle.client_source import (
    Argument,
    Class,
    ClientSource,
    Function,
    unquoted,
)
from tests.oracle.credentials import client_expressions
from tests.oracle.prelude import PACKAGE, PRELUDE
from tests.oracle.values import VARIANTS, Values, settable, union_members


@dataclass(frozen=True)
class Program:
    """The source of a program; `PACKAGE` in it stands for the package of the client."""

    source: str

    def of_package(self, package: str) -> str:
        """Return the source for a client in `package`."""
        return self.source.replace(PACKAGE, package)


def write_program(client: ClientSource) -> Program:
    """Write the program of a client."""
    return Program(_Writer(client).program())


class _Writer:
    def __init__(self, client: ClientSource) -> None:
        self.client = client
        self.values = Values(client)
        self.lines: list[str] = []
        self.snippets: list[str] = []
        self.clients = list(client_expressions(client))

    def program(self) -> str:
        self.write_type_checking_imports()
        for name in sorted(self.client.packages):
            self.snippet(
                f"import {name}",
                [f"from {PACKAGE}.{self.client.packages[name]} import {name} as _"],
            )
        self.write_exceptions()
        sent, received = self.reachable()
        readers = [
            name
            for name, declared in self.client.classes.items()
            if not declared.is_mapping and (name in received or name not in sent)
        ]
        for name in readers:
            self.write_reader(self.client.classes[name])
        for name, value in self.client.aliases.items():
            self.write_alias(name, value, name in sent, name in received)
        self.lines.append("READERS: dict[str, Any] = {")
        self.lines += [f"    {name!r}: read_{name}," for name in readers]
        self.lines += ["}", ""]
        for name, declared in self.client.classes.items():
            if declared.is_mapping:
                self.write_mapping(declared)
            elif name in sent:
                self.write_construction(declared)
        for function in self.client.functions:
            self.write_function(function)
        self.write_servers()
        self.write_webhooks()
        self.lines.append("SNIPPETS: dict[str, Any] = {")
        self.lines += self.snippets
        self.lines += ["}", ""]
        return PRELUDE + "\n".join(self.lines)

    def write_type_checking_imports(self) -> None:
        self.lines.append("if TYPE_CHECKING:")
        for name in sorted(self.client.packages):
            self.lines.append(
                f"    from {PACKAGE}.{self.client.packages[name]} import {name}"
            )
        for name, module in sorted(self.client.imported.items()):
            if "lazy_imports" not in module and name[0].isupper() and name != "Any":
                self.lines.append(f"    from {module} import {name}")
        self.lines.append("")

    def snippet(self, title: str, body: Iterable[str]) -> None:
        name = f"snippet_{len(self.snippets)}"
        self.lines.append(f"def {name}() -> None:  # {title}")
        self.lines += [f"    {line}" for line in body]
        self.lines.append("")
        self.snippets.append(f"    {title!r}: {name},")

    # Types

    def write_exceptions(self) -> None:
        for name in self.client.exceptions:
            self.snippet(
                f"except {name}",
                [
                    f"from {PACKAGE}.errors import {name} as _error",
                    "SHOWN.append(f'decoded {[c.__name__ for c in _error.__mro__]}')",
                ],
            )

    def write_reader(self, declared: Class) -> None:
        self.lines.append(f"def read_{declared.name}(value: {declared.name}) -> None:")
        for index, field in enumerate(declared.fields):
            received = _received(field.annotation)
            self.lines += [
                f"    v{index}: {received} = value.{field.name}",
                f"    show('{declared.name}.{field.name}', v{index})",
            ]
        self.lines.append(
            f"    show('{declared.name} further', value.additional_properties)"
        )
        self.lines.append("")

    def reachable(self) -> tuple[set[str], set[str]]:
        """Return the names of types that callers send, and of those that they receive."""
        client = self.client
        sent = [a.annotation for f in client.functions for a in f.arguments]
        received = [f.result for f in client.functions]
        received += [
            ast.parse(annotation, mode="eval").body
            for function in client.functions
            for annotation in function.responses.values()
            if annotation
        ]
        received += client.webhooks.values()
        return self.names_below(sent), self.names_below(received)

    def names_below(self, annotations: list[ast.expr]) -> set[str]:
        found: set[str] = set()
        pending = list(annotations)
        while pending:
            for node in ast.walk(unquoted(pending.pop())):
                if not isinstance(node, ast.Name) or node.id in found:
                    continue
                if node.id in self.client.aliases:
                    pending.append(self.client.aliases[node.id])
                elif node.id in self.client.classes:
                    declared = self.client.classes[node.id]
                    pending += [field.annotation for field in declared.fields]
                    pending += [declared.item] if declared.item is not None else []
                else:
                    continue
                found.add(node.id)
        return found

    def write_alias(
        self, name: str, value: ast.expr, is_sent: bool, is_received: bool
    ) -> None:
        """Write functions that take an alias apart, and that make one of its members."""
        source = ast.unparse(value)
        if is_received or not is_sent:
            self.lines += [
                f"def read_{name}(value: {name}) -> {source}:",
                "    return value",
                "",
            ]
        if is_sent:
            self.lines += [
                f"def build_{name}(value: {source}) -> {name}:",
                "    return value",
                "",
            ]

    def write_mapping(self, declared: Class) -> None:
        arguments = ", ".join(
            f"v{index}: {ast.unparse(key.annotation)}"
            for index, key in enumerate(declared.fields)
        )
        keys = ", ".join(
            f"{key.name!r}: v{index}" for index, key in enumerate(declared.fields)
        )
        self.lines += [
            f"def build_{declared.name}({arguments}) -> {declared.name}:",
            f"    return {{{keys}}}",
            "",
        ]

    def write_construction(self, declared: Class) -> None:
        fields = settable(declared)
        arguments = "".join(
            f", {field.name}: {_sent(field.annotation)}" for field in fields
        )
        passed = ", ".join(f"{field.name}={field.name}" for field in fields)
        self.lines += [
            f"def build_{declared.name}(_value: None{arguments}) -> {declared.name}:",
            f"    from {PACKAGE}.{self.client.packages[declared.name]} import "
            f"{declared.name} as _class",
            f"    return _class({passed})",
            "",
        ]

    # Operations

    def write_function(self, function: Function) -> None:
        self.write_typed_calls(function)
        minimal = [argument for argument in function.arguments if argument.required]
        self.write_call(function, f"{function.name} minimal", minimal, 0)
        for variant in range(VARIANTS):
            for title, arguments, media_type in self.argument_sets(function):
                self.write_call(
                    function,
                    f"{function.name} {title}, variant {variant}",
                    arguments,
                    variant,
                    media_type=media_type,
                )
        for argument in function.keywords:
            if not argument.required and not _is_choice(function, argument):
                self.write_call(
                    function,
                    f"{function.name} with {argument.name}",
                    [*minimal, argument],
                    0,
                )
        by_name = f"{function.name} by name"
        self.write_call(function, by_name, minimal, 0, by_name=True)
        if function.name in self.client.methods:
            method = f"{function.name} as method"
            self.write_call(function, method, minimal, 0, as_method=True)
        for title, client in self.clients[1:]:
            self.write_call(
                function, f"{function.name}, {title}", minimal, 0, client=client
            )
        for status, annotation in function.responses.items():
            for index in range(4):
                self.write_response(function, minimal, status, annotation, index)

    def argument_sets(
        self, function: Function
    ) -> Iterator[tuple[str, list[Argument], int | None]]:
        choice = function.body_choice
        if choice is None:
            yield "with all", list(function.arguments), None
            return
        of_bodies = frozenset().union(*choice.bodies)
        for index, body in enumerate(choice.bodies):
            arguments = [
                argument
                for argument in function.arguments
                if argument.name != choice.argument
                and (argument.name not in of_bodies or argument.name in body)
            ]
            yield f"with body {index}", arguments, None
            chooser = [a for a in function.keywords if a.name == choice.argument]
            if chooser:
                yield f"with media type {index}", [*arguments, *chooser], index

    def write_typed_calls(self, function: Function) -> None:
        """Write functions that pass arguments of exactly the declared types."""
        arguments = function.arguments
        parameters = "".join(
            f", {argument.name}: {_sent(argument.annotation)}" for argument in arguments
        )
        by_position = [argument.name for argument in function.positional]
        keywords = [f"{a.name}={a.name}" for a in function.keywords]
        required = [f"{a.name}={a.name}" for a in function.keywords if a.required]
        result = ast.unparse(function.result)
        calls = [("_call", ["_client"])]
        method = self.client.methods.get(function.name)
        if method is not None:
            calls.append((f"_client.{method}", []))
        self.lines.append(
            f"def call_{function.name}(_client: Client{parameters}) -> None:"
        )
        self.lines.append(
            f"    from {PACKAGE}.operations import {function.name} as _call"
        )
        for index, (called, first) in enumerate(calls):
            for suffix, words in (("a", keywords), ("b", required)):
                passed = ", ".join([*first, *by_position, *words])
                value = f"{called}({passed})"
                if result == "None":
                    self.lines.append(f"    {value}")
                else:
                    self.lines.append(f"    _result{index}{suffix}: {result} = {value}")
        self.lines.append("")

    def call(
        self,
        function: Function,
        arguments: list[Argument],
        variant: int,
        media_type: int | None,
        *,
        by_name: bool = False,
        as_method: bool = False,
    ) -> tuple[list[str], str]:
        """Return the imports and the expression of a call."""
        positional = {argument.name for argument in function.positional}
        parts: list[str] = []
        for argument in arguments:
            is_chooser = media_type is not None and _is_choice(function, argument)
            which = media_type if is_chooser and media_type is not None else variant
            value = self.values.value(argument.annotation, which, argument.name)
            if argument.name in positional and not by_name:
                parts.append(value)
            else:
                parts.append(f"{argument.name}={value}")
        source = ", ".join(parts)
        names = {
            node.id
            for node in ast.walk(ast.parse(f"f({source})"))
            if isinstance(node, ast.Name)
        }
        imports = [
            f"from {PACKAGE}.{self.client.packages[name]} import {name}"
            for name in sorted(names & self.client.packages.keys())
        ]
        if as_method:
            method = self.client.methods[function.name]
            return imports, f"_client.{method}({source})"
        imports.append(f"from {PACKAGE}.operations import {function.name} as _call")
        return imports, f"_call({', '.join(['_client', *parts])})"

    def client_lines(self, expression: str, key: str, index: int = 0) -> list[str]:
        names = [
            name
            for name in ("ApiKey", "Basic", "Bearer", "Credentials")
            if f"{name}(" in expression
        ]
        imports = [f"from {PACKAGE} import {', '.join(names)}"] if names else []
        return [
            *imports,
            f"transport = Transport({key!r}, {index})",
            f"_client = {expression[:-1]}, max_retries=0)",
        ]

    def write_call(
        self,
        function: Function,
        title: str,
        arguments: list[Argument],
        variant: int,
        *,
        media_type: int | None = None,
        client: str | None = None,
        by_name: bool = False,
        as_method: bool = False,
    ) -> None:
        imports, call = self.call(
            function,
            arguments,
            variant,
            media_type,
            by_name=by_name,
            as_method=as_method,
        )
        status = next((s for s in function.responses if s.startswith("2")), "")
        if not status:
            status = next(iter(function.responses), "")
        key = f"{function.operation_id} {status}"
        self.snippet(
            title,
            [
                *imports,
                *self.client_lines(client or self.clients[0][1], key),
                *self.reading(function, call),
            ],
        )

    def reading(self, function: Function, call: str) -> list[str]:
        """Return lines that call an operation and read the result."""
        result = function.result
        source = ast.unparse(result)
        if source == "None":
            return [call]
        match result:
            case ast.Subscript(value=ast.Name(id="ItemStream"), slice=item):
                return [
                    f"with {call} as items:",
                    "    for item in items:",
                    f"        value: {ast.unparse(item)} = item",
                    "        show('item', value)",
                ]
            case ast.Name(id=name) if name in self.client.classes:
                lines = [f"result: {source} = {call}", f"read_{name}(result)"]
                item_type = self.client.classes[name].item
                if item_type is not None:
                    lines += [
                        "for item in result.auto_paging():",
                        f"    value: {ast.unparse(unquoted(item_type))} = item",
                        "    show('item', value)",
                    ]
                return lines
            case ast.Name(id="FileStream" | "DownloadStream" | "ByteStream"):
                return [call]
            case _:
                return [f"result: {source} = {call}", "show('result', result)"]

    def write_response(
        self,
        function: Function,
        minimal: list[Argument],
        status: str,
        annotation: str | None,
        index: int,
    ) -> None:
        imports, call = self.call(function, minimal, 0, None)
        key = f"{function.operation_id} {status}"
        lines = [*imports, *self.client_lines(self.clients[0][1], key, index)]
        reading = self.reading(function, call)
        if not status.startswith(("1", "2", "3")):
            readers = ["show('body', error.body)"]
            if annotation in self.client.classes:
                module = self.client.packages[annotation]
                lines.append(f"from {PACKAGE}.{module} import {annotation} as _body")
                # Any other body is text.
                readers = [
                    "if isinstance(error.body, _body):",
                    f"    read_{annotation}(error.body)",
                    "else:",
                    "    show('body', error.body)",
                ]
            lines.append(f"from {PACKAGE}.errors import ApiStatusError")
            lines += ["try:", *(f"    {line}" for line in reading)]
            lines += [
                "except ApiStatusError as error:",
                "    SHOWN.append(f'decoded {type(error).__name__} {error.status} {error}')",
                *(f"    {line}" for line in readers),
            ]
        else:
            lines += reading
        self.snippet(f"{function.name} response {status}, sample {index}", lines)

    # Servers and webhooks

    def write_servers(self) -> None:
        for server in self.client.servers:
            passed = ", ".join(
                f"{a.name}={self.values.value(a.annotation, 0, 'x')}"
                for a in server.arguments
            )
            lines = [f"from {PACKAGE} import servers", "transport = Transport()"]
            if self.client.functions:
                function = self.client.functions[0]
                minimal = [a for a in function.arguments if a.required]
                imports, call = self.call(function, minimal, 0, None)
                expression = self.clients[0][1].removesuffix(")")
                status = next(iter(function.responses), "")
                lines += [
                    *self.client_lines(
                        f"{expression}, server=servers.{server.name}({passed}))",
                        f"{function.operation_id} {status}",
                    ),
                    *imports,
                    call,
                ]
            self.snippet(f"server {server.name}", lines)

    def write_webhooks(self) -> None:
        for name, annotation in self.client.webhooks.items():
            self.snippet(
                f"webhook {name}",
                [
                    f"from {PACKAGE} import webhooks",
                    f"for _, _, body in RESPONSES.get('webhook {name}', []):",
                    f"    value: {ast.unparse(annotation)} = webhooks.{name}(body)",
                    "    show('webhook', value)",
                ],
            )


def _received(annotation: ast.expr) -> str:
    """Return the annotation of a field as a reader writes it."""
    return ast.unparse(annotation)


def _sent(annotation: ast.expr) -> str:
    """Return the annotation of an argument without `Unset`."""
    return " | ".join(map(ast.unparse, union_members(annotation)))


def _is_choice(function: Function, argument: Argument) -> bool:
    choice = function.body_choice
    return choice is not None and choice.argument == argument.name
