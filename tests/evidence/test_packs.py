"""A pack proves itself: whatever is altered, added, taken out or cut off is named."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tracemalloc
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from linli.evidence.checks import Archive, Check, checks_of
from linli.evidence.journal import Link, entry_digest, lines_digest
from linli.evidence.pack import MANIFEST, PackWriter, canonical
from linli.evidence.reading import BadPack, opened

UUID = "EY6S92bUVobyU4"
ON = "0192f0c1-0000-7000-8000-00000000000a"
DOCUMENT = base64.b64encode(hashlib.sha256(b"wording").digest()).decode().rstrip("=")
HEAD = "5" * 64
FIGURES = {
    "candidates": [
        {"number": 1, "online": 5, "paper": 6, "votes": 11},
        {"number": 2, "online": 2, "paper": 7, "votes": 9},
    ],
    "channels": {"online": {"ballots": 5}, "paper": {"ballots": 8}},
    "took_part": 13,
}
NOTICE = "示例小区选民名单公告"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def a_result(figures: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": UUID, "figures": figures, "digest": sha(UUID + "\n" + canonical(figures))}


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


def an_act(number: int, did: str, **facts: Any) -> dict[str, Any]:
    key = f"0192f0c1-0000-7000-8000-{number:012d}"
    return {"id": key, "did": did, "on_id": ON, "facts": facts}


def acts_of(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    document = hashlib.sha256(b"wording").hexdigest()
    return [
        an_act(1, "elections.set_up_box", document=document),
        an_act(2, "elections.post_notice", digest=sha(NOTICE)),
        an_act(3, "elections.show_sum", head=HEAD),
        an_act(4, "elections.announce_result", digest=result["digest"]),
    ]


def a_link(seq: int, acts: list[dict[str, Any]], prev: str) -> dict[str, Any]:
    row = {
        "sub_district": "s",
        "seq": seq,
        "sealed_at": "2026-11-24T02:00:00+00:00",
        "reaches": acts[-1]["id"],
        "prev_hash": prev,
        "members": "".join(f"{act['id']} {entry_digest(act)}\n" for act in acts),
    }
    return row | {"hash": the_hash_of(row)}


def the_hash_of(row: Mapping[str, Any]) -> str:
    known = {key: value for key, value in row.items() if key != "hash"}
    return Link(**{**known, "sealed_at": datetime.fromisoformat(row["sealed_at"])}).hash


def a_journal(acts: list[dict[str, Any]], digests: Mapping[str, Any], did: str) -> dict[str, Any]:
    untimed = {"elections.cast": 7}
    before = lines_digest((act["id"], entry_digest(act)) for act in acts)
    first = a_link(1, acts, "0" * 64)
    links = lines_digest([(str(first["seq"]), first["hash"])])
    made = an_act(9, did, **digests, entries=before, links=links, untimed=untimed)
    return {
        "entries": [{"fields": act} for act in [*acts, made]],
        "untimed": untimed,
        "links": [first, a_link(2, [made], first["hash"])],
    }


ABOUT = {
    "kind": "election",
    "number": "SL-XJ-2026-0001",
    "uuid": UUID,
    "mode": "secret",
}


def parts_of(mode: str) -> dict[str, Any]:
    paper = {"votes": {"1": 6, "2": 7}}
    result = a_result(FIGURES)
    parts = {
        "election.json": {"hash": DOCUMENT},
        "calendar.json": [],
        "paper.json": [{"entries": [{"round": 1, "figures": paper}] * 2}],
        "roll.json": a_roll(),
        "result.json": result,
        "notices/01.json": {"hashed": NOTICE, "digest": sha(NOTICE)},
    }
    if mode == "signed":
        parts["commitments.json"] = {
            "election": UUID,
            "hash": DOCUMENT,
            "ballots": 7,
            "head": "",
            "online": sorted(sha(f"online {turn}") for turn in range(5)),
            "paper": sorted(sha(f"paper {turn}") for turn in range(8)),
            "result": {"figures": result["figures"], "digest": result["digest"]},
        }
    return parts


def a_pack(
    mode: str = "secret",
    about: Mapping[str, Any] = ABOUT,
    did: str = "elections.make_evidence",
    acts: list[dict[str, Any]] | None = None,
    **changed: Any,
) -> bytes:
    """A pack, made anew as a whole by its forger where parts are changed."""
    target = io.BytesIO()
    parts = {**parts_of(mode), **changed}
    with PackWriter.to(target, about={**about, "mode": mode}) as pack:
        for name, value in parts.items():
            if value is not None:
                pack.add_json(name, value)
        if mode == "secret":
            pack.add(f"{UUID}.bel", [b"archive ", b"bytes"])
        told = acts_of(a_result(FIGURES)) if acts is None else acts
        pack.add_json("journal.json", a_journal(told, pack.digests, did))
    return target.getvalue()


def rewritten(raw: bytes, about: Mapping[str, Any] | None = None, **parts: Any) -> bytes:
    """The pack with parts changed, added or taken out, and its list made anew to fit."""
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(raw))
    listed = json.loads(source.read(MANIFEST))
    names = [name for name in source.namelist() if name != MANIFEST]
    with PackWriter.to(out, about=listed["about"] if about is None else about) as pack:
        for name in dict.fromkeys([*names, *parts]):
            value = parts.get(name, ...)
            if value is ...:
                pack.add(name, [source.read(name)])
            elif value is not None:
                pack.add(name, [value if isinstance(value, bytes) else canonical(value).encode()])
    return out.getvalue()


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


def verified(chunks: Iterable[bytes]) -> Archive:
    return Archive(
        holds=b"".join(chunks) == b"archive bytes",
        uuid=UUID,
        fingerprint=DOCUMENT,
        head=HEAD,
        ballots=7,
        counted=5,
        counts={1: 5, 2: 2},
    )


def found(raw: bytes, head: str = "") -> list[Check]:
    return list(checks_of(io.BytesIO(raw), archive_check=verified, head=head))


def faults(raw: bytes) -> list[str]:
    return [check.sentence for check in found(raw) if not check.holds]


PARTS = "Each of {} parts is the one that this act sealed, none lacks or was added. {}"


@pytest.mark.parametrize("mode", ["secret", "signed"])
def test_an_untouched_pack_holds_in_every_check(mode: str):
    assert faults(a_pack(mode)) == []
    assert len(found(a_pack(mode))) > 20


@pytest.mark.parametrize("name", ["election.json", "calendar.json", "roll.json", "notices/01.json"])
@pytest.mark.parametrize("mode", ["secret", "signed"])
def test_a_part_rewritten_with_the_list_is_named_by_the_sealed_act(mode: str, name: str):
    raw = rewritten(a_pack(mode), **{name: {**dict.fromkeys(parts_of(mode)[name]), "more": 1}})
    assert PARTS.format(7, name) in faults(raw)


def test_a_part_taken_out_or_added_with_the_list_is_named():
    whole = a_pack()
    assert PARTS.format(6, "notices/01.json") in faults(
        rewritten(whole, **{"notices/01.json": None})
    )
    assert PARTS.format(8, "more.json") in faults(rewritten(whole, **{"more.json": {}}))


@pytest.mark.parametrize(
    "changed", [{"number": "x"}, {"uuid": "x"}, {"mode": "open"}, {"title": "another"}]
)
def test_what_a_pack_says_of_itself_is_sealed_too(changed: dict[str, str]):
    sentence = "What the pack says of itself is what that act sealed."
    assert sentence in faults(rewritten(a_pack(), about={**ABOUT, **changed}))


def test_a_pack_without_the_act_that_seals_it_does_not_hold():
    sentence = "The last act of the journal on it is the one that sealed this pack."
    assert sentence in faults(a_pack(did="elections.do_step"))
    assert sentence in faults(a_pack(did="decisions.make_evidence"))


@pytest.mark.parametrize("kind", ["", "strange", None])
def test_a_pack_of_an_unknown_kind_does_not_hold(kind: str | None):
    about = {key: value for key, value in ABOUT.items() if key != "kind"}
    raw = a_pack(about=about | ({} if kind is None else {"kind": kind}))
    assert faults(raw) == ["This verifier knows packs of elections and of decisions."]


@pytest.mark.parametrize("kind", ["election", "decision"])
def test_a_pack_without_parts_does_not_hold(kind: str):
    target = io.BytesIO()
    with PackWriter.to(target, about={"kind": kind}):
        pass
    assert "The pack holds parts." in faults(target.getvalue())


@pytest.mark.parametrize("name", ["result.json", "election.json", "roll.json", "paper.json"])
def test_a_forger_s_whole_pack_that_lacks_a_part_does_not_hold(name: str):
    assert faults(a_pack(**{name: None})) != []


def test_a_journal_made_anew_shows_at_the_announced_head():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    announced = journal["links"][-1]["hash"]
    assert [one for one in found(a_pack(), announced) if not one.holds] == []
    wrong = {"number": "SL-XJ-2026-0002"}
    forged = a_pack(about={**ABOUT, **wrong})
    assert faults(forged) == []
    (fault,) = [one.sentence for one in found(forged, announced) if not one.holds]
    assert fault.startswith("The last link is the head that was announced: ")


def test_links_after_the_one_that_covers_the_pack_are_not_taken_for_its_head():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    later = a_link(3, [an_act(11, "cases.open")], journal["links"][-1]["hash"])
    journal["links"].append(later)
    raw = rewritten(a_pack(), **{"journal.json": journal})
    assert any(not one.holds for one in found(raw, later["hash"]))


def test_an_act_that_was_taken_out_is_missed_by_the_act_that_sealed():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    del journal["entries"][2]
    assert faults(rewritten(a_pack(), **{"journal.json": journal})) != []


def test_a_link_that_was_taken_out_is_missed_by_the_act_that_sealed():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    head = journal["links"][-1]["hash"]
    del journal["links"][0]
    raw = rewritten(a_pack(), **{"journal.json": journal})
    assert any(not one.holds for one in found(raw, head))


def test_a_number_of_casts_that_was_altered_is_missed_too():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    journal["untimed"] = {"elections.cast": 9}
    assert faults(rewritten(a_pack(), **{"journal.json": journal})) != []


@pytest.mark.parametrize(
    "changed",
    [
        {"uuid": "EY6S92bUVobyU5"},
        {"fingerprint": "x"},
        {"head": "6" * 64},
        {"ballots": 8},
        {"counted": 4},
        {"counts": {1: 5, 2: 3}},
    ],
)
def test_an_archive_of_another_election_does_not_fit(changed: dict[str, Any]):
    own = verified([b"archive bytes"])
    checks = checks_of(io.BytesIO(a_pack()), archive_check=lambda _chunks: replace(own, **changed))
    assert len([one for one in checks if not one.holds]) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"online": []},
        {"online": [sha("x")] * 5},
        {"online": ["x", "y", "z", "zz", "zzz"]},
        {"ballots": 8},
        {"paper": []},
        {"hash": "x"},
        {"election": "x"},
        {"result": {"figures": {}, "digest": ""}},
    ],
)
def test_a_list_of_commitments_that_does_not_fit_is_named(changed: dict[str, Any]):
    listed = parts_of("signed")["commitments.json"]
    assert faults(a_pack("signed", **{"commitments.json": {**listed, **changed}})) != []


@pytest.mark.parametrize("raw", [b"x" + a_pack(), a_pack() + b"x", a_pack() + a_pack()])
def test_bytes_around_the_pack_are_refused(raw: bytes):
    assert faults(raw) == [
        "There are bytes before or after the pack that do not belong to it."
    ] or faults(raw) == ["The file is not an evidence pack, or is damaged."]


def test_a_part_too_large_to_be_read_is_refused_before_it_takes_memory():
    bomb = b"[" + b"[]," * 1_500_000 + b"[]]"
    raw = rewritten(a_pack(), **{"paper.json": bomb})
    tracemalloc.start()
    said = faults(raw)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "paper.json is larger than any that belongs into a pack." in said
    assert most < 60_000_000


def test_a_list_of_contents_too_large_is_refused():
    raw = repacked(a_pack(), **{MANIFEST: b"[" + b"{}," * 1_500_000 + b"{}]"})
    assert faults(raw) == ["manifest.json is larger than any that belongs into a pack."]


def test_the_same_content_makes_the_same_bytes():
    assert a_pack() == a_pack()


def test_an_altered_file_is_named():
    raw = repacked(a_pack(), **{"notices/01.json": b'{"hashed":"x","digest":"y"}'})
    assert any("notices/01.json" in fault for fault in faults(raw))


def test_a_file_that_is_gone_is_named():
    raw = repacked(a_pack(), **{"roll.json": None})
    assert "The list names each file once and nothing else is there. roll.json" in faults(raw)


def test_a_file_too_many_is_named():
    raw = repacked(a_pack(), **{"more.json": b"{}"})
    assert "The list names each file once and nothing else is there. more.json" in faults(raw)


def test_a_pack_that_broke_off_is_refused():
    raw = a_pack()
    assert faults(raw[: len(raw) // 2]) == ["The file is not an evidence pack, or is damaged."]


def test_a_pack_with_two_lists_is_refused():
    raw = io.BytesIO(a_pack())
    with warnings.catch_warnings(), zipfile.ZipFile(raw, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(MANIFEST, b"{}")
    assert faults(raw.getvalue()) == [f"{MANIFEST} is in the file twice."]


def test_a_field_of_the_zip_that_says_more_is_told():
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_pack())) as old, zipfile.ZipFile(raw, "w") as new:
        for entry in old.infolist():
            entry_new = zipfile.ZipInfo(entry.filename, entry.date_time)
            entry_new.compress_type = entry.compress_type
            entry_new.extra = b"\xfe\xca\x06\x00hidden" if entry.filename == "roll.json" else b""
            new.writestr(entry_new, old.read(entry))
    assert faults(raw.getvalue()) == ["roll.json holds bytes that do not belong to it."]


def test_a_pack_without_a_list_is_refused():
    raw = repacked(a_pack(), **{MANIFEST: None})
    assert faults(raw) == [
        "The file has no list of contents, manifest.json: it broke off, or is no pack."
    ]


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
    assert "The result has the hash that it was announced with." in faults(raw)


def test_online_votes_that_the_archive_does_not_hold_are_named():
    wrong = {"candidates": [{"number": 1, "online": 6, "paper": 6, "votes": 12}]}
    raw = a_pack(**{"result.json": a_result(wrong)})
    assert "Its counts are the online votes of the result." in faults(raw)


def test_an_archive_that_does_not_verify_is_named():
    raw = rewritten(a_pack(), **{f"{UUID}.bel": b"other"})
    assert f"The ballot archive {UUID}.bel verifies: 0 ballots." in [
        one.sentence
        for one in checks_of(io.BytesIO(raw), archive_check=lambda _chunks: Archive(holds=False))
        if not one.holds
    ]


def test_a_journal_entry_that_was_altered_is_named():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    key = journal["entries"][0]["fields"]["id"]
    journal["entries"][0]["fields"]["did"] = "elections.cancel"
    raw = rewritten(a_pack(), **{"journal.json": journal})
    assert any(key in fault for fault in faults(raw))


def test_a_link_that_was_altered_is_named():
    journal = json.loads(zipfile.ZipFile(io.BytesIO(a_pack())).read("journal.json"))
    journal["links"][0]["sub_district"] = "t"
    raw = rewritten(a_pack(), **{"journal.json": journal})
    assert "Each of 2 links of the journal has its hash." in faults(raw)


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


@pytest.mark.parametrize("more", [b" }", b',"note":"x"}'])
def test_a_list_of_contents_that_says_more_or_is_spaced_otherwise_is_named(more: bytes) -> None:
    raw = a_pack()
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        listed = pack.read(MANIFEST)
    assert faults(repacked(raw, **{MANIFEST: listed[:-1] + more})) == [
        f"The list of contents, {MANIFEST}, is written as it was made and says nothing besides."
    ]


def the_journal(raw: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        found: dict[str, Any] = json.loads(pack.read("journal.json"))
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda journal: journal["links"].clear(),
        lambda journal: journal["links"][0].update(seq=1e400),
        lambda journal: journal["links"][0].update(sealed_at="0001-01-01T00:00:00+14:00"),
        lambda journal: journal["entries"][0].update(beside=1),
        lambda journal: journal.update(beside=1),
        lambda journal: journal["links"].insert(0, a_link(1, [an_act(7, "x")], "0" * 64)),
    ],
    ids=["no links", "endless", "before time", "key of a row", "key", "link of other acts"],
)
def test_a_journal_of_another_form_is_named_and_no_traceback(change: Any) -> None:
    raw = a_pack()
    journal = the_journal(raw)
    change(journal)
    text = json.dumps(journal, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    altered = rewritten(raw, **{"journal.json": text.encode()})
    assert faults(altered)
    assert any(not one.holds for one in found(altered, HEAD))


def test_a_key_twice_in_the_journal_is_named() -> None:
    raw = a_pack()
    text = json.dumps(the_journal(raw), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert faults(rewritten(raw, **{"journal.json": ('{"entries":[],' + text[1:]).encode()}))
