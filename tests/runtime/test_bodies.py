"""Serialize and choose request bodies."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime.http.uploads import UploadStream
from generator.runtime.operations.bodies import Json, JsonValue
from generator.runtime.operations.body_choice import BodyChoice
from generator.runtime.operations.form_bodies import Form
from generator.runtime.operations.multipart_bodies import Multipart
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.raw_bodies import Raw

# The package whose models define the formats that parameters name.
PACKAGE = "tests.runtime.little_client"
KINDS = (
    Json("content", Parameter("flags", type="Int64String"), required=True),
    Multipart("content", Parameter("file", file=True)),
)


def encoded(arguments: dict[str, Any], *bodies: Any) -> tuple[Any, str] | None:
    kinds = bodies or KINDS
    body = kinds[0] if len(kinds) == 1 else BodyChoice(*kinds)
    encoded: tuple[Any, str] | None = body.encode_given(arguments, PACKAGE)
    return encoded


def test_body_choice_first_accepting_body() -> None:
    assert encoded({"content": "hi", "flags": 5}) == (
        b'{"content":"hi","flags":"5"}',
        "application/json",
    )
    form = encoded({"content": "hi", "file": b"x"})
    assert form is not None
    assert isinstance(form[0], UploadStream)
    assert form[1].startswith("multipart/form-data; boundary=")


def test_body_choice_incompatible_arguments() -> None:
    with pytest.raises(TypeError, match="these arguments together: flags, file"):
        encoded({"flags": 5, "file": b"x"})


def test_body_ignores_other_arguments() -> None:
    assert encoded({"limit": 5, "content": ""}) is not None


def test_required_body_is_sent_empty() -> None:
    assert encoded({}) == (b"{}", "application/json")
    assert encoded({}, Json("a")) is None
    assert encoded({}, Form("a")) is None
    assert encoded({}, Form("a", required=True)) == (
        b"",
        "application/x-www-form-urlencoded",
    )
    assert encoded({}, JsonValue("a"), Raw("b", "text/plain")) is None


def test_media_type_of_document() -> None:
    kind = "application/merge-patch+json"
    assert encoded({"a": 1}, Json("a", media_type=kind)) == (b'{"a":1}', kind)
    assert encoded({"a": [1]}, JsonValue("a", media_type=kind)) == (b"[1]", kind)
    # A document can declare an empty media type.
    assert encoded({"a": b"x"}, Raw("a", "")) == (b"x", "")


def test_body_choice_by_media_type_argument() -> None:
    choice = BodyChoice(Form("a"), Json("a"), chosen_by="media_type")
    json = {"a": 1, "media_type": "application/json"}
    assert choice.encode_given(json, "") == (b'{"a":1}', "application/json")
    assert choice.encode_given({"a": 1}, "") == (
        b"a=1",
        "application/x-www-form-urlencoded",
    )
    with pytest.raises(ValueError, match="cannot be sent as 'text/csv'; use one of"):
        choice.encode_given({"a": 1, "media_type": "text/csv"}, "")


def test_body_choice_by_media_type_sends_empty_body() -> None:
    choice = BodyChoice(Form("a"), Json("a"), chosen_by="media_type")
    assert choice.encode_given({}, "") is None
    chosen = choice.encode_given({"media_type": "application/json"}, "")
    assert chosen == (b"{}", "application/json")
