"""Read the interface of a client from its declarations, before they are rendered."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from generator.interface_diff.interface.annotations import (
    UNSET,
    Annotation,
    Constant,
    Generic,
    Named,
    union_of,
    without_member,
)
from generator.interface_diff.interface.assemble_interface import (
    InterfaceParts,
    OperationFunction,
    ResourceClass,
    assemble_interface,
    is_deprecated,
)
from generator.interface_diff.interface.client_interface import (
    Alias,
    Argument,
    ClientInterface,
    DeclaredType,
    ExceptionClass,
    Field,
    Model,
    Server,
    Webhook,
)
from generator.interface_diff.interface.parse_annotation import parse_annotation
from generator.python.declarations import (
    AliasDeclaration,
    ArgumentDeclaration,
    ClientModule,
    DictDeclaration,
    ErrorsModule,
    FieldDeclaration,
    FunctionDeclaration,
    ModelDeclaration,
    Module,
    OperationsModule,
    OptionsModule,
    ResourceDeclaration,
    ResourcesModule,
    ServerDeclaration,
    ServersModule,
    TypesModule,
    WebhookDeclaration,
    WebhooksModule,
)
from generator.python.expressions import (
    Call,
    Choice,
    Dict,
    Expr,
    Name,
    Quoted,
    Subscript,
    Text,
    flat,
)


def interface_from_declarations(modules: Iterable[Module]) -> ClientInterface:
    """Return the interface of the client that `modules` declare.

    The result equals that of `interface_from_client` for the rendered client.
    """
    parts = InterfaceParts()
    for module in modules:
        match module:
            case OperationsModule(path=path, functions=functions):
                name = _module_name(path)
                parts.functions += (_function(function, name) for function in functions)
            case TypesModule(path=path, declarations=declarations):
                parts.types += _types(path, declarations)
            case ResourcesModule(path=path, resources=resources):
                parts.resources[f".{_module_name(path)}"] = _resource(resources[0])
            case ClientModule(api=api, resources=resources):
                parts.children = [(child.name, child.module) for child in resources]
                parts.api = _api(api)
            case ErrorsModule(common=common, errors=errors):
                parts.exceptions += (
                    ExceptionClass(name, "") for _, names in common for name in names
                )
                parts.exceptions += (
                    ExceptionClass(error.name, error.base) for error in errors
                )
            case ServersModule(servers=servers):
                parts.servers += map(_server, servers)
            case WebhooksModule(webhooks=webhooks):
                parts.webhooks += map(_webhook, webhooks)
            case OptionsModule(options=options):
                parts.options += (option.name for option in options)
            case _:
                pass
    return assemble_interface(parts)


def annotation_of_expr(expr: Expr) -> Annotation:
    """Convert an expression of the `python` package to the annotation it denotes."""
    match expr:
        case Name(name):
            return Named(name)
        case Quoted(quoted):
            return annotation_of_expr(quoted)
        case Text(source):
            return parse_annotation(source)
        case Choice(choices):
            return union_of(map(annotation_of_expr, choices))
        case Subscript(Name("Literal"), values):
            return union_of(Constant(_constant_source(value)) for value in values)
        case Subscript(Name("Union"), choices):
            return union_of(map(annotation_of_expr, choices))
        case Subscript(Name("Annotated"), (inner, *_)):
            return annotation_of_expr(inner)
        case Subscript(Name(base), arguments):
            return Generic(base, tuple(map(annotation_of_expr, arguments)))
        case _:
            raise AssertionError(f"{flat(expr)} is not an annotation")


def _constant_source(value: Expr) -> str:
    return repr(ast.literal_eval(flat(value)))


def _module_name(path: str) -> str:
    return path.removesuffix(".py").rpartition("/")[2]


def _types(path: str, declarations: Iterable[object]) -> Iterator[DeclaredType]:
    module = path.removesuffix(".py").replace("/", ".")
    declarations = tuple(declarations)
    typed_dicts = {
        declaration.name
        for declaration in declarations
        if isinstance(declaration, DictDeclaration)
    }
    for declaration in declarations:
        match declaration:
            case AliasDeclaration(name, value, doc):
                yield Alias(name, module, annotation_of_expr(value), is_deprecated(doc))
            case ModelDeclaration(name, base, doc, fields):
                yield Model(
                    name,
                    module,
                    tuple(sorted(map(_field, fields), key=lambda field: field.name)),
                    _page_of(base),
                    f"{name}Dict" in typed_dicts,
                    is_deprecated(doc),
                )


def _page_of(base: Expr) -> Annotation | None:
    match base:
        case Subscript(_, (item,)):
            return annotation_of_expr(item)
        case _:
            return None


def _field(field: FieldDeclaration) -> Field:
    wire_name, default = field.name, field.default
    match default:
        case Call(_, (("", Text(wire_name)), *rest)):
            default = dict(rest).get("default")
        case _:
            pass
    return Field(
        name=field.name,
        wire_name=wire_name,
        annotation=without_member(annotation_of_expr(field.annotation), UNSET),
        required=default is None,
        deprecated=is_deprecated(field.doc),
    )


def _function(function: FunctionDeclaration, module: str) -> OperationFunction:
    match function.endpoint:
        case Call(_, (("", _), ("", Text(http_method)), ("", Text(path)), *rest)):
            pass
        case _:
            raise AssertionError("an endpoint starts with its key, method and path")
    return OperationFunction(
        name=function.name,
        module=module,
        http_method=http_method,
        path=path,
        arguments=(
            *(_argument(argument, True) for argument in function.positional),
            *(_argument(argument, False) for argument in function.keyword),
        ),
        result=annotation_of_expr(function.returns),
        failures=_failures(dict(rest).get("responses")),
        deprecated=bool(function.deprecation),
    )


def _argument(argument: ArgumentDeclaration, positional: bool) -> Argument:
    return Argument(
        name=argument.name,
        annotation=without_member(annotation_of_expr(argument.annotation), UNSET),
        required=argument.default is None,
        positional=positional,
        deprecated=is_deprecated(argument.doc),
    )


def _server(server: ServerDeclaration) -> Server:
    arguments = (_argument(argument, False) for argument in server.arguments)
    return Server(server.name, tuple(arguments))


def _webhook(webhook: WebhookDeclaration) -> Webhook:
    match annotation_of_expr(webhook.annotation):
        case Generic(_, (payload,)):
            return Webhook(webhook.name, payload, is_deprecated(webhook.doc))
        case _:
            raise AssertionError("the annotation of a webhook has one type argument")


def _failures(responses: Expr | None) -> tuple[Annotation, ...]:
    """The types of error responses, from the `responses` argument of an endpoint."""
    if not isinstance(responses, Dict):
        return ()
    failures: list[Annotation] = []
    for status, response in responses.items:
        match response:
            case Text(type_) | Call(_, (_, ("", Text(type_)))):
                if not status.startswith("2"):
                    failures.append(parse_annotation(type_))
            case _:
                pass
    return tuple(failures)


def _resource(resource: ResourceDeclaration) -> ResourceClass:
    return ResourceClass(
        children=[(child.name, child.module) for child in resource.children],
        methods=[(method.name, method.function) for method in resource.methods],
    )


def _api(api: Expr) -> dict[str, str]:
    """The arguments of `_API`: strings as they are, other expressions as Python source."""
    if not isinstance(api, Call):
        return {}
    return {
        name: value.value if isinstance(value, Text) else _normalized(flat(value))
        for name, value in api.arguments
    }


def _normalized(source: str) -> str:
    return ast.unparse(ast.parse(source, mode="eval"))
