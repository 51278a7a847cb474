"""People, bodies and places that an English news text names, and which mentions mean the same one."""

from bot.text.names.finder import NameFinder
from bot.text.names.tables import Gender, NamingTables

__all__ = ["Gender", "NameFinder", "NamingTables"]
