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
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.svm import LinearSVC

from linli.cases.queries.suggestions import model_path
from linli.cases.rules.suggesting import router_text
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records import actions as records

FOLDS = 5
TREE_WEIGHT = 2.0
_MOSTLY_OWN = 0.9
"""The share of different titles above which no message is a form letter."""
_SHARPNESS = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0)

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
            for name in (*tree.get(label, ()), *_own_names(label)):
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


def _own_names(label: str) -> list[str]:
    """What a category below the first level is called: its name teaches its words."""
    _top, _, own = label.rpartition("/")
    return [own] if _top else []


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
    tested = _in_folds(kept, tree or {})
    counts = Counter(row.label for row in kept).most_common()
    done = Training(
        rows=len(kept),
        labels=len(enough),
        left_out=len(given) - len(kept),
        folds=tested.scores,
        counts=tuple(counts),
    )
    model = _Model(kept, tree or {})
    _store(
        model_path(actor.sub_district_id),
        model=model,
        tested=tested,
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


@dataclass(frozen=True, slots=True)
class _Tested:
    """How five folds did on messages that they had not seen."""

    scores: tuple[float, ...]
    sharpness: float
    accuracy: float


def _in_folds(rows: Sequence[Labelled], tree: Tree) -> _Tested:
    """The macro-F1 of five folds, and the confidence that they bear out."""
    order = sorted({row.label for row in rows})
    labels = np.array([row.label for row in rows])
    scores, margins, truth = [], [], []
    for learn, test in _parted(rows, labels):
        model = _Model([rows[place] for place in learn], tree)
        found = _in_order(model, [rows[place] for place in test], order)
        guessed = np.array(order)[found.argmax(axis=1)]
        scores.append(float(f1_score(labels[test], guessed, average="macro")))
        margins.append(found)
        truth.append(labels[test])
    all_margins, all_truth = np.vstack(margins), np.concatenate(truth)
    losses = {
        sharp: log_loss(all_truth, _shares(all_margins * sharp), labels=order)
        for sharp in _SHARPNESS
    }
    right = np.array(order)[all_margins.argmax(axis=1)] == all_truth
    return _Tested(tuple(scores), min(losses, key=lambda sharp: losses[sharp]), float(right.mean()))


def _parted(rows: Sequence[Labelled], labels: Any) -> Iterable[tuple[Any, Any]]:
    """Five ways to learn and test; messages of one title stay together.

    Else a form letter that came a hundred times would prove the model right about itself.
    """
    titles = [row.title for row in rows]
    if len(set(titles)) > _MOSTLY_OWN * len(titles):
        return list(StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(labels, labels))
    parting = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=1)
    return [pair for pair in parting.split(labels, labels, titles) if len(pair[1])]


def _in_order(model: _Model, rows: Sequence[Labelled], order: Sequence[str]) -> Any:
    """The margins of each label; one that the fold could not learn lies farthest away."""
    found = model.margins(rows)
    placed = np.full((len(rows), len(order)), found.min() - 1)
    columns = [order.index(str(label)) for label in model.classes.classes_]
    placed[:, columns] = found
    return placed


def _shares(margins: Any) -> Any:
    raised = np.exp(margins - margins.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _store(
    path: Path, *, model: _Model, tested: _Tested, rows: int, macro_f1: float, at: datetime
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
        "right_percent": int(tested.accuracy * 100),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new.npz")
    np.savez_compressed(
        fresh,
        words=np.array(json.dumps(words, ensure_ascii=False)),
        idf=model.terms.idf_.astype(np.float32),
        weights=coefficients.astype(np.float32),
        bias=bias.astype(np.float32),
        sharpness=np.array(tested.sharpness, dtype=np.float32),
    )
    fresh.replace(path)
