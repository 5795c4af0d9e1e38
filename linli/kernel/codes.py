"""The unified social credit code that the state gives to organisations (GB 32100)."""

import re

from stdnum.cn import uscc

_CREDIT_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")
_CREDIT_CODE_LENGTH = 18


def credit_code(typed: str) -> str:
    """Read a unified social credit code as people type it: blanks and dashes do not count."""
    return uscc.compact(typed)


def credit_code_fault(code: str) -> str:
    """Name what is wrong with a unified social credit code (GB 32100), or nothing.

    `length` and `sign` mean that it was mistyped. `check` is a warning only: some codes of the
    first years are genuine and fail the check.
    """
    plain = credit_code(code)
    if len(plain) != _CREDIT_CODE_LENGTH:
        return "length"
    if _CREDIT_CODE.fullmatch(plain) is None:
        return "sign"
    return "" if uscc.calc_check_digit(plain) == plain[-1] else "check"
