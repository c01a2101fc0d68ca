"""constraints.txt in; the known weaknesses of what it pins out, by pip-audit.

    python docs/audit_pins.py           # make audit

Ends with 0 when every pin was looked up and none is known to be weak, with 1 when one is, and
with 2 when pins could not be looked up: pip-audit itself calls that "none found".
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PINS = Path(__file__).resolve().parents[1] / "constraints.txt"
SERVICES = ("pypi", "osv")  # where pip-audit can ask; the second where the first knows too little


def asked(service: str) -> list[dict[str, Any]]:
    """What pip-audit says of each pin; nothing where it did not get as far."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(PINS), "--no-deps", "--disable-pip"]
    options = ["-f", "json", "--progress-spinner", "off", "-s", service, "--timeout", "30"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    try:
        told: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"{service}: {reason[:200]}")
        return []
    return told


def verdict(told: list[dict[str, Any]], pins: int) -> tuple[int, list[str]]:
    """The code to end with and the lines to print."""
    looked_up = [one for one in told if "vulns" in one]
    weak = [one for one in looked_up if one["vulns"]]
    lines = [
        f"{one['name']} {one['version']}: {each['id']}, mended in "
        f"{', '.join(each['fix_versions']) or 'no version yet'}"
        for one in weak
        for each in one["vulns"]
    ]
    lines.append(f"{len(looked_up)} of {pins} pins looked up, {len(weak)} known to be weak")
    if weak:
        return 1, lines
    if len(looked_up) < pins:
        left = pins - len(looked_up)
        lines.append(f"{left} could not be audited: no list that knows them is reached")
        return 2, lines
    return 0, lines


def main() -> int:
    pins = PINS.read_text(encoding="utf-8").count("==")
    code, lines = 2, ["pip-audit could not be run"]
    for service in SERVICES:
        code, lines = verdict(asked(service), pins)
        if code != 2:
            break
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
