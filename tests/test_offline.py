"""premark calls nobody: in a network with nothing in it, and with every attempt counted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from premark.lead_commands import SHOWN, TOP
from premark.packs.where import CACHE, cache_folder

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpora" / "sample" / "8580-503-journal.docx"

# Put before every Python that is started below here, children included: each attempt at a name or
# an address is written down and refused. Sockets between a process and its own children are not of
# a network, so they are let be.
COUNTING = """
import os, sys
ASKED = {log!r}
NAMES = ("getaddrinfo", "gethostbyname", "gethostbyaddr", "connect", "sendto", "bind")
def seen(event, given):
    if event.startswith("socket.") and event.split(".")[1] in NAMES:
        address = given[-1]
        if isinstance(address, (str, bytes)) and event in ("socket.connect", "socket.bind"):
            return  # a socket of the file system
        with open(ASKED, "a") as log:
            log.write(f"{{os.getpid()}} {{event}}\\n")
        raise OSError("refused by a test")
    if event in ("urllib.Request", "http.client.connect", "ftplib.connect"):
        with open(ASKED, "a") as log:
            log.write(f"{{os.getpid()}} {{event}}\\n")
with open({started!r}, "a") as log:
    log.write(f"{{os.getpid()}}\\n")
sys.addaudithook(seen)
"""


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    """A home of its own, so that whatever is written to it is seen; the encoder's cache is kept."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return {**os.environ, "HOME": str(home), CACHE: str(cache_folder()), **more}


def counting(tmp_path: Path) -> tuple[dict[str, str], Path, Path]:
    """An environment in which attempts are counted; the file they go to, and that of processes."""
    asked, started, folder = tmp_path / "asked", tmp_path / "started", tmp_path / "site"
    folder.mkdir()
    text = COUNTING.format(log=str(asked), started=str(started))
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return environment(tmp_path, PYTHONPATH=os.pathsep.join(paths)), asked, started


def premark(
    arguments: Sequence[str], env: dict[str, str], ahead: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    command = [*ahead, sys.executable, "-m", "premark", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False
    )


def mapping(out: Path) -> list[str]:
    given = ["map", str(SAMPLE), "--unit", "8580-503", "--annotate", "--out", str(out)]
    return [*given, "--format", "html,json,docx,csv"]


@pytest.mark.slow
def test_the_main_job_needs_no_network(tmp_path: Path) -> None:
    alone = ["unshare", "-r", "-n"]
    found = shutil.which("unshare")
    if not found or subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this machine gives no network namespace to a test")
    without = subprocess.run([*alone, "cat", "/proc/net/route"], capture_output=True, text=True)
    assert len(without.stdout.splitlines()) <= 1
    ended = premark(mapping(tmp_path / "out"), environment(tmp_path), alone)
    assert ended.returncode == 0, ended.stderr
    assert len(list((tmp_path / "out").iterdir())) == 5


@pytest.mark.slow
def test_the_main_job_tries_to_call_nobody(tmp_path: Path) -> None:
    env, asked, started = counting(tmp_path)
    ended = premark(mapping(tmp_path / "out"), env)
    assert ended.returncode == 0, ended.stderr
    assert len(list((tmp_path / "out").iterdir())) == 5
    assert len(set(started.read_text().split())) >= 2  # the reader's child was counted too
    assert not asked.exists(), asked.read_text()
    assert not list((tmp_path / "home").rglob("*")), "nothing is kept in the home"


@pytest.mark.slow
def test_no_library_calls_anybody_below_python_either(tmp_path: Path) -> None:
    """By what the system is asked for, in every process and thread of the run."""
    log = tmp_path / "calls"
    ahead = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,bind", "-o", str(log)]
    found = shutil.which("strace")
    if not found or subprocess.run([*ahead, "true"], capture_output=True).returncode:
        pytest.skip("this machine does not let a test see system calls")
    ended = premark(mapping(tmp_path / "out"), environment(tmp_path), ahead)
    assert ended.returncode == 0, ended.stderr
    assert [line for line in log.read_text().splitlines() if "AF_INET" in line] == []


def test_an_attempt_would_be_counted_in_a_child_too(tmp_path: Path) -> None:
    env, asked, started = counting(tmp_path)
    once = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 1)\nexcept OSError: pass"
    code = f"import subprocess, sys\n{once}\nsubprocess.run([sys.executable, '-c', {once!r}])"
    subprocess.run([sys.executable, "-c", code], env=env, check=True, timeout=60)
    assert len(set(started.read_text().split())) == 2
    tried = {line.split()[0] for line in asked.read_text().splitlines()}
    assert tried == set(started.read_text().split())


def test_no_command_calls_anybody_when_its_room_is_loaded(tmp_path: Path) -> None:
    """Every module of premark, imported; so all that any command imports at its head, or late."""
    env, asked, _ = counting(tmp_path)
    code = (
        "import importlib, pkgutil, premark\n"
        "for found in pkgutil.walk_packages(premark.__path__, 'premark.'):\n"
        "    if not found.name.endswith(('__main__', 'isolate.child')):\n"
        "        importlib.import_module(found.name)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-800:]
    assert not asked.exists(), asked.read_text()


COMMANDS = [*TOP, *(f"show {name}" for name in SHOWN), "map", "check", "units", "show unit",
            "show sections", "show passages"]  # fmt: skip
HELP = f"""
import sys
from premark.cli import run
for command in {COMMANDS!r}:
    sys.argv = ["premark", *command.split(), "--help"]
    try: run()
    except SystemExit as end: assert not end.code, command
"""


def test_no_command_calls_anybody_to_say_what_it_does(tmp_path: Path) -> None:
    env, asked, _ = counting(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-c", HELP], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0 and ended.stdout.count("Usage") == len(COMMANDS), ended.stderr
    assert not asked.exists(), asked.read_text()
