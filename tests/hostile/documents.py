"""Hypothesis strategies for whole OpenAPI documents with schemas that refer to each other."""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

Json: TypeAlias = Any

# The specification restricts component keys to these characters.
KEYS = st.sampled_from(
    [
        *(
            "A",
            "a",
            "B",
            "b_",
            "Class",
            "class",
            "None",
            "list",
            "Model",
            "Client",
            "1x",
        ),
        *("A.B", "A-B", "A_B", "__init__", "con", "UNSET", "Any", "str", "Optional"),
    ]
)
NAMES = st.one_of(
    KEYS,
    st.sampled_from(
        [
            *("id", "type", "kind", "self", "cls", "from_dict", "to_dict", "is_set"),
            *(
                "",
                " ",
                "é",
                "人",
                "a b",
                "a-b",
                "-1",
                "+1",
                "$x",
                "@type",
                "a\nb",
                '"""',
            ),
            *("\\", "'", "{x}", "{{ x }}", "{% x %}", "#", "\u202e", "\ud7ff", "ﬁ"),
            *("datetime", "Literal", "wire", "options", "client", "body", "__class__"),
        ]
    ),
    st.text(max_size=3),
)
PROSE = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            '"""',
            "'''",
            "\\",
            '"',
            "a\n\nb",
            "- x\n  y",
            "\x00",
            "# type: ignore",
            "a" * 99,
        ]
    ),
)
SCALARS: st.SearchStrategy[Json] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=4),
)
_FORMATS = {
    "string": ("", "date", "date-time", "byte", "binary", "decimal", "int64", "uuid"),
    "integer": ("", "unix-time", "int64"),
    "number": ("", "unix-time", "double"),
    "boolean": ("",),
}


def _scalar(type_: str) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {"type": st.just(type_)},
        optional={
            "format": st.sampled_from(_FORMATS[type_]),
            "description": PROSE,
            "deprecated": st.booleans(),
            "readOnly": st.booleans(),
        },
    )


def references(keys: list[str]) -> st.SearchStrategy[Json]:
    """A reference to one of the components."""
    return st.sampled_from(keys).map(
        lambda key: {"$ref": f"#/components/schemas/{key}"}
    )


def _objects(schemas: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    def with_required(parts: tuple[Json, list[bool], Json]) -> Json:
        properties, flags, rest = parts
        required = [name for name, flag in zip(properties, flags, strict=False) if flag]
        listed = {"required": required} if required else {}
        return {"type": "object", "properties": properties, **listed, **rest}

    rest = st.fixed_dictionaries(
        {},
        optional={
            "title": NAMES,
            "description": PROSE,
            "additionalProperties": st.one_of(st.booleans(), schemas),
        },
    )
    properties = st.dictionaries(NAMES, schemas, max_size=4)
    return st.tuples(properties, st.lists(st.booleans(), max_size=4), rest).map(
        with_required
    )


def _unions(schemas: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    def union(parts: tuple[str, list[Json], Json]) -> Json:
        keyword, members, siblings = parts
        return {keyword: members, **siblings}

    siblings: st.SearchStrategy[Json] = st.one_of(
        st.just({}),
        _objects(schemas),
        NAMES.map(lambda name: {"discriminator": {"propertyName": name}}),
    )
    keywords = st.sampled_from(["allOf", "anyOf", "oneOf"])
    return st.tuples(keywords, st.lists(schemas, min_size=1, max_size=3), siblings).map(
        union
    )


def schemas(keys: list[str], version: str) -> st.SearchStrategy[Json]:
    """A schema that may refer to the components named `keys`."""
    enums = st.lists(SCALARS, min_size=1, max_size=4).map(
        lambda values: {"enum": values}
    )
    leaves = st.one_of(*map(_scalar, _FORMATS), enums, st.just({}))
    leaves = st.one_of(leaves, references(keys)) if keys else leaves
    if version.startswith("3.1"):
        types = ["string", "integer", "null", "object", "array", "boolean"]
        type_lists = st.lists(
            st.sampled_from(types), min_size=1, max_size=3, unique=True
        )
        leaves = st.one_of(
            leaves,
            st.booleans(),
            type_lists.map(lambda names: {"type": names}),
            SCALARS.map(lambda value: {"const": value}),
        )

    def nested(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
        return st.one_of(
            _objects(inner),
            _unions(inner),
            inner.map(lambda items: {"type": "array", "items": items}),
            inner.map(
                lambda values: {"type": "object", "additionalProperties": values}
            ),
        )

    return st.recursive(leaves, nested, max_leaves=6)


def _contents(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    types = st.sampled_from(
        [
            *("application/json", "application/x-www-form-urlencoded", "text/plain"),
            *(
                "multipart/form-data",
                "application/octet-stream",
                "application/xml",
                "*/*",
            ),
        ]
    )
    media = inner.map(lambda schema: {"schema": schema})
    return st.dictionaries(types, media, min_size=1, max_size=2)


def _operations(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    response = st.fixed_dictionaries(
        {"description": PROSE}, optional={"content": _contents(inner)}
    )
    parameter = st.fixed_dictionaries(
        {
            "name": NAMES.filter(bool),
            "in": st.sampled_from(["query", "header", "cookie"]),
            "schema": inner,
        },
        optional={"required": st.booleans(), "description": PROSE},
    )
    body = st.fixed_dictionaries(
        {"content": _contents(inner)}, optional={"required": st.booleans()}
    )
    statuses = st.sampled_from(["200", "201", "204", "404", "5XX", "default"])
    return st.fixed_dictionaries(
        {"responses": st.dictionaries(statuses, response, min_size=1, max_size=2)},
        optional={
            "tags": st.lists(NAMES, max_size=2),
            "summary": PROSE,
            "description": PROSE,
            "deprecated": st.booleans(),
            "parameters": st.lists(
                parameter, max_size=3, unique_by=lambda item: (item["name"], item["in"])
            ),
            "requestBody": body,
        },
    )


_PATHS = st.one_of(
    st.sampled_from(
        ["/", "/a", "/a/b", "/v1/a", "/v2/a", "/A", "/a.json", "/a:b", "/x/y"]
    ),
    NAMES.map(lambda name: "/" + name.translate({ord(c): None for c in "{}?#"})),
)


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A document that is valid in most cases."""
    version = draw(st.sampled_from(["3.0.3", "3.1.0"]))
    keys = draw(st.lists(KEYS, unique=True, max_size=5))
    inner = schemas(keys, version)
    methods = st.sampled_from(["get", "post", "put", "delete", "patch"])
    items = st.dictionaries(methods, _operations(inner), min_size=1, max_size=2)
    paths = draw(st.dictionaries(_PATHS, items, max_size=3))
    return {
        "openapi": version,
        "info": {"title": draw(PROSE), "version": draw(PROSE)},
        "paths": paths,
        "components": {"schemas": {key: draw(inner) for key in keys}},
    }
