"""A document tree into a `Document`: paths, operations, components."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, value_at
from generator.openapi.incoming_requests import incoming_items
from generator.openapi.nodes import (
    Document,
    Encoding,
    Header,
    Operation,
    Parameter,
    RequestBody,
    Response,
    SchemaNode,
)
from generator.openapi.parse.content import ContentParser
from generator.openapi.parse.examples import ExampleParser
from generator.openapi.parse.schemas import SchemaParser
from generator.openapi.parse.security import security_of, security_schemes_of
from generator.openapi.parse.servers import servers_of
from generator.openapi.path_items import ADDITIONAL, METHODS, operations_in
from generator.openapi.references import References

# OpenAPI 3.1.1, 4.8.12.2: the style a parameter has when it names none.
_DEFAULT_STYLE = {
    "query": "form",
    "cookie": "form",
    "path": "simple",
    "header": "simple",
    # OpenAPI 3.2.0, 4.12.1: it has a media type, and no style.
    "querystring": "form",
}
# 4.8.12.2.1: header parameters of these names are described elsewhere and ignored here.
_IGNORED_HEADERS = {
    "accept": "the media types of the responses are what it says",
    "content-type": "the media types of the request body are what it says",
    "authorization": "describe it as a security scheme",
}
_ROOT = Pointer()


def parse_document(
    tree: Mapping[str, Json], diagnostics: Diagnostics, url: str | None = None
) -> Document:
    """Read a validated document tree; what cannot be followed is noted in `diagnostics`.

    `url` is where it was fetched from, if it was.
    """
    return _DocumentParser(tree, diagnostics).document(url)


class _DocumentParser:
    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._diagnostics = diagnostics
        self._references = References(tree, diagnostics)
        # Up to 3.1, `allowReserved` is for query parameters only (4.8.12.2.2).
        self._reserved_anywhere = str(tree.get("openapi", "")).startswith("3.2")
        self._schemas = SchemaParser(
            self._references,
            diagnostics,
            siblings_count=not str(tree.get("openapi", "")).startswith("3.0"),
        )
        self._examples = ExampleParser(tree)
        self._contents = ContentParser(
            self._references, self._schemas, self._examples, diagnostics
        )

    def document(self, url: str | None) -> Document:
        tree, info = self._tree, self._tree.get("info") or {}
        components = tree.get("components") or {}
        at = _ROOT / "components" / "schemas"
        schemas = tuple(
            (name, self._schemas.parse(value, at / name))
            for name, value in (components.get("schemas") or {}).items()
        )
        operations = tuple(self._operations())
        incoming = [
            (operation, each)
            for each in incoming_items(tree, self._diagnostics)
            for operation in self._item(each.name, each.item, each.at)
        ]
        named = {at / name for name, _ in schemas}
        return Document(
            title=str(info.get("title", "")),
            version=str(info.get("version", "")),
            description=info.get("description"),
            servers=servers_of(tree, _ROOT) or (),
            security=security_of(tree),
            security_schemes=tuple(security_schemes_of(components, self._references)),
            schemas=schemas,
            operations=operations,
            resolved_schemas=self._resolved(named),
            incoming=tuple(operation for operation, _ in incoming),
            callback_owners={operation.at: each.owners for operation, each in incoming},
            webhooks=frozenset(
                operation.at for operation, each in incoming if each.is_webhook
            ),
            url=url,
        )

    def _resolved(self, named: set[Pointer]) -> dict[Pointer, SchemaNode]:
        """Schemas that references reach outside `components.schemas`, and what those reach."""
        resolved: dict[Pointer, SchemaNode] = {}
        waiting = list(self._schemas.reached)
        for target in waiting:
            if target in named or target in resolved:
                continue
            before = len(self._schemas.reached)
            resolved[target] = self._schemas.parse(value_at(self._tree, target), target)
            waiting.extend(list(self._schemas.reached)[before:])
        return resolved

    def _operations(self) -> Iterator[Operation]:
        for path, item in (self._tree.get("paths") or {}).items():
            at = _ROOT / "paths" / path
            followed = self._references.follow(item, at)
            if followed is None or path.startswith("x-"):
                continue
            yield from self._item(path, *followed)

    def _item(
        self, path: str, item: Mapping[str, Json], at: Pointer
    ) -> Iterator[Operation]:
        shared = self._parameters(item, at)
        for method, value, place in operations_in(item, at):
            self._check_method(method, place)
            yield self._operation(path, method, value, place, shared, item)

    def _check_method(self, method: str, at: Pointer) -> None:
        if at.tokens[-2] == ADDITIONAL and method.lower() in METHODS:
            self._diagnostics.error(
                "method-in-another-case",
                f"{method!r} is a method that a path has a field for, spelt otherwise",
                at,
                f"put the operation under {method.lower()!r}",
            )

    def _operation(
        self,
        path: str,
        method: str,
        value: Mapping[str, Json],
        at: Pointer,
        shared: tuple[Parameter, ...],
        item: Mapping[str, Json],
    ) -> Operation:
        own = self._parameters(value, at)
        overridden = set(map(_identity, own))
        servers = servers_of(value, at)
        return Operation(
            at=at,
            path=path,
            method=method,
            operation_id=value.get("operationId"),
            summary=value.get("summary"),
            description=value.get("description"),
            tags=tuple(str(tag) for tag in value.get("tags") or ()),
            deprecated=value.get("deprecated") is True,
            parameters=(
                *(each for each in shared if _identity(each) not in overridden),
                *own,
            ),
            request_body=self._request_body(value.get("requestBody"), at),
            responses=tuple(self._responses(value.get("responses") or {}, at)),
            servers=servers or servers_of(item, Pointer(at.tokens[:-1])),
            security=security_of(value),
            extensions={k: v for k, v in value.items() if k.startswith("x-")},
        )

    def _parameters(
        self, value: Mapping[str, Json], at: Pointer
    ) -> tuple[Parameter, ...]:
        found = []
        for index, item in enumerate(value.get("parameters") or ()):
            followed = self._references.follow(item, at / "parameters" / index)
            if followed is not None:
                parameter = self._parameter(*followed)
                name = parameter.name.lower()
                if parameter.location == "header" and name in _IGNORED_HEADERS:
                    self._diagnostics.warning(
                        "ignored-parameter",
                        f"the header parameter {parameter.name!r} is left out, as OpenAPI says",
                        parameter.at,
                        _IGNORED_HEADERS[name],
                    )
                else:
                    found.append(parameter)
        return tuple(found)

    def _parameter(self, value: Mapping[str, Json], at: Pointer) -> Parameter:
        location = value["in"]
        style = value.get("style") or _DEFAULT_STYLE[location]
        media_type, schema, encoding = None, None, dict[str, Encoding]()
        examples = self._examples.parse(value, at)
        if "schema" in value:
            schema = self._schemas.parse(value["schema"], at / "schema")
        else:
            for media in self._contents.content(value, at):
                media_type, schema = media.name, media.schema
                encoding = dict(media.encoding)
                examples = examples or media.examples
        return Parameter(
            at=at,
            name=value["name"],
            location=location,
            required=value.get("required") is True or location == "path",
            style=style,
            explode=value.get("explode", style in ("form", "cookie")),
            allow_reserved=value.get("allowReserved") is True
            and (location == "query" or self._reserved_anywhere),
            schema=schema,
            media_type=media_type,
            description=value.get("description"),
            deprecated=value.get("deprecated") is True,
            encoding=encoding,
            allow_empty_value=value.get("allowEmptyValue") is True
            and location == "query",
            examples=examples,
        )

    def _request_body(self, value: Json, at: Pointer) -> RequestBody | None:
        followed = self._references.follow(value, at / "requestBody")
        if followed is None or not isinstance(followed[0], Mapping):
            return None
        body, at = followed
        return RequestBody(
            at=at,
            description=body.get("description"),
            required=body.get("required") is True,
            content=self._contents.content(body, at),
        )

    def _responses(self, value: Mapping[str, Json], at: Pointer) -> Iterator[Response]:
        for status, item in value.items():
            followed = self._references.follow(item, at / "responses" / status)
            if followed is None or status.startswith("x-"):
                continue
            response, place = followed
            yield Response(
                at=place,
                status=status,
                # OpenAPI 3.2.0, 4.17.1: either can be left out.
                description=response.get("description", response.get("summary")),
                content=self._contents.content(response, place),
                headers=tuple(self._headers(response, place)),
            )

    def _headers(self, response: Mapping[str, Json], at: Pointer) -> Iterator[Header]:
        for name, item in (response.get("headers") or {}).items():
            followed = self._references.follow(item, at / "headers" / name)
            # 4.8.17.1: a Content-Type is told by the content.
            if followed is None or name.lower() == "content-type":
                continue
            header, place = followed
            media = next(iter(self._contents.content(header, place)), None)
            schema = media.schema if media else None
            if "schema" in header:
                schema = self._schemas.parse(header["schema"], place / "schema")
            yield Header(
                at=place,
                name=name,
                description=header.get("description"),
                schema=schema,
            )


def _identity(parameter: Parameter) -> tuple[str, str]:
    """What no two parameters share; headers are the same in any case (RFC 9110, section 5.1)."""
    is_header = parameter.location == "header"
    name = parameter.name.lower() if is_header else parameter.name
    return name, parameter.location
