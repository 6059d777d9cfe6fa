"""The exception tree. Every error that a caller can act on descends from `KnowledgeError`.

    KnowledgeError
    ├── InputError            what was given cannot be used: correct it and call again
    │   ├── QuestionError     a question that is empty or too long
    │   └── DocumentError     a document, profile or corpus file that cannot be read or is malformed
    ├── IndexProblem          the index on disk cannot serve: build or rebuild it
    │   ├── IndexMissing      there is none where it was looked for
    │   ├── IndexMismatch     it was made with another encoder, dimension or schema
    │   └── IndexDamaged      its parts do not agree, or a part is unreadable
    ├── EncoderError          the sentence encoder cannot be loaded, or its weights are not the expected ones
    └── StorageError          the data folder cannot be read or written

A message states the value, the rule and the next step, in one line.
"""

from __future__ import annotations


class KnowledgeError(Exception):
    """Root of every error that this project raises on purpose."""


class InputError(KnowledgeError):
    """What the caller gave cannot be used; correct it and call again."""


class QuestionError(InputError):
    """The question is empty, or longer than can be answered."""


class DocumentError(InputError):
    """A document or corpus file cannot be read, or breaks a rule of its format."""


class IndexProblem(KnowledgeError):
    """The index on disk cannot serve as it is; build or rebuild it."""


class IndexMissing(IndexProblem):
    """There is no index where it was looked for."""


class IndexMismatch(IndexProblem):
    """The index was made with another encoder, dimension, splitter or schema."""


class IndexDamaged(IndexProblem):
    """Parts of the index are unreadable or do not agree with each other."""


class EncoderError(KnowledgeError):
    """The sentence encoder cannot be loaded, or its weights are not the expected ones."""


class StorageError(KnowledgeError):
    """The data folder cannot be read or written."""
