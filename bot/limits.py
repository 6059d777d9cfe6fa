"""How many messages of one person are answered, and how often a refusal is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.state.protocol import Limited
from bot.state.records import Window

Period = Literal["minute", "day"]
Verdict = Literal["allowed", "first_refusal", "further_refusal"]

_MINUTE = 60.0
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a message is answered. A first refusal is said in one sentence, further ones are silent.

    `period` is the limit that is reached (None: none); in no longer than that a message is answered again.
    """

    verdict: Verdict
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """At most this many messages of a person are answered in any minute and in any 24 hours."""

    per_minute: int = 20
    per_day: int = 300

    def admit(self, state: Limited, person: str) -> Admission:
        """Return whether a message of `person` that comes now is answered; if so, it counts.

        A refused message does not count: whoever goes on writing is answered again as soon as the window has room. A
        refusal is said once in each minute or day for which it holds, not once a message.
        """
        full = state.count_message(person, (Window(_MINUTE, self.per_minute), Window(_DAY, self.per_day)))
        if full is None:
            return Admission("allowed")
        period: Period = "day" if full.seconds == _DAY else "minute"
        is_first = state.once(person, f"limit of a {period}", full.seconds)
        return Admission("first_refusal" if is_first else "further_refusal", period)
