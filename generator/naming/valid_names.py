"""The names that generated code can have, where they do not come from a document.

`spelling` converts any name of a document to a valid one. A name in a manifest or a configuration
is used as it is, so it has to be one that `spelling` could have returned.
"""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Iterator, Sequence, Set
from typing import TypeGuard

from generator.naming.reserved import CLIENT_NAMES, METHOD_NAMES

# Longer names come from no document, and the time to normalize one can grow with its square.
_MOST_CHARACTERS = 10_000


def is_identifier(name: object) -> TypeGuard[str]:
    """Whether `name` is a public identifier that Python leaves as it is.

    Python normalizes the identifiers in code (language reference, section 2.3), but not the strings
    by which attributes are looked up.
    """
    return (
        isinstance(name, str)
        and len(name) <= _MOST_CHARACTERS
        and name.isidentifier()
        and not keyword.iskeyword(name)
        and not name.startswith("_")
        and unicodedata.is_normalized("NFKC", name)
    )


def is_variable_name(name: object) -> TypeGuard[str]:
    """Whether `name` can be a function, argument, field or method: `tax_id`."""
    return is_identifier(name) and name == name.lower()


def is_class_name(name: object) -> TypeGuard[str]:
    """Whether `name` can be a class: `TaxId`. Generated modules import lowercase names."""
    return is_identifier(name) and name[0] == name[0].upper()


def is_method_path(path: object) -> TypeGuard[str]:
    """Whether `path` has the form of a method: `customers.create`. Its parts may be reserved."""
    if not isinstance(path, str):
        return False
    parts = path.split(".")
    return len(parts) > 1 and all(map(is_variable_name, parts))


def reserved_parts(
    parts: Sequence[str], client_names: Set[str] = CLIENT_NAMES
) -> Iterator[str]:
    """Yield the parts of a method path that Python, the client or its resources reserve."""
    for index, part in enumerate(parts):
        is_used = part in METHOD_NAMES or (index == 0 and part in client_names)
        if is_used or keyword.iskeyword(part):
            yield part
