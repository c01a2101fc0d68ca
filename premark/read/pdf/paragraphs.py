"""Lines in reading order in; paragraphs, each a run of lines, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from premark.read.pdf.lines import Line

ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")
BULLET = re.compile(r"(?P<mark>[•◦▪‣●○■□❖➢➤►✓✔\uf000-\uf0ff]|[-–—*·](?=\s)|o(?=\s))\s*(?=\S|$)")
NUMBERED = re.compile(r"(?P<mark>\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)])\s+(?=\S)")
TYPED_HEADING = re.compile(
    r"(?:(?:AC|LO|Task|Section|Part|Unit|Appendix|Chapter)\s*\d|\d{1,2}(?:\.\d{1,2})+\b|\d{1,2}\.?\s+[A-Z])"
)
# "Surname, A. B. ... (2016)", "Surname A and ... 2016", "Some Body (2016) Title".
ENTRY = re.compile(
    r"(?:(?:de|den|der|di|du|la|le|van|von) )*[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
    r"(?:, ?(?:[A-Z]\.[ -]?)+|,? [A-Z]{1,2}[ ,]).*\b(?:19|20)\d\d"
    r"|[A-Z][\w&’' -]{1,60} \((?:(?:19|20)\d\d[a-z]?|n\.d\.?)\)[.,:]? [A-Z“\"'‘]"
)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
SHORTENED = re.compile(r"\b(?:pp?|vol|cf|e\.g|i\.e|al|Dr|Mrs?|Ms|Prof|St)\.$")
ADDRESS = re.compile(r"(?:https?://|www\.)")
CODE = re.compile(r"(?:AC ?)?\d{1,2}\.\d{1,2}\b")
URL = re.compile(r"(?:https?://|www\.|doi\.org)\S*$")


@dataclass(frozen=True)
class Setting:
    """The usual type size and, per size, the usual step from line to line."""

    size: float
    pitch: dict[float, float]

    def step(self, line: Line) -> float:
        usual = self.pitch.get(self.size, 1.2 * self.size)
        return self.pitch.get(line.ink.size, usual * line.height / max(1.0, self.size))


def setting_of(lines: Sequence[Line]) -> Setting:
    """Measure the setting over all the lines of a file."""
    sizes: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = {}
    for line in lines:
        sizes[line.ink.size] += len(line.text)
    for a, b in zip(lines, lines[1:], strict=False):
        step = b.base - a.base
        if a.page == b.page and a.ink.size == b.ink.size and 0.8 < step / a.height < 3.2:
            steps.setdefault(a.ink.size, Counter())[round(step * 2) / 2] += 1
    pitch = {size: _usual(found) for size, found in steps.items() if found.total() >= 3}
    return Setting(max(sizes, key=lambda s: (sizes[s], s), default=10.0), pitch)


def _usual(steps: Counter[float]) -> float:
    """The smallest step that is common: gaps between paragraphs may outnumber it."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= max(2, 0.5 * most) or most == 1)


def widened(lines: list[Line]) -> list[Line]:
    """The same lines, the right edge of each column taken from all the pages that share it."""
    ends: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        ends.setdefault(_column_key(line), []).append(line.x1)
    edges = {key: _edge_of(sorted(found, reverse=True)) for key, found in ends.items()}
    return [replace(line, right=edges[_column_key(line)]) for line in lines]


def _column_key(line: Line) -> tuple[int, int]:
    half = line.left if line.column or line.right < 400 else 0.0
    return (1 if half else 0, round(half / 24))


def _edge_of(ends: list[float]) -> float:
    """The farthest end that at least three lines share; a lone long address does not count."""
    for index, end in enumerate(ends[:-2]):
        if end - ends[index + 2] < 6:
            return end
    return ends[0]


def mark_of(line: Line) -> str:
    """The bullet or number that opens a line, or ""."""
    bullet = BULLET.match(line.text)
    if bullet and (bullet.group("mark") != "o" or line.ink.symbol):
        return bullet.group("mark")
    numbered = NUMBERED.match(line.text)
    return numbered.group("mark") if numbered else ""


def is_bullet(mark: str) -> bool:
    """Whether the mark is a sign and not a number or letter with a stop."""
    return bool(mark) and not mark.endswith((".", ")"))


def follows(mark: str, later: str) -> bool:
    """Whether one number comes right after the other, in the same form: "1." and "2."."""
    bare, next_bare = mark.strip("(.)"), later.strip("(.)")
    if not bare or mark.replace(bare, "") != later.replace(next_bare, ""):
        return False
    if bare.isdigit() and next_bare.isdigit():
        return int(next_bare) == int(bare) + 1
    if (bare, next_bare) in zip(ROMAN, ROMAN[1:], strict=False):
        return True
    return len(bare) == len(next_bare) == 1 and ord(next_bare) == ord(bare) + 1


def ends_sentence(text: str) -> bool:
    """Whether the text stops where a sentence may, and not at a shortened word."""
    return bool(ENDS.search(text)) and not SHORTENED.search(text)


def group_lines(lines: Sequence[Line], setting: Setting) -> list[list[Line]]:
    """Cut the lines of one stretch of text into paragraphs."""
    hanging = _hanging(lines, setting)
    paragraphs: list[list[Line]] = []
    for index, line in enumerate(lines):
        current = paragraphs[-1] if paragraphs else []
        if current and not _breaks(current, line, setting, hanging[index]):
            current.append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _breaks(current: list[Line], line: Line, setting: Setting, hanging: bool) -> bool:
    last = current[-1]
    if _differs(last, line) or last.closes or last.ink.angle != line.ink.angle:
        return True
    if is_bullet(mark_of(line)) or (_is_title(line, setting) and TYPED_HEADING.match(line.text)):
        return True
    if _opens_item(current, line) or _opens_entry(current, line):
        return True
    if hanging and not _indent(line) and not line.text[:1].islower():
        return True
    if line.page != last.page or line.column != last.column or line.base < last.base:
        return _starts_afresh(current, line, setting, hanging)
    if line.base - last.base > 1.2 * setting.step(last) + 0.5:
        return True
    return _steps_aside(current, line, setting, hanging) or _ended_early(last, line)


def _opens_item(current: list[Line], line: Line) -> bool:
    """A numbered line after the number before it, under another mark, or after a sentence."""
    mark, later = mark_of(current[0]), mark_of(line)
    if not later:
        return False
    under = bool(mark) and abs(line.x0 - current[0].x0) < 3
    tail = current[-1].text
    if tail.count("(") > tail.count(")"):
        return False
    return under or follows(mark, later) or ends_sentence(current[-1].text)


def _opens_entry(current: list[Line], line: Line) -> bool:
    """Whether two lines both start as an entry of a list of sources does."""
    return bool(ENTRY.match(line.text) and ENTRY.match(current[0].text))


def _differs(last: Line, line: Line) -> bool:
    if abs(last.ink.size - line.ink.size) > 0.06 * max(last.height, line.height):
        return True
    if last.ink.bold == line.ink.bold:
        return last.ink.grey != line.ink.grey and ends_sentence(last.text)
    # A bold phrase may fill a line of prose: the sentence then runs on in lower case.
    return not (_is_full(last, line) and line.text[:1].islower())


def _is_title(line: Line, setting: Setting) -> bool:
    return line.ink.bold or line.ink.size > 1.08 * setting.size


def _is_full(last: Line, line: Line) -> bool:
    """Whether the next line's first word would not have fitted at the end of this one."""
    blank = 0.4 * last.height
    # Where no sentence ends, a narrow miss is the typesetter's doing, not the learner's.
    doubt = 0.0 if ends_sentence(last.text) else last.height
    return last.right - last.x1 < line.first + blank + doubt


def _ended_early(last: Line, line: Line) -> bool:
    if _is_full(last, line) or URL.search(last.text):
        return False
    goes_on = line.text[:1].islower() or line.text[:1] in "(&,;"
    return not (goes_on and not ends_sentence(last.text))


def _starts_afresh(current: list[Line], line: Line, setting: Setting, hanging: bool) -> bool:
    """At the top of a page or column the leading tells nothing: words and indents must."""
    last = current[-1]
    shift = (line.x0 - line.left) - (last.x0 - last.left)
    tolerance = 0.7 * last.height
    if line.text[:1].islower() and not ends_sentence(last.text):
        return False
    if (mark_of(line) or CODE.match(line.text)) and ends_sentence(last.text):
        return True
    if CODE.match(current[0].text) and len(current) < 3 and not ends_sentence(last.text):
        return True
    if hanging and len(current) > 1 and shift < -tolerance:
        return True
    if shift > tolerance and not (hanging and len(current) == 1) and ends_sentence(last.text):
        return True
    if _is_title(last, setting) and _is_title(line, setting):
        return True
    return not _is_full(last, line)


def _steps_aside(current: list[Line], line: Line, setting: Setting, hanging: bool) -> bool:
    """Whether the line's start, left or right of the one before, opens a paragraph."""
    last = current[-1]
    shift = line.x0 - last.x0
    if abs(shift) <= 0.7 * last.height or _centred(last, line):
        return False
    if mark_of(current[0]) and len(current) == 1 and shift > 0:
        return False
    if shift > 0:
        return not (
            len(current) == 1
            and _is_full(last, line)
            and (hanging or _runs_on(last) or bool(ADDRESS.match(line.text)))
        )
    return len(current) > 1 or not _is_full(last, line)


def _runs_on(last: Line) -> bool:
    return not ends_sentence(last.text)


def _centred(last: Line, line: Line) -> bool:
    middle = (line.left + line.right) / 2
    return all(abs((at.x0 + at.x1) / 2 - middle) < 6 and at.x0 - at.left > 12
               for at in (last, line))  # fmt: skip


def _hanging(lines: Sequence[Line], setting: Setting) -> list[bool]:
    """For each line, whether those around it hang: starts at the margin, the rest indented.

    Entries of a list of sources hang; a first line that is indented does the contrary.
    """
    items = _in_items(lines)
    votes = [0] * len(lines)
    for index in range(len(lines) - 1):
        if not (items[index] or items[index + 1]):
            votes[index + 1] = _vote(lines[index], lines[index + 1])
    sums = [0, *accumulate(votes)]
    return [
        not items[i] and sums[min(len(lines), i + 9)] - sums[max(0, i - 8)] > 0
        for i in range(len(lines))
    ]


def _vote(last: Line, line: Line) -> int:
    """Going in after a full line hangs; coming out after a full line is a first-line indent."""
    full = _is_full(last, line)
    if _indent(last) == _indent(line):
        return -1 if not _indent(line) and full and not ends_sentence(last.text) else 0
    return 1 if (_indent(line) > _indent(last)) == full else -1


def _in_items(lines: Sequence[Line]) -> list[bool]:
    """Whether each line is of a list item, whose text is indented under its mark."""
    found: list[bool] = []
    for line in lines:
        found.append(bool(mark_of(line)) or (bool(found) and found[-1] and _indent(line) > 0))
    return found


def _indent(line: Line) -> int:
    return 1 if line.x0 - line.left > 0.7 * line.height else 0
