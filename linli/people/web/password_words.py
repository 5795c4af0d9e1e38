"""Django's own words on passwords, said here so that this room's catalogue words them anew."""

from __future__ import annotations

from django.utils.translation import gettext_noop

# Django's Chinese says "ni"; a resident reads the polite form everywhere else. An app that
# stands before Django's in the settings wins, and an entry of the catalogue needs a text.
OF_DJANGO = (
    gettext_noop("Your old password was entered incorrectly. Please enter it again."),
    gettext_noop("Your password can\u2019t be too similar to your other personal information."),
    gettext_noop("Your password must contain at least %(min_length)d character."),
    gettext_noop("Your password can\u2019t be a commonly used password."),
    gettext_noop("Your password can\u2019t be entirely numeric."),
)
