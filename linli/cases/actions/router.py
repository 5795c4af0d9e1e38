"""Training of the category suggestions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score, log_loss
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from linli.cases.queries.suggestions import model_path
from linli.cases.rules.suggesting import router_text
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records import actions as records

FOLDS = 5
TREE_WEIGHT = 2.0
_SHARPNESS = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)

Tree = Mapping[str, Sequence[str]]
"""The names that stand below each category of the tree: they teach its words."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message whose category a person has set."""

    title: str
    body: str
    label: str


@dataclass(frozen=True, slots=True)
class Training:
    """What a training used, and the macro-F1 that each of five folds reached."""

    rows: int
    labels: int
    left_out: int
    folds: tuple[float, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def macro_f1(self) -> float:
        """The mean of the folds."""
        return sum(self.folds) / len(self.folds)


class _Model:
    """Character pairs, a linear classifier, and the tree's own words as light examples."""

    def __init__(self, rows: Sequence[Labelled], tree: Tree) -> None:
        texts = [router_text(row.title, row.body) for row in rows]
        labels = [row.label for row in rows]
        weights = [1.0] * len(rows)
        for label in sorted(set(labels)):
            for name in tree.get(label, ()):
                texts.append(router_text(name, ""))
                labels.append(label)
                weights.append(TREE_WEIGHT)
        self.terms = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 2), min_df=2, sublinear_tf=True, lowercase=False
        )
        self.classes = LinearSVC(class_weight="balanced", random_state=1)
        self.classes.fit(self.terms.fit_transform(texts), labels, sample_weight=weights)

    def margins(self, rows: Sequence[Labelled]) -> Any:
        """How far each row lies on the side of each label."""
        texts = [router_text(row.title, row.body) for row in rows]
        found = self.classes.decision_function(self.terms.transform(texts))
        return np.column_stack([-found, found]) if found.ndim == 1 else found


def train_router(
    *, actor: Actor, rows: Iterable[Labelled], tree: Tree | None = None, at: datetime
) -> Training:
    """Learn suggestions from labelled messages and put the model beside the database.

    Labels with fewer than five messages are left out. Refused where fewer than two labels
    remain. No sender's name is read or kept.
    """
    given = [row for row in rows if row.label and (row.title or row.body)]
    enough = {label for label, count in Counter(r.label for r in given).items() if count >= FOLDS}
    kept = [row for row in given if row.label in enough]
    if len(enough) < 2:  # noqa: PLR2004
        raise Refused(
            "too_few_labels",
            _("At least two categories with five messages each are needed to learn from."),
        )
    folds, sharpness = _in_folds(kept, tree or {})
    counts = Counter(row.label for row in kept).most_common()
    done = Training(
        rows=len(kept),
        labels=len(enough),
        left_out=len(given) - len(kept),
        folds=folds,
        counts=tuple(counts),
    )
    model = _Model(kept, tree or {})
    _store(
        model_path(actor.sub_district_id),
        model=model,
        sharpness=sharpness,
        rows=len(kept),
        macro_f1=done.macro_f1,
        at=at,
    )
    facts = {
        "rows": len(kept),
        "labels": len(enough),
        "macro_f1_percent": round(done.macro_f1 * 100),
    }
    records.record(
        actor=actor,
        did="cases.train_router",
        on_kind="cases.router",
        on_id=actor.sub_district_id,
        facts=facts,
        at=at,
    )
    return done


def _in_folds(rows: Sequence[Labelled], tree: Tree) -> tuple[tuple[float, ...], float]:
    """The macro-F1 of five folds, and the sharpness under which its confidence is honest."""
    labels = np.array([row.label for row in rows])
    scores, margins, truth = [], [], []
    for learn, test in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(labels, labels):
        model = _Model([rows[place] for place in learn], tree)
        found = model.margins([rows[place] for place in test])
        guessed = model.classes.classes_[found.argmax(axis=1)]
        scores.append(f1_score(labels[test], guessed, average="macro"))
        margins.append(found)
        truth.append(labels[test])
    all_margins, all_truth = np.vstack(margins), np.concatenate(truth)
    order = sorted(set(labels))
    losses = {
        sharp: log_loss(all_truth, _shares(all_margins * sharp), labels=order)
        for sharp in _SHARPNESS
    }
    return tuple(map(float, scores)), min(losses, key=lambda sharp: losses[sharp])


def _shares(margins: Any) -> Any:
    raised = np.exp(margins - margins.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _store(
    path: Path, *, model: _Model, sharpness: float, rows: int, macro_f1: float, at: datetime
) -> None:
    coefficients, bias = model.classes.coef_, model.classes.intercept_
    if len(model.classes.classes_) == 2:  # noqa: PLR2004
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.array([-bias[0], bias[0]])
    words = {
        "labels": [str(label) for label in model.classes.classes_],
        "terms": [str(term) for term in model.terms.get_feature_names_out()],
        "trained_at": at.isoformat(),
        "rows": rows,
        "folds_percent": round(macro_f1 * 100),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new.npz")
    np.savez_compressed(
        fresh,
        words=np.array(json.dumps(words, ensure_ascii=False)),
        idf=model.terms.idf_.astype(np.float32),
        weights=coefficients.astype(np.float32),
        bias=bias.astype(np.float32),
        sharpness=np.array(sharpness, dtype=np.float32),
    )
    fresh.replace(path)
