"""Pages of bodies: at the desk, for members, for everybody."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from linli.kernel.posts import PostKind
from linli.people import actions, queries
from linli.people.models import BodyDelegation, BodySeat, BodyTerm, Handover, SeatDeclaration
from linli.people.rules import OrganisationKind, YesNo
from tests.builders import Ground
from tests.people.body_builders import a_body, a_committee, a_term, members, seats_of_term
from tests.people.builders import (
    a_post,
    a_signed_in_client,
    an_account,
    an_organisation,
    appointed,
)
from tests.records.builders import a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.web]
Kind = OrganisationKind


@pytest.fixture
def ground() -> Ground:
    return Ground()


def running(number: int = 0) -> dict[str, date]:
    """Days of a term that runs today."""
    year = timezone.localdate().year
    return {"term_from": date(year + number, 1, 1), "term_to": date(year + number + 4, 12, 31)}


def text(answer) -> str:
    """The page with plain spaces where the pieces put unbreakable ones."""
    return answer.content.decode().replace("\xa0", " ")


def serving(place, company) -> None:
    """Give a company the manager's post at a place."""
    a_post(PostKind.PROPERTY_MANAGER, place, organisation_id=company.id)


def test_everybody_sees_who_leads_decides_executes_and_serves(ground):
    branch = a_body(Kind.PARTY_BRANCH, ground.compound, name="示例党支部")
    actions.file_result(
        actor=ground.office, body_id=branch.id, members=members(3), basis="示例", at=timezone.now(),
        **running(),
    )  # fmt: skip
    congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, ground.compound, name="示例居代会")
    a_term(congress, members=members(7), **running())
    a_committee(ground.compound, **running())
    serving(ground.compound, an_organisation(ground.compound, name="示例物业"))
    page = text(a_signed_in_client("visitor").get(
        reverse("people:who_decides", args=[ground.compound.id])
    ))  # fmt: skip
    for words in (
        *(
            "引领",
            "示例党支部",
            "书记 示例甲",
            "决定",
            "示例居代会，7",
            "执行",
            "合同服务",
            "示例物业",
        ),
        *("它的合同没有登记", "还没有备案", f"任期到 {running()['term_to']}"),
    ):
        assert words.replace("，7", "") in page, words


def test_where_nothing_is_entered_the_page_says_so(ground):
    client = a_signed_in_client("visitor")
    page = text(client.get(reverse("people:who_decides", args=[ground.compound.id])))
    assert page.count("还没有登记") == 5
    assert "还没有登记物业公司" in page


def test_where_a_body_is_not_entered_its_held_post_stands_in_its_place(ground):
    appointed(a_post(PostKind.SECRETARY, ground.community))
    appointed(a_post(PostKind.SUPERVISION_CHAIR, ground.community))
    a_post(PostKind.CONGRESS_CHAIR, ground.compound)
    client = a_signed_in_client("visitor")
    page = text(client.get(reverse("people:who_decides", args=[ground.compound.id])))
    assert f"{ground.community.name} · 社区书记" in page
    assert f"{ground.community.name} · 居务监督委员会主任" in page
    assert page.count("还没有登记") == 3, "nobody holds the post of the congress"


def test_a_building_has_no_page_of_its_own(ground):
    client = a_signed_in_client("visitor")
    assert client.get(reverse("people:who_decides", args=[ground.building.id])).status_code == 404


def test_the_contract_of_the_company_shows_its_end(ground):
    company = an_organisation(ground.compound, name="示例物业")
    company.valid_to = date(2099, 6, 30)
    company.save()
    serving(ground.compound, company)
    client = a_signed_in_client("visitor")
    page = text(client.get(reverse("people:who_decides", args=[ground.compound.id])))
    assert "服务到 2099-06-30" in page


def test_only_the_company_with_a_post_at_the_compound_is_under_contract(ground):
    company = an_organisation(ground.root, name="示例甲物业")
    an_organisation(ground.root, name="示例乙物业")
    address = reverse("people:who_decides", args=[ground.compound.id])
    client = a_signed_in_client("visitor")
    assert "示例甲物业" not in text(client.get(address))
    serving(ground.compound, company)
    page = text(client.get(address))
    assert "示例甲物业" in page
    assert "示例乙物业" not in page


def test_places_and_who_serves_lead_there(ground):
    client = a_signed_in_client("visitor")
    address = reverse("people:who_decides", args=[ground.compound.id])
    assert address in text(client.get(reverse("places:place_detail", args=[ground.compound.id])))
    served = client.get(reverse("people:who_serves"), {"place": str(ground.building.id)})
    assert address in text(served)


def test_a_body_shows_names_by_office_and_nothing_declared(ground):
    term = a_committee(ground.compound, **running())
    seat = seats_of_term(term)[0]
    actions.declare_facts(
        actor=ground.secretary, seat_id=seat.id, party_member=YesNo.YES, on_paper=True,
        at=timezone.now(),
    )  # fmt: skip
    for who in ("visitor", ground.secretary):
        name = "people:public_body" if who == "visitor" else "people:body_detail"
        page = text(a_signed_in_client(who).get(reverse(name, args=[term.body_id])))
        assert "示例甲1" in page
        assert "主任" in page
        assert "党员" not in page


def test_the_composition_page_shows_sums_with_the_day(ground):
    for _number in range(3):
        congress = a_body(Kind.COMPOUND_RESIDENTS_CONGRESS, ground.compound)
        for seat in seats_of_term(a_term(congress, members=members(5), alternates=[], **running())):
            said = YesNo.NO if seat.order == 5 or (_number == 0 and seat.order > 2) else YesNo.YES
            actions.declare_facts(
                actor=ground.secretary, seat_id=seat.id, party_member=said, on_paper=True,
                at=timezone.now(),
            )  # fmt: skip
    actions.publish_compositions(sub_district_id=ground.place.id, at=timezone.now())
    page = text(a_signed_in_client("visitor").get(reverse("people:composition")))
    assert "申报为党员的 10 人，占 66%" in page
    assert "3 个组织" in page
    assert "示例甲" not in page


def test_the_list_shows_what_runs_out_first(ground):
    a_committee(ground.compound, **running())
    over = a_committee(ground.compound, term_from=date(2020, 1, 1), term_to=date(2024, 12, 31))
    page = text(a_signed_in_client(ground.secretary).get(reverse("people:bodies")))
    assert page.index(over.body.name) < page.index("换届")
    client = a_signed_in_client(ground.secretary)
    assert over.body.name in text(client.get(reverse("people:bodies"), {"show": "owed"}))
    assert over.body.name not in text(client.get(reverse("people:bodies"), {"show": "none"}))


def test_the_list_takes_the_same_number_of_queries_for_many_bodies(
    ground, django_assert_max_num_queries
):
    for _number in range(6):
        a_committee(ground.compound, **running())
    client = a_signed_in_client(ground.secretary)
    with django_assert_max_num_queries(18):
        client.get(reverse("people:bodies"))


def test_another_communitys_body_is_not_there(ground):
    other = Ground()
    term = a_committee(other.compound, **running())
    client = a_signed_in_client(ground.secretary)
    assert client.get(reverse("people:body_detail", args=[term.body_id])).status_code == 404


def test_who_only_looks_is_offered_no_acts(ground):
    term = a_committee(ground.compound, **running())
    page = text(
        a_signed_in_client(ground.officer).get(reverse("people:body_detail", args=[term.body_id]))
    )
    assert reverse("people:seat_members", args=[term.body_id]) not in page


def seat_form(**typed) -> dict[str, str]:
    days = {name: day.isoformat() for name, day in running().items()}
    return {
        "members": "示例甲，主任\n示例乙，财务\n示例丙\n示例丁\n示例戊",
        "alternates": "示例己\n示例庚",
        "basis": "业主大会公告 2026-2",
        **days,
        **typed,
    }


def test_a_new_term_is_typed_in_line_by_line(ground):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    client = a_signed_in_client(ground.secretary)
    address = reverse("people:seat_members", args=[body.id])
    assert "财务" in text(client.get(address))
    assert client.post(address, seat_form()).status_code == 303
    term = BodyTerm.objects.get()
    assert [(one.name, one.office) for one in seats_of_term(term)][:3] == [
        ("示例甲", "chair"),
        ("示例乙", "treasurer"),
        ("示例丙", "member"),
    ]
    assert [one.name for one in queries.alternates_of(ground.place.id, term.id)] == [
        "示例己",
        "示例庚",
    ]


def test_a_word_that_is_no_office_is_asked_about(ground):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    client = a_signed_in_client(ground.secretary)
    answer = client.post(
        reverse("people:seat_members", args=[body.id]), seat_form(members="示例甲，大总管")
    )
    assert answer.status_code == 422
    assert "大总管" in text(answer)
    assert not BodyTerm.objects.exists()


def test_an_even_number_is_refused_in_a_sentence(ground):
    body = a_body(Kind.OWNERS_COMMITTEE, ground.compound)
    client = a_signed_in_client(ground.secretary)
    answer = client.post(reverse("people:seat_members", args=[body.id]), seat_form(seats="6"))
    assert answer.status_code == 422
    assert "席位须为单数" in text(answer)


def test_a_party_result_is_filed_on_its_own_form(ground):
    branch = a_body(Kind.PARTY_BRANCH, ground.compound)
    client = a_signed_in_client(ground.secretary)
    address = reverse("people:seat_members", args=[branch.id])
    page = text(client.get(address))
    assert "登记选举结果" in page
    assert "候补成员" not in page
    typed = seat_form(members="示例甲，书记\n示例乙\n示例丙")
    typed.pop("alternates")
    assert client.post(address, typed).status_code == 303
    assert BodyTerm.objects.get().came == "filed"


def test_offices_accounts_and_ends_are_given_on_forms(ground):
    term = a_committee(ground.compound, **running())
    seat = seats_of_term(term)[1]
    owner = an_account(ground.place)
    client = a_signed_in_client(ground.secretary)
    posts = {
        "people:give_office": {"office": "recorder"},
        "people:link_account": {"username": owner.username},
        "people:declare_on_paper": {"party_member": "no", "sex": "", "age_band": "over_60"},
        "people:vacate": {
            "why": "recalled",
            "basis": "业主大会决定 2026-3",
            "last_day": timezone.localdate().isoformat(),
        },
    }
    for name, typed in posts.items():
        address = reverse(name, args=[seat.id])
        assert client.get(address).status_code == 200, name
        assert client.post(address, typed).status_code == 303, name
    seat.refresh_from_db()
    assert (seat.office, seat.account_id, seat.ended) == ("recorder", owner.pk, "recalled")
    assert SeatDeclaration.objects.get().age_band == "over_60"


def test_an_alternate_follows_and_another_is_passed_over(ground):
    term = a_committee(ground.compound, seats=7, **running())
    first, second = queries.alternates_of(ground.place.id, term.id)
    client = a_signed_in_client(ground.secretary)
    passing = reverse("people:pass_over", args=[term.id, first.id])
    assert client.get(passing).status_code == 200
    assert client.post(passing, {"why": "本人不愿意"}).status_code == 303
    succeeding = reverse("people:succeed", args=[term.id])
    assert second.name in text(client.get(succeeding))
    day = timezone.localdate().isoformat()
    assert client.post(succeeding, {"first_day": day}).status_code == 303
    assert BodySeat.objects.filter(name=second.name).exists()
    page = text(client.get(reverse("people:body_detail", args=[term.body_id])))
    assert "候补递补" in page
    assert "本人不愿意" in page


def test_a_filing_is_entered_with_its_receipt(ground):
    term = a_committee(ground.compound, **running())
    client = a_signed_in_client(ground.secretary)
    address = reverse("people:file_term", args=[term.id])
    assert 'enctype="multipart/form-data"' in text(client.get(address))
    typed = {
        "filed_with": "housing_authority",
        "filed_on": timezone.localdate().isoformat(),
        "reference": "备 2026-12",
        "receipt": SimpleUploadedFile("回执.jpg", a_picture()),
    }
    assert client.post(address, typed).status_code == 303
    page = text(client.get(reverse("people:body_detail", args=[term.body_id])))
    assert "备 2026-12" in page
    receipt = queries.filings_of(ground.place.id, term.id)[0].receipt_id
    paper = reverse("records:attachment", args=[receipt])
    assert client.get(paper).status_code == 200
    assert a_signed_in_client("visitor").get(paper).status_code == 404


def test_a_delegation_is_entered_shown_to_all_and_ended(ground):
    giver = a_body(Kind.RESIDENTS_COMMITTEE, ground.community, name="示例居委会")
    a_term(giver, alternates=[], **running())
    taker = a_body(Kind.OWNERS_COMMITTEE, ground.compound, name="示例业委会")
    client = a_signed_in_client(ground.secretary)
    typed = {
        "taker": str(taker.id),
        "scope": "组织小区日常巡查",
        "basis": "居委会决定",
        "valid_from": timezone.localdate().isoformat(),
        "valid_to": running()["term_to"].isoformat(),
    }
    address = reverse("people:delegate_to_body", args=[giver.id])
    assert "示例业委会" in text(client.get(address))
    assert client.post(address, typed).status_code == 303
    public = reverse("people:who_decides", args=[ground.compound.id])
    assert "组织小区日常巡查" in text(client.get(public))
    made = BodyDelegation.objects.get()
    ending = reverse("people:end_delegation", args=[giver.id, made.id])
    assert client.get(ending).status_code == 200
    done = client.post(ending, {"why": "居委会新决定", "last_day": typed["valid_from"]})
    assert done.status_code == 303


@pytest.fixture
def handed(ground):
    """A committee's second term with members who have accounts, old and new."""
    old, new = an_account(ground.place), an_account(ground.place)
    before = a_committee(
        ground.compound,
        members=members(5, account_id=old.pk, name="示例前任1"),
        term_from=date(2020, 1, 1),
        term_to=date(2024, 12, 31),
    )
    days = running()
    return a_term(before.body, members=members(5, account_id=new.pk), **days), old, new


def test_a_list_is_settled_and_signed_by_both_sides_on_pages(ground, handed):
    term, old, new = handed
    desk = a_signed_in_client(ground.secretary)
    address = reverse("people:handover", args=[term.id])
    assert "印章" in text(desk.get(address))
    add = reverse("people:add_handover_item", args=[term.id])
    assert desk.get(add).status_code == 200
    assert desk.post(add, {"kind": "other", "what": "打印机"}).status_code == 303
    for item in queries.handover_of(ground.place.id, term.id).items:
        tick = reverse("people:tick_handover_item", args=[term.id, item.id])
        assert desk.get(tick).status_code == 200
        assert desk.post(tick, {"state": "given"}).status_code == 303
    for account, side in ((old, "gives"), (new, "takes")):
        client = a_signed_in_client(account)
        assert term.body.name in text(client.get(reverse("people:my_offices")))
        assert f'value="{side}"' in text(client.get(address))
        signing = reverse("people:sign_handover", args=[term.id])
        assert client.post(signing, {"side": side}).status_code == 303
    handover = Handover.objects.get()
    assert handover.given_at
    assert handover.taken_at
    assert "双方已签字" in text(desk.get(reverse("people:body_detail", args=[term.body_id])))


def test_a_signature_on_paper_is_entered_at_the_desk(ground, handed):
    term, *_both = handed
    desk = a_signed_in_client(ground.secretary)
    for item in queries.handover_of(ground.place.id, term.id).items:
        tick = reverse("people:tick_handover_item", args=[term.id, item.id])
        desk.post(tick, {"state": "missing", "note": "上一届未建账"})
    address = reverse("people:sign_on_paper", args=[term.id])
    assert desk.get(address).status_code == 200
    typed = {
        "side": "gives",
        "name": "示例甲2",
        "paper": SimpleUploadedFile("清单.jpg", a_picture()),
    }
    assert desk.post(address, typed).status_code == 303
    assert Handover.objects.get().given_by == "示例甲2"


def test_a_handover_is_nobody_elses(ground, handed):
    term, *_both = handed
    client = a_signed_in_client(ground.resident)
    assert client.get(reverse("people:handover", args=[term.id])).status_code == 404


def test_a_member_sees_the_own_office_declares_and_resigns(ground):
    owner = an_account(ground.place)
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk), **running())
    seat = seats_of_term(term)[0]
    client = a_signed_in_client(owner)
    assert reverse("people:my_offices") in text(client.get(reverse("people:my_account")))
    assert "主任" in text(client.get(reverse("people:my_offices")))
    declaring = reverse("people:declare", args=[seat.id])
    assert "可以不申报" in text(client.get(declaring))
    typed = {"party_member": "yes", "sex": "", "age_band": ""}
    assert client.post(declaring, typed).status_code == 303
    assert "党员：是" in text(client.get(reverse("reports:my_data")))
    leaving = reverse("people:resign", args=[seat.id])
    assert client.get(leaving).status_code == 200
    day = timezone.localdate().isoformat()
    assert client.post(leaving, {"last_day": day}).status_code == 303
    seat.refresh_from_db()
    assert seat.ended == "resigned"


def test_nobody_opens_the_declaration_of_another(ground):
    owner = an_account(ground.place)
    term = a_committee(ground.compound, members=members(5, account_id=owner.pk), **running())
    seat = seats_of_term(term)[0]
    for who in (ground.resident, ground.secretary):
        client = a_signed_in_client(who)
        assert client.get(reverse("people:declare", args=[seat.id])).status_code == 404
