"""Diagnostic codes quoted in the documents exist and have that severity."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.core.codes import CODES
from tests.docs.markdown import DOCUMENTS, name_of

_QUOTED = re.compile(r"\b(error|warning)\[([\w-]+)\]")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_quoted_codes_exist_with_that_severity(document: Path) -> None:
    quoted = set(_QUOTED.findall(document.read_text("utf-8")))
    known = {(CODES[code].severity, code) for _, code in quoted if code in CODES}
    assert quoted - known == set()


def test_documents_quote_codes() -> None:
    contents = [document.read_text("utf-8") for document in DOCUMENTS]
    assert any(_QUOTED.search(content) for content in contents)
