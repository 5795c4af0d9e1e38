"""`linli found-sub-district`: the first row of an empty database."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from linli.kernel.actor import system_actor
from linli.places.actions import found_sub_district
from linli.tenancy.models import new_id

_CODE = re.compile(r"[0-9]{9}")


class Command(BaseCommand):
    """Found a sub-district, so that places, people and requests can come in."""

    help = "Found a sub-district: its nine-digit division code and its name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the code, the name, and what seldom differs."""
        parser.add_argument("code", help="division code, nine digits")
        parser.add_argument("name", help="the name, such as 示例街道")
        parser.add_argument("--short", default="", help="what request numbers begin with, as LX")
        parser.add_argument("--host", default="", help="web address, where one server has several")
        parser.add_argument("--on", type=date.fromisoformat, help="since when, as 2026-01-31")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Found it and say so."""
        code, name = options["code"], options["name"].strip()
        if not _CODE.fullmatch(code):
            raise CommandError(f"A division code has nine digits; this is not one: {code}")
        if not name:
            raise CommandError("The sub-district needs a name.")
        now = timezone.now()
        tenant = new_id()
        founded = found_sub_district(
            actor=system_actor(tenant),
            code=code,
            name=name,
            short=options["short"],
            host=options["host"],
            sub_district_id=tenant,
            on=options["on"] or timezone.localdate(now),
            at=now,
        )
        self.stdout.write(f"founded {founded.code} {founded.name}")
