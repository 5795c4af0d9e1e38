"""What a password must be, where the framework's own sentence has no Chinese."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """Refuse a short password in the reader's language."""

    def get_error_message(self) -> str:
        """The sentence for a password that is too short."""
        return _("The password is too short: it has at least %d characters.") % self.min_length
