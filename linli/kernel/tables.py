"""Tables of counts that may be published: by place and kind, with both totals.

Hidden are counts from 1 up to the floor; then as many others as it takes, until no hidden small
count follows from what is shown, and until what is hidden in a row or column sums up to the floor.
Nought hides nobody and is shown. Against tables published earlier the same holds for what has
changed since. What a reader could learn is worked out as a flow: rows and columns are nodes,
counts are arcs, and a hidden count is safe if some circle of hidden arcs lets it vary.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linli.kernel.tally import FLOOR

TOTAL = ""


class Cell(NamedTuple):
    """Name a count by its row and column; `TOTAL` stands for all rows or all columns."""

    row: str
    column: str


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """Hold counts and totals as they may be shown; what is hidden is None."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    figures: Mapping[Cell, int | None]

    def count(self, row: str, column: str) -> int | None:
        """Give one count, or none if it is hidden."""
        return self.figures[Cell(row, column)]

    def row_total(self, row: str) -> int | None:
        """Give the total of a row, or none if it is hidden."""
        return self.figures[Cell(row, TOTAL)]

    def column_total(self, column: str) -> int | None:
        """Give the total of a column, or none if it is hidden."""
        return self.figures[Cell(TOTAL, column)]

    @property
    def total(self) -> int | None:
        """Give the total of all, or none if it is hidden."""
        return self.figures[Cell(TOTAL, TOTAL)]


class _Line(NamedTuple):
    """A total and the counts that sum up to it."""

    parts: tuple[Cell, ...]
    total: Cell

    def cells(self) -> tuple[Cell, ...]:
        return (*self.parts, self.total)


def publishable_table(
    counts: Mapping[str, Mapping[str, int]],
    *,
    floor: int = FLOOR,
    earlier: Iterable[PublishedTable] = (),
) -> PublishedTable:
    """Give a table of counts by row and column as it may be published beside earlier ones."""
    rows = tuple(counts)
    columns = tuple(dict.fromkeys(column for row in counts.values() for column in row))
    if TOTAL in rows or TOTAL in columns:
        raise ValueError("The empty name is kept for totals.")
    values = _with_totals(counts, rows, columns)
    lines = _lines(rows, columns)
    hidden = {cell for cell, value in values.items() if 0 < value < floor}
    tables = tuple(earlier)
    hide_more: tuple[Callable[[], Cell | None], ...] = (
        lambda: _given_away_in_line(values, lines, hidden, floor),
        lambda: _given_away_by_all(values, lines, hidden, floor),
        lambda: _given_away_since(values, lines, hidden, floor, tables),
    )
    while (cell := next(filter(None, (check() for check in hide_more)), None)) is not None:
        hidden.add(cell)
    return PublishedTable(
        rows,
        columns,
        {cell: None if cell in hidden else value for cell, value in values.items()},
    )


def _with_totals(
    counts: Mapping[str, Mapping[str, int]], rows: Sequence[str], columns: Sequence[str]
) -> dict[Cell, int]:
    values: dict[Cell, int] = defaultdict(int)
    for row in rows:
        for column in columns:
            count = counts[row].get(column, 0)
            if count < 0:
                raise ValueError(f"The count of {column} in {row} is below nought.")
            for cell in (
                Cell(row, column),
                Cell(row, TOTAL),
                Cell(TOTAL, column),
                Cell(TOTAL, TOTAL),
            ):
                values[cell] += count
    values[Cell(TOTAL, TOTAL)] += 0
    return dict(values)


def _lines(rows: Sequence[str], columns: Sequence[str]) -> tuple[_Line, ...]:
    across = (
        _Line(tuple(Cell(row, column) for column in columns), Cell(row, TOTAL))
        for row in (*rows, TOTAL)
    )
    down = (
        _Line(tuple(Cell(row, column) for row in rows), Cell(TOTAL, column))
        for column in (*columns, TOTAL)
    )
    return (*across, *down)


def _given_away_in_line(
    values: Mapping[Cell, int], lines: Iterable[_Line], hidden: set[Cell], floor: int
) -> Cell | None:
    """Find a line that gives a hidden count away, and the cell to hide against it."""
    for line in lines:
        unknown = [cell for cell in line.cells() if cell in hidden]
        if not unknown:
            continue
        together = sum(values[cell] for cell in line.parts if cell in hidden)
        alone = len(unknown) == 1
        if alone or (line.total not in hidden and together < floor):
            cell = _smallest_shown((line,), values, hidden)
            if cell is not None:
                return cell
    return None


def _given_away_by_all(
    values: Mapping[Cell, int], lines: Iterable[_Line], hidden: set[Cell], floor: int
) -> Cell | None:
    """Find a small count that all lines together pin down, and the cell to hide against it."""
    arcs = _Arcs(values, hidden)
    for cell in sorted(hidden):
        if values[cell] < floor and not arcs.may_vary(cell):
            beside = tuple(line for line in lines if cell in line.cells())
            return _smallest_shown(beside, values, hidden) or _smallest_shown(
                tuple(lines), values, hidden
            )
    return None


def _given_away_since(
    values: Mapping[Cell, int],
    lines: Iterable[_Line],
    hidden: set[Cell],
    floor: int,
    earlier: Iterable[PublishedTable],
) -> Cell | None:
    """Find a small change since an earlier table, and the cell to hide against it."""
    for table in earlier:
        change = _Change(values, hidden, table.figures, floor)
        cell = change.small_one() or change.found_by(tuple(lines))
        if cell is not None:
            return cell
    return None


def _smallest_shown(
    lines: Iterable[_Line], values: Mapping[Cell, int], hidden: set[Cell]
) -> Cell | None:
    """Choose what to hide next: the smallest count shown that is not nought, else a total."""
    parts = {cell for line in lines for cell in line.parts if cell not in hidden and values[cell]}
    totals = {line.total for line in lines if line.total not in hidden and values[line.total]}
    return min(parts or totals, key=lambda cell: (values[cell], cell), default=None)


class _Arcs:
    """Hidden counts as arcs between rows and columns; each is known to be at least one."""

    def __init__(self, values: Mapping[Cell, int], hidden: Iterable[Cell]) -> None:
        self._values = values
        self._ways: dict[str, list[tuple[str, Cell]]] = defaultdict(list)
        for cell in hidden:
            tail, head = _ends(cell)
            self._ways[tail].append((head, cell))
            if values[cell] > 1:
                self._ways[head].append((tail, cell))

    def may_vary(self, cell: Cell) -> bool:
        """Tell whether a count could be one more, or one less, with all that is shown unchanged."""
        tail, head = _ends(cell)
        if self._leads(head, tail, without=cell):
            return True
        return self._values[cell] > 1 and self._leads(tail, head, without=cell)

    def _leads(self, start: str, end: str, *, without: Cell) -> bool:
        seen = {start}
        ahead = [start]
        while ahead:
            node = ahead.pop()
            if node == end:
                return True
            for neighbour, cell in self._ways[node]:
                if cell != without and neighbour not in seen:
                    seen.add(neighbour)
                    ahead.append(neighbour)
        return False


def _ends(cell: Cell) -> tuple[str, str]:
    """Give the nodes that a count flows between: out of its row, into its column.

    A row's total flows into the row, a column's total out of the column, and the grand total back.
    """
    row, column = f"r{cell.row}", f"c{cell.column}"
    if cell.column == TOTAL:
        return ("end", "start") if cell.row == TOTAL else ("start", row)
    return (column, "end") if cell.row == TOTAL else (row, column)


class _Change:
    """What has changed since an earlier table, as far as a reader of both can tell."""

    def __init__(
        self,
        values: Mapping[Cell, int],
        hidden: set[Cell],
        then: Mapping[Cell, int | None],
        floor: int,
    ) -> None:
        self._values, self._hidden, self._then, self._floor = values, hidden, then, floor
        self._known: dict[Cell, int] = {}
        for cell, value in values.items():
            # A row or column that the earlier table did not have stood at nought in its totals.
            before = then.get(cell, 0)
            if cell not in hidden and before is not None:
                self._known[cell] = value - before

    def small_one(self) -> Cell | None:
        """Find a count shown in both tables whose change is small."""
        return next((cell for cell, by in self._known.items() if self._is_small(by)), None)

    def found_by(self, lines: tuple[_Line, ...]) -> Cell | None:
        """Work out one unknown change after another; stop at one that gives something away."""
        more = True
        while more:
            more = False
            for line in lines:
                unknown = [cell for cell in line.cells() if cell not in self._known]
                if not unknown:
                    continue
                rest = self._rest(line)
                if self._is_small(rest) and line.total in self._known:
                    return self._to_hide(line)
                if len(unknown) == 1:
                    by = rest if line.total in self._known else -rest
                    if self._is_small(by):
                        return self._to_hide(line)
                    against = self._against_value(unknown[0], by, line)
                    if against is not None:
                        return against
                    self._known[unknown[0]] = by
                    more = True
        return None

    def _rest(self, line: _Line) -> int:
        parts = sum(self._known.get(cell, 0) for cell in line.parts)
        return self._known.get(line.total, 0) - parts

    def _against_value(self, cell: Cell, by: int, line: _Line) -> Cell | None:
        """Guard a small count of one table that its change and the other table give away."""
        now = self._values[cell]
        if cell not in self._hidden:
            return cell if 0 < now - by < self._floor else None
        then_shown = self._then.get(cell, 0) is not None
        return self._to_hide(line) if then_shown and 0 < now < self._floor else None

    def _to_hide(self, line: _Line) -> Cell | None:
        shown = [cell for cell in line.parts if cell not in self._hidden and self._known.get(cell)]
        if shown:
            return min(shown, key=lambda cell: (abs(self._known[cell]), cell))
        return line.total if line.total not in self._hidden else None

    def _is_small(self, by: int) -> bool:
        return 0 < abs(by) < self._floor
