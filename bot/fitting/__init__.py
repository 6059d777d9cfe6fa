"""Fits the models of follow-ups (`make fit-followups`, `make fit-turns`)."""
