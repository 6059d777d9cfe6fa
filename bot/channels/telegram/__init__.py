"""The Telegram channel: updates in, effects out, delivered exactly once."""

from __future__ import annotations

import os

# Without this, each `RetryAfter` of python-telegram-bot 22 warns that its seconds will become a timedelta in 23.
os.environ.setdefault("PTB_TIMEDELTA", "true")
