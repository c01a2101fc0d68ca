"""An overseer that ends over any file named fatal: run as `-m tests.isolate.dying_overseer`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from premark.isolate import overseer
from premark.isolate.folder import Outcome, outcome
from premark.isolate.pool import Pool


def fragile(path: Path, name: str, pool: Pool) -> Outcome:
    if "fatal" in name:
        os.abort()
    return outcome(path, name, pool)


if __name__ == "__main__":
    overseer.outcome = fragile
    overseer.serve(sys.stdin, sys.stdout, None)
