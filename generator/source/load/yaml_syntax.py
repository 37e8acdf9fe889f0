"""YAML 1.2 to plain values by the core schema: what JSON could say, and nothing more."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TypeAlias

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.source.load.yaml_nodes import (
    Collection,
    Node,
    Scalar,
    compose,
    node_error,
    node_problem,
)

_NULL = re.compile(r"null|Null|NULL|~|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_Members: TypeAlias = dict[str, tuple[Node, Node]]

_CORE = "tag:yaml.org,2002:"
_STRING_TAGS = ("!", f"{_CORE}str")
_SCALAR_TAGS = tuple(f"{_CORE}{name}" for name in ("null", "bool", "int", "float"))
_COLLECTION_TAGS = {
    True: (None, "!", f"{_CORE}map"),
    False: (None, "!", f"{_CORE}seq"),
}


def parse_yaml(text: str) -> Json:
    """The value that `text` stands for: YAML 1.2.2, section 10.3 (core schema), and merge keys.

    Only `true` and `false` are booleans, dates are strings, and a key is a string as it is written
    (`200:` is "200"). An alias gives the value that it names, the same object each time.

    Raises:
        DocumentError: what `compose` refuses, a key that stands twice in a mapping or is no scalar,
            a tag outside the core schema, a number that is not finite; one diagnostic for each.
    """
    root = compose(text)
    if root is None:
        return None
    construction = _Construction()
    tree = construction.value(root)
    if construction.problems:
        # What a merge key brings is looked at where it stands, too.
        raise DocumentError(dict.fromkeys(construction.problems))
    return tree


class Members:
    """The members of mappings, with what merge keys bring.

    Source: yaml.org/type/merge.html: a mapping's own keys win, then the earlier of several.

    What is wrong is added to `problems`, and left out: a key that stands again or is no scalar, and
    a merge key without a mapping.
    """

    __slots__ = ("_brought", "problems")

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []
        # What is brought often, and may have been brought there itself, is worked out once.
        self._brought: dict[int, _Members] = {}

    def of(self, mapping: Collection) -> _Members:
        """The key and value of each member that counts, what is brought first."""
        own: _Members = {}
        merged: _Members = {}
        for key, value in mapping.pairs():
            if _is_merge(key):
                for each in self._merged(value):
                    merged.update(
                        (name, pair)
                        for name, pair in each.items()
                        if name not in merged
                    )
                continue
            name = self._name(key)
            if name in own:
                message = f"the key {name!r} stands twice"
                self._note("duplicate-key", message, key)
            elif name is not None:
                own[name] = (key, value)
        return {**merged, **own} if merged else own

    def _merged(self, node: Node) -> Iterator[_Members]:
        is_list = isinstance(node, Collection) and not node.is_mapping
        for each in node.nodes if isinstance(node, Collection) and is_list else [node]:
            if not isinstance(each, Collection) or not each.is_mapping:
                self._note("yaml-syntax", "a merge key wants a mapping", each)
                continue
            if id(each) not in self._brought:
                self._brought[id(each)] = self.of(each)
            yield self._brought[id(each)]

    def _name(self, key: Node) -> str | None:
        if isinstance(key, Scalar):
            return key.text
        self._note("yaml-syntax", "a key is a mapping or a list, not a name", key)
        return None

    def _note(self, code: str, message: str, node: Node) -> None:
        self.problems.append(node_problem(code, message, node))


def _is_merge(key: Node) -> bool:
    return isinstance(key, Scalar) and key.is_plain and key.text == "<<"


class _Construction:
    """Values from nodes; a node that aliases share gives one value. Notes `problems` on the way."""

    __slots__ = ("_made", "_members", "problems")

    def __init__(self) -> None:
        self._members = Members()
        self.problems = self._members.problems
        self._made: dict[int, Json] = {}

    def value(self, node: Node) -> Json:
        if isinstance(node, Scalar):
            try:
                return _scalar(node)
            except DocumentError as error:
                self.problems.extend(error.diagnostics)
                return None
        if id(node) not in self._made:
            self._made[id(node)] = self._collection(node)
        return self._made[id(node)]

    def _collection(self, node: Collection) -> Json:
        if node.tag not in _COLLECTION_TAGS[node.is_mapping]:
            self.problems.extend(_unknown_tag(node).diagnostics)
        if node.is_mapping:
            found = self._members.of(node)
            return {name: self.value(value) for name, (_, value) in found.items()}
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
