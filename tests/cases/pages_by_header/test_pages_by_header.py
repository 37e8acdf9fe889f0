"""Paging by the header `Link`, of lists in objects and of lists that are the whole response."""

from __future__ import annotations

import asyncio
import copy
import pickle
from typing import Any

import pytest

from tests.cases.serving import Server


def repos(*ids: int) -> list[dict[str, int]]:
    return [{"id": id_} for id_ in ids]


def answer_two_pages(server: Server) -> None:
    links = (
        f'<{server.url}/orgs/a/repos?page=1>; rel="prev first", '
        f'<{server.url}/organizations/7/repos?page=2&q=a,b>; title="x; rel=y"; rel=next'
    )
    server.answer(repos(1, 2), headers={"Link": links})
    server.answer(repos(3), headers={"Link": f'<{server.url}/>; rel="first"'})


def test_iteration_over_list_continues_with_next_pages(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    answer_two_pages(server)
    found = list(operations.list_repos(client, "a", per_page=2))
    assert found == [models.Repo(id=id_) for id_ in (1, 2, 3)]
    assert [(request.path, request.query) for request in server.requests] == [
        ("/orgs/a/repos", "per_page=2"),
        ("/organizations/7/repos", "page=2&q=a,b"),
    ]


def test_page_of_list_is_a_list(client: Any, models: Any, server: Server) -> None:
    answer_two_pages(server)
    page: Any = client.orgs.repos.list("a")
    assert issubclass(type(page), list)
    assert page == [models.Repo(id=1), models.Repo(id=2)]
    assert (len(page), page[0].id, page[-1].id, bool(page)) == (2, 1, 2, True)
    assert models.Repo(id=2) in page
    assert [repo.id for repo in page[:]] == [1, 2]
    for same in (
        copy.copy(page),
        copy.deepcopy(page),
        pickle.loads(pickle.dumps(page)),
    ):
        assert same == page
        assert [repo.id for repo in same] == [1, 2]
        with pytest.raises(TypeError, match="this ListPage cannot fetch other pages"):
            same.get_next_page()
    assert len(server.requests) == 1
    following = page.get_next_page()
    assert [repo.id for repo in following[:]] == [3]
    assert following.get_next_page() is None


def test_copying_list_fetches_all_pages(client: Any, server: Server) -> None:
    answer_two_pages(server)
    page = client.orgs.repos.list("a")
    assert [repo.id for repo in sorted(page, key=lambda repo: -repo.id)] == [3, 2, 1]
    assert type(page[:]) is list


def test_raw_response_of_list(client: Any, operations: Any, server: Server) -> None:
    answer_two_pages(server)
    response = client.raw(operations.list_repos, "a")
    assert "rel=next" in response.headers["link"]
    assert [repo.id for repo in response.value.auto_paging()] == [1, 2, 3]


def test_list_in_object(client: Any, operations: Any, server: Server) -> None:
    link = {"Link": '</orgs/a/runs?page=2>; rel="next"'}
    server.answer({"total_count": 2, "runs": repos(1)}, headers=link)
    server.answer({"total_count": 2, "runs": repos(2)})
    assert [run.id for run in operations.list_runs(client, "a")] == [1, 2]
    assert server.last.query == "page=2"


def test_link_to_other_server_is_error(client: Any, server: Server) -> None:
    link = {"Link": '<https://elsewhere.test/>; rel="next"'}
    server.answer(repos(1), headers=link)
    items = iter(client.orgs.repos.list("a"))
    assert next(items).id == 1
    with pytest.raises(Exception, match="on another server"):
        next(items)


def test_list_without_documented_header_is_plain(client: Any, server: Server) -> None:
    server.answer(["x"], headers={"Link": f'<{server.url}/y>; rel="next"'})
    assert type(client.topics.list()) is list


def test_async_iteration_of_list(client_package: Any, server: Server) -> None:
    async def run() -> None:
        async with client_package.AsyncClient(base_url=server.url) as client:
            answer_two_pages(server)
            assert [repo.id async for repo in client.orgs.repos.list("a")] == [1, 2, 3]
            answer_two_pages(server)
            page = await client.orgs.repos.list("a")
            # An awaited page cannot fetch others in a plain loop: it is the list that came.
            assert [repo.id for repo in page] == [1, 2]
            assert [repo.id async for repo in page] == [1, 2, 3]

    asyncio.run(run())
