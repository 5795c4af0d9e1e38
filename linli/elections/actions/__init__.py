"""The only writes of this room."""

from linli.elections.actions.boxing import set_up_box
from linli.elections.actions.casting import Cast, cast_ballot
from linli.elections.actions.credentials import take_credentials
from linli.elections.actions.forgetting import forget_due
from linli.elections.actions.trustees import (
    NamedTrustee,
    name_trustees,
    new_trustee_link,
    report_lost_key,
    take_certificate,
    take_polynomial,
    take_verification,
)

__all__ = [
    "Cast",
    "NamedTrustee",
    "cast_ballot",
    "forget_due",
    "name_trustees",
    "new_trustee_link",
    "report_lost_key",
    "set_up_box",
    "take_certificate",
    "take_credentials",
    "take_polynomial",
    "take_verification",
]
