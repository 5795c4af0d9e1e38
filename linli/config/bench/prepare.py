"""What a benchmark needs in its database, and the keys to it, as JSON on standard output.

Run as `python -m linli.config.bench.prepare JOB ROWS` in the environment of a stage.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from linli.cases.actions import record_histories  # noqa: E402
from linli.cases.queries import categories  # noqa: E402
from linli.cases.rules import CaseDraft, Happening, History, Source, Urgency, Verb  # noqa: E402  # noqa: E402
from linli.config.bench.books import CHECKER, fill_books  # noqa: E402
from linli.config.bench.fill import fill  # noqa: E402
from linli.config.bench.server import FLOOR_TABLE  # noqa: E402
from linli.config.demo.load import TENANT, settle_demo  # noqa: E402
from linli.config.demo.places import key  # noqa: E402
from linli.kernel.actor import nobody, system_actor  # noqa: E402
from linli.people.queries import account_by_username, actor_for  # noqa: E402
from linli.tenancy.models import new_id  # noqa: E402

COMMUNITY, COMPOUND, OFFICER = "金鼎", "金鼎小区", "officer-jinding"
TO_CHANGE = 1_000
_FLOOR_ROWS = 500
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def prepare(job: str, rows: int) -> dict[str, Any]:
    """Fill the database for a job; answer cookies, places and requests to use."""
    _lay_floor()
    if job == "ledger":
        settle_demo(at=timezone.now(), progress=lambda *_: None)
        return fill_books(rows) | {"checker": session_of(CHECKER)}
    made = fill(rows)
    keys: dict[str, Any] = {
        "rows": made,
        "officer": session_of("officer-jinding"),
        "office": session_of("governance"),
        "buildings": [str(key(COMPOUND, number)) for number in range(1, 11)],
    }
    if job == "status":
        keys["cases"] = _sorted_cases(TO_CHANGE)
    return keys


@transaction.atomic
def _lay_floor() -> None:
    now = timezone.now().isoformat()
    with connection.cursor() as cursor:
        cursor.execute(FLOOR_TABLE)
        rows = [(new_id().hex, now, f"{number:064}") for number in range(_FLOOR_ROWS)]
        cursor.executemany("INSERT INTO bench_floor (id, made_at, text) VALUES (%s, %s, %s)", rows)


def session_of(username: str) -> str:
    """The session cookie of somebody who has signed in."""
    account = account_by_username(username)
    if account is None:
        raise LookupError(username)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _sorted_cases(many: int) -> list[str]:
    """Requests that wait for the officer to take them on."""
    account = account_by_username(OFFICER)
    if account is None:
        raise LookupError(OFFICER)
    now = timezone.now()
    officer = actor_for(
        account, sub_district_id=TENANT, chosen_post=None, on=timezone.localdate(now)
    )
    category = min(
        node.category_id
        for node in categories(TENANT).values()
        if node.path == "物业与房屋/公共部位/楼道照明"
    )
    histories = [
        History(
            draft=CaseDraft(
                title=f"{number} 号申报",
                body="楼道灯不亮。",
                source=Source.WEB,
                place_id=key(COMPOUND, number % 10 + 1),
                received_at=now - timedelta(minutes=many - number + 2),
            ),
            by=nobody(TENANT),
            happenings=(
                Happening(
                    verb=Verb.SORT,
                    at=now - timedelta(minutes=1),
                    by=officer,
                    category_id=category,
                    urgency=Urgency.ORDINARY,
                ),
            ),
        )
        for number in range(many)
    ]
    made = record_histories(actor=system_actor(TENANT), histories=histories, at=now)
    return [str(case_id) for case_id in made]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(prepare(sys.argv[1], int(sys.argv[2]))))
