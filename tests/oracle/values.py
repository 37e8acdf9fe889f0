"""Values of the annotated types, as Python source."""

from __future__ import annotations

import ast

from tests.oracle.client_source import Argument, Class, ClientSource

_MAX_DEPTH = 3
# How many values of each type are tried.
VARIANTS = 3
_VALUES = {
    "int": "7",
    "float": "1.5",
    "bool": "True",
    "None": "None",
    "bytes": "b'hi'",
    "Any": "'any'",
    "object": "'any'",
    "datetime": "datetime(2026, 1, 31, 12, 30, tzinfo=timezone.utc)",
    "date": "date(2026, 1, 31)",
    "Decimal": "Decimal('1.50')",
    "FileInput": "('a.txt', b'hi')",
    "DateTime": "datetime(2026, 1, 31, 12, 30, tzinfo=timezone.utc)",
    "UnixTime": "datetime(2026, 1, 31, 12, 30, tzinfo=timezone.utc)",
    "Date": "date(2026, 1, 31)",
    "DecimalString": "Decimal('1.50')",
    "Int64String": "7",
    "Base64": "b'hi'",
}


def union_members(annotation: ast.expr) -> list[ast.expr]:
    """Return the members of a union, without `Unset`."""
    if isinstance(annotation, ast.BinOp):
        return union_members(annotation.left) + union_members(annotation.right)
    if isinstance(annotation, ast.Name) and annotation.id == "Unset":
        return []
    return [annotation]


def settable(declared: Class) -> list[Argument]:
    """Return the fields that callers can set."""
    return [f for f in declared.fields if f.name not in declared.read_only]


class Values:
    """Writes values of the types of a client."""

    def __init__(self, client: ClientSource) -> None:
        self.client = client

    def value(
        self, annotation: ast.expr, variant: int, label: str, depth: int = 0
    ) -> str:
        """Return an expression of the annotated type; the variant chooses members of unions."""
        choices = union_members(annotation)
        chosen = choices[variant % len(choices)]
        match chosen:
            case ast.Constant(value=None):
                return "None"
            case ast.Name(id="str"):
                return repr(label)
            case ast.Name(id=name) if name in self.client.aliases:
                return self.value(self.client.aliases[name], variant, label, depth + 1)
            case ast.Name(id=name) if name in self.client.classes:
                return self.instance(self.client.classes[name], variant, depth)
            case ast.Name(id=name):
                return _VALUES.get(name, "'other'")
            case ast.Subscript(value=ast.Name(id="Literal"), slice=parts):
                constants = parts.elts if isinstance(parts, ast.Tuple) else [parts]
                return ast.unparse(constants[variant % len(constants)])
            case ast.Subscript(value=ast.Name(id="Sequence" | "list"), slice=item):
                if depth > _MAX_DEPTH:
                    return "[]"
                # Given several types of lists, mypy takes a list of unlike items for a list of
                # objects.
                step = 0 if sum(map(self.is_list, choices)) > 1 else 1
                items = [
                    self.value(
                        item, variant + step * index, f"{label}{index}", depth + 1
                    )
                    for index in range(2)
                ]
                return f"[{', '.join(items)}]"
            case ast.Subscript(
                value=ast.Name(id="Mapping" | "dict"), slice=ast.Tuple(elts=[_, item])
            ):
                return f"{{'k': {self.value(item, variant, label, depth + 1)}}}"
            case _:
                return "'other'"

    def is_list(self, annotation: ast.expr) -> bool:
        """Whether values of a type may be lists."""
        match annotation:
            case ast.Subscript(value=ast.Name(id="Sequence" | "list")):
                return True
            case ast.Name(id=name) if name in self.client.aliases:
                return any(map(self.is_list, union_members(self.client.aliases[name])))
            case _:
                return False

    def instance(self, declared: Class, variant: int, depth: int) -> str:
        fields = declared.fields if declared.is_mapping else settable(declared)
        if depth > _MAX_DEPTH or variant == VARIANTS - 1:
            fields = [field for field in fields if field.required]
        values = [
            (field.name, self.value(field.annotation, variant, field.name, depth + 1))
            for field in fields
        ]
        if declared.is_mapping:
            return f"{{{', '.join(f'{name!r}: {value}' for name, value in values)}}}"
        arguments = ", ".join(f"{name}={value}" for name, value in values)
        return f"{declared.name}({arguments})"
