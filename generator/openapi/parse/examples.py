"""Parse examples of parameters and media types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Example
from generator.openapi.references import ReferenceResolver

# `value` up to OpenAPI 3.1; 3.2 adds the others and deprecates it for values that are not JSON.
_VALUES = ("dataValue", "value", "serializedValue")


class ExampleParser:
    """Parses `example` and `examples` (OpenAPI 3.1.1, 4.8.19; 3.2.0, 4.19)."""

    def __init__(self, tree: Mapping[str, Json]) -> None:
        # No client depends on an example, so broken references do not fail a build.
        self._references = ReferenceResolver(tree, Diagnostics())

    def parse(self, value: Mapping[str, Json], at: Pointer) -> tuple[Example, ...]:
        """The examples of the parameter or media type at `at`, except external ones."""
        if "example" not in value and "examples" not in value:
            return ()
        single = (Example(value["example"]),) if "example" in value else ()
        return (*self._named(value.get("examples"), at / "examples"), *single)

    def _named(self, examples: Json, at: Pointer) -> Iterator[Example]:
        if not isinstance(examples, Mapping):
            return
        for name, item in examples.items():
            resolved = self._references.resolve(item, at / name)
            example = resolved[0] if resolved is not None else None
            if not isinstance(example, Mapping):
                continue
            keyword = next((field for field in _VALUES if field in example), None)
            if keyword is not None:
                yield Example(
                    example[keyword],
                    name,
                    _string(example.get("summary")),
                    _string(example.get("description")),
                )


def _string(value: Json) -> str | None:
    return value if isinstance(value, str) else None
