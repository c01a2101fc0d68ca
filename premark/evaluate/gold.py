"""A labelled assignment's YAML in; its text and its labels, checked, out."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import ConfigDict, Field, ValidationError

from premark.errors import BadYaml
from premark.types.criteria import Move
from premark.types.document import Value

HeadingKind = Literal["official", "own", "mixed", "none"]


class GoldBlock(Value):
    """One block of the text with its labels; which fields are used depends on `type`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: Literal["heading", "para", "list", "table", "references", "appendix"]
    level: int = 1
    text: str = ""
    criterion: tuple[str, ...] = ()
    moves: tuple[Move, ...] | None = None
    items: tuple[str, ...] = ()
    role: str = ""
    heading: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All the block's text in reading order."""
        cells = [cell for row in self.rows for cell in row]
        return " ".join([self.text, *self.items, *cells]).strip()


class GoldCriterion(Value):
    model_config = ConfigDict(frozen=True, extra="ignore")

    strength: Literal["none", "limited", "partial", "strong"]
    verb_met: bool
    unmet: tuple[str, ...] = ()
    why: str = ""


class GoldLabels(Value):
    """Labels of the whole. `None` in a count is "not labelled"."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    criteria: dict[str, GoldCriterion]
    models: dict[str, int] = Field(default_factory=dict)
    decoys: tuple[str, ...] = ()
    citations_in_text: int | None = None
    references_listed: int | None = None
    cited_not_listed: tuple[str, ...] = ()
    listed_not_cited: tuple[str, ...] = ()
    quantities: dict[str, float] = Field(default_factory=dict)


class Gold(Value):
    """A labelled assignment, as /FORMAT describes it: both the text and its labels."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    unit: str
    title: str = ""
    learner: str = ""
    layout: str = ""
    heading_kind: HeadingKind = "own"
    person_names_left: tuple[str, ...] = ()
    blocks: tuple[GoldBlock, ...]
    gold: GoldLabels


def hours_named() -> dict[str, str]:
    """What labels call hours, by what the hours are of ("practice"), from `labels.yaml`."""
    return _named()["hours"]


def figures_named() -> dict[str, str]:
    """What each headline figure is called, by its path in the JSON, from `labels.yaml`."""
    return _named()["figures"]


@cache
def _named() -> dict[str, dict[str, str]]:
    text = files("premark.evaluate").joinpath("labels.yaml").read_text(encoding="utf-8")
    named: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)
    return named


def load_gold(path: Path) -> Gold:
    """Read one labelled assignment. Raises BadYaml that names the file and the field."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Gold.model_validate(data)
    except (OSError, UnicodeDecodeError) as error:
        raise BadYaml(path, 1, "file", f"cannot be read ({type(error).__name__})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadYaml(path, mark.line + 1 if mark else 1, "file", "is not YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "file"
        raise BadYaml(path, 1, field, first["msg"].lower()) from error
