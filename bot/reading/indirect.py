"""A question in indirect speech as one asks it: "whether companies can join" gives "can companies join"."""

from __future__ import annotations

import re

from knowledge.patterns import lazily

_CONJUNCTION = lazily(r"(?:ob|whether(?: or not)?|if)\s+(?:(?:auch|also)\s+)?(?=\w+\W+\w)", re.IGNORECASE)
# moved to the front, where a question of yes or no has it
_AUXILIARY_EN = lazily(
    r"(?<=\w)\s+(?P<verb>is|are|was|were|has|have|had|can|could|may|might|must|will|would|should)\b(?=\s+\w)",
    re.IGNORECASE,
)
_AUXILIARY_DE = lazily(
    r"\s+(?P<verb>ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|konnte|konnten|könnte|könnten|muss|müssen|musste"
    r"|mussten|darf|dürfen|durfte|durften|soll|sollen|sollte|sollten|gibt|gab|gilt|gelten|geht|ging|gingen|kam|kamen|stand|standen|lag|lagen|bekam|bekamen|erhielt|erhielten|begann|begannen|fand|fanden|trat|traten|blieb|blieben"
    r"|nahm|nahmen|lief|liefen|galt|galten|hieß|hießen|entstand|entstanden|gewann|gewannen|verlor|verloren)\W*$",
    re.IGNORECASE,
)
_VERB_DE = lazily(r"\s+(?P<verb>[a-zäöüß]{2,}(?:t|en))\W*$")  # any other verb, which German has at the end
_SENTENCE = lazily(r"[.?!]\s")
_MOST_BEFORE = 6  # words that stand before the verb in English, or it is one of a clause within


def direct(text: str) -> str:
    """Return what `text`, a clause that begins with "whether" or "ob", asks, its verb at the front where that is known by its form; ""
    where it is no such clause.
    """
    found = _CONJUNCTION.match(text)
    clause = text[found.end() :].rstrip(" ?!.") if found is not None else ""
    if found is None or _SENTENCE.search(clause):
        return ""
    is_german = found[0].casefold().startswith("ob")
    verb = _AUXILIARY_DE.search(clause) or _VERB_DE.search(clause) if is_german else _AUXILIARY_EN.search(clause)
    if verb is None or (not is_german and len(clause[: verb.start()].split()) > _MOST_BEFORE):
        return f"{clause}?" if is_german else f"do {clause}?"
    return f"{verb['verb']} {clause[: verb.start()]}{clause[verb.end() :]}?"
