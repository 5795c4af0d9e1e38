"""`python -m linli.ballots FILE.bel`: the verifier alone, for whoever has no Linli.

It wants Python 3.11, gmpy2 and the folder linli/ballots, and speaks English.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

from linli.ballots.verify import Check, verify
from linli.ballots.visible import visible


def main(words: list[str]) -> int:
    """Verify one file; 0 if all of it holds, 1 if not, 2 if used wrongly."""
    if len(words) != 1 or not Path(words[0]).is_file():
        sys.stderr.write("usage: python -m linli.ballots FILE.bel\n")
        return 2
    report = verify(Path(words[0]), workers=multiprocessing.cpu_count())
    lines = [
        f"{'ok' if check.holds else 'WRONG'}: {visible(_said(check))}" for check in report.checks
    ]
    sys.stdout.write("\n".join([*lines, f"head: {report.head}", ""]))
    return 0 if report.holds else 1


def _said(check: Check) -> str:
    if check.fault is None:
        return check.sentence % check.facts if check.facts else check.sentence
    return f"ballot {check.tracker}: {check.fault}" if check.tracker else str(check.fault)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
