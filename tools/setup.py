"""Have everything Linli is made of: each function brings one part up to date."""

from __future__ import annotations

import ast
import os
import shutil
import sys
from pathlib import Path

from tools.programs import (
    BIN,
    DATA,
    FRONTEND,
    ROOT,
    VENV,
    Stop,
    answers,
    environment,
    fingerprint,
    node_homes,
    quietly,
    step,
    timed,
)

# All that is ever asked of the system, and what for.
SYSTEM_PACKAGES = {
    "venv": ["python3-venv"],
    "test": ["chromium", "fonts-noto-cjk", "libatomic1", "belenios-tool"],
    "postgres": ["postgresql"],
}
# Not every system offers it: the tests that want it then say why they did not run.
OFFERED_BY_SOME = {"belenios-tool"}

FITS = """
import sqlite3, ssl, sys
assert (3, 11) <= sys.version_info < (3, 15)
sqlite3.connect(":memory:").execute("create virtual table t using fts5(words)")
"""

REACH_INDEX = "See that pip reaches its package index (pip config list), then run the same again."

COMPILE_CATALOGUES = """
import pathlib, polib
for source in pathlib.Path("linli").rglob("*.po"):
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
"""


def prepare(lock: str) -> None:
    """Bring what Linli is made of up to date: `run` to use it, `dev` to work on it."""
    python(lock)
    frontend()
    catalogues()


def python(lock: str) -> None:
    """Have our Python with the packages of one lock."""
    virtual_environment()
    python_packages(lock)


def virtual_environment() -> None:
    """Have a Python of our own, with uv in it."""
    if not (answers(BIN / "python", "import pip") and made_here()):
        base = base_python()
        with timed("virtual environment"):
            shutil.rmtree(VENV, ignore_errors=True)
            quietly(base, "-m", "venv", VENV)
    installer = ROOT / "requirements" / "setup.txt"
    step(
        "installer",
        fingerprint(installer),
        lambda: quietly(BIN / "pip", "install", "--require-hashes", "-r", installer),
        REACH_INDEX,
        there=(BIN / "uv").exists(),
    )


def made_here() -> bool:
    """Tell whether the environment was made in this place: moved, its programs do not start."""
    return f"{VENV}\n" in (VENV / "pyvenv.cfg").read_text()


def base_python() -> str:
    """Choose the interpreter to build on, and complete Debian's where it comes without venv."""
    offered = dict.fromkeys([sys.executable, "/usr/bin/python3"])
    fitting = [python for python in offered if answers(python, FITS)]
    if not fitting:
        raise Stop(
            f"{sys.executable} is not Python 3.11 to 3.14 with SSL, SQLite and FTS5.",
            "Run this file with such a Python: /path/to/python3 do.py run",
        )
    for python in fitting:
        if answers(python, "import ensurepip, venv"):
            return python
    system_packages("venv")
    return "/usr/bin/python3"


def python_packages(lock: str) -> None:
    """Install one lock; tools for work that are already here stay, the versions are the same."""
    developing = VENV / "stamps" / "developing"
    if lock == "dev":
        developing.touch()
    lock = "dev" if developing.exists() else lock
    wanted = ROOT / "requirements" / f"{lock}.txt"

    step(
        "Python packages",
        fingerprint(wanted),
        lambda: uv("sync", "--require-hashes", wanted),
        REACH_INDEX,
    )
    step(
        "linli command",
        fingerprint(wanted, ROOT / "pyproject.toml"),
        lambda: uv("install", "--no-deps", "--no-build-isolation", "--editable", ROOT),
        "Mend pyproject.toml, then run the same again.",
        there=(BIN / "linli").exists(),
    )


def uv(*words: str | Path) -> None:
    """Have uv do what it does in place of pip, in a tenth of the time."""
    quietly(BIN / "uv", "--quiet", "pip", *words, env=environment(**index_settings()))


def index_settings() -> dict[str, str]:
    """Tell uv the index and the certificates pip is set to, for it reads no pip settings."""
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    found: dict[str, str] = {}
    for line in quietly(BIN / "python", "-m", "pip", "config", "list").splitlines():
        key, _, value = line.partition("=")
        name = names.get(key.rpartition(".")[2])
        if name and name not in os.environ:
            found[name] = ast.literal_eval(value)
    return found


def npm() -> tuple[Path, Path]:
    """Call npm by its script: the copy in the wheel's bin folder does not work."""
    home = node_homes()[0]
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def frontend() -> None:
    """Build the scripts and styles with the Node that came with the Python packages."""
    packages = [FRONTEND / "package.json", FRONTEND / "package-lock.json"]
    step(
        "Node packages",
        fingerprint(*packages),
        lambda: quietly(*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=FRONTEND),
        "See that npm reaches its registry (npm config list), then run the same again.",
        there=(FRONTEND / "node_modules").exists(),
    )
    sources = [p for p in sorted(FRONTEND.iterdir()) if p.name not in {"node_modules", "dist"}]
    step(
        "scripts and styles",
        fingerprint(*sources),
        lambda: quietly(*npm(), "run", "build", cwd=FRONTEND),
        "Mend what Vite names above, then run the same again.",
        there=(FRONTEND / "dist").exists(),
    )


def catalogues() -> None:
    """Compile the translations."""
    sources = sorted((ROOT / "linli").rglob("*.po"))
    step(
        "compiled translations",
        fingerprint(*sources),
        lambda: quietly(BIN / "python", "-c", COMPILE_CATALOGUES),
        "Mend the .po file named above, then run the same again.",
        there=all(source.with_suffix(".mo").exists() for source in sources),
    )


def static_files() -> None:
    """Gather and compress what browsers load."""
    sources = [FRONTEND / "dist", *sorted((ROOT / "linli").glob("*/static"))]
    step(
        "static files",
        fingerprint(*sources, ROOT / "requirements" / "run.txt"),
        lambda: quietly(BIN / "python", "manage.py", "collectstatic", "--no-input"),
        "Mend what is named above, then run the same again.",
        there=(DATA / "static").exists(),
        stamps=DATA / "stamps",
    )


def system_packages(purpose: str) -> None:
    """Have these packages of the system, by apt as root or through sudo."""
    wanted = SYSTEM_PACKAGES[purpose]
    if not shutil.which("dpkg-query"):
        print(f"  This is not a Debian; see that it has what Debian calls: {' '.join(wanted)}")
        return
    # Ubuntu has Chromium as a snap: a program of that name will do.
    missing = [name for name in wanted if not (shutil.which(name) or installed(name))]
    if not missing:
        return
    line = " && ".join(["apt-get update", *map(install_line, missing)])
    root = [] if os.geteuid() == 0 else ["sudo"]
    if root and not (shutil.which("sudo") and sys.stdin.isatty()):
        raise Stop(f"Missing from the system: {' '.join(missing)}", f"As root: {line}")
    env = environment(DEBIAN_FRONTEND="noninteractive")
    with timed(f"system packages {' '.join(missing)}"):
        try:
            quietly(*root, "sh", "-c", line, env=env)
        except Stop as stop:
            raise Stop(str(stop), f"As root: {line}") from None


def install_line(package: str) -> str:
    """Say in shell how a package gets here; a sentence, not a failure, where none is offered."""
    line = f"apt-get install -y --no-install-recommends {package}"
    return f"({line} || echo no {package} here)" if package in OFFERED_BY_SOME else line


def installed(package: str) -> bool:
    """Tell whether Debian's package is installed."""
    try:
        return quietly("dpkg-query", "-W", "-f=${db:Status-Status}", package) == "installed"
    except Stop:
        return False


def database(*, empty: bool) -> bool:
    """Bring the tables up to date and load the demo, each once for this data.

    Return whether the demo is there. Data that was begun empty never gets it.
    """
    stamps = DATA / "stamps"
    begun_empty = stamps / "begun-empty"
    # What others did to a database elsewhere we cannot know: ask it each time.
    there = "DATABASE_URL" not in os.environ and (DATA / "linli.sqlite3").exists()
    migrations = sorted((ROOT / "linli").glob("*/migrations/*.py"))
    step(
        "tables",
        fingerprint(*migrations, ROOT / "requirements" / "run.txt"),
        lambda: quietly(BIN / "linli", "migrate", "--no-input"),
        "The data is as it was; mend what is named above, then run the same again.",
        there=there,
        stamps=stamps,
    )
    if empty and not (stamps / "demo").exists():
        begun_empty.touch()
    if begun_empty.exists():
        return False
    step(
        "demo",
        "loaded",
        lambda: quietly(BIN / "linli", "load-demo", env=environment(LINLI_DEMO="1")),
        f"To begin anew, move {DATA} away and run the same again.",
        there=there,
        stamps=stamps,
    )
    return True
