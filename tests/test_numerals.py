"""Chinese numerals against published examples, another way of writing them, and a reader of them."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tongxin.output.numerals import (
    LIMIT,
    capital,
    capital_money,
    digits_of,
    fixed,
    numeral,
    plain,
    rounded,
)

SMALL = "零一二三四五六七八九十百千"
LARGE = "零壹贰叁肆伍陆柒捌玖拾佰仟"
CAPITALS = str.maketrans(SMALL, LARGE)

wholes = st.integers(0, 10**12) | st.integers(0, 11_000) | st.integers(0, LIMIT)
holed = st.text("0001", min_size=1, max_size=16).map(int)  # most digits are zeros
edges = st.integers(0, 16).flatmap(lambda n: st.integers(-2, 2).map(lambda d: abs(10**n + d)))
numbers = (wholes | holed | edges).filter(lambda number: number <= LIMIT)


def read(text: str) -> int:
    """A numeral read from left to right, small or capital."""
    total = group = digit = 0
    text = text.translate(str.maketrans(LARGE, SMALL))
    if text.startswith("十"):
        text = "一" + text
    high = 0
    for character in text:
        if character in SMALL[:10]:
            digit = SMALL.index(character)
        elif character in "十百千":
            group += digit * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        elif character == "万":
            total += (group + digit) * 10_000
            group = digit = 0
        else:
            assert character == "亿"
            high = (high + total + group + digit) * 10**8
            total = group = digit = 0
    return high + total + group + digit


def written(number: int) -> str:
    """Another way to write a numeral: every digit with its place, then what is too much goes."""
    if number == 0:
        return "零"
    text = str(number).zfill(20)
    groups = [text[at : at + 4] for at in range(0, 20, 4)]
    words = ""
    for group, name in zip(groups, ("亿", "万", "亿", "万", ""), strict=True):
        for digit, place in zip(group, ("千", "百", "十", ""), strict=True):
            words += "零" if digit == "0" else SMALL[int(digit)] + place
        words += name if group != "0000" or (name == "亿" and words.strip("零亿")) else ""
    words = re.sub("零+", "零", words)
    words = re.sub("零(?=[万亿])", "", words).strip("零")
    return re.sub("^一十", "十", words)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (2, "二"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (200, "二百"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2026, "二千零二十六"),
        (10_000, "一万"),
        (10_001, "一万零一"),
        (10_010, "一万零一十"),
        (11_000, "一万一千"),
        (100_000, "十万"),
        (100_010, "十万零一十"),
        (107_000, "十万七千"),
        (110_000, "十一万"),
        (1_000_000, "一百万"),
        (10_000_000, "一千万"),
        (10_000_100, "一千万零一百"),
        (10**8, "一亿"),
        (100_000_001, "一亿零一"),
        (100_001_000, "一亿零一千"),
        (100_010_000, "一亿零一万"),
        (110_000_000, "一亿一千万"),
        (1_411_778_724, "十四亿一千一百七十七万八千七百二十四"),  # the census of 2020
        (10**9, "十亿"),
        (10**12, "一万亿"),
        (10**12 + 1, "一万亿零一"),
        (10**16, "一亿亿"),
        (-3, "负三"),
        (-10, "负十"),
    ],
)
def test_numerals_as_they_are_taught(number: int, text: str) -> None:
    assert numeral(number) == text


@given(numbers)
@example(10**16)
def test_a_numeral_can_be_read_back(number: int) -> None:
    assert read(numeral(number)) == number
    assert read(capital(number)) == number


@given(numbers)
def test_a_numeral_is_written_the_other_way_too(number: int) -> None:
    assert numeral(number) == written(number)


def test_every_numeral_up_to_a_hundred_thousand() -> None:
    for number in range(100_001):
        assert numeral(number) == written(number)


@given(numbers.filter(bool))
def test_negative_numerals(number: int) -> None:
    assert numeral(-number) == "负" + numeral(number)
    assert capital(-number) == "负" + capital(number)


@given(numbers)
def test_capitals_are_numerals_that_keep_their_one(number: int) -> None:
    small = numeral(number)
    small = "一" + small if small.startswith("十") else small
    assert capital(number) == small.translate(CAPITALS)


@pytest.mark.parametrize(
    ("number", "text"), [(10, "壹拾"), (110, "壹佰壹拾"), (0, "零"), (100_010, "壹拾万零壹拾")]
)
def test_capitals(number: int, text: str) -> None:
    assert capital(number) == text


@pytest.mark.parametrize("number", [LIMIT + 1, -LIMIT - 1, 10**400])
def test_numbers_beyond_the_limit(number: int) -> None:
    for write in (numeral, capital):
        with pytest.raises(ValueError, match="written out up to 10,000,000,000,000,000"):
            write(number)
    with pytest.raises(ValueError, match="written out up to"):
        capital_money(number * 100)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        # the examples of 《正确填写票据和结算凭证的基本规定》, the variants without the optional 零 and 整 behind 角
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        # and what they leave to common use
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (1_000, "壹拾元整"),
        (1_001, "壹拾元零壹分"),
        (123_450, "壹仟贰佰叁拾肆元伍角整"),
        (-500, "负伍元整"),
        (100_000_000_00, "壹亿元整"),
    ],
)
def test_amounts_on_cheques(fen: int, text: str) -> None:
    assert capital_money(fen) == "人民币" + text


@given(st.integers(0, 10**14) | st.integers(0, 20_000) | holed.map(lambda n: n // 100))
def test_an_amount_can_be_read_back(fen: int) -> None:
    text = capital_money(fen)
    found = re.fullmatch("人民币(?:(.+)元)?(零)?(?:(.)角)?(?:(.)分)?(整)?", text)
    assert found is not None
    yuan, zero, jiao, cents, whole = found.groups()
    assert read(yuan or "零") * 100 + read(jiao or "零") * 10 + read(cents or "零") == fen
    assert bool(whole) is (fen % 10 == 0)
    assert bool(zero) is (fen > 100 and fen % 10 > 0 and fen // 10 % 10 == 0)
    assert "零零" not in text


@given(st.integers(1, 10**12))
def test_a_negative_amount(fen: int) -> None:
    assert capital_money(-fen) == capital_money(fen).replace("人民币", "人民币负")


def test_digits_one_by_one() -> None:
    assert digits_of(2026) == "二〇二六"
    assert digits_of(1000) == "一〇〇〇"


decimals = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=6)


@given(decimals, st.integers(0, 8))
@example(Decimal("2.5"), 0)
@example(Decimal("-2.5"), 0)
@example(Decimal("-0.4"), 0)
def test_rounding_is_that_of_decimal(value: Decimal, digits: int) -> None:
    with localcontext() as context:
        context.prec = 60
        wanted = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert Decimal(rounded(Fraction(value), digits)).scaleb(-digits) == wanted
    told = fixed(Fraction(value), digits)
    assert told == (f"{wanted:,f}" if wanted else f"{abs(wanted):f}")  # no negative zero


@given(decimals)
def test_plain_numbers_are_whole_and_short(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text.replace(",", "")) == value
    assert re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]*[1-9])?", text)
    assert text != "-0"
