"""Diagnostics about a converted document are relocated to the Swagger 2.0 document."""

from __future__ import annotations

from generator.core.diagnostics import Diagnostics
from generator.core.pointer import Pointer
from generator.openapi.swagger2 import convert_swagger2
from generator.source.load import origin_of
from tests.upgrade.swagger import document, operation, source


def test_origins_of_converted_values() -> None:
    tree = document(
        definitions={"A": {"discriminator": "k"}},
        parameters={"b": {"in": "body", "name": "b", "schema": {"title": "t"}}},
    )
    post = operation({"$ref": "#/parameters/b"}, {"in": "query", "name": "q"})
    given, _ = convert_swagger2(source({**tree, "paths": post["paths"]}), Diagnostics())

    def written(text: str) -> str:
        return str(origin_of(given, Pointer.parse(text)).at)

    of_post = "#/paths/~1a/post"
    media = f"{of_post}/requestBody/content/application~1json"
    assert written("#/components/schemas/A/title") == "#/definitions/A/title"
    assert written(f"{media}/schema/title") == "#/parameters/b/schema/title"
    assert written(f"{of_post}/parameters/0/name") == f"{of_post}/parameters/1/name"


def test_diagnostics_are_relocated() -> None:
    diagnostics = Diagnostics()
    tree = document(definitions={"A": {"discriminator": "k"}})
    _, noted = convert_swagger2(source(tree), diagnostics)
    at = Pointer(("components", "schemas", "A", "discriminator", "propertyName"))
    noted.warning("c", "m", at)
    noted.error("c", "m", None)
    noted.error("c", "m", Pointer(("components", "nothing")), "h")
    assert [item.at and str(item.at) for item in diagnostics] == [
        "#/definitions/A/discriminator",
        None,
        "#",
    ]
    assert [diagnostic.hint for diagnostic in diagnostics] == [None, None, "h"]
