"""The rows of a report: plain frozen values that every format draws. No wording happens here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from premark.types.document import Locator


@dataclass(frozen=True)
class Quote:
    """Words of the learner with their place. `label` says what they stand for, `why` why."""

    text: str
    place: str
    at: Locator
    label: str = ""
    why: str = ""

    @property
    def mark(self) -> str:
        """The id of these words where the learner's text is shown."""
        if self.at.end <= self.at.start:
            return f"b{self.at.block}"
        return f"q{self.at.block}-{self.at.start}-{self.at.end}"


@dataclass(frozen=True)
class StateRow:
    """A state as a symbol (and one for plain terminals) and a word."""

    key: str
    symbol: str
    plain: str
    word: str


@dataclass(frozen=True)
class SectionRow:
    """A section that was looked in: its title, where in it, and the block that it starts at."""

    title: str
    places: str
    at: Locator
    passages: int


@dataclass(frozen=True)
class JoinedRow:
    """An item or a topic that a source is asked for, with the one that stands near it, if any."""

    name: str
    quote: Quote | None
    source: Quote | None
    lacks: str


@dataclass(frozen=True)
class RequirementRow:
    """A required or helpful element. `says` is what is missing, "" when it is met.

    `sections` are those that it was looked for in; `whole` says that they are all there are.
    `joined` are what it asks a source each for, and `joined_said` says them in a sentence.
    """

    id: str
    required: bool
    state: StateRow
    asked: str
    counted: str
    looked: str
    says: str
    because: str
    source: str
    quotes: tuple[Quote, ...]
    sections: tuple[SectionRow, ...] = ()
    whole: bool = False
    joined: tuple[JoinedRow, ...] = ()
    joined_said: str = ""


@dataclass(frozen=True)
class VerbRow:
    """The command verb: what shows it and what is missing, in sentences."""

    name: str
    level: str
    state: StateRow
    because: str
    quotes: tuple[Quote, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TopicRow:
    about: str
    covered: bool
    places: str
    quote: Quote | None


@dataclass(frozen=True)
class NamedRow:
    """A source or a named model, once, with every place. `note` flags what is odd about it."""

    name: str
    times: int
    quotes: tuple[Quote, ...]
    note: str = ""


@dataclass(frozen=True)
class AlsoRow:
    """A passage of another criterion (or of none) that serves this one too."""

    quote: Quote
    home: str


@dataclass(frozen=True)
class CriterionRow:
    """Everything a report says of one criterion.

    `bars` of three are filled; where there are none, `symbol` stands beside the word.
    `sections` are those of its own passages; `looked` says where it was looked for. `log_said`
    is what the logs come to, where a log evidences it. `official` is the body's own wording,
    where the centre has laid it over ours. `sure` is how sure the level is, in a word, and
    `sure_said` in a sentence: never in the learner's reading.
    """

    code: str
    slug: str
    asks: str
    strength: str
    key: str
    bars: int | None
    symbol: str
    because: str
    places: str
    first: Quote | None
    passages: int
    verb: VerbRow
    required: tuple[RequirementRow, ...]
    helpful: tuple[RequirementRow, ...]
    topics: tuple[TopicRow, ...]
    sources: tuple[NamedRow, ...]
    models: tuple[NamedRow, ...]
    also: tuple[AlsoRow, ...]
    prompts: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    sources_said: str = ""
    sources_short: str = ""
    sections: tuple[SectionRow, ...] = ()
    looked: str = ""
    next_step: str = ""
    log_said: str = ""
    log_problems: tuple[Quote, ...] = ()
    official: str = ""
    sure: str = ""
    sure_said: str = ""

    @property
    def unmet(self) -> tuple[RequirementRow, ...]:
        return tuple(r for r in self.required if r.state.key != "met")

    @property
    def missing(self) -> tuple[str, ...]:
        """Every shortfall in a line: what is required first, then what the verb asks for."""
        verb = self.verb.state.key not in ("met", "verb_met") and self.passages
        said = [r.says or r.asked for r in self.unmet]
        return (*said, *((self.verb.missing or (self.verb.because,)) if verb else ()))

    @property
    def required_met(self) -> str:
        """ "2 of 3", or a dash where the unit sets nothing that can be counted."""
        met = len(self.required) - len(self.unmet)
        return f"{met} of {len(self.required)}" if self.required else "–"


@dataclass(frozen=True)
class NoticeRow:
    """Something about the whole. `places` are all its places, neighbours joined."""

    code: str
    message: str
    next_step: str
    quotes: tuple[Quote, ...]
    places: str = ""


@dataclass(frozen=True)
class CheckRow:
    """One kind of problem between citations and the reference list.

    `slip` marks citations that have an entry after all: each is told by its reason.
    """

    title: str
    quotes: tuple[Quote, ...]
    slip: bool = False


@dataclass(frozen=True)
class SessionsRow:
    """What the logs come to: a table of hours, a sentence, and what is odd, each with its place."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: str
    problems: tuple[Quote, ...]


@dataclass(frozen=True)
class FileRow:
    name: str
    format: str
    sha256: str


@dataclass(frozen=True)
class ReportView:
    """A whole report in words. `learner` is the learner's reading, without strength words."""

    title: str
    unit: str
    unit_title: str
    qualification: str
    words: str
    fixed: tuple[str, ...]
    files: tuple[FileRow, ...]
    totals: tuple[tuple[str, int, int | None], ...]
    criteria: tuple[CriterionRow, ...]
    notices: tuple[NoticeRow, ...]
    checks: tuple[CheckRow, ...]
    checked: str
    warnings: tuple[str, ...]
    made_with: tuple[tuple[str, str], ...]
    legend: tuple[tuple[str, str], ...] = ()
    read: tuple[SectionRow, ...] = ()
    left_out: str = ""
    next_step: str = ""
    learner: bool = False
    sessions: SessionsRow | None = None


def criterion_quotes(row: CriterionRow) -> Iterator[Quote]:
    """Every quote of a criterion, what shows the verb first."""
    yield from row.verb.quotes
    for requirement in (*row.required, *row.helpful):
        yield from requirement.quotes
    for topic in row.topics:
        if topic.quote is not None:
            yield topic.quote
    for named in (*row.sources, *row.models):
        yield from named.quotes
