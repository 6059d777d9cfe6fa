"""Channels: each translates between its medium and `bot.messages`, and does nothing else."""
