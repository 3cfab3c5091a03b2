"""Numbers as they are written out: Chinese numerals, capital amounts, rounding, separators."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

LIMIT: Final = 10**16
"""The greatest whole number that is written out, 一亿亿; a greater one raises `ValueError`."""


def numeral(value: int) -> str:
    """A whole number as it is read: 零, 十, 一百一十, 十万零一十, 负三.

    Groups of four digits, 万 and 亿 between them. Several zeros within a number are one 零; those
    that end a group are silent (107000 is 十万七千); 一十 at the beginning is 十.
    Raises `ValueError` beyond `LIMIT`.
    """
    text = _read(_within_limit(value), "零一二三四五六七八九", "十百千")
    text = text[1:] if text.startswith("一十") else text
    return "负" + text if value < 0 else text


def capital(value: int) -> str:
    """A whole number in capitals, which are hard to alter: 壹佰壹拾, 负叁; 10 is 壹拾.

    Raises `ValueError` beyond `LIMIT`.
    """
    text = _read(_within_limit(value), "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    return "负" + text if value < 0 else text


def capital_money(fen: int) -> str:
    """An amount in 分 as cheques have it: 人民币壹仟肆佰零玖元伍角整.

    By 中国人民银行《正确填写票据和结算凭证的基本规定》: 人民币 before it; 整 behind 元 and 角, not
    behind 分; several zeros are one 零, and so is a missing 角 before 分. Where the rules leave it
    open (1680.32, 107000.53), no 零 is written. Raises `ValueError` beyond `LIMIT` yuan.
    """
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = capital(yuan) + "元" if yuan or not rest else ""
    if jiao:
        text += capital(jiao) + "角"
    elif yuan and cents:
        text += "零"
    text += capital(cents) + "分" if cents else "整"
    return "人民币" + ("负" if fen < 0 else "") + text


def digits_of(value: int) -> str:
    """Every digit by itself, as years are read: 二〇二六."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def rounded(value: Fraction, digits: int) -> int:
    """`value` in units of 10**-digits, a half away from zero (四舍五入): 2.5 is 3, -2.5 is -3."""
    scaled: Fraction = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if value < 0 else whole


def fixed(value: Fraction, digits: int) -> str:
    """Rounded to so many decimals, thousands parted by commas: 1,234.50. Zero has no sign."""
    number = rounded(value, digits)
    whole, rest = divmod(abs(number), 10**digits)
    text = f"{whole:,}" + (f".{rest:0{digits}d}" if digits else "")
    return "-" + text if number < 0 else text


def plain(value: Decimal) -> str:
    """As many decimals as it has, no zeros behind them, thousands parted by commas: 3,200.5."""
    whole, _, rest = format(value.copy_abs(), "f").partition(".")
    rest = rest.rstrip("0")
    text = f"{int(whole):,}" + ("." + rest if rest else "")
    return "-" + text if value < 0 else text


def _within_limit(value: int) -> int:
    """Its size. Raises `ValueError` beyond `LIMIT`."""
    if abs(value) > LIMIT:
        raise ValueError(f"numbers are written out up to {LIMIT:,}")
    return abs(value)


def _read(number: int, digits: str, tens: str) -> str:
    """A number from 0 on, with its words for 0 to 9 and for ten, a hundred, a thousand."""
    if number < 10:
        return digits[number]
    sizes = zip((10**8, 10**4, 1000, 100, 10), "亿万" + tens[::-1], strict=True)
    size, name = next((size, name) for size, name in sizes if number >= size)
    high, low = divmod(number, size)
    text = _read(high, digits, tens) + name
    if low == 0:
        return text
    zero = digits[0] if low < size // 10 else ""
    return text + zero + _read(low, digits, tens)
