"""Embeds every text of the shipped packs once, so that a first run need not.

    python models/embed_packs.py            # writes models/profiles.npz

Half precision: a cosine moves by less than 0.001. A text that is changed is embedded when met,
so a centre's own packs need nothing from here.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from premark.embed import load_encoder
from premark.match.profiles import profile_elements, text_key
from premark.packs.load import all_packs

FILE = Path(__file__).resolve().parent / "profiles.npz"


def main() -> None:
    encoder = load_encoder("sentence-transformers")
    texts = sorted({e.text for pack in all_packs() for e in profile_elements(pack)})
    np.savez_compressed(
        FILE,
        encoder=np.array(encoder.weights),
        keys=np.array([text_key(text) for text in texts]),
        vectors=encoder.encode(texts).astype(np.float16),
    )
    print(f"wrote {FILE.name}: {len(texts)} texts, {FILE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
