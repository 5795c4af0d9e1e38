"""The outbox: what is told is told once, and what did not leave is seen."""

import json
import smtplib
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest
from django.core import mail

from linli.kernel.errors import Missing, NotAllowed
from linli.records import actions, queries, rules
from linli.records.actions.channels import NotSent, Parcel, by_mail, by_text_message
from linli.records.actions.outbox import Letter
from linli.records.models import Channel, Message, MessageState
from linli.tenancy.models import new_id
from tests.records.builders import AT, a_holder, a_resident, the_system

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=1)
of_the_library = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
"""One of Apprise's channels, loaded with all others, still imports it."""


def a_letter(channel: Channel = Channel.EMAIL, **facts) -> Letter:
    given = {
        "key": f"people:{new_id()}",
        "channel": channel,
        "template": "people/letter",
        "params": {"subject": "示例标题", "body": "示例内容"},
        "address": "shili@example.org" if channel is Channel.EMAIL else "13800138000",
    }
    return Letter(**{**given, **facts})


def queued(actor, *letters: Letter) -> list[Message]:
    actions.notify(sub_district_id=actor.sub_district_id, letters=letters, at=AT)
    return list(Message.objects.filter(sub_district_id=actor.sub_district_id).order_by("id"))


def state_of(message: Message) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempts


class Taking:
    """A channel that takes what it is given, or fails as often as it is told."""

    def __init__(self, *faults: Exception) -> None:
        self.faults, self.taken = list(faults), []

    def __call__(self, parcel: Parcel) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.taken.append(parcel)


def test_a_message_leaves_once_and_takes_its_address_and_words_with_it():
    actor, channel = the_system(), Taking()
    (message,) = queued(actor, a_letter())
    assert actions.send_messages(at=LATER, channels={"email": channel}) == {"sent": 1}
    assert actions.send_messages(at=LATER, channels={"email": channel}) == {}
    message.refresh_from_db()
    assert (message.state, message.address, message.params) == (MessageState.SENT.value, "", {})
    (parcel,) = channel.taken
    assert (parcel.id, parcel.title, parcel.body) == (str(message.id), "示例标题", "示例内容")


def test_a_letter_with_a_key_used_before_is_not_told_again():
    actor = the_system()
    queued(actor, a_letter(key="people:once"))
    assert len(queued(actor, a_letter(key="people:once"))) == 1


def test_a_failed_message_waits_longer_each_time_and_is_lost_at_last():
    actor = the_system()
    (message,) = queued(actor, a_letter())
    channel = Taking(*[NotSent("mail server: 451")] * 7)
    at, waits = AT, []
    while state_of(message)[0] == MessageState.WAITING.value:
        actions.send_messages(at=at, channels={"email": channel})
        message.refresh_from_db()
        waits.append(round((message.next_at - at) / timedelta(minutes=1)))
        at = max(message.next_at, at + timedelta(minutes=6))
    assert waits[:-1] == list(rules.BACK_OFF_MINUTES)
    assert state_of(message) == (MessageState.LOST.value, 7)
    assert message.last_error == "mail server: 451"


def test_an_address_refused_for_good_is_not_tried_again():
    actor = the_system()
    (message,) = queued(actor, a_letter())
    channel = Taking(NotSent("mail server: 550", for_good=True))
    assert actions.send_messages(at=AT, channels={"email": channel}) == {"lost": 1}
    assert state_of(message) == (MessageState.LOST.value, 1)


def test_a_fault_in_one_message_does_not_stop_the_others():
    actor, channel = the_system(), Taking(RuntimeError("13800138000"))
    first, second = queued(actor, a_letter(), a_letter())
    assert actions.send_messages(at=AT, channels={"email": channel}) == {"put off": 1, "sent": 1}
    assert {state_of(first)[0], state_of(second)[0]} == {"waiting", "sent"}
    first.refresh_from_db()
    second.refresh_from_db()
    assert "13800138000" not in first.last_error + second.last_error


@pytest.mark.parametrize(("channel", "state"), [("sms", "sent"), ("email", "lost")])
def test_after_a_sender_was_killed_only_what_knows_repetitions_is_sent_again(channel, state):
    actor, taking = the_system(), Taking()
    (message,) = queued(actor, a_letter(Channel(channel)))
    Message.objects.update(state="sending", attempts=1, next_at=AT + rules.LEASE)
    assert actions.send_messages(at=LATER, channels={channel: taking}) == {}
    actions.send_messages(at=AT + rules.LEASE, channels={channel: taking})
    assert state_of(message)[0] == state
    assert len(taking.taken) == (channel == "sms")


def test_a_channel_that_is_not_set_up_lets_messages_wait_and_then_gives_up():
    actor = the_system()
    (message,) = queued(actor, a_letter(Channel.SMS))
    assert actions.send_messages(at=LATER, channels={}) == {}
    assert state_of(message) == ("waiting", 0)
    assert actions.give_up_old(at=AT + rules.TOO_OLD + timedelta(minutes=1)) == 1
    assert state_of(message)[0] == "lost"


def test_what_a_post_is_told_goes_to_each_group_chat_too(settings):
    settings.LINLI_WEBHOOKS = ["feishu://one", "dingtalk://two"]
    actor = a_holder()
    made = queued(actor, a_letter(Channel.INBOX, post_id=actor.post.post_id, address=""))
    assert sorted(message.channel for message in made) == ["inbox", "webhook", "webhook"]
    assert not any("feishu" in message.address for message in made)


def test_what_an_account_is_told_goes_to_no_group_chat(settings):
    settings.LINLI_WEBHOOKS = ["feishu://one"]
    actor = a_resident()
    made = queued(actor, a_letter(Channel.INBOX, account_id=actor.account_id, address=""))
    assert [message.channel for message in made] == ["inbox"]


def test_mail_bears_an_id_by_which_a_repetition_is_known():
    by_mail(Parcel("0190", "shili@example.org", "示例标题", "示例内容", "http://localhost/x"))
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == "<0190@localhost>"
    assert sent.body == "示例内容\n\nhttp://localhost/x"


def test_a_reason_of_the_mail_server_holds_no_address(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({"shili@example.org": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(NotSent) as caught:
        by_mail(Parcel("0190", "shili@example.org", "t", "b", ""))
    assert (caught.value.reason, caught.value.for_good) == ("mail server: 550", True)


@pytest.fixture
def gateway(settings):
    """A text message gateway that answers as it is told and keeps what it got."""
    got, answers = [], []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            content = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((json.loads(content), dict(self.headers)))
            self.send_response(answers.pop(0))
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.LINLI_SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.LINLI_SMS_TOKEN = "word"
    yield got, answers
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_text_message_gateway_gets_what_the_docs_say(gateway):
    got, answers = gateway
    answers += [200, 409]
    parcel = Parcel("0190", "13800138000", "验证码", "123456", "")
    by_text_message(parcel)
    by_text_message(parcel)
    content, headers = got[0]
    assert content == {"id": "0190", "to": "13800138000", "text": "验证码 123456"}
    assert headers["Authorization"] == "Bearer word"
    assert headers["Idempotency-Key"] == "0190"


@pytest.mark.parametrize(("code", "for_good"), [(503, False), (429, False), (422, True)])
def test_the_gateway_s_refusal_is_tried_again_unless_it_is_for_good(gateway, code, for_good):
    gateway[1].append(code)
    with pytest.raises(NotSent) as caught:
        by_text_message(Parcel("0190", "13800138000", "t", "", ""))
    assert (caught.value.reason, caught.value.for_good) == (f"gateway: {code}", for_good)


@pytest.fixture
def group_chat(settings, gateway):
    """A group chat's address in the settings, and what came in there."""
    address = urlsplit(settings.LINLI_SMS_URL).netloc
    settings.LINLI_SMS_URL = ""
    settings.LINLI_WEBHOOKS = [f"json://{address}/chat"]
    settings.LINLI_PUBLIC_URL = "http://localhost"
    return gateway


def told_in_the_group_chat() -> Message:
    actor = a_holder()
    queued(actor, a_letter(Channel.INBOX, post_id=actor.post.post_id, address=""))
    return Message.objects.get(channel="webhook")


@of_the_library
def test_a_group_chat_gets_title_and_words_once(group_chat):
    got, answers = group_chat
    answers.append(200)
    message = told_in_the_group_chat()
    assert actions.send_messages(at=AT) == {"sent": 1}
    assert actions.send_messages(at=LATER) == {}
    ((content, _headers),) = got
    assert (content["title"], content["message"]) == ("示例标题", "示例内容")
    assert state_of(message) == ("sent", 1)


@of_the_library
def test_a_group_chat_that_does_not_take_a_message_gets_it_again_later(group_chat):
    got, answers = group_chat
    answers += [503, 200]
    message = told_in_the_group_chat()
    assert actions.send_messages(at=AT) == {"put off": 1}
    assert state_of(message) == ("waiting", 1)
    assert message.last_error == "webhook: not taken"
    assert actions.send_messages(at=message.next_at) == {"sent": 1}
    assert (len(got), state_of(message)[0]) == (2, "sent")


def test_a_group_chat_that_is_no_longer_set_up_gets_nothing(group_chat, settings):
    message = told_in_the_group_chat()
    settings.LINLI_WEBHOOKS = ["json://127.0.0.1:9/another"]
    assert actions.send_messages(at=AT) == {"lost": 1}
    assert state_of(message) == ("lost", 1)
    assert group_chat[0] == []


def test_nothing_leaves_where_no_channel_is_set_up(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = settings.LINLI_SMS_URL = ""
    settings.LINLI_WEBHOOKS, settings.LINLI_DEMO = [], False
    assert actions.ready_channels() == {}


def test_the_demo_shows_on_the_console_what_has_no_channel(settings, capsys):
    settings.LINLI_DEMO = True
    actor = the_system()
    queued(actor, a_letter(Channel.SMS))
    assert actions.send_messages(at=AT) == {"sent": 1}
    assert "示例标题" in capsys.readouterr().out


def test_a_lost_message_is_sent_again_or_let_go_by_the_administrator_and_it_is_recorded():
    officer = a_holder("governance_officer")
    first, second = queued(officer, a_letter(), a_letter())
    Message.objects.update(state="lost", attempts=7)
    actions.send_again(actor=officer, message_id=first.id, at=LATER)
    assert state_of(first) == ("waiting", 0)
    actions.drop_message(actor=officer, message_id=second.id, at=LATER)
    assert not Message.objects.filter(id=second.id).exists()
    acts = [queries.entries_on(officer.sub_district_id, one.id)[0].did for one in (first, second)]
    assert acts == ["records.send_again", "records.drop_message"]


def test_nobody_else_sends_again_and_nothing_that_has_left():
    officer = a_holder("governance_officer")
    (message,) = queued(officer, a_letter())
    with pytest.raises(Missing):
        actions.send_again(actor=officer, message_id=message.id, at=LATER)
    with pytest.raises(NotAllowed):
        actions.send_again(
            actor=a_holder(sub_district_id=officer.sub_district_id),
            message_id=message.id,
            at=LATER,
        )


def test_an_inbox_is_read_by_its_receiver_alone():
    reader = a_resident()
    other = a_resident(reader.sub_district_id)
    letter = a_letter(Channel.INBOX, account_id=reader.account_id, address="")
    (message,) = queued(reader, letter)
    assert (queries.unread_count(reader), queries.unread_count(other)) == (1, 0)
    with pytest.raises(Missing):
        actions.read_message(actor=other, message_id=message.id, at=LATER)
    actions.read_message(actor=reader, message_id=message.id, at=LATER)
    assert queries.unread_count(reader) == 0
