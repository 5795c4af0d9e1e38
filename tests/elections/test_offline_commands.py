"""The commands that need no server and no database."""

import json
import stat
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from linli.ballots import archive, ballots, canonical, ceremony, tally
from linli.ballots.archive import Chain
from linli.ballots.credentials import checked, public_of, secret_of
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import election_from, election_text
from linli.ballots.trustees import trustees_from
from tests.ballots.builders import FIVE, STAMP, Stream
from tests.ballots.tampering import TAMPERED, an_election

UUID = "EY6S92bUVobyU4"


def said(*words: str | Path) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "election.bel"
    path.write_bytes(an_election("BELENIOS-2048")[1].written())
    return path


def test_each_check_is_said_in_chinese(file: Path) -> None:
    words = said("verify_election", file)
    assert words.count("✓") == 9
    assert "候选人丁  2" in words
    assert "全部核对无误。" in words


def test_it_speaks_english_if_asked(file: Path) -> None:
    assert "All of it holds." in said("verify_election", file, "--english")


def test_what_does_not_hold_is_said_and_refused(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "altered.bel"
    path.write_bytes(TAMPERED["wrong_result"].make(*an_election("BELENIOS-2048")))
    out = StringIO()
    with pytest.raises(CommandError, match="不要相信"):
        call_command("verify_election", str(path), stdout=out)
    assert "✗ 公布的结果与开出来的合计不一致。" in out.getvalue()


def test_a_tracker_is_looked_for(file: Path) -> None:
    text = an_election("BELENIOS-2048")[1].ballots
    first, last = (ballots.tracker(text[number]) for number in (1, 3))
    assert "算后来那张" in said("verify_election", file, "--tracker", first)
    assert "已计入" in said("verify_election", file, f"--tracker={last}")
    with pytest.raises(CommandError, match="没有选票"):
        said("verify_election", file, "--tracker", "x")


def test_another_archive_than_the_one_announced_is_refused(file: Path) -> None:
    with pytest.raises(CommandError, match="不是公布的那一份"):
        said("verify_election", file, "--head", "0" * 64)


@pytest.mark.parametrize("command", ["verify_election", "verify_evidence"])
def test_no_file_is_said(command: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有文件") as refused:
        said(command, tmp_path / "none\x1b[2K")
    assert refused.value.returncode == 2
    assert "\x1b" not in str(refused.value)


def test_letters_that_steer_a_terminal_stand_as_numbers(tmp_path: Path) -> None:
    ground, pieces = an_election("BELENIOS-2048")
    evil = "张三”\n✓ 全部核对无误。\u001b[8m\u202e"
    election = json.loads(pieces.election) | {"name": evil}
    path = tmp_path / "evil.bel"
    path.write_bytes(replace(pieces, election=canonical.written(election)).written())
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_election", str(path), stdout=out)
    assert "张三”\\u{a}✓ 全部核对无误。\\u{1b}[8m\\u{202e}" in out.getvalue()
    assert not {"\x1b", "\u202e"} & set(out.getvalue())
    assert ground.election.name


def test_workers_that_are_no_number_are_said(file: Path) -> None:
    with pytest.raises(CommandError, match="x is not a number of processors"):
        said("verify_election", file, "--workers", "x")


def test_codes_for_an_impossible_identifier_are_not_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="编号") as refused:
        said("make_credentials", "--election", "short", "--count", "2", "--out", tmp_path)
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_no_trustee_has_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        said("make_trustee_key", "--election", UUID, "--index", "9", "--out", tmp_path)
    assert refused.value.returncode == 2


def test_credentials_are_made_for_the_lines_of_a_roll(tmp_path: Path) -> None:
    lines = [
        {"id": "0192", "number": 1, "name": "示例甲", "door": "1-101", "has": False},
        {"id": "0193", "number": 2, "name": "示例乙", "door": "1-102", "has": True},
    ]
    page = {
        "uuid": UUID,
        "address": "https://linli.invalid/booth/x/",
        "title": "示例选举",
        "lines": lines,
    }
    (tmp_path / "lines.json").write_text(json.dumps(page))
    said("make_credentials", tmp_path / "lines.json", "--form", "json", "--out", tmp_path)
    handed_in = json.loads((tmp_path / "credentials.json").read_text())
    assert [one["line"] for one in handed_in["credentials"]] == ["0192"]
    (slip,) = json.loads((tmp_path / "slips.json").read_text())
    assert slip["line"] == "1 1-101 示例甲"
    assert public_of(UUID, checked(slip["code"])) == handed_in["credentials"][0]["public"]
    assert stat.S_IMODE((tmp_path / "slips.json").stat().st_mode) == 0o600


def test_slips_are_set_for_the_printer(tmp_path: Path) -> None:
    words = ("--election", UUID, "--count", "9", "--address", "https://linli.invalid/booth/x/")
    said("make_credentials", *words, "--out", tmp_path)
    pdf = (tmp_path / "slips.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/Count 3" in pdf or b"/Count 2" in pdf


def test_public_halves_hold_no_secret(tmp_path: Path) -> None:
    slips = credentials(tmp_path, 2)
    handed_in = (tmp_path / "credentials.json").read_text()
    parts = [part for code in slips for part in code.split("-")[:4]]
    assert [part for part in parts if part in handed_in] == []


def credentials(folder: Path, count: int) -> list[str]:
    words = ("--election", UUID, "--count", str(count), "--form", "json", "--out", folder)
    said("make_credentials", *words)
    return [one["code"] for one in json.loads((folder / "slips.json").read_text())]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    words = ("make_trustee_key", "--election", UUID, "--index", "1", "--out", tmp_path)
    said(*words)
    with pytest.raises(CommandError, match="已经存在"):
        said(*words)


@pytest.mark.parametrize("index", ["0", "4"])
def test_a_place_that_is_not_there_makes_no_key(index: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个席位"):
        said("make_trustee_key", "--election", UUID, "--index", index, "--out", tmp_path)


class Desk:
    """What the trustees' page does with the texts that trustees hand in."""

    def __init__(self, folder: Path, mode: str = "secret") -> None:
        self.folder, self.mode = folder, mode
        self.texts: dict[str, list[str | None]] = {
            turn: [None] * 3 for turn in ("cert", "polynomial", "verification")
        }

    def take(self, index: int, turn: str) -> str:
        path = self.folder / f"linli-{UUID[:6]}-{index}.{turn}.json"
        text = str(json.loads(path.read_text())["text"])
        if turn in self.texts:
            self.texts[turn][index - 1] = text
        return text

    def key(self, index: int) -> Path:
        return self.folder / f"linli-{UUID[:6]}-{index}.key.json"

    def state(self, index: int, step: str) -> Path:
        path = self.folder / f"{step}-{index}.state.json"
        state = {
            "election": {"uuid": UUID, "mode": self.mode},
            "index": index,
            "size": 3,
            "threshold": 2,
            "step": step,
            "certs": self.texts["cert"],
            "polynomials": self.texts["polynomial"],
        }
        path.write_text(json.dumps(state))
        return path

    def turn(self, index: int, step: str, *more: str | Path) -> str:
        state = self.state(index, step)
        said("take_trustee_turn", self.key(index), state, "--out", self.folder, *more)
        return self.take(index, "opening" if step == "open" else step)


def a_desk(folder: Path, mode: str = "secret") -> Desk:
    desk = Desk(folder, mode)
    for index in (1, 2, 3):
        said("make_trustee_key", "--election", UUID, "--index", str(index), "--out", folder)
        desk.take(index, "cert")
    for step in ("polynomial", "verification"):
        for index in (1, 2, 3):
            desk.turn(index, step)
    return desk


def trustees_json(desk: Desk) -> str:
    certs, polynomials, keys = ([text or "" for text in texts] for texts in desk.texts.values())
    return ceremony.trustees_text(GROUP, certs, polynomials, keys)


def test_an_election_made_with_offline_commands_alone_holds(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    text = trustees_json(desk)
    trustees = trustees_from(GROUP, text)
    codes = credentials(tmp_path, 2)
    publics = [
        one["public"]
        for one in json.loads((tmp_path / "credentials.json").read_text())["credentials"]
    ]
    election = election_from(
        election_text(
            uuid=UUID,
            name="示例",
            description="",
            group=GROUP,
            public_key=trustees.public_key(GROUP),
            questions=(FIVE,),
        )
    )
    vote = ballots.make_ballot(
        election, secret_of(UUID, checked(codes[0])), [[0, 1, 0, 0, 1]], Stream("offline")
    )
    folded = tally.Tally(election)
    folded.add(ballots.check_ballot(election, vote, publics))
    chain = Chain(STAMP)
    parts = [*chain.begin(election.text, text, archive.credentials_text(publics))]
    parts += [*chain.ballot(vote), *chain.end_ballots()]
    parts += chain.encrypted_tally(*folded.texts())
    path = tmp_path / "election.bel"
    path.write_bytes(b"".join(parts))
    for index in (2, 3):
        parts += chain.partial_decryption(index, desk.turn(index, "open", "--archive", path))
    parts += chain.result('{"result":[[0,1,0,0,1]]}')
    path.write_bytes(b"".join(parts))
    assert "全部核对无误。" in said("verify_election", path)


def test_a_trustee_opens_no_archive_that_does_not_hold(tmp_path: Path, file: Path) -> None:
    desk = a_desk(tmp_path)
    cut = tmp_path / "cut.bel"
    cut.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CommandError, match="断了"):
        desk.turn(1, "open", "--archive", cut)
    with pytest.raises(CommandError, match="另一次选举"):
        desk.turn(1, "open", "--archive", file)


def test_tellers_of_a_signed_vote_hand_in_their_share(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, "signed")
    share = json.loads(desk.turn(2, "open"))["share"]
    assert GROUP.g_power(int(share)) == trustees_from(GROUP, trustees_json(desk)).owners[1]


def test_a_key_of_another_trustee_is_refused(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    state = desk.state(2, "polynomial")
    with pytest.raises(CommandError, match="另一位保管人"):
        said("take_trustee_turn", desk.key(1), state, "--out", tmp_path / "more")
