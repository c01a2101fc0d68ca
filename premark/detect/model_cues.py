"""The wording around a name: patterns over folded text that tell a model from everyday words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from premark.detect.model_lexicon import fold

NOUN = (
    r"(?:models?|cycles?|frameworks?|theor(?:y|ies)|levels?|stages?|steps?|styles?|functions?"
    r"|headings?|hierarch(?:y|ies)|lens(?:es)?|tools?|wheel|approach(?:es)?|curves?|questionnaires?"
    r"|inventor(?:y|ies)|types?|roles?|grid|matrix|triangle|pyramid|quadrants?|process(?:es)?"
    r"|methods?|taxonomy|structure|diagram|principles|dimensions|phases?|prompts|profiles?"
    r"|assessment|technique|test|report|analysis|template|criteria|equation|continuum|conversations?"
    r"|acronyms?|mnemonic|sequence|sessions?|questions?|formula|concept|law)"
)
MODEL_NOUN = r"(?:models?|frameworks?|cycles?|theor(?:y|ies)|acronyms?|mnemonic|tools?|techniques?)"
YEAR = r" *\(?(?:[^()\n]{0,24}?)(?:19|20)\d\d[a-z]?(?:[,:;] *[^()\n]{0,20})?\)"

REACH = 600

# Words that may stand between a surname and its noun without a verb or article cutting them off.
_BETWEEN = (
    r"(?:learning|reflective|reflection|reflect\w*|experiential|structured|coaching|mentoring"
    r"|training|evaluation|supervision|supervisory|leadership|management|change|team|group|ethical"
    r"|cultur\w+|organi[sz]ational|personality|developmental|motivation\w*|basic|original|whole"
    r"|three|four|five|six|seven|eight|stage|step|level|style|part|type|\d+)"
)
_OPEN = (
    r"(?!(?:and|but|the|an?|is|was|are|were|that|which|who|my|our|i|we|it|in|on|to|for)\b)[\w&]+"
)
# A learner's own picture of a model, which only its author's name makes one: "Kolb's corners".
_PICTURE = (
    r"(?:corners?|rungs?|ladder|circles?|rings?|loop|spiral|quarters|boxes|interventions|categories"
    r"|domains|conditions|components|elements|staircase)"
)
_OWNED = re.compile(
    rf"(?:'s?)?(?:{YEAR})?(?: +{_OPEN}){{0,4}}? +{NOUN}\b"
    rf"|'s?(?:{YEAR})?(?: +{_OPEN}){{0,3}}? +{_PICTURE}\b"
)
_JOINED = re.compile(rf"(?:'s?)?(?:{YEAR})?(?: +{_BETWEEN}){{0,3}} +{NOUN}\b")
_SHARED = re.compile(rf"'s? +and +\w+(?:'s?)?(?: +{_BETWEEN}){{0,3}} +{NOUN}\b")
DATED = re.compile(rf"(?:'s?)?,?{YEAR}|,? +(?:19|20)\d\d\b")

PARTS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|ten|\d)(?: +\w+)? +(?:phases|stages|steps|levels"
    r"|functions|modes|parts|styles|elements|conditions|categories)\b"
)

_LIST = r"(?:[\w'&]+(?: *\([^()\n]*\))?(?: +and|,(?: +and| +or)?| +or| +&) +){0,3}"
_USE = (
    r"(?:us(?:e|es|ed|ing)|follow(?:s|ed|ing)?|appl(?:y|ies|ied|ying)|adopt(?:s|ed|ing)?"
    r"|adapt(?:s|ed|ing)?|employ(?:s|ed|ing)?|choos(?:e|es|ing)|chose|chosen|select(?:ed|ing)?"
    r"|prefer(?:s|red)?|tried|trying|(?:work|went|go|going)(?:ed|ing)? +through|based +(?:up)?on"
    r"|modelled +on|structured +(?:by|around|on|with|using|according +to)|guided +by|framed +by"
    r"|organised +(?:by|around|on)|with +the +help +of|by +means +of|in +favour +of|rather +than"
    r"|instead +of|(?:moved|switched|returned|returning) +(?:on +|back +)?to"
    r"|(?:measured|evaluated|assessed|judged|mapped|checked|set|compared|reflected|reviewed)"
    r" +(?:against|onto|with|through|on))"
)
_USED = re.compile(rf"\b{_USE}(?: +(?:both|the|from))? +{_LIST}(?:the +)?['\"“]?$")
_MADE = (
    r"(?: +(?:put|forward|first|developed|devised|described|proposed|created|set|out|offered|given"
    r"|designed|introduced|outlined|suggested|advanced|presented|taken|drawn|borrowed|adapted|and"
    r"|originally|later|is|was|were|are|that|come|comes|\w+ing)){0,4}?"
)
_NOUN_BEFORE = re.compile(
    rf"\b{NOUN}(?: +(?:\d|one|two|three|four|five|six|seven))?{_MADE}"
    rf" +(?:by|of|from|after|like|such +as) +{_LIST}(?:the +)?['\"“]?$"
    rf"|\b{MODEL_NOUN}(?: +\w+){{0,6}}? *(?::| +(?:is|was|being|called)) +{_LIST}(?:the +)?['\"“]?$"
)
_ASIDE = re.compile(
    r"(?:'s?)?(?:[^.;\n]{0,20}\))? +in +\w+ing\b|(?:'s?)? +(?:into|out|down|up|round)\b"
)
_REPORTS = re.compile(
    r"(?:,? +(?:also|further|later|rightly|et +al\.?))? +(?:say|said|argue|suggest|claim|write"
    r"|wrote|note|state|believe|propose|maintain|contend|point|define|warn|think|thought|find|found|report"
    r"|observe|tell|told|cited|quoted|remind)(?:s|d|ed)?\b|, +(?:cited|quoted|in) +"
)
_TITLED = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|prof|professor|sir|colleague|manager|director|supervisor|friend"
    r"|chairman|councillor|cllr)\.? +(?:called +|named +)?$"
)
_DOINGS = re.compile(
    r" +(?:from +(?!the +(?:19|20)|(?:19|20)|\d)[a-z]|(?:in|at) +(?:hr|it|finance|sales|accounts"
    r"|payroll|marketing|operations|legal|procurement|reception)\b|and +(?:i|his|her)\b|who\b"
    r"|(?:told|said|asked +me|emailed|phoned|rang|walked|joined|came|left|works|worked|agreed|sat"
    r"|is +(?:my|our|the +\w+ +(?:manager|director)|away|off)|was +(?:off|away|my|our|promoted))\b)"
    r"|'s? +(?:desk|team|office|department|shift|staff|manager|boss|job|phone|email)\b"
    r"|, +(?:my|our|the|a|an) +(?:\w+ +){0,3}(?:manager|director|colleague|supervisor|client"
    r"|officer|lead|coachee|nurse|engineer|accountant|head|boss)\b"
)
BESIDE_AFTER = re.compile(
    r"(?:'s?)?[\"'”)]*(?: +(?:coaching|mentoring|supervision|leadership|ethical|reflective"
    r"|reflection|goal|personality|decision|making|feedback|learning|change|conflict|thinking"
    r")){0,2} +(?:models?|frameworks?|cycles?|theor(?:y|ies)|approach|acronym|mnemonic|techniques?"
    r"|tools?|methods?|goals?|objectives?|stages?|steps?|process|conversations?|questionnaire"
    r"|profiles?|profiling|principles?|equation|concept)\b"
)
BESIDE_BEFORE = re.compile(
    rf"\b{MODEL_NOUN},?(?: +(?:is|was|like|such +as|called|known +as|named|of|are|would +be)"
    rf"(?: +(?:the|called))?)? *[:,(]? *{_LIST}(?:the +)?[\"'“(]?$"
    r"|\b(?:stage|stages|step|steps|part|letters?) +of +(?:the +)?$"
)
_EXPANDS = re.compile(r"[\"'”)]*,? +(?:stands|standing|is +an? +acronym|which +stands)\b")
_DETERMINED = re.compile(
    r"(?:\b(?:the|this|us(?:e|es|ed|ing)|appl(?:y|ied|ying)|called|named|follow(?:ed|ing)?|like"
    r"|adopt(?:ed|ing)?)|\w'(?:s)?) +[\"'“]?$"
)
_VERB_AHEAD = re.compile(
    r"\b(?:(?:them|him|her|us|me|you|people|everyone|everybody|staff|managers?|clients?|able|how"
    r"|want\w*|need\w*|hop\w+|try\w*|tried|help\w*|begin|began|start\w*|continu\w+|going) +to"
    r"|can|could|will|would|must|may|might|should|shall|cannot) +$"
)
_TITLE_NOUN = re.compile(r"[\"'”]?(?: +(?:coaching|mentoring))? +(?:model|framework)\b")
_CITED = re.compile(r"(?:19|20)\d\d[a-z]?|\bn\.d\b|\bno date\b")
_BREAK = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(“‘]?[A-Z])|\n|\|")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’&]*")
_ENDS_IN_WORD = re.compile(r"([A-Za-z][\w&]*) $")
_WORD_NEXT = re.compile(r" ([A-Za-z][\w&]*)")
# Short forms that stand in capitals in ordinary sentences of this field.
_SHORT_FORMS = frozenset(
    "UK US USA EU NHS HR IT ILM CMI CIPD EMCC ICF AC APECS BPS CEO CFO COO HRD MD GP PDP CPD KPI"
    " OD L&D I A OK AM PM UN BBC MOD RAF FE HE SME NVQ MBA PHD ROI TV".split()
)
_BRACKET_NEXT = re.compile(r" ?\(([^()\n]{1,160})\)")


@dataclass(frozen=True)
class Reading:
    """A text made ready: as it is, folded (same offsets), and where its sentences break."""

    text: str
    folded: str
    breaks: tuple[int, ...]

    def sentence(self, at: int, *, more: int = 0) -> tuple[int, int]:
        """Start and end of the sentence round `at`, with `more` sentences after it.

        Never more than REACH characters either way, however long the sentence is.
        """
        i = bisect_right(self.breaks, at)
        start = self.breaks[i - 1] if i else 0
        end = self.breaks[i + more] if i + more < len(self.breaks) else len(self.text)
        return max(start, at - REACH), min(end, at + REACH)


def make_reading(text: str) -> Reading:
    return Reading(text, fold(text), tuple(m.end() for m in _BREAK.finditer(text)))


def before(reading: Reading, start: int) -> str:
    """The folded sentence up to `start`, its last 160 characters at most."""
    return reading.folded[max(reading.sentence(start)[0], start - 160) : start]


def owned_noun(reading: Reading, end: int, *, possessive: bool) -> int | None:
    """End of the noun that makes the surname ending at `end` a model ("Kolb's cycle")."""
    folded = reading.folded
    pattern = _OWNED if possessive or folded.startswith("'", end) else _JOINED
    found = pattern.match(folded, end) or _SHARED.match(folded, end)
    stop = reading.sentence(end - 1)[1]
    return found.end() if found and found.end() <= stop and "\n" not in found.group() else None


def put_to_use(reading: Reading, start: int, end: int) -> str:
    """Why the words before a surname say that its model is used; "" when they do not."""
    ahead = before(reading, start)
    if _ASIDE.match(reading.folded, end):
        return ""
    used = _USED.search(ahead)
    if used:
        return f"{used.group().split()[0]!r} puts the author's model to use"
    made = _NOUN_BEFORE.search(ahead)
    return f"{made.group().split()[0]!r} is credited to its author" if made else ""


def is_verb(reading: Reading, start: int) -> bool:
    """Whether the words before make a verb of what follows: "I wanted them to GROW"."""
    return bool(_VERB_AHEAD.search(before(reading, start)))


def bracket_after(reading: Reading, end: int) -> str:
    """What the bracket right after a name holds, folded; "" where there is none."""
    found = _BRACKET_NEXT.match(reading.folded, end)
    return found[1] if found else ""


def only_cites(reading: Reading, start: int, end: int) -> bool:
    """Whether a surname stands in a bracket with a year, is dated, or reports what it says."""
    return in_citation(reading, start, end) or bool(
        DATED.match(reading.folded, end) or _REPORTS.match(reading.folded, end)
    )


def in_citation(reading: Reading, start: int, end: int) -> bool:
    """Whether the place is inside a bracket that holds a year after it."""
    opened = reading.text.rfind("(", max(0, start - 200), start)
    if opened < 0 or ")" in reading.text[opened:start]:
        return False
    closed = reading.text.find(")", end, end + 200)
    return closed > 0 and bool(_CITED.search(reading.folded, end, closed))


def is_person(reading: Reading, start: int, end: int, forenames: frozenset[str]) -> bool:
    """Whether a surname is somebody of the learner's own world ("Gibbs from finance")."""
    ahead = before(reading, start)
    if _TITLED.search(ahead) or _DOINGS.match(reading.folded, end):
        return True
    given = re.search(r"(?<![\w'])([A-Z][a-z]+) $", reading.text[max(0, start - 30) : start])
    if not given or fold(given[1]) in forenames:
        return False
    begins = len(ahead.strip()) == len(given[1])
    return not begins or bool(_REPORTS.match(reading.folded, end))


def is_shouted(reading: Reading, start: int, end: int, acronyms: frozenset[str]) -> bool:
    """Whether capitals prove nothing here: a neighbour, or most of the sentence, has them too."""
    known = acronyms | _SHORT_FORMS
    first, last = reading.sentence(start)
    ahead = _ENDS_IN_WORD.search(reading.text[first:start])
    behind = _WORD_NEXT.match(reading.text, end)
    if any(found and _shouts(found[1], known) for found in (ahead, behind)):
        return True
    around = reading.text[first:start] + " " + reading.text[end:last]
    others = [word for word in _WORD.findall(around) if len(word) > 1 and word not in known]
    return bool(others) and 2 * sum(word.isupper() for word in others) > len(others)


def _shouts(word: str, known: frozenset[str]) -> bool:
    return len(word) > 1 and word.isupper() and word not in known


def beside(reading: Reading, start: int, end: int) -> str:
    """The word such as "model" right beside a name, or what spells it out; "" for none."""
    after = BESIDE_AFTER.match(reading.folded, end)
    if after:
        return after.group().split()[-1]
    ahead = BESIDE_BEFORE.search(before(reading, start))
    if ahead:
        return ahead.group().split()[0].strip(",:(")
    spelt = _EXPANDS.match(reading.folded, end)
    return "stands for" if spelt else ""


def named_in_title_case(reading: Reading, start: int, end: int) -> bool:
    """Whether "Grow" or "Oscar" is a model's name by "the ... model" around it."""
    ahead = _DETERMINED.search(before(reading, start))
    return bool(ahead and _TITLE_NOUN.match(reading.folded, end))
