"""The number of the first page, and the offset of the first item, as documented."""

from __future__ import annotations

import re

from generator.ir.constraints import Constraints
from generator.ir.page_shape import Parameter
from generator.lower.paging_evidence import words_of

_ONE_BASED = re.compile(
    r"\b(?:one|1)[ -](?:based|indexed)|\bstart(?:s|ing)? (?:at|from|with) (?:1|one)\b",
    re.IGNORECASE,
)
_ZERO_BASED = re.compile(
    r"\b(?:zero|0)[ -](?:based|indexed)|\bstart(?:s|ing)? (?:at|from|with) (?:0|zero)\b",
    re.IGNORECASE,
)


def first_number(parameter: Parameter) -> int | None:
    """The number of the first page; None if the document does not say."""
    constraints = parameter.constraints or Constraints()
    minimum = constraints.minimum
    if constraints.default in (0, 1):
        return 0 if constraints.default == 0 else 1
    if _ZERO_BASED.search(parameter.description or ""):
        return 0
    if _ONE_BASED.search(parameter.description or ""):
        return 1
    is_from_one = minimum is not None and minimum.value + minimum.is_exclusive == 1
    return 1 if is_from_one else None


def first_offset(parameter: Parameter) -> int:
    """The offset of the first page: 0 unless the document counts from 1."""
    constraints = parameter.constraints or Constraints()
    if constraints.default in (0, 1):
        return 0 if constraints.default == 0 else 1
    minimum = constraints.minimum
    if minimum is not None:
        return 1 if minimum.value == 1 else 0
    return 1 if words_of(parameter.name) == ("start", "index") else 0
