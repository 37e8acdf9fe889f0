"""Which kind of body is sent, where the document has several."""

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

KINDS = (
    Json("content", Parameter("flags", type="Int64String"), required=True),
    Multipart("content", Parameter("file", file=True)),
)


def encoded(arguments: dict[str, Any], *bodies: Any) -> tuple[Any, str] | None:
    kinds = bodies or KINDS
    body = kinds[0] if len(kinds) == 1 else BodyChoice(*kinds)
    encoded: tuple[Any, str] | None = body.encode_given(arguments, "")
    return encoded


def test_the_first_kind_that_takes_all_that_was_given_is_sent() -> None:
    assert encoded({"content": "hi", "flags": 5}) == (
        b'{"content":"hi","flags":"5"}',
        "application/json",
    )
    form = encoded({"content": "hi", "file": b"x"})
    assert form is not None
    assert isinstance(form[0], UploadStream)
    assert form[1].startswith("multipart/form-data; boundary=")


def test_arguments_of_different_kinds_do_not_go_together() -> None:
    with pytest.raises(TypeError, match="these arguments together: flags, file"):
        encoded({"flags": 5, "file": b"x"})


def test_arguments_that_are_no_part_of_a_body_do_not_matter() -> None:
    assert encoded({"limit": 5, "content": ""}) is not None


def test_a_body_that_must_be_there_is_there() -> None:
    assert encoded({}) == (b"{}", "application/json")
    assert encoded({}, Json("a")) is None
    assert encoded({}, Form("a")) is None
    assert encoded({}, Form("a", required=True)) == (
        b"",
        "application/x-www-form-urlencoded",
    )
    assert encoded({}, JsonValue("a"), Raw("b", "text/plain")) is None


def test_the_media_type_is_that_of_the_document() -> None:
    kind = "application/merge-patch+json"
    assert encoded({"a": 1}, Json("a", media_type=kind)) == (b'{"a":1}', kind)
    assert encoded({"a": [1]}, JsonValue("a", media_type=kind)) == (b"[1]", kind)
    # A document that leaves it empty says so.
    assert encoded({"a": b"x"}, Raw("a", "")) == (b"x", "")


def test_argument_chooses_media_type() -> None:
    choice = BodyChoice(Form("a"), Json("a"), chosen_by="media_type")
    json = {"a": 1, "media_type": "application/json"}
    assert choice.encode_given(json, "") == (b'{"a":1}', "application/json")
    assert choice.encode_given({"a": 1}, "") == (
        b"a=1",
        "application/x-www-form-urlencoded",
    )
    with pytest.raises(ValueError, match="'text/csv' is no media type of this body"):
        choice.encode_given({"a": 1, "media_type": "text/csv"}, "")


def test_chosen_media_type_is_sent_even_if_empty() -> None:
    choice = BodyChoice(Form("a"), Json("a"), chosen_by="media_type")
    assert choice.encode_given({}, "") is None
    chosen = choice.encode_given({"media_type": "application/json"}, "")
    assert chosen == (b"{}", "application/json")
