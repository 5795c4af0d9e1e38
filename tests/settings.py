"""Settings of the tests: a folder of their own, and nothing that is slow on purpose."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "LINLI_TEST_DATA" not in os.environ:
    # The processes of a parallel run inherit the folder of the one that starts them.
    os.environ["LINLI_TEST_DATA"] = tempfile.mkdtemp(prefix="linli-tests-")
    atexit.register(shutil.rmtree, os.environ["LINLI_TEST_DATA"], ignore_errors=True)
TEST_DATA = Path(os.environ["LINLI_TEST_DATA"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
(TEST_DATA / "static").mkdir(parents=True, exist_ok=True)
os.environ["LINLI_DATA"] = str(TEST_DATA)
os.environ["LINLI_SQLITE_SYNC"] = "OFF"
os.environ.setdefault("LINLI_SECRET_KEY", "a key of the tests alone, long enough to sign with")

from linli.config.settings import *  # noqa: E402, F403
from linli.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# A file and not memory: threads and other processes of one test meet in it as in an office.
DATABASES["default"]["TEST"] = (
    {"NAME": str(TEST_DATA / "tests.sqlite3")}
    if "sqlite3" in DATABASES["default"]["ENGINE"]
    else {}
)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
