from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from knowledge.process.blas import in_one_thread


def threads() -> set[int]:
    return {int(library["num_threads"]) for library in threadpool_info() if library["user_api"] == "blas"}


def test_matrices_are_multiplied_in_one_thread() -> None:
    matrix = np.arange(12.0).reshape(3, 4)
    with threadpool_limits(limits=2, user_api="blas"):  # as it was is restored afterwards
        in_one_thread()
        assert threads() == {1}
        assert (matrix @ np.ones(4)).tolist() == [6.0, 22.0, 38.0]
