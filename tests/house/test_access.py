"""Who may open which address: declared in the code, written down by hand here, and tried."""

import re
import uuid

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from linli.kernel.posts import PostKind
from linli.ui.access import audience_of
from tests.house.access_table import ACCESS, WRITES
from tests.people.builders import a_signed_in_client

NOT_TRIED = {
    # It would end the session that the walk goes on with.
    "account_logout",
    # Steps in the middle of signing in: without one that has begun they lead to its start.
    "account_confirm_login_code",
    "account_verify_phone",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_signup",
    # They ask for a password or a factor once more and refuse an account that has none.
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
FAULT = 500
POSTS = [kind.value for kind in PostKind]
WORDS = {
    "uuid": str(uuid.UUID(int=7)),
    # No serial of a test run comes so far: the session that walks must not end itself.
    "int": "2000000001",
    "str": "word",
    "slug": "word",
    "path": "word",
}


def walk(patterns, space="", path=""):
    for entry in patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from walk(entry.url_patterns, inner, here)
        elif isinstance(entry, URLPattern):
            yield (f"{space}{entry.name}" if entry.name else here), entry, here


def address(here: str) -> str:
    """An address of this form; what is asked for does not exist, which is found out inside."""
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda part: WORDS.get(part[1] or "str", "word"), here)
    return "/" + filled


ADDRESSES = {name: (entry, here) for name, entry, here in walk(get_resolver().url_patterns)}


def test_the_table_names_every_address_and_no_other():
    assert sorted(ADDRESSES) == sorted(ACCESS)


def test_every_address_declares_what_the_table_says():
    declared = {
        name: set(audience_of(entry.callback, name) or ()) for name, (entry, _) in ADDRESSES.items()
    }
    assert declared == {name: set(audience) for name, audience in ACCESS.items()}


def test_no_library_view_is_named_that_does_not_exist():
    assert set(settings.LINLI_LIBRARY_VIEWS) - set(ADDRESSES) == set()


def allowed(name: str, who: str, *, writes: bool) -> bool:
    audience = set(WRITES.get(name, ACCESS[name]) if writes else ACCESS[name])
    if "anyone" in audience:
        return True
    if who == "visitor":
        return False
    if "signed_in" in audience or (who == "administrator" and "administrator" in audience):
        return True
    return who in audience and who in POSTS


SEALED = re.compile(r"/(desk|my)/(files|aid|help)/[0-9a-f]{8}-")
"""Addresses of one sealed file."""


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "resident", "administrator", *POSTS])
def test_every_address_opens_to_whom_the_table_says_and_to_nobody_else(who):
    client = a_signed_in_client(who)
    client.raise_request_exception = False
    wrong = []
    for name, (_entry, here) in ADDRESSES.items():
        if name in NOT_TRIED:
            continue
        path = address(here)
        for ask in (client.get, client.post):
            answer = ask(path)
            if SEALED.match(path):
                # Sealed rooms answer as if nothing were there; tests/counsel try real files.
                if answer.status_code not in {302, 403, 404, 405}:
                    wrong.append(f"{ask.__name__} {path} ({name}) as {who}: {answer.status_code}")
                continue
            to_login = answer.status_code == 302 and "/accounts/login/" in answer.url
            shut = answer.status_code == 403 or to_login
            if shut == allowed(name, who, writes=ask == client.post):
                wrong.append(f"{ask.__name__} {path} ({name}) as {who}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
