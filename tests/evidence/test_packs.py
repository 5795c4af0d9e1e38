"""A pack proves itself: whatever is altered, added, taken out or cut off is named."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from linli.evidence.checks import Check, checks_of
from linli.evidence.journal import Link, entry_digest
from linli.evidence.pack import MANIFEST, PackWriter, canonical
from linli.evidence.reading import BadPack, opened

FIGURES = {
    "candidates": [
        {"number": 1, "online": 5, "paper": 6, "votes": 11},
        {"number": 2, "online": 2, "paper": 7, "votes": 9},
    ]
}
ENTRY = {"id": "0192f0c1-0000-7000-8000-000000000001", "did": "elections.open", "facts": {}}
NOTICE = "示例小区选民名单公告"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def a_result(figures: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": "AbC", "figures": figures, "digest": sha("AbC\n" + canonical(figures))}


def a_roll() -> dict[str, Any]:
    lines = [[1, sha("one")], [2, sha("two")]]
    head = {"header": "linli-roll-1", "kind": "voters", "place": "p", "as_of": "2026-10-01"}
    frozen, now = (
        sha("\n".join(head.values()) + "\n" + "".join(f"{n} {d}\n" for n, d in some))
        for some in (lines[:1], lines)
    )
    return {
        **head,
        "digest": now,
        "digest_at_freeze": frozen,
        "heads": 2,
        "lines": lines,
        "corrections": [{"digest_before": frozen, "digest_after": now}],
    }


def a_journal() -> dict[str, Any]:
    row = {
        "sub_district": "s",
        "seq": 1,
        "sealed_at": "2026-11-24T02:00:00+00:00",
        "reaches": ENTRY["id"],
        "prev_hash": "0" * 64,
        "members": f"{ENTRY['id']} {entry_digest(ENTRY)}\n",
    }
    return {"entries": [{"fields": ENTRY}], "links": [row | {"hash": the_hash_of(row)}]}


def the_hash_of(row: Mapping[str, Any]) -> str:
    return Link(**{**row, "sealed_at": datetime.fromisoformat(row["sealed_at"])}).hash


def a_pack(**changed: Any) -> bytes:
    parts = {
        "roll.json": a_roll(),
        "result.json": a_result(FIGURES),
        "journal.json": a_journal(),
        "notices/01.json": {"hashed": NOTICE, "digest": sha(NOTICE)},
    }
    target = io.BytesIO()
    with PackWriter.to(target, about={"kind": "election", "number": "SL-XJ-2026-0001"}) as pack:
        for name, value in {**parts, **changed}.items():
            pack.add_json(name, value)
        pack.add("AbC.bel", [b"archive ", b"bytes"])
    return target.getvalue()


def repacked(raw: bytes, **files: bytes | None) -> bytes:
    """The pack with files in place of others, or without them; the list stays as it was."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(raw))
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = files.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name in files.keys() - set(source.namelist()):
            target.writestr(name, files[name] or b"")
    return out.getvalue()


def verified(archive: bytes) -> tuple[bool, dict[str, int]]:
    return archive == b"archive bytes", {"ballots": 7, "1": 5, "2": 2}


def found(raw: bytes) -> list[Check]:
    return list(checks_of(io.BytesIO(raw), archive_check=verified))


def faults(raw: bytes) -> list[str]:
    return [check.sentence for check in found(raw) if not check.holds]


def test_an_untouched_pack_holds_in_every_check():
    assert faults(a_pack()) == []
    assert len(found(a_pack())) == 13


def test_the_same_content_makes_the_same_bytes():
    assert a_pack() == a_pack()


def test_an_altered_file_is_named():
    raw = repacked(a_pack(), **{"notices/01.json": b'{"hashed":"x","digest":"y"}'})
    assert any("notices/01.json" in fault for fault in faults(raw))


def test_a_file_that_is_gone_is_named():
    raw = repacked(a_pack(), **{"roll.json": None})
    assert faults(raw) == ["The list names each file once and nothing else is there. roll.json"]


def test_a_file_too_many_is_named():
    raw = repacked(a_pack(), **{"more.json": b"{}"})
    assert faults(raw) == ["The list names each file once and nothing else is there. more.json"]


def test_a_pack_that_broke_off_is_refused():
    raw = a_pack()
    assert faults(raw[: len(raw) // 2]) == ["The file is not an evidence pack, or is damaged."]


def test_a_pack_without_a_list_is_refused():
    raw = repacked(a_pack(), **{MANIFEST: None})
    assert faults(raw) == ["The file has no list of contents: it broke off, or is no pack."]


@pytest.mark.parametrize("name", ["../evil", "/evil", "a\\b"])
def test_a_name_that_leads_out_of_the_pack_is_refused(name: str):
    raw = repacked(a_pack(), **{name: b"x"})
    assert faults(raw) == [f"{name} is no file that belongs into a pack."]


def test_a_pack_of_a_later_version_says_so():
    raw = repacked(
        a_pack(), **{MANIFEST: canonical({"version": 2, "about": {}, "files": []}).encode()}
    )
    assert faults(raw) == ["The pack is of version 2; this verifier knows 1."]


def test_a_result_that_does_not_add_up_is_named():
    wrong = {"candidates": [{"number": 1, "online": 5, "paper": 6, "votes": 12}]}
    raw = a_pack(**{"result.json": a_result(wrong)})
    assert "Online and paper votes add up to each total of the result." in faults(raw)


def test_a_result_with_another_hash_than_announced_is_named():
    raw = a_pack(**{"result.json": a_result(FIGURES) | {"digest": "0" * 64}})
    assert faults(raw) == ["The result has the hash that it was announced with."]


def test_online_votes_that_the_archive_does_not_hold_are_named():
    wrong = {"candidates": [{"number": 1, "online": 6, "paper": 6, "votes": 12}]}
    raw = a_pack(**{"result.json": a_result(wrong)})
    assert faults(raw) == ["Its counts are the online votes of the result."]


def test_an_archive_that_does_not_verify_is_named():
    raw = a_pack()
    listed = json.loads(zipfile.ZipFile(io.BytesIO(raw)).read(MANIFEST))
    for file in listed["files"]:
        if file["name"] == "AbC.bel":
            file |= {"sha256": sha("other"), "bytes": 5}
    raw = repacked(raw, **{MANIFEST: canonical(listed).encode(), "AbC.bel": b"other"})
    assert faults(raw) == ["The ballot archive AbC.bel verifies: 7 ballots."]


def test_a_journal_entry_that_was_altered_is_named():
    journal = a_journal()
    journal["entries"][0]["fields"] = ENTRY | {"did": "elections.cancel"}
    assert any(ENTRY["id"] in fault for fault in faults(a_pack(**{"journal.json": journal})))


def test_a_link_that_was_altered_is_named():
    journal = a_journal()
    journal["links"][0]["seq"] = 2
    assert "Each of 1 links of the journal has its hash." in faults(
        a_pack(**{"journal.json": journal})
    )


def test_a_roll_whose_lines_do_not_make_its_hash_is_named():
    roll = a_roll() | {"lines": [[1, sha("one")]]}
    assert faults(a_pack(**{"roll.json": roll})) == ["The roll's hash covers its 2 heads."]


def test_a_correction_that_leads_from_another_roll_is_named():
    roll = a_roll() | {"digest_at_freeze": sha("other")}
    assert faults(a_pack(**{"roll.json": roll})) == [
        "The 1 corrections lead from the frozen roll to this one."
    ]


def test_plain_data_of_another_form_is_a_sentence_and_no_traceback():
    assert len(faults(a_pack(**{"roll.json": []}))) == 1
    assert len(faults(a_pack(**{"result.json": {"figures": 3}}))) == 1


def test_no_altered_byte_escapes_as_another_error_or_changes_what_is_read() -> None:
    whole, read = a_pack(), {}
    sound = opened(io.BytesIO(whole))
    read = {name: sound.sha256(name) for name in sound.names()}
    for at in range(len(whole)):
        for bit in (1, 128):
            altered = bytearray(whole)
            altered[at] ^= bit
            try:
                pack = opened(io.BytesIO(bytes(altered)))
                seen = {name: pack.sha256(name) for name in pack.names()}
            except BadPack:
                continue
            assert seen == read, f"byte {at} changed what is read"
