"""What is kept of persons, and for how long: the same in every state."""

from __future__ import annotations

LIMIT_DAYS = 1.0
DONE_DAYS = 7.0  # longer than a channel brings an update again
STAFF_DAYS = 365.0

OF_A_PERSON = (
    ("sessions", "person"),
    ("languages", "person"),
    ("shown", "person"),
    ("ratings", "person"),
    ("messages", "person"),
    ("told", "person"),
    ("replies", "chat"),  # a private chat has the pseudonym of its person
)
"""Tables with rows of a person, and the column that names them; ratings are taken back before they go."""

WHILE_USED = ("sessions", "languages", "shown", "ratings", "replies", "answers", "told", "counters")
"""Tables whose rows go some days after their last use, which is in their column `at`."""
