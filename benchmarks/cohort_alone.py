"""A cohort's archive, a folder and a unit in; what one warm process takes for some of it out.

Run by `benchmarks.cohort`, before and after the run that it is set beside.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NUMBER = 24


def review_alone(source: Path, out: Path, unit: str) -> list[dict[str, Any]]:
    """Some submissions, from the cohort's first to its last, with what each took.

    The models are loaded, and the first is reviewed once, before the clock starts.
    """
    from premark.batch.cost import measured
    from premark.batch.one import Reviewed, review_one, settings_for
    from premark.batch.worker import load_engine
    from premark.lms import intake
    from premark.packs.load import find_pack

    pack = find_pack(unit)
    submissions = [
        one.model_copy(update={"unit": pack.code}) for one in intake(source, unit=unit).submissions
    ]
    some = submissions[:: max(1, len(submissions) // NUMBER)][:NUMBER]
    settings = settings_for({pack.code: pack}, out, learner=True)  # as for `--back learner`
    load_engine()
    review_one(some[0], settings)
    rows = []
    for submission in some:
        outcome, cost = measured(review_one, submission, settings)
        assert isinstance(outcome, Reviewed)
        rows.append({"id": outcome.submission, "words": outcome.words, **cost.model_dump()})
    return rows


if __name__ == "__main__":
    print(json.dumps(review_alone(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
