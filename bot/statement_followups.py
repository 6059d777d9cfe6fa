"""What a message means that goes on with a question to the sources: "And in 2013?", "Who opened it?", "Wie viele kamen?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.pointing import points
from bot.sessions import Topic
from bot.slots import asks, beyond_slots, content_words, exchanged, goes_on, topic_words, without_opening
from knowledge.answer import Answerer
from knowledge.context import Before, Runs, in_context, is_of_other_year, is_on_topic
from knowledge.question import analyse, years_in
from knowledge.records import Language
from knowledge.retrieval import Retrieved
from knowledge.text import fold, terms, tokenise

_POINTING = re.compile(
    r"\b(?:it|its|they|their|them|those|he|she|his|her|er|sie|ihn|ihm|ihr|ihre\w*|sein\w*|dort|davon|damit|dafur|dabei|dazu|darin|davor|danach"
    r"|daraus|darauf|darum|denen|dessen|deren|jene\w*|diese[rsmn]?|the same|dasselbe|else|each|both|beide\w*|jede[rsmn]?)\b|(?<!are )(?<!is )(?<!was )\bthere\b"
    r"|(?<!gibt )(?<!gab )(?<!geht )(?<!ging )(?<!wenn )\bes\b"
    r"|\b(?:do|does|did|is|was|were|are|can|could|of|about|for|with|after|before|to|by|in|on|at|from|like|than|has|had|will|would|why|how|what|who) (?:that|this)\b"
    r"|\b(?:das|der|die|den|dem)(?=\W*$|\s+(?:ist|sind|war|waren|hat|haben|so|gewesen|gemacht|passiert|bezahlt|gekostet|etwas|eigentlich|denn|auch|noch|nicht|in|im|aus|mit|zu[mr]?|vo[mn]|auf|bei|beim|fur|an|am|nach)\b)|\bda\b"
)
_OTHER = re.compile(r"\b(?:else|sonst|other|others|another|further|weitere\w*|andere\w*|noch (?:mehr|etwas|was))\b")
_IT = re.compile(r"\bIT\b")
_SHORT = 8
_BRIEF = 3
_FEW = 3
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as it is understood: in full, what its topic is from now on, and the statements if they are ranked."""

    text: str
    topic: Topic
    retrieved: Retrieved | None = None


def points_back(text: str, language: Language) -> bool:
    """Return whether `text` shows that it goes on with what was said: by how it begins, by a pronoun, by saying nothing itself."""
    if goes_on(text) or points(text, language) or not terms(text, language):
        return True
    return _POINTING.search(fold(_IT.sub(" ", text))) is not None


def understand(
    text: str, language: Language, topic: Topic, answerer: Answerer, *, stays: bool = False
) -> Understood | None:
    """Return what `text` means after `topic`, a question to the sources; None: `text` stands by itself.

    `stays`: it is known to be on the topic.
    """
    gazetteer = answerer.base.gazetteer
    root = exchanged(text, topic.question, language, gazetteer)
    last = root if topic.last == topic.question else exchanged(text, topic.last, language, gazetteer)
    asking = asks(text)
    follows = stays or points_back(text, language) or bool((root or last) and len(text.split()) <= _BRIEF)
    n_terms = len(set(terms(text, language, compounds=False)))
    if n_terms > _SHORT or (not follows and (n_terms > _FEW or _names(text, answerer))):
        return None
    alone = answerer.retrieve(text, language)
    before = Before(
        f"{topic.question} {topic.last}", topic.statement_ids, wants_other=_OTHER.search(fold(text)) is not None
    )
    follows = follows or is_of_other_year(answerer.base, alone, before)
    sure = alone.confidence >= _SURE and alone.gap is None
    if not follows and (sure or (alone.gap is not None and len(text.split()) > _BRIEF + 1)):
        return None
    follows = follows or (n_terms <= 1 and len(text.split()) <= _BRIEF)
    if (asking or not follows) and _seeks_clusters(text, language, alone, answerer):
        return None
    root_text = root[0] if root else topic.question
    bare = without_opening(text) or text
    subject = topic_words(root_text, language) or root_text
    if asking:
        full = f"{bare.rstrip('?!. ')} {subject}?"
        texts = [f"{last[0] if last else topic.last} {text}", full]
        after = replace(topic, question=root_text, last=text)
    elif last is not None or root is not None:
        if last is not None:
            full = " ".join(filter(None, last))
            rooted = full if topic.last == topic.question else " ".join(filter(None, root or (topic.question,)))
            after = replace(topic, question=rooted, last=full)
        else:
            assert root is not None
            full = " ".join(filter(None, (topic.last, subject, root[1])))
            after = replace(topic, question=" ".join(filter(None, root)))
        texts = [full]
    else:
        full = f"{topic.last} {text}"
        texts = [full] if topic.last == topic.question else [full, f"{topic.question} {text}"]
        rooted = full if topic.last == topic.question else f"{topic.question} {text}"
        after = replace(topic, question=rooted, last=full if topic.last == topic.question else topic.last)
    bare_slots = not asking and (last is not None or not beyond_slots(text, language, gazetteer))
    says_nothing = asking and not content_words(text, language)
    runs = Runs(
        None if bare_slots or says_nothing else alone,
        tuple(answerer.retrieve(t, language) for t in texts),
        exchanged=bare_slots,
    )
    question = analyse(text if asking else full)
    said = frozenset(years_in(text)) or (frozenset(years_in(full)) if root or last else frozenset[str]())
    question = replace(question, years=said)
    added = " ".join(content_words(text, language))
    retrieved = in_context(answerer.base, added, question, runs, before)
    if not follows and not is_on_topic(answerer.base, retrieved, before):
        return None
    return Understood(full, after, retrieved)


def _names(text: str, answerer: Answerer) -> bool:
    """Return whether `text` names what it is about: a year, a place, a field, or the programme."""
    found = answerer.base.gazetteer.find(text)
    return bool(years_in(text)) or "gocluster" in tokenise(text) or any(name.kind != "label" for name in found)


def _seeks_clusters(text: str, language: Language, alone: Retrieved, answerer: Answerer) -> bool:
    wish = answerer.finder.reader.read(text, language)
    return wish.conditions not in ((), ("member",), ("label",)) and answerer.wants_clusters(text, language, wish, alone)
