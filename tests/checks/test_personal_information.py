"""Every number here is made up: its check digit is worked out, nobody is known to bear it."""

from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.personal_information import check

CODE = "personal-information"
MOBILE = "154" + "0" * 8  # no such numbers are given out


REGION = "199999"  # there is no such region


def identity(first: str = REGION + "19900101" + "001") -> str:
    """The 17 digits with their check character: weights 2^(18-n) mod 11, as GB 11643 says."""
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(first))
    return first + "0123456789X"[(12 - total) % 11]


def bank_card(first: str) -> str:
    """The digits with the one that makes Luhn's sum a multiple of ten."""
    for digit in "0123456789":
        doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(first + digit))]
        if sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0:
            return first + digit
    raise AssertionError(first)


def with_x() -> str:
    """An identity-card number whose check character is X."""
    numbers = (identity(f"{REGION}19900101{n:03d}") for n in range(1, 100))
    return next(number for number in numbers if number.endswith("X"))


ID, ID_X, CARD = identity(), with_x(), bank_card("62" + "0" * 15 + "1")
GROUPED = " ".join(CARD[n : n + 4] for n in range(0, 19, 4))
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def wrong(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def kinds(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """(what stands there, the kind that the message names) of each finding in a ledger."""
    found = check(agenda(tmp_path, {"ledger/2026-11.yaml": f"# {text}\n"}))
    return [(f.span.text, str(f.message).split()[1]) for f in found]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        (f"身份证{ID}", ID, "identity-card"),
        (ID_X, ID_X, "identity-card"),
        (ID_X.lower(), ID_X.lower(), "identity-card"),
        (ID_X.translate(WIDE), ID_X.translate(WIDE), "identity-card"),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", f"{ID[:6]} {ID[6:14]} {ID[14:]}", "identity-card"),
        (f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", f"{ID[:6]}-{ID[6:14]}-{ID[14:]}", "identity-card"),
        (f"3 {ID}", ID, "identity-card"),
        (f"电话{MOBILE},", MOBILE, "mobile"),
        (MOBILE.translate(WIDE), MOBILE.translate(WIDE), "mobile"),
        ("154-0000-0000", "154-0000-0000", "mobile"),
        ("154 0000 0000", "154 0000 0000", "mobile"),
        (f"+86{MOBILE}", f"86{MOBILE}", "mobile"),
        (f"+86 {MOBILE}", f"86 {MOBILE}", "mobile"),
        (f"86-{MOBILE}", f"86-{MOBILE}", "mobile"),
        ("+86 154-0000-0000", "86 154-0000-0000", "mobile"),
        (f"2026-11-03 {MOBILE}", MOBILE, "mobile"),
        ("142" + "0" * 8, "142" + "0" * 8, "mobile"),
        (CARD, CARD, "bank-card"),
        (GROUPED, GROUPED, "bank-card"),
        (bank_card("3" + "0" * 14), bank_card("3" + "0" * 14), "bank-card"),
        (bank_card("4" + "0" * 14), bank_card("4" + "0" * 14), "bank-card"),
        (bank_card("6" + "1" * 16), bank_card("6" + "1" * 16), "bank-card"),
    ],
)
def test_numbers(tmp_path: Path, text: str, number: str, kind: str) -> None:
    assert kinds(tmp_path, text) == [(number, kind)]


@pytest.mark.parametrize(
    "text",
    [
        wrong(ID),
        identity(REGION + "19901301" + "001"),  # no such month
        identity(REGION + "20270101" + "001"),  # not born yet
        identity(REGION + "18991231" + "001"),
        "1" + ID,
        ID + "1",
        "A" + ID,
        "12" + "0" * 9,  # no mobile number begins with 12
        MOBILE[:-1],
        MOBILE + "0",
        "x" + MOBILE,
        MOBILE + "kg",
        "154-00000-000",
        "0." + MOBILE,
        MOBILE + ".5",
        "2026-" + MOBILE,
        wrong(CARD),
        bank_card("2" + "0" * 14),
        bank_card("7" + "0" * 14),
        bank_card("6" + "0" * 13),  # 15 digits
        bank_card("6" + "0" * 18) + "0",  # 20 digits and more
        "E-20261103-k7q2 H-20261103-1234 2026-11-23 2026-11-24 2026-11-25",
        "E-20261103-1380",
        "0571-88880000",
    ],
)
def test_what_is_none(tmp_path: Path, text: str) -> None:
    assert kinds(tmp_path, text) == []


def test_several_in_one_line(tmp_path: Path) -> None:
    have = kinds(tmp_path, f"{ID} {MOBILE} {CARD}")
    assert have == [(ID, "identity-card"), (CARD, "bank-card"), (MOBILE, "mobile")]


def test_every_file_and_comment(tmp_path: Path) -> None:
    mark = "#! personal-information"
    files = {
        "tongxin.yaml": f"tongxin: 1\ncommunity: {{name: 示例社区}}\nnote: {MOBILE}  {mark}\n",
        "plans/a.yaml": f"计划: a\n标题: 甲\n起止时间: 2026\n# 联系{MOBILE} {mark}\n",
        "plans/basis/b.yaml": f"basis: b\ntitle: 乙\nnote: 卡号{CARD}  {mark}\n",
        "ledger/2026-11.yaml": "- {date: 2026-11-02, note: 甲}\n"
        f"- {{date: 2026-11-02, note: '{ID}'}}  {mark}\n"
        f"- {{date: 2026-11-02, note: {MOBILE}  {mark}\n",  # torn, and looked at all the same
        "plans/c.yaml": f"标题: [{MOBILE}  {mark}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_the_number_is_never_repeated(tmp_path: Path) -> None:
    for finding in check(agenda(tmp_path, {"ledger/2026-11.yaml": f"# {ID} {MOBILE} {CARD}\n"})):
        assert finding.private
        assert not any(n in f"{finding.message}{finding.help}" for n in (ID, MOBILE, CARD))
