"""The clock on the detectors follows the pipeline's own steps and counts each once."""

from __future__ import annotations

import time

import benchmarks.detecting as bench
import premark.detect
from premark import pipeline


def test_every_step_on_the_clock_is_one_of_the_pipelines() -> None:
    steps = [*bench.DETECTING, *bench.BESIDE]
    assert [name for name in steps if not callable(getattr(pipeline, name, None))] == []
    assert not bench.DETECTING.keys() & bench.BESIDE.keys()


def test_a_step_is_clocked_without_the_steps_inside_it() -> None:
    clock = bench.Clock()

    def work() -> None:
        end = time.process_time() + 0.02
        while time.process_time() < end:
            pass

    inner = clock.timed("inner", work)
    outer = clock.timed("outer", inner)
    outer()
    assert clock.spent["inner"] >= 0.02
    assert clock.spent["outer"] < 0.01


def test_what_a_step_would_give_one_by_one_is_made_while_the_clock_runs() -> None:
    clock = bench.Clock()
    assert clock.timed("counting", lambda: iter(range(3)))() == [0, 1, 2]


def test_the_pipeline_is_itself_again_when_the_clock_is_gone() -> None:
    before = (pipeline.people, premark.detect.DETECTORS)
    with bench.clocked():
        assert pipeline.people is not before[0]
    assert (pipeline.people, premark.detect.DETECTORS) == before


def test_a_table_gives_each_step_for_4000_words_and_the_sum() -> None:
    spent = {"names": 0.010, "citations": 0.020, "matching": 0.5}
    lines, most = bench.table({"a01": (spent, 2000)})
    rows = {line[:22].strip(): float(line.split()[-1]) for line in lines[1:]}
    assert rows["names"] == 20.0
    assert rows["all detectors"] == 60.0
    assert most == 60.0
    assert rows["all but parse, vectors"] == 1060.0
