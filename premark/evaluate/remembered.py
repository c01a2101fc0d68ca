"""A parser or an encoder in; the same, that does nothing twice for one document, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from premark.pipeline import Tools
from premark.types.document import Passage

KEPT = 2  # readings of one document: with its headings and without


@dataclass(frozen=True)
class RememberedEncoder:
    """Encodes each text once."""

    encoder: Any
    known: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.encoder.name)

    @property
    def weights(self) -> str:
        return str(self.encoder.weights)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known.update(zip(new, self.encoder.encode(new), strict=True))
        if not texts:
            return np.asarray(self.encoder.encode([]))
        return np.vstack([self.known[text] for text in texts])


@dataclass(frozen=True)
class RememberedParser:
    """Parses the same passages once; only the last few readings are kept."""

    parser: Any
    known: dict[tuple[Passage, ...], Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.parser.name)

    def parse(self, passages: Sequence[Passage]) -> Any:
        key = tuple(passages)
        if key not in self.known:
            while len(self.known) >= KEPT:
                del self.known[next(iter(self.known))]
            self.known[key] = self.parser.parse(passages)
        return self.known[key]


def remembering(tools: Tools) -> Tools:
    """Tools that remember. How texts are batched moves a vector by its last digits only."""
    return replace(
        tools, encoder=RememberedEncoder(tools.encoder), parser=RememberedParser(tools.parser)
    )
