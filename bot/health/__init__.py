"""Whether the bot is well, and what it counts of itself: for the host, never for users."""
