"""Words with which a message begins before it says anything: "and", "aber", "okay", "ah", "hm". Patterns on folded text.

What such words do depends on where they stand, so whoever reads them adds what else may stand beside them there: thanks where
they are left off, "or" and "auch" where they show that a message goes on, "please" where something is wished for.

Two patterns of such words stand by themselves, since figures that are stored or fitted rest on them: which words may stand
before a question that wants yes or no (`question`), and before what is asked behind a preamble (`claims`). For the same reason
`bot/pointing/slots.py` leaves off what joins, but not what is said to oneself: follow-ups are ranked by what is left.
"""

from __future__ import annotations

# what joins a message to what was said before
JOINING = r"and|und|but|aber|so|also|ok(?:ay)?|then|dann|now|jetzt"
# what is said to oneself
EXCLAIMED = r"aha?|ach|oh|hm+|na|well"
# all of these, as many as there are, before what is looked for
BEFORE = rf"\W*(?:(?:{JOINING}|{EXCLAIMED})\W+)*"
