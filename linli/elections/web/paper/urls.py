"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.elections.web.paper import boxes, calls, counting, desk, printing, rounds

_ONE = "desk/elections/<uuid:election_id>/paper/"
_BOX = f"{_ONE}boxes/<uuid:box_id>/"
_LINE = f"{_ONE}lines/<uuid:line_id>/"
_ENTRY = f"{_ONE}entries/<uuid:entry_id>/"

urlpatterns: list[URLPattern] = [
    path(_ONE, desk.paper_desk, name="paper_desk"),
    path(f"{_ONE}find/", desk.paper_find, name="paper_find"),
    path(_LINE, desk.paper_line, name="paper_line"),
    path(f"{_LINE}call/", calls.paper_call, name="paper_call"),
    path(f"{_ENTRY}in/", desk.paper_put_in, name="paper_put_in"),
    path(f"{_ENTRY}replace/", desk.paper_replace, name="paper_replace"),
    path(f"{_ONE}remind/", desk.paper_remind, name="paper_remind"),
    path(f"{_ONE}boxes/new/", boxes.paper_new_box, name="paper_new_box"),
    path(f"{_BOX}seal/", boxes.paper_seal, name="paper_seal"),
    path(f"{_BOX}seal/correct/", boxes.paper_correct_seal, name="paper_correct_seal"),
    path(f"{_BOX}open/", boxes.paper_open, name="paper_open"),
    path(f"{_BOX}pour/", boxes.paper_pour, name="paper_pour"),
    path(f"{_BOX}spoiled/", boxes.paper_spoiled, name="paper_spoiled"),
    path(f"{_ONE}calls/", calls.paper_calls, name="paper_calls"),
    path(f"{_ONE}calls/<uuid:call_id>/", calls.paper_carry, name="paper_carry"),
    path(f"{_ONE}deliveries/", rounds.paper_rounds, name="paper_rounds"),
    path(f"{_ONE}deliveries/plan/", rounds.paper_plan, name="paper_plan"),
    path(
        f"{_ONE}deliveries/<slug:what>/<uuid:building_id>/",
        rounds.paper_round,
        name="paper_round",
    ),
    path(f"{_ONE}deliveries/<uuid:delivery_id>/", rounds.paper_deliver, name="paper_deliver"),
    path(f"{_ONE}ballots/", printing.paper_ballots_form, name="paper_ballots"),
    path(f"{_ONE}ballots/<str:word>.pdf", printing.paper_ballots_pdf, name="paper_ballots_pdf"),
    path(f"{_ONE}sheets/<slug:name>/", printing.paper_sheet, name="paper_sheet"),
    path(
        f"{_ONE}sheets/<slug:name>.<slug:form>", printing.paper_sheet_file, name="paper_sheet_file"
    ),
    path("votes/<str:uuid>/counting/", counting.counting, name="counting"),
    path("votes/<str:uuid>/counting/line/", counting.counting_line, name="counting_line"),
    path(
        "votes/<str:uuid>/counting/boxes/<uuid:box_id>/",
        counting.counting_box,
        name="counting_box",
    ),
]
