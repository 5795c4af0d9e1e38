"""Addresses of consultations, voices, interviews, calls, pacts and disclosures."""

from django.urls import path

from linli.decisions.web.participation import calls, calls_desk, desk, papers, saying

urlpatterns = [
    path("decisions/say/<uuid:decision_id>/", saying.say, name="say"),
    path("decisions/say-at/<uuid:place_id>/", saying.say_at, name="say_at"),
    path("decisions/hearing/<uuid:decision_id>/", saying.hearing, name="hearing"),
    path("consultations/<uuid:consultation_id>/prefer/", saying.prefer, name="prefer"),
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.start_call, name="start_call"),
    path("calls/<uuid:call_id>/", calls.call, name="call"),
    path("calls/<uuid:call_id>/sign/", calls.sign_call, name="sign_call"),
    path("calls/<uuid:call_id>/withdraw/", calls.withdraw_signature, name="withdraw_signature"),
    path("calls/<uuid:call_id>/hand-in/", calls.hand_in_call, name="hand_in_call"),
    path("calls/<uuid:call_id>/take-back/", calls.take_back_call, name="take_back_call"),
    path("pacts/", papers.community_papers, name="community_papers"),
    path("pacts/<uuid:place_id>/", papers.pact, name="pact"),
    path("affairs/<uuid:place_id>/", papers.affairs, name="affairs"),
    path("affairs/paper/<uuid:affairs_id>/", papers.affairs_paper, name="affairs_paper"),
    path(
        "desk/decisions/<uuid:decision_id>/consultation/",
        desk.desk_consultation,
        name="desk_consultation",
    ),
    path(
        "desk/consultations/<uuid:consultation_id>/close/",
        desk.close_consultation,
        name="close_consultation",
    ),
    path("desk/voices/", desk.desk_voices, name="desk_voices"),
    path("desk/voices/<uuid:voice_id>/", desk.desk_voice, name="desk_voice"),
    path("desk/decisions/<uuid:decision_id>/voices/", desk.decision_voices, name="decision_voices"),
    path(
        "desk/decisions/<uuid:decision_id>/interviews/",
        desk.desk_interviews,
        name="desk_interviews",
    ),
    path("desk/calls/", calls_desk.desk_calls, name="desk_calls"),
    path("desk/calls/<uuid:call_id>/", calls_desk.desk_call, name="desk_call"),
    path("desk/calls/<uuid:call_id>/check/", calls_desk.check_call, name="check_call"),
    path("desk/calls/<uuid:call_id>/conclude/", calls_desk.conclude_call, name="conclude_call"),
    path("desk/calls/<uuid:call_id>/paper/", calls_desk.enter_paper, name="enter_paper"),
    path("desk/calls/<uuid:call_id>/convene/", calls_desk.convene_call, name="convene_call"),
    path("desk/papers/", papers.desk_papers, name="desk_papers"),
    path("desk/pacts/new/<uuid:place_id>/", papers.new_pact, name="new_pact"),
    path("desk/pacts/<uuid:pact_id>/", papers.desk_pact, name="desk_pact"),
    path("desk/pacts/<uuid:pact_id>/change/", papers.change_pact, name="change_pact"),
    path("desk/pacts/<uuid:pact_id>/adopt/", papers.adopt_pact, name="adopt_pact"),
    path("desk/pacts/<uuid:pact_id>/file/", papers.file_pact, name="file_pact"),
    path("desk/affairs/new/<uuid:place_id>/<str:kind>/", papers.keep_affairs, name="new_affairs"),
    path(
        "desk/affairs/<uuid:affairs_id>/<uuid:place_id>/<str:kind>/change/",
        papers.keep_affairs,
        name="change_affairs",
    ),
    path("desk/affairs/<uuid:affairs_id>/", papers.desk_affairs, name="desk_affairs"),
    path("desk/affairs/<uuid:affairs_id>/publish/", papers.publish_affairs, name="publish_affairs"),
]
