"""Bodies through their terms: seats with offices, alternates, what office holders declare."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.people.models.account import Account
from linli.people.models.organisation import Organisation
from linli.people.rules import AgeBand, SeatCame, SeatEnd, SeatOffice, SeatSide, Sex, YesNo
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK, TenantModel


class BodyTerm(Dated):
    """A body from its election to the last day of its term."""

    body = TenantFK(Organisation, on_delete=models.PROTECT, related_name="terms", db_index=False)
    number = models.PositiveSmallIntegerField()
    """The first, the second … term of this body."""
    valid_to = models.DateField()
    seats = models.PositiveSmallIntegerField()
    came = models.CharField(max_length=10, choices=[(way, way) for way in SeatCame])
    basis = models.CharField(max_length=200, blank=True)
    """The decision or paper that the term rests on, where no election here does."""
    election_number = models.CharField(max_length=40, blank=True)
    seated_at = models.DateTimeField()
    planned_to = models.DateField(null=True)
    """The last day it had until the term after it began earlier."""
    alarmed_at = models.DateTimeField(null=True)
    """When it was told that the term runs out."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["sub_district", "valid_to"], name="term_end")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "body", "number"], name="term_number_once"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="term_has_seats"),
        ]

    def __str__(self) -> str:
        return f"term {self.number}"


class BodySeat(Dated):
    """A member of a body with an office in it; a member need not have an account.

    Whether somebody may sit is a yes with its article. Nothing else is asked of anybody.
    """

    term = TenantFK(BodyTerm, on_delete=models.PROTECT, related_name="members", db_index=False)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="seats",
        null=True,
        db_index=False,
    )
    office = models.CharField(max_length=20, choices=[(one, one) for one in SeatOffice])
    side = models.CharField(max_length=10, choices=[(one, one) for one in SeatSide])
    article = models.CharField(max_length=200, blank=True)
    """The article by which the member may sit."""
    came = models.CharField(max_length=10, choices=[(way, way) for way in SeatCame])
    valid_to = models.DateField()
    ended = models.CharField(max_length=20, choices=[(one, one) for one in SeatEnd], blank=True)
    end_basis = models.CharField(max_length=200, blank=True)
    """The decision, letter or article by which the seat fell vacant."""

    class Meta:
        indexes = [models.Index(fields=["sub_district", "account"], name="seat_account")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "term", "order"], name="seat_order_once"
            ),
            models.CheckConstraint(
                condition=~Q(ended__in=["recalled", "not_eligible"]) | ~Q(end_basis=""),
                name="seat_taken_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeatDeclaration(TenantModel):
    """What the holder of a seat declares for the statistics of elected bodies, or leaves out.

    Only the holder sees it again; everybody else sees sums.
    """

    seat = TenantFK(BodySeat, on_delete=models.CASCADE, related_name="+", db_index=False)
    party_member = models.CharField(max_length=3, choices=[(one, one) for one in YesNo], blank=True)
    sex = models.CharField(max_length=6, choices=[(one, one) for one in Sex], blank=True)
    age_band = models.CharField(max_length=10, choices=[(one, one) for one in AgeBand], blank=True)
    on_paper = models.BooleanField(default=False)
    """Entered from a paper that the holder signed."""
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "seat"], name="declaration_once"),
        ]

    def __str__(self) -> str:
        return "declaration"


class CompositionSheet(TenantModel):
    """What office holders of one kind of body declared, summed, as it was last published.

    It changes when enough declarations have changed: two days laid beside each other tell nobody.
    """

    kind = models.CharField(max_length=40)
    bodies = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    counts = models.JSONField()
    """Of each question, how many declared each answer, and last how many declared none."""
    taken_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "kind"], name="composition_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class BodyAlternate(TenantModel):
    """Who takes a seat that falls vacant, in the order of votes."""

    term = TenantFK(BodyTerm, on_delete=models.PROTECT, related_name="alternates", db_index=False)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    article = models.CharField(max_length=200, blank=True)
    seat = TenantFK(BodySeat, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    """The seat taken, once it was."""
    passed_on = models.DateField(null=True)
    """The day on which the alternate declined, or could not sit any more."""
    passed_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "term", "order"], name="alternate_order_once"
            ),
            models.CheckConstraint(
                condition=Q(seat=None) | Q(passed_on=None), name="alternate_sits_or_passed"
            ),
            models.CheckConstraint(
                condition=Q(passed_on=None) | ~Q(passed_why=""), name="alternate_passed_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name
