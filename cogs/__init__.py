"""Thin commands: read the options, call one service, show the result."""
