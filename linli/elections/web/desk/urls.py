"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.elections.web.desk import (
    box,
    box_keys,
    calendars,
    candidates,
    election,
    lists,
    methods,
    notices,
    officials,
    opening,
    papers,
    set_up,
    signed_call,
)

_ONE = "desk/elections/<uuid:election_id>/"
_WHO = f"{_ONE}candidates/<uuid:candidate_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/elections/", lists.desk_elections, name="desk_elections"),
    path("desk/elections/call/", lists.desk_call, name="desk_call"),
    path("desk/elections/calendars/", calendars.desk_calendars, name="desk_calendars"),
    path(
        "desk/elections/calendars/<slug:kind>/<int:number>/",
        calendars.desk_calendar,
        name="desk_calendar",
    ),
    path(
        "desk/elections/calendars/<slug:kind>/new/",
        calendars.desk_new_calendar,
        name="desk_new_calendar",
    ),
    path("desk/elections/methods/", methods.desk_methods, name="desk_methods"),
    path(
        "desk/elections/methods/<slug:key>/<int:number>/",
        methods.desk_method,
        name="desk_method",
    ),
    path(
        "desk/elections/methods/<slug:key>/new/",
        methods.desk_new_method,
        name="desk_new_method",
    ),
    path(_ONE, election.desk_election, name="desk_election"),
    path(f"{_ONE}steps/<slug:key>/", election.desk_step, name="desk_step"),
    path(f"{_ONE}steps/<slug:key>/return/", election.desk_return_step, name="desk_return_step"),
    path(f"{_ONE}papers/<slug:name>.<slug:form>", papers.desk_paper, name="desk_paper"),
    path(f"{_ONE}set-up/", set_up.desk_set_up, name="desk_set_up"),
    path(f"{_ONE}terms/", set_up.desk_terms, name="desk_terms"),
    path(f"{_ONE}times/", set_up.desk_times, name="desk_times"),
    path(f"{_ONE}roll/", set_up.desk_roll, name="desk_roll"),
    path(f"{_ONE}candidates/", candidates.desk_candidates, name="desk_candidates"),
    path(f"{_ONE}candidates/nominate/", candidates.desk_nominate, name="desk_nominate"),
    path(f"{_ONE}candidates/fix/", candidates.desk_fix, name="desk_fix"),
    path(f"{_WHO}consent/", candidates.desk_consent, name="desk_consent"),
    path(f"{_WHO}decide/", candidates.desk_decide, name="desk_decide"),
    path(f"{_WHO}withdraw/", candidates.desk_withdraw, name="desk_withdraw"),
    path(f"{_ONE}officials/", officials.desk_officials, name="desk_officials"),
    path(f"{_ONE}officials/name/", officials.desk_name_official, name="desk_name_official"),
    path(
        f"{_ONE}officials/<uuid:official_id>/release/",
        officials.desk_release,
        name="desk_release",
    ),
    path(f"{_ONE}notices/", notices.desk_notices, name="desk_notices"),
    path(f"{_ONE}notices/post/<slug:key>/", notices.desk_post_notice, name="desk_post_notice"),
    path(f"{_ONE}notices/<int:number>/", notices.desk_notice, name="desk_notice"),
    path(f"{_ONE}keys/", box_keys.desk_keys, name="desk_keys"),
    path(f"{_ONE}keys/<int:index>/link/", box_keys.desk_new_link, name="desk_new_link"),
    path(f"{_ONE}box/", box.desk_box, name="desk_box"),
    path(f"{_ONE}box/close/", box.desk_close, name="desk_close"),
    path(f"{_ONE}box/re-run/", box.desk_rerun, name="desk_rerun"),
    path(f"{_ONE}box/count/", box.desk_count, name="desk_count"),
    path(f"{_ONE}roll-call/", signed_call.desk_call_members, name="desk_roll_call"),
    path(f"{_ONE}roll-call/members/", signed_call.desk_name_members, name="desk_name_members"),
    path(f"{_ONE}roll-call/<int:order>/", signed_call.desk_answer, name="desk_answer"),
    path(f"{_ONE}open/", opening.desk_open, name="desk_open"),
    path(f"{_ONE}cancel/", opening.desk_cancel, name="desk_cancel"),
]
