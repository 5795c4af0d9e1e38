"""What a compound's public board of many notices costs: questions to the database, CPU."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.decisions.rules import PublicationKind

NOTICES = 500
TURNS = 60
WARM = 5
_SPREAD = 120
_PAST = 90


def lay_notices(
    sub_district_id: UUID, place_id: UUID, *, count: int = NOTICES, at: datetime
) -> None:
    """Put so many notices of all kinds on a board, a quarter of them hanging."""
    on = timezone.localdate(at)
    kinds = [kind for kind in PublicationKind if kind not in {"decision", "result"}]
    table = apps.get_model("decisions", "Publication")
    table._default_manager.bulk_create(
        table(
            sub_district_id=sub_district_id,
            place_id=place_id,
            kind=kinds[number % len(kinds)],
            **_facts(number, at, on),
        )
        for number in range(count)
    )


def measure_board(host: str, place_id: UUID, *, turns: int = TURNS) -> dict[str, Any]:
    """Ask for the board as a visitor; the most questions, and the CPU of the middle answer."""
    client = Client(headers={"host": host, "accept-language": "zh-CN"})
    address = reverse("decisions:public_board", args=[place_id])
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
    spent = [_cpu_ms(client, address) for _turn in range(turns)]
    return {
        "board_queries": len(asked),
        "board_cpu_ms": round(median(spent), 1),
        "board_kb": round(len(answer.content) / 1000, 1),
    }


def _cpu_ms(client: Client, address: str) -> float:
    begun = time.process_time()
    client.get(address)
    return (time.process_time() - begun) * 1000


def _facts(number: int, at: datetime, on: date) -> dict[str, Any]:
    return {
        "number": f"LL-GS-0000-{number:05}",
        "title": f"示例公告 {number}",
        "posted_on": on - timedelta(days=_PAST + 1),
        "until": on + timedelta(days=number % _SPREAD - _PAST),
        "digest": f"{number:064x}",
        "journal_head": f"{number:064x}",
        "made_by": "示例社区 · 书记",
        "made_at": at,
        "edited_at": at,
    }
