"""A passkey made and used in a real browser, under the page policy."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.people.builders import PASSWORD, an_account
from tests.places.builders import a_sub_district

pytestmark = pytest.mark.django_db(transaction=True)

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser that asks for Chinese."""
    return {**browser_context_args, "locale": "zh-CN"}


@pytest.fixture
def key_holder(context: BrowserContext, page: Page) -> Iterator[list[str]]:
    """A device that keeps keys; gives what the browser complains of."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
    yield complaints
    session.detach()


def test_a_passkey_is_set_up_and_signs_in_alone(
    live_server: Any, page: Page, key_holder: list[str]
):
    me = an_account(a_sub_district(), password=PASSWORD)
    at = live_server.url
    page.goto(f"{at}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.fill("[name=login]", me.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).first.click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="继续").click()
    page.get_by_label("以后只用它登录，不用密码").check()
    page.get_by_role("button", name="生成通行密钥").click()
    page.get_by_role("heading", name="恢复码").wait_for()
    page.goto(f"{at}/accounts/logout/")
    page.locator(".l-actbar button").click()
    page.goto(f"{at}/accounts/login/?next=/my/account/")
    page.click("#passkey_login")
    page.wait_for_url(f"{at}/my/account/")
    assert page.get_by_text(f"登录用户名：{me.username}").is_visible()
    assert [said for said in key_holder if "Content Security Policy" in said] == []
