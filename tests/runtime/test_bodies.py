"""Which kind of body is sent, where the document has several."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime.http.uploads import UploadStream
from generator.runtime.operations.bodies import Json, JsonValue
from generator.runtime.operations.body_choice import encode_body
from generator.runtime.operations.endpoint import Endpoint
from generator.runtime.operations.form_bodies import Form
from generator.runtime.operations.multipart_bodies import Multipart
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.raw_bodies import Raw

KINDS = (
    Json("content", Parameter("flags", type="Int64String"), required=True),
    Multipart("content", Parameter("file", file=True)),
)


def encoded(arguments: dict[str, Any], *bodies: Any) -> tuple[Any, str] | None:
    return encode_body(bodies or KINDS, arguments, "")


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
    assert encode_body((), {"a": 1}, "") is None


def test_the_media_type_is_that_of_the_document() -> None:
    kind = "application/merge-patch+json"
    assert encoded({"a": 1}, Json("a", media_type=kind)) == (b'{"a":1}', kind)
    assert encoded({"a": [1]}, JsonValue("a", media_type=kind)) == (b"[1]", kind)
    # A document that leaves it empty says so.
    assert encoded({"a": b"x"}, Raw("a", "")) == (b"x", "")


def test_an_endpoint_has_one_kind_of_body_or_several_or_none() -> None:
    form = Form("a")
    assert Endpoint[None]("A", "POST", "/").bodies == ()
    assert Endpoint[None]("A", "POST", "/", body=form).bodies == (form,)
    assert Endpoint[None]("A", "POST", "/", body=(form, *KINDS)).bodies == (
        form,
        *KINDS,
    )
