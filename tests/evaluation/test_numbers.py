import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.numbers import values


def plain(text: str) -> list[float]:
    return sorted(float(v) for v in values(text).elements())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,200 killed", [1200]),
        ("twelve hundred", [1200]),
        ("2.5 million people, two billion dollars", [2_500_000, 2_000_000_000]),
        ("twenty-five of the 30", [25, 30]),
        ("two hundred and fifty men", [250]),
        ("between ten and 15", [10, 15]),
        ("two and three", [2, 3]),
        ("one of the towns", []),
        ("one hundred, half a million, a thousand two hundred", [100, 1200, 500_000]),
        ("hundreds of people, dozens of them", []),
        ("60% and 70 percent", [60, 70]),
        ("on May 5, 2017", [5, 2017]),
        ("5 thousand", [5000]),
        ("forty-one", [41]),
        ("ten thousand five hundred", [10_500]),
        ("", []),
    ],
)
def test_values(text: str, numbers: list[float]) -> None:
    assert plain(text) == sorted(numbers)


def test_the_same_number_twice_counts_twice() -> None:
    assert plain("3 killed and 3 wounded") == [3, 3]


@given(st.integers(2, 10**12))
def test_separators_do_not_matter(number: int) -> None:
    assert values(f"about {number:,} people") == values(f"about {number} people")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    values(text)
