from __future__ import annotations

import pytest

from generator.runtime.http.uploads import charset_of, media_type_for


@pytest.mark.parametrize(
    ("allowed", "name", "expected"),
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
        # The type is that of the compressed file, not of its content.
        ("image/*", "a.svg.gz", None),
        ("multipart/mixed", "a", None),
    ],
)
def test_media_type_for_file_name(
    allowed: str, name: str | None, expected: str | None
) -> None:
    assert media_type_for(allowed, name) == expected


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        ("text/plain", "utf-8"),
        ("text/plain; charset=UTF-8", "utf-8"),
        ('text/plain;format=flowed; Charset="latin-1"', "iso8859-1"),
    ],
)
def test_charset_of_media_type(media_type: str, charset: str) -> None:
    assert charset_of(media_type) == charset


def test_unknown_charset() -> None:
    with pytest.raises(ValueError, match="unknown charset 'klingon'"):
        charset_of("text/plain; charset=klingon")
