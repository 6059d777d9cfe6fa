"""Answers that quote statements."""
