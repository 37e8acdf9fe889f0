"""Deprecated operations, arguments and fields keep working and are documented as deprecated."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.cases.serving import Server


def test_deprecated_function_docstring(
    operations: Any,
) -> None:
    doc = inspect.getdoc(operations.post_old) or ""
    assert doc.startswith("Makes an old thing.\n\nUse the new way.")
    assert "style: Deprecated. Has no effect." in doc
    assert "mode: Deprecated." in doc
    assert "colour: Deprecated. It is always grey." in doc


def test_deprecated_class_docstring(models: Any) -> None:
    assert models.Old.__doc__ == "Deprecated. A thing of yesterday."
    source = inspect.getsource(models.Old)
    assert '"""Deprecated. How much of it."""' in source
    assert '"""Deprecated."""' in source


def test_deprecated_function_warns(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"rust": 3})
    with pytest.warns(DeprecationWarning, match="POST /old is deprecated") as caught:
        assert operations.post_old(client, style="plain", colour="grey").rust == 3
    assert server.last.query == "style=plain"
    assert caught[0].filename == __file__
