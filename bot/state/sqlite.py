"""The state in one SQLite file, for one machine."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bot.scrubbing import scrubbed
from bot.session.sessions import Session
from bot.state import session_json, sqlite_privacy
from bot.state.days import day_of
from bot.state.records import AnswerFigure, Gap, PersonData, RatedAnswer, Shown, Window, person_of
from bot.state.sqlite_updates import SqliteUpdates
from knowledge.records import AnswerKind, Language

STATE_FILE = "state.db"
_TOKEN_BYTES = 9  # 12 characters
_TOUCHED_SECONDS = 86_400.0


class SqliteState(SqliteUpdates):
    """A `State` in the file `path`. See `bot.state.protocol` for what each method does."""

    # -- memory ----------------------------------------------------------------------------------------------

    def session(self, name: str) -> Session | None:
        row = self._db.row("select session from sessions where name = ?", (name,))
        return None if row is None else session_json.read(row[0])

    def put_session(self, name: str, session: Session) -> None:
        self._db.write(
            "insert or replace into sessions (name, person, session, at) values (?, ?, ?, ?)",
            (name, person_of(name), session_json.dump(session), self._clock()),
        )

    def forget_session(self, name: str) -> None:
        with self._db.transaction() as connection:
            connection.execute("delete from sessions where name = ?", (name,))
            connection.execute("delete from shown where session = ?", (name,))

    def language(self, person: str) -> Language | None:
        row = self._db.row("select language, at from languages where person = ?", (person,))
        if row is None:
            return None
        language: Language = row[0]
        if row[1] < self._clock() - _TOUCHED_SECONDS:  # a choice lasts as long as its person comes back
            self._db.write("update languages set at = ? where person = ?", (self._clock(), person))
        return language

    def set_language(self, person: str, language: Language | None) -> None:
        if language is None:
            self._db.write("delete from languages where person = ?", (person,))
        else:
            self._db.write("insert or replace into languages values (?, ?, ?)", (person, language, self._clock()))

    def remember_shown(self, session: str, kind: str, payload: str) -> str:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._db.write(
            "insert into shown (token, session, person, kind, payload, at) values (?, ?, ?, ?, ?, ?)",
            (token, session, person_of(session), kind, payload, self._clock()),
        )
        return token

    def shown(self, token: str) -> Shown | None:
        row = self._db.row("select token, session, kind, payload, at from shown where token = ?", (token,))
        return None if row is None else Shown(*row)

    def set_replies(self, chat: str, message_id: int, reply_ids: Sequence[int]) -> None:
        now = self._clock()
        with self._db.transaction() as connection:
            connection.execute("delete from replies where chat = ? and message_id = ?", (chat, message_id))
            connection.executemany(
                "insert into replies (chat, message_id, position, reply_id, at) values (?, ?, ?, ?, ?)",
                [(chat, message_id, position, reply_id, now) for position, reply_id in enumerate(reply_ids)],
            )

    def replies(self, chat: str, message_id: int) -> tuple[int, ...]:
        rows = self._db.rows(
            "select reply_id from replies where chat = ? and message_id = ? order by position", (chat, message_id)
        )
        return tuple(reply_id for (reply_id,) in rows)

    def reached(self, counter: str, message_id: int) -> int:
        row = self._db.row(
            """insert into counters (counter, newest, at) values (?, ?, ?)
               on conflict (counter) do update set newest = max(newest, excluded.newest), at = excluded.at
               returning newest""",
            (counter, message_id, self._clock()),
        )
        return int(row[0])

    # -- limits ----------------------------------------------------------------------------------------------

    def count_message(self, person: str, windows: Sequence[Window]) -> Window | None:
        now = self._clock()
        with self._db.transaction() as connection:
            for window in sorted(windows, key=lambda w: w.seconds, reverse=True):
                (count,) = connection.execute(
                    "select count(*) from messages where person = ? and at > ?", (person, now - window.seconds)
                ).fetchone()
                if count >= window.most:
                    return window
            connection.execute("insert into messages (person, at) values (?, ?)", (person, now))
        return None

    def once(self, person: str, what: str, seconds: float) -> bool:
        now = self._clock()
        n_told = self._db.write(
            """insert into told (person, what, at) values (?, ?, ?)
               on conflict (person, what) do update set at = excluded.at where told.at <= ?""",
            (person, what, now, now - seconds),
        )
        return n_told == 1

    # -- for staff -------------------------------------------------------------------------------------------

    def rate(self, token: str, person: str, *, good: bool, question: str, answer: str = "", language: Language) -> None:
        now = self._clock()
        day = day_of(now)
        with self._db.transaction() as connection:
            before = connection.execute(
                "select good from ratings where token = ? and person = ?", (token, person)
            ).fetchone()
            connection.execute("insert or replace into ratings values (?, ?, ?, ?)", (token, person, int(good), now))
            connection.execute(
                "insert or ignore into rated_answers values (?, ?, ?, ?, 0, 0, ?)",
                (token, scrubbed(question), scrubbed(answer), language, day),
            )
            change = {"good": int(good), "bad": int(not good)}
            if before is not None:
                change["good" if before[0] else "bad"] -= 1
            connection.execute(
                "update rated_answers set good = good + ?, bad = bad + ?, day = ? where token = ?",
                (change["good"], change["bad"], day, token),
            )

    def bad_ratings(self) -> list[RatedAnswer]:
        rows = self._db.rows(
            """select question, answer, language, good, bad, day from rated_answers where bad > 0
               order by bad desc, day desc, question, token"""
        )
        return [RatedAnswer(*row) for row in rows]

    def add_gap(self, question: str, language: Language, reason: str) -> None:
        self._db.write(
            "insert into gaps (question, language, reason, day) values (?, ?, ?, ?)",
            (scrubbed(question), language, reason, day_of(self._clock())),
        )

    def gaps(self) -> list[Gap]:
        rows = self._db.rows("select question, language, reason, day from gaps order by day desc, gap_rowid desc")
        return [Gap(*row) for row in rows]

    def add_answer(self, kind: AnswerKind, elapsed_ms: float, language: Language) -> None:
        self._db.write(
            "insert into answers (at, kind, elapsed_ms, language) values (?, ?, ?, ?)",
            (self._clock(), kind, elapsed_ms, language),
        )

    def answers_since(self, since: float) -> list[AnswerFigure]:
        rows = self._db.rows(
            "select at, kind, elapsed_ms, language from answers where at >= ? order by at, answer_rowid", (since,)
        )
        return [AnswerFigure(*row) for row in rows]

    # -- privacy ---------------------------------------------------------------------------------------------

    def export(self, person: str) -> PersonData:
        with self._db.transaction() as connection:
            return sqlite_privacy.export(connection, person)

    def delete(self, person: str) -> int:
        with self._db.transaction() as connection:
            count = sqlite_privacy.delete(connection, person)
        self._db.empty_journal()
        return count

    def prune(self, *, keep_days: float) -> None:
        with self._db.transaction() as connection:
            sqlite_privacy.prune(connection, self._clock(), keep_days)
        self._db.empty_journal()
