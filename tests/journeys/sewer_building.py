"""The sewer from the disclosed decision to the accepted work: hands, money, stages, photos."""

from __future__ import annotations

from linli.money.models import Campaign, Fund, Quotation, Voucher, Works, WorksStage
from tests.journeys.sewer_deciding import TITLE, Six
from tests.journeys.sewer_people import Person

FUND = "下水道疏通自筹款"
OFFERS = (("示例管道一公司", "18200"), ("示例管道二公司", "17670"), ("示例管道三公司", "18500"))
STAGES = (("清掏主管", "10602"), ("更换破损支管", "7068"))
AT_THE_COUNTER = ("4500", "4500", "4500", "4500")
DONE = "清掏主管 420 米，更换破损支管 6 处，路面已恢复。"


def names_hands(six: Six) -> None:
    """Who does what; whoever proposed is not let check."""
    secretary, found = six.secretary, six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_hands", found.id)
    secretary.tick("duty", "checks")
    secretary.refused("不能", username=secretary.username, title="社区书记")
    secretary.follow("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_hands", found.id)
    named = (
        (six.executor, "executes"),
        (six.representative, "accepts"),
        (six.resident, "accepts"),
        (six.treasurer, "holds_money"),
        (six.treasurer, "makes"),
        (six.supervisor, "checks"),
    )
    for person, duty in named:
        secretary.tick("duty", duty)
        secretary.send(username=person.username, title=person.post)


def opens_fund(six: Six) -> None:
    """A fund for what residents give, and the money of the decision allowed from it."""
    secretary, found = six.secretary, six.ground.decision
    secretary.home("money:desk_funds")
    secretary.follow("money:desk_fund_new")
    secretary.choose("place", "示例小区")
    secretary.page.select_option("main [name=kind]", "self_raised")
    secretary.send(name=FUND, bank_label="示例银行 1234")
    for person, duty in (
        (six.treasurer, "holds_money"),
        (six.treasurer, "makes"),
        (six.supervisor, "checks"),
    ):
        secretary.choose("who", f"示例{person.username}")
        secretary.page.select_option("main select[name=duty]", duty)
        secretary.send()
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("decisions:desk_allow", found.id)
    secretary.tick("fund", str(Fund.objects.get().id))
    secretary.send()


def collects(six: Six) -> None:
    """Residents give of their own will: a pledge on the phone, others at the counter."""
    secretary, resident, treasurer = six.secretary, six.resident, six.treasurer
    found = six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("money:desk_new_campaign")
    secretary.choose("matter", TITLE)
    secretary.tick("if_missed", "refund")
    secretary.tick("if_left", "share_out")
    secretary.send(
        title="下水道疏通自愿出资",
        words="自愿出资，多少不限；不出的不受影响，也没有名单。",
        target_fen="18600",
        closes_on=six.clock.day(20),
    )
    campaign = Campaign.objects.get()
    resident.home("decisions:public_decision", found.number)
    resident.follow("money:public_campaign", campaign.number)
    resident.follow("money:public_pledge", campaign.number)
    resident.choose("building", "1号楼")
    resident.send(fen="600")
    word = resident.page.locator("main b.l-mono").first.inner_text()
    six.wait(days=1)
    to_campaign(six, treasurer)
    treasurer.follow("money:desk_campaign_act", campaign.id, "take-in")
    treasurer.tick("paid_by", "cash")
    treasurer.send(code=word, fen="600")
    for turn, yuan in enumerate(AT_THE_COUNTER):
        to_campaign(six, treasurer)
        treasurer.follow("money:desk_campaign_act", campaign.id, "counter")
        treasurer.choose("building", f"{1 + turn % 2}号楼")
        treasurer.tick("paid_by", "cash")
        treasurer.send(fen=yuan)
    to_campaign(six, treasurer)
    treasurer.follow("money:desk_campaign_act", campaign.id, "enter")
    treasurer.send()
    cannot_check_own(six)
    checks(six)
    to_campaign(six, secretary)
    secretary.follow("money:desk_campaign_act", campaign.id, "end")
    secretary.send()
    to_campaign(six, treasurer)
    treasurer.follow("money:desk_campaign_act", campaign.id, "release")
    treasurer.send()
    checks(six)
    banks(six)


def banks(six: Six) -> None:
    """The keeper takes the cash to the bank, by a voucher like any other."""
    treasurer, fund = six.treasurer, Fund.objects.get()
    treasurer.home("money:desk_funds")
    treasurer.follow("money:desk_fund", fund.id)
    treasurer.follow("money:desk_voucher_new", fund.id)
    treasurer.open("转账")
    treasurer.choose("held", "现金")
    treasurer.choose("account1", "银行存款")
    treasurer.send(words="集资款存入专户", fen1="18600")
    checks(six)


def to_campaign(six: Six, who: Person) -> None:
    """Go to the page of the collection by the menu."""
    who.home("money:desk_works")
    who.follow("money:desk_campaigns")
    who.follow("money:desk_campaign", Campaign.objects.get().id)


def cannot_check_own(six: Six) -> None:
    """The maker finds no button for the check; sent all the same, it is refused."""
    treasurer, voucher = six.treasurer, Voucher.objects.get(state="made")
    treasurer.home("money:desk_funds")
    treasurer.follow("money:desk_vouchers")
    treasurer.follow("money:desk_voucher", voucher.id)
    treasurer.reads("您是经办人，不能复核这张凭证")
    treasurer.forges("money:desk_voucher_check", voucher.id, version=str(voucher.version))
    treasurer.reads("要由另一个人复核")
    voucher.refresh_from_db()
    assert voucher.state == "made"


def checks(six: Six) -> None:
    """The checker checks the voucher that waits: with that it stands in the books."""
    supervisor, voucher = six.supervisor, Voucher.objects.get(state="made")
    supervisor.home("money:desk_funds")
    supervisor.follow("money:desk_vouchers")
    supervisor.follow("money:desk_voucher", voucher.id)
    supervisor.press("复核通过，记账")
    voucher.refresh_from_db()
    assert voucher.state == "posted"


def contracts(six: Six) -> None:
    """Three firms offer, the cheapest is chosen, the contract is entered in two stages."""
    secretary, executor, found = six.secretary, six.executor, six.ground.decision
    secretary.home("decisions:desk_decision", found.id)
    secretary.follow("money:desk_new_works")
    secretary.choose("matter", TITLE)
    secretary.tick("kind", "contract")
    secretary.send(title="下水道疏通工程", words=DONE, executor="示例小区业委会")
    works = Works.objects.get()
    for firm, yuan in OFFERS:
        to_works(six, executor)
        executor.follow("money:desk_work_act", works.id, "quote")
        executor.send(bidder=firm, fen=yuan, days="25")
    executor.follow("money:desk_work_act", works.id, "choose")
    executor.tick("quotation", str(Quotation.objects.order_by("fen")[0].id))
    executor.send(why="报价最低，工期合适。")
    executor.follow("money:desk_work_act", works.id, "sign")
    lines = [f"{what}, {yuan}, {six.clock.day(10)}" for what, yuan in STAGES]
    executor.send(
        number="示例合同1号",
        starts_on=six.clock.day(1),
        due_on=six.clock.day(20),
        stages="\n".join(lines),
    )


def to_works(six: Six, who: Person) -> None:
    """Go to the page of the works by the menu."""
    who.home("money:desk_works")
    who.follow("money:desk_work", Works.objects.get().id)


def looks(six: Six, who: Person, act: str) -> None:
    """Somebody named to accept goes from the public page to the works and says what they found."""
    works = Works.objects.get()
    who.home("decisions:public_decision", six.ground.decision.number)
    who.follow("money:public_work", works.number)
    who.follow("money:desk_work", works.id)
    who.follow("money:desk_work_act", works.id, act)
    who.tick("outcome", "accepted")
    who.photograph()
    who.send(words="到现场看过，水流通畅。")


def builds(six: Six) -> None:
    """Each stage is reported, looked at by another, paid by one and checked by another."""
    executor, treasurer, works = six.executor, six.treasurer, Works.objects.get()
    for stage in WorksStage.objects.filter(works=works).order_by("order"):
        six.wait(days=5)
        to_works(six, executor)
        executor.follow("money:desk_work_act", works.id, "report")
        executor.photograph()
        executor.send(words=f"{stage.title}：完成。")
        executor.home("money:desk_work_act", works.id, "look")
        executor.reads("不能办理|不由您")
        looks(six, six.resident, "look")
        to_works(six, treasurer)
        treasurer.follow("money:desk_work_act", works.id, "pay")
        treasurer.send()
        checks(six)
    to_works(six, executor)
    executor.follow("money:desk_work_act", works.id, "finish")
    executor.photograph()
    executor.send(words=DONE)
    six.step_done(executor)


def accepts(six: Six) -> None:
    """Those who are named look at the whole, each with a photo; the supervisor says so."""
    works = Works.objects.get()
    six.executor.home("money:desk_work_act", works.id, "accept")
    six.executor.reads("不能办理|不由您")
    looks(six, six.resident, "accept")
    looks(six, six.representative, "accept")
    six.step_done(six.supervisor)
