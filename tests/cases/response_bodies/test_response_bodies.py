"""What a call gives: by the status of the answer, and by its media type."""

from __future__ import annotations

import json
import typing
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("status", "name"), [(200, "Job"), (201, "Created"), (204, None), (202, "Job")]
)
def test_the_status_tells_the_type(
    status: int,
    name: str | None,
    client: Any,
    operations: Any,
    models: Any,
    server: Server,
) -> None:
    server.answer({"id": "j1", "created": True}, status=status)
    answer = operations.post_job(client)
    assert type(answer) is (getattr(models, name) if name else type(None))


@pytest.mark.parametrize("name", ["get_range", "get_default"])
def test_a_range_of_statuses_and_the_default_count_as_well(
    name: str, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"id": "j1"}, status=206)
    assert getattr(operations, name)(client) == models.Job(id="j1")


def test_binary_answers_are_bytes(client: Any, operations: Any, server: Server) -> None:
    server.answer(b"%PDF\xff\x00", media_type="application/pdf")
    assert operations.get_report(client) == b"%PDF\xff\x00"
    assert server.last.headers["accept"] == "application/pdf"


def test_text_answers_are_text_in_the_character_set_they_name(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer("é;1".encode("latin-1"), media_type="text/csv; charset=iso-8859-1")
    assert operations.get_table(client) == "é;1"


def test_media_types_that_end_in_json_are_json(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer(5, media_type="application/vnd.count+json")
    assert operations.get_count(client) == 5


@pytest.mark.parametrize("answer", [[], "j1", None, 5])
def test_an_answer_of_another_kind_is_an_error_that_has_it(
    answer: Any, client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    server.answer(answer)
    with pytest.raises(client_package.ApiResponseError) as caught:
        operations.post_job(client)
    assert "POST" in str(caught.value)
    assert str(caught.value).endswith("expected an object")
    assert json.loads(caught.value.response.content) == answer


def test_an_object_in_a_range_of_media_types_is_json(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"id": "job_1"}, media_type="application/hal+json")
    assert operations.get_any_kind(client) == models.Job(id="job_1")
    server.answer(b"{}", status=203, media_type="application/zip")
    assert operations.get_any_kind(client) == b"{}"


def test_what_is_text_has_no_model(models: Any, inputs: Any) -> None:
    # The shape of the feed's XML is that of an answer in JSON, which alone is of a class.
    assert [each for each in dir(models) if "Feed" in each] == ["PutFeedResponse"]
    assert [each for each in dir(inputs) if "Feed" in each] == []


def test_an_answer_to_head_is_nothing(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer("text")
    assert operations.ping(client) is None
    assert server.last.method == "HEAD"


def test_the_function_is_annotated_with_all_that_it_gives(operations: Any) -> None:
    annotations = typing.cast(dict[str, str], operations.post_job.__annotations__)
    assert annotations["return"] == "Job | Created | None"
