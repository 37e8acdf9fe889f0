"""Property: a lenient build prunes any error or reports it, with existing locations."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import given
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
from tests.property_settings import examples

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
    """Validates in this process."""

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


def locations(value: Json, at: Pointer = _ROOT) -> Iterator[Pointer]:
    """All locations in a tree except for its root."""
    named = list(value.items()) if isinstance(value, dict) else []
    items = list(enumerate(value)) if isinstance(value, list) else []
    for name, inner in [*named, *items]:
        yield at / name
        yield from locations(inner, at / name)


def with_value(tree: Json, at: Pointer, value: Json) -> Json:
    result = copy.deepcopy(tree)
    outer = value_at(result, Pointer(at.tokens[:-1]))
    last = at.tokens[-1]
    outer[int(last) if isinstance(outer, list) else last] = value
    return result


def leniently(tree: Json) -> Analysis:
    source = Source("a.json", json.dumps(tree), tree, "0" * 64, "json")
    return analyzed(source, LENIENT)


@examples(20, with_slow=60)
@given(st.data())
def test_any_error_is_pruned_or_reported(data: st.DataObject) -> None:
    tree = data.draw(st.sampled_from(DOCUMENTS), "document")
    wrong = tree
    for _ in range(data.draw(st.integers(1, 3), "errors")):
        at = data.draw(st.sampled_from(list(locations(wrong))), "at")
        wrong = with_value(wrong, at, data.draw(VALUES, "value"))
    before = copy.deepcopy(wrong)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.frontend.validation.ValidationProcess", Validation)
        is_wrong = any(diagnostic.severity == "error" for diagnostic in validate(wrong))
        try:
            ended = leniently(wrong)
        except InvalidDocumentError as error:
            errors = error.diagnostics
            ended = None
    if ended is None:
        assert any(diagnostic.severity == "error" for diagnostic in errors)
        return
    assert wrong == before
    client = compile_client(ended, ClientPlan("client"))
    assert not any(diagnostic.severity == "error" for diagnostic in client.diagnostics)
    assert bool(ended.omissions) >= is_wrong
    for omission in ended.omissions:
        value_at(wrong, omission.at)
    rest = ended.document.source.tree
    assert not any(diagnostic.severity == "error" for diagnostic in validate(rest))
    for file in client.files:
        if file.path.endswith(".py") and not file.path.startswith("_runtime/"):
            compile(file.content, file.path, "exec")


def test_document_without_errors_is_unchanged() -> None:
    path = Path(document_of("references"))
    source = read_source(path)
    ended = analyzed(source, LENIENT)
    assert ended.document.source is source
    assert ended.omissions == ()
