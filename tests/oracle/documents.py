"""Made-up OpenAPI documents: two to four operations that use many features of OpenAPI."""

from __future__ import annotations

import copy
from random import Random
from typing import Any, TypeAlias

Tree: TypeAlias = dict[str, Any]

SCHEMES: Tree = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "token": {"type": "http", "scheme": "bearer"},
    "login": {"type": "http", "scheme": "basic"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "query_key": {"type": "apiKey", "in": "query", "name": "api_key"},
}
REQUIREMENTS: list[list[Tree]] = [
    [],
    [{"key": []}],
    [{"token": []}],
    [{"token": []}, {"login": []}],
    [{"key": [], "session": []}],
    [{"query_key": []}, {}],
]
SCALARS: list[Tree] = [
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "int64"},
    {"type": "string", "format": "decimal"},
    {"type": "string", "format": "byte"},
    {"type": "string", "format": "uuid"},
    {"type": "integer", "format": "unix-time"},
    {"type": "string", "enum": ["red", "green", "blue"]},
    {"type": "integer", "enum": [1, 2, 3]},
    {"type": "string", "default": "x"},
    {"type": "string", "nullable": True},
    {"type": "integer", "nullable": True},
]
# Plain schemas first, so that most fields are of ordinary types.
_WEIGHTS = [6, 4, 2, 3, 2, 1, 1, 1, 1, 1, 2, 3, 1, 1, 2, 1]
PROPERTY_NAMES = [
    *("name", "title", "color", "count", "price", "active", "createdAt", "user_id"),
    *("tags", "note", "ref", "zip-code", "class", "status"),
]
PARAMETER_NAMES = ["limit", "sort", "userId", "X-Trace", "since", "ids", "q", "name"]
STYLES: list[Tree] = [
    {},
    {"explode": False},
    {"style": "pipeDelimited", "explode": False},
    {"style": "spaceDelimited", "explode": False},
]
NOUNS = ["pets", "orders", "users", "files"]
FORM = "application/x-www-form-urlencoded"


def ref(name: str) -> Tree:
    """Return a reference to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def draw_document(random: Random) -> Tree:
    """Make up a valid document."""
    return _Author(random).document()


class _Author:
    """Makes up the parts of one document."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.schemas: Tree = {}

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def document(self) -> Tree:
        self.schemas = self.components()
        paths: Tree = {}
        nouns = self.random.sample(NOUNS, self.random.choice([1, 2, 2, 3]))
        for index in range(self.random.randint(2, 4)):
            path, method, operation = self.operation(nouns[index % len(nouns)], paths)
            paths.setdefault(path, {})[method] = operation
        tree: Tree = {
            "openapi": "3.0.3",
            "info": {"title": "Made up", "version": "1"},
            "servers": self.servers(),
            "paths": paths,
            "components": {
                "schemas": self.schemas,
                "securitySchemes": copy.deepcopy(SCHEMES),
            },
        }
        if self.chance(0.4):
            tree["security"] = copy.deepcopy(self.random.choice(REQUIREMENTS))
        if self.chance(0.15):
            tree["openapi"] = "3.1.0"
            tree["webhooks"] = {
                "petAdopted": {
                    "post": {
                        "requestBody": {
                            "content": {"application/json": {"schema": ref("Thing")}}
                        },
                        "responses": {"200": {"description": "OK"}},
                    }
                }
            }
            without_nullable(tree)
        return tree

    def servers(self) -> list[Tree]:
        if self.chance(0.7):
            return [{"url": "https://api.example.com"}]
        return [
            {
                "url": "https://{region}.example.com",
                "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}},
            },
            {"url": "https://test.example.com", "description": "Test"},
        ]

    def components(self) -> Tree:
        kind = {"type": "string"}
        schemas: Tree = {
            "Error": {
                "type": "object",
                "required": ["message"],
                "properties": {
                    "message": {"type": "string"},
                    "code": {"type": "string"},
                    "details": {"type": "array", "items": {"type": "string"}},
                },
            },
            "Problem": {
                "type": "object",
                "properties": {
                    "detail": {"type": "string"},
                    "level": {"type": "integer"},
                },
            },
            "Owner": self.object_schema(self.random.randint(1, 3)),
            "Cat": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": kind, "lives": {"type": "integer"}},
            },
            "Dog": {
                "type": "object",
                "required": ["kind", "barks"],
                "properties": {"kind": kind, "barks": {"type": "boolean"}},
            },
            "Color": {"type": "string", "enum": ["red", "green", "blue"]},
        }
        schemas["Animal"] = {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    "cat": "#/components/schemas/Cat",
                    "dog": "#/components/schemas/Dog",
                },
            },
        }
        schemas["Either"] = {"oneOf": [ref("Problem"), {"type": "string"}]}
        thing = self.object_schema(self.random.randint(2, 4))
        thing["properties"]["id"] = {"type": "string", "readOnly": True}
        thing.setdefault("required", []).append("id")
        if self.chance(0.5):
            thing["properties"]["owner"] = ref("Owner")
        if self.chance(0.3):
            thing["properties"]["color"] = ref("Color")
        if self.chance(0.3):
            thing["properties"]["secret"] = {"type": "string", "writeOnly": True}
        if self.chance(0.3):
            thing["properties"]["size"] = self.object_schema(2)
        if self.chance(0.3):
            thing["properties"]["animal"] = ref("Animal")
        if self.chance(0.3):
            thing["properties"]["owners"] = {"type": "array", "items": ref("Owner")}
        if self.chance(0.3):
            thing["additionalProperties"] = self.random.choice(
                [True, False, {"type": "integer"}, {"type": "string"}]
            )
        schemas["Thing"] = thing
        schemas["Extended"] = {
            "allOf": [ref("Owner"), self.object_schema(self.random.randint(1, 2))]
        }
        return schemas

    def scalar(self) -> Tree:
        [schema] = self.random.choices(SCALARS, _WEIGHTS)
        return copy.deepcopy(schema)

    def property_schema(self) -> Tree:
        drawn = self.random.random()
        if drawn < 0.65:
            return self.scalar()
        if drawn < 0.75:
            return {"type": "array", "items": self.scalar()}
        if drawn < 0.85:
            return {"type": "object", "additionalProperties": self.scalar()}
        if drawn < 0.9:
            return {"type": "object", "additionalProperties": True}
        if drawn < 0.95:
            return {"oneOf": [{"type": "string"}, {"type": "integer"}]}
        return {}

    def object_schema(self, size: int) -> Tree:
        names = self.random.sample(PROPERTY_NAMES, size)
        schema: Tree = {
            "type": "object",
            "properties": {name: self.property_schema() for name in names},
        }
        required = [name for name in names if self.chance(0.4)]
        if required:
            schema["required"] = required
        return schema

    def operation(self, noun: str, paths: Tree) -> tuple[str, str, Tree]:
        one = f"/{noun}/{{id}}"
        free = [
            (path, method)
            for path, methods in ((f"/{noun}", ("get", "post")), (one, METHODS_OF_ONE))
            for method in methods
            if method not in paths.get(path, {})
        ]
        path, method = self.random.choice(free)
        suffix = noun[:-1].capitalize() if path == one else noun.capitalize()
        operation: Tree = {"operationId": f"{VERBS[method, path == one]}{suffix}"}
        operation["parameters"] = self.parameters(path == one)
        if method in ("post", "put", "patch"):
            operation["requestBody"] = self.body()
        operation["responses"] = self.responses(operation)
        if self.chance(0.3):
            operation["security"] = copy.deepcopy(self.random.choice(REQUIREMENTS))
        if self.chance(0.1):
            operation["servers"] = [{"url": "https://files.example.com"}]
        if self.chance(0.1):
            operation["deprecated"] = True
        return path, method, operation

    def parameters(self, with_id: bool) -> list[Tree]:
        parameters: list[Tree] = []
        if with_id:
            schema = self.random.choice([{"type": "string"}, {"type": "integer"}])
            parameters.append(
                {"name": "id", "in": "path", "required": True, "schema": schema}
            )
        names = self.random.sample(PARAMETER_NAMES, self.random.choice([0, 1, 1, 2, 3]))
        return parameters + [self.parameter(name) for name in names]

    def parameter(self, name: str) -> Tree:
        location = self.random.choice(["query", "query", "query", "header", "cookie"])
        parameter: Tree = {"name": name, "in": location}
        drawn = self.random.random()
        if drawn < 0.7 or location != "query":
            parameter["schema"] = self.scalar()
            if location == "header" and self.chance(0.2):
                parameter["schema"] = {"type": "array", "items": {"type": "string"}}
        elif drawn < 0.85:
            parameter["schema"] = {"type": "array", "items": {"type": "string"}}
            parameter |= self.random.choice(STYLES)
        elif drawn < 0.95:
            parameter["schema"] = {
                "type": "object",
                "properties": {"from": {"type": "string"}, "to": {"type": "integer"}},
            }
            parameter |= self.random.choice([{}, {"style": "deepObject"}])
        else:
            parameter["content"] = {
                "application/json": {"schema": self.object_schema(2)}
            }
        if self.chance(0.25):
            parameter["required"] = True
        return parameter

    def body(self) -> Tree:
        content: Tree = {}
        media_types = self.random.choices(
            [
                ["application/json"],
                [FORM],
                ["multipart/form-data"],
                ["text/plain"],
                ["application/octet-stream"],
                ["application/json", FORM],
                ["application/json", "multipart/form-data"],
            ],
            [9, 3, 2, 1, 1, 2, 1],
        )[0]
        shared = self.body_schema()
        for media_type in media_types:
            schema = copy.deepcopy(shared)
            if media_type == "text/plain":
                schema = {"type": "string"}
            elif media_type == "application/octet-stream":
                schema = {"type": "string", "format": "binary"}
            elif media_type == "multipart/form-data":
                schema = self.object_schema(2)
                schema["properties"]["file"] = {"type": "string", "format": "binary"}
            elif media_type == FORM:
                schema = self.object_schema(self.random.randint(1, 3))
            content[media_type] = {"schema": schema}
        body: Tree = {"content": content}
        if self.chance(0.6):
            body["required"] = True
        return body

    def body_schema(self) -> Tree:
        drawn = self.random.random()
        if drawn < 0.35:
            return ref("Thing")
        if drawn < 0.65:
            schema = self.object_schema(self.random.randint(1, 3))
            if self.chance(0.6):
                schema["properties"]["options"] = self.options_schema()
            if self.chance(0.3):
                schema["properties"]["owner"] = ref("Owner")
            return schema
        return self.random.choice(
            [
                ref("Owner"),
                ref("Extended"),
                ref("Animal"),
                {"type": "array", "items": ref("Owner")},
            ]
        )

    def options_schema(self) -> Tree:
        """An inline object that operations share."""
        return {
            "type": "object",
            "required": ["mode"],
            "properties": {"mode": {"type": "string"}, "size": {"type": "integer"}},
        }

    def responses(self, operation: Tree) -> Tree:
        responses: Tree = {}
        drawn = self.random.random()
        if drawn < 0.1:
            responses["204"] = {"description": "Nothing"}
        elif drawn < 0.2:
            responses["200"] = self.page(operation)
        else:
            status = self.random.choice(["200", "200", "200", "201", "2XX"])
            responses[status] = self.response()
            if self.chance(0.15):
                responses["202"] = self.random.choice(
                    [{"description": "Accepted"}, self.json_response(ref("Problem"))]
                )
        for status in ("400", "404", "409", "5XX", "default"):
            if self.chance(0.2):
                error = self.random.choice(["Error", "Error", "Problem"])
                responses[status] = self.json_response(ref(error))
        return responses

    def json_response(self, schema: Tree) -> Tree:
        return {
            "description": "A response",
            "content": {"application/json": {"schema": schema}},
        }

    def response(self) -> Tree:
        drawn = self.random.random()
        if drawn < 0.06:
            return {
                "description": "Text",
                "content": {"text/plain": {"schema": {"type": "string"}}},
            }
        if drawn < 0.12:
            schema = {"type": "string", "format": "binary"}
            return {
                "description": "Bytes",
                "content": {"application/octet-stream": {"schema": schema}},
            }
        if drawn < 0.18:
            media_type = self.random.choice(["text/event-stream", "application/jsonl"])
            return {
                "description": "A stream",
                "content": {media_type: {"schema": ref("Owner")}},
            }
        return self.json_response(
            self.random.choice(
                [
                    ref("Thing"),
                    ref("Thing"),
                    ref("Owner"),
                    ref("Extended"),
                    ref("Animal"),
                    ref("Either"),
                    {"type": "array", "items": ref("Thing")},
                    {"type": "object", "additionalProperties": ref("Owner")},
                    self.object_schema(3),
                    {
                        "type": "object",
                        "properties": {
                            "options": self.options_schema(),
                            "state": {"type": "string"},
                        },
                    },
                ]
            )
        )

    def page(self, operation: Tree) -> Tree:
        names = {parameter["name"] for parameter in operation["parameters"]}
        if "cursor" not in names:
            operation["parameters"].append(
                {"name": "cursor", "in": "query", "schema": {"type": "string"}}
            )
        return self.json_response(
            {
                "type": "object",
                "required": ["data"],
                "properties": {
                    "data": {"type": "array", "items": ref("Thing")},
                    "next_cursor": {"type": "string"},
                },
            }
        )


METHODS_OF_ONE = ("get", "put", "patch", "delete")
VERBS = {
    ("get", False): "list",
    ("post", False): "create",
    ("get", True): "get",
    ("put", True): "replace",
    ("patch", True): "update",
    ("delete", True): "delete",
}


def without_nullable(value: Any) -> None:
    """Replace `nullable`, which OpenAPI 3.1 does not have, by the type `null`."""
    if isinstance(value, dict):
        if value.pop("nullable", False) and isinstance(value.get("type"), str):
            value["type"] = [value["type"], "null"]
        for member in value.values():
            without_nullable(member)
    elif isinstance(value, list):
        for item in value:
            without_nullable(item)
