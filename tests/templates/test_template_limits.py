"""Custom templates that would never end, or fill the memory, end with a diagnostic."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from jinja2 import DictLoader

from generator.core.diagnostics import DocumentError
from generator.frontend.validation import InvalidDocumentError
from generator.render import template_limits
from generator.render.environment import environment
from generator.render.template_limits import TemplateLimitError
from generator.render.templates import read_templates
from tests.templates.custom_client import client, written

NINES = "99999"
DOUBLED = "{% set n = namespace(x='x') %}{% for i in range(60) %}{% set n.x = VALUE %}{% endfor %}"
NESTED = DOUBLED.replace("VALUE", "[n.x, n.x]")
ENDLESS = {
    "nested ranges": f"{{% for a in range({NINES}) %}}{{% for b in range({NINES}) %}}"
    "{% endfor %}{% endfor %}",
    "nested ranges with output": f"{{% for a in range({NINES}) %}}"
    f"{{% for b in range({NINES}) %}}{{{{ a }}}}{{% endfor %}}{{% endfor %}}",
    "condition of a loop": f"{{% for a in range({NINES}) %}}"
    f"{{% for b in range({NINES}) if b < 0 %}}{{% endfor %}}{{% endfor %}}",
    "lengths of loops": f"{{% for a in range({NINES}) %}}"
    f"{{% for b in range({NINES}) if loop is not defined and b < 0 %}}{{{{ loop.length }}}}"
    "{% endfor %}{% endfor %}",
    "macro that calls itself": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "macro that calls itself twice": "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}"
    "{% endif %}{% endmacro %}{{ f(60) }}",
    "block that contains itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "recursive loop": "{% for x in [[1]] recursive %}{{ loop([[1], [1]]) }}{% endfor %}",
    "include of itself": "{% include 'model.j2' %}",
    "import of itself": "{% import 'model.j2' as m %}",
    "repetition": "{{ 'x' * 10 ** 10 }}",
    "repetition from the right": "{{ 10 ** 10 * 'x' }}",
    "repeated list": "{% set x = [1] * 10 ** 10 %}",
    "power": "{{ 9 ** (9 ** 9) }}",
    "power of large numbers": "{% set n = namespace(x=9) %}{% for i in range(99) %}"
    "{% set n.x = n.x * n.x %}{% endfor %}",
    "percent": "{{ '%10000000000d' % 1 }}",
    "percent with a name": "{{ '%(a)10000000000d' % {'a': 1} }}",
    "percent with a precision": "{{ '%.1000000000f' % 1 }}",
    "percent with a width as argument": "{{ '%*d' % (10 ** 10, 1) }}",
    "percent of a long string": "{{ ('%s' * 99999) % (['x' * 99999] * 99999)  }}",
    "format filter": "{{ '%10000000000d' | format(1) }}",
    "format": "{{ '{:10000000000}'.format(1) }}",
    "format of a nested width": "{{ '{:{}}'.format(1, 10 ** 10) }}",
    "format of a computed width": "{{ '{:{}000000}'.format(1, 999999) }}",
    "format_map": "{{ '{a:10000000000}'.format_map({'a': 1}) }}",
    "format of many fields": "{{ ('{0}' * 99999).format('x' * 99999) }}",
    "doubled by ~": DOUBLED.replace("VALUE", "n.x ~ n.x"),
    "doubled by +": DOUBLED.replace("VALUE", "n.x + n.x"),
    "doubled by join": DOUBLED.replace("VALUE", "[n.x, n.x] | join"),
    "doubled by replace": DOUBLED.replace("VALUE", "n.x.replace('x', 'xx')"),
    "doubled by a block": "{% set n = namespace(x='x') %}{% for i in range(60) %}"
    "{% set y %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = y %}{% endfor %}",
    "output of shared lists": NESTED + "{{ n.x }}",
    "output of shared namespaces": NESTED.replace(
        "[n.x, n.x]", "namespace(a=n.x, b=n.x)"
    )
    + "{{ [n.x] * 99999 }}",
    "string of a declaration": f"{{% for a in range({NINES}) %}}"
    "{% set x = [module] * 999 ~ '' %}{% endfor %}",
    "string of shared lists": NESTED + "{{ n.x | string | length }}",
    "JSON of shared lists": NESTED + "{{ n.x | tojson }}",
    "comparison of shared lists": NESTED
    + NESTED.replace("set n =", "set m =").replace("n.x", "m.x")
    + "{{ n.x == m.x }}",
    "center": "{{ 'x' | center(10 ** 10) }}",
    "center as a constant": "{{ 'x' | center(10000000000) }}",
    "center as a method": "{{ 'x'.center(10 ** 10) }}",
    "zfill": "{{ 'x'.zfill(10 ** 10) }}",
    "expandtabs": "{{ ('\t' * 99999).expandtabs(999999) }}",
    "join as a method": "{{ ('x' * 99999).join('y' * 99999) }}",
    "join of a generator": "{{ ('x' * 99999).join(range(99999) | map('string')) }}",
    "join filter": "{{ range(99999) | join('x' * 99999) }}",
    "replace": "{{ ('x' * 99999).replace('x', 'y' * 99999) }}",
    "replace filter": "{{ ('x' * 99999) | replace('x', 'y' * 99999) }}",
    "translate": "{{ ('x' * 99999).translate({120: 'y' * 99999}) }}",
    "to_bytes": "{{ (1).to_bytes(10 ** 10, 'big') }}",
    "indent": "{{ ('x\n' * 99999) | indent(999999) }}",
    "batch": "{{ [1] | batch(10 ** 10, 'x') | list }}",
    "slice": "{{ [1] | slice(10 ** 10, 'x') | list }}",
    "round": "{{ 1 | round(10 ** 10, 'ceil') }}",
    "map": "{{ range(99999) | map('center', 99999) | list | length }}",
    "lipsum": "{{ lipsum(10 ** 10) }}",
    "search in a list": f"{{% set l = range({NINES}) | list %}}"
    f"{{% for a in range({NINES}) %}}{{{{ -1 in l }}}}{{% endfor %}}",
    "copies of a string": "{% set s = 'x' * 9999999 %}"
    f"{{% for a in range({NINES}) %}}{{% set t = s[1:] %}}{{% endfor %}}",
    "upper case of a string": "{% set s = 'x' * 9999999 %}"
    f"{{% for a in range({NINES}) %}}{{% set t = s | upper %}}{{% endfor %}}",
    "long output": f"{{% for a in range({NINES}) %}}{{{{ 'x' * 9999 }}}}{{% endfor %}}",
}

# The messages of the limits, and of recursion; not those of exceptions that Python raises anyway.
LIMIT_EXCEEDED = re.compile(
    r"do not end within|longer than|(has|write) more than|a width or count is larger than"
    r"|filter or method are too large|a number is too large|calls itself without end"
)


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower the limits on time, so that the tests are fast."""
    monkeypatch.setattr(template_limits, "MAX_STEPS", 200_000)
    monkeypatch.setattr(template_limits, "MAX_WORK", 100_000_000)


@pytest.mark.parametrize("name", ENDLESS)
def test_endless_template_has_diagnostic(name: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "custom", {"model.j2": ENDLESS[name]})
    with pytest.raises(InvalidDocumentError) as caught:
        client(folder)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "template-render"
    assert diagnostic.file in (str(folder / "model.j2"), str(folder))
    assert LIMIT_EXCEEDED.search(diagnostic.message)


@pytest.mark.parametrize(
    ("template", "output"),
    [
        ("{{ 'ab' * 3 }}{{ 3 * 'ab' }}{{ 2 * 3 }}{{ 2 ** 10 }}", "abababababab61024"),
        ("{{ 'a' ~ 1 ~ none }}{{ 'a' + 'b' }}{{ [1] + [2] }}", "a1Noneab[1, 2]"),
        ("{{ '%5d|%(x)s' % {'x': 1} if false else '%5d|%s' % (1, 'x') }}", "    1|x"),
        (
            "{{ '%s of 2026' | format('x') }}{{ '{:>3}{a}'.format(1, a=2) }}",
            "x of 2026  12",
        ),
        ("{{ '{a}'.format_map({'a': 1}) }}{{ '{0!r}'.format('x') }}", "1'x'"),
        ("{{ ','.join(['a', 'b']) }}{{ 'a,b'.split(',') }}", "a,b['a', 'b']"),
        ("{{ ['a', 'b'] | map('upper') | join(', ') }}", "A, B"),
        ("{{ 'x' | center(5) }}{{ 'a\nb' | indent(2) }}", "  x  a\n  b"),
        ("{% for x in 'abc' if x != 'b' %}{{ loop.index }}{{ x }}{% endfor %}", "1a2c"),
        (
            "{% for x in [1, [2]] recursive %}{{ loop(x) if x is not number else x }}"
            "{% endfor %}",
            "12",
        ),
        (
            "{{ 5000000000 | string }}{{ 10 ** 9 + 1 }}{{ 'abc'[1:] }}",
            "50000000001000000001bc",
        ),
        ("{{ 2 in [1, 2] }}{{ 1 < 2 < 3 }}{{ 'a' == 'a' }}", "TrueTrueTrue"),
        ("{{ [3, 1] | sort | first }}{{ {'a': 1} | dictsort }}", "1[('a', 1)]"),
        ("{{ [1, 2, 3] | batch(2, 0) | list }}", "[[1, 2], [3, 0]]"),
        (
            "{% macro f(self, context) %}{{ context }}{% endmacro %}{{ f(1, context=2) }}",
            "2",
        ),
        ("{% set x %}a{% endset %}{% filter upper %}{{ x }}{% endfilter %}", "A"),
    ],
)
def test_limits_do_not_change_what_templates_mean(template: str, output: str) -> None:
    sandbox = environment(DictLoader({"x": template}), is_sandboxed=True)
    assert sandbox.get_template("x").render() == output
    usual = environment(DictLoader({"x": template}))
    assert usual.get_template("x").render() == output


def test_limits_hold_for_all_templates_of_a_build_together() -> None:
    loop = "{% for a in range(90000) %}{% endfor %}"
    sandbox = environment(DictLoader({"x": loop}), is_sandboxed=True)
    template = sandbox.get_template("x")
    template.render()
    template.render()
    with pytest.raises(TemplateLimitError, match="do not end within 200,000 steps"):
        template.render()


@pytest.mark.parametrize(
    "template",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
        "{{ " + "9" * 5000 + " }}",
    ],
    ids=["parentheses", "loops", "number"],
)
def test_template_that_does_not_compile(template: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "custom", {"model.j2": template})
    with pytest.raises(DocumentError) as caught:
        read_templates(folder)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "template-syntax"
    assert diagnostic.file == str(folder / "model.j2")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_among_the_templates_is_not_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "custom", {})
    os.mkfifo(folder / "model.j2")
    with pytest.raises(DocumentError) as caught:
        read_templates(folder)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "unreadable-templates"
