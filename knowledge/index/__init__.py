"""An index, wherever it is kept: rows, vectors, postings, classifiers, generations."""
