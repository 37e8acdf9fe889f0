"""Parse YAML 1.2 by the core schema into values that JSON can represent."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TypeAlias

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.source.load.limits import first_problems
from generator.source.load.yaml_nodes import (
    Collection,
    Node,
    Scalar,
    compose,
    node_diagnostic,
    node_error,
)

_NULL = re.compile(r"null|Null|NULL|~|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_MembersByName: TypeAlias = dict[str, tuple[Node, Node]]

_CORE = "tag:yaml.org,2002:"
_STRING_TAGS = ("!", f"{_CORE}str")
_SCALAR_TAGS = tuple(f"{_CORE}{name}" for name in ("null", "bool", "int", "float"))
_COLLECTION_TAGS = {
    True: (None, "!", f"{_CORE}map"),
    False: (None, "!", f"{_CORE}seq"),
}


def parse_yaml(text: str) -> Json:
    """Parse `text` by the core schema (YAML 1.2.2, section 10.3), with merge keys.

    Only `true` and `false` are booleans, dates are strings, and keys are strings as written (`200:`
    is "200"). All aliases of an anchor give the same object.

    Raises:
        DocumentError: the errors of `compose`; otherwise one diagnostic per duplicate key, key that
            is not a scalar, tag outside the core schema, and number that is not finite, up to
            `MAX_PROBLEMS`.
    """
    root = compose(text)
    if root is None:
        return None
    constructor = _Constructor()
    tree = constructor.value(root)
    if constructor.problems:
        # A mapping is checked once for itself, and again where a merge key names it.
        raise DocumentError(first_problems(dict.fromkeys(constructor.problems)))
    return tree


class MemberResolver:
    """Resolves the members of mappings, including merge keys.

    Source: yaml.org/type/merge.html. A mapping's own keys take precedence, then earlier mappings.

    Duplicate keys, keys that are not scalars and invalid merge keys are added to `problems` and
    otherwise ignored.
    """

    __slots__ = ("_merged", "problems")

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []
        # By the ID of a merged mapping, so that chains of merge keys are resolved once.
        self._merged: dict[int, _MembersByName] = {}

    def of(self, mapping: Collection) -> _MembersByName:
        """Key and value of every member by name, merged ones first."""
        own: _MembersByName = {}
        merged: _MembersByName = {}
        for key, value in mapping.pairs():
            if _is_merge(key):
                for members in self._merge(value):
                    merged.update(
                        (name, pair)
                        for name, pair in members.items()
                        if name not in merged
                    )
                continue
            name = self._name(key)
            if name in own:
                message = f"duplicate key {name!r}"
                self._report("duplicate-key", message, key)
            elif name is not None:
                own[name] = (key, value)
        return {**merged, **own} if merged else own

    def _merge(self, node: Node) -> Iterator[_MembersByName]:
        is_list = isinstance(node, Collection) and not node.is_mapping
        for item in node.nodes if isinstance(node, Collection) and is_list else [node]:
            if not isinstance(item, Collection) or not item.is_mapping:
                self._report("yaml-syntax", "a merge key must name a mapping", item)
                continue
            if id(item) not in self._merged:
                self._merged[id(item)] = self.of(item)
            yield self._merged[id(item)]

    def _name(self, key: Node) -> str | None:
        if isinstance(key, Scalar):
            return key.text
        self._report(
            "yaml-syntax", "a key must be a scalar, not a mapping or a list", key
        )
        return None

    def _report(self, code: str, message: str, node: Node) -> None:
        self.problems.append(node_diagnostic(code, message, node))


def _is_merge(key: Node) -> bool:
    return isinstance(key, Scalar) and key.is_plain and key.text == "<<"


class _Constructor:
    """Constructs values from nodes, one per shared node, and collects `problems`."""

    __slots__ = ("_members", "_values", "problems")

    def __init__(self) -> None:
        self._members = MemberResolver()
        self.problems = self._members.problems
        self._values: dict[int, Json] = {}

    def value(self, node: Node) -> Json:
        if isinstance(node, Scalar):
            try:
                return _scalar(node)
            except DocumentError as error:
                self.problems.extend(error.diagnostics)
                return None
        if id(node) not in self._values:
            self._values[id(node)] = self._collection(node)
        return self._values[id(node)]

    def _collection(self, node: Collection) -> Json:
        if node.tag not in _COLLECTION_TAGS[node.is_mapping]:
            self.problems.extend(_unknown_tag(node).diagnostics)
        if node.is_mapping:
            members = self._members.of(node)
            return {name: self.value(value) for name, (_, value) in members.items()}
        return [self.value(item) for item in node.nodes]


def _scalar(node: Scalar) -> Json:
    if node.tag in _STRING_TAGS or (node.tag is None and not node.is_plain):
        return node.text
    if node.tag is None or node.tag in _SCALAR_TAGS:
        return _plain_value(node)
    raise _unknown_tag(node)


def _plain_value(node: Scalar) -> Json:
    text = node.text
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _OCTAL.fullmatch(text):
        return _integer(node, 8)
    if _HEXADECIMAL.fullmatch(text):
        return _integer(node, 16)
    if _DECIMAL.fullmatch(text):
        return _integer(node, 10)
    if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if _FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text):
        raise node_error("yaml-syntax", f"{text} is not a finite number", node)
    return text


def _integer(node: Scalar, base: int) -> int:
    try:
        number = int(node.text, base)
        # Python converts any number of digits in base 8 and 16, but not back into base 10.
        str(number)
    except ValueError:
        raise node_error("yaml-syntax", "the number is too long", node) from None
    return number


def _unknown_tag(node: Node) -> DocumentError:
    return node_error(
        "yaml-syntax", f"the tag {node.tag} is not part of YAML's core schema", node
    )
