"""The patterns of printed times, built from the calendar's words; each is tried at one place of the text.

Every repetition is bounded, so a pattern costs a fixed amount at each place.
"""

from __future__ import annotations

import re

from bot.text.dates.words import Calendar, cased, either, opening

QUANTITIES = ("several", "a few", "a couple of", "many", "some", "half an")
MORE = ("plus", "and", "straight", "consecutive", "more")  # between a number and its unit: "two more years"
ONES = "(?:(?<=ty)-(?:one|two|three|four|five|six|seven|eight|nine))?"  # behind "twenty"; "two-three" are two or three
UNITS = "(?:minute|hour|day|night|week|weekend|fortnight|month|year|decade|century|centurie)"
DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,]\d)"
YEAR = r"(?P<y>1[5-9]\d\d|20\d\d)(?!\w|[.,]\d)"
SIDE_WORDS = ("last", "past", "previous", "next", "coming", "upcoming", "this", "current", "earlier", "later")
NEAR = r"(?P<near>last|this|next)\s{1,2}year(?!\w)"
LAST = r"(?P<side>(?i:last|past|previous|this\spast|next|coming|upcoming|following|this\scoming|this|current))"


def unnamed(pattern: str) -> str:
    """The pattern with its named groups made plain, to stand in one that has such groups already."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


class Patterns:
    """The compiled patterns. ``loose`` takes names of months and weekdays in small letters too, as in questions."""

    def __init__(self, calendar: Calendar, *, loose: bool = False) -> None:
        """Build all patterns from the calendar's words."""
        self._flags = re.IGNORECASE if loose else re.NOFLAG
        names = cased(name for name in calendar.months)
        self._month = rf"(?P<mon>{either(n for n in names if loose or not n.islower())})\.?(?!\w)"
        short = [n for n in cased(calendar.weekdays) if loose or not n.islower() or not n.isascii()]
        full = [n for n in short if len(n) > 5 or not n.isascii()]
        self._full_weekday = rf"(?P<wd>{either(full)}日?)(?![a-z])"
        self._any_weekday = rf"(?P<wd>{either(short)})(?:\.|日)?(?![a-z])"
        self._numbers = either([*calendar.numbers, *QUANTITIES]) + ONES
        self._build_anchor(calendar)
        self._build_dates(calendar)
        self._build_relatives(calendar)

    def _compile(self, pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, self._flags)

    def _build_anchor(self, calendar: Calendar) -> None:
        """The anchor takes the mark or blank before it too: by that class the search runs past all letters at once.

        A letter or digit has to follow, so that a row of marks is run past as well.
        """
        parts = either(opening(calendar.parts))
        relative = [*calendar.days, *calendar.anaphora, *calendar.seasons, *calendar.ordinals]
        fixed = [*calendar.named_names, *calendar.eras, *calendar.stretches, "fiscal", "FY"]
        words = either(opening([*relative, *fixed]))
        numbers = either(opening([*calendar.numbers, "several"])) + ONES
        goes_on = either([*MORE, *(word.split()[1] for word in (*calendar.numbers, *QUANTITIES) if " " in word)])
        sides = either(opening(SIDE_WORDS))
        weekday, month = unnamed(self._any_weekday), unnamed(self._month)
        self.anchor = self._compile(
            rf"[^\w$€£¥#&/@](?=\w)(?<!\d[.,:/])(?:(?P<number>\d{{1,4}})|(?P<weekday>{weekday})|(?P<month>{month})"
            rf"|(?P<side>{sides}(?=[\s-]))|(?P<part>{parts}(?=[\s-]))|(?P<word>{words}|Q[1-4]|{UNITS}-?long|year-end"
            rf"|{numbers}(?=[\s-]\s{{0,2}}(?i:{goes_on}|{UNITS}))))"
        )

    def _build_dates(self, calendar: Calendar) -> None:
        gap = r"[\s\u00a0]{1,3}"
        self.month_day = self._compile(rf"{self._month}{gap}{DAY}(?:(?:,?{gap}|,){YEAR}|{gap}(?:of{gap})?{NEAR})?")
        self.month_year = self._compile(rf"{self._month}(?:,?{gap}(?:of{gap})?{YEAR}|{gap}(?:of{gap})?{NEAR})")
        self.month = self._compile(self._month)
        self.day_month = self._compile(
            rf"{DAY}(?:{gap}of)?[\s\u00a0-]{{1,2}}{self._month}(?:,?[\s\u00a0-]{{1,2}}{YEAR}|{gap}(?:of{gap})?{NEAR})?"
        )
        self.days_month = self._compile(
            rf"(?P<first>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:\s?[-–—]\s?|\sto\s){DAY}\s(?:of\s)?{self._month}(?:,?\s{YEAR})?"
        )
        self.iso = self._compile(
            r"(?P<y>1[5-9]\d\d|20\d\d)(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?:T[\d:.+Z-]{2,20}|(?!\d))"
        )
        self.numeric = self._compile(
            r"(?P<a>\d{1,2})(?:(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>1[5-9]\d\d|20\d\d)|/(?P<b2>\d{1,2})/(?P<y2>\d\d))(?![\w/])"
        )
        era = rf"(?P<era>{either(cased(calendar.eras))})\s?(?P<n>\d{{1,2}}|元)"
        self.japanese = self._compile(
            rf"(?:(?:{era}|(?P<y>1[5-9]\d\d|20\d\d))年)(?:度|(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])日)?)?"
            r"|(?P<m2>1[0-2]|0?[1-9])月(?:(?P<d2>3[01]|[12]\d|0?[1-9])日)?"
        )
        self.era = self._compile(era + r"(?!\w)")
        self.year = self._compile(
            rf"(?P<y>19\d\d|20\d\d)(?![\w%]|[.,]\d|\s?{either(calendar.table['years']['units'])}(?!\w))"
        )
        self.decade = self._compile(r"(?P<y>(?:1[5-9]|20)\d0)['’]?s(?!\w)")
        self.years = self._compile(r"(?P<y>(?:19|20)\d\d)\s?[-–/]\s?(?P<y2>\d\d)(?![\w-]|[.,]\d)")
        self.named = self._compile(rf"(?P<name>{either(cased(calendar.named_names))})(?!\w)(?:,?{gap}{YEAR})?")
        self.weekday = self._compile(self._full_weekday + r"(?!s\b)")
        self.weekday_beside = self._compile(
            rf"{self._any_weekday}(?P<open>\s?[(（]|,?\s{{1,3}}(?:the\s)?)(?=[\dA-Za-z])"
        )
        self.weekday_after = self._compile(
            rf"\s?[(（]({unnamed(self._any_weekday)})[)）]|,\s({unnamed(self._full_weekday)})(?=[\s,.)])"
        )

    def _build_relatives(self, calendar: Calendar) -> None:
        seasons, units = either(calendar.seasons), UNITS
        quantity = rf"(?P<n>\d{{1,3}}(?:\.\d)?|(?i:{self._numbers}))"
        thing = rf"(?:{self._full_weekday}|(?P<fiscal>fiscal\syear)|(?P<unit>week|weekend|month|quarter|year|decade|century)|(?P<season>{seasons})|{self._month})"
        self.sided = self._compile(rf"{LAST}\s{{1,2}}{thing}(?![\w-])")
        self.sided_span = self._compile(
            rf"(?i:last|past|previous|next|coming|recent)\s{{1,2}}(?:{quantity}[\s-])?(?:{units}s|{units})(?![\w-])"
        )
        self.moment = self._compile(
            r"(?i:(?P<when>earlier|later)\s{1,2}(?:this\s)(?P<unit>week|month|year)(?!\w)|(?P<part>early|late)\s{1,2}(?P<near>last|this|next)\s{1,2}(?P<unit2>week|month|year|decade)(?!\w))"
        )
        parts = either(calendar.parts)
        self.part = self._compile(rf"(?P<part>(?i:{parts}))[\s-]{{1,2}}(?:the\s)?")
        self.part_near = self._compile(
            r"(?:(?P<near>last|this|next)\s{1,2})?(?P<unit>week|month|year|decade|century)(?!\w)"
        )
        self.season = self._compile(rf"(?P<season>(?i:{seasons}))(?:,?\s{{1,2}}(?:of\s)?(?:{YEAR}|{NEAR}))")
        quarters = rf"(?:(?P<nth>(?i:{either(calendar.ordinals)}))\s(?:fiscal\s)?quarter|Q(?P<q>[1-4]))"
        self.quarter = self._compile(rf"{quarters}(?:,?\s(?:of\s)?(?:{YEAR}|{NEAR}))?(?!\w)")
        self.fiscal = self._compile(
            r"(?:[Ff]iscal(?:\s[Yy]ear)?|FY)[\s-]?(?P<y>20\d\d|19\d\d|\d\d)(?:[-–/](?P<y2>\d\d))?(?!\w)"
        )
        self.year_fiscal = self._compile(r"(?P<y>20\d\d|19\d\d)\s(?:fiscal\syear|financial\syear)(?!\w)")
        self.near_day = self._compile(rf"(?P<word>{either(opening(calendar.days))})(?![a-z-])")
        self.stretch = self._compile(rf"(?P<word>{either(calendar.stretches)})")
        self.anaphora = self._compile(rf"(?P<word>{either(opening(calendar.anaphora))})(?!\w)")
        self.ago = self._compile(
            rf"{quantity}[\s-](?P<unit>day|week|month|year|decade)s?\sago(?!\w)(?:\s(?P<then>(?i:today|yesterday|this\s(?:week|month)))(?!\w))?"
        )
        long = rf"(?:{units}s?)-?long|year-end"
        self.duration = self._compile(
            rf"(?:{quantity}[\s-](?:plus\s|and\sa\shalf\s|straight\s|consecutive\s|more\s)?(?:{units}s|{units})(?!\w|-old|\sold)(?:-long)?|{long})(?!\w|\sof\sage)"
        )
        self.joiner = self._compile(r"\s?[-–—~〜～]\s?|\s(?:to|through|until|till|thru)\s|から")
        self.and_joiner = self._compile(r"\sand\s")
        self.bare_day = self._compile(DAY)
