"""`linli counsel-keys`: make, show, check, turn over and declare lost the keys of sealed files."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from linli.counsel import actions, queries
from linli.counsel.management.progress import progress
from linli.counsel.queries import TeamKeys
from linli.places.queries import chosen_sub_district

DO = ("make", "show", "check", "rotate", "new-master", "go-on", "drop-old", "declare-lost")


class Command(BaseCommand):
    """Do one thing to the keys."""

    help = "Make, show, check or turn over the keys of sealed files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and for which team."""
        parser.add_argument("do", choices=DO, help="what to do")
        parser.add_argument("--team", default="", help="a team's name (rotate, declare-lost)")
        parser.add_argument("--papers", action="store_true", help="check every paper too")
        parser.add_argument("--guardian", action="append", default=[], metavar="USER")
        parser.add_argument("--paper", default="", help="which paper says that the key is lost")
        parser.add_argument("--sub-district", metavar="CODE", default="", help="division code")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it and say what was done; no key is ever printed."""
        tenant = chosen_sub_district(options["sub_district"]).id
        work = {
            "make": self._make,
            "show": self._show,
            "check": self._check,
            "rotate": self._rotate,
            "new-master": self._new_master,
            "go-on": self._go_on,
            "drop-old": self._drop_old,
            "declare-lost": self._declare_lost,
        }
        work[options["do"]](tenant, options)

    def _make(self, _tenant: UUID, _options: dict[str, Any]) -> None:
        self.stdout.write(f"master key {actions.make_master()}")

    def _show(self, tenant: UUID, _options: dict[str, Any]) -> None:
        used = queries.masters_in_use()
        for name in queries.masters_here():
            self.stdout.write(f"master key {name} {'in use' if name in used else 'closes nothing'}")
        for name in sorted(used - set(queries.masters_here())):
            self.stdout.write(f"master key {name} in use, not on this machine")
        for keys in queries.team_keys(tenant):
            self.stdout.write(_line(keys))

    def _check(self, tenant: UUID, options: dict[str, Any]) -> None:
        with progress("checked", queries.files_to_check(tenant)) as bar:
            found = queries.check_all(tenant, papers=options["papers"], progress=bar.update)
        for fault in found.faults:
            self.stderr.write(f"does not open: {fault}")
        self.stdout.write(
            f"{found.files} files, {found.papers} papers, {len(found.faults)} do not open"
        )
        if found.faults:
            raise CommandError("Some of it does not open; the lines above name it.")

    def _rotate(self, tenant: UUID, options: dict[str, Any]) -> None:
        for keys in _chosen(tenant, options["team"]):
            at = timezone.now()
            number = actions.turn_team_key(team_id=keys.team.id, sub_district_id=tenant, at=at)
            [left] = [one.older for one in _chosen(tenant, keys.team.name) if one.team == keys.team]
            with progress(keys.team.name, left) as bar:
                done = actions.wrap_files_anew(
                    sub_district_id=tenant, team_id=keys.team.id, at=at, progress=bar.update
                )
            self.stdout.write(f"{keys.team.name}: key {number}, {done} files")

    def _new_master(self, _tenant: UUID, _options: dict[str, Any]) -> None:
        self._turn_master(add=True)

    def _go_on(self, _tenant: UUID, _options: dict[str, Any]) -> None:
        self._turn_master(add=False)

    def _turn_master(self, *, add: bool) -> None:
        with progress("keys") as bar:
            done = actions.turn_master(add=add, progress=bar.update)
        self.stdout.write(f"{done} keys closed under {queries.masters_here()[0]}")

    def _drop_old(self, _tenant: UUID, _options: dict[str, Any]) -> None:
        self.stdout.write(f"{actions.drop_old_masters()} old master keys dropped")

    def _declare_lost(self, tenant: UUID, options: dict[str, Any]) -> None:
        if not options["team"]:
            raise CommandError("Name the team with --team.")
        for keys in _chosen(tenant, options["team"]):
            lost = actions.declare_lost(
                sub_district_id=tenant,
                team_id=keys.team.id,
                guardians=options["guardian"],
                paper=options["paper"],
                at=timezone.now(),
            )
            self.stdout.write(f"{keys.team.name}: {lost} files do not open any more")


def _chosen(tenant: UUID, name: str) -> list[TeamKeys]:
    found = [keys for keys in queries.team_keys(tenant) if name in {"", keys.team.name}]
    if not found:
        raise CommandError("There is no such team.")
    return found


def _line(keys: TeamKeys) -> str:
    told = [f"{keys.team.name}: key {keys.number} under {keys.master}", f"{keys.files} files"]
    if keys.older:
        told.append(f"{keys.older} still under an older key (rotate goes on)")
    if keys.lost:
        told.append(f"{keys.lost} under a lost key")
    if not keys.here:
        told.append("master key not on this machine")
    return ", ".join(told)
