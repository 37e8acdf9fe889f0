"""What the documents quote of codegen's messages, codegen can say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.core.codes import CODES
from tests.docs.markdown import DOCUMENTS, name_of

_QUOTED = re.compile(r"\b(error|warning)\[([\w-]+)\]")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_code_is_one_that_there_is_and_as_severe(document: Path) -> None:
    quoted = set(_QUOTED.findall(document.read_text("utf-8")))
    known = {(CODES[code].severity, code) for _, code in quoted if code in CODES}
    assert quoted - known == set()


def test_messages_are_quoted() -> None:
    texts = [document.read_text("utf-8") for document in DOCUMENTS]
    assert any(_QUOTED.search(text) for text in texts)
