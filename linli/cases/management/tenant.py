"""Which sub-district a command works for."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from linli.kernel.errors import Refused
from linli.places import queries as places

if TYPE_CHECKING:
    from linli.places.models import SubDistrict


def add_sub_district(parser: ArgumentParser) -> None:
    """Let a command take `--sub-district CODE`."""
    parser.add_argument(
        "--sub-district",
        metavar="CODE",
        default="",
        help="division code; not needed where there is only one sub-district",
    )


def chosen_sub_district(code: str) -> SubDistrict:
    """The sub-district of a code, or the only one there is."""
    known = places.sub_districts(fresh=True)
    if not known:
        raise Refused(
            "no_sub_district",
            _("There is no sub-district yet. First run: linli found-sub-district CODE NAME"),
        )
    fitting = [one for one in known if code in {"", one.code}]
    if len(fitting) == 1:
        return fitting[0]
    raise Refused(
        "which_sub_district",
        _("Name one of these with --sub-district: %(known)s.")
        % {"known": ", ".join(f"{one.code} {one.name}" for one in known[:20])},
    )
