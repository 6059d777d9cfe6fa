"""Words of asking, and how they begin a question: "who", "womit", "in which". Patterns for lower case, folded or not.

They say that something is asked. What kind of thing it is, and what a statement must have to answer, `question` and `values` tell,
each with the words that stand beside them: "which year" asks for another thing than "which people".
"""

from __future__ import annotations

WHO = r"who(?:m|se)?|we[rnm]|wessen"
_WHERE_DE = r"wo(?:hin|her|mit|zu|von|durch|bei|nach|gegen|f[uü]r|r(?:an|auf|aus|in|um|[uü]ber))?"
INTERROGATIVE = rf"{WHO}|what|which|when|where|why|how|was|welche\w*|wann|{_WHERE_DE}|wie(?:so|viel\w*)?|warum|weshalb"
PREPOSITIONS = r"in|on|at|by|for|from|to|with|of|since|until|an|ab|auf|aus|bei|bis|f[uü]r|mit|nach|seit|um|von|vor|zu"
# a word of asking with what may stand before it
ASKED = rf"(?:(?:{PREPOSITIONS})\s+)?(?:{INTERROGATIVE})\b"
