"""Passages in, findings out. A detector sees and names; it never counts what is enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from premark.detect.artefacts import artefacts
from premark.detect.base import Detector, Rules, Seen
from premark.detect.items import items
from premark.detect.log_checks import log_problems
from premark.detect.model_use import PATTERNS
from premark.detect.named_models import named_models_in
from premark.detect.phrases import phrases
from premark.detect.plans import months
from premark.detect.sessions import sessions
from premark.detect.verb_depth import verb_depth
from premark.types.evidence import Finding


def _named(seen: Seen, rules: Rules) -> Iterable[Finding]:
    """What, why and known limits: as `named_models_in` says."""
    passages = [p.passage for p in seen.parsed]
    sentences = {p.passage.id: p.sentences for p in seen.parsed}
    uses = rules.patterns.get(PATTERNS)
    return named_models_in(passages, rules.lexicon, uses=uses, sentences=sentences)


DETECTORS: tuple[Detector, ...] = (
    Detector("verb_depth", ("move",), verb_depth),
    Detector("named_models", ("named-model", "unknown-model"), _named),
    Detector("items", ("item",), items),
    Detector("phrases", (), phrases),
    Detector("sessions", ("session", "client", "claim"), sessions),
    Detector("log_checks", ("log-problem",), log_problems),
    Detector("artefacts", ("artefact",), artefacts),
    Detector("plans", ("months",), months),
)


def detect(seen: Seen, rules: Rules) -> tuple[Finding, ...]:
    """All findings of all detectors, in reading order within each."""
    return tuple(finding for detector in DETECTORS for finding in _run(detector, seen, rules))


def _run(detector: Detector, seen: Seen, rules: Rules) -> Iterator[Finding]:
    yield from detector.run(seen, rules)
