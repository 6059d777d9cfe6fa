"""Exports the sentence model, and fits the models of answers."""
