"""Words that stand for what was spoken of before: "its", "sie", "davon", "the same". Patterns for lower case, folded or not.

Whoever reads them adds those of which it depends on the words around whether they point: "it" and "es", "that" and "das",
"there" and "da" may as well be an article or say nothing ("es gibt", "there is"). Which words stand for several things and which
for one, or for a place, is another matter: who asks that (`bot/on_clusters/listed.py`, `bot/pointing/spoken_of.py`) has patterns for it.
"""

from __future__ import annotations

PERSONAL = r"its|they|their|them|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*"
OF_IT = r"da(?:bei|f[uü]r|mit|nach|von|vor|zu)|dar(?:an|auf|aus|in|um)"
DEMONSTRATIVE = r"denen|dessen|deren|jene\w*|diese[rsmn]?|the same|dasselbe"
