"""`README.md` of a client: a first call, a section per topic, and an index of operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.markdown import code_span, markdown_text
from generator.ir.api import Api
from generator.ir.http import SecurityScheme, ServerVariable
from generator.naming.environment_names import EnvironmentNames
from generator.naming.names import Names
from generator.python.declarations import (
    FunctionDeclaration,
    IndexEntry,
    OperationsModule,
    Readme,
)
from generator.python.expressions import (
    Choice,
    Expr,
    Name,
    Subscript,
    string_literal,
)
from generator.python.prose import plain_line, visible_name
from generator.python.runtime_features import has_downloads
from generator.python.security import scheme_doc, token_sources

# Values in example calls, by type.
_PLACEHOLDERS = {"bool": "True", "float": "1.0", "int": "1", "str": '"..."'}
_UNKNOWN = "..."


def readme(
    api: Api,
    names: Names,
    package: str,
    operations: Iterable[OperationsModule],
    left_out: Iterable[tuple[str, str]],
    environment: EnvironmentNames,
) -> Readme:
    """Declare the README of the client `package`.

    `left_out` lists the invalid parts of the document that the client lacks: the location of each,
    and what was omitted.
    """
    methods = {
        operation.function: ".".join(
            ("client", *operation.method.resource, operation.method.name)
        )
        for operation in names.operations.values()
    }
    modules = tuple(operations)
    functions = [function for module in modules for function in module.functions]
    paged = {
        names.operations[operation.key].function
        for operation in api.operations
        if operation.paging is not None
    }
    streamed = {
        names.operations[operation.key].function
        for operation in api.operations
        if any(response.items is not None for response in operation.success_responses)
    }
    example = _easiest(functions)
    page_example = _easiest(_named(functions, paged))
    stream_example = _easiest(_named(functions, streamed))
    construction = _construction(api, names)
    return Readme(
        path="README.md",
        title=markdown_text(plain_line(api.title)) or package,
        package=package,
        example=_first_call(package, example, construction),
        construction=construction,
        method=_method_call(example, methods),
        credentials=_credentials(api, package),
        has_credentials=api.security.first is not None,
        environment=_environment(api, environment),
        schemes=tuple(_schemes(api, names)),
        servers=tuple(_servers(api, names)),
        paged=_call(page_example),
        paged_import=_import(package, page_example),
        streamed=_call(stream_example),
        streamed_import=_import(package, stream_example),
        has_downloads=has_downloads(api),
        webhook=min(names.webhooks.values(), default=""),
        left_out=tuple(
            dict.fromkeys(
                _omission(location, omitted) for location, omitted in left_out
            )
        ),
        resources=tuple(
            (
                module.path,
                tuple(
                    IndexEntry(
                        function.name,
                        methods[function.name],
                        markdown_text(" ".join(function.summary.split())),
                        is_deprecated=bool(function.deprecation),
                    )
                    for function in module.functions
                ),
            )
            for module in modules
        ),
    )


def _omission(location: str, omitted: str) -> str:
    return f"{code_span(visible_name(location))}: {markdown_text(plain_line(omitted))}"


def _construction(api: Api, names: Names) -> str:
    """Return the arguments of `Client(…)`."""
    first = api.security.first
    arguments = []
    if first is not None and not api.security.is_first_sufficient:
        arguments.append(f'Credentials({names.schemes[first.name]}="...")')
    elif first is not None:
        arguments.append('"..."')
    if api.server is None:
        arguments.append('base_url="https://..."')
    return ", ".join(arguments)


def _credentials(api: Api, package: str) -> str:
    """Describe what to pass as credentials, naming the class and where to import it from."""
    source = f"from `{package}`"
    scheme = api.security.first
    if scheme is None:
        return "The API needs no credentials."
    if not api.security.is_first_sufficient:
        return (
            f"Pass `Credentials(...)` {source} with the credentials that you have; each request "
            "sends those that its operation requires. A plain string is "
            f"{_string_value(scheme)}."
        )
    match scheme.kind:
        case "basic":
            return (
                f'Pass `Basic("username", "password")` {source}. A plain string is a user name '
                "without password."
            )
        case "api_key":
            name = string_literal(visible_name(scheme.parameter_name or ""))
            location = scheme.location or "header"
            where = "" if location == "header" else f", {string_literal(location)}"
            call = code_span(f'ApiKey("...", {name}{where})')
            return f"Pass {call} {source}, or the key as a plain string."
        case "http":
            name = string_literal(visible_name(scheme.scheme or ""))
            call = code_span(f'Http("...", {name})')
            return f"Pass {call} {source}, or the value as a plain string."
        case _:
            return f'Pass `Bearer("...")` {source}, or the token as a plain string.'


def _environment(api: Api, environment: EnvironmentNames) -> str:
    """Describe the environment variables of the client; empty if it reads none."""
    first = api.security.first
    variables = [f"`{name}`" for name in environment.credentials]
    sentences = []
    if first is not None and variables[1:]:
        sentences.append(
            f"Without credentials, a client reads a user name from {variables[0]} and a password "
            f"from {variables[1]}, where they are set."
        )
    elif first is not None and variables:
        sentences.append(
            f"Without credentials, a client reads {_string_value(first)} from the environment "
            f"variable {variables[0]}, where it is set."
        )
    if environment.base_url:
        sentences.append(
            f"`{environment.base_url}` replaces the servers of the document, unless `base_url` or "
            "`server` is passed."
        )
    return " ".join(sentences)


def _string_value(scheme: SecurityScheme) -> str:
    """Describe what a plain string is for `scheme`."""
    prefix = code_span(visible_name(scheme.scheme or ""))
    return {
        "basic": "a user name",
        "api_key": "the API key",
        "http": f"the value after {prefix} in `Authorization`",
    }.get(scheme.kind, "a bearer token")


def _schemes(api: Api, names: Names) -> Iterator[str]:
    """Yield what to pass for each scheme, if there are several or tokens are fetched."""
    if api.security.is_first_sufficient:
        for scheme in api.security.schemes[:1]:
            if scheme.kind == "oauth2":
                yield markdown_text(scheme_doc(scheme))
        token_scheme = api.security.token_scheme
        if token_scheme is not None:
            sources = token_sources(token_scheme)
            yield markdown_text(f"Instead, for OAuth 2.0: {sources}.")
        return
    for scheme in api.security.schemes:
        value = markdown_text(scheme_doc(scheme))
        yield f"`Credentials({names.schemes[scheme.name]}=...)`: {value}"


def _servers(api: Api, names: Names) -> Iterator[str]:
    """Yield example calls of the functions in `servers.py`."""
    if api.has_server_choice:
        for server, server_names in zip(api.servers, names.servers, strict=True):
            arguments = (
                f"{server_names.variables[variable.name]}={_value(variable)}"
                for variable in server.variables
            )
            yield f"servers.{server_names.function}({', '.join(arguments)})"


def _value(variable: ServerVariable) -> str:
    return "..." if variable.default is None else string_literal(variable.default)


def _first_call(
    package: str, example: FunctionDeclaration | None, credentials: str
) -> str:
    several = ", Credentials" if credentials.startswith("Credentials(") else ""
    lines = [f"from {package} import Client{several}"]
    if example is not None:
        lines.append(_import(package, example))
    lines += ["", f"client = Client({credentials})"]
    if example is not None:
        lines.append(f"response = {_call(example)}")
    return "\n".join(lines)


def _import(package: str, function: FunctionDeclaration | None) -> str:
    return (
        "" if function is None else f"from {package}.operations import {function.name}"
    )


def _call(function: FunctionDeclaration | None) -> str:
    """Return a call with a placeholder for each required argument, empty for None."""
    if function is None:
        return ""
    return f"{function.name}({', '.join(['client', *_required(function)])})"


def _method_call(function: FunctionDeclaration | None, methods: dict[str, str]) -> str:
    if function is None:
        return ""
    return f"{methods[function.name]}({', '.join(_required(function))})"


def _required(function: FunctionDeclaration) -> list[str]:
    """Return the required arguments of a call, with a placeholder for each value."""
    keywords = [
        f"{argument.name}={_placeholder(argument.annotation)}"
        for argument in function.keyword
        if argument.default is None
    ]
    return [
        *(_placeholder(argument.annotation) for argument in function.positional),
        *keywords,
    ]


def _placeholder(annotation: Expr) -> str:
    """Return an expression of a type; an ellipsis for objects, which have required fields."""
    match annotation:
        case Name(name, source=None) if name in _PLACEHOLDERS:
            return _PLACEHOLDERS[name]
        case Choice(members):
            placeholders = map(_placeholder, members)
            return next(
                (value for value in placeholders if value != _UNKNOWN), _UNKNOWN
            )
        case Subscript(Name("Sequence"), (item,)):
            value = _placeholder(item)
            return value if value == _UNKNOWN else f"[{value}]"
        case _:
            return _UNKNOWN


def _is_complete(function: FunctionDeclaration) -> bool:
    """Whether there is a placeholder for every required argument."""
    arguments = (*function.positional, *function.keyword)
    return all(
        argument.default is not None or _placeholder(argument.annotation) != _UNKNOWN
        for argument in arguments
    )


def _named(
    functions: list[FunctionDeclaration], names: set[str]
) -> list[FunctionDeclaration]:
    return [function for function in functions if function.name in names]


def _easiest(functions: list[FunctionDeclaration]) -> FunctionDeclaration | None:
    """Return the first function with the fewest required arguments.

    One that is not deprecated is preferred, and among those one with complete placeholders.
    """
    return min(
        functions,
        key=lambda function: (
            bool(function.deprecation),
            not _is_complete(function),
            len(_required(function)),
        ),
        default=None,
    )
