"""The `linli` command: Django's commands under Linli's name, with plain answers."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, get_commands, load_command_class
from django.core.management.base import CommandError, SystemCheckError
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from linli.kernel.errors import Refused

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
_OFFLINE = {
    "make_credentials",
    "make_trustee_key",
    "recount_pack",
    "take_trustee_turn",
    "verify_election",
    "verify_evidence",
}
_NEED_NO_TABLES = {
    "bench",
    "check_config",
    "rehearse_decision",
    "rehearse_election",
    "serve",
    "write_docs",
} | _OFFLINE
"""Commands that bring a database of their own, look at none, or say themselves what it lacks."""
_HEAD = """\
Linli: the working platform of a sub-district office.

    linli COMMAND [OPTIONS]      linli COMMAND --help says what a command takes

"""
_FOOT = """
Django's own commands (migrate, shell and others) work too.
Exit codes: 0 done, 1 refused with the reason on stderr, 2 used wrongly.\
"""


def main() -> None:
    """Run one command; exit code 0 on success, 1 on refusal, 2 on wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Chinese gets signs in its stead, and no traceback.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along went away, as `head` does; nothing is said to nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = REFUSED
    sys.exit(code)


def run(words: list[str]) -> int:
    """Run the command that the words name and answer its exit code."""
    try:
        django.setup()
    except (OSError, ValueError, ImproperlyConfigured) as error:
        return _unset(error)
    if not words or words[0] in {"help", "-h", "--help"}:
        if len(words) < 2:  # noqa: PLR2004
            print(_help())
            return DONE
        words = [words[1], "--help"]
    name = words[0].replace("-", "_")
    app = get_commands().get(name)
    if app is None:
        print(f"There is no command {words[0]}. `linli --help` lists them.", file=sys.stderr)
        return WRONG_USE
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    return _answer(command, words[0], words[1:])


def our_commands() -> dict[str, str]:
    """The commands of Linli's own rooms by name, each with the one line that it is."""
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("linli.")}
    return {name.replace("_", "-"): _line(str(app), name) for name, app in sorted(ours.items())}


def _line(app: str, name: str) -> str:
    try:
        return load_command_class(app, name).help.strip().splitlines()[0]
    except ImportError as error:
        # One broken room must not keep the list of the others from whoever looks for help.
        return f"cannot be loaded: {error}"


def _help() -> str:
    commands = our_commands()
    wide = max(map(len, commands), default=0)
    lines = [f"    {name:{wide}}  {line}" for name, line in commands.items()]
    return _HEAD + "\n".join(lines) + "\n" + _FOOT


def _answer(command: BaseCommand, name: str, words: list[str]) -> int:
    """Run a command; what it refuses is a sentence on stderr, never a traceback."""
    parser = command.create_parser("linli", name)
    # Wrong words then end with code 2 and the usage, in place of an exception.
    parser.called_from_command_line = True
    options = vars(parser.parse_args(words))
    arguments = options.pop("args", ())
    try:
        if _needs_tables(command, options):
            _require_tables()
        command.execute(*arguments, **options)
    except (Refused, CommandError) as refusal:
        if options.get("traceback"):
            raise
        return _refuse(refusal)
    except (OperationalError, ImproperlyConfigured):
        if options.get("traceback"):
            raise
        print(_no_answer(), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        connections.close_all()
    return DONE


def _needs_tables(command: BaseCommand, options: dict[str, Any]) -> bool:
    module = type(command).__module__
    name = module.rpartition(".")[2]
    # A template is written before there is anything else.
    return (
        module.startswith("linli.") and name not in _NEED_NO_TABLES and not options.get("template")
    )


def _require_tables() -> None:
    if not MigrationRecorder(connection).has_table():
        raise CommandError("There are no tables yet. Run: linli migrate")


def _no_answer() -> str:
    """Name the setting to look at, and never what it holds: that may be a password."""
    if os.environ.get("DATABASE_URL"):
        return "The database does not answer. Is it running, and is DATABASE_URL right?"
    return "The database file cannot be used. Look at the folder that LINLI_DATA names."


def _unset(error: Exception) -> int:
    """Say which setting keeps Linli from starting; the error's own words may hold a password."""
    if isinstance(error, OSError):
        sentence = "The data folder cannot be used. LINLI_DATA must name a folder to write in."
    elif isinstance(error, ImproperlyConfigured):
        sentence = f"A setting is wrong: {error}"
    else:
        sentence = "DATABASE_URL cannot be read. It looks like postgresql://USER:PASSWORD@HOST/NAME"
    print(sentence, file=sys.stderr)
    return REFUSED


def _refuse(refusal: Refused | CommandError) -> int:
    print(_sentence(refusal), file=sys.stderr)
    return getattr(refusal, "returncode", REFUSED)


def _sentence(refusal: Refused | CommandError) -> str:
    if isinstance(refusal, SystemCheckError):
        return str(refusal)
    source = getattr(refusal, "source", "")
    return f"{refusal} ({source})" if source else str(refusal)


if __name__ == "__main__":
    main()
