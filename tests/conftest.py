"""What all tests share: how hard Hypothesis tries, and the browser. Imports no Django."""

import os
import shutil
from typing import Any

import pytest
from hypothesis import settings

# The synchronous browser keeps an event loop running in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure(config: pytest.Config) -> None:
    """Take in what needs Django, where Django is plugged in."""
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.with_django")


settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=300, deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium, where there is one, and let it call nobody."""
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-sync",
    ]
    args = [*browser_type_launch_args.get("args", []), *quiet]
    found = shutil.which("chromium")
    where = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **where, "args": args}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Name no server: each journey starts its own. (The plugin's fixture warns in pytest 9.2.)"""
