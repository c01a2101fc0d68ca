"""A document and its sections in; what is wanting in the declaration that it asks for, out.

Nothing is wanting where no declaration is asked for, and a picture is never called a blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from premark.packs.load import load_patterns
from premark.patterns import search
from premark.structure.passages import place
from premark.types.document import Block, Document, Locator, Section
from premark.types.evidence import Notice
from premark.weigh.form_fields import Field, Line, boxes_in, fields_in, lines_of, opens_field

NEAR = 4  # blocks below a declaration that has no heading of its own in which its fields stand
LONGEST = 15  # blocks of a declaration; what else its section holds is no part of the form
STATED = 4  # words; fewer beside the fields state nothing
_STEP = "Ask the learner to complete the declaration."
_UNSIGNED = "Look for a signature that is drawn or a picture, else ask the learner to sign."
_ORDER = ("name", "signature", "date")


@dataclass(frozen=True)
class Form:
    """One declaration: its lines, its heading, and the blanks among its fields."""

    heading: Locator | None
    file: int
    stated: Locator | None
    fields: tuple[Field, ...]
    unticked: Locator | None

    @property
    def blank(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if not f.value)

    def filled(self, key: str) -> bool:
        return any(f.key == key and f.value for f in self.fields)

    def first_blank(self, key: str) -> Field | None:
        return next((f for f in self.blank if f.key == key and not self.filled(key)), None)


def declaration_notice(document: Document, sections: Sequence[Section]) -> Notice | None:
    """What is not filled in of the declaration that the file asks for; None where all is, or
    where none is asked for. Of several declarations one that is complete is enough."""
    told = [_told(form, document) for form in _forms(document, sections)]
    return None if None in told else next(iter(told), None)


def _forms(document: Document, sections: Sequence[Section]) -> Iterator[Form]:
    for i, section in enumerate(sections):
        if section.role == "declaration":
            yield _form(document, section, [*section.blocks, *_fields_below(document, sections, i)])
        elif not section.criteria and section.role in ("cover", "body"):
            yield from _unheaded(document, section)


def _fields_below(
    document: Document, sections: Sequence[Section], at: int
) -> Iterator[int]:
    """Bold labels read as headings ("Signature:") are still lines of the declaration above."""
    for section in sections[at + 1 :]:
        heading = section.heading
        if heading is None or not opens_field(document.blocks[heading].text):
            return
        yield from (heading, *section.blocks)


def _unheaded(document: Document, section: Section) -> Iterator[Form]:
    """A statement of own work with no heading, where fields to sign stand just below it."""
    made = load_patterns()["declaration"]
    for n, index in enumerate(section.blocks):
        hits = search(made, document.blocks[index].text)
        if any(hit.key == "made" for hit in hits):
            form = _form(document, section, section.blocks[n : n + 1 + NEAR])
            if any(f.key == "signature" for f in form.fields):
                yield replace(form, heading=None)
            return


def _form(document: Document, section: Section, blocks: Sequence[int]) -> Form:
    lines = lines_of([document.blocks[i] for i in blocks[:LONGEST]], document)
    fields = tuple(fields_in(lines))
    ticked, empty = boxes_in(lines)
    heading = section.heading
    at = _whole(document.blocks[heading], document) if heading is not None else None
    first = document.blocks[heading if heading is not None else blocks[0]]
    return Form(at, first.file, _statement(lines), fields, None if ticked else empty)


def _whole(block: Block, document: Document) -> Locator:
    return place(block, 0, len(block.text), document)


def _statement(lines: Sequence[Line]) -> Locator | None:
    """The first line of the learner's that says something and is no field or instruction."""
    patterns = load_patterns()["declaration-field"]
    for line in lines:
        said = line.text[: line.fields_from]
        told = any(hit.key == "instruction" for hit in search(patterns, said))
        if not line.template and not told and len(said.split()) >= STATED:
            return line.at
    return None


def _told(form: Form, document: Document) -> Notice | None:
    unsigned = form.first_blank("signature")
    if not form.stated and not any(f.value for f in form.fields):
        return _nothing(form)
    if unsigned and _has_pictures(form, document):
        return _unread(unsigned.at)
    if unsigned:
        message = f"A declaration of own work is not signed ({_where(unsigned.at)})."
        return _notice(message, unsigned.at, step=_UNSIGNED)
    if form.unticked and not form.filled("signature"):
        message = f"The box of the declaration is not ticked ({_where(form.unticked)})."
        return _notice(message, form.unticked)
    blanks = [b for key in ("name", "date") if (b := form.first_blank(key))]
    if not blanks:
        return None
    said = _listed([b.key for b in blanks])
    at = blanks[0].at
    return _notice(f"The declaration is made, with its {said} left blank ({_where(at)}).", at)


def _nothing(form: Form) -> Notice | None:
    keys = {f.key for f in form.blank}
    at = form.heading or (form.blank[0].at if form.blank else form.unticked)
    message = "The template asks for a declaration of own work, and none is made"
    if keys:
        said = _listed([key for key in _ORDER if key in keys])
        message += f": the {said} {'is' if len(keys) == 1 else 'are'} left blank"
    return _notice(f"{message} ({_where(at)})." if at else f"{message}.", at)


def _has_pictures(form: Form, document: Document) -> bool:
    return any(w.code == "images" and w.file == form.file for w in document.warnings)


def _unread(at: Locator) -> Notice:
    message = (
        f"Cannot tell whether the declaration is signed ({_where(at)}): the file holds pictures, "
        "which cannot be read, and a signature may be one of them."
    )
    step = "Look at the declaration in the file itself."
    return Notice(code="declaration-unread", message=message, next_step=step, places=(at,))


def _notice(message: str, at: Locator | None, *, step: str = _STEP) -> Notice:
    places = (at,) if at else ()
    return Notice(code="no-declaration", message=message, next_step=step, places=places)


def _where(at: Locator) -> str:
    return at.label


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
