"""The chance of a topic is the one that decided whether it is covered."""

from __future__ import annotations

from pathlib import Path

from premark.packs.load import find_pack
from premark.pipeline import gather, load_tools
from premark.read import read


def test_a_topic_is_covered_just_where_its_chance_reaches_the_cut_off(corpus: Path) -> None:
    tools = load_tools()
    pack = find_pack("8580-503")
    found = gather(read([corpus / "a02.docx"]), pack, tools).evidence
    covered = {(m.criterion, h.topic) for m in found.matches if m.primary for h in m.topics}
    likely = {key for key, c in found.chances.items() if c >= tools.thresholds.coverage.cut}
    assert covered and covered == likely
    assert len(likely) < len(found.chances)
