"""Whatever stands wherever: a lenient build leaves it out or says why not, and places hold."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.attempt import Attempt, BuildError, attempt
from generator.compile import Compilation, Plan, compile_client
from generator.diagnostics import Diagnostic, Diagnostics
from generator.json_value import Json
from generator.leniency import Remaining
from generator.load import Source, read_source
from generator.pointer import Pointer, value_at
from generator.spec.validate import validate
from tests.cases.building import document_of
from tests.property_settings import examples

VALUES: st.SearchStrategy[Json] = st.sampled_from(
    [
        *(None, 7, "text", [], {}, [7], {"a": 7}, True),
        *({"$ref": "#/nowhere"}, {"$ref": 7}, {"type": "heavy"}, {"name": 7}),
    ]
)
_ROOT = Pointer()
DOCUMENTS = [
    read_source(document_of(case)).tree
    for case in ("references", "unions_by_discriminator", "form_body", "webhooks")
]


class Validation:
    """What validates, without a process of its own."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @classmethod
    def start(cls, source: Source) -> Validation:
        return cls(source)

    def result(self) -> tuple[Diagnostic, ...]:
        return validate(self._source.tree)

    def __enter__(self) -> Validation:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass


def places(value: Json, at: Pointer = _ROOT) -> Iterator[Pointer]:
    """All places of a tree but its root."""
    named = list(value.items()) if isinstance(value, dict) else []
    items = list(enumerate(value)) if isinstance(value, list) else []
    for name, inner in [*named, *items]:
        yield at / name
        yield from places(inner, at / name)


def with_value(tree: Json, at: Pointer, value: Json) -> Json:
    result = copy.deepcopy(tree)
    outer = value_at(result, Pointer(at.tokens[:-1]))
    last = at.tokens[-1]
    outer[int(last) if isinstance(outer, list) else last] = value
    return result


def leniently(tree: Json) -> Attempt[Compilation]:
    source = Source("a.json", json.dumps(tree), tree, "0" * 64, "json")

    def make(remaining: Remaining, diagnostics: Diagnostics) -> Compilation:
        return compile_client(
            remaining.source, Plan("client"), diagnostics, lambda stage: None
        )

    return attempt(source, (), make, is_lenient=True)


@examples(20, with_slow=60)
@given(st.data())
def test_any_error_is_left_out_or_told(data: st.DataObject) -> None:
    tree = data.draw(st.sampled_from(DOCUMENTS), "document")
    wrong = tree
    for _ in range(data.draw(st.integers(1, 3), "errors")):
        at = data.draw(st.sampled_from(list(places(wrong))), "at")
        wrong = with_value(wrong, at, data.draw(VALUES, "value"))
    before = copy.deepcopy(wrong)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.attempt.ValidationProcess", Validation)
        is_wrong = any(each.severity == "error" for each in validate(wrong))
        try:
            ended = leniently(wrong)
        except BuildError as error:
            told = error.diagnostics
            ended = None
    if ended is None:
        assert any(each.severity == "error" for each in told)
        return
    assert wrong == before
    assert not any(each.severity == "error" for each in ended.found)
    assert bool(ended.left_out) >= is_wrong
    for each in ended.left_out:
        value_at(wrong, each.at)
    rest = ended.remaining.source.tree
    assert not any(each.severity == "error" for each in validate(rest))
    for file in ended.made.files:
        if file.path.endswith(".py") and not file.path.startswith("_runtime/"):
            compile(file.content, file.path, "exec")


def test_a_document_without_errors_is_what_it_was() -> None:
    path = Path(document_of("references"))
    source = read_source(path)
    ended = attempt(
        source, (), lambda remaining, noted: remaining.source, is_lenient=True
    )
    assert ended.made is source
    assert ended.left_out == ()
