"""What journeys share: a phone and a desk, what the browser complains of, and axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

_AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_SIZES = {"phone": (390, 844), "wide": (1440, 900)}

NewPage = Callable[..., Page]
Look = Callable[[Page], None]


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[NewPage]:
    """Open a page of its own session; whatever the browser complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(size: str = "phone", *, script: bool = True, signed_in: Client | None = None) -> Page:
        width, height = _SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=script,
        )
        if signed_in is not None:
            context.add_cookies(
                [
                    {"name": name, "value": one.value, "url": live_server.url}
                    for name, one in signed_in.cookies.items()
                ]
            )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on("console", lambda said: _note(complaints, said))
        contexts.append(context)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: list[str], said: Any) -> None:
    """Keep errors; a form that comes back as 4xx is no fault of the page."""
    if said.type == "error" and "status of 4" not in said.text:
        complaints.append(said.text)


@pytest.fixture
def looks_right() -> Look:
    """Hold a page against WCAG 2.2 AA and its own width."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide"
        # Through the debugger: the page policy forbids a script tag of ours.
        page.evaluate(_AXE.read_text())
        found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", _RULES)
        faults = [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
        assert faults == [], page.url

    return check
