"""Parse a document tree into a `Document`: paths, operations, parameters, bodies, responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, value_at
from generator.core.text import shortened
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
from generator.openapi.parse.security import parse_security, parse_security_schemes
from generator.openapi.parse.servers import parse_servers
from generator.openapi.path_items import ADDITIONAL_OPERATIONS, METHODS, iter_operations
from generator.openapi.path_templates import without_operators
from generator.openapi.references import ReferenceResolver
from generator.openapi.webhooks import find_incoming_path_items

# The default of `style`; OpenAPI 3.1.1, 4.8.12.2.
_DEFAULT_STYLE = {
    "query": "form",
    "cookie": "form",
    "path": "simple",
    "header": "simple",
    # OpenAPI 3.2.0, 4.12.1: it has a media type instead of a style.
    "querystring": "form",
}
# 4.8.12.2.1: header parameters with these names are ignored. The values are hints.
_IGNORED_HEADERS = {
    "accept": "the media types of the responses determine it",
    "content-type": "the media type of the request body determines it",
    "authorization": "describe it as a security scheme",
}
_ROOT = Pointer()


def parse_document(
    tree: Mapping[str, Json], diagnostics: Diagnostics, url: str | None = None
) -> Document:
    """Parse a validated document tree.

    Args:
        tree: the tree of an OpenAPI 3.0, 3.1 or 3.2 document.
        diagnostics: receives errors about references that cannot be resolved, and warnings about
            what a client ignores.
        url: where the document was fetched from; None for a file.
    """
    return _DocumentParser(tree, diagnostics).parse(url)


# Servers and clients should support URLs of 8,000 octets (RFC 9110, section 4.1). Each segment can
# become a resource of the client.
_MAX_PATH_LENGTH = 8_000
_MAX_SEGMENTS = 100


class _DocumentParser:
    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._diagnostics = diagnostics
        self._references = ReferenceResolver(tree, diagnostics)
        # Up to 3.1, `allowReserved` applies to query parameters only (4.8.12.2.2).
        self._reserved_anywhere = str(tree.get("openapi", "")).startswith("3.2")
        self._schemas = SchemaParser(
            self._references,
            diagnostics,
            applies_siblings=not str(tree.get("openapi", "")).startswith("3.0"),
        )
        self._examples = ExampleParser(tree)
        self._content = ContentParser(
            self._references, self._schemas, self._examples, diagnostics
        )

    def parse(self, url: str | None) -> Document:
        tree, info = self._tree, self._tree.get("info") or {}
        components = tree.get("components") or {}
        at = _ROOT / "components" / "schemas"
        schemas = tuple(
            (name, self._schemas.parse(value, at / name))
            for name, value in (components.get("schemas") or {}).items()
        )
        operations = tuple(self._parse_paths())
        incoming = [
            (operation, path_item)
            for path_item in find_incoming_path_items(tree, self._diagnostics)
            for operation in self._parse_item(
                path_item.name, path_item.item, path_item.at
            )
        ]
        components_schemas = {at / name for name, _ in schemas}
        return Document(
            title=str(info.get("title", "")),
            version=str(info.get("version", "")),
            description=info.get("description"),
            servers=parse_servers(tree, _ROOT) or (),
            security=parse_security(tree),
            security_schemes=tuple(
                parse_security_schemes(components, self._references)
            ),
            schemas=schemas,
            operations=operations,
            resolved_schemas=self._resolved_schemas(components_schemas),
            incoming=tuple(operation for operation, _ in incoming),
            callback_owners={
                operation.at: path_item.owners for operation, path_item in incoming
            },
            webhooks=frozenset(
                operation.at
                for operation, path_item in incoming
                if path_item.is_webhook
            ),
            url=url,
        )

    def _resolved_schemas(self, known: set[Pointer]) -> dict[Pointer, SchemaNode]:
        """Schemas that references reach, transitively, other than the `known` ones."""
        resolved: dict[Pointer, SchemaNode] = {}
        waiting = list(self._schemas.reached)
        for target in waiting:
            if target in known or target in resolved:
                continue
            before = len(self._schemas.reached)
            resolved[target] = self._schemas.parse(value_at(self._tree, target), target)
            waiting.extend(list(self._schemas.reached)[before:])
        return resolved

    def _parse_paths(self) -> Iterator[Operation]:
        for path, item in (self._tree.get("paths") or {}).items():
            at = _ROOT / "paths" / path
            resolved = self._references.resolve(item, at)
            if resolved is None or path.startswith("x-"):
                continue
            if self._is_acceptable(path, at):
                yield from self._parse_item(path, *resolved)

    def _is_acceptable(self, path: str, at: Pointer) -> bool:
        """Whether a path is within the limits; otherwise report it."""
        segments = path.count("/")
        if len(path) <= _MAX_PATH_LENGTH and segments <= _MAX_SEGMENTS:
            return True
        count, unit, limit = (
            (segments, "segments", _MAX_SEGMENTS)
            if segments > _MAX_SEGMENTS
            else (len(path), "characters", _MAX_PATH_LENGTH)
        )
        message = (
            f"the path {shortened(path)} has {count:,} {unit}, more than {limit:,}"
        )
        self._diagnostics.error("long-path", message, at)
        return False

    def _parse_item(
        self, path: str, item: Mapping[str, Json], at: Pointer
    ) -> Iterator[Operation]:
        shared = self._parse_parameters(item, at)
        for method, value, operation_at in iter_operations(item, at):
            self._check_method(method, operation_at)
            yield self._parse_operation(path, method, value, operation_at, shared, item)

    def _check_method(self, method: str, at: Pointer) -> None:
        if at.tokens[-2] == ADDITIONAL_OPERATIONS and method.lower() in METHODS:
            self._diagnostics.error(
                "method-in-another-case",
                f"`additionalOperations` has {method!r}, a method with a field of its own",
                at,
                f"move the operation to the field {method.lower()!r}",
            )

    def _parse_operation(
        self,
        path: str,
        method: str,
        value: Mapping[str, Json],
        at: Pointer,
        shared: tuple[Parameter, ...],
        item: Mapping[str, Json],
    ) -> Operation:
        own = self._parse_parameters(value, at)
        overridden = set(map(_identity, own))
        parameters = (
            *(
                parameter
                for parameter in shared
                if _identity(parameter) not in overridden
            ),
            *own,
        )
        path, multi_segment = without_operators(
            path,
            (
                parameter.name
                for parameter in parameters
                if parameter.location == "path"
            ),
        )
        servers = parse_servers(value, at)
        return Operation(
            at=at,
            path=path,
            method=method,
            operation_id=value.get("operationId"),
            summary=value.get("summary"),
            description=value.get("description"),
            tags=tuple(str(tag) for tag in value.get("tags") or ()),
            deprecated=value.get("deprecated") is True,
            parameters=tuple(
                (
                    replace(parameter, is_multi_segment=True)
                    if parameter.location == "path" and parameter.name in multi_segment
                    else parameter
                )
                for parameter in parameters
            ),
            request_body=self._parse_request_body(value.get("requestBody"), at),
            responses=tuple(self._parse_responses(value.get("responses") or {}, at)),
            servers=servers or parse_servers(item, Pointer(at.tokens[:-1])),
            security=parse_security(value),
            extensions={
                name: member for name, member in value.items() if name.startswith("x-")
            },
        )

    def _parse_parameters(
        self, value: Mapping[str, Json], at: Pointer
    ) -> tuple[Parameter, ...]:
        parameters = []
        for index, item in enumerate(value.get("parameters") or ()):
            resolved = self._references.resolve(item, at / "parameters" / index)
            if resolved is not None:
                parameter = self._parse_parameter(*resolved)
                name = parameter.name.lower()
                if parameter.location == "header" and name in _IGNORED_HEADERS:
                    self._diagnostics.warning(
                        "ignored-parameter",
                        f"OpenAPI ignores the header parameter {parameter.name!r}",
                        parameter.at,
                        _IGNORED_HEADERS[name],
                    )
                else:
                    parameters.append(parameter)
        return tuple(parameters)

    def _parse_parameter(self, value: Mapping[str, Json], at: Pointer) -> Parameter:
        location = value["in"]
        style = value.get("style") or _DEFAULT_STYLE[location]
        media_type, schema, encoding = None, None, dict[str, Encoding]()
        examples = self._examples.parse(value, at)
        if "schema" in value:
            schema = self._schemas.parse(value["schema"], at / "schema")
        else:
            for media in self._content.parse(value, at):
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
            extensions={
                name: member for name, member in value.items() if name.startswith("x-")
            },
        )

    def _parse_request_body(self, value: Json, at: Pointer) -> RequestBody | None:
        resolved = self._references.resolve(value, at / "requestBody")
        if resolved is None or not isinstance(resolved[0], Mapping):
            return None
        body, at = resolved
        return RequestBody(
            at=at,
            description=body.get("description"),
            required=body.get("required") is True,
            content=self._content.parse(body, at),
        )

    def _parse_responses(
        self, value: Mapping[str, Json], at: Pointer
    ) -> Iterator[Response]:
        for status, item in value.items():
            resolved = self._references.resolve(item, at / "responses" / status)
            if resolved is None or status.startswith("x-"):
                continue
            response, response_at = resolved
            yield Response(
                at=response_at,
                status=status,
                # OpenAPI 3.2.0, 4.17.1: both are optional.
                description=response.get("description", response.get("summary")),
                content=self._content.parse(response, response_at),
                headers=tuple(self._parse_headers(response, response_at)),
            )

    def _parse_headers(
        self, response: Mapping[str, Json], at: Pointer
    ) -> Iterator[Header]:
        for name, item in (response.get("headers") or {}).items():
            resolved = self._references.resolve(item, at / "headers" / name)
            # 4.8.17.1: Content-Type is ignored, `content` determines it.
            if resolved is None or name.lower() == "content-type":
                continue
            header, header_at = resolved
            media = next(iter(self._content.parse(header, header_at)), None)
            schema = media.schema if media else None
            if "schema" in header:
                schema = self._schemas.parse(header["schema"], header_at / "schema")
            yield Header(
                at=header_at,
                name=name,
                description=header.get("description"),
                schema=schema,
            )


def _identity(parameter: Parameter) -> tuple[str, str]:
    """What makes a parameter unique; header names ignore case (RFC 9110, section 5.1)."""
    is_header = parameter.location == "header"
    name = parameter.name.lower() if is_header else parameter.name
    return name, parameter.location
