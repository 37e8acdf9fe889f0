from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.models import formats
from generator.runtime.models.formats import Format

UTC = UTC
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
TEXTS = st.one_of(
    st.text(),
    st.from_regex(r"-?[0-9]{1,25}(\.[0-9]{1,30})?", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9+/]{0,12}={0,2}", fullmatch=True),
    st.dates().map(str),
    st.datetimes(timezones=st.just(UTC)).map(str),
    st.from_regex(
        r"[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
        r"(\.[0-9]{1,9})?([Zz]|[+-][0-2][0-9]:[0-5][0-9])",
        fullmatch=True,
    ),
)


def format_of(name: str) -> Format:
    found = get_args(getattr(formats, name))[1]
    assert isinstance(found, Format)
    return found


def back(form: Format, wire: Any) -> Any:
    value = form.decode(wire)
    return form.encode(value) if isinstance(value, form.type) else value


@pytest.mark.parametrize("name", formats.ALIASES)
@given(wire=JSON | TEXTS)
def test_whatever_came_goes_back_to_the_letter(name: str, wire: Any) -> None:
    form = format_of(name)
    result = back(form, wire)
    assert result == wire
    assert type(result) is type(wire)


@given(seconds=st.integers(-(10**13), 10**13))
def test_unix_times_are_exact_to_the_second(seconds: int) -> None:
    form = format_of("UnixTime")
    time = form.decode(seconds)
    if isinstance(time, datetime):
        assert time - datetime(1970, 1, 1, tzinfo=UTC) == timedelta(seconds=seconds)
        assert time.tzinfo is UTC
    else:
        assert time == seconds
        assert not -62135596800 <= seconds <= 253402300799


@given(time=st.datetimes(timezones=st.just(UTC)))
def test_any_time_can_be_sent_as_a_unix_time(time: datetime) -> None:
    form = format_of("UnixTime")
    assert form.decode(form.encode(time)) == time.replace(microsecond=0)


@given(time=st.datetimes(datetime(2, 1, 1), timezones=st.timezones()))
def test_any_time_can_be_sent_as_a_date_time(time: datetime) -> None:
    form = format_of("DateTime")
    assert form.decode(form.encode(time)) == time.astimezone(UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01T00:00:00Z",
        "2024-05-01T00:00:00.000Z",
        "2024-05-01t00:00:00z",
        "2024-05-01 00:00:00+00:00",
        "2024-05-01T02:00:00+02:00",
        "2024-05-01T00:00:00.000000000Z",
    ],
)
def test_spellings_of_one_time_are_equal_times(text: str) -> None:
    form = format_of("DateTime")
    time = form.decode(text)
    assert time == datetime(2024, 5, 1, tzinfo=UTC)
    assert form.encode(time) == text


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01",
        "2024-05-01T00:00:00",
        "20240501T000000Z",
        "2024-02-30T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "0001-01-01T00:00:00+01:00",
        "tomorrow",
        "",
    ],
)
def test_what_is_no_rfc_3339_time_stays_text(text: str) -> None:
    assert format_of("DateTime").decode(text) is text


def test_an_exact_time_keeps_its_spelling_through_copies() -> None:
    form = format_of("DateTime")
    text = "2024-05-01T00:00:00.000Z"
    time = form.decode(text)
    for same in (
        copy.copy(time),
        copy.deepcopy(time),
        pickle.loads(pickle.dumps(time)),
    ):
        assert same == time
        assert form.encode(same) == text


def test_a_time_computed_from_an_exact_one_is_written_the_usual_way() -> None:
    form = format_of("DateTime")
    later = form.decode("2024-05-01T00:00:00.000Z") + timedelta(seconds=1)
    assert form.encode(later) == "2024-05-01T00:00:01Z"
    assert pickle.loads(pickle.dumps(later)) == later


def test_a_time_without_a_zone_is_local_time() -> None:
    naive = datetime(2024, 5, 1, 12)
    aware = naive.astimezone()
    for name in ("UnixTime", "DateTime"):
        assert format_of(name).encode(naive) == format_of(name).encode(aware)


def test_a_datetime_given_for_a_date_is_its_date() -> None:
    assert format_of("Date").encode(datetime(2024, 5, 1, 12)) == "2024-05-01"
    assert format_of("Date").decode("2024-05-01") == date(2024, 5, 1)


def test_decimals_are_exact_and_plain() -> None:
    form = format_of("DecimalString")
    assert form.decode("0.10") == Decimal("0.10")
    assert form.encode(form.decode("0.10")) == "0.10"
    assert form.encode(Decimal("1E+3")) == "1000"
    assert form.encode(Decimal("1E-7")) == "0.0000001"
    assert form.decode("1e5") == "1e5"
    assert form.decode("007") == "007"
    assert form.decode("NaN") == "NaN"
    with pytest.raises(ValueError, match="not a finite number"):
        form.encode(Decimal("Infinity"))


def test_a_tiny_exponent_does_not_become_a_million_zeros() -> None:
    assert len(format_of("DecimalString").encode(Decimal("1E-999999"))) < 20


def test_integers_in_strings_become_integers() -> None:
    form = format_of("Int64String")
    assert form.decode("9007199254740993") == 9007199254740993
    assert form.encode(5) == "5"
    assert form.encode(form.decode(5)) == 5
    assert form.decode("05") == "05"
    assert form.decode(True) is True


def test_base64_becomes_bytes() -> None:
    form = format_of("Base64")
    assert form.decode("aGk=") == b"hi"
    assert form.encode(b"hi") == "aGk="
    assert form.decode("aGl=") == "aGl="
    assert form.decode("not base64") == "not base64"
