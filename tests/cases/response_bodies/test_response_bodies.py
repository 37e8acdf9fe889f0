"""Return values by status code and media type."""

from __future__ import annotations

import json
import typing
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("status", "name"), [(200, "Job"), (201, "Created"), (204, None), (202, "Job")]
)
def test_type_by_status(
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
def test_type_by_status_range_and_default(
    name: str, client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"id": "j1"}, status=206)
    assert getattr(operations, name)(client) == models.Job(id="j1")


def test_binary_response(client: Any, operations: Any, server: Server) -> None:
    server.answer(b"%PDF\xff\x00", media_type="application/pdf")
    assert operations.get_report(client) == b"%PDF\xff\x00"
    assert server.last.headers["accept"] == "application/pdf"


def test_text_response_charset(client: Any, operations: Any, server: Server) -> None:
    server.answer("é;1".encode("latin-1"), media_type="text/csv; charset=iso-8859-1")
    assert operations.get_table(client) == "é;1"


def test_json_suffix_media_type(client: Any, operations: Any, server: Server) -> None:
    server.answer(5, media_type="application/vnd.count+json")
    assert operations.get_count(client) == 5


@pytest.mark.parametrize("answer", [[], "j1", None, 5])
def test_response_of_other_type_is_error(
    answer: Any, client: Any, operations: Any, server: Server, client_package: Any
) -> None:
    server.answer(answer)
    with pytest.raises(client_package.ApiResponseError) as caught:
        operations.post_job(client)
    assert "POST" in str(caught.value)
    assert str(caught.value).endswith("expected an object")
    assert json.loads(caught.value.response.content) == answer


def test_media_range_of_object_is_json(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"id": "job_1"}, media_type="application/hal+json")
    assert operations.get_any_kind(client) == models.Job(id="job_1")
    server.answer(b"{}", status=203, media_type="application/zip")
    assert operations.get_any_kind(client) == b"{}"


def test_text_response_has_no_model(models: Any, inputs: Any) -> None:
    # The XML feed has the schema of a JSON response; only the latter becomes a class.
    assert [name for name in dir(models) if "Feed" in name] == ["PutFeedResponse"]
    assert [name for name in dir(inputs) if "Feed" in name] == []


def test_head_response(client: Any, operations: Any, server: Server) -> None:
    server.answer("text")
    assert operations.ping(client) is None
    assert server.last.method == "HEAD"


def test_return_annotations(operations: Any) -> None:
    annotations = typing.cast(dict[str, str], operations.post_job.__annotations__)
    assert annotations["return"] == "Job | Created | None"
