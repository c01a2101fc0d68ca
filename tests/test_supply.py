"""What is installed is what is pinned, under licences that a centre can live with."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
AGAIN = "run: python docs/make_pins.py"


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pins", ROOT / "docs" / "make_pins.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if not line.startswith("#")]
    return dict(pins)


def test_every_package_is_pinned_once_and_exactly(pinned: dict[str, str]) -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert len(pinned) == text.count("==") > 80
    assert "://" not in text and "--" not in text  # no place to fetch from, no option
    assert all(re.fullmatch(r"[\w.]+", version) for version in pinned.values())


def test_what_the_project_asks_for_is_what_is_pinned(
    made: ModuleType, pinned: dict[str, str]
) -> None:
    for line in made.asked_for(("test",)):
        wanted = Requirement(line)
        version = pinned.get(canonicalize_name(wanted.name), "")
        assert version and wanted.specifier.contains(version), f"{line}: {version or 'no pin'}"


def test_what_is_installed_is_what_is_pinned(made: ModuleType, pinned: dict[str, str]) -> None:
    needed = made.required(("test",))
    assert {name: made.version_of(package) for name, package in needed.items()} == pinned, AGAIN


def test_no_reader_of_pdf_is_used_that_runs_what_a_file_names(pinned: dict[str, str]) -> None:
    assert Version(pinned["pdfminer-six"]) >= Version("20260107")


def test_nothing_at_run_time_is_under_a_licence_that_binds_its_user(made: ModuleType) -> None:
    licences = {name: made.licence_of(package) for name, package in made.required().items()}
    assert len(licences) > 60
    assert {name: said for name, said in licences.items() if made.unwanted(said)} == {}


@pytest.mark.parametrize(("licence", "unwanted"), [
    ("GPL-3.0-or-later", True), ("GNU Affero General Public License v3", True), ("AGPLv3", True),
    ("LGPL-2.1-only", True), ("MIT AND GPL-2.0-only", True), ("GPLv2+", True), ("", True),
    ("GNU Lesser General Public License v2 or later (LGPLv2+)", True), ("CC-BY-NC-4.0", True),
    ("BSD License, GNU General Public License (GPL)", True), ("SSPL-1.0", True),
    ("MIT", False), ("MIT OR GPL-2.0-only", False), ("MPL-2.0 AND MIT", False), ("PSF-2.0", False),
    ("BSD-3-Clause, Apache-2.0, dependency licenses", False), ("ISC License (ISCL)", False),
])  # fmt: skip
def test_a_licence_is_told_by_its_name(made: ModuleType, licence: str, unwanted: bool) -> None:
    assert made.unwanted(licence) is unwanted


def test_the_list_of_licences_is_that_of_the_pins(pinned: dict[str, str]) -> None:
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([\d.]+\w*) \| (.+) \|$", text, re.MULTILINE)
    assert {name: version for name, version, _ in rows} == pinned, AGAIN
    assert all(licence.strip() for _, _, licence in rows)


def test_the_lists_are_as_the_script_writes_them(made: ModuleType) -> None:
    packages = made.required(("test",))
    assert made.PINS.read_text(encoding="utf-8") == made.pins(packages), AGAIN
    told = made.licences(packages, set(made.required()))
    assert made.LICENCES.read_text(encoding="utf-8") == told, AGAIN


def test_the_licence_is_the_one_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE


def test_every_install_of_the_makefile_keeps_to_the_pins() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in text.splitlines() if "pip install" in line]
    assert len(installs) == 1 and "-c constraints.txt" in installs[0]
    assert text.count("$(PIP) ") == 5


def test_pins_that_nobody_looked_up_are_not_called_sound() -> None:
    spec = importlib.util.spec_from_file_location("audit_pins", ROOT / "docs" / "audit_pins.py")
    assert spec and spec.loader
    audit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(audit)
    sound = {"name": "rye", "version": "1", "vulns": []}
    weak = {"name": "oats", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]}
    unknown = {"name": "flour", "skip_reason": "not found"}
    assert audit.verdict([sound], 1)[0] == 0
    assert audit.verdict([sound, weak], 2) == (
        1, ["oats 2: X-1, mended in 3", "2 of 2 pins looked up, 1 known to be weak"]
    )  # fmt: skip
    assert audit.verdict([sound, unknown], 2)[0] == 2
    code, lines = audit.verdict([], 2)
    assert code == 2 and "2 could not be audited" in lines[-1]
