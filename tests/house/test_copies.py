"""What two rooms need alike stands once, below both."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "linli"
SHORTEST = 4


def bodies(path: Path) -> list[tuple[str, str]]:
    """Each function of a file: its name, and its body without the docstring and the layout."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.FunctionDef):
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        if body and (body[-1].end_lineno or 0) - body[0].lineno + 1 >= SHORTEST:
            found.append((node.name, "\n".join(ast.dump(line) for line in body)))
    return found


def test_no_function_is_written_in_two_rooms():
    rooms: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[str]] = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        within = path.relative_to(PACKAGE)
        if "migrations" in within.parts:
            continue
        for name, body in bodies(path):
            rooms[body].add(within.parts[0])
            places[body].append(f"{within}: {name}")
    assert [places[body] for body, where in rooms.items() if len(where) > 1] == []
