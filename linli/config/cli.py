"""The `linli` command: Django's commands under Linli's name, with plain answers."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import BaseCommand, get_commands, load_command_class
from django.core.management.base import CommandError, SystemCheckError
from django.db import connections

from linli.kernel.errors import Refused

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
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
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run the command that the words name and answer its exit code."""
    django.setup()
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
        command.execute(*arguments, **options)
    except (Refused, CommandError) as refusal:
        if options.get("traceback"):
            raise
        return _refuse(refusal)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        connections.close_all()
    return DONE


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
