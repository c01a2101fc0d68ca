"""Example sentences belong to topics that the pack has, and a mistake is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_pack

from premark.errors import BadYaml, PackError, UnknownName
from premark.packs.examples import with_examples
from premark.packs.load import all_packs

GOOD = """\
pack: guild-9999-100
examples:
  "1.1":
    flour:
      - Strong flour holds the loaf up.
"""


def written(folder: Path, text: str) -> Path:
    (folder / "guild-9999-100.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_topic_gets_its_examples_and_the_digest_changes(tmp_path: Path) -> None:
    pack = with_examples(make_pack(), written(tmp_path, GOOD))
    topics = {t.id: t.examples for t in pack.criterion("1.1").topics}
    assert topics == {"flour": ("Strong flour holds the loaf up.",), "yeast": ()}
    assert pack.digest != make_pack().digest


def test_a_pack_without_examples_stays_as_it_is(tmp_path: Path) -> None:
    assert with_examples(make_pack(), tmp_path) == make_pack()


@pytest.mark.parametrize(("old", "new", "kind", "line", "said"), [
    ('"1.1"', '"7.1"', UnknownName, 3, "1.1"),
    ("flour:", "salt:", UnknownName, 4, "flour, yeast"),
    ("    flour:\n      - Strong flour holds the loaf up.", "    flour: none", BadYaml, 4, "list"),
    ("examples:", "exemples:", BadYaml, 1, "criteria"),
])  # fmt: skip
def test_a_mistake_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, kind: type[PackError], line: int, said: str
) -> None:
    with pytest.raises(kind) as caught:
        with_examples(make_pack(), written(tmp_path, GOOD.replace(old, new)))
    assert caught.value.line == line
    assert said in str(caught.value)


def test_every_topic_of_the_shipped_packs_has_examples_of_its_own() -> None:
    for pack in all_packs():
        said = [s for c in pack.criteria for t in c.topics for s in t.examples]
        assert all(len(t.examples) >= 5 for c in pack.criteria for t in c.topics), pack.code
        assert len(said) == len(set(said)), pack.code
