"""Channels: each translates between its medium and `bot.session.messages`, and does nothing else."""
