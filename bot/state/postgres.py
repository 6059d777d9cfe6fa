"""The state in PostgreSQL, for any number of machines."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bot.scrubbing import scrubbed
from bot.session.sessions import Session
from bot.state import postgres_privacy, session_json
from bot.state.postgres_updates import NOW, PostgresUpdates
from bot.state.records import AnswerFigure, Gap, PersonData, RatedAnswer, Shown, Window, person_of
from knowledge.records import AnswerKind, Language

_TOKEN_BYTES = 9  # 12 characters
_TOUCHED_SECONDS = 86_400.0
_DAY = f"to_char(to_timestamp({NOW}) at time zone 'utc', 'YYYY-MM-DD')"
_LOCK = "select pg_advisory_xact_lock(hashtextextended(%(lock)s, 0))"


class PostgresState(PostgresUpdates):
    """A `State` in a database. See `bot.state.protocol` for what each method does."""

    # -- memory ----------------------------------------------------------------------------------------------

    def session(self, name: str) -> Session | None:
        row = self._db.row("select session from clusterbot.sessions where name = %s", (name,))
        return None if row is None else session_json.read(row[0])

    def put_session(self, name: str, session: Session) -> None:
        self._db.write(
            f"""insert into clusterbot.sessions (name, person, session, at)
                values (%(name)s, %(person)s, %(session)s, {NOW})
                on conflict (name) do update set session = excluded.session, at = excluded.at""",
            self._values(name=name, person=person_of(name), session=session_json.dump(session)),
        )

    def forget_session(self, name: str) -> None:
        self._db.together(
            ("delete from clusterbot.sessions where name = %s", (name,)),
            ("delete from clusterbot.shown where session = %s", (name,)),
        )

    def language(self, person: str) -> Language | None:
        row = self._db.row(
            f"select language, at < {NOW} - %(touched)s from clusterbot.languages where person = %(person)s",
            self._values(person=person, touched=_TOUCHED_SECONDS),
        )
        if row is None:
            return None
        language: Language = row[0]
        if row[1]:  # a choice lasts as long as its person comes back
            self._db.write(
                f"update clusterbot.languages set at = {NOW} where person = %(person)s", self._values(person=person)
            )
        return language

    def set_language(self, person: str, language: Language | None) -> None:
        if language is None:
            self._db.write("delete from clusterbot.languages where person = %s", (person,))
            return
        self._db.write(
            f"""insert into clusterbot.languages values (%(person)s, %(language)s, {NOW})
                on conflict (person) do update set language = excluded.language, at = excluded.at""",
            self._values(person=person, language=language),
        )

    def remember_shown(self, session: str, kind: str, payload: str) -> str:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._db.write(
            f"""insert into clusterbot.shown (token, session, person, kind, payload, at)
                values (%(token)s, %(session)s, %(person)s, %(kind)s, %(payload)s, {NOW})""",
            self._values(
                token=token, session=session, person=person_of(session), kind=kind, payload=_storable(payload)
            ),
        )
        return token

    def shown(self, token: str) -> Shown | None:
        row = self._db.row(
            "select token, session, kind, payload, at from clusterbot.shown where token = %s", (_storable(token),)
        )
        return None if row is None else Shown(*row)

    def set_replies(self, chat: str, message_id: int, reply_ids: Sequence[int]) -> None:
        values = self._values(chat=chat, message_id=message_id, reply_ids=list(reply_ids))
        self._db.together(
            ("delete from clusterbot.replies where chat = %(chat)s and message_id = %(message_id)s", values),
            (
                f"""insert into clusterbot.replies (chat, message_id, position, reply_id, at)
                    select %(chat)s, %(message_id)s, position, reply_id, {NOW}
                    from unnest(%(reply_ids)s::bigint[]) with ordinality as given (reply_id, position)""",
                values,
            ),
        )

    def replies(self, chat: str, message_id: int) -> tuple[int, ...]:
        rows = self._db.rows(
            "select reply_id from clusterbot.replies where chat = %s and message_id = %s order by position",
            (chat, message_id),
        )
        return tuple(reply_id for (reply_id,) in rows)

    def reached(self, counter: str, message_id: int) -> int:
        row = self._db.row(
            f"""insert into clusterbot.counters as c (counter, newest, at) values (%(counter)s, %(message_id)s, {NOW})
                on conflict (counter) do update set newest = greatest(c.newest, excluded.newest), at = excluded.at
                returning newest""",
            self._values(counter=counter, message_id=message_id),
        )
        return int(row[0])

    # -- limits ----------------------------------------------------------------------------------------------

    def count_message(self, person: str, windows: Sequence[Window]) -> Window | None:
        full = f"""(select count(*) from clusterbot.messages m where m.person = %(person)s and m.at > {NOW} - w.seconds) >= w.most"""
        given = "unnest(%(seconds)s::float8[], %(most)s::bigint[]) as w (seconds, most)"
        longest = sorted(windows, key=lambda window: window.seconds, reverse=True)
        values = self._values(
            person=person,
            lock=f"messages of {person}",
            seconds=[float(window.seconds) for window in longest],
            most=[window.most for window in longest],
        )
        n_counted = self._db.together(
            (_LOCK, values),
            (
                f"""insert into clusterbot.messages (person, at) select %(person)s, {NOW}
                    where not exists (select from {given} where {full})""",
                values,
            ),
        )
        if n_counted:
            return None
        row = self._db.row(f"select w.seconds, w.most from {given} where {full} order by w.seconds desc", values)
        return longest[-1] if row is None else Window(*row)  # None: it was full a moment ago

    def once(self, person: str, what: str, seconds: float) -> bool:
        n_told = self._db.write(
            f"""insert into clusterbot.told as t (person, what, at) values (%(person)s, %(what)s, {NOW})
                on conflict (person, what) do update set at = excluded.at where t.at <= {NOW} - %(seconds)s""",
            self._values(person=person, what=what, seconds=seconds),
        )
        return n_told == 1

    # -- for staff -------------------------------------------------------------------------------------------

    def rate(self, token: str, person: str, *, good: bool, question: str, answer: str = "", language: Language) -> None:
        values = self._values(
            lock=f"rating of {token}",
            token=token,
            person=person,
            good=good,
            question=scrubbed(question),
            answer=scrubbed(answer),
            language=language,
        )
        self._db.together(
            (_LOCK, values),
            (
                f"""insert into clusterbot.rated_answers
                    values (%(token)s, %(question)s, %(answer)s, %(language)s, 0, 0, {_DAY}) on conflict do nothing""",
                values,
            ),
            (
                f"""update clusterbot.rated_answers a set day = {_DAY},
                      good = a.good + %(good)s::bool::int - coalesce(r.good::int, 0),
                      bad = a.bad + (not %(good)s::bool)::int - coalesce(1 - r.good::int, 0)
                    from (values (1)) as one left join clusterbot.ratings r
                      on r.token = %(token)s and r.person = %(person)s
                    where a.token = %(token)s""",
                values,
            ),
            (
                f"""insert into clusterbot.ratings values (%(token)s, %(person)s, %(good)s, {NOW})
                    on conflict (token, person) do update set good = excluded.good, at = excluded.at""",
                values,
            ),
        )

    def bad_ratings(self) -> list[RatedAnswer]:
        rows = self._db.rows(
            """select question, answer, language, good, bad, day from clusterbot.rated_answers where bad > 0
               order by bad desc, day desc, question collate "C", token collate "C" """
        )
        return [RatedAnswer(*row) for row in rows]

    def add_gap(self, question: str, language: Language, reason: str) -> None:
        self._db.write(
            f"""insert into clusterbot.gaps (question, language, reason, day)
                values (%(question)s, %(language)s, %(reason)s, {_DAY})""",
            self._values(question=scrubbed(question), language=language, reason=reason),
        )

    def gaps(self) -> list[Gap]:
        rows = self._db.rows(
            "select question, language, reason, day from clusterbot.gaps order by day desc, gap_rowid desc"
        )
        return [Gap(*row) for row in rows]

    def add_answer(self, kind: AnswerKind, elapsed_ms: float, language: Language) -> None:
        self._db.write(
            f"""insert into clusterbot.answers (at, kind, elapsed_ms, language)
                values ({NOW}, %(kind)s, %(elapsed_ms)s, %(language)s)""",
            self._values(kind=kind, elapsed_ms=elapsed_ms, language=language),
        )

    def answers_since(self, since: float) -> list[AnswerFigure]:
        rows = self._db.rows(
            "select at, kind, elapsed_ms, language from clusterbot.answers where at >= %s order by at, answer_rowid",
            (since,),
        )
        return [AnswerFigure(*row) for row in rows]

    # -- privacy ---------------------------------------------------------------------------------------------

    def agrees_on_key(self, channel: str, fingerprint: str | None) -> bool:
        """Return whether the bots that share this state have the key of pseudonyms with this fingerprint.

        The first that asks decides. None: whether there is none decided yet.
        """
        if fingerprint is not None:
            self._db.write(
                "insert into clusterbot.keys values (%s, %s) on conflict (channel) do nothing", (channel, fingerprint)
            )
        row = self._db.row("select fingerprint from clusterbot.keys where channel = %s", (channel,))
        return (None if row is None else row[0]) == fingerprint

    def export(self, person: str) -> PersonData:
        with self._db.transaction() as connection:
            return postgres_privacy.export(connection, person)

    def delete(self, person: str) -> int:
        with self._db.transaction() as connection:
            return postgres_privacy.delete(connection, person)

    def prune(self, *, keep_days: float) -> None:
        with self._db.transaction() as connection:
            postgres_privacy.prune(connection, self._values(), keep_days)


def _storable(text: str) -> str:
    """Return the text without the one character that PostgreSQL's text cannot hold."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
