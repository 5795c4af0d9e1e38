"""How a message leaves: mail, text message, group webhook, or the console of a demo.

A channel takes one message and either has handed it over, or says why not. Nothing here
reads or writes a table, and no reason given holds an address.
"""

from __future__ import annotations

import json
import smtplib
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from apprise import Apprise
from django.conf import settings
from django.core.mail import EmailMessage

_SECONDS = 20
_TAKEN_BEFORE = 409
_REFUSED_FOR_GOOD = frozenset({400, 404, 410, 413, 422})
_PERMANENT_MAIL = 500


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a channel needs of a message: where to, what, and an id that stays the same."""

    id: str
    address: str
    title: str
    body: str
    link: str


class NotSent(Exception):
    """A channel did not take a message; `for_good` means that trying again is of no use."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


Channel = Callable[[Parcel], None]


def ready_channels() -> dict[str, Channel]:
    """The channels that are set up here; in a demo the console stands for those that are not."""
    ready: dict[str, Channel] = {}
    if settings.EMAIL_HOST or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        ready["email"] = by_mail
    if settings.LINLI_SMS_URL:
        ready["sms"] = by_text_message
    if settings.LINLI_WEBHOOKS:
        ready["webhook"] = by_webhook
    if settings.LINLI_DEMO:
        ready = {"email": to_console, "sms": to_console, "console": to_console} | ready
    return ready


def webhook_marks() -> list[str]:
    """A short mark for each webhook set up; the address itself is a secret of the settings."""
    return [_mark(url) for url in settings.LINLI_WEBHOOKS]


def by_mail(parcel: Parcel) -> None:
    """Hand a message to the mail server, with an id by which it knows a repetition."""
    host = urlsplit(settings.LINLI_PUBLIC_URL).hostname or "linli"
    headers = {"Message-ID": f"<{parcel.id}@{host}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(
        subject=parcel.title, body=_text(parcel.body, parcel.link), to=[parcel.address],
        headers=headers,
    )  # fmt: skip
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise _mail_fault(max(codes, default=0)) from None
    except smtplib.SMTPResponseException as error:
        raise _mail_fault(error.smtp_code) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"mail server: {type(error).__name__}") from None
    except ValueError:
        raise NotSent("the address is not one", for_good=True) from None


def by_text_message(parcel: Parcel) -> None:
    """Post a message to the gateway of docs/configuration.md, which knows repetitions by id."""
    words = " ".join(part for part in (parcel.title, parcel.body, parcel.link) if part)
    content = json.dumps({"id": parcel.id, "to": parcel.address, "text": words})
    asked = urllib.request.Request(  # noqa: S310 - the scheme is checked when settings are read
        settings.LINLI_SMS_URL,
        data=content.encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.LINLI_SMS_TOKEN}",
            "Idempotency-Key": parcel.id,
        },
    )
    try:
        urllib.request.urlopen(asked, timeout=_SECONDS).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _TAKEN_BEFORE:
            return
        for_good = error.code in _REFUSED_FOR_GOOD
        raise NotSent(f"gateway: {error.code}", for_good=for_good) from None
    except OSError as error:
        raise NotSent(f"gateway: {type(error).__name__}") from None


def by_webhook(parcel: Parcel) -> None:
    """Post a message to the one group chat whose mark it bears."""
    urls = [url for url in settings.LINLI_WEBHOOKS if _mark(url) == parcel.address]
    if not urls:
        raise NotSent("this webhook is no longer set up", for_good=True)
    if not _apprise(urls).notify(title=parcel.title, body=_text(parcel.body, parcel.link)):
        raise NotSent("webhook: not taken")


def to_console(parcel: Parcel) -> None:
    """Show a message where the demo's server speaks."""
    shown = f"[message {parcel.id[-8:]} to {parcel.address}] {parcel.title}"
    sys.stdout.write(" | ".join(part for part in (shown, parcel.body, parcel.link) if part) + "\n")
    sys.stdout.flush()


def _apprise(urls: Iterable[str]) -> Apprise:
    sender = Apprise()
    for url in urls:
        sender.add(url)
    return sender


def _mark(url: str) -> str:
    return sha256(url.encode()).hexdigest()[:12]


def _text(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _mail_fault(code: int) -> NotSent:
    return NotSent(f"mail server: {code}", for_good=code >= _PERMANENT_MAIL)
