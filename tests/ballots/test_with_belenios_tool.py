"""The same elections under a verifier that we did not write: belenios-tool 2.0."""

import hashlib
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from linli.ballots.archive import read_archive, setup_of
from linli.ballots.ballots import make_ballot
from linli.ballots.questions import election_from
from linli.ballots.verify import verify
from tests.ballots.builders import Ground, Pieces, Stream
from tests.ballots.tampering import TAMPERED, Tampered, an_election

VERSION = "2.0"
QUESTIONS = [
    {
        "answers": ["候选人甲", "候选人乙", "候选人丙", "候选人丁", "候选人戊"],
        "min": 0,
        "max": 3,
        "question": "最多选三位",
    },
    {"answers": ["赞成", "反对"], "blank": True, "min": 1, "max": 1, "question": "可以弃权"},
]
VOTES = [[[1, 0, 0, 1, 0], [0, 1, 0]], [[0, 1, 1, 0, 1], [1, 0, 0]], [[0] * 5, [0, 0, 1]]]
COUNTS = [[1, 1, 1, 1, 1], [1, 1, 1]]


class Tool:
    """belenios-tool in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def tried(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            ["belenios-tool", *words],  # noqa: S607
            cwd=self.folder,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "BELENIOS_USE_URANDOM": "1"},
        )

    def __call__(self, *words: str, given: str = "") -> str:
        done = self.tried(*words, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add(self, type_: str, given: str = "") -> None:
        self("archive", "add-event", f"--type={type_}", given=given)

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text)
        return name

    def accepts(self) -> bool:
        return self.tried("election", "verify", "--dir", ".").returncode == 0


def is_debian_12() -> bool:
    try:
        about = platform.freedesktop_os_release()
    except OSError:
        return False
    return (about["ID"], about.get("VERSION_ID")) == ("debian", "12")


def version() -> str:
    if shutil.which("belenios-tool") is None:
        return ""
    words = ["belenios-tool", "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.split()[0]


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    found = version()
    if found != VERSION:
        pytest.skip(
            f"wants belenios-tool {VERSION}, which Debian 12 has; here is {found or 'none'}"
        )
    return Tool(tmp_path)


@pytest.fixture(scope="module")
def made() -> tuple[Ground, Pieces]:
    return an_election()


def test_debian_12_has_the_version_that_we_know() -> None:
    if not is_debian_12():
        pytest.skip("asks for the version on Debian 12 alone, where CI runs")
    assert version() == VERSION, "python3 do.py test installs belenios-tool"


def test_the_tool_accepts_an_election_made_by_us_alone(
    made: tuple[Ground, Pieces], tool: Tool
) -> None:
    (tool.folder / f"{made[0].election.uuid}.bel").write_bytes(made[1].written())
    assert tool.accepts()


@pytest.mark.parametrize("tampered", TAMPERED.values(), ids=TAMPERED)
def test_the_tool_refuses_what_it_can_see(
    tampered: Tampered, made: tuple[Ground, Pieces], tool: Tool
) -> None:
    (tool.folder / f"{made[0].election.uuid}.bel").write_bytes(tampered.make(*made))
    assert tool.accepts() is not tampered.tool_sees


def test_we_accept_an_election_made_by_the_tool_alone(tool: Tool) -> None:
    for _ in range(2):
        tool("setup", "generate-trustee-key", "--group", "BELENIOS-2048")
    names = sorted(tool.folder.glob("*.privkey"))
    publics = [name.with_suffix(".pubkey").read_text() for name in names]
    tool.write("public_keys.jsons", "".join(publics))
    _voted(tool)
    for owner, name in enumerate(names, start=1):
        words = ("election", "decrypt", "--privkey", name.name, "--trustee-id", str(owner))
        tool.add("PartialDecryption", tool(*words))
    _accepted(tool)


def test_we_accept_the_tool_s_two_of_three(tool: Tool) -> None:
    names = _threshold(tool)
    _voted(tool)
    for owner, name in [(1, names[0]), (3, names[2])]:
        key = tool.folder / f"{name}.key"
        words = ("--key", key.name, "--decryption-key", f"{name}.dkey")
        given = tool("election", "decrypt-threshold", *words, "--trustee-id", str(owner))
        tool.add("PartialDecryption", given)
    _accepted(tool)


def test_our_ballots_count_in_an_election_of_the_tool(tool: Tool) -> None:
    tool("setup", "generate-trustee-key", "--group", "BELENIOS-2048")
    (key,) = tool.folder.glob("*.privkey")
    tool.write("public_keys.jsons", key.with_suffix(".pubkey").read_text())
    _set_up(tool)
    (archive,) = tool.folder.glob("*.bel")
    election = election_from(setup_of(next(read_archive(archive))).election)
    for credential, vote in zip(_privates(tool), VOTES, strict=True):
        secret = _derived(election.uuid, credential, int(election.group.q))
        tool.add("Ballot", make_ballot(election, secret, vote, Stream(credential)))
    _closed(tool)
    words = ("election", "decrypt", "--privkey", key.name, "--trustee-id", "1")
    tool.add("PartialDecryption", tool(*words))
    _accepted(tool)


def _derived(uuid: str, credential: str, q: int) -> int:
    """Grow a key as the tool does in version 2.0; ours grow as in later versions."""
    grown = hashlib.pbkdf2_hmac("sha256", credential.encode(), uuid.encode(), 1000, 32)
    return int.from_bytes(grown, "big") % q


def _threshold(tool: Tool) -> list[str]:
    """Let three trustees of the tool make a key; their names, in its order."""
    words = ("setup", "generate-trustee-key-threshold", "--group", "BELENIOS-2048")
    for _ in range(3):
        tool(*words, "--step", "1")
    names = sorted(path.stem for path in tool.folder.glob("*.key"))
    certs = ("--certs", tool.write("certs.jsons", _joined(tool, names, "cert")))
    tool(*words, *certs, "--step", "2")
    made = [
        tool(*words, *certs, "--key", f"{name}.key", "--step", "3", "--threshold", "2")
        for name in names
    ]
    polynomials = ("--polynomials", tool.write("polynomials.jsons", "".join(made)))
    tool(*words, *certs, "--step", "4", *polynomials)
    outputs = ""
    for name in names:
        given = (tool.folder / f"{name}.vinput").read_text()
        outputs += tool(*words, *certs, "--key", f"{name}.key", "--step", "5", given=given)
    tool.write("threshold.json", tool(*words, *certs, "--step", "6", *polynomials, given=outputs))
    tool.write("public_keys.jsons", "")
    return names


def _joined(tool: Tool, names: list[str], ending: str) -> str:
    return "".join((tool.folder / f"{name}.{ending}").read_text() for name in names)


def _set_up(tool: Tool) -> None:
    uuid = tool("setup", "generate-token").strip()
    place = ("--uuid", uuid, "--group", "BELENIOS-2048")
    template = {"description": "示例", "name": "示例居代会选举", "questions": QUESTIONS}
    tool.write("template.json", json.dumps(template, ensure_ascii=False))
    tool("setup", "generate-credentials", *place, "--count", str(len(VOTES)))
    (publics,) = tool.folder.glob("*.pubcreds")
    publics.rename(tool.folder / "public_creds.json")
    tool("setup", "make-trustees")
    tool("setup", "make-election", *place, "--template", "template.json")
    tool("archive", "init")


def _privates(tool: Tool) -> list[str]:
    (privates,) = tool.folder.glob("*.privcreds")
    return [line.split()[-1] for line in privates.read_text().splitlines()]


def _voted(tool: Tool) -> None:
    _set_up(tool)
    for credential, vote in zip(_privates(tool), VOTES, strict=True):
        words = (
            *("--privcred", tool.write("privcred.txt", credential)),
            *("--ballot", tool.write("vote.json", json.dumps(vote))),
        )
        tool.add("Ballot", tool("election", "generate-ballot", *words))
    _closed(tool)


def _closed(tool: Tool) -> None:
    tool.add("EndBallots")
    tool.add("EncryptedTally", tool("election", "compute-encrypted-tally"))


def _accepted(tool: Tool) -> None:
    """Let the tool finish, and hold our verifier against what it made."""
    tool.add("Result", tool("election", "compute-result"))
    assert tool.accepts()
    (archive,) = tool.folder.glob("*.bel")
    report = verify(archive)
    assert [check for check in report.checks if not check.holds] == []
    assert report.counts == COUNTS
