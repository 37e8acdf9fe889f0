"""Codes of the user's own templates (`--templates`)."""

from __future__ import annotations

from generator.core.codes.code import Code

TEMPLATES = (
    Code(
        "unreadable-templates",
        "error",
        "the folder of templates, or a file in it, cannot be read",
        "A client that is rendered with only some of its templates is not the one you want.",
        "correct the path after --templates",
        "codegen build api.yaml --templates templtes",
        "codegen build api.yaml --templates templates",
    ),
    Code(
        "unknown-template",
        "error",
        "codegen has no template of this name",
        "The file would never be used. Only templates that other templates include may have new\n"
        "names, which begin with an underscore.",
        "use the name of the template that it replaces, or begin its name with _",
        "my-templates/models.j2",
        "my-templates/model.j2",
    ),
    Code(
        "template-syntax",
        "error",
        "a template is not valid Jinja",
        "Jinja cannot parse the template.",
        "correct the line; Jinja's documentation describes the syntax",
        "{% for field in fields %}{{ field.name }}",
        "{% for field in fields %}{{ field.name }}{% endfor %}",
    ),
    Code(
        "template-render",
        "error",
        "a template uses an undefined variable, or fails",
        "The contract lists the variables of each template. Everything else is an error, so that\n"
        "typos are found.",
        "`codegen templates --contract` lists the variables of each template",
        "{{ declaration.nmae }}",
        "{{ declaration.name }}",
    ),
    Code(
        "template-python",
        "error",
        "the output of a template is not valid Python",
        "The client could not be imported.",
        "compare with codegen's own template: `codegen templates DIR NAME` copies it",
        "class {{ declaration.name }}",
        "class {{ declaration.name }}:",
    ),
    Code(
        "formatting",
        "error",
        "black could not format the output of a template",
        "Output of your own templates is formatted by black, which runs as a separate program.",
        "check that black runs: `python -m black --version`",
    ),
)
