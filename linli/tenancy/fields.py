"""Columns that nobody can search: their text is encrypted with a key beside the database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _box(path: Path) -> MultiFernet:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(Fernet.generate_key().decode() + "\n")
    keys = [Fernet(line) for line in path.read_text().split() if line]
    return MultiFernet(keys)


def seal(text: str) -> str:
    """Encrypt a text; the same text never looks the same twice."""
    return _box(Path(settings.LINLI_SEAL_KEYS)).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Decrypt a text with any of the keys in the key file; the first one is the newest."""
    return _box(Path(settings.LINLI_SEAL_KEYS)).decrypt(sealed.encode()).decode() if sealed else ""


if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField


class SealedTextField(_TextField):
    """Text that is plain in Python and encrypted in the table.

    It cannot be filtered or ordered by, which is the point: no list of one sender's
    messages can be made from it.
    """

    def from_db_value(self, value: str | None, *_args: Any) -> str | None:
        """Decrypt what the table holds."""
        return None if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt what the table will hold."""
        prepared = super().get_prep_value(value)
        return None if prepared is None else seal(prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow only the test for NULL."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
