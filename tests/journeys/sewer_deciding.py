"""The sewer from a resident's idea to the congress's resolution, each act on its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from linli.decisions.models import AgendaItem, Attendee, Idea, Meeting, Publication, Voice
from linli.elections.models import Election, ElectionStep
from tests.journeys.sewer_people import PHOTO, Clock, Compound, Person

TITLE = "疏通小区下水道"
TEXT = "清掏主管 420 米，更换破损支管 6 处，由居民自愿出资，不愿出的不受影响。"
AGREED = "各方同意提交居代会表决，建议雨季前完工。"
YES, NO = "1", "2"


@dataclass(frozen=True)
class Six:
    """Who they are, and the clock over them."""

    ground: Compound
    clock: Clock
    resident: Person
    secretary: Person
    representative: Person
    executor: Person
    treasurer: Person
    supervisor: Person

    @property
    def all(self) -> tuple[Person, ...]:
        """All six."""
        return (
            self.resident,
            self.secretary,
            self.representative,
            self.executor,
            self.treasurer,
            self.supervisor,
        )

    def wait(self, **span: int) -> None:
        """Let time go by; then everybody signs in again."""
        self.clock.on(**span)
        for one in self.all:
            one.sign_in()

    def step_done(self, who: Person) -> None:
        """Say on the decision's page that the step is done."""
        found = self.ground.decision
        who.home("decisions:desk_list")
        who.follow("decisions:desk_decision", found.id)
        who.open("这一步已办完")
        who.send()


def gives_idea(six: Six) -> None:
    """A resident says what is wrong; the representative takes it up."""
    resident, representative = six.resident, six.representative
    resident.home("decisions:public_list")
    resident.follow("decisions:give_idea")
    resident.tick("place", str(six.ground.compound.id))
    resident.send(title=TITLE, text="一下雨就返水，希望疏通下水道。")
    resident.reads("这是您提的建议")
    six.wait(days=1)
    idea = Idea.objects.get()
    representative.home("decisions:desk_list")
    representative.follow("decisions:desk_ideas")
    representative.follow("decisions:desk_idea", idea.id)
    representative.tick("taken_up", "yes")
    representative.send(answer="已转党组织研究，提交居代会。")
    resident.home("decisions:public_list")
    resident.follow("decisions:public_ideas")
    resident.follow("decisions:public_idea", idea.id)
    resident.reads("已转党组织研究")


def proposes(six: Six) -> None:
    """The secretary makes a proposal of the idea, for the Party organisation."""
    secretary, idea = six.secretary, Idea.objects.get()
    secretary.home("decisions:desk_list")
    secretary.follow("decisions:desk_ideas")
    secretary.follow("decisions:desk_idea", idea.id)
    secretary.open("据此形成提议")
    secretary.tick("matter_type", "self_raised_works")
    secretary.tick("body", "compound_residents_congress")
    secretary.send()
    secretary.choose("idea", TITLE)
    secretary.send(title=TITLE, text=TEXT, limit="18600")
    secretary.open("这一步已办完")
    secretary.send()


def consults(six: Six) -> None:
    """Everybody is asked; an objection is answered; the outcome is written."""
    secretary, resident, representative = six.secretary, six.resident, six.representative
    found = six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_consultation", found.id)
    secretary.send(
        question="下水道怎样疏通？",
        closes_on=six.clock.day(7),
        title1="全面疏通并换破损支管",
        words1="一次做好，十二个月保修。",
        cost1="18600",
        title2="只清掏主管",
        words2="花钱少，支管仍会堵。",
        cost2="9000",
    )
    six.wait(days=1)
    resident.home("decisions:public_list")
    resident.follow("decisions:public_decision", found.number)
    resident.follow("decisions:say", found.id)
    resident.tick("kind", "objection")
    resident.page.select_option("main [name=theme]", "cost")
    resident.send(words="担心出了钱工程质量没人管。")
    resident.follow("decisions:hearing", found.id)
    resident.press("我更愿意这样办")
    voice = Voice.objects.get()
    representative.home("decisions:desk_voices")
    representative.follow("decisions:desk_voice", voice.id)
    representative.tick("outcome", "taken")
    representative.send(
        gist="担心质量没人管",
        answer="由居民代表现场验收，合格才付款，保修十二个月。",
    )
    resident.home("decisions:public_decision", found.number)
    resident.follow("decisions:hearing", found.id)
    resident.reads("合格才付款")
    six.wait(days=8)
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_consultation", found.id)
    secretary.open("写明结果并结束")
    secretary.choose("option", "全面疏通")
    secretary.send(outcome="多数人赞成，按第一个办法做，质量由居民代表验收。")
    six.step_done(secretary)


def meets(six: Six) -> None:
    """A joint meeting: notice, agenda, observers, sign-in, minutes, everybody's signature."""
    secretary = six.secretary
    found = six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_call_meeting", query=f"?decision={found.id}")
    secretary.send(starts_on=six.clock.day(5), starts_time="10:00", where="社区会议室")
    meeting = Meeting.objects.get()
    bidden = (
        (secretary, "chair"),
        (six.representative, "member"),
        (six.executor, "member"),
        (six.supervisor, "member"),
        (six.resident, "observer"),
    )
    for number, (person, part) in enumerate(bidden, start=1):
        secretary.open("通知参加人")
        secretary.tick("part", part)
        secretary.send(name=f"示例到会人{number}", title=person.post, username=person.username)
    secretary.press("发出通知")
    for person, _part in bidden[1:]:
        person.home("decisions:my_meetings")
        person.follow("decisions:my_meeting", meeting.id)
        person.press("确认收到通知")
    by_hand = Attendee.objects.get(meeting=meeting, part="chair")
    secretary.home("decisions:desk_meetings")
    secretary.follow("decisions:desk_meeting", meeting.id)
    secretary.follow("decisions:desk_prove_notice", meeting.id, by_hand.id)
    secretary.send(note="本人主持")
    six.wait(days=5)
    for person, _part in bidden:
        person.home("decisions:my_meetings")
        person.follow("decisions:my_meeting", meeting.id)
        person.press("签到")
    runs_meeting(six, meeting)
    for person, part in bidden:
        if part == "observer":
            continue
        person.home("decisions:my_meetings")
        person.follow("decisions:my_meeting", meeting.id)
        person.follow("decisions:my_minutes", meeting.id)
        person.page.check("main [name=read]")
        person.send()
    six.step_done(secretary)


def runs_meeting(six: Six, meeting: Meeting) -> None:
    """The meeting itself, written down as it goes, up to its minutes."""
    secretary = six.secretary
    secretary.home("decisions:desk_meetings")
    secretary.follow("decisions:desk_meeting", meeting.id)
    secretary.press("宣布开会")
    point = AgendaItem.objects.get(meeting=meeting)
    secretary.follow("decisions:desk_point", meeting.id, point.id)
    for one in Attendee.objects.filter(meeting=meeting):
        observes = one.part == "observer"
        stance = "spoke" if observes else "for"
        secretary.page.select_option(f"main [name=stance_{one.order}]", stance)
        if observes:
            secretary.page.fill(f"main [name=words_{one.order}]", "盼着雨季前完工。")
    secretary.page.select_option("main [name=outcome]", "agreed")
    secretary.send(said="同意提交表决。")
    secretary.press("宣布散会")
    secretary.open("写会议记录")
    written = secretary.page.input_value("main [name=text]")
    secretary.send(text=f"{written}\n{AGREED}")


def resolves(six: Six) -> None:
    """The congress is called one by one, against one voice; its result is taken."""
    secretary, found = six.secretary, six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_vote", found.id)
    secretary.press("交付表决")
    vote = Election.objects.get()
    secretary.follow("elections:desk_election", vote.id)
    prepares_vote(six, vote)
    six.wait(days=4)
    secretary.home("decisions:desk_vote", found.id)
    secretary.follow("elections:desk_election", vote.id)
    secretary.follow("elections:desk_open", vote.id)
    secretary.press("开放投票")
    secretary.follow("elections:desk_election", vote.id)
    secretary.follow("elections:desk_roll_call", vote.id)
    for order in range(1, 8):
        secretary.follow("elections:desk_answer", vote.id, order)
        secretary.tick("answer", NO if order == 7 else YES)
        secretary.send()
    closes_vote(six, vote)
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_vote", found.id)
    secretary.press("记入表决结果")
    six.step_done(secretary)


def prepares_vote(six: Six, vote: Election) -> None:
    """Times, who keeps the minutes and who witnesses, the notice on the wall, step by step."""
    secretary = six.secretary
    secretary.follow("elections:desk_set_up", vote.id)
    secretary.follow("elections:desk_times", vote.id)
    secretary.send(
        opens_on=six.clock.day(4),
        opens_time="09:00",
        closes_on=six.clock.day(4),
        closes_time="18:00",
        where="社区会议室",
    )
    for role, name in (("teller", "示例记录人"), ("witness", "示例见证人")):
        secretary.follow("elections:desk_officials", vote.id)
        secretary.follow("elections:desk_name_official", vote.id)
        secretary.page.select_option("main [name=role]", role)
        secretary.send(name=name)
    does_vote_steps(six, vote, "meeting_notice", "officials")


def does_vote_steps(six: Six, vote: Election, *keys: str) -> None:
    """Do these steps of the vote, each with its notice if it asks for one."""
    secretary = six.secretary
    for key in keys:
        secretary.home("elections:desk_election", vote.id)
        if secretary.page.locator(
            f"a[href='{reverse('elections:desk_post_notice', args=[vote.id, key])}']"
        ).count():
            secretary.follow("elections:desk_post_notice", vote.id, key)
            if not secretary.page.input_value("main [name=where]"):
                secretary.page.fill("main [name=where]", "小区南门公告栏")
            if not secretary.page.input_value("main [name=text]"):
                secretary.page.fill("main [name=text]", f"会议表决：{TITLE}")
            secretary.page.set_input_files("main [name=photo]", [PHOTO])
            secretary.send()
            secretary.home("elections:desk_election", vote.id)
        step = ElectionStep.objects.get(election=vote, key=key)
        secretary.follow("elections:desk_step", vote.id, step.key)
        secretary.send()


def closes_vote(six: Six, vote: Election) -> None:
    """The roll call is closed at its time, counted and announced, each step with its notice."""
    secretary = six.secretary
    six.wait(hours=9)
    secretary.home("elections:desk_election", vote.id)
    secretary.follow("elections:desk_box", vote.id)
    secretary.send()
    secretary.press("公布结果")
    does_vote_steps(six, vote, "voting", "count", "result")


def discloses(six: Six, text: str, **where: str) -> None:
    """A notice hangs for its days, with a photo when it goes up and one when it comes down."""
    secretary, found = six.secretary, six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.open("张贴公告")
    secretary.photograph()
    secretary.send(text=text, **where)
    notice = Publication.objects.order_by("-id")[0]
    photographs(secretary, "保存上墙照片")
    six.wait(days=8)
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_publication", notice.id)
    photographs(secretary, "已取下，保存照片")
    six.step_done(secretary)


def photographs(who: Person, verb: str) -> None:
    """Hand in the photo of each place that waits for one."""
    waiting = who.page.locator("main form[action*='/photo/']")
    while waiting.count():
        waiting.first.locator("[name=photo]").set_input_files([PHOTO])
        waiting.first.get_by_role("button", name=verb).click()
        who.page.wait_for_load_state()
        who.seen()
