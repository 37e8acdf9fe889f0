"""What is wrong with a person's own template, in words, with its file and line."""

from __future__ import annotations

from collections.abc import Collection
from traceback import walk_tb

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError

from generator.core.diagnostics import Diagnostic


def compilation_problem(
    environment: Environment, text: str, name: str, file: str
) -> Diagnostic | None:
    """Why `text` is no template, if it is none: its syntax, or a filter that is not known."""
    try:
        environment.compile(text, name, file)
    except TemplateSyntaxError as error:
        return Diagnostic(
            "template-syntax", error.message or "", file=file, line=error.lineno
        )
    return None


def render_problem(error: Exception, files: Collection[str]) -> Diagnostic | None:
    """What went wrong while a template was rendered; None if none of `files` had a part in it.

    `files` are the paths of the templates that may be at fault. Jinja makes their lines frames of
    the traceback, and of those the innermost is where it happened.
    """
    places = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename in files
    ]
    if not places:
        return None
    file, line = places[-1]
    return Diagnostic("template-render", _words(error), file=file, line=line)


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "templates include each other without end"
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r} to include"
    text = str(error)
    return text if _is_of_jinja(error) and text else f"{type(error).__name__}: {text}"


def _is_of_jinja(error: Exception) -> bool:
    """Whether the words are for authors of templates; they are not where a filter failed."""
    return type(error).__module__.startswith("jinja2")
