"""The name of an entry of Moodle's "download all submissions" in; whose it is, out.

The forms are those of mod_assign: `{name}_{uid}_assignsubmission_{plugin}` as a folder (before 4.1
with one more `_`) or, in the flat form, before `_{file}`. Moodle puts blanks for the underscores
of names, so what a learner called a file cannot pass for a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.lms.drafts import Owned, Person
from premark.lms.names import person_name
from premark.lms.words import lms_words

_PREFIX = re.compile(
    r"(?P<name>.*?)_(?P<uid>[0-9]{1,20})_assignsubmission_(?P<plugin>[a-z0-9]+)(?P<rest>_.*)?",
    re.DOTALL,
)
# The team of those who are in none has no number.
_NO_ID = re.compile(
    r"(?P<name>[^_]+)_assignsubmission_(?P<plugin>[a-z0-9]+)(?P<rest>_.*)?", re.DOTALL
)
TYPED = "onlinetext"


def owned(parts: Sequence[str]) -> Owned | None:
    """Whose an entry is, by the first part of its name; None where that is no prefix of Moodle."""
    hit = _PREFIX.fullmatch(parts[0]) or _NO_ID.fullmatch(parts[0]) if parts else None
    if hit is None:
        return None
    flat = (hit["rest"] or "").removeprefix("_")
    if len(parts) == 1 and not flat:
        return None
    uid = hit.groupdict().get("uid") or ""
    prefix = parts[0].removesuffix(flat) if len(parts) == 1 else parts[0]
    name = person_name(hit["name"])
    person = Person(
        key=("moodle", uid or name),
        learner=name,
        number=uid,
        prefix=prefix,
        platform="moodle",
        team=not uid,
        blind=bool(uid) and name.casefold() in lms_words().blind,
    )
    rest = (flat,) if len(parts) == 1 else tuple(parts[1:])
    return Owned(person, rest, typed=hit["plugin"] == TYPED)
