"""How reading a web address ends when it does not end well. Each is a `DocumentError` with one line.

DocumentError
├── Refused        it must not or cannot be read as it is: a kept copy is not used either
│   ├── Gone       the server says that there is nothing any more (404, 410)
│   └── Private    it leads into a private network
└── Unreachable    it could not be had this time (time-out, server fault): a kept copy stays good
"""

from __future__ import annotations

from knowledge.errors import DocumentError


class Refused(DocumentError):
    """The address or what it answers breaks a rule."""


class Gone(Refused):
    """The server says that there is no such page, or no longer."""


class Private(Refused):
    """The address leads to a network address that is not public, and that no setting allows."""


class Unreachable(DocumentError):
    """The address could not be reached in time, or its server failed."""
