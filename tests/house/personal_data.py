"""Every column that can hold personal data, with purpose, legal basis and retention.

`PERSONAL` is the allow-list; a column that can hold text, bytes or an account and stands neither
here nor in `PLAIN` fails the tests. Articles are those of the Personal Information Protection Law.
"""

from typing import NamedTuple


class Held(NamedTuple):
    """Why a column is there and how long."""

    purpose: str
    basis: str
    retention: str


_CONSENT = "consent, art. 13 (1)"
_DUTY = "statutory duty, art. 13 (3)"
_SECURITY = "security of processing, art. 51"
_TASK = "the request itself: consent by sending it, art. 13 (1), and statutory duty, art. 13 (3)"
_AS_CASE = "as long as the request"
_AS_POST = "with the records of the post"
_AS_ACCOUNT = "until changed or the account is closed"
_JOURNAL = "as long as the journal"

PERSONAL: dict[str, Held] = {
    "cases.Case.title": Held("what the matter is; screened for numbers", _TASK, _AS_CASE),
    "cases.Case.body": Held("what the matter is; screened for numbers", _TASK, _AS_CASE),
    "cases.Case.place_text": Held("where it is", _TASK, _AS_CASE),
    "cases.Case.answer": Held("what the sender is answered", _TASK, _AS_CASE),
    "cases.Case.draft": Held("an answer being written", _TASK, "until answered"),
    "cases.Case.published_title": Held("helps neighbours", _CONSENT, "until taken back"),
    "cases.Case.published_body": Held("helps neighbours", _CONSENT, "until taken back"),
    "cases.Case.outside_number": Held("the number in the sheet it came from", _TASK, _AS_CASE),
    "cases.CaseSender.name": Held("what to call the sender; sealed", _CONSENT, _AS_CASE),
    "cases.CaseSender.contact": Held("to answer the sender; sealed", _CONSENT, _AS_CASE),
    "cases.CaseSender.account_id": Held("lets the sender list own requests", _CONSENT, _AS_CASE),
    "cases.CaseStep.actor_id": Held("which account acted, for the journal", _DUTY, _AS_CASE),
    "cases.CaseStep.actor_name": Held("the office holder who acted", _DUTY, _AS_CASE),
    "cases.CaseStep.actor_label": Held("the post that acted", _DUTY, _AS_CASE),
    "cases.CaseStep.text": Held("what was said at a step; screened", _TASK, _AS_CASE),
    "cases.CaseStep.data": Held("codes and ids of a step", _DUTY, _AS_CASE),
    "cases.Case.proposed_by": Held("who proposed an answer, so another approves", _DUTY, _AS_CASE),
    "cases.SubTask.what": Held("a part of the work; screened", _DUTY, _AS_CASE),
    "cases.SubTask.result": Held("what came of it; screened", _DUTY, _AS_CASE),
    "cases.Question.asked_by_label": Held("the post that asks", _DUTY, _AS_CASE),
    "cases.Question.text": Held("a question to the sender; screened", _TASK, _AS_CASE),
    "cases.Question.choices": Held("answers to choose from", _TASK, _AS_CASE),
    "cases.Question.answer": Held("the sender's answer; screened", _CONSENT, _AS_CASE),
    "cases.HandOver.body_name": Held("which body works on it", _DUTY, _AS_CASE),
    "cases.HandOver.contact": Held("to reach that body; sealed", _DUTY, _AS_CASE),
    "cases.HandOver.what": Held("what the body is asked to do; screened", _DUTY, _AS_CASE),
    "cases.HandOver.outside_number": Held("the number it has there", _DUTY, _AS_CASE),
    "cases.HandOver.result": Held("what the body reports; screened", _DUTY, _AS_CASE),
    "cases.Rating.comment": Held("what the sender says of the answer", _CONSENT, _AS_CASE),
    "cases.ArticleVersion.actor_label": Held("the post that wrote a page", _DUTY, "with the page"),
    "people.Account.username": Held("to sign in", _CONSENT, _AS_ACCOUNT),
    "people.Account.email": Held("one-time codes, a lost password", _CONSENT, _AS_ACCOUNT),
    "people.Account.phone": Held("one-time codes; sealed", _CONSENT, _AS_ACCOUNT),
    "people.Account.phone_mark": Held(
        "finds the account of a number; keyed hash", _CONSENT, _AS_ACCOUNT
    ),
    "people.Account.password": Held("to sign in; Argon2 hash", _CONSENT, _AS_ACCOUNT),
    "people.Profile.name": Held("what to call its owner", _CONSENT, _AS_ACCOUNT),
    "people.Profile.phone": Held("to answer its owner; sealed", _CONSENT, _AS_ACCOUNT),
    "people.Profile.account": Held("ties the profile to its sign-in", _CONSENT, _AS_ACCOUNT),
    "people.AdministratorGrant.account": Held(
        "who keeps accounts and settings", _SECURITY, _JOURNAL
    ),
    "people.DwellingClaim.account": Held("who says they live there", _CONSENT, _AS_ACCOUNT),
    "people.Holding.name": Held("how an office holder is known", _DUTY, _AS_POST),
    "people.Holding.account": Held("which sign-in acts in the post", _DUTY, _AS_POST),
    "people.Deputy.name": Held("how the deputy is known", _DUTY, _AS_POST),
    "people.Deputy.account": Held("which sign-in stands in", _DUTY, _AS_POST),
    "people.Deputy.reason": Held("why somebody stands in; no health data", _DUTY, _AS_POST),
    "records.AuditEntry.actor_id": Held("which account acted", _DUTY, _JOURNAL),
    "records.AuditEntry.actor_label": Held("the post that acted", _DUTY, _JOURNAL),
    "records.AuditEntry.facts": Held("codes and ids of an act, no texts", _DUTY, _JOURNAL),
    "records.AccessEntry.actor_id": Held("which staff account read", _SECURITY, _JOURNAL),
    "records.AccessEntry.actor_name": Held("the office holder who read", _SECURITY, _JOURNAL),
    "records.AccessEntry.actor_label": Held("the post that read", _SECURITY, _JOURNAL),
    "records.AccessEntry.why": Held("why it was read", _SECURITY, _JOURNAL),
    "records.Message.account_id": Held("whose inbox a message is for", _CONSENT, "a year"),
    "records.Message.address": Held("where a message goes; sealed", _CONSENT, "until it is sent"),
    "records.Message.params": Held("number and one line, no content", _CONSENT, "a year"),
    "records.Attachment.name": Held("the file's own name", _TASK, "with its record"),
    "records.Attachment.path": Held("where the cleaned file lies", _TASK, "with its record"),
    "records.IdempotencyKey.answer": Held("id and sealed word of a repeat", _TASK, "90 days"),
    "records.LocalRule.adopted_by": Held("which body adopted a value", _DUTY, "while it is shown"),
    "sessions.Session.session_data": Held("keeps a browser signed in", _CONSENT, "two weeks"),
    "account.EmailAddress.email": Held("one-time codes, a lost password", _CONSENT, _AS_ACCOUNT),
    "account.EmailAddress.user": Held("whose address it is", _CONSENT, _AS_ACCOUNT),
    "mfa.Authenticator.data": Held("a second factor; secrets sealed", _SECURITY, _AS_ACCOUNT),
    "mfa.Authenticator.user": Held("whose factor it is", _SECURITY, _AS_ACCOUNT),
    "usersessions.UserSession.ip": Held("lets owners know a device", _SECURITY, "as the session"),
    "usersessions.UserSession.user_agent": Held(
        "lets owners know a device", _SECURITY, "as the session"
    ),
    "usersessions.UserSession.user": Held("whose session it is", _SECURITY, "as the session"),
    "usersessions.UserSession.data": Held(
        "how the session was signed in", _SECURITY, "as the session"
    ),
    "socialaccount.SocialAccount.uid": Held(
        "knows an account of a portal again", _CONSENT, _AS_ACCOUNT
    ),
    "socialaccount.SocialAccount.extra_data": Held(
        "what the portal tells at sign-in", _CONSENT, _AS_ACCOUNT
    ),
    "socialaccount.SocialAccount.user": Held("whose portal account it is", _CONSENT, _AS_ACCOUNT),
    "socialaccount.SocialToken.token": Held(
        "not stored by our settings", _CONSENT, "never written"
    ),
    "socialaccount.SocialToken.token_secret": Held(
        "not stored by our settings", _CONSENT, "never written"
    ),
    "socialaccount.SocialToken.account": Held(
        "not stored by our settings", _CONSENT, "never written"
    ),
    "axes.AccessAttempt.username": Held(
        "locks a name after wrong passwords", _SECURITY, "15 minutes"
    ),
    "axes.AccessAttempt.ip_address": Held(
        "locks a name after wrong passwords", _SECURITY, "15 minutes"
    ),
    "axes.AccessAttempt.user_agent": Held("kept empty by our settings", _SECURITY, "15 minutes"),
    "axes.AccessAttempt.get_data": Held("kept without passwords", _SECURITY, "15 minutes"),
    "axes.AccessAttempt.post_data": Held("kept without passwords", _SECURITY, "15 minutes"),
    "axes.AccessFailureLog.user_agent": Held(
        "switched off by our settings", _SECURITY, "never written"
    ),
    "axes.AccessFailureLog.ip_address": Held(
        "switched off by our settings", _SECURITY, "never written"
    ),
    "axes.AccessFailureLog.username": Held(
        "switched off by our settings", _SECURITY, "never written"
    ),
    "axes.AccessLog.user_agent": Held("switched off by our settings", _SECURITY, "never written"),
    "axes.AccessLog.ip_address": Held("switched off by our settings", _SECURITY, "never written"),
    "axes.AccessLog.username": Held("switched off by our settings", _SECURITY, "never written"),
    "axes.AccessLog.session_hash": Held("switched off by our settings", _SECURITY, "never written"),
    "django_tasks_database.DBTaskResult.args_kwargs": Held("ids of work put aside", _DUTY, "a day"),
    "django_tasks_database.DBTaskResult.return_value": Held("what a task answered", _DUTY, "a day"),
    "django_tasks_database.DBTaskResult.traceback": Held("why a task failed", _SECURITY, "a day"),
}

PLAIN = frozenset(
    """
    cases.Category.name cases.Category.path cases.Category.open311_code
    cases.RouteRule.post_kind cases.RouteRule.note
    cases.Case.number cases.Case.state_before cases.Case.due_kind cases.Case.secret_hash
    cases.Case.salt
    cases.CaseStep.verb cases.CaseStep.from_state cases.CaseStep.to_state cases.CaseStep.audience
    cases.WrongWord.number cases.ApiKey.name cases.ApiKey.key_hash
    cases.Article.slug cases.Article.title cases.Article.body cases.Article.words
    cases.ArticleVersion.title cases.ArticleVersion.body
    cases.TemplateAnswer.name cases.TemplateAnswer.text cases.HandOver.token_hash
    people.DwellingClaim.code_hash people.Account.is_staff_account
    people.Organisation.name people.Organisation.credit_code people.Organisation.duty_phone
    people.Post.name people.Post.duty_phone
    places.SubDistrict.code places.SubDistrict.name places.SubDistrict.host
    places.Place.name places.Place.short places.Place.site_kind places.Place.outline
    places.Parentage.source places.PlaceCode.code places.PlaceAlias.name
    records.AuditEntry.did records.AuditEntry.on_kind records.AuditEntry.proof
    records.AuditEntry.digest
    records.AuditSeal.members records.AuditSeal.prev_hash records.AuditSeal.hash
    records.AccessEntry.subject_kind records.AccessEntry.what
    records.Message.key records.Message.template records.Message.link records.Message.last_error
    records.Attachment.subject_kind records.Attachment.media_type records.Attachment.sha256
    records.IdempotencyKey.key records.IdempotencyKey.body_hash
    records.Tally.indicator
    records.Duty.subject_kind records.Duty.kind records.Duty.rule_key records.Duty.unit
    records.Duty.pauses
    records.Serial.prefix records.LocalRule.key records.LocalRule.value records.LocalRule.source
    records.CalendarDay.name records.CalendarDay.source
    records.SavedFilter.page records.SavedFilter.name records.SavedFilter.query
    auth.Permission.name auth.Permission.codename auth.Group.name
    contenttypes.ContentType.app_label contenttypes.ContentType.model
    sessions.Session.session_key account.EmailConfirmation.key
    usersessions.UserSession.session_key
    socialaccount.SocialApp.provider socialaccount.SocialApp.provider_id
    socialaccount.SocialApp.name socialaccount.SocialApp.client_id socialaccount.SocialApp.secret
    socialaccount.SocialApp.key socialaccount.SocialApp.settings
    socialaccount.SocialAccount.provider
    axes.AccessFailureLog.http_accept axes.AccessFailureLog.path_info
    axes.AccessAttempt.http_accept axes.AccessAttempt.path_info
    axes.AccessLog.http_accept axes.AccessLog.path_info
    django_tasks_database.DBTaskResult.task_path django_tasks_database.DBTaskResult.worker_ids
    django_tasks_database.DBTaskResult.queue_name django_tasks_database.DBTaskResult.backend_name
    django_tasks_database.DBTaskResult.exception_class_path
    """.split()  # noqa: SIM905 - a list of names reads best as one
)
"""Columns of codes, rules, places and organisations, which hold nothing of a person."""
