"""Every operation of tests/cases: calls with what its schema accepts send the right bytes."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.runtime.tools.catalogue import Catalogue, CatalogueOperation
from generator.runtime.tools.check_arguments import check_arguments
from tests.cases.building import CASES
from tests.catalogue.json_values import Values
from tests.catalogue.python_values import python_arguments
from tests.catalogue.recorded_calls import recorded

Client = Callable[[str], ModuleType]
# Optional arguments left out, then all given, with each alternative of a union.
_VALUES = [(False, 0), (True, 0), (True, 1), (True, 2)]
# A client cannot infer the boundary of a file that is `multipart/mixed` itself.
_NOT_CALLABLE = {("multipart_encodings", "postMixed")}
# One value of each JSON type, and containers that are not empty.
_WRONG: list[Any] = [None, True, 7, 1.5, "text", [], [{}], {}, {"a": 1}]
# Arguments with an `int64` string: they take an integer, but decoding expects a string of digits.
_NOT_DECODED = {"cursor", "serial", "linked", "history"}


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """A folder with a file to upload."""
    (tmp_path / "upload.png").write_bytes(b"\x89PNG")
    return tmp_path


def _tools(package: ModuleType) -> list[Any]:
    agent = package.tools.SyncAgent()
    agent.register_api(
        "api", client=package.Client(package.Anonymous(), base_url="http://127.0.0.1:1")
    )
    return list(agent.tools)


def _validator(
    operation: CatalogueOperation, catalogue: Catalogue
) -> Draft202012Validator:
    schema = {
        **_relocated(operation.arguments),
        "$defs": _relocated(dict(catalogue.inputs)),
    }
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _relocated(schema: Any) -> Any:
    """Make references to definitions local to a schema that contains them."""
    if isinstance(schema, list):
        return [_relocated(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {
        name: (
            f"#/$defs/{value[2:]}"
            if name == "$ref"
            else (
                value
                if name in ("const", "enum", "default", "examples")
                else _relocated(value)
            )
        )
        for name, value in schema.items()
    }


def _examples(tool: Any) -> Iterator[dict[str, Any]]:
    for is_filled, alternative in _VALUES:
        values = Values(tool.catalogue.inputs, is_filled, alternative=alternative)
        yield values.arguments(tool.operation)


@pytest.mark.parametrize("case", CASES)
def test_schemas_accept_generated_arguments(
    case: str, client_with_tools: Client
) -> None:
    for tool in _tools(client_with_tools(case)):
        operation, catalogue = tool.operation, tool.catalogue
        validator = _validator(operation, catalogue)
        for arguments in _examples(tool):
            assert list(validator.iter_errors(arguments)) == []
            assert check_arguments(arguments, operation, catalogue.inputs) == []


@pytest.mark.parametrize("case", CASES)
def test_calls_send_the_bytes_of_the_function(
    case: str, client_with_tools: Client, uploads: Path
) -> None:
    package = client_with_tools(case)
    for tool in _tools(package):
        sent = [
            _compare_calls(package, tool, arguments, uploads)
            for arguments in _examples(tool)
        ]
        if (case, tool.operation.key) not in _NOT_CALLABLE:
            # Minimal, and filled.
            assert sent[0], tool.name
            assert any(sent[1:]), tool.name


def _compare_calls(
    package: ModuleType, tool: Any, arguments: dict[str, Any], uploads: Path
) -> bool:
    """Compare what an agent and the function send; return whether they send anything."""
    operation = tool.operation
    results: list[Any] = []

    def call_tool(client: Any) -> None:
        agent = package.tools.SyncAgent(
            upload_folders=[uploads], download_folder=uploads / "downloads"
        )
        agent.register_api("api", client=client)
        results.append(agent.call_tool(tool.name, arguments))

    def call_function(client: Any, values: Mapping[str, Any]) -> None:
        try:
            value = getattr(package.operations, operation.function)(client, **values)
            if operation.is_stream:
                list(value)
        except (TypeError, ValueError, package.ApiError):
            # The response is not the operation's; and some styles reject some characters.
            pass

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        sent = recorded(package, call_tool)
        values = _with_files(operation, arguments, uploads)
        assert sent == recorded(package, lambda client: call_function(client, values))
        if sent:
            decoded = python_arguments(package, operation, values)
            for name in _NOT_DECODED & values.keys():
                decoded[name] = values[name]
            assert sent == recorded(
                package, lambda client: call_function(client, decoded)
            )
    [result] = results
    assert sent or result.error.kind == "arguments"
    return bool(sent)


def _with_files(
    operation: CatalogueOperation, arguments: Mapping[str, Any], folder: Path
) -> dict[str, Any]:
    def opened(value: Any) -> Any:
        if isinstance(value, list):
            return [folder / name for name in value]
        return folder / value

    return {
        name: opened(value) if name in operation.files else value
        for name, value in arguments.items()
    }


@pytest.mark.parametrize("case", CASES)
def test_misspelt_names_are_rejected(case: str, client_with_tools: Client) -> None:
    for tool in _tools(client_with_tools(case)):
        operation, catalogue = tool.operation, tool.catalogue
        validator = _validator(operation, catalogue)
        for arguments in _examples(tool):
            for path, misspelt in _misspelt(arguments):
                is_valid = validator.is_valid(misspelt)
                problems = check_arguments(misspelt, operation, catalogue.inputs)
                assert is_valid == (not problems), path
                if len(path) == 0:
                    assert [problem.path for problem in problems] == ["misspelt_"]


def _misspelt(value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the path to each object in a value, and the value with a further name in it."""
    for path in _objects(value, ()):
        changed = deepcopy(value)
        holder = changed
        for key in path:
            holder = holder[key]
        holder["misspelt_"] = 1
        yield path, changed


def _objects(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        yield path
        for name, member in value.items():
            yield from _objects(member, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _objects(item, (*path, index))


@pytest.mark.parametrize("case", CASES)
def test_wrong_types_are_judged_as_by_json_schema(
    case: str, client_with_tools: Client
) -> None:
    for tool in _tools(client_with_tools(case)):
        operation, catalogue = tool.operation, tool.catalogue
        validator = _without_bounds(_validator(operation, catalogue))
        for arguments in _examples(tool):
            for name in arguments:
                for wrong in _WRONG:
                    changed = {**arguments, name: wrong}
                    problems = check_arguments(changed, operation, catalogue.inputs)
                    combined = any(not problem.path for problem in problems)
                    assert combined or validator.is_valid(changed) == (not problems), (
                        tool.name,
                        changed,
                        problems,
                    )


def _without_bounds(validator: Draft202012Validator) -> Draft202012Validator:
    bounds = {
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "maxItems", "uniqueItems"),
        *("minProperties", "maxProperties"),
    }

    def without(schema: Any, is_schema: bool = True) -> Any:
        if isinstance(schema, list):
            return [without(item) for item in schema]
        if not isinstance(schema, dict):
            return schema
        is_tuple = "prefixItems" in schema
        return {
            name: without(value, name not in ("properties", "$defs"))
            for name, value in schema.items()
            if not is_schema
            or (name not in bounds and (is_tuple or name != "minItems"))
        }

    return Draft202012Validator(without(validator.schema))
