"""What is asked: packs of assessment criteria, command verbs and lexicons, as loaded from YAML."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from premark.types.document import Value

Move = Literal[
    "describe",
    "explain",
    "compare",
    "evidence",
    "evaluate",
    "question",
    "position",
    "justify",
    "conclude",
    "recommend",
    "reflect",
    "plan",
]
"""What a sentence does. Defined for people in `criteria/verbs.yaml`."""

NeedKind = Literal[
    "topic",
    "item",
    "citation",
    "named-model",
    "phrase",
    "move",
    "hours",
    "clients",
    "months",
    "artefact",
]
ArtefactKind = Literal[
    "contract",
    "goals",
    "plan",
    "session_log",
    "supervision_log",
    "feedback",
    "reflective_log",
    "profile",
    "records",
]


class Needs(Value):
    """What a required element counts, and how many are enough.

    kind        counts
    topic       the criterion's own topics named in `topics` (all of them, or `at_least`); a
                document of kind `of` in the file covers them too
    item        distinct entries of the pack's list `list` (an alternative, a factor...)
    citation    distinct sources cited; with `each: [topic ids]` a source near each topic,
                with `each_item: list` a source near each entry of that list that is found
    named-model distinct models of the lexicon, of the types in `types` or of the pack's `list`
    phrase      distinct keys of the pattern file `pattern`
    move        sentences that make one of `moves`
    hours       hours in logs, of `of`: practice, supervision or planned
    clients     distinct clients in logs or prose; `at_most` may bound it
    months      months that a development plan covers
    artefact    documents of kind `of` found in the file; with `per: session` its entries, one for
                each session that the logs hold

    `where: document` looks beyond the criterion's own passages.
    """

    kind: NeedKind
    topics: tuple[str, ...] = ()
    list: str = ""
    types: tuple[str, ...] = ()
    pattern: str = ""
    moves: tuple[Move, ...] = ()
    of: str = ""
    each: tuple[str, ...] = ()
    each_item: str = ""
    per: Literal["", "session"] = ""
    at_least: float | None = None
    at_most: float | None = None
    where: Literal["criterion", "document"] = "criterion"


class Requirement(Value):
    """An element that the unit asks for (`must`) or that merely helps (`helps`).

    `source` says which line of the unit asks for it; `if_short` is the sentence the report
    prints when it is missing; `ask` is the learner's version of it, a prompt, not an answer.
    """

    id: str
    needs: Needs
    source: str
    if_short: str
    ask: str = ""


class Topic(Value):
    """A matter that the criterion is about. `about` is compared by meaning; `words` by letter.

    `words` are in the phrase language of the pattern files; any one of them counts. `examples`
    are whole sentences that cover the topic, from `criteria/examples`. `named` is a thing that
    has a name in the field (a code of ethics, duty of care): who treats it says one of `words`.
    """

    id: str
    about: str
    named: bool = False
    words: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class Criterion(Value):
    """One assessment criterion, in our own words.

    `both` marks a criterion that is about both disciplines in a unit that asks to keep to one.
    `headed` are phrases by which a heading without a code still says that it is about this one.
    `official` and `guidance` are the body's own wording, from a centre's overlay; we ship none.
    """

    id: str
    outcome: str
    asks: str
    verb: tuple[str, ...]
    headed: tuple[str, ...] = ()
    topics: tuple[Topic, ...]
    starting_points: tuple[str, ...] = ()
    artefacts: tuple[ArtefactKind, ...] = ()
    must: tuple[Requirement, ...] = ()
    helps: tuple[Requirement, ...] = ()
    notes: tuple[str, ...] = ()
    both: bool = False
    official: str = ""
    guidance: tuple[str, ...] = ()


class ListEntry(Value):
    """An entry of a pack's list: its name, other ways to write it (phrase language)."""

    name: str
    also: tuple[str, ...] = ()


class Outcome(Value):
    """A learning outcome."""

    id: str
    title: str


class Qualification(Value):
    body: str
    number: str
    level: int
    title: str = ""


class Release(Value):
    """What changed in a version of a pack, in sentences."""

    version: str
    changed: tuple[str, ...]


class Pack(Value):
    """A unit: its learning outcomes and criteria. `digest` is of the YAML that it came from.

    `field` is the pattern file whose words no text of the unit's field does without; "" where
    none is named. `changelog` has the newest version first.
    """

    pack: str
    version: str
    changelog: tuple[Release, ...] = ()
    qualification: Qualification
    unit: str
    title: str
    guide: str = ""
    field: str = ""
    keep_to_one: bool = False
    outcomes: tuple[Outcome, ...]
    lists: dict[str, tuple[ListEntry, ...]] = Field(default_factory=dict)
    criteria: tuple[Criterion, ...]
    digest: str = ""

    @property
    def code(self) -> str:
        """Qualification and unit as people write them: "0100-1"."""
        return f"{self.qualification.number}-{self.unit}"

    def criterion(self, code: str) -> Criterion:
        """The criterion with this code; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == code:
                return criterion
        raise KeyError(code)


class VerbDemand(Value):
    """What a command verb asks at a level: every group needs one of its moves.

    `by_artefact` verbs (agree, undertake, maintain...) are met by a document in the file.
    """

    groups: tuple[tuple[Move, ...], ...] = ()
    by_artefact: bool = False
    why: str
    source: str


class Verb(Value):
    """A command verb. `ladder` is its rung, 1 (recall) to 6 (create), after Bloom's revision."""

    id: str
    name: str
    says: str
    ladder: int
    forms: tuple[str, ...] = ()
    levels: dict[str, VerbDemand]

    def demand(self, level: int) -> VerbDemand:
        """What the verb demands at a level; the nearest level defined when it is not."""
        nearest = min(self.levels, key=lambda key: (abs(int(key) - level), int(key)))
        return self.levels[nearest]


class NamedModel(Value):
    """A named model, framework or code of the field.

    `also` are exact other writings (any capitals unless `ambiguous`); `misspelt` are common
    mistakes; `stages` and `cues` are words that must stand near an `ambiguous` name.
    """

    name: str
    type: str
    authors: tuple[str, ...] = ()
    year: str = ""
    also: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()
    ambiguous: bool = False
    expands: str = ""
    stages: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    counts: bool = True
    note: str = ""


MOVES: tuple[Move, ...] = get_args(Move)
