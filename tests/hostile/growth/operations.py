"""Families whose paths, operations and their parts grow."""

from __future__ import annotations

from tests.hostile.growth.families import (
    NO_CONTENT,
    PATH_ID,
    Files,
    Json,
    chain,
    document,
    list_of,
    object_of,
    ref,
    returning,
    sending,
    versions,
)


def path_segments(count: int) -> Files:
    def version(leaf: Json) -> Json:
        path = "/" + "/".join(f"a{n}" for n in range(50))
        paths = {
            f"{path}/b{n}/{{id}}": {"get": returning(leaf, parameters=[PATH_ID])}
            for n in range(count)
        }
        return document(paths=paths)

    return versions(version)


def one_long_path(count: int) -> Files:
    path = "/" + "a/" * count
    return versions(lambda leaf: document(paths={path: {"get": returning(leaf)}}))


def longest_path(count: int) -> Files:
    path = "".join(f"/{chr(97 + n % 26) * 60}{n}" for n in range(count))
    return versions(lambda leaf: document(paths={path: {"get": returning(leaf)}}))


def many_paths(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            paths={
                f"/things{n}/{{id}}/parts": {
                    "get": returning(leaf, parameters=[PATH_ID], operationId=f"get{n}"),
                    "post": sending(leaf, parameters=[PATH_ID]),
                }
                for n in range(count)
            }
        )

    return versions(version)


def action_paths(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            paths={
                f"/a/{{id}}/b{n}/c": {"post": sending(leaf, parameters=[PATH_ID])}
                for n in range(count)
            }
        )

    return versions(version)


def parameters(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameters = [
            {"name": f"p{n}", "in": "query", "schema": leaf} for n in range(count)
        ]
        return document(paths={"/a": {"get": {**NO_CONTENT, "parameters": parameters}}})

    return versions(version)


def path_parameters(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameters = [
            {"name": f"p{n}", "in": "path", "required": True, "schema": leaf}
            for n in range(count)
        ]
        path = "/a" + "".join(f"{{p{n}}}," for n in range(count))
        return document(paths={path: {"get": {**NO_CONTENT, "parameters": parameters}}})

    return versions(version)


def tags(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            paths={
                f"/a{n}": {"get": returning(leaf, tags=[f"t{n}"])} for n in range(count)
            },
            tags=[{"name": f"t{n}", "description": "T"} for n in range(count)],
        )

    return versions(version)


def many_tags_each(count: int) -> Files:
    tags = [f"t{n}" for n in range(count)]
    return versions(
        lambda leaf: document(paths={"/a": {"get": returning(leaf, tags=tags)}})
    )


def many_security_schemes(count: int) -> Files:
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


def media_types(count: int) -> Files:
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


def media_type_parameters(count: int) -> Files:
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


def statuses(count: int) -> Files:
    def version(leaf: Json) -> Json:
        responses = {
            str(400 + n): {
                "description": "",
                "content": {"application/json": {"schema": object_of(leaf)}},
            }
            for n in range(20)
        }
        return document(
            paths={f"/a{n}": {"get": {"responses": responses}} for n in range(count)}
        )

    return versions(version)


def servers(count: int) -> Files:
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


def webhooks(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            webhooks={f"w{n}": {"post": sending(object_of(leaf))} for n in range(count)}
        )

    return versions(version)


def callbacks(count: int) -> Files:
    def version(leaf: Json) -> Json:
        callbacks = {
            f"c{n}": {"{$request.body#/url}": {"post": sending(object_of(leaf))}}
            for n in range(count)
        }
        return document(paths={"/a": {"post": {**NO_CONTENT, "callbacks": callbacks}}})

    return versions(version)


def headers(count: int) -> Files:
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


def unspecified_security(count: int) -> Files:
    """Schemes without any requirement, so that each may serve every operation."""

    def version(leaf: Json) -> Json:
        schemes = {
            f"k{n}": {"type": "apiKey", "in": "header", "name": f"X-{n}"}
            for n in range(count)
        }
        return document(
            paths={f"/a{n}": {"get": returning(leaf)} for n in range(count)},
            components={"securitySchemes": schemes},
        )

    return versions(version)


def shared_body(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return document(
            {"A": {"type": "object", "properties": {f"p{n}": leaf for n in range(20)}}},
            {f"/a{n}": {"post": sending(ref("A"))} for n in range(count)},
        )

    return versions(version)


def nested_files(count: int) -> Files:
    """A property of a multipart body that is a list of lists of files, by aliases."""

    def version(leaf: Json) -> Json:
        schemas = chain(count, list_of, {"type": "string", "format": "binary"})
        properties = {"a": ref("S0"), "b": leaf}
        content = {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": properties}
            }
        }
        operation = {**NO_CONTENT, "requestBody": {"content": content}}
        return document(schemas, {"/a": {"post": operation}})

    return versions(version)


def multipart_unions(count: int) -> Files:
    def version(leaf: Json) -> Json:
        schemas = chain(
            count,
            lambda schema: {"anyOf": [schema, list_of(schema)]},
            {"type": "string", "format": "binary"},
        )
        content = {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"a": ref("S0"), "b": leaf}}
            }
        }
        return document(
            schemas,
            {"/a": {"post": {**NO_CONTENT, "requestBody": {"content": content}}}},
        )

    return versions(version)


def tag_parents(count: int) -> Files:
    def version(leaf: Json) -> Json:
        tags = [
            {"name": f"t{n}", **({"parent": f"t{n - 1}"} if n else {})}
            for n in range(count)
        ]
        return document(paths={"/a": {"get": returning(leaf)}}, tags=tags) | {
            "openapi": "3.2.0"
        }

    return versions(version)


def shared_parameters(count: int) -> Files:
    def version(leaf: Json) -> Json:
        parameters = {
            f"P{n}": {"name": f"p{n}", "in": "query", "schema": leaf}
            for n in range(count)
        }
        return document(
            paths={
                f"/a{n}": {
                    "get": {
                        **NO_CONTENT,
                        "parameters": (
                            [ref(f"P{n}", "parameters"), ref("P0", "parameters")]
                            if n
                            else []
                        ),
                    }
                }
                for n in range(count)
            },
            components={"parameters": parameters},
        )

    return versions(version)


def swagger(count: int) -> Files:
    def version(leaf: Json) -> Json:
        return {
            "swagger": "2.0",
            "info": {"title": "T", "version": "1"},
            "paths": {
                f"/a{n}": {
                    "get": {
                        "produces": ["application/json"],
                        "parameters": [{"name": "q", "in": "query", **leaf}],
                        "responses": {
                            "200": {
                                "description": "",
                                "schema": {"$ref": f"#/definitions/S{n}"},
                            }
                        },
                    }
                }
                for n in range(count)
            },
            "definitions": {f"S{n}": object_of(leaf) for n in range(count)},
        }

    return versions(version)
