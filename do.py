#!/usr/bin/env python3
"""Set up, run, test and check Linli. Needs Python 3.11 or newer and a network, nothing else.

    python3 do.py run [--port 8000] [--empty]   open it with the demo, or without
    python3 do.py test [--postgres] [...]       every test; what follows goes to pytest

    python3 do.py check     what must hold before a change is taken in
    python3 do.py fmt       put code and templates into the house form
    python3 do.py rules     the pure rules alone, without Django, in a second
    python3 do.py docs      write again what is generated under docs/
    python3 do.py setup     prepare everything, start nothing
    python3 do.py lock      choose versions anew (--upgrade: the newest that fit)

A step whose sources have not changed since it was last done is skipped.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import time
from pathlib import Path

from tools.checks import CHECKS, passes, size_report, templates
from tools.postgres import throwaway_postgres
from tools.programs import BIN, ROOT, Stop, alone, call, environment, timed
from tools.setup import (
    database,
    prepare,
    python,
    static_files,
    system_packages,
    uv,
    virtual_environment,
)

LAST_PORT = 65_535
MOST_AT_ONCE = 4


def run(words: list[str]) -> int:
    """Open Linli on this machine, with the demo unless told otherwise."""
    asked = argparse.ArgumentParser(prog="do.py run")
    asked.add_argument("--port", type=_port, default=8000, help="where to listen (8000)")
    asked.add_argument("--empty", action="store_true", help="begin without the demo")
    options = asked.parse_args(words)
    refuse_taken_port(options.port)
    with alone():
        prepare("run")
        static_files()
        demo = database(empty=options.empty)
    env = environment(LINLI_DEMO="1" if demo else "0")
    env.setdefault("LINLI_PUBLIC_URL", f"http://localhost:{options.port}")
    serve = [str(BIN / "linli"), "serve", "--port", str(options.port)]
    os.execve(serve[0], serve, env)  # noqa: S606


def _port(text: str) -> int:
    """A port as somebody types it."""
    if text.isdigit() and 1 <= int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port; take one from 1024 to {LAST_PORT}")


def refuse_taken_port(port: int) -> None:
    """Stop before any work if the address is not to be had."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise Stop(
                f"Something already listens on port {port}.",
                f"Take another: python3 do.py run --port {port + 1}",
            )


def setup(words: list[str]) -> int:
    """Prepare everything, start nothing."""
    with alone():
        prepare(words[0] if words else "run")
        static_files()
    return 0


def test(words: list[str]) -> int:
    """Run the tests, on SQLite or on a PostgreSQL that lives as long as they do."""
    on_postgres = "--postgres" in words
    rest = [word for word in words if word != "--postgres"]
    with alone():
        prepare("dev")
        static_files()
        system_packages("test")
        if on_postgres:
            system_packages("postgres")
    own = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    words = [*shared_out(rest), *rest]
    if not on_postgres:
        return call(BIN / "pytest", *words, **own)
    with throwaway_postgres() as (url, _process):
        return call(BIN / "pytest", *words, DATABASE_URL=url, **own)


def shared_out(words: list[str]) -> list[str]:
    """Share all tests among the cores, a file to each; some tests alone run in one process."""
    cores = min(os.cpu_count() or 1, MOST_AT_ONCE)
    if cores == 1 or chosen(words) or any(word.startswith("-n") for word in words):
        return []
    return ["-n", str(cores), "--dist", "loadfile"]


def chosen(words: list[str]) -> bool:
    """Whether some of the words name tests of their own."""
    return any(Path(word.partition("::")[0]).exists() for word in words)


def rules(words: list[str]) -> int:
    """Run the tests of rules with Django unplugged."""
    with alone():
        python("dev")
    pure = [ROOT / "tests" / name for name in ("kernel", "ballots", "evidence")]
    tests = [*filter(Path.exists, pure), *sorted(ROOT.glob("tests/*/test_rules*.py"))]
    # A room's conftest may need Django; the one that all share does not.
    plain = ("-p", "no:django", "--noconftest", "-p", "tests.conftest")
    lenient = ("-o", "strict=false", "-W", "ignore::pytest.PytestConfigWarning")
    return call(
        *(BIN / "python", "-m", "pytest", *plain, *lenient),
        *words,
        *([] if chosen(words) else tests),
    )


def fmt(words: list[str]) -> int:
    """Put code and templates into the house form: these files, or all."""
    with alone():
        python("dev")
    pages = [word for word in words if word.endswith(".html")]
    code = [word for word in words if word not in pages]
    if pages or not words:
        # djade ends with 1 when it has changed something.
        call(BIN / "djade", "--target-version", "5.2", *(pages or templates()))
    if pages and not code:
        return 0
    call(BIN / "ruff", "format", *code)
    return call(BIN / "ruff", "check", "--fix", *code)


def docs(words: list[str]) -> int:
    """Write the generated pages of docs/ again."""
    with alone():
        python("dev")
    return call(BIN / "linli", "write-docs", *words)


def lock(words: list[str]) -> int:
    """Choose versions for requirements/*.in and write them down with their hashes."""
    with alone():
        virtual_environment()
        for name in ("setup", "run", "dev"):
            files = (f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt")
            form = ("--generate-hashes", "--universal", "--python-version", "3.11")
            # Where packages came from is a matter of this machine.
            bare = ("--no-header", "--no-emit-index-url", "--no-emit-find-links")
            with timed(files[-1]):
                uv("compile", *files, *form, *bare, *words)
    return 0


def check(words: list[str]) -> int:
    """Do every check, however many fail, and say which did."""
    with alone():
        prepare("dev")
    started = time.monotonic()
    failed = [name for name, do in CHECKS.items() if not passes(name, do)]
    size_report()
    if failed:
        raise Stop(
            f"Failed: {', '.join(failed)}", "python3 do.py fmt mends form; the rest is above."
        )
    print(f"All checks passed in {time.monotonic() - started:.0f} s.")
    return 0


WORDS = {do.__name__: do for do in (run, test, check, fmt, rules, docs, setup, lock)}


def main() -> int:
    """Do what the first word says; on failure print the one thing to do."""
    # A stop from outside must pass through `finally` like any other end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    word, *rest = sys.argv[1:] or ["help"]
    if word not in WORDS:
        print(__doc__)
        return 0 if word in {"help", "-h", "--help"} else 2
    try:
        code = WORDS[word](rest)
    except Stop as stop:
        print(f"\n{stop}\n", file=sys.stderr)
        if stop.fix:
            print(f"To do: {stop.fix}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        code = 130
    return code


if __name__ == "__main__":
    sys.exit(main())
