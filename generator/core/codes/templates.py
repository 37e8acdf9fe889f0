"""Codes of templates that a person gives with `--templates`."""

from __future__ import annotations

from generator.core.codes.code import Code

TEMPLATES = (
    Code(
        "unreadable-templates",
        "error",
        "the folder of templates, or a file in it, cannot be read",
        "A client laid out by some of the templates is not the one that was asked for.",
        "correct the path after --templates",
        "codegen build api.yaml --templates templtes",
        "codegen build api.yaml --templates templates",
    ),
    Code(
        "unknown-template",
        "error",
        "a file in the folder of templates has no template's name",
        "It would never be used, which you would notice late. Templates that others include begin\n"
        "with an underscore.",
        "name it as the template whose place it takes, or begin its name with _",
        "my-templates/models.j2",
        "my-templates/model.j2",
    ),
    Code(
        "template-syntax",
        "error",
        "a template is not in Jinja's syntax",
        "Jinja cannot read the template, so nothing can be laid out by it.",
        "correct the line; Jinja's documentation has the syntax of templates",
        "{% for field in fields %}{{ field.name }}",
        "{% for field in fields %}{{ field.name }}{% endfor %}",
    ),
    Code(
        "template-render",
        "error",
        "a template asks for what it is not given, or fails",
        "What a template is given is fixed by a contract; all else is most likely a slip of the\n"
        "pen.",
        "see what the template is given with `codegen templates --contract`",
        "{{ declaration.nmae }}",
        "{{ declaration.name }}",
    ),
    Code(
        "template-python",
        "error",
        "what a template laid out is not Python",
        "A module that cannot be imported is no client.",
        "compare with codegen's own template: `codegen templates DIR NAME` copies it",
        "class {{ declaration.name }}",
        "class {{ declaration.name }}:",
    ),
    Code(
        "formatting",
        "error",
        "black failed on what templates of your own laid out",
        "Code from templates of your own is formatted by black, which is a program of its own.",
        "see that black runs: `python -m black --version`",
    ),
)
