"""The interface of a client that is about to be written: from its declarations, unrendered."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from generator.diff.annotations import (
    UNSET,
    Annotation,
    Constant,
    Generic,
    Named,
    one_of,
    without,
)
from generator.diff.assemble import Facts, Function, Resource, assemble, is_deprecated
from generator.diff.interface import (
    Alias,
    Argument,
    Declared,
    ExceptionClass,
    Field,
    Interface,
    Model,
    Server,
    Webhook,
)
from generator.diff.syntax import annotation_of_text
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


def interface_of_modules(modules: Iterable[Module]) -> Interface:
    """The interface of the client that `modules` declare (the python stage's `declare`)."""
    facts = Facts()
    for module in modules:
        match module:
            case OperationsModule(path=path, functions=functions):
                name = _module_name(path)
                facts.functions += (_function(each, name) for each in functions)
            case TypesModule(path=path, declarations=declarations):
                facts.types += _types(path, declarations)
            case ResourcesModule(path=path, resources=resources):
                facts.resources[f".{_module_name(path)}"] = _resource(resources[0])
            case ClientModule(api=api, resources=resources):
                facts.children = [(each.name, each.module) for each in resources]
                facts.api = _api(api)
            case ErrorsModule(common=common, errors=errors):
                names = [name for _, names in common for name in names]
                facts.exceptions += (ExceptionClass(name, "") for name in names)
                facts.exceptions += (ExceptionClass(e.name, e.base) for e in errors)
            case ServersModule(servers=servers):
                facts.servers += map(_server, servers)
            case WebhooksModule(webhooks=webhooks):
                facts.webhooks += map(_webhook, webhooks)
            case OptionsModule(options=options):
                facts.options += (each.name for each in options)
            case _:
                pass
    return assemble(facts)


def _module_name(path: str) -> str:
    return path.removesuffix(".py").rpartition("/")[2]


def _types(path: str, declarations: Iterable[object]) -> Iterator[Declared]:
    module = path.removesuffix(".py").replace("/", ".")
    found = tuple(declarations)
    mappings = {each.name for each in found if isinstance(each, DictDeclaration)}
    for each in found:
        match each:
            case AliasDeclaration(name, value, doc):
                yield Alias(name, module, annotation_of_expr(value), is_deprecated(doc))
            case ModelDeclaration(name, base, doc, fields):
                yield Model(
                    name,
                    module,
                    tuple(sorted(map(_field, fields), key=lambda field: field.name)),
                    _page_of(base),
                    f"{name}Dict" in mappings,
                    is_deprecated(doc),
                )


def _page_of(base: Expr) -> Annotation | None:
    match base:
        case Subscript(_, (item,)):
            return annotation_of_expr(item)
        case _:
            return None


def _field(each: FieldDeclaration) -> Field:
    wire, default = each.name, each.default
    match default:
        case Call(_, (("", Text(wire)), *rest)):
            default = dict(rest).get("default")
        case _:
            pass
    return Field(
        name=each.name,
        wire_name=wire,
        annotation=without(annotation_of_expr(each.annotation), UNSET),
        required=default is None,
        deprecated=is_deprecated(each.doc),
    )


def _function(each: FunctionDeclaration, module: str) -> Function:
    match each.endpoint:
        case Call(_, (("", _), ("", Text(http_method)), ("", Text(path)), *rest)):
            pass
        case _:
            raise AssertionError("an endpoint begins with its key, method and path")
    return Function(
        name=each.name,
        module=module,
        http_method=http_method,
        path=path,
        arguments=(
            *(_argument(argument, True) for argument in each.positional),
            *(_argument(argument, False) for argument in each.keyword),
        ),
        result=annotation_of_expr(each.returns),
        failures=_failures(dict(rest).get("responses")),
        deprecated=bool(each.deprecation),
    )


def _argument(each: ArgumentDeclaration, positional: bool) -> Argument:
    return Argument(
        name=each.name,
        annotation=without(annotation_of_expr(each.annotation), UNSET),
        required=each.default is None,
        positional=positional,
        deprecated=is_deprecated(each.doc),
    )


def _server(each: ServerDeclaration) -> Server:
    return Server(each.name, tuple(_argument(a, False) for a in each.arguments))


def _webhook(each: WebhookDeclaration) -> Webhook:
    match annotation_of_expr(each.annotation):
        case Generic(_, (given,)):
            return Webhook(each.name, given, is_deprecated(each.doc))
        case _:
            raise AssertionError("a webhook is a reader of something")


def _failures(responses: Expr | None) -> tuple[Annotation, ...]:
    if not isinstance(responses, Dict):
        return ()
    found: list[Annotation] = []
    for status, answer in responses.items:
        match answer:
            case Text(type_) | Call(_, (_, ("", Text(type_)))):
                if not status.startswith("2"):
                    found.append(annotation_of_text(type_))
            case _:
                pass
    return tuple(found)


def _resource(each: ResourceDeclaration) -> Resource:
    return Resource(
        children=[(child.name, child.module) for child in each.children],
        methods=[(method.name, method.function) for method in each.methods],
    )


def _api(api: Expr) -> dict[str, str]:
    """What the client knows of its API: texts as they are, all else as Python spells it."""
    if not isinstance(api, Call):
        return {}
    return {
        name: value.value if isinstance(value, Text) else _spelt(flat(value))
        for name, value in api.arguments
    }


def _spelt(expression: str) -> str:
    return ast.unparse(ast.parse(expression, mode="eval"))


def annotation_of_expr(expr: Expr) -> Annotation:
    """The annotation that an expression of the python stage is."""
    match expr:
        case Name(name):
            return Named(name)
        case Quoted(type_):
            return annotation_of_expr(type_)
        case Text(value):
            return annotation_of_text(value)
        case Choice(parts):
            return one_of(map(annotation_of_expr, parts))
        case Subscript(Name("Literal"), values):
            return one_of(Constant(_constant(each)) for each in values)
        case Subscript(Name("Union"), parts):
            return one_of(map(annotation_of_expr, parts))
        case Subscript(Name("Annotated"), (inner, *_)):
            return annotation_of_expr(inner)
        case Subscript(Name(base), arguments):
            return Generic(base, tuple(map(annotation_of_expr, arguments)))
        case _:
            raise AssertionError(f"{flat(expr)} is no annotation")


def _constant(value: Expr) -> str:
    return repr(ast.literal_eval(flat(value)))
