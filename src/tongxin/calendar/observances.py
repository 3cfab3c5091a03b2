"""Days, weeks and months that communities mark every year, and who proclaimed them.

One table. What has no fixed rule is left out, as the energy-saving and cyber-security weeks, which
are set anew each year: a workspace names those itself. A rule holds for every year, also for those
before somebody proclaimed it. Its notation:

- `03-12` is a day of every year, `04` a whole month, `03-22..03-28` a span of days;
- `05 3rd sun` is a weekday of a month, `1st` to `5th` or `last`;
- `week 05-15` is the ISO week that holds the day;
- `lunar 重阳节` is a festival of `festivals.FESTIVALS`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tongxin.calendar.festivals import festival_day
from tongxin.calendar.periods import (
    Day,
    Unit,
    day_of_month,
    index_of,
    month_span,
    nth_weekday,
    span,
)


@dataclass(frozen=True, slots=True)
class Observance:
    """A day or span of every year: its names, the rule that finds it, and whose rule it is."""

    name: str
    english: str
    aliases: tuple[str, ...]
    rule: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by: Chinese, aliases, English."""
        return (self.name, *self.aliases, self.english)


def observance(name: str) -> Observance | None:
    """The observance of this name, alias or English name, in any case; else None."""
    return _BY_NAME.get(name.strip().casefold())


def observance_span(observance: Observance, year: int) -> tuple[Day, Day] | None:
    """First and last day of an observance in a Gregorian year; a single day is a span of itself.

    None where the year lacks it (see `festival_day`). Raises `ValueError` for a rule that is not in
    the notation.
    """
    return _rule_span(observance.rule, year)


def is_span(observance: Observance) -> bool:
    """Whether it lasts longer than a day: months and weeks do."""
    match = _parse(observance.rule)
    whole_month = match["month"] and not match["nth"]
    return bool(whole_month or match["week"] or match["last"])


@lru_cache(maxsize=8192)
def _rule_span(rule: str, year: int) -> tuple[Day, Day] | None:
    match = _parse(rule)
    if match["lunar"]:
        return _single(festival_day(match["lunar"], year))
    if match["week"]:
        return span(Unit.WEEK, index_of(Unit.WEEK, _day(match["week"], year)))
    if match["day"]:
        return _day(match["day"], year), _day(match["last"] or match["day"], year)
    first, last = month_span(year, int(match["month"]))
    if match["nth"]:
        nth, weekday = _NTH[match["nth"]], _WEEKDAYS.index(match["weekday"])
        return _single(nth_weekday(first, last, weekday, nth))
    return first, last


@lru_cache(maxsize=256)
def _parse(rule: str) -> re.Match[str]:
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(f"not a rule of an observance: {rule}")
    return match


def _single(day: Day | None) -> tuple[Day, Day] | None:
    return None if day is None else (day, day)


def _day(text: str, year: int) -> Day:
    return day_of_month(year, int(text[:2]), int(text[3:]))


_NTH: Final[Mapping[str, int]] = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_RULE: Final = re.compile(
    rf"""(?P<day>[0-9]{{2}}-[0-9]{{2}}) (?: \.\. (?P<last>[0-9]{{2}}-[0-9]{{2}}) )?
    | (?P<month>[0-9]{{2}}) (?: [ ](?P<nth>{"|".join(_NTH)})[ ](?P<weekday>{"|".join(_WEEKDAYS)}) )?
    | week[ ](?P<week>[0-9]{{2}}-[0-9]{{2}})
    | lunar[ ](?P<lunar>\S+)""",
    re.VERBOSE,
)

OBSERVANCES: Final[tuple[Observance, ...]] = (
    # Holidays of the Republic and the old year
    Observance("元旦", "New Year's Day", ("元旦节",), "01-01", "State Council holiday regulation"),
    Observance(
        "除夕",
        "Chinese New Year's Eve",
        ("除夕夜", "大年三十", "年三十"),
        "lunar 除夕",
        "State Council holiday regulation",
    ),
    Observance(
        "春节",
        "Spring Festival",
        ("大年初一", "正月初一", "Chinese New Year"),
        "lunar 春节",
        "State Council holiday regulation",
    ),
    Observance(
        "清明节",
        "Tomb-Sweeping Day",
        ("清明", "Qingming Festival"),
        "lunar 清明节",
        "State Council holiday regulation",
    ),
    Observance(
        "劳动节",
        "Labour Day",
        ("五一", "五一节", "五一劳动节", "国际劳动节", "May Day", "Labor Day"),
        "05-01",
        "State Council holiday regulation",
    ),
    Observance(
        "端午节",
        "Dragon Boat Festival",
        ("端午",),
        "lunar 端午节",
        "State Council holiday regulation",
    ),
    Observance(
        "中秋节",
        "Mid-Autumn Festival",
        ("中秋",),
        "lunar 中秋节",
        "State Council holiday regulation",
    ),
    Observance("国庆节", "National Day", ("国庆",), "10-01", "State Council holiday regulation"),
    # Festivals of the lunisolar year
    Observance("小年", "Little New Year", (), "lunar 小年", "custom of the north"),
    Observance("元宵节", "Lantern Festival", ("元宵", "上元节"), "lunar 元宵节", "custom"),
    Observance("龙抬头", "Dragon Head-Raising Day", ("二月二", "春龙节"), "lunar 龙抬头", "custom"),
    Observance("七夕", "Qixi Festival", ("七夕节", "乞巧节"), "lunar 七夕", "custom"),
    Observance("中元节", "Zhongyuan Festival", ("中元", "七月半"), "lunar 中元节", "custom"),
    Observance(
        "重阳节",
        "Double Ninth Festival",
        ("重阳", "老年节", "Seniors' Day"),
        "lunar 重阳节",
        "custom; Law on the Protection of the Elderly, revised 2012",
    ),
    Observance(
        "中国农民丰收节",
        "Chinese Farmers' Harvest Festival",
        ("农民丰收节", "丰收节"),
        "lunar 秋分",
        "State Council 2018: the autumn equinox",
    ),
    Observance("冬至", "Winter Solstice", ("冬至节",), "lunar 冬至", "custom"),
    Observance("腊八节", "Laba Festival", ("腊八",), "lunar 腊八节", "custom"),
    # January and February
    Observance(
        "中国人民警察节",
        "Chinese People's Police Day",
        ("人民警察节", "警察节"),
        "01-10",
        "State Council 2020",
    ),
    Observance(
        "110宣传日", "110 Hotline Day", ("全国110宣传日",), "01-10", "Ministry of Public Security"
    ),
    Observance(
        "世界防治麻风病日",
        "World Leprosy Day",
        ("国际麻风节", "中国麻风节"),
        "01 last sun",
        "Raoul Follereau 1954",
    ),
    Observance("世界湿地日", "World Wetlands Day", (), "02-02", "Ramsar Convention 1996"),
    Observance(
        "世界癌症日",
        "World Cancer Day",
        ("世界抗癌日",),
        "02-04",
        "Union for International Cancer Control 2000",
    ),
    # March
    Observance(
        "学雷锋月",
        "Learn from Lei Feng Month",
        ("学雷锋活动月", "学雷锋志愿服务月"),
        "03",
        "custom",
    ),
    Observance(
        "全国爱耳日",
        "National Ear Care Day",
        ("爱耳日", "国际爱耳日", "世界听力日", "World Hearing Day"),
        "03-03",
        "Ministry of Health and others 1998; WHO",
    ),
    Observance(
        "学雷锋纪念日",
        "Learn from Lei Feng Day",
        ("学雷锋日", "雷锋日", "雷锋纪念日"),
        "03-05",
        "inscription of 5 March 1963",
    ),
    Observance(
        "中国青年志愿者服务日",
        "Chinese Young Volunteers Service Day",
        ("青年志愿者服务日", "志愿者服务日"),
        "03-05",
        "Communist Youth League 2000",
    ),
    Observance(
        "妇女节",
        "Women's Day",
        (
            "三八节",
            "三八妇女节",
            "国际妇女节",
            "国际劳动妇女节",
            "三八国际妇女节",
            "International Women's Day",
        ),
        "03-08",
        "State Council holiday regulation",
    ),
    Observance(
        "世界肾脏日",
        "World Kidney Day",
        (),
        "03 2nd thu",
        "International Society of Nephrology and IFKF 2006",
    ),
    Observance(
        "植树节",
        "Tree Planting Day",
        ("全国植树节", "全民义务植树日", "Arbor Day"),
        "03-12",
        "NPC Standing Committee 1979; Forest Law, revised 2019",
    ),
    Observance(
        "消费者权益日",
        "Consumer Rights Day",
        ("国际消费者权益日", "3·15", "3·15消费者权益日", "World Consumer Rights Day"),
        "03-15",
        "Consumers International 1983",
    ),
    Observance(
        "国际社工日",
        "World Social Work Day",
        ("世界社工日", "社工日"),
        "03 3rd tue",
        "International Federation of Social Workers",
    ),
    Observance(
        "世界睡眠日",
        "World Sleep Day",
        (),
        "03-21",
        "custom in China; elsewhere the Friday before the equinox",
    ),
    Observance(
        "国际森林日",
        "International Day of Forests",
        ("世界森林日",),
        "03-21",
        "UN General Assembly 2012",
    ),
    Observance("世界水日", "World Water Day", (), "03-22", "UN General Assembly 1992"),
    Observance(
        "中国水周",
        "China Water Week",
        (),
        "03-22..03-28",
        "Ministry of Water Resources; these days since 1994",
    ),
    Observance(
        "世界气象日",
        "World Meteorological Day",
        (),
        "03-23",
        "World Meteorological Organization 1960",
    ),
    Observance(
        "世界防治结核病日",
        "World Tuberculosis Day",
        ("世界结核病日", "World TB Day"),
        "03-24",
        "IUATLD 1982; WHO",
    ),
    Observance(
        "全国中小学生安全教育日",
        "National School Safety Education Day",
        ("中小学生安全教育日",),
        "03 last mon",
        "State Education Commission and others 1996",
    ),
    # April
    Observance(
        "爱国卫生月",
        "Patriotic Health Month",
        ("全国爱国卫生月",),
        "04",
        "Central Patriotic Health Campaign Committee 1989",
    ),
    Observance(
        "世界自闭症日",
        "World Autism Awareness Day",
        ("世界孤独症日", "世界提高自闭症意识日", "世界孤独症关注日"),
        "04-02",
        "UN General Assembly 2007",
    ),
    Observance("世界卫生日", "World Health Day", (), "04-07", "World Health Assembly 1948"),
    Observance(
        "世界帕金森病日",
        "World Parkinson's Day",
        (),
        "04-11",
        "European Parkinson's Disease Association 1997",
    ),
    Observance(
        "国家安全教育日",
        "National Security Education Day",
        ("全民国家安全教育日",),
        "04-15",
        "National Security Law 2015",
    ),
    Observance(
        "全国肿瘤防治宣传周",
        "National Cancer Prevention Week",
        ("肿瘤防治宣传周",),
        "04-15..04-21",
        "China Anti-Cancer Association 1995",
    ),
    Observance(
        "世界地球日", "Earth Day", (), "04-22", "UN General Assembly 2009; marked since 1970"
    ),
    Observance(
        "世界读书日",
        "World Book Day",
        ("世界图书日", "世界图书与版权日", "World Book and Copyright Day"),
        "04-23",
        "UNESCO 1995",
    ),
    Observance(
        "全国儿童预防接种日",
        "National Child Immunisation Day",
        ("全国儿童预防接种宣传日", "儿童预防接种日", "全国预防接种日"),
        "04-25",
        "State Council 1986",
    ),
    Observance(
        "职业病防治法宣传周",
        "Occupational Disease Prevention Law Week",
        ("全国职业病防治法宣传周", "《职业病防治法》宣传周", "全国《职业病防治法》宣传周"),
        "04-25..05-01",
        "health authorities, since the law of 2002; these days by custom",
    ),
    Observance("全国疟疾日", "National Malaria Day", (), "04-26", "Ministry of Health 2008"),
    Observance(
        "世界知识产权日",
        "World Intellectual Property Day",
        (),
        "04-26",
        "World Intellectual Property Organization 2000",
    ),
    Observance(
        "世界安全生产与健康日",
        "World Day for Safety and Health at Work",
        ("世界职业安全健康日",),
        "04-28",
        "International Labour Organization 2003",
    ),
    # May
    Observance(
        "民法典宣传月",
        "Civil Code Month",
        (),
        "05",
        "Publicity Department, Ministry of Justice and others, since 2021",
    ),
    Observance(
        "青年节",
        "Youth Day",
        ("五四青年节", "五四", "中国青年节"),
        "05-04",
        "Government Administration Council 1949",
    ),
    Observance(
        "世界红十字日",
        "World Red Cross Day",
        ("世界红十字与红新月日", "红十字日", "World Red Cross and Red Crescent Day"),
        "05-08",
        "League of Red Cross Societies 1948",
    ),
    Observance("母亲节", "Mother's Day", (), "05 2nd sun", "custom"),
    Observance(
        "全国防灾减灾日",
        "National Disaster Prevention and Mitigation Day",
        ("防灾减灾日", "中国防灾减灾日", "5·12防灾减灾日", "512防灾减灾日"),
        "05-12",
        "State Council 2009",
    ),
    Observance(
        "国际护士节",
        "International Nurses Day",
        ("护士节", "5·12国际护士节"),
        "05-12",
        "International Council of Nurses",
    ),
    Observance(
        "国际家庭日", "International Day of Families", (), "05-15", "UN General Assembly 1993"
    ),
    Observance(
        "全国家庭教育宣传周",
        "National Family Education Week",
        ("家庭教育宣传周",),
        "week 05-15",
        "Family Education Promotion Law 2021",
    ),
    Observance(
        "防治碘缺乏病日",
        "Iodine Deficiency Disorders Day",
        ("全国防治碘缺乏病日",),
        "05-15",
        "State Council",
    ),
    Observance(
        "打击和防范经济犯罪宣传日",
        "Economic Crime Prevention Day",
        ("全国公安机关打击和防范经济犯罪宣传日", "打击防范经济犯罪宣传日"),
        "05-15",
        "Ministry of Public Security",
    ),
    Observance(
        "世界电信日",
        "World Telecommunication Day",
        ("世界电信和信息社会日",),
        "05-17",
        "International Telecommunication Union 1968",
    ),
    Observance("世界高血压日", "World Hypertension Day", (), "05-17", "World Hypertension League"),
    Observance(
        "国际博物馆日",
        "International Museum Day",
        (),
        "05-18",
        "International Council of Museums 1977",
    ),
    Observance("中国旅游日", "China Tourism Day", (), "05-19", "State Council 2011"),
    Observance(
        "全国助残日",
        "National Day for Helping Persons with Disabilities",
        ("助残日",),
        "05 3rd sun",
        "Law on the Protection of Persons with Disabilities 1990",
    ),
    Observance(
        "全国母乳喂养宣传日",
        "National Breastfeeding Day",
        ("中国母乳喂养日",),
        "05-20",
        "Ministry of Health 1990",
    ),
    Observance(
        "中国学生营养日",
        "Chinese Student Nutrition Day",
        ("全国学生营养日", "学生营养日"),
        "05-20",
        "Ministry of Education and Ministry of Health 2001",
    ),
    Observance(
        "全国学前教育宣传月",
        "National Preschool Education Month",
        ("学前教育宣传月",),
        "05-20..06-20",
        "Ministry of Education 2012",
    ),
    Observance(
        "全国科技工作者日",
        "National Science and Technology Workers' Day",
        ("科技工作者日",),
        "05-30",
        "State Council 2016",
    ),
    Observance(
        "世界无烟日",
        "World No Tobacco Day",
        ("无烟日",),
        "05-31",
        "World Health Organization; this day since 1989",
    ),
    # June
    Observance(
        "安全生产月",
        "Work Safety Month",
        ("全国安全生产月", "安全生产活动月", "安全月"),
        "06",
        "State Council's work safety authorities, each June since 2002",
    ),
    Observance(
        "全民禁毒宣传月",
        "Anti-Drug Month",
        ("禁毒宣传月",),
        "06",
        "National Narcotics Control Commission's office",
    ),
    Observance(
        "儿童节",
        "Children's Day",
        ("六一", "六一儿童节", "国际儿童节", "六一国际儿童节", "International Children's Day"),
        "06-01",
        "State Council holiday regulation",
    ),
    Observance(
        "世界环境日",
        "World Environment Day",
        ("环境日", "六五环境日", "六·五环境日", "全国环境日"),
        "06-05",
        "UN General Assembly 1972; Environmental Protection Law, revised 2014",
    ),
    Observance(
        "全国爱眼日",
        "National Eye Care Day",
        ("爱眼日",),
        "06-06",
        "Ministry of Health and others 1996",
    ),
    Observance("世界食品安全日", "World Food Safety Day", (), "06-07", "UN General Assembly 2018"),
    Observance(
        "世界海洋日", "World Oceans Day", ("全国海洋宣传日",), "06-08", "UN General Assembly 2008"
    ),
    Observance(
        "国际档案日",
        "International Archives Day",
        (),
        "06-09",
        "International Council on Archives 2007",
    ),
    Observance(
        "文化和自然遗产日",
        "Cultural and Natural Heritage Day",
        ("文化遗产日", "中国文化遗产日"),
        "06 2nd sat",
        "State Council 2005",
    ),
    Observance(
        "世界献血者日",
        "World Blood Donor Day",
        ("献血者日",),
        "06-14",
        "World Health Assembly 2005",
    ),
    Observance(
        "安全宣传咨询日",
        "Work Safety Consultation Day",
        ("安全生产宣传咨询日", "全国安全宣传咨询日"),
        "06-16",
        "State Council's work safety authorities; this day since 2014",
    ),
    Observance(
        "世界防治荒漠化与干旱日",
        "World Day to Combat Desertification and Drought",
        ("世界防治荒漠化和干旱日",),
        "06-17",
        "UN General Assembly 1994",
    ),
    Observance("父亲节", "Father's Day", (), "06 3rd sun", "custom"),
    Observance("全国土地日", "National Land Day", ("土地日",), "06-25", "State Council 1991"),
    Observance(
        "国际禁毒日",
        "International Day against Drug Abuse",
        ("禁毒日", "6·26国际禁毒日", "626国际禁毒日", "6·26禁毒日"),
        "06-26",
        "UN General Assembly 1987",
    ),
    # July and August
    Observance(
        "建党节",
        "CPC Founding Day",
        ("七一", "七一建党节", "建党纪念日", "中国共产党成立纪念日", "党的生日"),
        "07-01",
        "Central Committee of the CPC 1941",
    ),
    Observance(
        "世界人口日", "World Population Day", (), "07-11", "UNDP 1989; UN General Assembly 1990"
    ),
    Observance("世界肝炎日", "World Hepatitis Day", (), "07-28", "World Health Assembly 2010"),
    Observance(
        "建军节",
        "Army Day",
        ("八一", "八一建军节"),
        "08-01",
        "Central Revolutionary Military Commission 1933",
    ),
    Observance(
        "世界母乳喂养周",
        "World Breastfeeding Week",
        (),
        "08-01..08-07",
        "World Alliance for Breastfeeding Action 1992",
    ),
    Observance(
        "全民健身日",
        "National Fitness Day",
        ("全国全民健身日",),
        "08-08",
        "State Council 2009; Sports Law, revised 2022",
    ),
    Observance(
        "体育宣传周",
        "Sports Publicity Week",
        ("全国体育宣传周",),
        "week 08-08",
        "Sports Law, revised 2022",
    ),
    Observance("全国生态日", "National Ecology Day", (), "08-15", "NPC Standing Committee 2023"),
    Observance("中国医师节", "Chinese Doctors' Day", ("医师节",), "08-19", "State Council 2017"),
    Observance(
        "全国残疾预防日",
        "National Disability Prevention Day",
        ("残疾预防日",),
        "08-25",
        "State Council 2017",
    ),
    # September
    Observance(
        "全国科普月",
        "National Science Popularisation Month",
        ("科普月",),
        "09",
        "Science Popularisation Law, revised 2024",
    ),
    Observance(
        "全国质量月", "National Quality Month", ("质量月",), "09", "State Economic Commission 1978"
    ),
    Observance(
        "全民国防教育月",
        "National Defence Education Month",
        ("国防教育月",),
        "09",
        "national defence education authorities",
    ),
    Observance(
        "全民健康生活方式日",
        "Healthy Lifestyle Day",
        ("全民健康生活方式行动日",),
        "09-01",
        "Ministry of Health 2007",
    ),
    Observance(
        "抗战胜利纪念日",
        "Victory Day",
        ("中国人民抗日战争胜利纪念日",),
        "09-03",
        "NPC Standing Committee 2014",
    ),
    Observance("中华慈善日", "China Charity Day", (), "09-05", "Charity Law 2016"),
    Observance(
        "教师节", "Teachers' Day", (), "09-10", "NPC Standing Committee 1985; Teachers Law 1993"
    ),
    Observance(
        "世界预防自杀日",
        "World Suicide Prevention Day",
        (),
        "09-10",
        "International Association for Suicide Prevention 2003; WHO",
    ),
    Observance("世界急救日", "World First Aid Day", (), "09 2nd sat", "IFRC 2000"),
    Observance(
        "预防出生缺陷日",
        "Birth Defects Prevention Day",
        ("中国预防出生缺陷日",),
        "09-12",
        "Ministry of Health 2005",
    ),
    Observance(
        "全民国防教育日",
        "National Defence Education Day",
        ("国防教育日",),
        "09 3rd sat",
        "NPC Standing Committee 2001",
    ),
    Observance(
        "九一八纪念日",
        "September 18 Memorial Day",
        ("九一八",),
        "09-18",
        "State Council holiday regulation",
    ),
    Observance(
        "全国爱牙日",
        "National Dental Care Day",
        ("爱牙日",),
        "09-20",
        "Ministry of Health and others 1989",
    ),
    Observance(
        "世界阿尔茨海默病日",
        "World Alzheimer's Day",
        ("世界老年痴呆日", "世界阿尔茨海默日"),
        "09-21",
        "Alzheimer's Disease International 1994",
    ),
    Observance(
        "世界避孕日",
        "World Contraception Day",
        (),
        "09-26",
        "international health organisations 2007",
    ),
    Observance(
        "世界狂犬病日", "World Rabies Day", (), "09-28", "Global Alliance for Rabies Control 2007"
    ),
    Observance(
        "世界心脏日", "World Heart Day", (), "09-29", "World Heart Federation; this day since 2011"
    ),
    Observance("烈士纪念日", "Martyrs' Day", (), "09-30", "NPC Standing Committee 2014"),
    # October
    Observance(
        "敬老月",
        "Respect for the Elderly Month",
        ("全国敬老月",),
        "10",
        "China National Working Commission on Ageing 2010",
    ),
    Observance(
        "国际老年人日",
        "International Day of Older Persons",
        ("国际老人节", "国际老年节", "国际老人日"),
        "10-01",
        "UN General Assembly 1990",
    ),
    Observance("全国高血压日", "National Hypertension Day", (), "10-08", "Ministry of Health 1998"),
    Observance(
        "世界精神卫生日",
        "World Mental Health Day",
        (),
        "10-10",
        "World Federation for Mental Health 1992",
    ),
    Observance(
        "国际减灾日",
        "International Day for Disaster Risk Reduction",
        ("国际减轻自然灾害日", "国际减少灾害风险日", "国际减轻灾害风险日"),
        "10-13",
        "UN General Assembly 1989; this day since 2009",
    ),
    Observance(
        "国际盲人节",
        "International Day of the Blind",
        ("盲人节", "世界盲人节"),
        "10-15",
        "World Blind Union 1984",
    ),
    Observance("世界粮食日", "World Food Day", (), "10-16", "FAO 1979"),
    Observance(
        "国家扶贫日",
        "National Poverty Relief Day",
        ("全国扶贫日", "国际消除贫困日", "International Day for the Eradication of Poverty"),
        "10-17",
        "UN General Assembly 1992; State Council 2014",
    ),
    Observance(
        "世界骨质疏松日",
        "World Osteoporosis Day",
        (),
        "10-20",
        "International Osteoporosis Foundation",
    ),
    Observance(
        "全国男性健康日",
        "National Men's Health Day",
        ("男性健康日",),
        "10-28",
        "State Family Planning Commission 2000",
    ),
    Observance(
        "世界卒中日",
        "World Stroke Day",
        ("世界脑卒中日",),
        "10-29",
        "World Stroke Organization 2006",
    ),
    Observance("世界城市日", "World Cities Day", (), "10-31", "UN General Assembly 2013"),
    # November
    Observance(
        "消防宣传月",
        "Fire Safety Month",
        ("全国消防宣传月", "119消防宣传月"),
        "11",
        "fire and rescue authorities, each November",
    ),
    Observance("记者节", "Journalists' Day", ("中国记者节",), "11-08", "State Council 2000"),
    Observance(
        "全国消防日",
        "National Fire Safety Day",
        (
            "消防日",
            "119消防日",
            "119全国消防日",
            "消防宣传日",
            "全国消防宣传日",
            "119消防宣传日",
            "消防安全日",
            "全国消防安全日",
        ),
        "11-09",
        "Ministry of Public Security 1992",
    ),
    Observance(
        "世界糖尿病日",
        "World Diabetes Day",
        ("联合国糖尿病日",),
        "11-14",
        "IDF and WHO 1991; UN General Assembly 2006",
    ),
    Observance(
        "世界慢阻肺日",
        "World COPD Day",
        ("世界慢性阻塞性肺疾病日",),
        "11 3rd wed",
        "Global Initiative for Chronic Obstructive Lung Disease 2002",
    ),
    Observance("世界厕所日", "World Toilet Day", (), "11-19", "UN General Assembly 2013"),
    Observance(
        "世界儿童日",
        "World Children's Day",
        ("国际儿童日", "国际儿童权利日"),
        "11-20",
        "UN General Assembly 1954",
    ),
    Observance(
        "国际反家暴日",
        "International Day for the Elimination of Violence against Women",
        ("国际消除对妇女的暴力日", "国际消除家庭暴力日", "国际反家庭暴力日", "反家暴日"),
        "11-25",
        "UN General Assembly 1999",
    ),
    # December
    Observance(
        "世界艾滋病日", "World AIDS Day", ("艾滋病日",), "12-01", "World Health Organization 1988"
    ),
    Observance(
        "全国交通安全日",
        "National Traffic Safety Day",
        ("交通安全日", "122交通安全日", "122全国交通安全日", "12·2全国交通安全日"),
        "12-02",
        "State Council 2012",
    ),
    Observance(
        "国际残疾人日",
        "International Day of Persons with Disabilities",
        ("世界残疾人日",),
        "12-03",
        "UN General Assembly 1992",
    ),
    Observance(
        "国家宪法日",
        "Constitution Day",
        ("宪法日", "全国法制宣传日", "全国法治宣传日"),
        "12-04",
        "NPC Standing Committee 2014",
    ),
    Observance(
        "国际志愿者日",
        "International Volunteer Day",
        ("国际志愿人员日", "世界志愿者日"),
        "12-05",
        "UN General Assembly 1985",
    ),
    Observance(
        "国家公祭日",
        "National Memorial Day",
        ("南京大屠杀死难者国家公祭日",),
        "12-13",
        "NPC Standing Committee 2014",
    ),
)

_BY_NAME: Final[Mapping[str, Observance]] = {
    name.casefold(): known for known in OBSERVANCES for name in known.names
}
