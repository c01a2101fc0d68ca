"""What a review was made with: packages, models and digests, so that two can be told apart."""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

from premark.detect.move_head import load_move_head
from premark.packs.where import criteria_root, models_root
from premark.types.criteria import Pack
from premark.types.evidence import MadeWith

PACKAGES = (
    "spacy", "openvino", "sentence-transformers", "scikit-learn", "torch", "python-docx",
    "pypdfium2",
)  # fmt: skip


def made_with(pack: Pack, *, encoder: str, parser: str) -> MadeWith:
    """Versions and digests of all that a review came from."""
    return MadeWith(
        premark=_version("premark"),
        packages=tuple((name, _version(name)) for name in PACKAGES),
        encoder=encoder,
        parser=parser,
        pack=pack.digest,
        patterns=_patterns_digest(),
        models=load_move_head().trained_on,
    )


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


@lru_cache(maxsize=1)
def _patterns_digest() -> str:
    digest = sha256()
    for path in sorted(criteria_root().glob("patterns/*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for name in ("models.yaml", "names.yaml", "verbs.yaml"):
        digest.update((criteria_root() / name).read_bytes())
    digest.update((models_root() / "thresholds.toml").read_bytes())
    return digest.hexdigest()
