"""Read the interface of a client from its declarations, before they are rendered."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.interface_diff.interface.annotations import (
    UNSET,
    Annotation,
    Constant,
    Generic,
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
    Key,
    Model,
    Server,
    Webhook,
)
from generator.interface_diff.interface.parse_annotation import (
    named,
    parse_annotation,
    sort_tagged_unions,
)
from generator.interface_diff.interface.read_endpoint import (
    read_endpoint,
    url_of_server,
)
from generator.interface_diff.interface.wire import TaggedUnion
from generator.python.declarations import (
    AliasDeclaration,
    ArgumentDeclaration,
    ClientModule,
    DictDeclaration,
    ErrorsModule,
    FieldDeclaration,
    FunctionDeclaration,
    KeyDeclaration,
    ModelDeclaration,
    Module,
    OperationsModule,
    OptionsModule,
    ResourceDeclaration,
    ResourcesModule,
    RootModule,
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
                parts.api = dict(api.arguments) if isinstance(api, Call) else {}
            case RootModule(modules=own, shared=shared):
                parts.exports += (
                    name for _, names in (*own, *shared) for name in names
                )
            case ErrorsModule(errors=errors, kinds=kinds):
                parts.exceptions += (
                    ExceptionClass(name, "") for name in module.runtime_errors
                )
                parts.exceptions += (
                    ExceptionClass(error.name, error.base) for error in errors
                )
                parts.error_kinds += _error_kinds(kinds)
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
            return named(name)
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
        case Subscript(Name("paged.ListPage"), arguments):
            # As `parse_annotation` reads it.
            return Generic("list", tuple(map(annotation_of_expr, arguments)))
        case Subscript(Name(base), arguments):
            return Generic(base, tuple(map(annotation_of_expr, arguments)))
        case _:
            raise AssertionError(f"{flat(expr)} is not an annotation")


def tagged_unions_of_expr(expr: Expr) -> tuple[TaggedUnion, ...]:
    """Return the unions with a discriminator in an annotation, sorted by property."""
    return sort_tagged_unions(_tagged_unions(expr))


def _tagged_unions(expr: Expr) -> Iterator[TaggedUnion]:
    match expr:
        case Call(
            Name("Discriminator"),
            (("", Text(property_name)), ("", Dict(mapping)), *others),
        ):
            default = [value.value for _, value in others if isinstance(value, Text)]
            yield TaggedUnion(
                property_name=property_name,
                classes=tuple(
                    (value, class_.value)
                    for value, class_ in mapping
                    if isinstance(class_, Text)
                ),
                default="".join(default),
            )
        case Quoted(quoted):
            yield from _tagged_unions(quoted)
        case Choice(items) | Subscript(_, items):
            for item in items:
                yield from _tagged_unions(item)
        case _:
            pass


def _error_kinds(kinds: Expr) -> Iterator[tuple[str, str]]:
    if isinstance(kinds, Dict):
        yield from ((value, flat(exception)) for value, exception in kinds.items)


def _constant_source(value: Expr) -> str:
    if isinstance(value, Text):
        return repr(value.value)
    return repr(ast.literal_eval(flat(value)))


def _module_name(path: str) -> str:
    return path.removesuffix(".py").rpartition("/")[2]


def _types(path: str, declarations: Iterable[object]) -> Iterator[DeclaredType]:
    module = path.removesuffix(".py").replace("/", ".")
    declarations = tuple(declarations)
    keys_by_dict = {
        declaration.name: tuple(sorted(map(_key, declaration.keys), key=_name_of))
        for declaration in declarations
        if isinstance(declaration, DictDeclaration)
    }
    for declaration in declarations:
        match declaration:
            case AliasDeclaration(name, value, doc):
                yield Alias(
                    name,
                    module,
                    annotation_of_expr(value),
                    is_deprecated(doc),
                    tagged_unions_of_expr(value),
                )
            case ModelDeclaration(name, base, doc, fields, additional):
                yield Model(
                    name=name,
                    module=module,
                    fields=tuple(sorted(map(_field, fields), key=_name_of)),
                    page_of=_page_of(base),
                    keys=keys_by_dict.get(f"{name}Dict"),
                    deprecated=is_deprecated(doc),
                    additional=(
                        None if additional is None else annotation_of_expr(additional)
                    ),
                )


def _key(key: KeyDeclaration) -> Key:
    match key.annotation:
        case Subscript(Name("Required"), (inner,)):
            return Key(key.name, annotation_of_expr(inner), required=True)
        case annotation:
            return Key(key.name, annotation_of_expr(annotation), required=False)


def _name_of(part: Key | Field) -> str:
    return part.name


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
        tagged_unions=tagged_unions_of_expr(field.annotation),
    )


def _function(function: FunctionDeclaration, module: str) -> OperationFunction:
    return OperationFunction(
        name=function.name,
        module=module,
        arguments=(
            *(_argument(argument, True) for argument in function.positional),
            *(_argument(argument, False) for argument in function.keyword),
        ),
        result=annotation_of_expr(function.returns),
        endpoint=read_endpoint(function.endpoint),
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
    arguments = (
        replace(_argument(argument, False), default=_default(argument))
        for argument in server.arguments
    )
    return Server(server.name, tuple(arguments), url_of_server(server.value))


def _default(argument: ArgumentDeclaration) -> str:
    return argument.default.value if isinstance(argument.default, Text) else ""


def _webhook(webhook: WebhookDeclaration) -> Webhook:
    match webhook.annotation:
        case Subscript(_, (payload,)):
            return Webhook(
                webhook.name,
                annotation_of_expr(payload),
                is_deprecated(webhook.doc),
                tagged_unions_of_expr(payload),
            )
        case _:
            raise AssertionError("the annotation of a webhook has one type argument")


def _resource(resource: ResourceDeclaration) -> ResourceClass:
    return ResourceClass(
        children=[(child.name, child.module) for child in resource.children],
        methods=[(method.name, method.function) for method in resource.methods],
    )
