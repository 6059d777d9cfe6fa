"""Words by which claims differ that speak of the same matter: those that deny, exclude, limit, take all, ask for a choice.

The patterns are looked for in folded words with single spaces between them (`" ".join(tokenise(text))`).
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.asked.claims import claim
from knowledge.asked.numerals import numbers_asked
from knowledge.asked.question import years_in
from knowledge.patterns import lazily
from knowledge.records import Claim, Language, Verdict
from knowledge.words.text import stem, tokenise

# What denies a claim; what leaves a field or a place out of a wish is said otherwise: `excluded`.
DENIES = lazily(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|isn|aren|wasn|weren|don|doesn|didn|won t|hasn|haven|hadn|couldn|wouldn|shouldn|mustn|needn|can t|cant|isnt|arent|wasnt|werent|dont|doesnt|didnt"
    r"|nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder)\b"
)
# Words that deny without a "not": what they say of a thing, a statement that says it plainly contradicts.
EXCLUDES = lazily(
    r"\b(?:forbidden|banned|prohibited|exclud\w+|exclusions?|irrelevant|lacks?|lacking|missing|ignores?|omit\w*|neglect\w*|leaves? out|left out"
    r"|kept out|verboten|untersagt|ausgeschl\w+|ausschluss\w*|ausschliess(?:t|en|e)?|fehl(?:t|te|en|ten)|vermiss(?:t|te|en|ten)|verzichte\w*|unwichtig\w*|irrelevant\w*"
    r"|ignorier\w+|vernachlassig\w+|aussen vor|blende(?:t|te|n|ten)"
    r"|hardly|barely|scarcely|ignor\w*|unimportant|useless|pointless|dispensable|superfluous|absent|barred|shut out|kept out of|keeps? out"
    r"|kept away|stay(?:ed)? away|wound up|scrapped|abolished|cancelled|dropped|refus\w*|reject\w*|turned down|confidential\w*"
    r"|kaum|entbehrlich\w*|verzichtbar\w*|uberflussig\w*|belanglos\w*|unerheblich\w*|nebensach\w*|fern|fernhalten|abgeschafft|abgesagt"
    r"|eingestellt|gestrichen|aufgelost|ausgefallen|abgelehnt|verweiger\w*|vertraulich\w*)\b"
)
# Something in the place of something else: where a statement knows no such choice, what it says is the other thing.
INSTEAD = lazily(r"\b(?:instead of|rather than|anstatt|statt(?!$))\b")
# Who asks whether there is any such thing, or that as well, has mostly read of it.
ALSO = lazily(r"\b(?:also|too|as well|even|auch|sogar)\b")
EXISTS = lazily(r"^(?:und |and |so )?(?:is|are|was|were|has|have) there\b|^(?:gibt|gab) (?:es|s)\b|\b(?:gibt|gab) es\b")
ANY = lazily(r"\b(?:any|anyone|anybody|some|somebody|someone|ever|irgend\w*|jemand\w*|mal|je|jemals|manche\w*)\b")
# A choice ("free or not?"), and a question that asks for something else as well ("and until when?"), want more than yes or no.
CHOICE = lazily(
    r"\b(?:or|oder|(?:and|und) (?:how|what|when|where|who|which|why|wie|was|wann|wo|wer|warum|welche\w*))\b"
)
LIMITS = lazily(
    r"\b(?:only|just|solely|exclusively|merely|alone|reserved|nur|bloss|ausschliesslich|lediglich|allein\w*|vorbehalten|erst|own|itself"
    r"|themselves|selbst|eigen\w*)\b"
)
ALL = lazily(
    r"\b(?:all|every|everyone|always|entire\w*|whole|fully|alle[mns]?|jede[mnrs]?|immer|samtliche\w*|ganz\w*|komplett\w*|vollstandig)\b"
)
NO_QUANTITY = lazily(
    r"\b(?:above|first of|after|at) all\b|\ball (?:previous|others?)\b|\b(?:vor allem|immer noch|noch immer|so alles)\b"
)
# Who asks to be given something wants that, not a yes.
REQUEST = lazily(
    r"^(?:please )?(?:can|could|would|will) you\b|^(?:konnen|konnten|wurden) sie\b|^(?:kannst|konntest|wurdest) du\b"
)
MORE = lazily(r"\b(?:more than|over|at least|above|exceed\w*|mehr als|uber|mindestens)\b")
FEWER = lazily(r"\b(?:fewer than|less than|under|below|at most|weniger als|unter|hochstens)\b")
# That one has to do or have something is said by a word for it: "do you need a label to join" is not true of whoever joined
NEEDS = lazily(
    r"\b(?:needs?|needed|must|have to|has to|had to|requir\w*|necessary|obligatory|compulsory|mandatory|conditions?|prerequisite\w*"
    r"|muss\w*|mussen|musst\w*|brauch\w*|benotig\w*|notig\w*|notwendig\w*|erforder\w*|pflicht\w*|verpflicht\w*|vorausset\w*|vorausgesetzt|bedingung\w*)\b"
)
# What compares or orders, in which the same words can be said of another thing.
COMPARES = lazily(
    r"\b(?:more|fewer|less|most\w*|bigger|larger|smaller|cheaper|dearer|better|worse|higher|older|younger|both|each|either|first|last"
    r"|largest|biggest|instead|gunstiger|billiger|teurer|besser|schlechter|hoher|alter|junger"
    r"|mehr|weniger|meisten?|grosser\w*|kleiner\w*|grosste\w*|beide\w*|jeweils|erste\w*|letzte\w*|anstatt|statt(?!$))\b"
)
WHEN = lazily(r"\b(?:before|after|since|until|by|vor|nach|seit|bis|ab|zwischen|between)\b")
DECADE = lazily(r"\b(?:19|20)\d0(?:er|s)\b")
# Of a list, or of several things with a remark each ("A (first), B (second)"), each item says something else.
_REMARKED = lazily(r"\([^()]*\)")
LEVELS = (lazily(r"\bbronze"), lazily(r"\bsil(?:ver|ber)"), lazily(r"\bgold"))
# Words that a claim can do without: the statement says the same with others. What a question or a follow-up can do without is
# more, and other words: `sought`, `just_said`, `bot/pointing/slots.py`.
LIGHT: dict[Language, frozenset[str]] = {
    "en": frozenset(
        """take took taken taking place hold held happen happened see sees seen say says said mean means come came go
        goes went give gives gave given call called name named names include includes included belong belongs
        belonged exist exists existed there one thing things something anything actually really already ever still""".split()
    ),
    "de": frozenset(
        """fand fanden findet finden statt gibt gab geben ging gingen geht gehen kam kamen kommt kommen steht stehen stand liegt lag
        liegen stammt stammen gehort gehoren gehorte gehorten zahlt zahlen zahlte umfasst umfassen umfasste nennt nennen nannte
        genannt heisst lief laufen lauft wollte wollen soll sollen gilt gelten galt besteht bestand nahm nahmen nimmt nehmen teil
        laut drehte eigentlich wirklich tatsachlich schon bereits noch etwas dabei""".split()
    ),
}


@cache
def light_stems(language: Language) -> frozenset[str]:
    """Return the stems of the words that a claim can do without."""
    return frozenset(stem(word, language) for word in LIGHT[language])


SAYS_YES, SAYS_NO, SAYS_NEITHER, DENYING = 1, 2, 4, 8
_KIND = 4  # bits below it


def kind_of(claimed: str, asked: str) -> int:
    """Return a number that is the same for claims of the same quantity, limits and exclusions, years, numbers and levels.

    `asked` is what is claimed as folded words. Of two that have another one, words in common tell little.
    """
    words = [bool(pattern.search(asked)) for pattern in (LIMITS, EXCLUDES)] + [takes_all(asked)]
    levels = [i for i, level in enumerate(LEVELS) if level.search(asked)]
    return crc32(repr((words, levels, sorted(years_in(claimed)), sorted(numbers_asked(claimed)))).encode()) >> _KIND


def takes_all(asked: str) -> bool:
    """Return whether a claim, as folded words, is of all or of the whole of something."""
    return ALL.search(NO_QUANTITY.sub("", asked)) is not None


def mark_of(line: str, verdict: Verdict | None) -> int:
    """Return what is compared of an asked line besides its stems, as one number of 32 bits: the verdict on it, whether it
    denies, and `kind_of`; 0: it has no verdict.
    """
    return 0 if verdict is None else mark_of_claim(Claim(line, verdict))


def mark_of_claim(claimed: Claim) -> int:
    """Return the same of a claim, which may be one that the statement does not decide."""
    asked = claim(claimed.text)
    words = " ".join(tokenise(asked))
    says = {"yes": SAYS_YES, "no": SAYS_NO, None: SAYS_NEITHER}[claimed.verdict]
    return says | (DENYING if DENIES.search(words) else 0) | kind_of(asked, words) << _KIND


def kinds_in(marks: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Return the `kind_of` of each line by its mark."""
    return marks >> np.uint32(_KIND)


def is_list(text: str) -> bool:
    """Return whether each item of `text` says something else: a list, or several things with a remark in brackets each."""
    return "\n" in text or len(_REMARKED.findall(text)) > 1
