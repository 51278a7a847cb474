"""What can go wrong, as a family. Every text is fit for a user: what was wrong, and what to do.

CornerstoneError            never raised itself
├── ArticleRefused          an article that can't be taken in
├── QuestionRefused         a question that can't be understood as one
├── LexiconError            a file of data/lexicon/ that is unsound
├── SettingsError           config.toml or the environment
└── StoreError              the database
    ├── DatabaseTooNew      made by a later version of this program
    ├── DatabaseBusy        another process holds it
    ├── DatabaseFull        no room, or a read-only disk
    ├── DatabaseDamaged     not a database, or cut short
    └── DatabaseMoved       another file stands in its place, or none
"""

from __future__ import annotations


class CornerstoneError(Exception):
    """The base of the family; its text can be shown to a user."""


class ArticleRefused(CornerstoneError):
    """An article that can't be taken in."""


class QuestionRefused(CornerstoneError):
    """A question that can't be understood as one; the text says what would help."""


class LexiconError(CornerstoneError):
    """A file of data/lexicon/ that is missing or unsound."""


class SettingsError(CornerstoneError):
    """A setting that is missing, unknown or wrong."""


class StoreError(CornerstoneError):
    """The database did not do what was asked."""


class DatabaseTooNew(StoreError):
    """The database was made by a later version of this program; it is left untouched."""


class DatabaseBusy(StoreError):
    """Another process holds the database."""


class DatabaseFull(StoreError):
    """There is no room left, or the disk is read-only."""


class DatabaseDamaged(StoreError):
    """The file is not a database, or it is cut short."""


class DatabaseMoved(StoreError):
    """The file was moved, deleted or replaced while it was open: what would be written to it now would be lost."""
