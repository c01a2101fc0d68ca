"""What runs the encoder changes no strength: whole reviews by both agree."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from changed_texts import script

from premark.embed import load_encoder
from premark.errors import ModelMissing
from premark.packs.load import find_pack
from premark.pipeline import Tools, load_tools, map_document
from premark.read import read_bytes
from premark.types.evidence import Review

pytestmark = pytest.mark.slow


@cache
def tools(backend: str) -> Tools:
    try:
        return replace(load_tools(), encoder=load_encoder(backend))  # type: ignore[arg-type]
    except ModelMissing as missing:
        pytest.skip(str(missing))


def review(name: str, backend: str) -> Review:
    given = script(name)
    document = read_bytes([("draft.md", given.markdown().encode())])
    return map_document(document, find_pack(given.unit), tools(backend))


@pytest.mark.parametrize("name", ["a02", "a08", "a09"])
def test_both_backends_give_the_same_strengths_and_states(name: str) -> None:
    ours, theirs = review(name, "openvino"), review(name, "sentence-transformers")
    assert ours.made_with.encoder != theirs.made_with.encoder
    for one, other in zip(ours.criteria, theirs.criteria, strict=True):
        assert (one.criterion, one.strength) == (other.criterion, other.strength)
        assert one.verb.state == other.verb.state, one.criterion
        states = [(r.requirement, r.state) for r in one.results]
        assert states == [(r.requirement, r.state) for r in other.results], one.criterion
