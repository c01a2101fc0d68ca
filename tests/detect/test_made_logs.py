"""Logs made by chance, in tables and in prose, over several pages, come to their true hours."""

from __future__ import annotations

import pytest

from benchmarks.made_logs import counted, made_log


@pytest.mark.parametrize("seed", range(24))
def test_a_made_log_is_added_up_exactly(seed: int) -> None:
    made = made_log(seed)
    assert counted(made) == (pytest.approx(made.hours, abs=0.01), made.clients)


@pytest.mark.parametrize("seed", [0, 1, 2, 5])
def test_a_made_log_of_several_pages_is_added_up_exactly(seed: int) -> None:
    made = made_log(seed, meetings=40)
    assert counted(made, ".pdf") == (pytest.approx(made.hours, abs=0.01), made.clients)


def test_the_same_seed_makes_the_same_log() -> None:
    assert made_log(7) == made_log(7) != made_log(8)
