"""Where allauth meets Linli: messages leave through the outbox, accounts open by action."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in and sign-up by Linli's rules."""


class PortalAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through a portal that the place trusts."""
