"""``python -m bot``."""

import gc
import sys

# Values are freed as they fall out of use; cycles are few, and the search for them is dear.
gc.set_threshold(20_000, 20, 50)

from bot.cli import main  # noqa: E402 - after the setting, which half a million imported objects feel too

sys.exit(main())
