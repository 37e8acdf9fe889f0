"""JSON values that a schema accepts: minimal ones, and filled ones with every property."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.strategies import from_regex

from generator.runtime.tools.catalogue import CatalogueOperation

_DEEPEST = 3
_STRINGS = {
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "http-date": "Tue, 15 Nov 1994 08:12:31 GMT",
    "decimal": "1.50",
    "int64": "12",
    "uuid": "5a2c6a3e-8f3b-4d1c-9a3e-0c2b7d6e5f41",
    "time": "03:04:05Z",
    "duration": "P1D",
    "ipv4": "127.0.0.1",
    "ipv6": "::1",
    "email": "ada@example.com",
    "uri": "https://example.com/a",
    "hostname": "example.com",
}
_QUIET = settings(
    max_examples=200,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Values:
    """Creates values of a schema whose references lead into `definitions`.

    Attributes:
        definitions: The schemas by name.
        is_filled: Whether values have optional properties.
        file: The path of a file to upload.
        alternative: Which alternative of a union to take, counted modulo their number.
    """

    definitions: Mapping[str, Mapping[str, Any]]
    is_filled: bool
    file: str = "upload.png"
    alternative: int = 0

    def arguments(self, operation: CatalogueOperation) -> dict[str, Any]:
        """Arguments of an operation; those of one body, if there are several."""
        schema = operation.arguments
        bodies = list(operation.bodies.items())
        if not bodies:
            return dict(self.value(schema))
        media_type, names = bodies[self.alternative % len(bodies)]
        others = {name for _, others in bodies for name in others} - set(names)
        properties = {
            name: (
                {"const": media_type}
                if member.get("enum") == [*operation.bodies]
                else member
            )
            for name, member in schema["properties"].items()
            if name not in others
        }
        return dict(self.value({**schema, "properties": properties}))

    def value(self, schema: Mapping[str, Any], depth: int = 0) -> Any:
        """A value that the schema accepts."""
        if "$ref" in schema:
            return self.value(self.definitions[schema["$ref"][2:]], depth + 1)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][self.alternative % len(schema["enum"])]
        if "anyOf" in schema:
            return self._of_union(schema["anyOf"], depth)
        types = schema.get("type", "string")
        type_ = types if isinstance(types, str) else types[0]
        return getattr(self, f"_{type_}")(schema, depth)

    def _of_union(self, members: list[Mapping[str, Any]], depth: int) -> Any:
        if depth > _DEEPEST and {"type": "null"} in members:
            return None
        # Deep inside, the first member that does not lead deeper.
        shallow = [member for member in members if "$ref" not in member]
        if depth > _DEEPEST and shallow:
            return self.value(shallow[0], depth)
        index = self.alternative if self.is_filled else 0
        return self.value(members[index % len(members)], depth + 1)

    def _string(self, schema: Mapping[str, Any], depth: int) -> str:
        if schema.get("format") == "file-path":
            return self.file
        if schema.get("contentEncoding") == "base64":
            return "AAEC"
        if "pattern" in schema:
            strategy = from_regex(schema["pattern"])
            low, high = schema.get("minLength", 0), schema.get("maxLength", 10**6)
            found: str = find(
                strategy,
                lambda text: low <= len(text) <= high and text.isprintable(),
                settings=_QUIET,
            )
            return found
        # Some styles of parameters, and cookies, cannot have all characters.
        usual = "abc" if self.alternative == 1 else "a&b=c é"
        string = _STRINGS.get(schema.get("format", ""), usual)
        if schema.get("format") in _STRINGS:
            return string
        low, high = schema.get("minLength", 0), schema.get("maxLength", 10**6)
        return string.ljust(low, "x")[:high]

    def _integer(self, schema: Mapping[str, Any], depth: int) -> int:
        return int(self._number({**schema, "whole": True}, depth))

    def _number(self, schema: Mapping[str, Any], depth: int) -> float:
        step = schema.get("multipleOf", 1 if "whole" in schema else 0.5)
        low = schema.get("minimum", schema.get("exclusiveMinimum"))
        high = schema.get("maximum", schema.get("exclusiveMaximum"))
        value: float = step * 3
        if low is not None and value <= low:
            value = (low // step + 1) * step
        if high is not None and value >= high:
            value = high if "maximum" in schema else high - step
        return value

    def _boolean(self, schema: Mapping[str, Any], depth: int) -> bool:
        return True

    def _null(self, schema: Mapping[str, Any], depth: int) -> None:
        return None

    def _array(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.value(item, depth + 1) for item in schema["prefixItems"]]
        least = schema.get("minItems", 0)
        count = least if depth > _DEEPEST or not self.is_filled else max(least, 2)
        if "maxItems" in schema:
            count = min(count, schema["maxItems"])
        if schema.get("uniqueItems") and count > least:
            count = max(least, 1)
        items = schema.get("items", {})
        if items in (False, {"not": {}}):
            return []
        return [self.value(items, depth + 1) for _ in range(count)]

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties", {})
        required = schema.get("required", ())
        shown = [
            name
            for name in properties
            if name in required or (self.is_filled and depth <= _DEEPEST)
        ]
        value = {
            name: self.value(properties[name], depth + 1)
            for name in shown
            if properties[name] != {"not": {}}
        }
        additional = schema.get("additionalProperties", True)
        if self.is_filled and additional not in (True, False) and depth <= _DEEPEST:
            value["further"] = self.value(additional, depth + 1)
        while len(value) < schema.get("minProperties", 0):
            name = f"added_{len(value)}"
            value[name] = self.value({} if additional is True else additional, depth)
        return value
