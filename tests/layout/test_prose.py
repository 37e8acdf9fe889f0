"""HTML in descriptions becomes plain text, in linear time and however malformed."""

from __future__ import annotations

import pytest

from generator.python.prose import plain_text

EXPECTED = {
    "<p>One</p><p>two</p>": "One\n\ntwo",
    "<ul><li>one</li><li>two</li></ul>": "- one\n- two",
    "<B>bold</B>, <i>not</i><br/>and a <code>x &lt; y</code>": "bold, not\nand a `x < y`",
    "see <a class=x href='https://x.example/?a=1&amp;b'>there</a>": "see there (https://x.example/?a=1&b)",
    '<b>a</b> <a href="javascript:x">b</a> <a>c</a></a>': "a b c",
    "an empty<code/> word": "an empty word",
    "<b>in</b> <!-- not\nthis --> the <!DOCTYPE x><?php y ?>text": "in  the text",
    "<b>your</b> <api_key> & <b": "your <api_key> & <b",
    "<b>x</b> <![if y> z <![\n w": "x  z <![\n w",
    "<b>x</b> <!-- never closed": "x <!-- never closed",
    "<b>x</b> &nonsense; &amp;amp; &#65;&#x42;": "x &nonsense; &amp; AB",
    f"<b>x</b> &#{'9' * 5000};": f"x \ufffd{'9' * 4992};",
}


@pytest.mark.parametrize("html", EXPECTED, ids=range(len(EXPECTED)))
def test_html_to_text(html: str) -> None:
    assert plain_text(html) == EXPECTED[html]


@pytest.mark.parametrize(
    "part",
    [
        "<!--",
        "<!",
        "</",
        "<a ",
        "<a <b ",
        '<a href="',
        "<a href",
        "<p",
        "<?",
        "&#",
        "&a",
    ],
)
def test_unclosed_markup_is_read_in_linear_time(part: str) -> None:
    # A quadratic reader would exceed the time limit of the test.
    text = f"<b>x</b>{part * 400_000}"
    assert plain_text(text).startswith("x")


def test_unclosed_tag_is_read_in_linear_time() -> None:
    # A backtracking pattern would try every prefix of the name.
    text = f"<b>x</b> <{'a' * 400_000}"
    assert plain_text(text).startswith("x <a")
