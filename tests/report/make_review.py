"""Reviews built by hand for the tests of the reports, with hostile text in them."""

from __future__ import annotations

from premark.types.criteria import (
    Criterion,
    ListEntry,
    Needs,
    Outcome,
    Pack,
    Qualification,
    Requirement,
    Topic,
)
from premark.types.document import (
    Block,
    Document,
    Locator,
    Passage,
    Piece,
    Section,
    SourceFile,
    Warning_,
)
from premark.types.evidence import (
    CriterionReview,
    CrossCheck,
    Finding,
    MadeWith,
    Match,
    MoveEvidence,
    Notice,
    RequirementResult,
    Review,
    TopicHit,
    VerbResult,
)

HOSTILE = '<script>alert("x")</script> & "quoted" \'single\' {{ 7 * 7 }}'
ESCAPES = "red \x1b[31malert\x1b[0m bell\x07 left\u202eright [bold]loud[/bold]"

TEXTS: tuple[tuple[str, str], ...] = (
    ("heading", "1.1 Purpose of coaching"),
    (
        "paragraph",
        "Whitmore (2017) holds that coaching raises performance. I agree, because awareness comes "
        "before change, although the GROW model says little about power.",
    ),
    ("heading", "1.2 Other ways to learn"),
    ("paragraph", f"A workshop costs less. {HOSTILE} javascript:alert(1) ends here."),
    ("list_item", "A podcast is read at https://example.org/a?b=1&c=<2>, and costs nothing."),
    ("row", "=1+1 | 2 hours | Client A set a goal"),
    ("row", "12 May | 1.5 hours | Client B reviewed it"),
    ("heading", "References"),
    ("paragraph", "Whitmore, J. (2017) Coaching for Performance."),
    ("paragraph", "Write your answer in the box."),
)


def make_pack() -> Pack:
    """A unit of four criteria that uses most kinds of need."""
    return Pack(
        pack="house-0000-100",
        version="1",
        qualification=Qualification(body="House", number="0000", level=5, title="House award"),
        unit="100",
        title="Learning from practice",
        outcomes=(Outcome(id="1", title="Practice"),),
        lists={"ways-to-learn": (ListEntry(name="workshop"), ListEntry(name="podcast"))},
        criteria=(_first(), _second(), _third(), _fourth()),
    )


def _need(id_: str, kind: str, **fields: object) -> Requirement:
    needs = Needs.model_validate({"kind": kind, **fields})
    return Requirement(
        id=id_,
        needs=needs,
        source=f"guidance for {id_}",
        if_short=f"The {id_} is not there.",
        ask=f"What about the {id_}?",
    )


def _criterion(
    id_: str, verb: str, *must: Requirement, helps: tuple[Requirement, ...] = ()
) -> Criterion:
    topics = (
        Topic(id="purpose", about="what coaching is for, such as performance"),
        Topic(id="limits", about="where coaching does not help"),
    )
    asks = f"Say something of use for {id_}."
    return Criterion(
        id=id_, outcome="1", asks=asks, verb=(verb,), topics=topics, must=must, helps=helps
    )


def _first() -> Criterion:
    return _criterion(
        "1.1",
        "evaluate",
        _need("purpose", "topic", topics=("purpose",)),
        _need("sources", "citation", at_least=1),
        helps=(_need("model", "named-model", types=("coaching",), at_least=1),),
    )


def _second() -> Criterion:
    return _criterion(
        "1.2",
        "evaluate",
        _need("three-ways", "item", list="ways-to-learn", at_least=3),
        _need("source-each", "citation", each_item="ways-to-learn"),
    )


def _third() -> Criterion:
    return _criterion("1.3", "maintain", _need("hours", "hours", of="practice", at_least=12))


def _fourth() -> Criterion:
    return _criterion("1.4", "reflect", _need("looking-back", "move", moves=("reflect",)))


def make_review() -> Review:
    """A review of one Word file: partial, limited, cannot tell and none."""
    document = make_document()
    passages = make_passages(document)
    return Review(
        unit="0000-100",
        unit_title="Learning from practice",
        qualification="House level 5",
        pack_version="1",
        document=document,
        sections=_sections(),
        passages=passages,
        criteria=(_strong(), _limited(), _untold(), _none()),
        findings=(citation(), session(5, 2.0), session(6, 1.5)),
        cross_check=CrossCheck(citations=2, references=1, cited_not_listed=(citation(),)),
        notices=(
            Notice(
                code="name-left",
                message=f"A name may be left in: {ESCAPES}",
                next_step="Ask for it to be taken out",
                places=(at(5, "Client A"),),
            ),
        ),
        warnings=(Warning_(code="images", message="2 picture(s) cannot be read."),),
        words=96,
        made_with=MadeWith(
            premark="0.1.0",
            packages=(("spacy", "3.8"),),
            encoder="stand-in",
            parser="stand-in",
            pack="0" * 64,
            patterns="1" * 64,
            models="trained on its own sentences",
        ),
    )


def noticed(review: Review) -> Review:
    """The review with one notice of forty places, the first of them a heading."""
    text = TEXTS[1][1]
    places = [whole(0)]
    places += [Locator(block=1, start=i, end=i + 2, label="para 2") for i in range(39)]
    assert len(text) > 41
    notice = Notice(
        code="heading-overruled",
        message="What stands under 1 heading is read for another criterion.",
        next_step="Look whether the heading or the reading is right.",
        places=tuple(places),
    )
    return review.model_copy(update={"notices": (notice,)})


def make_document() -> Document:
    blocks = []
    for i, (kind, text) in enumerate(TEXTS):
        row = kind == "row"
        fields: dict[str, object] = {"index": i, "kind": kind, "text": text, "original": text}
        fields |= {"paragraph": i + 1, "anchor": f"p{i}", "level": 1 if kind == "heading" else None}
        fields |= {"table": 0 if row else None, "row": i - 5 if row else None}
        fields |= {"cells": tuple(text.split(" | ")) if row else (), "template": i == 9}
        fields |= {"number": "•" if kind == "list_item" else ""}
        blocks.append(Block.model_validate(fields))
    name = '"><img src=x onerror=alert(1)>.docx'
    file = SourceFile(name=name, sha256="a" * 64, format="docx")
    return Document(files=(file,), blocks=tuple(blocks))


def _sections() -> tuple[Section, ...]:
    return (
        Section(index=0, heading=0, title=TEXTS[0][1], criteria=("1.1",), blocks=(1,)),
        Section(index=1, heading=2, title=TEXTS[2][1], criteria=("1.2",), blocks=(3, 4, 5, 6)),
        Section(index=2, heading=7, title="References", role="references", blocks=(8, 9)),
    )


def make_passages(document: Document) -> tuple[Passage, ...]:
    found = []
    for number, index in enumerate((1, 3, 4, 5, 6)):
        block = document.blocks[index]
        row = block.kind == "row"
        found.append(
            Passage(
                id=f"p{number + 1:03d}",
                section=0 if index == 1 else 1,
                kind="row" if row else "prose",
                text=block.text,
                pieces=(Piece(offset=0, at=whole(index)),),
                table=block.table,
                words=len(block.text.split()),
            )
        )
    return tuple(found)


def at(block: int, words: str) -> Locator:
    """The place of these words in the block."""
    start = TEXTS[block][1].index(words)
    return Locator(block=block, start=start, end=start + len(words), label=f"para {block + 1}")


def whole(block: int) -> Locator:
    return at(block, TEXTS[block][1])


def citation() -> Finding:
    return Finding(
        detector="references",
        rule="in the sentence",
        kind="citation",
        key="whitmore 2017",
        at=at(1, "Whitmore (2017)"),
        quote="Whitmore (2017)",
        because="An author with a year in brackets.",
        passage="p001",
        facts=(("author", "Whitmore"), ("year", "2017"), ("secondary", "no")),
    )


def session(block: int, hours: float) -> Finding:
    words = f"{hours:g} hours"
    return Finding(
        detector="sessions",
        rule="row",
        kind="session",
        key=f"row {block}",
        at=at(block, words),
        quote=words,
        because="A row of a log with a duration.",
        value=hours,
    )


def model() -> Finding:
    return Finding(
        detector="named_models",
        rule="lexicon",
        kind="named-model",
        key="GROW",
        at=at(1, "GROW model"),
        quote="GROW model",
        because="The word model stands beside it.",
        passage="p001",
    )


def move(block: int, words: str, name: str, score: float = 0.8) -> MoveEvidence:
    because = f"this sentence is read as {name}"
    return MoveEvidence.model_validate(
        {"move": name, "at": at(block, words), "quote": words, "score": score, "because": because}
    )


def result(id_: str, state: str, **fields: object) -> RequirementResult:
    base = {"requirement": id_, "required": True, "state": state, "counted": 0, "at_least": 1}
    base |= {"looked_in": 2, "says": f"The {id_} is not there.", "because": f"looked for {id_}"}
    return RequirementResult.model_validate(base | fields)


def _match(passage: str, criterion: str, *topics: TopicHit, primary: bool = True) -> Match:
    return Match(
        passage=passage,
        criterion=criterion,
        primary=primary,
        via="heading" if primary else "secondary",
        score=0.9,
        because="under a heading that names it",
        topics=topics,
    )


def _hit(block: int, words: str) -> TopicHit:
    return TopicHit(topic="purpose", at=at(block, words), quote=words, score=0.7, by="words")


def _strong() -> CriterionReview:
    view = "I agree, because awareness comes before change, although the GROW model says"
    return CriterionReview(
        criterion="1.1",
        strength="strong",
        because="Evaluate is shown and nothing required is missing.",
        matches=(_match("p001", "1.1", _hit(1, "coaching raises performance")),),
        verb=VerbResult(
            state="met",
            verb="Evaluate",
            level=5,
            evidence=(move(1, view, "position"), move(1, "because awareness", "justify")),
            because="Evaluate is shown.",
        ),
        results=(
            result("purpose", "met", counted=1),
            result("sources", "met", counted=1, evidence=(citation(),)),
            result("model", "met", counted=1, required=False, evidence=(model(),)),
        ),
        sources=(citation(),),
        models=(model(),),
    )


def _limited() -> CriterionReview:
    workshop = Finding(
        detector="items",
        rule="list",
        kind="item",
        key="workshop",
        at=at(3, "workshop"),
        quote="workshop",
        because="It is on the list.",
        passage="p002",
    )
    return CriterionReview(
        criterion="1.2",
        strength="limited",
        because="Evaluate is not shown and 2 of 2 required elements are missing or short.",
        matches=(
            _match("p002", "1.2"),
            _match("p003", "1.2"),
            _match("p001", "1.2", primary=False),
        ),
        verb=VerbResult(
            state="not_met",
            verb="Evaluate",
            level=5,
            evidence=(move(3, HOSTILE, "describe"),),
            missing=(("position", "evaluate"), ("conclude",)),
            because="Evaluate asks for moves that too few sentences make.",
        ),
        results=(
            result("three-ways", "short", counted=1, at_least=3, evidence=(workshop,)),
            result("source-each", "not_found", counted=0),
        ),
        prompts=("Which three ways have you weighed up?",),
    )


def _untold() -> CriterionReview:
    return CriterionReview(
        criterion="1.3",
        strength="cannot tell",
        because="Cannot be told from the text: 3.5 of 12 found.",
        cannot_tell=("the text points to a log in an appendix that is not in it (para 6)",),
        matches=(_match("p004", "1.3"), _match("p005", "1.3")),
        verb=VerbResult(state="met", verb="Maintain", level=5, because="A log is in the file."),
        results=(
            result(
                "hours",
                "cannot_tell",
                counted=3.5,
                at_least=12,
                where="document",
                evidence=(session(5, 2.0), session(6, 1.5)),
            ),
        ),
    )


def _none() -> CriterionReview:
    return CriterionReview(
        criterion="1.4",
        strength="none",
        because="No passage addresses this criterion.",
        verb=VerbResult(
            state="not_met",
            verb="Reflect",
            level=5,
            missing=(("reflect",),),
            because="No passage addresses the criterion, so the verb cannot be shown.",
        ),
        results=(result("looking-back", "not_found", looked_in=0),),
        prompts=("What did you learn?",),
    )


def logged(review: Review) -> Review:
    """The review with a log of two clients, what is odd in it, and items beside their sources."""
    found = (
        *(f for f in review.findings if f.kind != "session"),
        _meeting(5, "2 hours", "client a", 2.0),
        _meeting(6, "1.5 hours", "client b", 1.5),
        _meeting(6, "1.5 hours", "client b", 8.0, "planned"),
        _odd("overlap", 6, "12 May", "two meetings are logged at times that overlap"),
        _item("workshop", 3, "workshop"),
        _item("podcast", 4, "podcast"),
        _beside(3, "costs less"),
    )
    return review.model_copy(update={"findings": found})


def _meeting(
    block: int, words: str, client: str, hours: float, of: str = "practice"
) -> Finding:
    facts = (("of", of), ("counted", "yes"), ("client", client), ("date", ""), ("why-not", ""))
    told = {"at": at(block, words), "quote": words, "value": hours, "facts": facts}
    return session(5, 2.0).model_copy(update={**told, "passage": f"p{block - 1:03d}"})


def _odd(rule: str, block: int, words: str, because: str) -> Finding:
    return Finding(
        detector="log_checks",
        rule=rule,
        kind="log-problem",
        key=rule,
        at=at(block, words),
        quote=words,
        because=because,
        passage=f"p{block - 1:03d}",
        facts=(("of", "practice"),),
    )


def _item(name: str, block: int, words: str) -> Finding:
    return Finding(
        detector="items",
        rule="list",
        kind="item",
        key=name,
        at=at(block, words),
        quote=words,
        because="It is on the list.",
        passage="p002" if block == 3 else "p003",
        facts=(("list", "ways-to-learn"),),
    )


def _beside(block: int, words: str) -> Finding:
    facts = (("author", "Smith"), ("year", "2019"), ("secondary", "no"))
    told = {"key": "smith 2019", "at": at(block, words), "quote": words, "facts": facts}
    return citation().model_copy(update={**told, "passage": "p002"})
