"""A conversation over an index that may be renewed while it goes on."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message, Reply
from bot.session.sessions import Session, SessionMemory, Sessions, Topic
from knowledge.answers.answer import Answerer
from knowledge.answers.hot import in_turn


class HotConversation(Conversation):
    """Takes a new index over between two messages, if `answerer` does; each reply is of one generation and names it."""

    def __init__(self, answerer: Answerer, sessions: SessionMemory | None = None) -> None:
        super().__init__(answerer, SurvivingSessions(sessions or Sessions(), answerer))

    def reply(self, message: Message) -> Reply:
        """Return the reply to `message`. Raises `QuestionError` for an empty or overlong text."""
        return in_turn(self._answerer, lambda: self._named(super(HotConversation, self).reply(message)))()

    def _named(self, reply: Reply) -> Reply:
        if reply.answer.generation is not None:
            return reply
        generation = self._answerer.base.manifest.generation
        return replace(reply, answer=reply.answer.model_copy(update={"generation": generation}))


class SurvivingSessions:
    """Sessions in which no cluster is remembered that the index of now has not."""

    def __init__(self, sessions: SessionMemory, answerer: Answerer) -> None:
        self._sessions = sessions
        self._answerer = answerer

    def get(self, name: str) -> Session | None:
        """Return the session, or None when it is new or forgotten."""
        session = self._sessions.get(name)
        if session is None:
            return None
        known = self._answerer.base.profiles
        topic = _surviving(session.topic, known)
        earlier = tuple(_surviving(topic, known) for topic in session.earlier)
        return replace(session, topic=topic, earlier=tuple(topic for topic in earlier if not topic.is_empty))

    def put(self, name: str, session: Session) -> None:
        """Remember `session` under `name`."""
        self._sessions.put(name, session)

    def forget(self, name: str) -> None:
        """Forget the session at once."""
        self._sessions.forget(name)


def _surviving(topic: Topic, known: Container[str]) -> Topic:
    """Return `topic` without clusters that are not `known`; of a list that has lost one, ordinals would name another."""
    listed = topic.listed if all(i in known for i in topic.listed) else ()
    cluster_ids, seen = (tuple(i for i in ids if i in known) for ids in (topic.cluster_ids, topic.seen))
    return replace(topic, listed=listed, cluster_ids=cluster_ids, seen=seen)
