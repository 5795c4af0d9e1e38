"""Which sub-district a command works for."""

from __future__ import annotations

from argparse import ArgumentParser

from linli.places.queries import chosen_sub_district

__all__ = ["add_sub_district", "chosen_sub_district"]


def add_sub_district(parser: ArgumentParser) -> None:
    """Let a command take `--sub-district CODE`."""
    parser.add_argument(
        "--sub-district",
        metavar="CODE",
        default="",
        help="division code; not needed where there is only one sub-district",
    )
