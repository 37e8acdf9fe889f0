"""Whatever stands wherever: a lenient build leaves it out or says why not, and places hold."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer, value_at
from generator.frontend.analyze import Analysis
from generator.frontend.validation import InvalidDocumentError
from generator.openapi.validation.validate import validate
from generator.source.load import Source, read_source
from generator.workflows.compile_client import ClientPlan, compile_client
from tests.cases.building import document_of
from tests.compiling import analyzed

VALUES: st.SearchStrategy[Json] = st.sampled_from(
    [
        *(None, 7, "text", [], {}, [7], {"a": 7}, True),
        *({"$ref": "#/nowhere"}, {"$ref": 7}, {"type": "heavy"}, {"name": 7}),
    ]
)
LENIENT = ClientOptions(lenient=True)
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


def leniently(tree: Json) -> Analysis:
    source = Source("a.json", json.dumps(tree), tree, "0" * 64, "json")
    return analyzed(source, LENIENT)


@settings(max_examples=60)
@given(st.data())
def test_any_error_is_left_out_or_told(data: st.DataObject) -> None:
    tree = data.draw(st.sampled_from(DOCUMENTS), "document")
    wrong = tree
    for _ in range(data.draw(st.integers(1, 3), "errors")):
        at = data.draw(st.sampled_from(list(places(wrong))), "at")
        wrong = with_value(wrong, at, data.draw(VALUES, "value"))
    before = copy.deepcopy(wrong)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.frontend.validation.ValidationProcess", Validation)
        is_wrong = any(each.severity == "error" for each in validate(wrong))
        try:
            ended = leniently(wrong)
        except InvalidDocumentError as error:
            told = error.diagnostics
            ended = None
    if ended is None:
        assert any(each.severity == "error" for each in told)
        return
    assert wrong == before
    client = compile_client(ended, ClientPlan("client"))
    assert not any(each.severity == "error" for each in client.diagnostics)
    assert bool(ended.omissions) >= is_wrong
    for each in ended.omissions:
        value_at(wrong, each.at)
    rest = ended.document.source.tree
    assert not any(each.severity == "error" for each in validate(rest))
    for file in client.files:
        if file.path.endswith(".py") and not file.path.startswith("_runtime/"):
            compile(file.content, file.path, "exec")


def test_a_document_without_errors_is_what_it_was() -> None:
    path = Path(document_of("references"))
    source = read_source(path)
    ended = analyzed(source, LENIENT)
    assert ended.document.source is source
    assert ended.omissions == ()
