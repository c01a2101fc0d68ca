"""What an encoder is: n texts in, n unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that turns n texts into n unit vectors, the same for the same texts.

    `weights` names the model; `name` the model and what runs it, which a review records.
    """

    @property
    def name(self) -> str: ...

    @property
    def weights(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...
