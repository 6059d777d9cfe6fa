"""This project as the systems that the bench measures: `python -m benchmarks.ours KIND`.

answers      whole answers of the conversation, as the bot gives them
reference    the same, with sentence-transformers as the encoder
search       hybrid search alone
encoding     the exported graph alone, in full: one vector a question
questions    the same in eight bits, as questions are encoded
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.peers.protocol import K, System, run
from bot.app import open_base
from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from bot.settings import Settings
from indexer.generation.builder import build
from indexer.inputs.collecting import gather
from indexer.models.exporting import prepare
from indexer.shipped.corpus import Corpus
from knowledge.answers.answer import Answerer
from knowledge.index.generations import current
from knowledge.index.manifest import read
from knowledge.records import Answer
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import Encoder
from knowledge.sentence_model.graph_encoder import GraphEncoder

PACKAGES = ("clusterbot", "onnxruntime", "tokenizers", "faiss-cpu", "numpy")


def build_index(passages: Sequence[tuple[str, str]], folder: Path, setting: str | None) -> None:
    """Index (id, text) as plain text files under `folder`, as `clusterbot index FOLDER` does; `doc_id` is the id + ".txt".

    `setting` names the encoder; None: the one that comes with the installation.
    """
    with tempfile.TemporaryDirectory() as texts:
        for identifier, text in passages:
            Path(texts, f"{identifier}.txt").write_text(text, encoding="utf-8")
        encoder, graph = prepare(setting, folder)
        build(Corpus(gather([Path(texts)]).documents, ()), encoder, folder, graph=graph)


def answered_alone(conversation: Conversation, question: str) -> Answer:
    """Return the answer to a question that is a conversation of its own, forgotten afterwards."""
    answer = conversation.reply(Message(question, session=question)).answer
    conversation.forget(question)
    return answer


class Answers:
    """Whole answers, each question a conversation of its own."""

    name = "clusterbot, whole answer"
    settings = "what the bot reads ahead while nobody asks has been read"
    packages = PACKAGES

    def __init__(self, encoder: str | None = None) -> None:
        self._encoder = encoder
        self._conversation: Conversation | None = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Build an index of plain text."""
        build_index(passages, folder, self._encoder)

    def open(self, folder: Path) -> None:
        """Open the index, and read ahead what a running bot reads while nobody asks."""
        answerer = Answerer(open_base(Settings(data=folder, encoder=self._encoder)))
        for _ in answerer.read_ahead():
            pass
        self._conversation = Conversation(answerer)

    def ask(self, text: str) -> list[str]:
        """Answer, and return what is cited."""
        assert self._conversation is not None
        return [citation.passage_id for citation in answered_alone(self._conversation, text).citations]


class Search:
    """Hybrid search."""

    name = "clusterbot, search"
    settings = "hybrid search as in clusterbot search; plain text is encoded as a whole and by sentence"
    packages = PACKAGES

    def __init__(self, encoder: str | None = None) -> None:
        self._encoder = encoder
        self._base: KnowledgeBase | None = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Build an index of plain text."""
        build_index(passages, folder, self._encoder)

    def open(self, folder: Path) -> None:
        """Open the index, and read ahead what a running bot reads while nobody asks."""
        self._base = open_base(Settings(data=folder, encoder=self._encoder))
        for _ in self._base.read_ahead():
            pass

    def ask(self, text: str) -> list[str]:
        """Search in the language that is heard; the id of a plain text is its file's name without the suffix."""
        assert self._base is not None
        query = self._base.searcher.prepare(text, self._base.language_of(text))
        return [hit.passage.doc_id.removesuffix(".txt") for hit in self._base.searcher.search(query, k=K)]


class Encoding:
    """The encoder alone, as sentence-transformers has it: the graph in full."""

    name = "bare encoding, exported graph"
    settings = "one question a call, in ONNX Runtime, in full"
    packages = PACKAGES
    _eight_bits = False

    def __init__(self) -> None:
        self._encoder: Encoder | None = None

    def index(self, passages: Sequence[tuple[str, str]], folder: Path) -> None:
        """Encode; nothing is written."""
        encoder = self._encoder or prepare(None, folder)[0]
        encoder.encode_passages([text for _, text in passages])

    def open(self, folder: Path) -> None:
        """Load the graph that the index under `folder` names."""
        made = read(current(folder))
        assert made.graph is not None
        self._encoder = GraphEncoder(folder / made.graph, eight_bits=self._eight_bits)

    def ask(self, text: str) -> list[str]:
        """Encode; nothing is found."""
        assert self._encoder is not None
        self._encoder.encode_queries([text])
        return []


class QuestionEncoding(Encoding):
    """The encoder of questions alone."""

    name = "bare encoding, in eight bits"
    settings = "one question a call, in ONNX Runtime, as clusterbot encodes questions"
    _eight_bits = True


KINDS: Mapping[str, Callable[[], System]] = {
    "answers": Answers,
    "search": Search,
    "encoding": Encoding,
    "questions": QuestionEncoding,
}


if __name__ == "__main__":
    run(KINDS[sys.argv[1]]())
