"""Conventions worth keeping: who may import whom, and how modules are named."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for folder in ("config", "inquiries", "responses")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]


def imported_modules(path: Path) -> set[str]:
    """Every module that a file imports, by its absolute name ("." for one of its own package)."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else node.module)
    return names


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [p for p in SOURCES if "reading" in p.parts], ids=relative)
def test_the_reading_package_imports_the_standard_library_only(path):
    foreign = {
        name
        for name in imported_modules(path)
        if name != "."
        and name.partition(".")[0] not in sys.stdlib_module_names
        and not name.startswith("inquiries.reading")
    }
    assert not foreign


@pytest.mark.parametrize("path", [p for p in SOURCES if p.is_relative_to(ROOT / "inquiries")], ids=relative)
def test_inquiries_never_imports_responses(path):
    assert not [name for name in imported_modules(path) if name.partition(".")[0] == "responses"]


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_modules_are_named_after_their_subject(path):
    assert path.stem not in {"utils", "helpers", "services", "common", "misc"}


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_pages_have_no_inline_script_or_style_and_name_no_other_host(folder):
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix not in {".html", ".css", ".js"}:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            assert " style=" not in text, path
            assert "<style" not in text, path
            assert " onclick=" not in text, path
            assert "<script>" not in text, path
        for scheme in ("http://", "https://"):
            for found in text.split(scheme)[1:]:
                assert found.startswith(("www.w3.org/",)), f"{path} names another host: {scheme}{found[:40]}"
