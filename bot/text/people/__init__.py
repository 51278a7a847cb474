"""People, bodies and offices: who is meant by a name or a role, and who held an office on a day."""

from bot.text.people.records import Body, Office, Person, Term
from bot.text.people.roster import Candidate, Resolution, Roster

__all__ = ["Body", "Candidate", "Office", "Person", "Resolution", "Roster", "Term"]
