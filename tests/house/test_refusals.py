"""What Linli refuses (product, refusals 1 to 9): proved over models, addresses and exports."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.management import get_commands
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.module_loading import import_string

from linli.cases.documents import desk_sheets
from linli.cases.models import Case, CaseSender
from linli.cases.rules.desk import Filters
from linli.people.models import Account
from linli.places.documents.place_sheet import OPTIONAL, REQUIRED
from linli.records.queries import shipped
from linli.tenancy.fields import SealedTextField
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import a_request, at_the_desk
from tests.house.personal_data import ENDS, PERSONAL, PLAIN
from tests.people.builders import a_signed_in_client

LINLI = Path(__file__).resolve().parents[2] / "linli"


def words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


TELLING = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
    models.UUIDField,
)
"""Types of fields that could hold what identifies or describes a person."""

PERSONAL_WORDS = words_in(
    """
    account address age birth birthday born contact creed disability email ethnic ethnicity
    family gender health holder household illness income ip login marital mobile nation
    nationality owner party password person phone religion sender sex user username voter
    """
)
"""A field with such a word in its name is looked at whatever its type is."""

FORBIDDEN_WORDS = words_in(
    """
    arrears attendance biometric blacklist checkin convict conviction crime criminal debtor
    defaulter drug face faces facial fingerprint gps inmate leaderboard license nonpayer
    nonvoter petitioner petitioners plate plates points portrait prisoner profiling quota
    ranking ranks religion score scores scoring selfie stability suspect tenant tenants track
    tracks trajectory troublemaker visitor visitors watchlist whitelist
    """
)
"""Words of registers and watching that no model, field, address, command or column bears."""

FORBIDDEN_PAIRS = words_in(
    """
    check_in credit_score criminal_record face_id key_person key_persons license_plate
    number_plate online_time repeat_petition repeat_sender risk_level risk_person social_credit
    watch_list watched_person
    """
)
FORBIDDEN_PARTS = re.compile(
    r"watch_?list|black_?list|petitioner|suspect|offender|crimin|convict|key_person|id_?card"
    r"|national_id|religio|belief|ethnic|risk_score|credit_score|leader_?board|clock_in"
    r"|track_?point|repeat_sender|non_?payer|non_?voter|mental_|visitor_register|tenant_register"
)
"""The same, wherever it stands inside a word."""
FORBIDDEN_HAN = re.compile(
    "人脸|车牌|前科|犯罪记录|重点人员|重点人群|黑名单|上访人|缠访|闹访|稳控|打卡|考勤|积分|排名|轨迹|在线时长"
)
OTHER_SENSE = {"national_id", "face", "fingerprint", "points", "score", "scores", "tenant", "track"}
"""Words that code uses in another sense: a clock's face, a key's fingerprint, points of an outline,
a category's score, a number to hide, the sub-district as tenant of the database."""


MAY_CALL = {
    # The outbox, to the SMS interface and webhooks that the office has set.
    "records/actions/channels.py",
    # Benchmarks, to the server that they started themselves on loopback.
    *(f"config/bench/{name}.py" for name in ("client", "server", "weight")),
}


def our_models() -> list[type[models.Model]]:
    return [
        model for model in apps.get_models() if model._meta.app_config.name.startswith("linli.")
    ]


def words_of(name: str) -> list[str]:
    """The words of a name in camel case, snake case or with dashes, in small letters."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)


def forbidden_in(name: str) -> set[str]:
    words = [word.lower() for word in words_of(name)]
    pairs = {f"{first}_{second}" for first, second in pairwise(words)}
    parts = set(FORBIDDEN_PARTS.findall("_".join(words)))
    return (set(words) & FORBIDDEN_WORDS) | (pairs & FORBIDDEN_PAIRS) | parts


def addresses(patterns: list[URLPattern | URLResolver], path: str = "") -> list[str]:
    found = []
    for entry in patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry.url_patterns, here)
        else:
            found.append(f"{here} {entry.name or ''}")
    return found


def telling_fields() -> set[str]:
    """Each field that could hold personal data by its type, its name or what it points to."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if _could_tell(field)
    }


def _could_tell(field: models.Field) -> bool:
    if field.is_relation:
        named = bool(set(words_of(field.name)) & PERSONAL_WORDS)
        return field.related_model is Account or field.name == "dwelling" or named
    if field.primary_key and isinstance(field, models.UUIDField):
        return False
    plain_choice = bool(field.choices)
    return (isinstance(field, TELLING) and not plain_choice) or bool(
        set(words_of(field.name)) & PERSONAL_WORDS
    )


NO_DATA = {
    # Yes or no, about the account itself.
    "people.Account.phone_verified",
    "people.Account.is_staff_account",
    # Links between rows of a library, which hold nothing themselves.
    "account.EmailConfirmation.email_address",
    "socialaccount.SocialToken.account",
}


def plain_fields() -> set[str]:
    return {f"{label}.{name}" for label, names in PLAIN.items() for name in names.split()}


def test_every_field_that_can_hold_personal_data_is_named_with_purpose_basis_and_retention():
    unnamed = telling_fields() - set(PERSONAL) - plain_fields() - NO_DATA
    assert unnamed == set()


def test_the_lists_name_no_field_that_is_gone():
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }
    assert (set(PERSONAL) | plain_fields()) - there == set()


def test_no_field_is_both_personal_and_plain():
    assert set(PERSONAL) & plain_fields() == set()


def test_each_use_says_what_for_on_what_ground_and_how_long():
    assert [name for name, use in PERSONAL.items() if not all(part.strip() for part in use)] == []


def test_a_retention_that_names_a_rule_names_one_that_exists():
    named = {
        use.retention.removeprefix("rule ").partition(",")[0]
        for use in PERSONAL.values()
        if use.retention.startswith("rule ")
    }
    assert named <= set(shipped().rules)


def test_each_retention_names_what_ends_it():
    assert {use.retention for use in PERSONAL.values()} == set(ENDS)


def clock_jobs() -> set[str]:
    jobs = (*settings.LINLI_FORGETTING, *settings.LINLI_REMINDERS)
    return {*jobs, *(path for _words, path, _seconds in settings.LINLI_WORK)}


OWN_ACTS = {
    "linli.people.actions.close_account",
    "linli.cases.actions.unpublish_case",
    "linli.decisions.actions.leave_board",
}
"""What ends by somebody's own act, at no time known beforehand."""


def test_what_ends_a_retention_is_there_and_the_clock_runs_it():
    named = {how for how in ENDS.values() if not how.startswith(("kept: ", "never: "))}
    assert all(callable(import_string(path)) for path in named)
    assert named - clock_jobs() == OWN_ACTS


def test_what_every_room_forgets_is_somebodys_retention():
    assert set(settings.LINLI_FORGETTING) <= set(ENDS.values())


def test_what_stays_says_by_which_law():
    kept = [how for how in ENDS.values() if how.startswith("kept: ")]
    assert [how for how in kept if not re.search(r"PIPL arts?\. \d|Archives Law", how)] == []


def test_what_is_never_written_is_switched_off():
    for how in ENDS.values():
        if how.startswith("never: "):
            name, value = how.removeprefix("never: ").split(" is ")
            assert str(getattr(settings, name)) == value


def test_every_retention_of_the_rulebook_is_read_by_code():
    keys = {key for key in shipped().rules if key.startswith("personal.retention.")}
    code = "".join(page.read_text() for page in LINLI.rglob("*.py"))
    assert keys
    assert {key for key in keys if f'"{key}"' not in code} == set()


def test_what_reaches_a_person_is_sealed():
    reaching = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.name in {"phone", "contact", "address"}
        or (model is CaseSender and field.name == "name")
    }
    sealed = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField)
    }
    assert reaching <= sealed


def test_no_model_or_field_bears_the_name_of_a_register_of_persons():
    names = [
        name
        for model in our_models()
        for name in (model.__name__, *(field.name for field in model._meta.get_fields()))
    ]
    assert {name: found for name in names if (found := forbidden_in(name))} == {}


def test_no_address_bears_the_name_of_a_register_of_persons():
    found = {
        address: words
        for address in addresses(get_resolver().url_patterns)
        if (words := forbidden_in(address))
    }
    assert found == {}


def test_no_command_bears_the_name_of_a_register_of_persons():
    ours = [name for name, app in get_commands().items() if str(app).startswith("linli.")]
    assert {name: words for name in ours if (words := forbidden_in(name))} == {}


def test_no_code_names_a_function_or_class_after_what_is_refused():
    made = re.compile(r"^\s*(?:def|class) (\w+)", re.MULTILINE)
    found = {
        f"{path.relative_to(LINLI)}: {name}"
        for path in LINLI.rglob("*.py")
        for name in made.findall(path.read_text())
        if forbidden_in(name) - OTHER_SENSE
    }
    assert found == set()


IN_RULES = {'msgstr "打卡签到、积分排名、在线时长"', 'msgstr "行踪轨迹"'}
"""Values of the rulebook: what the law forbids to ask of workers, and what it calls sensitive."""


def test_no_page_or_text_speaks_of_what_is_refused_but_to_refuse_it():
    said = {
        f"{path.relative_to(LINLI)}: {line.strip()[:80]}"
        for path in [*LINLI.rglob("*.html"), *LINLI.rglob("*.po")]
        for line in path.read_text().splitlines()
        if FORBIDDEN_HAN.search(line) and not re.search("不|没有|无", line) and line not in IN_RULES
    }
    assert said == set()


def test_no_export_has_a_column_for_a_sender():
    columns = [*desk_sheets.headings(), *REQUIRED, *OPTIONAL]
    assert [
        name for name in columns if re.search("用户|姓名|电话|手机|联系|留言人|证件", name)
    ] == []


def test_no_filter_of_the_desk_asks_who_sent_it():
    names = {field.name for field in fields_of(Filters)}
    assert names == {
        *("queue", "q", "state", "type", "source", "urgency", "due"),
        *("category", "community", "place", "after", "before"),
    }


@pytest.mark.django_db
def test_the_sender_of_a_request_cannot_be_filtered_or_ordered_by_in_the_database():
    for lookup in ("name", "contact__contains", "name__startswith", "contact__iexact"):
        with pytest.raises(FieldError):
            CaseSender.objects.filter(**{lookup: "示例"}).exists()


def test_no_table_of_requests_holds_a_sender_beside_the_sealed_one():
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if set(words_of(field.name)) & {"sender", "petitioner", "citizen"}
    ]
    assert pointing == []
    assert {field.name for field in Case._meta.concrete_fields} & {
        "name",
        "contact",
        "account_id",
    } == set()


@pytest.mark.django_db
def test_no_search_of_the_desk_finds_a_request_by_who_sent_it():
    ground = cases.a_ground()
    a_request(ground, title="路灯不亮", sender_name="示例寻者", contact="13800001234")
    client = at_the_desk(ground.officer)
    for typed in ("示例寻者", "13800001234", "1234"):
        page = client.get(reverse("cases:desk"), {"queue": "all", "q": typed}).content.decode()
        assert "路灯不亮" not in page
    assert (
        "路灯不亮"
        in client.get(reverse("cases:desk"), {"queue": "all", "q": "路灯"}).content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["sender", "account", "account_id", "name", "contact", "phone"])
def test_a_filter_by_sender_in_the_address_changes_nothing(word):
    ground = cases.a_ground()
    a_request(ground, title="路灯不亮", sender_name="示例寻者", contact="13800001234")
    client = at_the_desk(ground.officer)
    page = client.get(reverse("cases:desk"), {"queue": "all", word: "别人"}).content.decode()
    assert "路灯不亮" in page


@pytest.mark.django_db
def test_no_export_holds_who_sent_it():
    ground = cases.a_ground()
    a_request(ground, title="路灯不亮", sender_name="示例寻者", contact="13800001234")
    client = at_the_desk(ground.officer)
    content = client.get(reverse("cases:desk_export"), {"queue": "all", "as": "csv"}).content
    text = content.decode("utf-8-sig")
    assert "路灯不亮" in text
    assert "示例寻者" not in text
    assert "13800001234" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["account_id", "name", "email", "phone", "device_id", "q"])
def test_the_second_door_knows_no_filter_by_sender(word):
    client = a_signed_in_client("visitor")
    cases.a_ground()
    plain = client.get(reverse("cases:open311_requests", args=["json"]))
    asked = client.get(reverse("cases:open311_requests", args=["json"]), {word: "示例"})
    assert asked.content == plain.content


DECLARED = {"party_member", "sex", "age_band"}
"""What the holder of a seat may declare, for sums with a floor; refusal 8 allows no more."""


def test_whether_somebody_is_in_the_party_is_recorded_only_where_an_office_holder_declares_it():
    sides = apps.get_model("counsel.Party")
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if "party" in words_of(field.name) and field.related_model is not sides
    }
    assert fields == {"people.SeatDeclaration.party_member"}


def test_what_an_office_holder_declares_hangs_on_the_seat_alone_and_may_be_left_out():
    model = apps.get_model("people.SeatDeclaration")
    fields = {field.name: field for field in model._meta.concrete_fields}
    assert set(fields) == {"id", "sub_district", "seat", "on_paper", "declared_at", *DECLARED}
    assert [name for name in DECLARED if not fields[name].blank] == []


def test_nothing_is_asked_of_anybody_who_sits_but_name_office_and_the_article():
    fields = {field.name for field in apps.get_model("people.BodySeat")._meta.concrete_fields}
    assert fields == {
        *("id", "sub_district", "term", "order", "name", "account", "office", "side"),
        *("article", "came", "valid_from", "valid_to", "ended", "end_basis"),
    }


def test_who_read_it_is_logged_of_staff_and_what_residents_browse_is_not():
    names = {model.__name__ for model in our_models()}
    found = {name for name in names if re.search("PageView|Visit|SearchLog|Click", name)}
    # A visit to the lawyer is one that somebody booked.
    assert found == {"LegalVisit"}


def test_nothing_is_fetched_from_anywhere():
    fetching = re.compile(
        r"^\s*(?:import|from) (?:urllib\.request|http\.client|requests|httpx|aiohttp|imaplib|poplib|feedparser)\b",
        re.M,
    )
    found = {
        str(path.relative_to(LINLI))
        for path in LINLI.rglob("*.py")
        if fetching.search(path.read_text())
    }
    assert found == MAY_CALL
