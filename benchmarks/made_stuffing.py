"""A unit in; submissions that are stuffed and say nothing, by kind, with the notice each calls for.

The texts of our own stand in `stuffing.yaml`; the unit's own text is taken from its pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from premark.packs.load import load_patterns
from premark.types.criteria import Criterion, Pack

HERE = Path(__file__).resolve().parent
ASSIGNMENTS = HERE.parent / "corpora" / "assignments"


@dataclass(frozen=True)
class Stuffed:
    """A submission as Markdown, what it is, and the codes of notices of which one must name it
    (none for what no notice can name yet, but which must not be strong).
    """

    kind: str
    text: str
    named: tuple[str, ...]


@lru_cache(maxsize=1)
def texts() -> dict[str, Any]:
    """The texts of `stuffing.yaml`, by kind."""
    data: dict[str, Any] = yaml.safe_load((HERE / "stuffing.yaml").read_text("utf-8"))
    return data


def stuffed(pack: Pack) -> Iterator[Stuffed]:
    """Every kind of stuffing for a unit."""
    given = texts()
    yield Stuffed("criteria pasted", _headed(pack, _statement), ("unit-text",))
    yield Stuffed("guidance pasted", _headed(pack, _guidance), ("unit-text",))
    yield Stuffed("verbs sprinkled", _same(pack, given["sprinkled"]), ("announced-only",))
    yield Stuffed("only announced", _in_turn(pack, given["announced"]), ("announced-only",))
    yield Stuffed("cue-word nonsense", _in_turn(pack, given["nonsense"]), ("cue-words",))
    listed = "\n\n".join(["# References", *given["listed"]])
    plain = f"{_same(pack, given['description'])}\n\n{listed}"
    yield Stuffed("sources not used", plain, ("sources-unused",))
    yield Stuffed("citations, no content", _same(pack, given["bare"]), ("citations-bare",))
    yield Stuffed("one paragraph repeated", _same(pack, given["description"]), ("repeated-text",))
    for name, essay in given["off_topic"].items():
        yield Stuffed(f"off topic: {name}", "\n\n".join(essay), ("off-topic",))
        yield Stuffed(f"off topic, headed: {name}", _in_turn(pack, essay), ("off-topic",))
        woven = [f"In {_terms(pack)} terms, {part[0].lower()}{part[1:]}" for part in essay]
        yield Stuffed(f"off topic, woven: {name}", _in_turn(pack, woven), ())
    good = _same(pack, given["good"])
    yield Stuffed("good paragraph repeated", good, ("repeated-text",))
    every = [given["sprinkled"], *given["nonsense"], given["bare"], given["announced"][0]]
    both = f"{_headed(pack, _statement)}\n\n{_in_turn(pack, every)}\n\n{listed}"
    yield Stuffed("all at once", both, ("unit-text", "cue-words"))
    far = ("off-topic",) if pack.field in given["adjacent_to"] else ()
    yield Stuffed("near the topic", _in_turn(pack, given["adjacent"]), far)
    blank = "\n\n".join(_heading(c) for c in pack.criteria)
    yield Stuffed("headings only", blank, ("headed-but-blank", "nothing-matched"))


def _terms(pack: Pack) -> str:
    """What the pack's field is about, in its own words."""
    field = load_patterns().get(pack.field)
    return " and ".join(field.keys) if field else "general"


def _heading(criterion: Criterion) -> str:
    return f"# {criterion.id} {criterion.asks}"


def _headed(pack: Pack, said: Any) -> str:
    return "\n\n".join(f"{_heading(c)}\n\n{said(c)}" for c in pack.criteria)


def _statement(criterion: Criterion) -> str:
    lines = [criterion.asks, *(f"{t.about.capitalize()}." for t in criterion.topics)]
    return "\n\n".join(_plain(line) for line in lines)


def _guidance(criterion: Criterion) -> str:
    wanted = [r.ask or r.if_short for r in (*criterion.must, *criterion.helps)]
    lines = [*criterion.starting_points, *wanted]
    return "\n\n".join(_plain(line) for line in lines)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[()|*]|\.\.\.", " ", text)).strip()


def _same(pack: Pack, text: str) -> str:
    return _headed(pack, lambda _: f"{text.strip()}\n\n{text.strip()}")


def _in_turn(pack: Pack, paragraphs: Sequence[str]) -> str:
    """Two of the paragraphs under each heading, one after another."""
    parts = []
    for i, criterion in enumerate(pack.criteria):
        own = [paragraphs[(2 * i + k) % len(paragraphs)] for k in range(2)]
        parts.append("\n\n".join([_heading(criterion), *own]))
    return "\n\n".join(parts)


def good_answer(name: str, *, mixed: bool = False) -> str:
    """A labelled assignment as Markdown; `mixed` with nonsense a third of the way
    through, its longest paragraph again under the last one, and the sources nobody cites."""
    labelled = yaml.safe_load((ASSIGNMENTS / f"{name}.yaml").read_text("utf-8"))
    blocks = labelled["blocks"]
    paras = [b for b in blocks if b["type"] == "para" and b["criterion"]]
    added: dict[int, list[str]] = {}
    if mixed:
        longest = max(paras, key=lambda b: len(b["text"]))
        added[id(paras[len(paras) // 3])] = texts()["nonsense"]
        added[id(paras[-1])] = [longest["text"]]
    lines: list[str] = []
    for block in blocks:
        lines += [*_lines(block, mixed=mixed), *added.get(id(block), [])]
    return "\n\n".join(lines)


def _lines(block: dict[str, Any], *, mixed: bool) -> list[str]:
    if block["type"] == "heading":
        return [f"{'#' * block['level']} {block['text']}"]
    if block["type"] == "para":
        return [block["text"]]
    if block["type"] == "list":
        return ["\n".join(f"- {item}" for item in block["items"])]
    if block["type"] == "table":
        head, *rows = [f"| {' | '.join(row)} |" for row in block["rows"]]
        return ["\n".join([head, "|---" * len(block["rows"][0]) + "|", *rows])]
    more = texts()["listed"] if mixed else []
    return [f"# {block['heading']}", *block["items"], *more]
