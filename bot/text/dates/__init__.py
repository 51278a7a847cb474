"""Times in articles and questions: found, placed in the calendar with every reading, and shown."""

from bot.text.dates.finder import DateFinder
from bot.text.dates.show import show_day, show_days
from bot.text.dates.when import Asked, WhenReader

__all__ = ["Asked", "DateFinder", "WhenReader", "show_day", "show_days"]
