"""How good the answers are: question files, figures, runs, what is expected."""
