"""The six who mend a sewer: their compound, their browsers, the clock that all of them live by."""

from __future__ import annotations

import re
import time
from datetime import date, datetime, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from linli.decisions.models import Decision
from linli.kernel.actor import Actor
from linli.people import actions as people_actions
from linli.people.actions import MemberFacts
from linli.people.models import Account
from linli.people.rules import OrganisationKind, SeatOffice
from tests.decisions.builders import AT, MEMBERS, Ground
from tests.money.builders import account_of
from tests.money.works_builders import WorksGround
from tests.people import body_builders as bodies
from tests.people import builders as people
from tests.people.builders import a_signed_in_client
from tests.places import builders as places
from tests.records.builders import a_picture

DOORS_IN_HOUSE = 6
PHOTO = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": a_picture(size=(640, 480))}
"""What a telephone sends when somebody photographs a notice or a pipe."""
_ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}\b")


class Clock:
    """The time that the site goes by; it runs, and jumps when a journey says so."""

    def __init__(self) -> None:
        self._ahead = AT
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        """The time now."""
        return self._ahead + timedelta(seconds=time.monotonic() - self._since)

    def on(self, **span: int) -> None:
        """Let so many days or hours go by."""
        self._ahead += timedelta(**span)

    @property
    def today(self) -> date:
        """The day at the place."""
        return timezone.localdate(self())

    def day(self, ahead: int = 0) -> str:
        """A day as a form takes it."""
        return (self.today + timedelta(days=ahead)).isoformat()


class Person:
    """Somebody with a browser of their own, who clicks what is on the page and types."""

    def __init__(self, page: Page, who: Actor | Account, *, site: str, post: str) -> None:
        self.page, self.who, self.site, self.post = page, who, site, post

    @property
    def username(self) -> str:
        """What they sign in with."""
        if isinstance(self.who, Account):
            return self.who.username
        return Account.objects.get(pk=self.who.account_id).username

    def sign_in(self) -> None:
        """Sign in, today; a session does not last for the weeks that a decision takes."""
        client = a_signed_in_client(self.who)
        cookies = {name: one.value for name, one in client.cookies.items()}
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.site} for name, value in cookies.items()]
        )

    def home(self, name: str, *args: object) -> None:
        """Begin at a page that a menu leads to."""
        self.page.goto(reverse(name, args=args))
        self.seen()

    def follow(self, name: str, *args: object, query: str = "") -> None:
        """Click the link to a page; a page that the last one does not lead to fails here."""
        href = f"{reverse(name, args=args)}{query}"
        self.page.locator(f"a[href='{href}']:visible").first.click()
        self.page.wait_for_load_state()
        self.seen()

    def open(self, words: str) -> None:
        """Click the link that says so."""
        self.page.locator("main").get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()
        self.seen()

    def press(self, words: str) -> None:
        """Press the button that says so, and see what comes of it."""
        self.page.locator("main").get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()
        self.seen()

    def send(self, **typed: str) -> None:
        """Fill the fields of the form and press its filled button; it goes through."""
        self._sent(typed)
        faults = self.page.locator("main .l-summary").all_inner_texts()
        assert faults == [], self.page.url

    def refused(self, words: str, **typed: str) -> None:
        """Fill the fields, press the button, and read why it is not done."""
        self._sent(typed)
        expect(self.page.locator("main [role=alert], main h1").first).to_be_visible()
        self.reads(words)

    def _sent(self, typed: dict[str, str]) -> None:
        for field, value in typed.items():
            self.page.fill(f"main [name={field}]", value)
        self.page.locator("main form[method=post] button.is-main:visible").first.click()
        self.page.wait_for_load_state()
        self.seen()

    def forges(self, name: str, *args: object, **typed: str) -> None:
        """Send what no button of the page sends: a form made by hand, with the page's own token."""
        self.page.evaluate(
            """([action, typed]) => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = action;
                const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
                for (const [name, value] of Object.entries({...typed, csrfmiddlewaretoken: token})) {
                    const field = document.createElement("input");
                    field.name = name;
                    field.value = value;
                    form.append(field);
                }
                document.body.append(form);
                form.submit();
            }""",
            [reverse(name, args=args), typed],
        )
        self.page.wait_for_load_state()
        self.page.wait_for_url(f"**{reverse(name, args=args)}")
        self.seen()

    def tick(self, field: str, value: str) -> None:
        """Choose one of the marks of a field."""
        self.page.check(f"main [name={field}][value='{value}']")

    def choose(self, field: str, words: str) -> None:
        """Choose in a list the line that begins so."""
        listed = self.page.locator(f"main select[name={field}] option")
        label = next(one for one in listed.all_text_contents() if words in one)
        self.page.select_option(f"main select[name={field}]", label=label)

    def photograph(self, field: str = "photo") -> None:
        """Attach a photo."""
        self.page.set_input_files(f"main [name={field}]", [PHOTO])

    def reads(self, words: str) -> None:
        """Find words on the page, whatever keeps a figure beside its unit there."""
        sought = re.compile(words.replace(" ", r"\s*"))
        expect(self.page.get_by_text(sought).first).to_be_visible()

    def seen(self) -> None:
        """Hold what the page says against what a resident can read."""
        said = self.page.locator("main").inner_text()
        assert _ENGLISH.findall(said) == [], self.page.url


class Compound(Ground, WorksGround):
    """A compound with two buildings, its congress, its committee; the place has set its rules."""

    def __init__(self) -> None:
        super().__init__()
        self.adopt_shares()
        self.adopt()
        for number in (1, 2):
            house = places.a_building(self.compound, name=f"{number}号楼")
            self.doors = [
                places.a_dwelling(house, name=f"{number}0{door}")
                for door in range(1, DOORS_IN_HOUSE + 1)
            ]
        self.seat_congress()

    def seat_congress(self) -> None:
        """Seat a congress of seven: the representative with an account, the others by name."""
        body = bodies.a_body(
            OrganisationKind.COMPOUND_RESIDENTS_CONGRESS,
            self.compound,
            name="示例小区居民代表大会",
        )
        chair = MemberFacts(
            name="示例代表一",
            office=SeatOffice.CHAIR,
            account_id=account_of(self.congress_chair),
            article="示例章程第一条",
        )
        others = [
            MemberFacts(name=f"示例代表{number}", article="示例章程第一条")
            for number in range(2, MEMBERS + 1)
        ]
        bodies.a_term(body, members=[chair, *others], alternates=[])

    @cached_property
    def neighbour(self) -> Account:
        """A resident whose dwelling is confirmed by the code of a letter."""
        account = people.an_account(self.place)
        actor = people.actor_of(account, self.place)
        clerk = people.an_actor("service_clerk", self.community)
        claim = people_actions.claim_dwelling(actor=actor, dwelling_id=self.doors[0].id, at=AT)
        letter = people_actions.post_code(actor=clerk, claim_id=claim.id, at=AT)
        people_actions.confirm_claim(actor=actor, claim_id=claim.id, code=letter.code, at=AT)
        return account

    @property
    def decision(self) -> Decision:
        """The one decision of this journey, as it stands."""
        return Decision.objects.get(sub_district_id=self.place.id)
