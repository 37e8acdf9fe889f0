"""Families of documents that grow with a number, for measurements of how the work grows with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

Json: TypeAlias = Any
Schemas: TypeAlias = Mapping[str, Json]

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
NO_CONTENT = {"responses": {"204": {"description": ""}}}


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one measurement: two versions of a document, and others by name."""

    old: str
    new: str
    others: Mapping[str, str] = field(default_factory=dict)
    suffix: str = "json"


@dataclass(frozen=True, slots=True)
class Family:
    """Documents of any size.

    Attributes:
        make: creates the files for a number.
        size: the smallest number that is measured.
        is_valid: whether a client can be built.
        options: options of commands that read a document, such as `--overlay`.
    """

    make: Callable[[int], Files]
    size: int
    is_valid: bool = True
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def ref(name: str, section: str = "schemas") -> dict[str, str]:
    return {"$ref": f"#/components/{section}/{name}"}


def document(
    schemas: Schemas | None = None,
    paths: Json = None,
    components: Json = None,
    **more: Json,
) -> dict[str, Json]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": paths or {},
        "components": {"schemas": schemas or {}, **(components or {})},
        **more,
    }


def returning(schema: Json, **more: Json) -> dict[str, Json]:
    content = {"application/json": {"schema": schema}}
    return {"responses": {"200": {"description": "", "content": content}}, **more}


def sending(schema: Json, **more: Json) -> dict[str, Json]:
    content = {"application/json": {"schema": schema}}
    return {**NO_CONTENT, "requestBody": {"content": content}, **more}


def pair(old: Json, new: Json | None = None) -> Files:
    """Two versions of a document; by default every `x-new` is what changes."""
    return Files(json.dumps(old), json.dumps(old if new is None else new))


def versions(make: Callable[[Json], Json]) -> Files:
    """The document with one string that becomes an integer."""
    return pair(make(STRING), make(INTEGER))


def nested(link: Callable[[Json], Json], depth: int, leaf: Json) -> Json:
    for _ in range(depth):
        leaf = link(leaf)
    return leaf


def chain(length: int, link: Callable[[Json], Json], end: Json) -> dict[str, Json]:
    """Schemas that each contain a reference to the next."""
    links = {f"S{n}": link(ref(f"S{n + 1}")) for n in range(length)}
    return {**links, f"S{length}": end}


def _list(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def _map(schema: Json) -> Json:
    return {"type": "object", "additionalProperties": schema}


def _tuple(schema: Json) -> Json:
    return {"type": "array", "prefixItems": [schema, schema]}


def _pair_tuple(schema: Json) -> Json:
    return {"type": "array", "prefixItems": [schema, STRING], "items": False}


def _nullable_list(schema: Json) -> Json:
    return {"type": ["array", "null"], "items": schema}


def _union(schema: Json) -> Json:
    return {"anyOf": [_list(schema), _map(schema)]}


def _object(schema: Json) -> Json:
    return {"type": "object", "properties": {"next": schema}}


def _tree(schema: Json) -> Json:
    return {"type": "object", "properties": {"left": schema, "right": schema}}


def _all_of(schema: Json) -> Json:
    return {"allOf": [schema, {"type": "object", "properties": {"a": STRING}}]}


def _nesting(link: Callable[[Json], Json]) -> Callable[[int], Files]:
    def make(depth: int) -> Files:
        def version(leaf: Json) -> Json:
            schema = nested(link, depth, leaf)
            return document(
                {"A": _object(schema)},
                {"/a": {"get": returning(schema), "post": sending(schema)}},
            )

        return versions(version)

    return make


def _chain(link: Callable[[Json], Json]) -> Callable[[int], Files]:
    def make(length: int) -> Files:
        def version(leaf: Json) -> Json:
            first = ref("S0")
            return document(
                chain(length, link, leaf),
                {"/a": {"get": returning(first), "post": sending(first)}},
            )

        return versions(version)

    return make


def _dense(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {
                        "a": leaf,
                        **{f"r{k}": ref(f"S{(n + k + 1) % count}") for k in range(20)},
                    },
                }
                for n in range(count)
            }
        )

    return versions(version)


def _path_segments(count: int) -> Files:
    def version(leaf: Json) -> Json:
        path = "/" + "/".join(f"a{n}" for n in range(50))
        paths = {
            f"{path}/b{n}/{{id}}": {"get": returning(leaf, parameters=[_PATH_ID])}
            for n in range(count)
        }
        return document(paths=paths)

    return versions(version)


_PATH_ID = {"name": "id", "in": "path", "required": True, "schema": STRING}


def _one_long_path(count: int) -> Files:
    path = "/" + "a/" * count
    return versions(lambda leaf: document(paths={path: {"get": returning(leaf)}}))


def _many_paths(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            paths={
                f"/things{n}/{{id}}/parts": {
                    "get": returning(
                        leaf, parameters=[_PATH_ID], operationId=f"get{n}"
                    ),
                    "post": sending(leaf, parameters=[_PATH_ID]),
                }
                for n in range(count)
            }
        )

    return versions(version)


def _equal_names(count: int) -> Files:
    """Everything has a name of its own that becomes the same identifier."""

    def version(leaf: Json) -> Json:
        def spell(n: int) -> str:
            return "a" + "-" * n

        names = [f"a{'-' * (n % 40)}.{'-' * (n // 40)}" for n in range(count)]
        return document(
            {
                "A": {"type": "object", "properties": dict.fromkeys(names, leaf)},
                **{
                    f"A{'.' * (n % 40)}-{'-' * (n // 40)}": _object(leaf)
                    for n in range(count)
                },
            },
            {
                f"/a/{'-' * (n % 40)}.{'-' * (n // 40)}": {
                    "get": returning(
                        leaf, operationId=f"a{'.' * (n % 40)}-{'-' * (n // 40)}"
                    )
                }
                for n in range(count)
            },
        )

    return versions(version)


def _action_paths(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            paths={
                f"/a/{{id}}/b{n}/c": {"post": sending(leaf, parameters=[_PATH_ID])}
                for n in range(count)
            }
        )

    return versions(version)


def _name_of(character: str) -> Callable[[int], Files]:
    def make(length: int) -> Files:
        name = "a" + character * length

        def version(leaf: Json) -> Json:
            return document(
                {"A": {"type": "object", "properties": {name: leaf}, "title": name}},
                {
                    "/a": {
                        "get": returning(
                            _object(leaf) | {"title": name},
                            operationId=name,
                            tags=[name],
                            parameters=[
                                {
                                    "name": name,
                                    "in": "query",
                                    "schema": {"enum": [name, "b"]},
                                }
                            ],
                        )
                    }
                },
            )

        return versions(version)

    return make


def _prose(piece: str) -> Callable[[int], Files]:
    def make(length: int) -> Files:
        text = piece * length

        def version(leaf: Json) -> Json:
            return document(
                {
                    "A": {
                        "type": "object",
                        "properties": {"a": leaf | {"description": text}},
                        "description": text,
                    }
                },
                {"/a": {"get": returning(ref("A"), description=text, summary=text)}},
                info={"title": "T", "version": "1", "description": text},
            )

        return versions(version)

    return make


def _enum(count: int) -> Files:
    def version(prefix: str) -> Json:
        values = [f"{prefix}{n}" for n in range(count)]
        schema = {"type": "string", "enum": values}
        return document(
            {"A": schema, "B": _object(schema)},
            {"/a": {"get": returning(schema), "post": sending(schema)}},
        )

    return pair(version("v"), version("w"))


def _properties(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schema = {
            "type": "object",
            "properties": {f"p{n}": leaf for n in range(count)},
            "required": [f"p{n}" for n in range(count)],
        }
        return document(
            {"A": schema}, {"/a": {"get": returning(ref("A")), "post": sending(schema)}}
        )

    return versions(version)


def _parameters(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameters = [
            {"name": f"p{n}", "in": "query", "schema": leaf} for n in range(count)
        ]
        return document(paths={"/a": {"get": {**NO_CONTENT, "parameters": parameters}}})

    return versions(version)


def _path_parameters(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameters = [
            {"name": f"p{n}", "in": "path", "required": True, "schema": leaf}
            for n in range(count)
        ]
        path = "/a" + "".join(f"{{p{n}}}," for n in range(count))
        return document(paths={path: {"get": {**NO_CONTENT, "parameters": parameters}}})

    return versions(version)


def _tags(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            paths={
                f"/a{n}": {"get": returning(leaf, tags=[f"t{n}"])} for n in range(count)
            },
            tags=[{"name": f"t{n}", "description": "T"} for n in range(count)],
        )

    return versions(version)


def _many_tags_each(count: int) -> Files:
    tags = [f"t{n}" for n in range(count)]
    return versions(
        lambda leaf: document(paths={"/a": {"get": returning(leaf, tags=tags)}})
    )


def _renamed(count: int) -> Files:
    def version(prefix: str) -> Json:
        return document(
            {
                f"{prefix}{n}": {
                    "type": "object",
                    "properties": {f"a{n}": STRING, "b": STRING, "c": STRING},
                }
                for n in range(count)
            },
            {
                f"/a{n}": {
                    "get": returning(ref(f"{prefix}{n}"), operationId=f"{prefix}get{n}")
                }
                for n in range(count)
            },
        )

    return pair(version("Old"), version("New"))


def _renamed_chain(count: int) -> Files:
    def version(prefix: str) -> Json:
        return document(
            {
                f"{prefix}{n}": {
                    "type": "object",
                    "properties": {
                        f"a{n}": STRING,
                        "b": STRING,
                        "next": ref(f"{prefix}{min(n + 1, count - 1)}"),
                    },
                }
                for n in range(count)
            },
            {"/a": {"get": returning(ref(f"{prefix}0"), operationId="a")}},
        )

    return pair(version("Old"), version("New"))


def _renamed_union(count: int) -> Files:
    def version(prefix: str) -> Json:
        return document(
            {
                f"{prefix}{n}": {
                    "type": "object",
                    "properties": {f"a{n}": STRING, "b": STRING, "c": STRING},
                }
                for n in range(count)
            },
            {
                "/a": {
                    "get": returning(
                        {"anyOf": [ref(f"{prefix}{n}") for n in range(count)]},
                        operationId="a",
                    )
                }
            },
        )

    return pair(version("Old"), version("New"))


def _replaced_chain(count: int) -> Files:
    """The result becomes another class of the same shape, which both documents have."""

    def version(prefix: str) -> Json:
        return document(
            {
                f"{name}{n}": {
                    "type": "object",
                    "properties": {
                        "b": STRING,
                        "next": ref(f"{name}{min(n + 1, count - 1)}"),
                    },
                }
                for n in range(count)
                for name in ("Old", "New")
            },
            {
                "/a": {
                    "get": returning(ref(f"{prefix}0"), operationId="a"),
                    "post": sending(ref(f"{prefix}0"), operationId="b"),
                }
            },
        )

    return pair(version("Old"), version("New"))


def _tagged_union(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schemas = {
            f"S{n}": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"type": "string", "enum": [f"s{n}"]},
                    "a": leaf,
                },
            }
            for n in range(count)
        }
        union = {
            "oneOf": [ref(name) for name in schemas],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    f"s{n}": f"#/components/schemas/S{n}" for n in range(count)
                },
            },
        }
        return document(
            {**schemas, "U": union},
            {"/a": {"get": returning(ref("U")), "post": sending(ref("U"))}},
        )

    return versions(version)


def _untagged_union(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schemas = {
            f"S{n}": {
                "type": "object",
                "required": [f"p{n}"],
                "properties": {f"p{n}": leaf},
            }
            for n in range(count)
        }
        return document(
            {**schemas, "U": {"anyOf": [ref(name) for name in schemas]}},
            {"/a": {"get": returning(ref("U")), "post": sending(ref("U"))}},
        )

    return versions(version)


def _inline_union(count: int) -> Files:
    def version(leaf: Json) -> Json:
        union = {
            "oneOf": [
                {
                    "type": "object",
                    "title": f"T{n % 7}",
                    "required": [f"p{n}"],
                    "properties": {f"p{n}": leaf},
                }
                for n in range(count)
            ]
        }
        return document({"U": union}, {"/a": {"get": returning(union)}})

    return versions(version)


def _inheritance(count: int) -> Files:
    def version(leaf: Json) -> Json:
        base = {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": STRING, "a": leaf},
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    f"s{n}": f"#/components/schemas/S{n}" for n in range(count)
                },
            },
        }
        return document(
            {
                "Base": base,
                **{
                    f"S{n}": {
                        "allOf": [
                            ref("Base"),
                            {"type": "object", "properties": {f"p{n}": leaf}},
                        ]
                    }
                    for n in range(count)
                },
            },
            {"/a": {"get": returning(ref("Base"))}},
        )

    return versions(version)


def _wide_all_of(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parts = {
            f"P{n}": {"type": "object", "properties": {f"p{n}": leaf}}
            for n in range(count)
        }
        return document({**parts, "A": {"allOf": [ref(name) for name in parts]}})

    return versions(version)


def _many_security_schemes(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schemes = {
            f"k{n}": {"type": "apiKey", "in": "header", "name": f"X-{n}"}
            for n in range(count)
        }
        return document(
            paths={
                f"/a{n}": {
                    "get": returning(
                        leaf,
                        security=[{f"k{n}": []}, {f"k{(n + 1) % count}": [], "k0": []}],
                    )
                }
                for n in range(count)
            },
            components={"securitySchemes": schemes},
        )

    return versions(version)


def _unknown_fields(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameter = {
            "name": "a",
            "in": "query",
            "schema": leaf,
            **{f"descriptio{n}": "" for n in range(count)},
        }
        return document(
            paths={"/a": {"get": {**NO_CONTENT, "parameters": [parameter]}}}
        )

    return versions(version)


def _many_errors(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {"a": {"type": 7}, "b": leaf},
                    "required": "b",
                }
                for n in range(count)
            },
            {
                f"/a{n}": {"get": {"responses": {"200": {"descriptio": ""}}}}
                for n in range(count)
            },
        )

    return versions(version)


def _broken_references(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {f"Schema{n}": _object(ref(f"Shcema{n}")) for n in range(count)}
            | {"L": leaf}
        )

    return versions(version)


def _many_warnings(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {"a": leaf | {"default": ["x"], "pattern": "("}},
                }
                for n in range(count)
            }
        )

    return versions(version)


def _duplicate_keys_json(count: int) -> Files:
    keys = ", ".join('"a": 1' for _ in range(count))
    text = json.dumps(document()).replace(
        '"paths": {}', f'"paths": {{}}, "x-a": {{{keys}}}'
    )
    return Files(text, text)


def _duplicate_keys_yaml(count: int) -> Files:
    text = (
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-a:\n"
        + "  a: 1\n" * count
    )
    return Files(text, text, suffix="yaml")


def _yaml(make: Callable[[int], Files]) -> Callable[[int], Files]:
    import yaml

    def convert(count: int) -> Files:
        files = make(count)
        old, new = (yaml.safe_dump(json.loads(text)) for text in (files.old, files.new))
        return Files(old, new, suffix="yaml")

    return convert


def _pattern(piece: Callable[[int], str]) -> Callable[[int], Files]:
    def make(count: int) -> Files:
        pattern = piece(count)
        return versions(
            lambda leaf: document(
                {
                    "A": {
                        "type": "object",
                        "properties": {
                            "a": STRING | {"pattern": pattern, "default": "a" * 30},
                            "b": leaf,
                        },
                    }
                }
            )
        )

    return make


def _patterns(count: int) -> Files:
    return versions(
        lambda leaf: document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {
                        "a": STRING | {"pattern": f"^(a|aa)+{n}$", "default": "a" * 40},
                        "b": leaf,
                    },
                }
                for n in range(count)
            }
        )
    )


def _media_types(count: int) -> Files:
    def version(leaf: Json) -> Json:
        content = {f"application/vnd.a{n}+json": {"schema": leaf} for n in range(count)}
        return document(
            paths={
                "/a": {
                    "post": {
                        "responses": {"200": {"description": "", "content": content}},
                        "requestBody": {"content": content},
                    }
                }
            }
        )

    return versions(version)


def _media_type_parameters(count: int) -> Files:
    media = "application/json" + "".join(f"; a{n}=b" for n in range(count))

    def version(leaf: Json) -> Json:
        content = {media: {"schema": leaf}}
        return document(
            paths={
                "/a": {
                    "post": {
                        "responses": {"200": {"description": "", "content": content}},
                        "requestBody": {"content": content},
                    }
                }
            }
        )

    return versions(version)


def _statuses(count: int) -> Files:
    def version(leaf: Json) -> Json:
        responses = {
            str(200 + n): {
                "description": "",
                "content": {"application/json": {"schema": _object(leaf)}},
            }
            for n in range(min(count, 399))
        }
        return document(
            paths={
                f"/a{n}": {"get": {"responses": responses}}
                for n in range(count // 400 + 1)
            }
        )

    return versions(version)


def _servers(count: int) -> Files:
    def version(leaf: Json) -> Json:
        variables = {
            f"v{n}": {"default": "a", "enum": ["a", "b"]} for n in range(count)
        }
        url = "https://a.example/" + "/".join(f"{{v{n}}}" for n in range(count))
        servers = [
            {"url": url, "variables": variables},
            *(
                {"url": f"https://a{n}.example", "description": "S"}
                for n in range(count)
            ),
        ]
        return document(paths={"/a": {"get": returning(leaf)}}, servers=servers)

    return versions(version)


def _examples(count: int) -> Files:
    def version(leaf: Json) -> Json:
        examples = {f"e{n}": {"value": {"a": "x", "b": [n]}} for n in range(count)}
        content = {"application/json": {"schema": _object(leaf), "examples": examples}}
        schema = {
            "type": "object",
            "properties": {"a": leaf},
            "examples": [{"a": n} for n in range(count)],
        }
        return document(
            {"A": schema},
            {
                "/a": {
                    "post": {
                        "responses": {"200": {"description": "", "content": content}},
                        "requestBody": {"content": content},
                    }
                }
            },
        )

    return versions(version)


def _wide_example(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schema = {
            "type": "object",
            "properties": {"a": _list(leaf)},
            "example": {"a": list(range(count))},
            "default": {"a": list(range(count))},
        }
        return document(
            {"A": schema}, {"/a": {"post": sending(schema), "get": returning(ref("A"))}}
        )

    return versions(version)


def _webhooks(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            webhooks={f"w{n}": {"post": sending(_object(leaf))} for n in range(count)}
        )

    return versions(version)


def _callbacks(count: int) -> Files:
    def version(leaf: Json) -> Json:
        callbacks = {
            f"c{n}": {"{$request.body#/url}": {"post": sending(_object(leaf))}}
            for n in range(count)
        }
        return document(paths={"/a": {"post": {**NO_CONTENT, "callbacks": callbacks}}})

    return versions(version)


def _headers(count: int) -> Files:
    def version(leaf: Json) -> Json:
        headers = {f"X-{n}": {"schema": leaf} for n in range(count)}
        return document(
            paths={
                "/a": {
                    "get": {
                        "responses": {"204": {"description": "", "headers": headers}}
                    }
                }
            }
        )

    return versions(version)


def _shared_inline(count: int) -> Files:
    def version(leaf: Json) -> Json:
        shared = {
            "type": "object",
            "title": "Shared",
            "properties": {"a": leaf, "b": leaf, "c": _object(leaf)},
        }
        return document(
            {
                f"S{n}": {
                    "type": "object",
                    "properties": {"inner": shared, f"p{n}": leaf},
                }
                for n in range(count)
            }
        )

    return versions(version)


def _long_strings(count: int) -> Files:
    text = "a" * count

    def version(leaf: Json) -> Json:
        return document(
            {
                "A": {
                    "type": "object",
                    "properties": {
                        "a": leaf | {"default": text, "example": text},
                        "b": {"const": text},
                    },
                }
            },
            {
                "/a": {
                    "get": returning(
                        leaf,
                        parameters=[
                            {
                                "name": "q",
                                "in": "query",
                                "schema": STRING | {"default": text, "enum": [text]},
                            }
                        ],
                    )
                }
            },
            servers=[{"url": f"https://a.example/{text}"}],
        )

    return versions(version)


def _overlays(count: int) -> Files:
    actions = "".join(
        f"  - target: $.components.schemas.S{n}\n    update: {{description: D}}\n"
        for n in range(count)
    )
    overlay = f"overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}"
    schemas = {f"S{n}": _object(STRING) for n in range(count)}
    files = pair(document(schemas))
    return Files(files.old, files.new, {"overlay.yaml": overlay})


def _overlay_wildcards(count: int) -> Files:
    overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - target: $.components.schemas.*\n    update: {description: D}\n  - target: $..description\n    remove: true\n"
    schemas = {f"S{n}": _object(STRING) for n in range(count)}
    files = pair(document(schemas))
    return Files(files.old, files.new, {"overlay.yaml": overlay})


def _attribute_chain(count: int) -> Files:
    usage = (
        "from client import Client\n\ndef use(client: Client):\n    client.a"
        + ".b" * count
        + "\n"
    )
    files = pair(document(paths={"/a": {"get": returning(STRING)}}))
    return Files(files.old, files.new, {"usage.py": usage})


def _uses(count: int) -> Files:
    usage = "from client import Client\n\ndef use(client: Client):\n" + "".join(
        f"    client.a{n}.retrieve()\n" for n in range(count)
    )
    files = pair(
        document(paths={f"/a{n}": {"get": returning(STRING)} for n in range(count)})
    )
    return Files(files.old, files.new, {"usage.py": usage})


def _unknown_uses(count: int) -> Files:
    usage = "from client import Client\n\ndef use(client: Client):\n" + "".join(
        f"    client.xa{n}.retrieve()\n" for n in range(count)
    )
    files = pair(
        document(paths={f"/a{n}": {"get": returning(STRING)} for n in range(count)})
    )
    return Files(files.old, files.new, {"usage.py": usage})


OVERLAY = MappingProxyType({"build": ("--overlay", "overlay.yaml")})
FAMILIES: Mapping[str, Family] = {
    "nested lists": Family(_nesting(_list), 10),
    "nested maps": Family(_nesting(_map), 10),
    "nested tuples": Family(_nesting(_pair_tuple), 5),
    "nested nullable lists": Family(_nesting(_nullable_list), 10),
    "nested objects": Family(_nesting(_object), 5),
    "chain of lists": Family(_chain(_list), 100),
    "chain of maps": Family(_chain(_map), 100),
    "chain of tuples": Family(_chain(_tuple), 20),
    "chain of unions": Family(_chain(_union), 20),
    "chain of nullable lists": Family(_chain(_nullable_list), 100),
    "chain of objects": Family(_chain(_object), 100),
    "chain of trees": Family(_chain(_tree), 100),
    "chain of allOf": Family(_chain(_all_of), 10),
    "dense references": Family(_dense, 50),
    "paths of many segments": Family(_path_segments, 50),
    "one long path": Family(_one_long_path, 100),
    "many paths": Family(_many_paths, 50),
    "equal names": Family(_equal_names, 50),
    "action paths": Family(_action_paths, 100),
    "combining marks": Family(_name_of("\u0301"), 5_000),
    "combining marks of two classes": Family(_name_of("\u0301\u0316"), 5_000),
    "long name": Family(_name_of("b"), 5_000),
    "long name of words": Family(_name_of("_b"), 5_000),
    "long name of capitals": Family(_name_of("B"), 5_000),
    "long name of ligatures": Family(_name_of("ﷺ"), 1_000),
    "prose of words": Family(_prose("word "), 5_000),
    "prose of one word": Family(_prose("a"), 20_000),
    "prose of lines": Family(_prose("a\n"), 5_000),
    "prose of paragraphs": Family(_prose("a\n\n"), 5_000),
    "prose of lists": Family(_prose("- a\n"), 5_000),
    "prose of tags": Family(_prose("<b "), 5_000),
    "prose of links": Family(_prose("[a](b"), 5_000),
    "prose of brackets": Family(_prose("["), 5_000),
    "prose of backticks": Family(_prose("`"), 5_000),
    "prose of backslashes": Family(_prose("\\"), 5_000),
    "prose of quotes": Family(_prose('"'), 5_000),
    "prose of spaces": Family(_prose(" "), 5_000),
    "prose of ends": Family(_prose("a. "), 5_000),
    "prose of combining marks": Family(_prose("\u0301"), 5_000),
    "wide enum": Family(_enum, 1_000),
    "many properties": Family(_properties, 200),
    "many parameters": Family(_parameters, 200),
    "many path parameters": Family(_path_parameters, 25),
    "many tags": Family(_tags, 100),
    "many tags of one operation": Family(_many_tags_each, 1_000),
    "renamed classes": Family(_renamed, 100),
    "renamed chain": Family(_renamed_chain, 100),
    "renamed union": Family(_renamed_union, 100),
    "replaced chain": Family(_replaced_chain, 100),
    "tagged union": Family(_tagged_union, 100),
    "untagged union": Family(_untagged_union, 100),
    "inline union": Family(_inline_union, 100),
    "inheritance": Family(_inheritance, 100),
    "wide allOf": Family(_wide_all_of, 100),
    "many security schemes": Family(_many_security_schemes, 100),
    "unknown fields": Family(_unknown_fields, 100),
    "many errors": Family(_many_errors, 50, is_valid=False),
    "broken references": Family(_broken_references, 100, is_valid=False),
    "many warnings": Family(_many_warnings, 100),
    "duplicate keys in JSON": Family(_duplicate_keys_json, 1_000, is_valid=False),
    "duplicate keys in YAML": Family(_duplicate_keys_yaml, 1_000, is_valid=False),
    "many properties in YAML": Family(_yaml(_properties), 100),
    "many errors in YAML": Family(_yaml(_many_errors), 25, is_valid=False),
    "long pattern": Family(_pattern(lambda n: "a" * n), 2_000),
    "nested pattern": Family(_pattern(lambda n: "(" * n + "a" + ")" * n), 200),
    "pattern of alternatives": Family(
        _pattern(lambda n: "|".join(f"a{k}" for k in range(n))), 500
    ),
    "pattern of repetitions": Family(_pattern(lambda n: "(a*)*" * n), 100),
    "many patterns": Family(_patterns, 25),
    "many media types": Family(_media_types, 50),
    "media type with parameters": Family(_media_type_parameters, 200),
    "many statuses": Family(_statuses, 50),
    "many servers": Family(_servers, 50),
    "many examples": Family(_examples, 500),
    "wide example": Family(_wide_example, 500),
    "many webhooks": Family(_webhooks, 50),
    "many callbacks": Family(_callbacks, 50),
    "many headers": Family(_headers, 200),
    "shared inline types": Family(_shared_inline, 50),
    "long strings": Family(_long_strings, 20_000),
    "many overlay actions": Family(_overlays, 100, options=OVERLAY),
    "overlay wildcards": Family(_overlay_wildcards, 100, options=OVERLAY),
    "attribute chain": Family(
        _attribute_chain, 50, options={"used-by": ("--used-by", "usage.py")}
    ),
    "many uses": Family(_uses, 50, options={"used-by": ("--used-by", "usage.py")}),
    "many unknown uses": Family(
        _unknown_uses, 50, options={"used-by": ("--used-by", "usage.py")}
    ),
}
