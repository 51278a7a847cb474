"""Takes the article out of what was crawled: furniture goes, broken lines are joined, nothing is altered.

`lines` reads and describes lines, `furniture` knows those that belong to the page, `lists` takes them
out with the lists they begin, `join` puts broken lines together, `repeats` finds second copies, `top`
and `tail` judge what stands before and after the story, and `cleaner` leads through all of them.
"""

from bot.text.clean.cleaner import Cleaned, Cleaner
from bot.text.clean.lines import HeaderLine, Role
from bot.text.clean.top import MASTHEAD, OVER, SECTION

__all__ = ["MASTHEAD", "OVER", "SECTION", "Cleaned", "Cleaner", "HeaderLine", "Role"]
