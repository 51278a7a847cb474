"""What a text says, from the text alone: str in, values out, no I/O."""
