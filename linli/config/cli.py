"""The `linli` command: Django's commands under Linli's name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; exit code 0 on success, 1 on refusal, 2 on wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    execute_from_command_line(["linli", *sys.argv[1:]])
