"""A trained head in; `moves.npz`, its pin and its section of the card, written, out."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from premark.pins import digest_of
from premark.train.move_fit import Lessons, Scores, Trained
from premark.written import write_file, write_text

BEGIN, END = "<!-- premark train moves: begin -->", "<!-- premark train moves: end -->"


def save_head(head: Trained, leads: Scores, trained_on: str, folder: Path) -> Path:
    """Plain arrays, no pickle.

    The same head gives the same bytes. Raises OutputError where the folder cannot be written.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in _arrays(head, leads, trained_on).items():
            # By name alone the entry has no clock: numpy's own writer gives it the time.
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as stream:
                np.lib.format.write_array(stream, array, allow_pickle=False)
    return write_file(packed.getvalue(), folder / "moves.npz")


def _arrays(head: Trained, leads: Scores, trained_on: str) -> dict[str, NDArray[Any]]:
    return {
        "skeleton_terms": head.bones.get_feature_names_out().astype(str),
        "skeleton_idf": head.bones.idf_.astype(np.float32),
        "lemma_terms": head.lemmas.get_feature_names_out().astype(str),
        "lemma_idf": head.lemmas.idf_.astype(np.float32),
        "weights": np.vstack([each.coef_[0] for each in head.heads]).astype(np.float32),
        "bias": np.array([each.intercept_[0] for each in head.heads], dtype=np.float32),
        "leads": leads.astype(np.float32),
        "trained_on": np.array(trained_on),
    }


def trained_on(lessons: Lessons) -> str:
    """What a head says of its lessons: the digest of the texts, and how many there are."""
    texts = lessons.corpus.texts
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    public = f", {len(lessons.public[1])} of public sets" if lessons.public else ""
    return f"corpora/moves {digest}, {len(texts)} sentences{public}"


def pin(file: Path) -> bool:
    """Write the file's SHA-256 to the pins beside it. False where they do not name it."""
    pins = file.with_name("models.toml")
    if not pins.is_file():
        return False
    text = pins.read_text(encoding="utf-8")
    name = re.escape(file.name)
    changed, count = re.subn(rf'(?m)^("{name}") = .*$', rf'\1 = "{digest_of(file)}"', text)
    write_text(changed, pins)
    return bool(count)


def rewrite_section(
    card: Path, section: str, marks: tuple[str, str] = (BEGIN, END)
) -> bool:
    """Put the section between its two marks. False where the card has none."""
    begin, end = marks
    text = card.read_text(encoding="utf-8") if card.is_file() else ""
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not (begun and ended):
        return False
    write_text(f"{before}{begin}\n\n{section.strip()}\n\n{end}{after}", card)
    return True
