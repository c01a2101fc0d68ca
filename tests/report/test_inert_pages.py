"""The pages in a real browser: nothing in them runs, asks, or calls anybody."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from make_review import make_pack, make_review
from test_inert_outputs import _every, page_of

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
pytestmark = pytest.mark.skipif(not BROWSER, reason="needs Chromium to open the page")

OWNED = "document.documentElement.dataset.owned=1;alert(1);fetch('{url}/fetched')"
LURES = (
    "<script>{owned}</script>", "\"><script>{owned}</script>", "'><script>{owned}</script>",
    "</style><script>{owned}</script>", "</title><script>{owned}</script>",
    "--><script>{owned}</script>",
    "</textarea></noscript><script>{owned}</script>", "<script src={url}/script.js></script>",
    "<img src={url}/picture.png onerror=\"{owned}\">", "\" onload=\"{owned}\" x=\"",
    "<svg onload=\"{owned}\"><use href={url}/use.svg></svg>",
    "<link rel=stylesheet href={url}/a.css>",
    "<style>@import url({url}/b.css);body{{background:url({url}/c.png)}}</style>",
    "<meta http-equiv=refresh content=\"0;url={url}/refreshed\">", "<base href={url}/>",
    "<iframe src={url}/frame srcdoc=\"<script>{owned}</script>\"></iframe>",
    "<object data={url}/object></object><embed src={url}/embed>", "<video src={url}/v autoplay>",
    "<form action={url}/form><input autofocus onfocus=\"{owned}\"></form>",
    "<details open ontoggle=\"{owned}\">", "<body onload=\"{owned}\">",
    "<a href={url}/ping ping={url}/pinged>", "<link rel=prefetch href={url}/prefetched>",
    "<link rel=dns-prefetch href={url}>", "{{{{ 7 * 7 }}}}", "javascript:{owned}",
    "<a href=\"javascript:{owned}\">x</a>", "{url}/linked",
    "data:text/html,<script>{owned}</script>",
)  # fmt: skip


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine's own, and every path that it is asked for."""
    paths: list[str] = []

    class Listens(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listens)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def opened(html: str, folder: Path) -> str:
    """The page as it stands once a browser has loaded it, scripts and all."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += [f"--user-data-dir={folder / 'browser'}", "--virtual-time-budget=3000"]
    command += ["--disable-background-networking", "--no-first-run"]
    command += [(folder / "page.html").as_uri()]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    if "</html>" not in ended.stdout:
        pytest.skip("the browser did not run here")
    return ended.stdout


def lures(url: str) -> str:
    return " ".join(lure.format(url=url, owned=OWNED.format(url=url)) for lure in LURES)


@pytest.mark.slow
@pytest.mark.parametrize("learner", [False, True], ids=["assessor", "learner"])
def test_a_page_runs_nothing_and_calls_nobody(
    tmp_path: Path, asked: tuple[str, list[str]], learner: bool
) -> None:
    url, paths = asked
    page = page_of(_every((make_review(), make_pack()), lures(url)), learner)
    assert url in page
    after = opened(page, tmp_path)
    assert "data-owned" not in after.partition("<body")[0]
    assert "7 * 7" in after
    assert paths == []


@pytest.mark.slow
def test_even_a_hole_in_the_page_is_shut_by_its_policy(
    tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    """Were one field not escaped, the page's own policy would still let nothing run or load."""
    url, paths = asked
    page = page_of((make_review(), make_pack()), False)
    inside = [lure for lure in LURES if "refresh" not in lure]
    hole = " ".join(lure.format(url=url, owned=OWNED.format(url=url)) for lure in inside)
    after = opened(page.replace("</main>", f"{hole}</main>"), tmp_path)
    assert "data-owned" not in after.partition("<body")[0]
    assert paths == []


@pytest.mark.slow
def test_the_lures_do_work_where_nothing_stops_them(
    tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    """Else the tests above would show nothing. Without what would hold the browser up for ever."""
    url, paths = asked
    owned = OWNED.replace("alert(1);", "").format(url=url)
    few = " ".join(lure.format(url=url, owned=owned) for lure in (LURES[0], LURES[8], LURES[12]))
    after = opened(f"<html><body>{few}</body></html>", tmp_path)
    assert "data-owned" in after.partition("<body")[0]
    assert {"/b.css", "/c.png", "/picture.png"} <= set(paths)
