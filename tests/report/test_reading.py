"""The learner's text is cut at marks and put together again without a letter lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from make_review import TEXTS, make_pack, make_review, move

from premark.report.reading import Group, read_text
from premark.report.view import view
from premark.types.document import Locator
from premark.types.evidence import Review

PROSE = TEXTS[1][1]
SPANS = st.lists(
    st.tuples(st.integers(0, len(PROSE) - 1), st.integers(1, 60)), min_size=1, max_size=6
)


def marked(spans: list[tuple[int, int]], block: int = 1) -> Review:
    """The review with verb evidence at these stretches of a block."""
    review = make_review()
    text = TEXTS[block][1]
    like = move(1, "because awareness", "justify")
    places = [Locator(block=block, start=s, end=min(s + n, len(text))) for s, n in spans]
    evidence = tuple(like.model_copy(update={"at": at}) for at in places)
    one = review.criteria[0]
    verb = one.verb.model_copy(update={"evidence": evidence})
    first = one.model_copy(update={"verb": verb})
    return review.model_copy(update={"criteria": (first, *review.criteria[1:])})


def groups_of(review: Review) -> tuple[Group, ...]:
    return read_text(review, view(review, make_pack()))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(SPANS)
def test_each_mark_covers_its_words_and_the_text_stays_whole(spans: list[tuple[int, int]]) -> None:
    review = marked(spans)
    lines = {line.block: line for group in groups_of(review) for line in group.lines}
    runs = [run for cell in lines[1].cells for run in cell]
    assert "".join(run.text for run in runs) == PROSE
    for start, size in spans:
        end = min(start + size, len(PROSE))
        own = [run for run in runs if f"q1-{start}-{end}" in {mark.id for mark in run.marks}]
        assert "".join(run.text for run in own) == PROSE[start:end]
        assert sum(f"q1-{start}-{end}" in run.opens for run in own) == 1
    stack: list[str] = []
    for run in runs:
        assert run.close <= len(stack)
        stack = stack[: len(stack) - run.close] + [mark.id for mark in run.open]
        assert stack == [mark.id for mark in run.marks]


def test_a_mark_across_cells_is_split_at_the_cells() -> None:
    review = marked([(0, len(TEXTS[5][1]))], block=5)
    lines = {line.block: line for group in groups_of(review) for line in group.lines}
    cells = ["".join(run.text for run in cell) for cell in lines[5].cells]
    assert cells == TEXTS[5][1].split(" | ")
    assert all(run.marks for cell in lines[5].cells for run in cell if run.text)


def test_rows_of_a_table_stand_together_and_template_text_is_quiet() -> None:
    groups = groups_of(make_review())
    table = next(group for group in groups if group.kind == "row")
    assert [line.block for line in table.lines] == [5, 6]
    template = next(group for group in groups if group.note == "Template")
    assert template.quiet and not template.lines[0].mapped


def test_a_passage_is_tagged_with_its_own_criterion_first() -> None:
    lines = {line.block: line for group in groups_of(make_review()) for line in group.lines}
    (tags,) = [run.tags for run in lines[1].cells[0] if run.tags]
    assert [(tag.code, tag.own) for tag in tags] == [("1.1", True), ("1.2", False)]


def test_pages_and_files_are_announced_once_where_they_begin() -> None:
    review = make_review()
    document = review.document
    blocks = tuple(
        b.model_copy(update={"page": 1 + b.index // 5, "file": int(b.index >= 5)})
        for b in document.blocks
    )
    files = (document.files[0], document.files[0].model_copy(update={"name": "log.pdf"}))
    both = document.model_copy(update={"blocks": blocks, "files": files})
    groups = groups_of(review.model_copy(update={"document": both}))
    assert [g.label for g in groups if g.kind == "page"] == ["1", "2"]
    assert [g.label for g in groups if g.kind == "file"][1] == "log.pdf"


def test_a_mark_that_covers_nothing_shown_still_has_its_place() -> None:
    gap = TEXTS[5][1].index(" | ")
    lines = {line.block: line for g in groups_of(marked([(gap, 2)], block=5)) for line in g.lines}
    assert lines[5].lost == (f"q5-{gap}-{gap + 2}",)
