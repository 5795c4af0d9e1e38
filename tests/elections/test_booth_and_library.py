"""The browser's own programs against the library: what one makes the other accepts."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from linli.ballots import canonical, ceremony, credentials, sealed, tally
from linli.ballots.ballots import check_ballot, make_ballot, tracker
from linli.ballots.ceremony import Seat
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import Question
from linli.ballots.trustees import trustees_from
from tests.ballots.builders import FIVE, Ground, Pieces, Stream, a_ground
from tests.ballots.tampering import TAMPERED, an_election
from tools.programs import FRONTEND, node_homes

BOOTH = FRONTEND / "src" / "booth"
BLANK = Question("可以弃权", ("赞成", "反对"), 1, 1, blank=True)
UUID = "EY6S92bUVobyU4"

pytestmark = pytest.mark.skipif(not node_homes(), reason="wants the Node of `do.py setup`")


def in_node(folder: Path, body: str, **given: object) -> Any:
    """Run a few lines with the booth's modules; `given` and the answer travel as JSON."""
    script = folder / "script.mjs"
    modules = "\n".join(
        f"import * as {name} from {json.dumps((BOOTH / f'{name}.ts').as_uri())};"
        for name in ("ballot", "credential", "sealed", "trustee", "verify")
    )
    script.write_text(
        f"import {{ readFileSync }} from 'node:fs';\n{modules}\n"
        f"const given = JSON.parse(readFileSync(0, 'utf8'));\n"
        f"const answer = await (async () => {{ {body} }})();\n"
        "process.stdout.write(JSON.stringify(answer));\n"
    )
    node = node_homes()[0] / "bin" / "node"
    done = subprocess.run(  # noqa: S603
        [node, "--disable-warning=ExperimentalWarning", script],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return a_ground(GROUP, questions=(FIVE, BLANK))


def test_ballots_of_the_browser_are_ours(ground: Ground, tmp_path: Path) -> None:
    code = credentials.slip_text(ground.credentials[0])
    texts = in_node(
        tmp_path,
        """
        const election = await ballot.Election.read(new TextEncoder().encode(given.election));
        const secret = await credential.secretOf(election.uuid, given.code);
        const votes = [
          [{ picked: [0, 3], blank: false }, { picked: [1], blank: false }],
          [{ picked: [], blank: false }, { picked: [], blank: true }],
        ];
        const made = [];
        for (const vote of votes) made.push(await ballot.makeBallot(election, secret, vote));
        return made;
        """,
        election=ground.election.text,
        code=code,
    )
    folded = tally.Tally(ground.election)
    for text in texts:
        folded.add(check_ballot(ground.election, text, set(ground.publics)))
    assert folded.count == 1


def test_our_ballots_are_the_browser_s(ground: Ground, tmp_path: Path) -> None:
    text = make_ballot(
        ground.election, ground.secret(1), [[1, 0, 0, 1, 0], [1, 0, 0]], Stream("javascript")
    )
    sound, found = in_node(
        tmp_path,
        """
        const election = await ballot.Election.read(new TextEncoder().encode(given.election));
        const listed = new Set(given.publics);
        return [await ballot.isSound(election, given.text, listed), await ballot.tracker(given.text)];
        """,
        election=ground.election.text,
        text=text,
        publics=ground.publics,
    )
    assert sound
    assert found == tracker(text)


def test_codes_are_the_same_on_both_sides(tmp_path: Path) -> None:
    ours = [
        credentials.slip_text(credentials.new_credential(Stream(turn)(32))) for turn in range(5)
    ]
    wrong = [one[:9] + ("x" if one[9] != "x" else "y") + one[10:] for one in ours]
    answer = in_node(
        tmp_path,
        """
        const publics = [];
        for (const code of given.ours) {
          publics.push(String(await credential.publicOf(given.uuid, code)));
        }
        return {
          publics,
          right: given.ours.map((code) => credential.faultOf(code)),
          wrong: given.wrong.map((code) => credential.faultOf(code)),
          theirs: Array.from({ length: 20 }, () => credential.newCode()),
        };
        """,
        ours=ours,
        wrong=wrong,
        uuid=UUID,
    )
    assert answer["publics"] == [credentials.public_of(UUID, credentials.checked(o)) for o in ours]
    assert answer["right"] == [None] * 5
    assert [fault["code"] for fault in answer["wrong"]] == ["wrong_letter"] * 5
    assert [fault["place"] for fault in answer["wrong"]] == [9] * 5
    for code in answer["theirs"]:
        assert credentials.slip_text(credentials.checked(code)).replace("-", "") == code.replace(
            "-", ""
        )


def test_trustees_make_one_key_on_both_sides(tmp_path: Path) -> None:
    """The first trustee works in the browser, the others offline."""
    draw = Stream("mixed")
    seats = [Seat(index, 2, 3) for index in (1, 2, 3)]
    begun = in_node(
        tmp_path,
        f"""
        const key = trustee.newKey("{UUID}", 1, 3, 2);
        return {{ key, cert: await trustee.makeCert(key) }};
        """,
    )
    seeds = [begun["key"]["seed"], ceremony.new_seed(draw), ceremony.new_seed(draw)]
    certs = [begun["cert"]]
    certs += [ceremony.certificate(GROUP, seeds[i], seats[i], draw) for i in (1, 2)]
    dealt = in_node(
        tmp_path,
        """
        if (!(await trustee.certsAreSound(given.key, given.certs))) throw new Error("certs");
        return trustee.makePolynomial(given.key, given.certs);
        """,
        key=begun["key"],
        certs=certs,
    )
    polynomials = [dealt]
    polynomials += [
        ceremony.polynomial(GROUP, seeds[i], certs, index=i + 1, random=draw) for i in (1, 2)
    ]
    own = in_node(
        tmp_path,
        """
        const share = await trustee.shareOf(given.key, given.certs, given.polynomials);
        return {
          share: String(share),
          key: await trustee.makeVerification(given.key, given.certs, given.polynomials),
        };
        """,
        key=begun["key"],
        certs=certs,
        polynomials=polynomials,
    )
    keys = [own["key"]]
    keys += [
        ceremony.verification_key(GROUP, seeds[i], certs, polynomials, index=i + 1, random=draw)
        for i in (1, 2)
    ]
    trustees = trustees_from(GROUP, ceremony.trustees_text(GROUP, certs, polynomials, keys))
    share = sealed.check_share(trustees, 1, own["share"])
    assert share == ceremony.share_secret(GROUP, seeds[0], certs, polynomials, index=1)


def test_openings_of_the_browser_are_ours(ground: Ground, tmp_path: Path) -> None:
    folded = tally.Tally(ground.election)
    folded.add(
        check_ballot(ground.election, ground.vote(0, [1] + [0] * 4, [0, 1, 0]), set(ground.publics))
    )
    text, _sized = folded.texts()
    opened = in_node(
        tmp_path,
        "return trustee.partialDecryption(BigInt(given.share), given.fingerprint, given.tally);",
        share=str(ground.ceremony.secret(3)),
        fingerprint=ground.election.fingerprint,
        tally=text,
    )
    factors = tally.check_partial_decryption(ground.election, ground.trustees, 3, opened, text)
    assert len(factors) == 2


def test_what_the_browser_seals_the_tellers_read(ground: Ground, tmp_path: Path) -> None:
    body = json.loads(
        in_node(
            tmp_path,
            """
            const election = await ballot.Election.read(new TextEncoder().encode(given.election));
            return (await sealed.makeSignedBallot(election, BigInt(given.secret), [2, 1])).text;
            """,
            election=ground.election.text,
            secret=str(ground.secret(0)),
        )
    )
    shares = {owner: ground.ceremony.secret(owner) for owner in (1, 2)}
    secret = sealed.key_from_shares(ground.trustees, shares)
    closed = json.dumps(body["sealed"], separators=(",", ":"))
    sealed.check_sealed(closed)
    assert json.loads(sealed.open_vote(secret, closed))["choices"] == [1, 2]


def test_the_browser_s_verifier_refuses_what_ours_refuses(tmp_path: Path) -> None:
    made: tuple[Ground, Pieces] = an_election()
    (tmp_path / "whole.bel").write_bytes(made[1].written())
    for name, tampered in TAMPERED.items():
        (tmp_path / f"{name}.bel").write_bytes(tampered.make(*made))
    found = in_node(
        tmp_path,
        """
        const holds = {};
        for (const name of given.names) {
          const bytes = new Uint8Array(readFileSync(`${given.where}/${name}.bel`));
          const report = await verify.verify(bytes, 0, { check() {}, progress() {} });
          holds[name] = report.finished && report.checks.every((check) => check.holds);
        }
        return holds;
        """,
        where=str(tmp_path),
        names=["whole", *TAMPERED],
    )
    assert [name for name, holds in found.items() if holds] == ["whole"]


def test_the_browser_shows_no_letter_that_steers_a_screen(tmp_path: Path) -> None:
    _ground, pieces = an_election()
    election = json.loads(pieces.election) | {"name": "张三\n\u001b[8m\u202e"}
    (tmp_path / "evil.bel").write_bytes(
        replace(pieces, election=canonical.written(election)).written()
    )
    report = in_node(
        tmp_path,
        """
        const bytes = new Uint8Array(readFileSync(`${given.where}/evil.bel`));
        return verify.verify(bytes, 0, { check() {}, progress() {} });
        """,
        where=str(tmp_path),
    )
    assert report["name"] == "张三\\u{a}\\u{1b}[8m\\u{202e}"
