"""What a user declares of an API, where its document does not say it or says it otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.ir.api import Operation
from generator.ir.http import LastItem, NextUrl, Paging, Token
from generator.ir.paging import answer_record, lists_of, queries_of
from generator.ir.types import Definition, Record, TypeId


def check_paging(
    operation: Operation,
    paging: Paging,
    definitions: Mapping[TypeId, Definition],
    diagnostics: Diagnostics,
) -> bool:
    """Whether an operation can page as declared; notes why not.

    The list of items must be in the document, because the type of its items is; of the other
    properties a document may know nothing.
    """
    problems = list(_problems(operation, paging, definitions))
    for problem in problems:
        diagnostics.error(
            "configuration",
            f"`paging.{operation.key}` does not fit: {problem}",
            operation.at,
            "correct the configuration, or leave it out",
        )
    return not problems


def _problems(
    operation: Operation, paging: Paging, definitions: Mapping[TypeId, Definition]
) -> Iterator[str]:
    answer = answer_record(operation, definitions)
    record = definitions[answer].type if answer is not None else None
    if not isinstance(record, Record):
        yield "the answer is not one object with fixed properties"
    elif paging.items not in lists_of(record, definitions):
        yield f"the answer has no list {paging.items!r}"
    queries = queries_of(operation)
    for name in _parameters(paging):
        if name not in queries:
            yield f"the operation takes no query parameter {name!r}"


def _parameters(paging: Paging) -> tuple[str, ...]:
    match paging:
        case LastItem(cursor=cursor, reverse=reverse):
            return (cursor,) if reverse is None else (cursor, reverse)
        case Token(parameter=parameter):
            return (parameter,)
        case NextUrl():
            return ()
