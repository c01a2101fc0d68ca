"""The compiled encoder agrees with the reference, is made anew when torn, and has a fallback."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

import premark.embed.choose as choose
from premark.embed import load_encoder
from premark.embed.compiled import (
    GRAPH,
    PROOF,
    STEP,
    WEIGHTS,
    CannotCompile,
    CompiledEncoder,
    import_openvino,
    load_compiled,
)
from premark.embed.reference import SentenceEncoder
from premark.errors import ModelMissing
from premark.pins import Pinned, digest_of, find_pinned, pins

SENTENCES = [
    "I asked what she wanted to be different by Friday.",
    "Silence.",
    "",
    "The model assumes that a goal can be named at the start, which it seldom can, since those who "
    "come to a first meeting mostly bring a complaint about somebody else and not an aim. " * 3,
    "Costs fell by 12%, though nobody could say why; 3 of 9 managers left (Smith, 2019).",
]


@pytest.fixture(scope="module")
def compiled() -> CompiledEncoder:
    try:
        return cast(CompiledEncoder, load_encoder("openvino"))
    except ModelMissing as missing:
        pytest.skip(str(missing))


@pytest.mark.slow
def test_the_compiled_encoder_agrees_with_the_reference(compiled: CompiledEncoder) -> None:
    reference = load_encoder("sentence-transformers")
    assert isinstance(reference, SentenceEncoder) and reference.weights == compiled.weights
    ours, theirs = compiled.encode(SENTENCES), reference.encode(SENTENCES)
    assert ours.shape == theirs.shape and ours.dtype == np.float32
    assert float((ours * theirs).sum(axis=1).min()) > 0.9995
    assert np.allclose(np.linalg.norm(ours, axis=1), 1.0, atol=1e-3)
    assert compiled.encode([]).shape == reference.encode([]).shape == (0, 384)


@pytest.mark.slow
def test_the_same_texts_give_the_same_bytes(compiled: CompiledEncoder) -> None:
    assert compiled.encode(SENTENCES).tobytes() == compiled.encode(SENTENCES).tobytes()


@pytest.mark.slow
def test_a_vector_hardly_depends_on_its_company(compiled: CompiledEncoder) -> None:
    alone = np.vstack([compiled.encode([text]) for text in SENTENCES])
    assert float((alone * compiled.encode(SENTENCES)).sum(axis=1).min()) > 0.9999


@pytest.mark.slow
def test_what_runs_the_encoder_stands_in_its_name(compiled: CompiledEncoder) -> None:
    assert compiled.name.startswith(f"{compiled.weights}, openvino ")
    assert compiled.name.endswith(("bf16", "f32"))


@pytest.mark.parametrize("harm", ["cut", "no proof", "not data"])
def test_a_torn_graph_is_made_again(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    pinned = Pinned("loaf", "loaf_weights", "weights.bin", "0" * 64)

    def make(folder: Path, what: Pinned, kept: Path) -> None:
        kept.mkdir(parents=True, exist_ok=True)
        (kept / GRAPH).write_text("graph")
        (kept / WEIGHTS).write_text("weights")
        digests = {name: digest_of(kept / name) for name in (GRAPH, WEIGHTS)}
        (kept / PROOF).write_text(json.dumps(digests))
        made.append(kept)

    from premark.embed import compiled as module

    monkeypatch.setattr(module, "_make", make)
    kept = module._kept(tmp_path, pinned, tmp_path / "cache")
    assert module._kept(tmp_path, pinned, tmp_path / "cache") == kept and len(made) == 1
    if harm == "no proof":
        (kept / PROOF).unlink()
    else:
        (kept / (WEIGHTS if harm == "cut" else PROOF)).write_text("w")
    module._kept(tmp_path, pinned, tmp_path / "cache")
    assert len(made) == 2


OFFLINE = """
import os, socket, subprocess, sys
tried = []
refused = lambda *a, **k: tried.append(a) or (_ for _ in ()).throw(OSError("refused"))
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refused
os.fork = os.posix_spawn = subprocess.Popen.__init__ = refused
from premark.embed import load_encoder
encoder = load_encoder("openvino")
encoder.encode(["One sentence."])
assert not tried, tried
assert sys.modules["openvino_telemetry"] is None
assert "openvino.tools.ovc" not in sys.modules
"""


@pytest.mark.slow
def test_openvino_calls_nobody_and_writes_no_account_of_itself(
    compiled: CompiledEncoder, tmp_path: Path
) -> None:
    """Its own package reports each import from a process apart, and counts them in the home."""
    env = {**os.environ, "HOME": str(tmp_path), "PREMARK_CACHE": str(choose.cache_folder())}
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert not (tmp_path / "intel").exists()


def test_without_openvino_the_reference_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    import_openvino.cache_clear()
    monkeypatch.setitem(sys.modules, "openvino", cast(Any, None))
    with pytest.raises(CannotCompile):
        weights, pinned = find_pinned("the encoder", pins("encoder"))
        load_compiled(weights.parent, pinned, Path("nowhere"))
    monkeypatch.setattr(choose, "load_reference", lambda folder, pinned: "reference")
    assert cast(Any, choose.load_encoder.__wrapped__)("auto") == "reference"
    with pytest.raises(ModelMissing, match="OpenVINO cannot run"):
        cast(Any, choose.load_encoder.__wrapped__)("openvino")


def test_a_cache_that_cannot_be_written_leaves_the_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PREMARK_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(choose, "load_reference", lambda folder, pinned: "reference")
    assert cast(Any, choose.load_encoder.__wrapped__)(None) == "reference"


def test_another_backend_is_named_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREMARK_ENCODER", "abacus")
    with pytest.raises(ModelMissing, match="abacus") as told:
        cast(Any, choose.load_encoder.__wrapped__)(None)
    assert "openvino" in told.value.hint and "sentence-transformers" in told.value.hint


def test_texts_are_filled_up_to_whole_steps() -> None:
    from premark.embed.compiled import _padded

    tokens, held = _padded([np.array([5, 6]), np.arange(1, STEP + 2)])
    assert tokens.shape == held.shape == (2, 2 * STEP)
    assert tokens[0, :3].tolist() == [5, 6, 0] and held.sum(axis=1).tolist() == [2, STEP + 1]


def test_what_libraries_say_while_a_model_is_traced_stays_out_of_sight(
    caplog: pytest.LogCaptureFixture,
) -> None:
    from premark.embed.compiled import _quietly

    with _quietly():
        logging.getLogger("somebody").warning("deprecated")
        logging.getLogger("somebody").error("broken")
    logging.getLogger("somebody").warning("afterwards")
    assert [record.message for record in caplog.records] == ["broken", "afterwards"]
