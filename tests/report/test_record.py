"""The JSON record: the same bytes, the same review back, and a schema that is kept up to date."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from make_review import make_review

from premark.errors import ReadError
from premark.report.record import from_json, json_schema, schema_text, to_json

SCHEMA = Path(__file__).parents[2] / "docs" / "review.schema.json"


def test_a_review_comes_back_as_it_was() -> None:
    review = make_review()
    assert from_json(to_json(review)) == review


def test_the_same_review_gives_the_same_text_with_keys_in_order() -> None:
    text = to_json(make_review())
    assert text == to_json(make_review()) and text.endswith("}\n")
    data = json.loads(text)
    assert list(data) == sorted(data)


def test_the_record_is_valid_against_its_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(to_json(make_review())), schema)


def test_the_schema_refuses_what_it_does_not_know() -> None:
    data = json.loads(to_json(make_review()))
    for wrong in ({"schema_version": "99"}, {"surprise": 1}, {"words": "many"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**data, **wrong}, json_schema())


def test_the_published_schema_is_the_one_in_use() -> None:
    how = "run: python -m premark.report.record > docs/review.schema.json"
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), how


def test_characters_that_could_act_are_written_as_escapes() -> None:
    review = make_review().model_copy(update={"unit_title": "a\x1b[31m\x9b\u202e\u2028é"})
    text = to_json(review)
    assert not set("\x1b\x9b\u202e\u2028") & set(text)
    assert "é" in text and from_json(text) == review


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", "not JSON"),
        ("[]", "schema_version"),
        ('{"schema_version": "7"}', "'7'"),
        ('{"schema_version": "1", "unit": 3}', "unit"),
    ],
)
def test_what_is_not_a_record_is_refused_with_a_way_out(text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        from_json(text)
    assert caught.value.hint


def test_a_broken_record_never_repeats_the_learners_words() -> None:
    data = json.loads(to_json(make_review()))
    data["document"]["blocks"][1]["kind"] = "a secret of the learner"
    with pytest.raises(ReadError) as caught:
        from_json(json.dumps(data))
    assert "secret" not in str(caught.value)
