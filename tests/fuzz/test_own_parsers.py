"""Whatever a text holds, our parsers give what stands there or their own error, in linear time."""

from __future__ import annotations

import gc
import time
from random import Random

import mutate_bytes
import pytest
from bread import PACK, PATTERNS
from hypothesis import given, settings
from hypothesis import strategies as st
from parsers import PARSERS, PIECES, SPACED

TEXTS = {
    name: st.builds(
        lambda parts, between: between.join(parts),
        st.lists(
            st.sampled_from(words) | st.text(max_size=4),
            max_size=25,
        ),
        st.sampled_from(SPACED),
    )
    for name, words in PIECES.items()
}
EXAMPLES = {"logs": 60, "criteria_yaml": 0, "markdown": 60, "phrases": 80}
MUTANTS = 60
ROUGHLY = 8  # times as long for four times the text; the square would be sixteen
STEADY = 0.04  # seconds that are too short to be measured beside six other processes


@pytest.mark.parametrize("name", [name for name in PARSERS if EXAMPLES.get(name) != 0])
def test_a_parser_gives_what_stands_there_or_its_own_error(name: str) -> None:
    @settings(deadline=None, max_examples=EXAMPLES.get(name, 120), derandomize=True, database=None)
    @given(TEXTS[name])
    def holds(text: str) -> None:
        PARSERS[name](text)

    holds()


BROKE_ONCE = (
    ("durations", "twenty-five hour twenty-five .5 m minutes"),  # one length over another
    ("durations", "0 half of 14h30"),
    ("durations", "0 x 2 h"),
    ("dates", "Q3 2024-02-28"),
    ("dates", "week 0"),
    ("dates", "months 6-3"),
    ("phrases", "(a|)\nb"),
    ("markdown", "**a" * 9),
)


@pytest.mark.parametrize(("name", "text"), BROKE_ONCE)
def test_what_broke_a_promise_once_keeps_it(name: str, text: str) -> None:
    PARSERS[name](text)


@pytest.mark.parametrize("sound", [PACK, PATTERNS], ids=["unit", "patterns"])
def test_a_criteria_file_with_anything_wrong_in_it_is_told_of(sound: str) -> None:
    for number in range(MUTANTS):
        rng = Random(number)
        PARSERS["criteria_yaml"](_yaml_mutant(rng, sound))


def _yaml_mutant(rng: Random, text: str) -> str:
    """A line lost, doubled, moved in or with another's value; or bytes changed."""
    if rng.random() < 0.4:
        changed = rng.choice(mutate_bytes.MUTATIONS)(rng, text.encode())
        return changed.decode("utf-8", "replace")
    lines = text.splitlines(keepends=True)
    for _ in range(rng.choice((1, 2, 4))):
        a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
        key, _, value = lines[a].partition(":")
        lines[a] = rng.choice((
            "", lines[a] * 2, " " + lines[a], lines[a].lstrip(), lines[b],
            f"{key}:{lines[b].partition(':')[2]}" if value else lines[b],
            f"{key}: {rng.choice(('[]', '{}', '~', '-1', '[[a]]', '{a: {b: c}}', '1e999'))}\n",
        ))  # fmt: skip
    return "".join(lines)


HOSTILE = {  # what a text is nothing but
    "durations": (
        "1.5 hours + ",
        "1 and 1 and ",
        "1 h ",
        "9:00 to ",
        "½",
        "twenty-",
        "1,1,1 ",
        "a half ",
    ),
    "dates": ("1/1/", "May to ", "3 May ", "1 - 2 and 3 to ", "Monday ", "2024-"),
    "citations": ("(Marsh, ", "Marsh and ", "[1", "(2017) ", "et al. ", "van der ", "NHS, "),
    "references": (
        "Marsh, A., ",
        "(2017) ",
        "pp. 1",
        "A. ",
        "\nRye",
        "\n[1] Marsh. ",
        "2017 ",
        "\nMarsh, A. (2017) Rye. ",
        "in: ",
    ),
    "phrases": ("a ... b\n" + "a ", "(a|) b\n" + "b\t", "c* ... d*\nc d "),
    "unit_codes": ("1.1, ", "AC ", "(", "1.1 and ", "1.1.", " "),
    "logs": ("\n3 May | A | 1", "\na | b", " | ", "I met Sam for 2 hours. ", "12 hours and "),
    "markdown": ("> ", "[a](", "**a", "- a\n", "| a ", "<b>", "`", "![", "\\", "&amp;", "# a\n"),
}


@pytest.mark.parametrize(
    ("name", "piece"), [(name, piece) for name, pieces in HOSTILE.items() for piece in pieces]
)
def test_four_times_the_text_takes_about_four_times_as_long(name: str, piece: str) -> None:
    """Processor time; what takes next to none is enough as it is, and a bad try is repeated."""
    head, _, tail = piece.partition("\n") if name == "phrases" else ("", "", piece)
    start = f"{head}\n" if head else ""
    for times in (200, 800, 3200):
        short = _seconds(name, start + tail * times)
        if short > STEADY:
            break
    else:
        return
    ratios = []
    for _ in range(3):
        ratios.append(_seconds(name, start + tail * times * 4) / short)
        if ratios[-1] < ROUGHLY:
            return
        short = _seconds(name, start + tail * times)
    raise AssertionError(f"four times the text took {min(ratios):.1f} times as long")


def _seconds(name: str, text: str) -> float:
    """Processor seconds of one reading, with nothing kept of the one before."""
    gc.disable()
    try:
        begun = time.process_time()
        PARSERS[name](text)
        return time.process_time() - begun
    finally:
        gc.enable()
