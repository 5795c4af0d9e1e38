"""Suggested categories, from the model that the place trained; a person decides.

The model knows texts and categories only. It is read with numpy alone, so that the web
processes need not load the library that trained it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
from django.conf import settings

from linli.cases.rules.suggesting import Suggestion, reasons, router_text

AT_MOST = 3
_LONGEST = 2

Numbers = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Router:
    """A trained model: terms with their weights in each category."""

    labels: tuple[str, ...]
    terms: dict[str, int]
    idf: Numbers
    weights: Numbers
    bias: Numbers
    sharpness: float
    trained_at: datetime
    rows: int
    folds_percent: int
    right_percent: int
    """How often its first suggestion was right on messages that it had not seen: never surer."""

    def suggest(self, title: str, body: str) -> list[Suggestion]:
        """The likeliest categories of a message, at most three, likeliest first."""
        columns, values = self._features(router_text(title, body))
        margins = (self.weights[:, columns] @ values + self.bias) * self.sharpness
        shares = np.exp(margins - margins.max())
        shares /= shares.sum()
        return [
            Suggestion(
                label=self.labels[row],
                percent=min(round(float(shares[row]) * 100), self.right_percent),
                words=reasons(title, body, self.labels[row], self._parts(row, columns, values)),
            )
            for row in np.argsort(-shares)[:AT_MOST]
        ]

    def _parts(self, row: int, columns: Any, values: Numbers) -> dict[str, float]:
        """What each pair of characters adds to a category."""
        parts = self.weights[row, columns] * values
        names = self._names
        return {names[column]: float(part) for column, part in zip(columns, parts, strict=True)}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self.terms)

    def _features(self, text: str) -> tuple[Any, Numbers]:
        grams = Counter(
            text[start : start + size]
            for size in range(1, _LONGEST + 1)
            for start in range(len(text) - size + 1)
        )
        found = [(self.terms[gram], count) for gram, count in grams.items() if gram in self.terms]
        columns = np.array([column for column, _count in found], dtype=np.int64)
        counts = [1 + math.log(count) for _column, count in found]
        values = np.array(counts, dtype=np.float32) * self.idf[columns]
        length = float(np.linalg.norm(values))
        return columns, values / length if length else values


def model_path(sub_district_id: UUID) -> Path:
    """Where the model of a sub-district lies, beside the database."""
    return Path(settings.LINLI_MODELS) / f"router-{sub_district_id}.npz"


def router(sub_district_id: UUID) -> Router | None:
    """The model in use, or None where none was trained yet."""
    path = model_path(sub_district_id)
    return _loaded(path, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=4)
def _loaded(path: Path, _changed: int) -> Router:
    with np.load(path, allow_pickle=False) as stored:
        words = json.loads(str(stored["words"]))
        return Router(
            labels=tuple(words["labels"]),
            terms={term: column for column, term in enumerate(words["terms"])},
            idf=stored["idf"],
            weights=stored["weights"],
            bias=stored["bias"],
            sharpness=float(stored["sharpness"]),
            trained_at=datetime.fromisoformat(words["trained_at"]),
            rows=words["rows"],
            folds_percent=words["folds_percent"],
            right_percent=words.get("right_percent", words["folds_percent"]),
        )


def suggestions_for(
    sub_district_id: UUID, messages: Iterable[tuple[str, str]]
) -> list[list[Suggestion]]:
    """Suggestions for each (title, body); empty lists where no model was trained."""
    model = router(sub_district_id)
    return [model.suggest(title, body) if model else [] for title, body in messages]
