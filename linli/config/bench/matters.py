"""What the pages of a decision and of a board cost, as JSON on standard output.

Run as `python -m linli.config.bench.matters NOTICES` in the environment of a stage: a decision is
played to its closing, then its history is made sixty events long and the board so many notices.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from linli.config.bench.board import lay_notices, measure_board  # noqa: E402
from linli.config.rehearsal.cast import a_cast  # noqa: E402
from linli.config.rehearsal.decision import DecisionPlay  # noqa: E402
from linli.config.rehearsal.stories import SEWER, SEWER_WORKS  # noqa: E402
from linli.decisions import queries  # noqa: E402

EVENTS = 60
TURNS, WARM = 60, 5
HOST = "localhost"


def prepare_and_measure(notices: int) -> dict[str, Any]:
    """Play, fill up, and ask as a visitor."""
    begins = timezone.now().replace(microsecond=0) - timedelta(days=120)
    play = DecisionPlay(a_cast(begins), SEWER, at=begins, spending=SEWER_WORKS)
    for _step in play.lead_to(None):
        pass
    _lengthen(play)
    cast = play.cast
    lay_notices(cast.tenant, cast.place_id, count=notices, at=timezone.now())
    return {
        "name": "decisions",
        "rows": notices,
        **_page(reverse("decisions:public_decision", args=[play.decision.number])),
        **measure_board(HOST, cast.place_id),
        "errors": 0,
    }


def _lengthen(play: DecisionPlay) -> None:
    """Add turns of a step until the decision has so many events."""
    found = play.decision
    there = queries.events_of(found)
    table = apps.get_model("decisions", "StepEvent")
    table._default_manager.bulk_create(
        table(
            sub_district_id=found.sub_district_id,
            decision_id=found.id,
            key=there[0].key,
            turn=turn,
            outcome="done",
            text_number=1,
            by=there[0].by,
            at=there[-1].at,
        )
        for turn in range(EVENTS - len(there))
    )


def _page(address: str) -> dict[str, Any]:
    client = Client(headers={"host": HOST, "accept-language": "zh-CN"})
    for _turn in range(WARM):
        client.get(address)
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - the one good answer
        raise RuntimeError(f"{address} answered {answer.status_code}")
    spent = []
    for _turn in range(TURNS):
        begun = time.process_time()
        client.get(address)
        spent.append((time.process_time() - begun) * 1000)
    return {"queries": len(asked), "cpu_ms": round(median(spent), 1), "events": EVENTS}


if __name__ == "__main__":
    print(json.dumps(prepare_and_measure(int(sys.argv[1]))))
