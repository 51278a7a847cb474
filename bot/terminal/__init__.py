"""The terminal's front end: arguments in, words or objects out, over the same services as Discord."""
