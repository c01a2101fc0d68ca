"""The name of an entry of a Canvas archive of submissions in; whose it is, out.

The forms are those of Canvas's content zipper: `{name}[_LATE]_{user}_{attachment}_{file}` with the
name in small letters and without signs, `[LATE_]anon_{id}_...`, and `_text.html` or `_link.html`
for what was typed in. Canvas itself takes the first numbers for the user's.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from premark.lms.drafts import Owned, Person
from premark.lms.names import person_name

_GIVEN = r"(?:[0-9]{1,20}_(?P<file>.+)|(?P<typed>text|link)\.html)"
_NAMED = re.compile(
    rf"(?P<name>\S*?)(?P<late>_LATE)?_(?P<user>[0-9]{{1,20}})_{_GIVEN}", re.DOTALL
)
_HIDDEN = re.compile(rf"(?P<late>LATE_)?anon_(?P<user>[A-Za-z0-9]{{1,20}})_{_GIVEN}", re.DOTALL)


def owned(parts: Sequence[str]) -> Owned | None:
    """Whose an entry is; None where its name is none that Canvas gives."""
    if len(parts) != 1:
        return None
    hidden = _HIDDEN.fullmatch(parts[0])
    hit = hidden or _NAMED.fullmatch(parts[0])
    if hit is None or not (hidden or _is_name(hit["name"])):
        return None
    name = "" if hidden else person_name(hit["name"])
    person = Person(
        key=("canvas", "anon" if hidden else "", hit["user"]),
        learner=name,
        number=hit["user"],
        prefix=parts[0][: hit.end("user") + 1],
        platform="canvas",
        blind=bool(hidden),
        late=bool(hit["late"]),
    )
    rest = (hit["file"] or f"{hit['typed']}.html",)
    typed = hit["typed"]
    return Owned(person, rest, typed=typed == "text", link=typed == "link")


def _is_name(text: str) -> bool:
    """Whether a name is as Canvas leaves it: letters, with their marks, and figures, all small."""
    marks = all(c.isalnum() or unicodedata.category(c) in ("Mn", "Mc", "Me", "Pc") for c in text)
    return marks and text == text.lower()


def id_of(person: Person) -> str:
    """The id of a submission. Anonymous numbers tell capitals apart, which disks may not."""
    if not person.blind:
        return f"canvas-{person.number}"
    if person.number == person.number.lower():
        return f"canvas-anon-{person.number}"
    sign = hashlib.sha256(person.number.encode()).hexdigest()[:4]
    return f"canvas-anon-{person.number.lower()}-{sign}"
