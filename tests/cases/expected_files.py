"""Which files of a case's client stand in its folder `expected`: those that the case is about.

The case `no_operations` has all of its files there, and they are those that every client has. Every
other case has the files that differ from these, but a file of `INDEXES` only where it is named.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from tests.cases.building import FOLDER, own_files, write

BASE = "no_operations"

_AUTHENTICATION = tuple(
    f"authentication_{kind}"
    for kind in ("basic", "bearer", "header", "oauth2", "query", "several")
)

# Files that list what the client has or mention its title, so that they differ in every client,
# and the cases that are about such a file. The clients of all others import and are type-checked.
INDEXES: Mapping[str, tuple[str, ...]] = {
    "README.md": (
        *_AUTHENTICATION,
        *("awkward_names", "configured", "deprecated", "errors_by_kind"),
        *("methods_beside_functions", "multipart_upload", "operations_without_id"),
        *("pages_by_token", "prose", "servers", "streams", "tags", "webhooks"),
    ),
    "__init__.py": (
        *_AUTHENTICATION,
        *("awkward_names", "openapi_32", "prose", "request_options", "webhooks"),
    ),
    "client.py": (
        *_AUTHENTICATION,
        *("awkward_names", "configured", "errors_by_kind", "no_pages"),
        *("openapi_31", "openapi_32", "prose", "resources", "servers"),
        *("servers_relative", "session_cookies", "style_examples", "swagger_20"),
        "webhooks",
    ),
    "models/__init__.py": ("awkward_names", "lazy_imports", "recursion", "webhooks"),
    "operations/__init__.py": (
        *("awkward_names", "lazy_imports", "operations_without_id", "tags"),
    ),
}


def files_to_expect(case: str) -> dict[str, bytes]:
    """The files of a case's client, as built now, that belong into its folder `expected`."""
    built = own_files(case)
    if case == BASE:
        return built
    base = own_files(BASE)
    return {
        path: content
        for path, content in built.items()
        if (case in INDEXES[path] if path in INDEXES else content != base.get(path))
    }


def rewrite(case: str) -> None:
    """Write the folder `expected` of a case from what is built now."""
    folder = FOLDER / case / "expected"
    shutil.rmtree(folder, ignore_errors=True)
    write(files_to_expect(case), folder)


def expected_files(case: str) -> dict[str, str | None]:
    """The path of every file that a case's client should have, with its text.

    None where the text is not compared: an index that the case is not about.
    """
    indexes = dict.fromkeys(INDEXES) if case != BASE else {}
    return {**files_in(BASE), **indexes, **files_in(case)}


def files_in(case: str) -> dict[str, str]:
    """The files in the folder `expected` of a case, with their text."""
    folder = FOLDER / case / "expected"
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
