"""A child on a platform that keeps no bounds, as Windows: `-m tests.isolate.without_resource`."""

from __future__ import annotations

from premark.isolate import confine
from premark.isolate.jobs import JOBS
from tests.isolate.rogue import main

if __name__ == "__main__":
    confine.resource = None  # type: ignore[assignment]
    JOBS["rogue"] = "tests.isolate.rogue:job"
    main()
