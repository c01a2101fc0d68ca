"""A tag of a web page with its attributes in; whether and how what it holds is seen, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from premark.read.plain.html import hidden_by
from premark.types.document import ConcealedBy

# No text of the page: code, and what stands in for a film or drawing that a browser cannot show.
_DROPPED = frozenset(
    "head script style title select datalist svg canvas iframe frameset noframes object applet "
    "audio video".split()
)
_NEVER_SHOWN = frozenset("template noscript".split())
_BOLD = frozenset("b strong".split())
_ITALIC = frozenset("i em cite dfn var".split())
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b")
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)\b")
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)\b")
_MOST_STYLE = 2_000  # characters of an attribute that are looked at
_MOST_RULES = 2_000
_SELECTOR = re.compile(r"([a-z][\w-]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_ON_CONDITION = re.compile(r"@(?:media|supports|container|import)\b", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]{1,80})")
_PALE = re.compile(
    r"\s*(?:white|transparent|none|inherit|initial|unset|#fff(?:fff)?\b|0(?:px)?\s"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Sheet:
    """Which simple selectors of the page's own style sheets hide what they are for.

    Rules that hold on a condition, and all behind the first of them, are not looked at.
    """

    rules: Mapping[Key, ConcealedBy] = field(default_factory=dict)

    def with_rules(self, text: str) -> Sheet:
        found = dict(self.rules)
        for rule in _ON_CONDITION.split(_REMARK.sub("", text))[0].split("}")[:_MOST_RULES]:
            selectors, _, said = rule.partition("{")
            kind = hidden_by(f"style='{said[:_MOST_STYLE]}'") if said else None
            if kind is None or _ground(said.lower(), "", False):
                continue
            for one in selectors.split(","):
                hit = _SELECTOR.fullmatch(one.strip()[:_MOST_STYLE])
                if hit and one.strip():
                    found[(hit[1] or "").lower(), hit[2] or "", hit[3] or ""] = kind
        return Sheet(found)

    def hides(self, tag: str, attributes: Mapping[str, str]) -> ConcealedBy | None:
        if not self.rules:
            return None
        keys: list[Key] = [(tag, "", "")]
        for name in attributes.get("class", "")[:_MOST_STYLE].split():
            keys += [("", ".", name), (tag, ".", name)]
        if attributes.get("id"):
            keys += [("", "#", attributes["id"]), (tag, "#", attributes["id"])]
        return next((self.rules[key] for key in keys if key in self.rules), None)


@dataclass(frozen=True)
class Open:
    """An element that is open, and how its text is set.

    `dropped` is no text of the page at all, `hides` why a reader does not see it; `ground` says
    that a colour is set behind it, so that white letters may well be seen.
    """

    tag: str
    bold: bool = False
    italic: bool = False
    pre: bool = False
    dropped: bool = False
    hides: ConcealedBy | None = None
    ground: bool = False

    @property
    def seen(self) -> bool:
        return not self.dropped and self.hides is None


def opened(tag: str, attributes: Mapping[str, str], inside: Open, sheet: Sheet) -> Open:
    """The element as it stands inside the one that is open."""
    style = attributes.get("style", "")[:_MOST_STYLE].lower()
    ground = _ground(style, attributes.get("bgcolor", "").lower(), inside.ground)
    light = bool(style) and _LIGHT.search(style) is not None
    return Open(
        tag=tag,
        bold=not light and (inside.bold or tag in _BOLD or bool(_HEAVY.search(style))),
        italic=inside.italic or tag in _ITALIC or bool(_SLANTED.search(style)),
        pre=inside.pre or tag in ("pre", "listing", "xmp"),
        dropped=inside.dropped or tag in _DROPPED,
        hides=inside.hides or _hides(tag, attributes, style, ground, sheet),
        ground=ground,
    )


def _hides(
    tag: str, attributes: Mapping[str, str], style: str, ground: bool, sheet: Sheet
) -> ConcealedBy | None:
    if tag in _NEVER_SHOWN:
        return "invisible"
    quoted = style.replace('"', "'")
    said = " ".join(("hidden" if "hidden" in attributes else "", f'style="{quoted}"',
                     f'color="{attributes.get("color", "")[:50]}"'))  # fmt: skip
    kind = hidden_by(said) or sheet.hides(tag, attributes)
    return None if kind == "colour" and ground else kind


def _ground(style: str, colour: str, around: bool) -> bool:
    """Whether a colour stands behind the letters: its own, or else what is around it."""
    own = _GROUND.search(style)
    said = own[1] if own else colour
    return not _PALE.match(said) if said else around
