"""The public door: every name listed, importable and documented; errors as their tree says."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import premark
import premark.errors as errors

ROOT = Path(premark.__file__).parent
MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages([str(ROOT)], "premark.")
    if found.name != "premark.__main__"
)


def test_every_public_name_is_there() -> None:
    assert premark.__all__ == sorted(premark.__all__)
    for name in premark.__all__:
        assert getattr(premark, name) is not None


def test_the_list_of_public_names_is_complete() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"))
    bound = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    imported = [
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("premark")
        for alias in node.names
    ]
    public = {name for name in (*bound, *imported) if not name.startswith("_")}
    assert public == set(premark.__all__)


@pytest.mark.parametrize("name", premark.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert len((inspect.getdoc(getattr(premark, name)) or "").split()) >= 5


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name: str) -> None:
    module = importlib.import_module(name)
    assert len((module.__doc__ or "").split()) >= 5


@pytest.mark.parametrize("name", MODULES)
def test_every_return_is_typed_and_no_function_is_long(name: str) -> None:
    module = importlib.import_module(name)
    tree = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    functions = [
        node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    for node in functions:
        assert node.returns is not None, node.name
        body = node.body[1:] if ast.get_docstring(node) else node.body
        length = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
        assert length <= 50, (node.name, length)


def tree_of_errors() -> dict[str, str]:
    """Each class of the docstring's tree with the one it stands under."""
    above: list[tuple[int, str]] = []
    found: dict[str, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        name = line.strip().split(" ")[0]
        if not line.startswith("    ") or not name[:1].isupper():
            continue
        depth = len(line) - len(line.lstrip())
        while above and above[-1][0] >= depth:
            above.pop()
        found[name] = above[-1][1] if above else "Exception"
        above.append((depth, name))
    return found


def test_the_tree_of_errors_is_that_of_the_classes() -> None:
    classes = {
        name: value.__bases__[0].__name__
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }
    assert tree_of_errors() == classes


@pytest.mark.parametrize("name", sorted(tree_of_errors()))
def test_every_error_has_a_documented_exit_code(name: str) -> None:
    from premark import cli

    code = getattr(errors, name).exit_code
    assert code in (1, 2, 3, 4, 5)
    assert f"{code} " in (cli.__doc__ or "")
    assert inspect.getdoc(getattr(errors, name))


def test_errors_of_the_public_door_are_the_real_ones() -> None:
    for name in premark.__all__:
        value = getattr(premark, name)
        if inspect.isclass(value) and issubclass(value, Exception):
            assert value is getattr(errors, name) and issubclass(value, premark.PremarkError)


def test_units_are_given_whole() -> None:
    assert [pack.code for pack in premark.units()] == [
        "8580-500", "8580-501", "8580-503", "8589-700", "8589-701", "8589-703", "M5-301", "T4-201",
    ]  # fmt: skip


def test_a_wrong_call_is_told_by_our_own_errors(tmp_path: Path) -> None:
    with pytest.raises(premark.UnknownUnit):
        premark.map("essay.docx", unit="9999-1")
    with pytest.raises(premark.ReadError):
        premark.map(tmp_path / "absent.docx", unit="8589-700")
    with pytest.raises(premark.NoText):
        premark.map([], unit="8589-700")
    with pytest.raises(premark.ReadError, match="no such folder"):
        premark.map("essay.docx", unit="8589-700", overlay=tmp_path / "nowhere")
