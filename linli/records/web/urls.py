from django.urls import path

from linli.records.web import calendar, files, journal, messages, outbox, rulebook

app_name = "records"
urlpatterns = [
    path("files/waiting/<str:token>", files.waiting_upload, name="waiting_upload"),
    path("files/<uuid:attachment_id>", files.attachment, name="attachment"),
    path("files/<uuid:attachment_id>/small", files.attachment, {"small": True}, "attachment_small"),
    path("my/messages/", messages.messages, name="messages"),
    path("my/messages/read/", messages.read_all, name="read_all"),
    path("my/messages/<uuid:message_id>/open/", messages.open_message, name="open_message"),
    path("records/rules/", rulebook.rules, name="rules"),
    path("records/rules/<str:key>/", rulebook.rule_detail, name="rule_detail"),
    path("records/rules/<str:key>/adopt/", rulebook.adopt_rule, name="adopt_rule"),
    path("records/rules/<str:key>/<uuid:rule_id>/end/", rulebook.end_rule, name="end_rule"),
    path("records/calendar/", calendar.calendar, name="calendar"),
    path("records/calendar/<str:day>/unset/", calendar.unset_day, name="unset_day"),
    path("records/journal/", journal.journal, name="journal"),
    path("records/journal/readings/", journal.readings, name="readings"),
    path("records/outbox/", outbox.outbox, name="outbox"),
    path("records/outbox/<uuid:message_id>/again/", outbox.send_again, name="send_again"),
    path("records/outbox/<uuid:message_id>/drop/", outbox.drop_message, name="drop_message"),
]
