"""Is this an OpenAPI document as the specification wants it? Every error, with its place."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence

from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import validator_for

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.locations import document_order, encloses, written_at
from generator.openapi.validation.messages import (
    diagnostics_of,
    format_diagnostic,
    rule_diagnostics,
)
from generator.openapi.validation.references import (
    FOLLOW_UPS,
    check_references,
    without_references,
)
from generator.openapi.validation.rules import StructureError
from generator.openapi.validation.versions import (
    rule_errors,
    structure_errors,
    structure_schema,
)

_SUPPORTED = re.compile(r"3\.[012]\.\d+(-.+)?")
# Fields of the root whose members can be looked at one by one; all but the first are Swagger's.
_SECTIONS = ("paths", "definitions", "parameters", "responses")
_SWAGGER = re.compile(r"2\.0")
_SHORT = re.compile(r"3\.[012]")


def openapi_version(tree: Mapping[str, Json]) -> str:
    """The `openapi` field (OpenAPI 3.1.1, section 4.8.1), known to be 3.0.x to 3.2.x, or `swagger`.

    The latter is known to be 2.0.

    Raises:
        DocumentError: there is none, or it says something else; one diagnostic.
    """
    version = tree.get("openapi", tree.get("swagger"))
    supported = _SUPPORTED if "openapi" in tree else _SWAGGER
    if isinstance(version, str) and supported.fullmatch(version):
        return version
    raise DocumentError([_version_problem(tree)])


def validate(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    """All that is wrong with the document `tree`, in the document's order; nothing if it is valid.

    A valid document may still get warnings, about what is allowed but most likely a slip.
    """
    with warnings.catch_warnings():
        # What Python thinks of a document's regular expressions is told in other ways.
        warnings.simplefilter("ignore")
        return _validated(tree)


def _validated(tree: Mapping[str, Json]) -> tuple[Diagnostic, ...]:
    try:
        version = openapi_version(tree)
    except DocumentError as error:
        return error.diagnostics
    references = check_references(tree)
    broken = {each.at for each in references}
    structure = tuple(
        each
        for each in _structure_diagnostics(tree, version)
        # What is in the place of a broken reference is not known to be wrong.
        if each.at is None or not {each.at, each.at / "$ref"} & broken
    )
    found = [*structure, *references]
    # The rules follow references, so they are shown a document in which all lead somewhere.
    mended = without_references(tree, references)
    follow_ups = FOLLOW_UPS if references else frozenset[str]()
    for each in _rule_diagnostics(mended, version, tuple(found)):
        if each.code not in follow_ups:
            found.append(each)
    order = document_order(tree)
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order(each.at)))


def _version_problem(tree: Mapping[str, Json]) -> Diagnostic:
    if "openapi" not in tree and "swagger" in tree:
        version = tree["swagger"]
        return Diagnostic(
            "unsupported-version",
            f"Swagger {version!s:.40} is not supported; codegen reads 2.0 and OpenAPI 3",
            Pointer(("swagger",)),
            (
                "write it as text: swagger: '2.0'"
                if version == 2.0
                else "convert it to OpenAPI 3 first"
            ),
        )
    if "openapi" not in tree:
        return Diagnostic(
            "not-openapi",
            "this is no OpenAPI document: the field 'openapi' is missing",
            Pointer(),
            "an OpenAPI document starts with, for example, openapi: 3.1.0",
        )
    version = tree["openapi"]
    hint = (
        f"write the whole version as text: openapi: '{version}.0'"
        if _SHORT.fullmatch(str(version))
        else None
    )
    message = f"OpenAPI {version!s:.40} is not supported; codegen reads 3.0.x, 3.1.x and 3.2.x"
    return Diagnostic("unsupported-version", message, Pointer(("openapi",)), hint)


def _structure_diagnostics(
    tree: Mapping[str, Json], version: str
) -> tuple[Diagnostic, ...]:
    """What the specification's JSON Schema finds.

    The fast validator says of alternatives only that none fits. Where it finds errors, jsonschema
    itself looks at the parts that have them, because it says how near each alternative came; what
    only the fast one knows are some formats.
    """
    try:
        errors = list(structure_errors(tree, version))
        if not errors:
            return ()
        schema = structure_schema(version)
        explaining = validator_for(schema)(schema, format_checker=FormatChecker())
        failing = _failing_parts(tree, [each.at.tokens for each in errors])
        explained = list(explaining.iter_errors(failing))
        places = [_pointer(error) for error in explained]
        return (
            *(
                diagnostic
                for error in explained
                for diagnostic in diagnostics_of(error, _pointer(error))
            ),
            *(
                format_diagnostic(error)
                for error in _innermost(errors)
                if not any(encloses(place, error.at) for place in places)
            ),
        )
    except Exception as error:
        return (_gave_up(error),)


def _innermost(errors: Sequence[StructureError]) -> Iterator[StructureError]:
    """Those that are not only about something inside, of which there is an error as well."""
    places = {each.at.tokens for each in errors}
    around = {place[:length] for place in places for length in range(len(place))}
    return (each for each in errors if each.at.tokens not in around)


def _pointer(error: ValidationError) -> Pointer:
    return Pointer(tuple(str(token) for token in error.absolute_path))


def _failing_parts(
    tree: Mapping[str, Json], paths: Sequence[Sequence[str]]
) -> Mapping[str, Json]:
    """`tree` without the members of `paths` and of the components that no error is in."""
    failing = dict(tree)
    for name in _SECTIONS:
        failing[name] = _failing_members(tree.get(name), [name], paths)
    components = tree.get("components")
    if isinstance(components, Mapping):
        failing["components"] = {
            name: _failing_members(each, ["components", name], paths)
            for name, each in components.items()
        }
    return {name: each for name, each in failing.items() if name in tree}


def _failing_members(
    members: Json, place: Sequence[str], paths: Sequence[Sequence[str]]
) -> Json:
    depth = len(place)
    inside = [path for path in paths if list(path[:depth]) == list(place)]
    if not isinstance(members, Mapping) or any(len(path) == depth for path in inside):
        return members
    names = {path[depth] for path in inside}
    return {name: each for name, each in members.items() if name in names}


def _rule_diagnostics(
    tree: Mapping[str, Json], version: str, known: Sequence[Diagnostic]
) -> Iterator[Diagnostic]:
    """What the rules find, except about a place of which `known` has an error already.

    The rules trust the structure and the references, and break where these are wrong; then they
    said what they could.
    """
    errors = tuple(each for each in known if each.is_error)
    is_wrong = bool(errors)
    try:
        for error in rule_errors(tree, version):
            at = written_at(tree, error.absolute_path)
            for found in rule_diagnostics(error, at):
                if not any(encloses(each.at, found.at) for each in errors):
                    is_wrong |= found.is_error
                    yield found
    except Exception as error:
        if not is_wrong:
            yield _gave_up(error)


def _gave_up(error: Exception) -> Diagnostic:
    if isinstance(error, RecursionError):
        message = "the document nests too deeply to be validated"
    else:
        message = f"the validator gave up: {type(error).__name__}: {error!s:.200}"
    return Diagnostic("validator-failed", message)
