"""Packs of any wording, for the round trips: what a YAML pack may hold, and signs that do harm."""

from __future__ import annotations

from hypothesis import strategies as st

from premark.types.criteria import (
    Criterion,
    ListEntry,
    Needs,
    Outcome,
    Pack,
    Qualification,
    Release,
    Requirement,
    Topic,
)

LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co"))
HARMFUL = st.sampled_from(["=1+1", "+1", "-1", "@x", "'=a", "''", '"', "<b>", "&amp;", "a,b", ";"])
LINES = st.lists(st.one_of(st.text(LETTERS, max_size=30), HARMFUL), min_size=1, max_size=4)
WORDS = LINES.map(lambda parts: " ".join(parts).strip()).filter(bool)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
IDS = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True)


def some(texts: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts, max_size=most).map(tuple)


TOPICS = st.lists(
    st.builds(
        Topic, id=IDS, about=WORDS, named=st.booleans(), words=some(WORDS), examples=some(WORDS)
    ),
    max_size=3,
    unique_by=lambda topic: topic.id,
).map(tuple)
NEEDS = st.builds(
    Needs,
    kind=st.sampled_from(["topic", "item", "citation", "hours"]),
    at_least=st.one_of(st.none(), st.floats(0.5, 40, allow_nan=False)),
    topics=some(IDS),
)
ELEMENTS = st.lists(
    st.builds(Requirement, id=IDS, needs=NEEDS, source=WORDS, if_short=WORDS, ask=WORDS),
    max_size=2,
).map(tuple)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    count = draw(st.integers(1, 3))
    outcomes = tuple(Outcome(id=str(i + 1), title=draw(TEXTS)) for i in range(count))
    criteria = [
        Criterion(
            id=f"{outcome.id}.{j + 1}",
            outcome=outcome.id,
            asks=draw(TEXTS),
            verb=draw(some(IDS, 2)),
            headed=draw(some(WORDS)),
            topics=draw(TOPICS),
            starting_points=draw(some(TEXTS)),
            artefacts=draw(st.lists(st.sampled_from(["plan", "goals"]), max_size=2).map(tuple)),
            must=draw(ELEMENTS),
            helps=draw(ELEMENTS),
            notes=draw(some(TEXTS)),
            both=draw(st.booleans()),
        )
        for outcome in outcomes
        for j in range(draw(st.integers(1, 2)))
    ]
    entries = st.lists(st.builds(ListEntry, name=WORDS, also=some(WORDS)), min_size=1, max_size=2)
    return Pack(
        pack=draw(IDS),
        version=draw(st.from_regex(r"20[0-9]{2}\.[1-9]", fullmatch=True)),
        changelog=draw(st.lists(st.builds(Release, version=WORDS, changed=some(WORDS)),
                                max_size=2).map(tuple)),
        qualification=Qualification(
            body=draw(WORDS), number=draw(WORDS), level=draw(st.integers(1, 8)), title=draw(WORDS)
        ),
        unit=draw(WORDS),
        title=draw(WORDS),
        guide=draw(WORDS),
        field=draw(WORDS),
        keep_to_one=draw(st.booleans()),
        outcomes=outcomes,
        lists=draw(st.dictionaries(IDS, entries.map(tuple), max_size=2)),
        criteria=tuple(draw(st.permutations(criteria))),
    )  # fmt: skip
