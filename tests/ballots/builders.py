"""Whole elections for tests: in a small group in milliseconds, in the real one in a second."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import shake_256
from pathlib import Path

from linli.ballots import archive, ballots, ceremony, credentials, tally
from linli.ballots.archive import Chain
from linli.ballots.groups import BELENIOS_2048, Group, ModularGroup
from linli.ballots.questions import Election, Question, election_from, election_text
from linli.ballots.trustees import Trustees, trustees_from
from linli.ballots.verify import Report, verify

TOY: Group = ModularGroup(
    name="TOY-160",
    p=2732542482996892183808241405709412417478494419207,
    q=231812997753178156187858325029616499841,
    g=759359518306097532920898360156030778261132548130,
)
GROUPS = {group.name: group for group in (TOY, BELENIOS_2048)}
FIVE = Question("最多选三位", ("候选人甲", "候选人乙", "候选人丙", "候选人丁", "候选人戊"), 0, 3)
STAMP = 1_795_456_068


class Stream:
    """Bytes that look random and are the same in every run."""

    def __init__(self, seed: object) -> None:
        self._seed = f"linli-tests|{seed}"
        self._turn = 0

    def __call__(self, size: int) -> bytes:
        self._turn += 1
        return shake_256(f"{self._seed}|{self._turn}".encode()).digest(size)


@dataclass(frozen=True)
class Ceremony:
    """Trustees who made a key together."""

    group: Group
    seeds: tuple[str, ...]
    certificates: tuple[str, ...]
    polynomials: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def text(self) -> str:
        return ceremony.trustees_text(self.group, self.certificates, self.polynomials, self.keys)

    def secret(self, index: int) -> int:
        return ceremony.share_secret(
            self.group, self.seeds[index - 1], self.certificates, self.polynomials, index=index
        )


def a_ceremony(
    group: Group = TOY, *, threshold: int = 2, size: int = 3, seed: str = ""
) -> Ceremony:
    random = Stream(f"ceremony|{seed}")
    seeds = tuple(ceremony.new_seed(random) for _ in range(size))
    seats = [ceremony.Seat(index, threshold, size) for index in range(1, size + 1)]
    certificates = tuple(
        ceremony.certificate(group, own, seat, random)
        for own, seat in zip(seeds, seats, strict=True)
    )
    polynomials = tuple(
        ceremony.polynomial(group, own, certificates, index=index, random=random)
        for index, own in enumerate(seeds, start=1)
    )
    keys = tuple(
        ceremony.verification_key(group, own, certificates, polynomials, index=index, random=random)
        for index, own in enumerate(seeds, start=1)
    )
    return Ceremony(group, seeds, certificates, polynomials, keys)


@dataclass(frozen=True)
class Ground:
    """An election with its trustees and voters, before anybody votes."""

    ceremony: Ceremony
    trustees: Trustees
    election: Election
    credentials: tuple[str, ...]
    random: Stream = field(default_factory=lambda: Stream("votes"))

    @property
    def group(self) -> Group:
        return self.election.group

    @property
    def publics(self) -> list[str]:
        return [
            credentials.public_of(self.election.uuid, one, self.group) for one in self.credentials
        ]

    def secret(self, voter: int) -> int:
        return credentials.secret_of(self.election.uuid, self.credentials[voter], self.group)

    def vote(self, voter: int, *choices: Sequence[int]) -> str:
        return ballots.make_ballot(self.election, self.secret(voter), choices, self.random)


def a_ground(
    group: Group = TOY,
    *,
    voters: int = 3,
    questions: tuple[Question, ...] = (FIVE,),
    seed: str = "",
) -> Ground:
    trustees_made = a_ceremony(group, seed=seed)
    random = Stream(f"ground|{seed}")
    trustees = trustees_from(group, trustees_made.text)
    text = election_text(
        uuid=credentials.new_token(random),
        name="示例居代会选举",
        description="示例",
        group=group,
        public_key=trustees.public_key(group),
        questions=questions,
    )
    slips = tuple(credentials.new_credential(random(32)) for _ in range(voters))
    return Ground(trustees_made, trustees, election_from(text, GROUPS), slips)


@dataclass(frozen=True)
class Pieces:
    """All texts of an archive, to be altered one by one before it is written."""

    election: str
    trustees: str
    credentials: str
    ballots: tuple[str, ...]
    tally: str
    sized: str
    decryptions: tuple[tuple[int, str], ...]
    result: str

    def written(self) -> bytes:
        chain = Chain(STAMP)
        parts = [*chain.begin(self.election, self.trustees, self.credentials)]
        for ballot in self.ballots:
            parts += chain.ballot(ballot)
        parts += chain.end_ballots()
        parts += chain.encrypted_tally(self.tally, self.sized)
        for owner, text in self.decryptions:
            parts += chain.partial_decryption(owner, text)
        parts += chain.result(self.result)
        return b"".join(parts)


def counted(
    ground: Ground, cast: Sequence[str], *, counting: Sequence[str] | None = None
) -> Pieces:
    """Open an election in which these ballots were cast; `counting` only some of them, for once."""
    election, trustees = ground.election, ground.trustees
    folded = tally.Tally(election)
    for text in cast if counting is None else counting:
        folded.add(ballots.read_ballot(election, text))
    text, sized = folded.texts()
    openers = (1, 3)
    decryptions = tuple(
        (
            owner,
            tally.partial_decryption(election, ground.ceremony.secret(owner), text, ground.random),
        )
        for owner in openers
    )
    factors = {
        owner: tally.check_partial_decryption(election, trustees, owner, own, text)
        for owner, own in decryptions
    }
    opened = tally.combine(election, trustees, text, factors)
    counts = tally.counts_of(ground.group, opened, folded.weight)
    return Pieces(
        election=election.text,
        trustees=ground.ceremony.text,
        credentials=archive.credentials_text(ground.publics),
        ballots=tuple(cast),
        tally=text,
        sized=sized,
        decryptions=decryptions,
        result=tally.result_text(counts),
    )


def recast(pieces: Pieces, number: int, text: str) -> Pieces:
    """Put another text in the place of a ballot."""
    cast = [*pieces.ballots]
    cast[number] = text
    return replace(pieces, ballots=tuple(cast))


def verified(data: bytes, folder: Path, **options: object) -> Report:
    path = folder / "election.bel"
    path.write_bytes(data)
    return verify(path, groups=GROUPS, **options)  # type: ignore[arg-type]
