"""The unit given is doubted when the file names another, or plainly is about another."""

from __future__ import annotations

import numpy as np
import pytest
from builders import PROSE, make_document

from premark.embed import WordHashes
from premark.match.profiles import build_profiles
from premark.match.unit_fit import unit_fits
from premark.packs.load import all_packs, find_pack
from premark.types.criteria import Pack
from premark.weigh.unit import UnitFit, likeliest_unit, unit_notice

NOTHING = UnitFit({}, 0)
EVEN = {pack.code: 0.10 for pack in all_packs()}
ENCODER = WordHashes()


def fit_of(sentences: int, **lead: float) -> UnitFit:
    """Every unit alike but those named, as u8589_701=0.02."""
    named = {name[1:].replace("_", "-"): 0.10 + more for name, more in lead.items()}
    return UnitFit({**EVEN, **named}, sentences)


@pytest.mark.parametrize("writing", ["8589-700", "8589/700", "8589–700"])
def test_a_unit_that_the_file_names_and_is_not_the_one_given_is_told(writing: str) -> None:
    document = make_document([f"Unit {writing} assignment", PROSE])
    notice = unit_notice(document, find_pack("8580-500"), all_packs(), NOTHING)
    assert notice is not None and "8589-700" in notice.message
    assert notice.next_step == "Try again with --unit 8589-700."
    assert unit_notice(document, find_pack("8589-700"), all_packs(), NOTHING) is None


def test_the_name_in_the_file_outweighs_its_sentences() -> None:
    document = make_document(["Unit 8580-500", PROSE])
    fit = fit_of(200, u8589_701=0.05)
    assert unit_notice(document, find_pack("8580-500"), all_packs(), fit) is None


def test_the_notice_does_not_quote_the_submission() -> None:
    document = make_document(["Unit 8589-700", "Zanzibar " * 50])
    notice = unit_notice(document, find_pack("8580-500"), all_packs(), NOTHING)
    assert notice is not None and "Zanzibar" not in notice.model_dump_json()


def test_an_empty_document_gets_no_unit_notice() -> None:
    assert unit_notice(make_document([]), find_pack("8580-500"), all_packs(), NOTHING) is None


@pytest.mark.parametrize(("sentences", "lead", "told"), [
    (200, 0.011, True), (200, 0.009, False), (60, 0.011, False), (60, 0.02, True),
    (39, 0.5, False),
])  # fmt: skip
def test_the_shorter_the_text_the_clearer_another_unit_must_be(
    sentences: int, lead: float, told: bool
) -> None:
    document, given = make_document([PROSE]), find_pack("8580-500")
    notice = unit_notice(document, given, all_packs(), fit_of(sentences, u8589_701=lead))
    assert (notice is not None) == told
    if notice:
        assert "8589-701" in notice.message


def test_a_unit_that_is_not_among_the_shipped_is_never_doubted_by_its_sentences() -> None:
    given = find_pack("8580-500").model_copy(update={"unit": "999"})
    fit = fit_of(200, u8589_701=0.5)
    assert unit_notice(make_document([PROSE]), given, all_packs(), fit) is None


@pytest.mark.parametrize("wanted", all_packs(), ids=lambda pack: pack.code)
def test_a_units_own_sentences_fit_it_best(wanted: Pack) -> None:
    texts = [c.asks for c in wanted.criteria]
    fits = unit_fits(ENCODER.encode(texts), all_packs(), ENCODER)
    assert max(fits, key=lambda code: fits[code]) == wanted.code


def test_no_sentences_fit_nothing() -> None:
    assert unit_fits(np.zeros((0, 2048), dtype=np.float32), all_packs(), ENCODER) == {}
    assert build_profiles(all_packs()[0], ENCODER).vectors.shape[1] == 2048


def test_a_file_that_names_its_unit_is_read_as_that_unit() -> None:
    packs = all_packs()
    asked = next(pack for pack in packs if pack.code == "8589-703")
    assert likeliest_unit(make_document(["Unit 8589-703"]), packs[0], packs) == (asked, True)
    assert likeliest_unit(make_document([PROSE]), packs[0], packs) == (packs[0], False)


def test_a_text_that_fits_no_unit_is_not_sent_to_another() -> None:
    far = UnitFit(dict.fromkeys(EVEN, -0.3) | {"8589-701": -0.2}, 200)
    assert unit_notice(make_document([PROSE]), find_pack("8580-500"), all_packs(), far) is None
