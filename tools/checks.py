"""What must hold before a change is taken in."""

from __future__ import annotations

import ast
import secrets
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tools.programs import (
    BIN,
    FRONTEND,
    ROOT,
    Stop,
    environment,
    files_under,
    fingerprint,
    quietly,
    timed,
)
from tools.setup import npm

# What the reports looks at; nothing fails by it.
LONG_FILE = 500


def passes(name: str, do: Callable[[], object]) -> bool:
    """Do one check and show what it has to say if it fails."""
    try:
        with timed(name):
            do()
    except Stop as stop:
        print(f"\n{stop}\n")
        return False
    return True


def templates() -> list[Path]:
    """Every template, by its path from here."""
    return sorted(p.relative_to(ROOT) for p in (ROOT / "linli").glob("*/templates/**/*.html"))


def template_form() -> None:
    """Check the form of the templates."""
    if pages := templates():
        quietly(BIN / "djade", "--check", "--target-version", "5.2", *pages)


def template_lint() -> None:
    """Check the templates for what a browser or a reader would stumble over."""
    if pages := templates():
        quietly(BIN / "djlint", "--lint", "--quiet", *pages)


def browser_types() -> None:
    """Check the types of the scripts."""
    quietly(*npm(), "run", "check", cwd=FRONTEND)


def deployment() -> None:
    """Ask Django about the settings a server in an office has."""
    manage("check", "--deploy", "--fail-level", "WARNING")


def migrations() -> None:
    """See that no model has changed without a migration."""
    manage("makemigrations", "--check", "--dry-run")


def manage(*words: str) -> None:
    """Run one of Django's commands as if deployed, on data that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="linli-") as data:
        deployed = {
            "LINLI_DATA": data,
            "LINLI_HTTPS": "1",
            "LINLI_SECRET_KEY": secrets.token_urlsafe(48),
        }
        quietly(BIN / "python", "manage.py", *words, env=environment(**deployed))


def generated_docs() -> None:
    """Write the generated docs again and see that nothing has changed."""
    if not any((ROOT / "linli").glob("*/management/commands/write?docs.py")):
        return
    before = {path: fingerprint(path) for path in files_under(ROOT / "docs")}
    quietly(BIN / "linli", "write-docs")
    after = {path: fingerprint(path) for path in files_under(ROOT / "docs")}
    stale = [str(p.relative_to(ROOT)) for p in sorted(after) if after[p] != before.get(p)]
    if stale:
        raise Stop(f"Were out of date, are written now: {', '.join(stale)}")


CHECKS: dict[str, Callable[[], object]] = {
    "form of the code": lambda: quietly(BIN / "ruff", "format", "--check"),
    "lint of the code": lambda: quietly(BIN / "ruff", "check", "--output-format=concise"),
    "form of the templates": template_form,
    "lint of the templates": template_lint,
    "import contracts": lambda: quietly(BIN / "lint-imports"),
    "types": lambda: quietly(BIN / "mypy"),
    "types of the scripts": browser_types,
    "settings of a deployment": deployment,
    "migrations": migrations,
    "translations": lambda: quietly(BIN / "python", "-m", "tools.translations"),
    "generated docs": generated_docs,
}


def size_report() -> None:
    """Print what we look at and do not gate: lines of rooms, files and functions."""
    lines: Counter[str] = Counter()
    files: dict[Path, int] = {}
    functions: list[int] = []
    for path in sorted((ROOT / "linli").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        files[path.relative_to(ROOT)] = count = text.count("\n")
        lines[path.relative_to(ROOT).parts[1]] += count
        functions += [
            node.end_lineno - node.lineno + 1
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and node.end_lineno
        ]
    rooms = ", ".join(f"{room} {count}" for room, count in lines.most_common())
    print(f"\n  {sum(files.values())} lines in {len(files)} files: {rooms}")
    print(
        f"  median file {statistics.median(files.values()):.0f} lines (of 100),"
        f" median function {statistics.median(functions):.0f} (of 10)"
    )
    for path, count in files.items():
        if count > LONG_FILE:
            print(f"  over {LONG_FILE} lines: {path} ({count})")
    print()
