"""Measures and fonts of official papers: GB/T 9704-2012 党政机关公文格式, by its sections.

Lengths are in millimetres where they say so, else in points. What the standard leaves open is said
at its place. A document in English has the same page in Times New Roman.
"""

from dataclasses import dataclass
from typing import Final

# 5.1: A4, 210 mm × 297 mm. 5.2.1: 天头 (top) 37 mm ± 1, 订口 (left) 28 mm ± 1, 版心 (type area)
# 156 mm × 225 mm.
PAGE_MM: Final = (210.0, 297.0)
TOP_MM, LEFT_MM = 37.0, 28.0
TYPE_AREA_MM: Final = (156.0, 225.0)
RIGHT_MM: Final = PAGE_MM[0] - LEFT_MM - TYPE_AREA_MM[0]
BOTTOM_MM: Final = PAGE_MM[1] - TOP_MM - TYPE_AREA_MM[1]

# 5.2.3: 22 lines of 28 characters fill the type area. The pitch of the lines follows from it (a
# setting of the workspace), and so does what the characters of 16 points are moved together by:
# 156 mm / 28 = 15.79 points. Word counts in twentieths of a point.
CHARACTERS_A_LINE: Final = 28
TIGHTER: Final = -0.25

BODY: Final = 16.0
"""5.2.2: 3号 where nothing else is said."""

TITLE: Final = 22.0
"""7.3.1: 2号."""

TITLE_PITCH: Final = 34.0
"""Not in the standard: titles of two lines need more than the text's pitch."""

PAGE_NUMBER: Final = 14.0
"""7.5: 4号, 宋体, between two dashes, 7 mm below the type area; odd pages right, even pages left,
one character from the edge."""

PAGE_NUMBER_BELOW_MM: Final = 7.0

SMALL, SMALLER = 12.0, 10.5
"""小四 and 五号 for tables, which the standard leaves open: the larger one where it fits."""

FOOT: Final = 9.0
"""小五 for the line that says what a document was made from; no part of the standard."""

INDENT: Final = 2
"""7.3.3: 左空二字. Characters before a paragraph's first line, and behind who signs (7.3.5)."""


@dataclass(frozen=True)
class Face:
    """A font for Latin letters and one for Chinese, by the names that Word knows."""

    latin: str
    chinese: str


_LATIN: Final = "Times New Roman"

FACES: Final = {
    "title": Face(_LATIN, "方正小标宋简体"),
    "body": Face(_LATIN, "仿宋_GB2312"),
    "heading-1": Face(_LATIN, "黑体"),
    "heading-2": Face(_LATIN, "楷体_GB2312"),
    "heading-3": Face(_LATIN, "仿宋_GB2312"),
    "number": Face(_LATIN, "宋体"),
    "code": Face("Courier New", "仿宋_GB2312"),
}
"""7.3.1 to 7.3.3: the title 小标宋, 一、 黑体, （一） 楷体, 1. and （1） 仿宋.
7.5: the number of the page 宋体."""

SAME: Final = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S",), "仿宋_GB2312": ("FangSong_GB2312",),
    "黑体": ("SimHei",), "楷体_GB2312": ("KaiTi_GB2312",), "宋体": ("SimSun",),
}  # fmt: skip
"""Other names of the same fonts."""

INSTEAD: Final = {
    "方正小标宋简体": (
        "小标宋", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "Noto Serif CJK SC",
        "Source Han Serif SC", "宋体", "SimSun", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei",
    ),
    "仿宋_GB2312": (
        "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong", "FandolFang R",
        "AR PL SungtiL GB", "AR PL UMing CN", "Noto Serif CJK SC", "Source Han Serif SC", "宋体",
        "SimSun",
    ),
    "黑体": (
        "SimHei", "华文黑体", "STHeiti", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC",
        "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "微软雅黑", "Microsoft YaHei",
        "Droid Sans Fallback",
    ),
    "楷体_GB2312": (
        "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti", "Kaiti SC", "AR PL KaitiM GB",
        "AR PL UKai CN", "FandolKai",
    ),
    "宋体": (
        "SimSun", "华文宋体", "STSong", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC",
        "AR PL SungtiL GB", "AR PL UMing CN",
    ),
    "Times New Roman": (
        "Liberation Serif", "Tinos", "Nimbus Roman", "FreeSerif", "DejaVu Serif",
        "Libertinus Serif",
    ),
    "Courier New": (
        "Liberation Mono", "Cousine", "Nimbus Mono PS", "FreeMono", "DejaVu Sans Mono",
    ),
}  # fmt: skip
"""What stands in for a font that is not installed, the nearest first."""


@dataclass(frozen=True)
class Page:
    """A page in millimetres, upright or lying.

    A lying page is the upright one turned: what was its top is at the right-hand side, so that
    the binding stays at the same edge of the paper.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def area(self) -> tuple[float, float]:
        """Width and height of the type area."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


UPRIGHT: Final = Page(*PAGE_MM, TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM)
LYING: Final = Page(PAGE_MM[1], PAGE_MM[0], LEFT_MM, TOP_MM, RIGHT_MM, BOTTOM_MM)


def page(landscape: bool) -> Page:
    """The page of a document."""
    return LYING if landscape else UPRIGHT
