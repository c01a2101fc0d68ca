"""An encoder's shape, its tokens and a processor's speed in; operations, ratios and limits out."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.clock import timed

SIDE = 1024  # of the square matrices that the processor's own speed is measured on
IN_A_ROW = 8  # products in one graph, so that handing numbers over counts for little
TRIES = 7


@dataclass(frozen=True)
class Shape:
    """A transformer encoder's layers, width, and the width inside its feed-forward part."""

    layers: int
    width: int
    inner: int

    def operations(self, tokens: int) -> float:
        """Floating-point operations of one text; a product added to a sum counts as two.

        Four square projections and two of the feed-forward part for each token, and each token
        against each other one twice. Norms, softmax and biases are left out: under 1%.
        """
        each = 8 * self.width**2 + 4 * self.width * self.inner + 4 * tokens * self.width
        return float(self.layers * tokens * each)


@dataclass(frozen=True)
class Work:
    """What an encoder must do for some texts, and what it does: every batch is filled up."""

    texts: int
    tokens: int
    operations: float
    filled_operations: float


def ratio(a: float, b: float) -> float:
    """How many times b goes into a; 0 where b is nothing."""
    return a / b if b else 0.0


def shape_of(folder: Path) -> Shape:
    """The shape that a model's own config.json tells."""
    told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Shape(told["num_hidden_layers"], told["hidden_size"], told["intermediate_size"])


def work_of(shape: Shape, lengths: Sequence[int], *, batch: int, step: int) -> Work:
    """The operations for texts of these lengths, sorted and filled up as the encoder does."""
    ordered, filled = sorted(lengths), 0.0
    for first in range(0, len(ordered), batch):
        rows = ordered[first : first + batch]
        filled += len(rows) * shape.operations(-(-max(rows) // step) * step)
    needed = sum(shape.operations(tokens) for tokens in ordered)
    return Work(len(ordered), sum(ordered), needed, filled)


def products(side: int, in_a_row: int) -> float:
    """Floating-point operations of that many products of square matrices."""
    return 2.0 * side**3 * in_a_row


def float32_speed() -> float:
    """Operations in a processor second of numpy's float32 matrix product, the best of several."""
    import numpy as np

    left = np.random.default_rng(1).random((SIDE, SIDE), dtype=np.float32)
    right = left.T.copy()
    left @ right
    took = [timed(lambda: left @ right)[0].cpu for _ in range(TRIES)]
    return products(SIDE, 1) / min(took)


def openvino_speed(precision: str) -> float | None:
    """The same by OpenVINO in "f32" or "bf16"; None where it is not here or has no such numbers."""
    import numpy as np

    try:
        from premark.embed.compiled import import_openvino

        openvino = import_openvino()
        from openvino import opset13
    except ImportError:
        return None
    core = openvino.Core()
    if precision == "bf16" and "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return None
    random = np.random.default_rng(1)
    given = opset13.parameter([SIDE, SIDE], np.float32)
    node: Any = given
    for _ in range(IN_A_ROW):
        weights = random.random((SIDE, SIDE), dtype=np.float32) / SIDE
        node = opset13.matmul(node, opset13.constant(weights), False, False)
    options: dict[str, Any] = {"INFERENCE_PRECISION_HINT": precision}
    if threads := os.environ.get("OMP_NUM_THREADS", ""):
        options["INFERENCE_NUM_THREADS"] = int(threads)
    request = core.compile_model(openvino.Model([node], [given]), "CPU", options)
    request = request.create_infer_request()
    numbers = [random.random((SIDE, SIDE), dtype=np.float32)]
    request.infer(numbers)
    took = [timed(lambda: request.infer(numbers))[0].cpu for _ in range(TRIES)]
    return products(SIDE, IN_A_ROW) / min(took)


def encoder_work(texts: Sequence[str]) -> Work:
    """What the pinned encoder has to do for these texts, at one go."""
    from tokenizers import Tokenizer

    from premark.embed.compiled import BATCH, STEP
    from premark.pins import find_pinned, pins

    folder = find_pinned("the sentence encoder", pins("encoder"))[0].parent
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    told = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    tokenizer.enable_truncation(int(told["max_seq_length"]))
    lengths = [len(one.ids) for one in tokenizer.encode_batch(list(texts))]
    return work_of(shape_of(folder), lengths, batch=BATCH, step=STEP)
