"""Cut-offs and weights, as `models/thresholds.toml` sets them with the run that chose them."""

from __future__ import annotations

from premark.types.document import Value


class Matching(Value):
    """Weights of the parts of an emission, costs of switching, and cut-offs of topics."""

    asks: float
    topics: float
    examples: float
    starts: float
    words: float
    cues: float
    heading: float
    heading_code: float
    heading_wording: float
    artefact: float
    none: float
    framing: float
    setting: float
    first: float
    last: float
    clip: float
    inline_rest: float
    to_next: float
    to_other: float
    to_none: float
    at_heading: float
    within: float
    topic_meaning: float
    topic_stands_out: float
    topic_floor: float
    secondary: float
    echo: float


class Depth(Value):
    """Cut-offs of the verb's depth. A move is told from `move`; a group is met from `group`; the
    verb is not shown where more than `described` of the sentences only describe."""

    move: float
    group: float
    described: float


class Coverage(Value):
    """Weights of the signs that a topic is covered, and the probability from which it is."""

    bias: float
    cut: float
    weights: dict[str, float]


class SetBy(Value):
    """The run that looked for better cut-offs: on what, and how it came out."""

    command: str
    premark: str
    documents: tuple[str, ...]
    corpus: str
    date: str = ""
    figures: dict[str, float]


class Bin(Value):
    """Levels whose signs come to at least `least`: how many there were and how many agreed."""

    least: float
    levels: int
    agreed: int
    chance: float


class Sureness(Value):
    """Weights of the signs that a level is the label's, none below nought, what is usual of each
    sign, and the bins that their sum is read from; all learned on `documents` of `units`."""

    bias: float
    weights: dict[str, float]
    usual: dict[str, float]
    bins: tuple[Bin, ...]
    units: tuple[str, ...]
    documents: tuple[str, ...]


class Thresholds(Value):
    matching: Matching
    depth: Depth
    coverage: Coverage
    set_by: SetBy | None = None
    sureness: Sureness | None = None
