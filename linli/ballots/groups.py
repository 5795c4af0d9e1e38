"""The groups that votes are encrypted in, behind one interface.

An element is a number; how it is multiplied and written is the group's own affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256, shake_256
from typing import Any, Protocol

from gmpy2 import invert, mpz, powmod, to_binary

from linli.ballots import canonical
from linli.ballots.errors import BadText

Random = Callable[[int], bytes]
"""Gives so many unpredictable bytes; `secrets.token_bytes` where it matters."""
Element = int
"""A member of a group."""

_SPARE_BYTES = 16
"""Drawn beyond the group's size, so that what is left after division favours nobody."""
WINDOW = 8
_HEX = 16
_FROM_HEX = bytes.maketrans(b"0123456789abcdef", bytes(range(_HEX)))
_ROUNDS = 16
"""Of eight products each."""
_MANY = 300
"""From so many candidates on, products are cheaper than asking one by one."""


class FixedBase(Protocol):
    """Powers of one base that is raised many times."""

    def power(self, exponent: int) -> Element:
        """Raise the base."""


class Group(Protocol):
    """A cyclic group of prime order in which discrete logarithms are hard."""

    @property
    def name(self) -> str:
        """What election.json calls it."""

    @property
    def q(self) -> int:
        """The order: exponents are counted modulo q."""

    @property
    def g(self) -> Element:
        """The generator."""

    @property
    def identity(self) -> Element:
        """What changes nothing when multiplied."""

    def multiply(self, *factors: Element) -> Element:
        """Multiply elements."""

    def inverse(self, element: Element) -> Element:
        """Find what multiplies with the element to the identity."""

    def power(self, base: Element, exponent: int) -> Element:
        """Raise an element."""

    def powers(self, base: Element, exponents: Sequence[int]) -> list[Element]:
        """Raise one element several times, cheaper than one by one."""

    def g_power(self, exponent: int) -> Element:
        """Raise the generator."""

    def table(self, base: Element, window: int = WINDOW) -> FixedBase:
        """Prepare a base that will be raised many times."""

    def is_element(self, candidate: Element) -> bool:
        """Tell whether it is a member of the group."""

    def are_elements(self, candidates: Sequence[Element]) -> bool:
        """Tell whether all are members, much cheaper than one by one."""

    def parse(self, text: Any, *, what: str) -> Element:
        """Read an element; membership is asked for apart, for it costs."""

    def exponent(self, text: Any, *, what: str) -> int:
        """Read a number modulo q."""

    def draw(self, random: Random) -> int:
        """Draw an exponent."""

    def hash_to_zq(self, prefix: str, elements: Iterable[Element]) -> int:
        """Hash a text and elements to an exponent."""


class _Table:
    """All digits of all places of an exponent, each a power ready to multiply."""

    def __init__(self, base: int, p: int, bits: int, window: int) -> None:
        self._p, self._window = mpz(p), window
        self._rows: list[list[int]] = []
        step = mpz(base)
        for _ in range(-(-bits // window)):
            row = [mpz(1)]
            for _ in range((1 << window) - 1):
                row.append(row[-1] * step % p)
            self._rows.append(row)
            step = row[-1] * step % p

    def power(self, exponent: int) -> int:
        """Raise the base to an exponent from 0 to 2^bits - 1."""
        p, window, mask = self._p, self._window, (1 << self._window) - 1
        rest = int(exponent)
        result: int = mpz(1)
        for row in self._rows:
            digit = rest & mask
            if digit:
                result = result * row[digit] % p
            rest >>= window
        return result


@lru_cache(maxsize=8)
def _table(base: int, p: int, bits: int, window: int) -> _Table:
    return _Table(base, p, bits, window)


def _gathered(heap: list[int], p: int) -> int:
    """Multiply each heap as often as its digit says, by two running products."""
    running = result = heap[-1]
    for one in heap[-2:0:-1]:
        running = running * one % p
        result = result * running % p
    return result


@dataclass(frozen=True)
class ModularGroup:
    """The subgroup of prime order q among the numbers below a prime p."""

    name: str
    p: int
    q: int
    g: int
    identity: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        for number in ("p", "q", "g", "identity"):
            object.__setattr__(self, number, mpz(getattr(self, number)))

    def multiply(self, *factors: int) -> int:
        """Multiply elements."""
        product = self.identity
        for factor in factors:
            product = product * factor % self.p
        return product

    def inverse(self, element: int) -> int:
        """Find what multiplies with the element to 1."""
        found: int = invert(element, self.p)
        return found

    def power(self, base: int, exponent: int) -> int:
        """Raise an element."""
        raised: int = powmod(base, exponent % self.q, self.p)
        return raised

    def powers(self, base: int, exponents: Sequence[int]) -> list[int]:
        """Raise one element several times: the squarings are done once for all of them."""
        if len(exponents) == 1:
            return [self.power(base, exponents[0])]
        # What is multiplied for a digit of an exponent lands in that digit's heap (Yao 1976).
        heaps = [[self.identity] * _HEX for _ in exponents]
        for step, digits in zip(self._steps(base), self._digits(exponents), strict=True):
            for heap, digit in zip(heaps, digits, strict=True):
                if digit:
                    heap[digit] = heap[digit] * step % self.p
        return [_gathered(heap, self.p) for heap in heaps]

    def _steps(self, base: int) -> Iterator[int]:
        """Give the base raised to 1, 16, 256 and so on."""
        p = self.p
        for _ in range(self._places):
            yield base
            base = base * base % p
            base = base * base % p
            base = base * base % p
            base = base * base % p

    def _digits(self, exponents: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Give the hexadecimal digits of all exponents, the last ones first."""
        written = (f"{int(one % self.q):0{self._places}x}" for one in exponents)
        return zip(*(text[::-1].encode().translate(_FROM_HEX) for text in written), strict=True)

    @property
    def _places(self) -> int:
        return -(-int(self.q).bit_length() // 4)

    def g_power(self, exponent: int) -> int:
        """Raise the generator."""
        return self.table(self.g).power(exponent % self.q)

    def table(self, base: int, window: int = WINDOW) -> FixedBase:
        """Prepare a base; the last tables are kept."""
        return _table(int(base), int(self.p), int(self.q).bit_length(), window)

    def is_element(self, candidate: int) -> bool:
        """Tell whether it lies in the subgroup."""
        return 0 < candidate < self.p and bool(powmod(candidate, self.q, self.p) == 1)

    def are_elements(self, candidates: Sequence[int]) -> bool:
        """Tell whether all lie in the subgroup.

        Many are asked together. Half of them, chosen by a hash of all, multiply to a member if
        all are members; if one is not, to a member at most every second time. So 128 such
        products let a stranger through as rarely as a hash of 128 bits is guessed.
        """
        if len(candidates) < _MANY:
            return all(map(self.is_element, candidates))
        if not all(0 < one < self.p for one in candidates):
            return False
        written = b"".join(to_binary(mpz(one)) for one in candidates)
        choice = shake_256(written).digest(_ROUNDS * len(candidates))
        return all(
            powmod(product, self.q, self.p) == 1
            for start in range(0, len(choice), len(candidates))
            for product in self._products(candidates, choice[start : start + len(candidates)])
        )

    def _products(self, candidates: Sequence[int], choice: bytes) -> list[int]:
        """Multiply the candidates that have a bit set, for each of eight bits."""
        p = self.p
        heaps = [self.identity] * 256
        for candidate, byte in zip(candidates, choice, strict=True):
            heaps[byte] = heaps[byte] * candidate % p
        products = []
        while len(heaps) > 1:
            half = len(heaps) // 2
            products.append(self.multiply(*heaps[half:]))
            heaps = [low * high % p for low, high in zip(heaps[:half], heaps[half:], strict=True)]
        return products

    def parse(self, text: Any, *, what: str) -> int:
        """Read a number below p."""
        element: int = mpz(canonical.decimal(text, what=what))
        if not 0 < element < self.p:
            raise BadText("bad_number", "%(what)s holds a number that is out of range.", what=what)
        return element

    def exponent(self, text: Any, *, what: str) -> int:
        """Read a number below q."""
        exponent: int = mpz(canonical.decimal(text, what=what))
        if exponent >= self.q:
            raise BadText("bad_number", "%(what)s holds a number that is out of range.", what=what)
        return exponent

    def draw(self, random: Random) -> int:
        """Draw an exponent, each as likely as the other."""
        size = (int(self.q).bit_length() + 7) // 8 + _SPARE_BYTES
        drawn: int = mpz(int.from_bytes(random(size), "big")) % self.q
        return drawn

    def hash_to_zq(self, prefix: str, elements: Iterable[int]) -> int:
        """Hash as the protocol does: the prefix, then the numbers in decimal with commas."""
        text = prefix + ",".join(map(str, elements))
        hashed: int = mpz(int.from_bytes(sha256(text.encode()).digest(), "big")) % self.q
        return hashed


BELENIOS_2048: Group = ModularGroup(
    name="BELENIOS-2048",
    p=int(
        "20694785691422546401013643657505008064922989295751104097100884787057374219242717401922"
        "23725449768433812906663313807895840496005438963628979639303877390572280360597374942767"
        "13767776188985898727358650490811670993105358677809800307904916540637771737641986785272"
        "73474476341835600035698305193144284561701911000786737307333564123971732897913240474578"
        "83446826065232797464795113767265869358218004631792207366886005262718636338608879688212"
        "07694323661494910029234443463732221458841005864210502421203654335612013204811188524087"
        "31077014151666200162313177169372189248078507711827842317498073276598828825169183103125"
        "680162072880719"
    ),
    q=78571733251071885079927659812671450121821421258408794611510081919805623223441,
    g=int(
        "24023526775018522092276877035323999327122876573783649165100753187876632741463532193202"
        "85676155269678799694668298749389095083896573425601900601068477164491735474137283104610"
        "45868131451178164675540052740288984613986453266121505579709716201616827031288643245666"
        "38348636357821061549184199825343151897406581868686511513585764101388822153960160432288"
        "43603930989333662772848406593138406010231675095763777982665103606822406635076697764025"
        "34625377308513317349519424896775405257365904949247763147599157519877517771148149092045"
        "66002054781270547282381409725186398583341157005683536955534237814755824918960502966800"
        "37745308460627"
    ),
)
GROUPS: dict[str, Group] = {BELENIOS_2048.name: BELENIOS_2048}
