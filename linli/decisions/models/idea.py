"""What a resident would have decided, and what the representative answered (S70)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.tenancy.models import TenantFK, TenantModel


class Idea(TenantModel):
    """A resident's idea: a representative answers it for the record, or makes a proposal of it.

    Whose it is, only the sender sees; the idea and its answer are public.
    """

    place = TenantFK("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    text = models.TextField()
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        db_constraint=False,
        related_name="+",
        null=True,
        db_index=False,
    )
    made_at = models.DateTimeField()
    due_on = models.DateField()
    taken_up = models.BooleanField(null=True)
    """Whether a proposal is to be made of it; nothing before the answer."""
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    decision_id = models.UUIDField(null=True)
    """The proposal that was made of it."""
    late_told_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "place", "id"], name="idea_place"),
            models.Index(fields=["sub_district", "account"], name="idea_account"),
            models.Index(
                fields=["sub_district", "due_on"],
                condition=Q(answered_at=None),
                name="idea_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(taken_up=None)),
                name="idea_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title
