"""The templates: codegen's, and those of a person's own folder that take their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
)

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.render.environment import environment
from generator.render.problems import compilation_problem

_PACKAGE = Path(__file__).resolve().parent.parent
# What `codegen templates` writes beside the templates, for people.
README = "README.md"
# Begins the names of templates that a person adds, for others of theirs to include.
OWN_PART = "_"
# Gives codegen's own template where a person's has its name: `{% include "codegen/model.j2" %}`.
PREFIX = "codegen"


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """Templates of a person's own folder, by name; `digest` is the SHA-256 of names and bytes."""

    folder: Path
    texts: Mapping[str, str] = field(repr=False)
    digest: str

    @property
    def changed(self) -> frozenset[str]:
        """The names of those that are not, to the letter, codegen's."""
        return frozenset(
            name for name, text in self.texts.items() if text != _original(name)
        )

    def source(self, name: str) -> tuple[str, str, None] | None:
        """The text of a template and the path of its file, as Jinja's loaders give them."""
        text = self.texts.get(name)
        return None if text is None else (text, str(self.folder / name), None)


def template_folder() -> Path:
    """The folder of codegen's templates: beside the package in a checkout, inside when installed.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if (folder / "model.j2").is_file():
            return folder
    raise FileNotFoundError("codegen's templates are missing: install it again")


def template_names() -> tuple[str, ...]:
    """The names of codegen's templates, sorted: what a person's own may be called."""
    return tuple(sorted(path.name for path in template_folder().iterdir()))


def template_loader(own: OwnTemplates | None = None) -> BaseLoader:
    """Loads templates by name: a person's own where there is one, and codegen's."""
    ours = FileSystemLoader(template_folder())
    if own is None:
        return ours
    return ChoiceLoader(
        [FunctionLoader(own.source), ours, PrefixLoader({PREFIX: ours})]
    )


def read_templates(folder: Path) -> OwnTemplates:
    """Read the templates of a person's own folder: codegen's names, and any that begin with `_`.

    Hidden files, editors' copies (`model.j2~`) and a README.md may lie beside them.

    Raises:
        DocumentError: the folder or a file cannot be read, a name is no template's, a text is not
            UTF-8 or not Jinja; with everything that is wrong.
    """
    problems: list[Diagnostic] = []
    contents: dict[str, bytes] = {}
    texts: dict[str, str] = {}
    for path in _files(folder):
        try:
            contents[path.name] = path.read_bytes()
            texts[path.name] = contents[path.name].decode("utf-8-sig")
        except OSError as error:
            problems.append(_unreadable(path, error))
        except UnicodeDecodeError:
            problems.append(_problem("not-utf-8", path, "the file is not UTF-8"))
    known = template_names()
    problems += [
        _unknown(folder / name, known)
        for name in texts
        if name not in known and not name.startswith(OWN_PART)
    ]
    own = OwnTemplates(folder, texts, _digest(contents))
    reader = environment(template_loader(own), is_sandboxed=True)
    for name, text in texts.items():
        problem = compilation_problem(reader, text, name, str(folder / name))
        problems += [problem] if problem else []
    if problems:
        raise DocumentError(problems)
    return own


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise DocumentError([_unreadable(folder, error)]) from None
    return [
        path
        for path in found
        if not path.name.startswith(".")
        and not path.name.endswith("~")
        and path.name != README
    ]


def _original(name: str) -> str | None:
    path = template_folder() / name
    return path.read_text("utf-8") if path.is_file() else None


def _digest(contents: Mapping[str, bytes]) -> str:
    """Of names and bytes, each with its length before it, so that nothing runs into the next."""
    found = sha256()
    for name in sorted(contents):
        for part in (name.encode("utf-8", "surrogateescape"), contents[name]):
            found.update(len(part).to_bytes(8, "big"))
            found.update(part)
    return found.hexdigest()


def _unknown(path: Path, known: tuple[str, ...]) -> Diagnostic:
    close = get_close_matches(path.name, known, 1)
    meant = f"did you mean {close[0]}? " if close else ""
    return _problem(
        "unknown-template",
        path,
        "codegen has no template of this name",
        f"{meant}there are {', '.join(known)}; one of your own to include begins with "
        f"{OWN_PART!r}",
    )


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error)
    return _problem("unreadable-templates", path, f"it cannot be read: {reason}")


def _problem(
    code: str, path: Path, message: str, hint: str | None = None
) -> Diagnostic:
    return Diagnostic(code, message, hint=hint, file=str(path))
