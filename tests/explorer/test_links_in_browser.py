"""Forms, links and snippets send the bytes that the client's function sends."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.catalogue.documentation import plain_documentation
from generator.explorer.site import Site, SiteRequest
from generator.runtime.tools.bound_api import read_package_catalogue
from generator.runtime.tools.catalogue import Catalogue, CatalogueOperation
from tests.cases.building import CASES
from tests.catalogue.json_values import Values
from tests.catalogue.recorded_calls import recorded, tools_package_of
from tests.explorer.browsing import Tab
from tests.explorer.served import Explorer

Client = Callable[[str], ModuleType]
# Optional arguments left out; all given, with other alternatives of unions.
VALUES = [(False, 0), (True, 1)]


def run(snippet: str, package: ModuleType, client: Any) -> None:
    """Run a snippet with a client that is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "Client", lambda: client)
        exec(compile(snippet, "snippet", "exec"), {"print": lambda value: None})


def call(package: ModuleType, operation: CatalogueOperation, arguments: Any) -> Any:
    """Return what calls the function of an operation."""
    function = getattr(package.operations, operation.function)
    return lambda client: function(client, **arguments)


def sent(package: ModuleType, action: Callable[[Any], object]) -> Any:
    """What an action sends, or the type of its error if it sends nothing."""

    def ignoring_the_response(client: Any) -> None:
        # The transport returns the same response to every request.
        with suppress(package.ApiError):
            action(client)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return recorded(package, ignoring_the_response)
        except (TypeError, ValueError) as error:
            return type(error)


def without_files(operation: CatalogueOperation, arguments: Any) -> Any:
    return {
        name: value for name, value in arguments.items() if name not in operation.files
    }


@pytest.mark.parametrize("case", CASES)
def test_links_fill_forms_of_all_cases(
    case: str,
    client_with_tools: Client,
    explorer: Explorer,
    tab: Tab,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = client_with_tools(case)
    catalogue = read_package_catalogue(package)
    assert isinstance(catalogue, Catalogue)
    documentation = plain_documentation(catalogue)
    explorer.show(Site(SiteRequest(catalogue, documentation, tools_package_of(case))))
    (tmp_path / "upload.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    for operation in catalogue.operations:
        url = f"{explorer.url}/operations/{operation.tool}.html"
        seen: list[Any] = []
        for is_filled, alternative in VALUES:
            values = Values(catalogue.inputs, is_filled, alternative=alternative)
            arguments = without_files(operation, values.arguments(operation))
            if arguments in seen:
                continue
            seen.append(arguments)
            tab.visit(url, arguments)
            assert tab.arguments() == arguments, operation.key
            expected = sent(package, call(package, operation, arguments))
            for style in ("function", "method"):
                snippet = tab.snippet(style)
                found = sent(package, partial(run, snippet, package))
                assert found == expected, (operation.key, snippet)
    assert tab.complaints == []
