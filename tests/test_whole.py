"""The whole way with the real encoder and parser: our own corpus against floors, and stuffing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from premark.evaluate.run import evaluate
from premark.packs.load import all_packs, find_pack
from premark.pipeline import load_tools, map_document, map_files
from premark.read import read_bytes
from premark.report.record import to_json
from premark.types.criteria import Pack
from premark.types.evidence import Review

pytestmark = pytest.mark.slow
PACKS = all_packs()


@pytest.fixture(scope="session")
def shown(corpus: Path) -> dict[str, Any]:
    return evaluate(corpus)


@pytest.fixture(scope="session")
def hidden(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The same with every heading removed, from the Word files alone."""
    folder = tmp_path_factory.mktemp("hidden")
    for path in sorted((*corpus.glob("*.yaml"), *corpus.glob("*.docx"))):
        shutil.copyfile(path, folder / path.name)
    return evaluate(folder, hide=True)


def reviewed(pack: Pack, text: str) -> Review:
    document = read_bytes([("draft.md", text.encode())])
    return map_document(document, pack, load_tools())


def strengths(review: Review) -> dict[str, str]:
    return {c.criterion: c.strength for c in review.criteria}


def test_passages_go_where_their_labels_say(shown: dict[str, Any]) -> None:
    assert shown["documents"] == 6
    assert shown["passages"]["micro_f1"] >= 0.92
    assert min(shown["passages"]["by_document"].values()) >= 0.8


def test_passages_go_where_their_labels_say_without_headings(hidden: dict[str, Any]) -> None:
    assert hidden["headings"] == "hidden"
    assert hidden["passages"]["micro_f1"] >= 0.88


def test_strengths_agree_with_the_labels(shown: dict[str, Any]) -> None:
    strength = shown["strength"]
    assert strength["exact"] >= 0.60
    assert strength["qwk"] >= 0.65
    assert strength["within_one"] >= 0.90
    assert strength["none_as_strong"] == 0


def test_nothing_labelled_none_is_strong_without_headings_either(hidden: dict[str, Any]) -> None:
    assert hidden["strength"]["none_as_strong"] == 0


def test_verbs_agree_with_the_labels(shown: dict[str, Any]) -> None:
    assert shown["verb_met"]["accuracy"] >= 0.85


def test_what_is_counted_agrees_with_the_labels(shown: dict[str, Any]) -> None:
    assert shown["citations"]["f1"] >= 0.9
    assert shown["references"]["f1"] >= 0.95
    assert shown["cross_check"]["precision"] >= 0.9
    assert shown["models"]["f1"] >= 0.9
    assert shown["quantities"]["exact"] >= 0.8


def test_both_formats_of_each_give_the_same_map(shown: dict[str, Any]) -> None:
    assert shown["formats"]["agreement"] >= 0.95


def test_the_figures_are_json(shown: dict[str, Any]) -> None:
    json.dumps(shown, allow_nan=False)


def test_the_same_file_twice_gives_the_same_bytes(corpus: Path) -> None:
    once = to_json(map_files([corpus / "a01.docx"], "8580-501"))
    again = to_json(map_files([corpus / "a01.docx"], "8580-501"))
    assert once == again


def test_every_quote_of_a_review_stands_at_its_place(corpus: Path) -> None:
    review = map_files([corpus / "a01.docx"], "8580-501")
    places = [(f.at, f.quote) for f in review.findings]
    for criterion in review.criteria:
        places += [(h.at, h.quote) for m in criterion.matches for h in m.topics]
        places += [(e.at, e.quote) for e in criterion.verb.evidence]
        places += [(f.at, f.quote) for r in criterion.results for f in r.evidence]
    assert len(places) > 50
    for at, quote in places:
        assert review.document.blocks[at.block].text[at.start : at.end] == quote


def test_several_files_are_one_submission(corpus: Path, tmp_path: Path) -> None:
    pack = find_pack("8589-701")
    essay = tmp_path / "essay.md"
    essay.write_text("# 2.2 Sessions\n\nI kept a log of my sessions with two clients.\n")
    log = tmp_path / "log.md"
    rows = [f"| {d} March 2024 | Client A | 2 hours | Goals | Done |" for d in range(1, 13)]
    head = ["| Date | Client | Duration | Focus | Outcome |", "|---|---|---|---|---|"]
    log.write_text("# Log of sessions\n\n" + "\n".join([*head, *rows]) + "\n")
    both = map_files([essay, log], pack.code)
    assert [f.name for f in both.document.files] == ["essay.md", "log.md"]
    assert {b.file for b in both.document.blocks} == {0, 1}
    assert any(f.kind == "session" for f in both.findings)
    alone = map_files([essay], pack.code)
    assert not any(f.kind == "session" for f in alone.findings)


def told_by(pack: Pack) -> str:
    """A unit's own text as a submission: each statement, its topics and their words."""
    lines = []
    for criterion in pack.criteria:
        lines += [f"# {criterion.id} {criterion.asks}", criterion.asks]
        lines += [f"{topic.about.capitalize()}." for topic in criterion.topics]
        lines += [f"{', '.join(t.words)}." for t in criterion.topics if t.words]
    return "\n\n".join(re.sub(r"[()|*]|\.\.\.", " ", line).strip() for line in lines)


NONSENSE = (
    "However, I realised that therefore this is because of it (Smith, 2020). On the one hand, I "
    "would argue, on balance, that in contrast it follows (Jones, 2019). Arguably, I recommend "
    "this since the evidence suggests otherwise (Brown, 2021). Consequently, I conclude that, "
    "although I believe it, I question whether it does. Critically, I reflected and evaluated. "
)
OFF_TOPIC = (
    "The canal was dug in 1793 to carry coal from the pits to the mills, and its locks still hold. "
    "Boats rose forty feet in a morning. Because the summit was dry in August, engineers built a "
    "reservoir, which failed twice before it was lined with clay. I think the clay was the better "
    "choice, since brick would have cracked in the frost, although the cost was twice as high.\n\n"
    "Herons fish below the weir (Dale, 2004). The lock-keeper's house fell empty in 1961, and "
    "bats moved in. The society that bought it in 1988 has cleared nine miles of reed, yet the "
    "aqueduct leaks, and the council has not decided who pays. It will be mended by next spring."
)


def test_the_units_own_text_pasted_in_is_never_strong() -> None:
    for pack in PACKS:
        found = strengths(reviewed(pack, told_by(pack)))
        assert [code for code, strength in found.items() if strength == "strong"] == []


@pytest.mark.parametrize("unit", ["8580-500", "8589-700", "8589-703"])
def test_cue_words_without_a_thought_are_never_strong(unit: str) -> None:
    pack = find_pack(unit)
    lines = [f"# {c.id}\n\n{NONSENSE}\n\n{NONSENSE}" for c in pack.criteria]
    found = strengths(reviewed(pack, "\n\n".join(lines)))
    assert [code for code, strength in found.items() if strength == "strong"] == []


@pytest.mark.parametrize("unit", ["8580-500", "8580-503", "8589-700"])
def test_an_essay_on_something_else_is_never_strong(unit: str) -> None:
    pack = find_pack(unit)
    plain = strengths(reviewed(pack, OFF_TOPIC))
    headed = "\n\n".join(f"# {c.id} {c.asks}\n\n{OFF_TOPIC}" for c in pack.criteria)
    under = strengths(reviewed(pack, headed))
    assert "strong" not in plain.values()
    assert "strong" not in under.values()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_headings_with_nothing_under_them_address_nothing(pack: Pack) -> None:
    review = reviewed(pack, "\n\n".join(f"# {c.id} {c.asks}" for c in pack.criteria))
    assert set(strengths(review).values()) == {"none"}
    assert "nothing-matched" in {notice.code for notice in review.notices}


def test_a_review_says_no_verdict() -> None:
    review = reviewed(find_pack("8580-503"), OFF_TOPIC)
    said = [c.because for c in review.criteria] + [n.message for n in review.notices]
    said += [r.because for c in review.criteria for r in c.results]
    words = {word.strip(".,;:").lower() for line in said for word in line.split()}
    assert not words & {"pass", "passed", "fail", "failed", "refer", "referred", "grade", "mark"}


def test_who_the_writer_is_says_nothing_of_the_first_criterion() -> None:
    opening = (
        "I am the night manager of a cold store near Hull with forty pickers and a dog. This "
        "journal is about three people whom I coached there: they are called Client P, Q and R."
    )
    answer = (
        "My main strength as a coach is that I listen: on the recordings I speak for a fifth of "
        "the time. My weakness is that I rescue people, and I know where it began."
    )
    pack = find_pack("8589-703")
    both = reviewed(pack, f"{opening}\n\n{answer}\n\n{answer}")
    alone = reviewed(pack, f"{answer}\n\n{answer}")
    assert "p001" not in {m.passage for c in both.criteria for m in c.matches if m.primary}
    assert "p001" in {m.passage for c in alone.criteria for m in c.matches if m.primary}


def test_an_announcement_covers_no_topic() -> None:
    pack = find_pack("8580-500")
    body = (
        "GROW begins with a goal, looks at how things stand, lists options and ends with what the "
        "person will do. I used it with two supervisors on the night shift over nine weeks. With "
        "the first we spent most of each hour on how things stood, since he had no goal but to be "
        "left alone, and in the fourth meeting he named one himself. With the second we went from "
        "goal to action in half an hour, and in the week after nothing had been done, so we began "
        "again and wrote fewer things down. Whitmore (2017) made it known and warns that the "
        "letters are not the point."
    )
    announced = "In this section I will critically evaluate the strengths and limitations of GROW."
    said = "The strengths of GROW are that it is simple and clear; its limitations: it is rigid."
    covered = [
        {h.topic for c in reviewed(pack, f"# 3.1 A model\n\n{body}\n\n{one}").criteria
         for m in c.matches for h in m.topics if "strengths" in h.quote}
        for one in (announced, said)
    ]  # fmt: skip
    assert covered[0] == set() and {"strengths", "limitations"} <= covered[1]
