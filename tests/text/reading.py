"""The cleaner and its helpers as the services build them, for the tests of this folder."""

from functools import cache

from bot.lexicon import read_table
from bot.text.bylines import BylineReader
from bot.text.clean import Cleaner
from bot.text.header import HeaderReader
from bot.text.labels import LabelReader
from bot.text.mastheads import MastheadReader
from bot.text.stamps import StampReader


@cache
def bylines() -> BylineReader:
    return BylineReader(read_table("header"), read_table("outlets"), read_table("given_names"))


@cache
def stamps() -> StampReader:
    return StampReader(read_table("zones"), read_table("header"), read_table("calendar"))


@cache
def cleaner() -> Cleaner:
    header = read_table("header")
    return Cleaner(read_table("furniture"), bylines(), stamps(), LabelReader(header), MastheadReader(header))


@cache
def headers() -> HeaderReader:
    return HeaderReader(bylines(), stamps(), read_table("header"), read_table("outlets"))
