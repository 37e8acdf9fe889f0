from __future__ import annotations

import pytest

from generator.runtime.http.uploads import charset_of, media_type_for


@pytest.mark.parametrize(
    ("allowed", "name", "found"),
    [
        ("image/png", "a.jpg", "image/png"),
        ("image/png, image/jpeg", "a.jpg", "image/jpeg"),
        ("image/png, image/jpeg", "a.txt", None),
        ("image/png, image/jpeg", None, None),
        ("image/*", "a.webp.png", "image/png"),
        ("image/*", "a", None),
        ("*/*", "a.png", "image/png"),
        ("*/*", "a", "application/octet-stream"),
        ("application/*", "a.png", "application/octet-stream"),
        ("text/csv; charset=utf-8, text/plain", "a.csv", "text/csv"),
        # A compressed file is of another type than its name begins with.
        ("image/*", "a.svg.gz", None),
        ("multipart/mixed", "a", None),
    ],
)
def test_a_file_has_the_media_type_of_its_name_if_that_is_allowed(
    allowed: str, name: str | None, found: str | None
) -> None:
    assert media_type_for(allowed, name) == found


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        ("text/plain", "utf-8"),
        ("text/plain; charset=UTF-8", "utf-8"),
        ('text/plain;format=flowed; Charset="latin-1"', "iso8859-1"),
    ],
)
def test_text_is_in_the_charset_that_is_told(media_type: str, charset: str) -> None:
    assert charset_of(media_type) == charset


def test_a_charset_that_is_not_known_is_told() -> None:
    with pytest.raises(ValueError, match="unknown charset 'klingon'"):
        charset_of("text/plain; charset=klingon")
