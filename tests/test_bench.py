"""The benchmark's arithmetic, on input whose answer is known; nothing here is timed."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import batch, bench, budget, encoders, mapping, rivals
from benchmarks.clock import PYTHON, Ran, Started, Took, added, middle, ran

MINILM = budget.Shape(layers=6, width=384, inner=1536)


def test_a_layer_costs_what_its_products_cost() -> None:
    one = budget.Shape(layers=1, width=2, inner=3)
    # For each of 5 tokens: four 2x2 products, one 2x3, one 3x2; then 5x2x5 and 5x5x2.
    by_hand = 5 * (4 * 2 * 2 * 2 + 2 * 2 * 3 + 2 * 3 * 2) + 2 * (2 * 5 * 2 * 5)
    assert one.operations(5) == by_hand


def test_a_thousand_sentences_of_34_tokens_are_the_729_gflop_of_our_own_count() -> None:
    assert MINILM.operations(34) * 1000 / 1e9 == pytest.approx(729, rel=0.01)


def test_batches_are_sorted_and_filled_up_to_the_step() -> None:
    work = budget.work_of(MINILM, [9, 3, 17, 4], batch=2, step=8)
    assert (work.texts, work.tokens) == (4, 33)
    assert work.operations == sum(MINILM.operations(n) for n in (3, 4, 9, 17))
    assert work.filled_operations == 2 * MINILM.operations(8) + 2 * MINILM.operations(24)


def test_a_shape_is_read_from_the_models_own_file(tmp_path: Path) -> None:
    told = {"num_hidden_layers": 6, "hidden_size": 384, "intermediate_size": 1536, "other": 1}
    (tmp_path / "config.json").write_text(json.dumps(told), encoding="utf-8")
    assert budget.shape_of(tmp_path) == MINILM


def test_a_product_of_matrices_is_counted_and_nothing_divides_by_nothing() -> None:
    assert budget.products(10, 3) == 6000
    assert budget.ratio(3.0, 2.0) == 1.5
    assert budget.ratio(3.0, 0.0) == 0.0


def test_the_median_of_wall_and_of_processor_seconds_is_taken_apart() -> None:
    runs = [Took(1.0, 9.0), Took(5.0, 1.0), Took(3.0, 2.0)]
    assert middle(runs) == Took(3.0, 2.0)
    assert added(runs) == Took(9.0, 12.0)


def test_a_process_is_clocked_and_a_failing_one_says_what_it_printed() -> None:
    one = ran([PYTHON, "-c", "print('first'); print('{\"a\": 1}')"])
    assert one.told == {"a": 1}
    assert one.took.wall > 0 and one.peak_mb > 1
    with pytest.raises(RuntimeError, match=r"ended with 3\nwhy"):
        Started([PYTHON, "-c", "print('why'); raise SystemExit(3)"]).end()


def test_laps_are_from_one_name_to_the_next() -> None:
    begun = [("read", Took(1.0, 0.5)), ("parse", Took(4.0, 1.0)), ("end", Took(5.0, 1.75))]
    laps = mapping.Laps(begun).laps()
    assert laps == {"read": Took(3.0, 0.5), "parse": Took(1.0, 0.75)}


def test_the_way_to_html_counts_no_other_report() -> None:
    names = ("read", "embed", "report view", "report html", "report docx")
    stages = {name: Took(2.0**i, 1.0) for i, name in enumerate(names)}
    warm = mapping.Warm(100, stages, Took(1.0, 1.0), (), 1.0)
    assert warm.review == Took(3.0, 2.0)
    assert warm.html == Took(15.0, 4.0)


def test_a_batch_of_two_processes_is_as_slow_as_the_slower_one() -> None:
    def ended(wall: float, cpu: float, working: float, peak: float) -> Ran:
        told = json.dumps({"words": 50, "wall": working, "cpu": cpu / 2})
        return Ran(Took(wall, cpu), f"noise\n{told}\n", peak)

    found = batch.summed(12, [ended(8.0, 6.0, 4.0, 500.0), ended(6.0, 2.0, 3.0, 550.0)])
    assert found == batch.Batch(12, 100, 1.5, 3.0, 1.5, 3.0, (500.0, 550.0))


def test_submissions_differ_and_each_process_gets_both_kinds(tmp_path: Path) -> None:
    files = [file for file, _ in batch.submissions(50, tmp_path)]
    assert len(set(files)) == 50
    assert len({file.read_bytes() for file in files}) == 50
    for process in range(batch.PROCESSES):
        kinds = {file.suffix for file in files[process :: batch.PROCESSES]}
        assert kinds == {".docx", ".pdf"}


def test_what_is_asked_is_reached_or_not_on_the_side_it_is_asked() -> None:
    assert bench.Asked("cold", 4.0, "s", 3.9).reached
    assert not bench.Asked("cold", 4.0, "s", 4.1).reached
    assert bench.Asked("rate", 1.5, "a second", 1.5, least=True).reached
    assert "NOT reached" in bench.Asked("rate", 1.5, "a second", 1.4, least=True).line


def test_peers_that_are_not_installed_are_named_and_left_out(tmp_path: Path) -> None:
    found, missing = rivals.peers(tmp_path / "text.txt", tmp_path)
    assert found == []
    assert [line.split(":")[0] for line in missing] == list(rivals.PEERS)
    assert all("not installed" in line for line in missing)


def answered(strength: str, state: str) -> Any:
    result = SimpleNamespace(requirement="oven", state=state)
    verb = SimpleNamespace(state="met")
    criterion = SimpleNamespace(criterion="1.1", strength=strength, verb=verb, results=[result])
    return SimpleNamespace(criteria=[criterion])


def test_criteria_that_two_backends_answer_apart_are_told() -> None:
    alike = (answered("strong", "met"), answered("strong", "met"))
    apart = (answered("strong", "met"), answered("partial", "short"))
    assert list(encoders.differences("a01", alike)) == []
    (told,) = encoders.differences("a01", apart)
    assert told == "a01 1.1: strong, verb met; partial, verb met; oven"
