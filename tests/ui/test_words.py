"""Words that pages make of values."""

from __future__ import annotations

from linli.ui.words import readable_address


def test_an_address_is_written_as_one_types_it() -> None:
    encoded = "https://linli.example/notices/%E5%8D%97%E7%8E%AF-GS-2026-0001/1/"
    assert readable_address(encoded) == "linli.example/notices/南环-GS-2026-0001/1/"
