"""How many threads NumPy's linear algebra has: one, in a process that answers."""

from __future__ import annotations


def in_one_thread() -> None:
    """Multiply matrices in the thread that asks for it, from now on, whatever library NumPy and FAISS were built with.

    The products of an answer are small. Threads that help with one wait awake for the next: 3 % of all that an answer takes of
    the processors, and they take it from the encoding of the next question (docs/benchmarks.md).
    """
    from threadpoolctl import threadpool_limits  # nothing that answers once and ends needs it

    threadpool_limits(limits=1, user_api="blas")
