"""The files of a project around a client: metadata, a README and a note about its license."""

from __future__ import annotations

import re
from textwrap import dedent
from urllib.parse import quote

from packaging.version import InvalidVersion, Version

from generator.core.markdown import code_span, markdown_text
from generator.core.text import printable
from generator.core.toml import toml_string
from generator.output import OutputFile

# The versions of the HTTP library and of Python that the runtime works with.
HTTP_LIBRARY = "httpx2>=2.16"
PYTHON = ">=3.11"

_FIRST_VERSION = "0.1.0"
_DATE = re.compile(r"[vV]?(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_RELEASE = re.compile(r"\d+(?:\.\d+)*")
_LONGEST_TITLE = 200


def project_files(
    package: str, folder: str, title: str, version: str
) -> tuple[OutputFile, ...]:
    """The files of a project.

    Args:
        package: the name of the package.
        folder: its folder, relative to the project, with `/`.
        title, version: from the Info Object of the document.
    """
    name = package.replace("_", "-").strip("-").lower() or "api-client"
    shown = _one_line(title) or package
    texts = {
        "pyproject.toml": _pyproject(name, folder, shown, project_version(version)),
        "README.md": _readme(name, package, folder, shown),
        "LICENSE": _license(name),
        ".gitignore": _gitignore(),
    }
    return tuple(OutputFile(path, text.encode()) for path, text in texts.items())


def project_version(version: str) -> str:
    """Convert the version of a document to one that Python packages can have.

    `v2.1` is `2.1`, `2026-05-27.dahlia` is `2026.5.27`, `1.0.0-beta.2` is `1.0.0b2`. A version
    without a number is 0.1.0. Local parts (`+build`) are dropped, as indexes refuse them.

    Source: Version specifiers of the Python Packaging User Guide, formerly PEP 440.
    """
    version = version.strip()
    date = _DATE.match(version)
    if date is not None:
        return ".".join(str(int(part)) for part in date.groups() if part is not None)
    try:
        return Version(version).public
    except InvalidVersion:
        release = _RELEASE.search(version) if version.isascii() else None
        return Version(release[0]).public if release is not None else _FIRST_VERSION


def _one_line(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"


def _pyproject(name: str, folder: str, title: str, version: str) -> str:
    return f"""\
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = {toml_string(name)}
version = {toml_string(version)}
description = {toml_string(f"A typed Python client for {title}.")}
readme = "README.md"
requires-python = {toml_string(PYTHON)}
# Add the SPDX expression of your license, for example: license = "MIT"
license-files = ["LICENSE"]
classifiers = ["Programming Language :: Python :: 3", "Typing :: Typed"]
dependencies = [{toml_string(HTTP_LIBRARY)}]

[tool.hatch.build.targets.wheel]
packages = [{toml_string(folder)}]
"""


def _readme(name: str, package: str, folder: str, title: str) -> str:
    path = f"{folder}/README.md"
    link = f"[{markdown_text(path)}]({quote(path, errors='replace')})"
    source = code_span(folder)
    return f"""\
# {name}

A typed Python client for {markdown_text(title)}, with synchronous and asynchronous calls.

```sh
pip install {name}
```

```python
from {package} import AsyncClient, Client
```

{link} shows the first call and lists all operations.

## Develop

```sh
pip install -e .
```

[codegen](https://github.com/codegen-openapi/codegen) generates the package in {source} from an
OpenAPI document, and replaces it with every build. All other files of this project belong to you:
codegen wrote them once and does not change them.
"""


def _license(name: str) -> str:
    return dedent(f"""\
        No license has been chosen for {name} yet.

        Before you publish it, replace this text by that of your license, and name the
        license in pyproject.toml. The code that codegen generated is yours: the authors
        of codegen claim no rights in it and attach no conditions to it. The API's own
        terms, and any rights in its document, are not affected.
        """)


def _gitignore() -> str:
    # Anchored: `build` or `dist` may also be the name of a module of the client.
    return "/.venv/\n/build/\n/dist/\n__pycache__/\n*.egg-info/\n"
