"""The pinned weights in, the same encoder compiled for this processor out, without torch.

The model is traced once with sentence-transformers and kept in the user's cache as OpenVINO's
graph; from then on OpenVINO and tokenizers run it. Importing both takes half a second, torch and
sentence-transformers eight.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from premark.embed.protocol import Vectors
from premark.pins import Pinned, digest_of

BATCH = 16  # the fastest of 8, 16 and 32 for sentences of about 25 words, sorted by length
STEP = 8  # tokens; few shapes are compiled, and whole tiles of the processor are filled
_TELEMETRY, _CONVERTER = "openvino_telemetry", "openvino.tools.ovc"
GRAPH, WEIGHTS, PROOF = "encoder.xml", "encoder.bin", "digests.json"
FORMAT = "1"  # of what is kept; raised where a kept graph of before would no longer do


class CannotCompile(Exception):
    """OpenVINO is not here, or its graph cannot be made or kept: the reference encoder will do."""


@dataclass(frozen=True)
class CompiledEncoder:
    """A graph on the processor; bf16 where the processor multiplies in it, else fp32."""

    weights: str
    runs_on: str
    width: int
    tokenizer: Any
    graph: Any

    @property
    def name(self) -> str:
        return f"{self.weights}, {self.runs_on}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); an empty list gives shape (0, 384)."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        encoded = self.tokenizer.encode_batch(list(texts)) if texts else []
        ids = [np.asarray(one.ids, dtype=np.int64) for one in encoded]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))  # stable: ties as they came
        request = self.graph.create_infer_request()
        for first in range(0, len(order), BATCH):
            rows = order[first : first + BATCH]
            found[rows] = request.infer(_padded([ids[i] for i in rows]))[0]
        return found


def _padded(ids: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """Token ids filled up with 0 to one length, and 1 where there is a token."""
    longest = max(len(one) for one in ids)
    shape = (len(ids), -(-longest // STEP) * STEP)
    tokens, held = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, one in enumerate(ids):
        tokens[row, : len(one)] = one
        held[row, : len(one)] = 1
    return [tokens, held]


def load_compiled(folder: Path, pinned: Pinned, cache: Path) -> CompiledEncoder:
    """The encoder of `folder`, compiled; its graph is made first where `cache` does not hold it.

    Raises CannotCompile.
    """
    try:
        openvino = import_openvino()
        from tokenizers import Tokenizer

        kept = _kept(folder, pinned, cache)
        core = openvino.Core()
        precision = "bf16" if _multiplies_bf16(core) else "f32"
        options: dict[str, Any] = {"INFERENCE_PRECISION_HINT": precision}
        if threads := os.environ.get("OMP_NUM_THREADS", ""):
            options["INFERENCE_NUM_THREADS"] = int(threads)
        graph = core.compile_model(str(kept / GRAPH), "CPU", options)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        raise CannotCompile(type(error).__name__) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(_longest(folder))
    runs_on = f"openvino {_release()} {precision}"
    return CompiledEncoder(pinned.label, runs_on, graph.output(0).partial_shape[1].get_length(),
                           tokenizer, graph)  # fmt: skip


@cache
def import_openvino() -> Any:
    """OpenVINO without the package by which its import reports itself over the network.

    It falls back to a stub of its own where that cannot be imported, which None says to Python. It
    stays so for the whole process: nothing that premark runs may call home. The converter, half of
    the import, is not asked for either.
    """
    sys.modules[_TELEMETRY] = cast(Any, None)
    absent = _CONVERTER not in sys.modules
    if absent:
        sys.modules[_CONVERTER] = cast(Any, None)
    try:
        import openvino
    finally:
        if absent:
            del sys.modules[_CONVERTER]
    return openvino


def _multiplies_bf16(core: Any) -> bool:
    """Whether the processor has instructions for bf16; without them it is slower than fp32."""
    return "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def _longest(folder: Path) -> int:
    """Tokens of a text that count, as sentence-transformers has it for these weights."""
    told = json.loads((folder / "sentence_bert_config.json").read_text(encoding="utf-8"))
    return int(told["max_seq_length"])


def _release() -> str:
    try:
        return ".".join(version("openvino").split(".")[:2])
    except PackageNotFoundError:
        return "unknown"


def _kept(folder: Path, pinned: Pinned, cache: Path) -> Path:
    """The folder of the cache that holds the graph whole; it is made when it is not there."""
    own = cache / f"encoder-{pinned.sha256[:16]}-openvino-{_release()}-{FORMAT}"
    if not _is_whole(own):
        _make(folder, pinned, own)
    return own


def _is_whole(kept: Path) -> bool:
    """Whether the files are those that were written: a torn or changed one is made again."""
    try:
        digests = json.loads((kept / PROOF).read_text(encoding="utf-8"))
        return all(digest_of(kept / name) == digests[name] for name in (GRAPH, WEIGHTS))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _make(folder: Path, pinned: Pinned, kept: Path) -> None:
    """Written beside and renamed, so that another process sees the whole or nothing."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".encoder-", dir=kept.parent))
    try:
        openvino = import_openvino()
        openvino.save_model(_traced(folder, pinned), str(made / GRAPH), compress_to_fp16=False)
        digests = {name: digest_of(made / name) for name in (GRAPH, WEIGHTS)}
        (made / PROOF).write_text(json.dumps(digests), encoding="utf-8")
        if kept.exists() and not _is_whole(kept):
            shutil.rmtree(kept)
        if not kept.exists():
            made.rename(kept)
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _quietly() -> Iterator[None]:
    """Without what the libraries say about themselves while a model is traced."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _traced(folder: Path, pinned: Pinned) -> Any:
    """The reference encoder as OpenVINO's graph: token ids and mask in, unit vectors out.

    By the front end itself, as `import_openvino` has been called: the converter above it reports.
    """
    import warnings

    import torch
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    from premark.embed.reference import load_reference

    with _quietly():
        reference = load_reference(folder, pinned, model_kwargs={"attn_implementation": "eager"})

    class WithMask(torch.nn.Module):  # type: ignore[misc]
        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            given = {"input_ids": input_ids, "attention_mask": attention_mask}
            return self.model(given)["sentence_embedding"]

    example = torch.ones((2, 16), dtype=torch.int64)
    with warnings.catch_warnings(), _quietly():
        warnings.simplefilter("ignore")
        decoder = TorchScriptPythonDecoder(
            WithMask(reference.model).eval(),
            example_input={"input_ids": example, "attention_mask": example},
        )
    front = FrontEndManager().load_by_framework("pytorch")
    return front.convert(front.load(decoder))
