"""How posts and organisations are called, in the reader's language or the office's."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from linli.kernel.posts import PostKind
from linli.people.rules import ORGANISATION_TITLES, POST_TITLES, OrganisationKind


def post_title(kind: str) -> str:
    """The title of a kind of post, in the reader's language."""
    return gettext(POST_TITLES[PostKind(kind)])


def organisation_title(kind: str) -> str:
    """The title of a kind of organisation, in the reader's language."""
    return gettext(ORGANISATION_TITLES[OrganisationKind(kind)])


def office_title(kind: str, own_name: str = "") -> str:
    """What records call a post: its own name, or its title in the office's language.

    Records are read by others than the writer, so the writer's language does not count.
    """
    if own_name:
        return own_name
    with translation.override(settings.LANGUAGE_CODE):
        return post_title(kind)
