"""Cornerstone: answers about the U.S.–Japan alliance out of articles, each word with its place."""
