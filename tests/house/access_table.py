"""Who may open which address, written by hand from what each is for.

`anyone` needs no sign-in; `signed_in` is any account; `administrator` keeps accounts and settings;
every other word is the kind of the post acted in. An empty line is open to nobody. What somebody
finds behind an address is narrowed further by actions and queries; this is the outer door. The
groups are spelt out here once more on purpose: a group that grows in the code is seen here.
"""

ANYONE = ("anyone",)
SIGNED_IN = ("signed_in",)
ADMINISTRATOR = ("administrator",)
OFFICE = ("sub_district_leader", "governance_officer")
OFFICE_OR_ADMINISTRATOR = (*OFFICE, "administrator")
SORTERS = (*OFFICE, "information_officer", "secretary")
ANSWERERS = (*SORTERS, "service_clerk")
COUNTER = ("secretary", "information_officer", "service_clerk")
OVERSEERS = ("auditor", "information_protection_officer")
PLACE_KEEPERS = (*OFFICE_OR_ADMINISTRATOR, "secretary")
# The staff of the sub-district and its communities.
OFFICIALS = (*ANSWERERS, *OVERSEERS, "civil_affairs_officer", "grid_worker")
# Neighbours with an office, advisers, a property company's people.
NOT_STAFF = (
    "patch_lead",
    "group_lead",
    "building_lead",
    "governance_group_lead",
    "legal_liaison",
    "counsellor",
    "property_manager",
    "property_repairer",
    "congress_chair",
    "owners_committee_chair",
    "owners_committee_treasurer",
    "supervision_chair",
)
POST_HOLDERS = (*OFFICIALS, *NOT_STAFF)
# Whoever may be handed work or see a neighbour's need; those who check the work stand aside.
REPORTERS = (*ANSWERERS, "civil_affairs_officer", "grid_worker", *NOT_STAFF)
# Those who answer for a community or for a unit's work; a leaf of it in hand is nobody else's.
EXPORTERS = (*SORTERS, "civil_affairs_officer", "property_manager")
# The office fills all, a secretary the community's, a property manager the repair team's.
# Who enters what bodies elected, and who looks at it at the desk: those with a part in it.
BODY_KEEPERS = (*OFFICE, "secretary")
BODY_READERS = (
    *BODY_KEEPERS,
    "information_officer",
    "service_clerk",
    "civil_affairs_officer",
    "auditor",
    "congress_chair",
    "owners_committee_chair",
    "owners_committee_treasurer",
    "supervision_chair",
)
FILLERS = (*OFFICE_OR_ADMINISTRATOR, "secretary", "property_manager")
NOBODY = ()

ACCESS: dict[str, tuple[str, ...]] = {
    # The server's own state, the language, the size of type.
    "health": ANYONE,
    "set_language": ANYONE,
    "ui:type_size": ANYONE,
    # Signing in, before anybody is known.
    "account_login": ANYONE,
    "account_logout": ANYONE,
    "account_inactive": ANYONE,
    "account_signup": ANYONE,
    "account_email_verification_sent": ANYONE,
    "account_reset_password": ANYONE,
    "account_reset_password_done": ANYONE,
    "account_reset_password_from_key": ANYONE,
    "account_reset_password_from_key_done": ANYONE,
    "account_request_login_code": ANYONE,
    "account_confirm_login_code": ANYONE,
    "account_confirm_email": ANYONE,
    "account_verify_phone": ANYONE,
    "mfa_authenticate": ANYONE,
    "mfa_login_webauthn": ANYONE,
    "socialaccount_login_cancelled": ANYONE,
    "socialaccount_login_error": ANYONE,
    "socialaccount_signup": ANYONE,
    "openid_connect_login": ANYONE,
    "openid_connect_callback": ANYONE,
    "people:demo_sign_in": ANYONE,
    # The own account.
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_change_phone": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "socialaccount_connections": SIGNED_IN,
    "usersessions_list": SIGNED_IN,
    "people:begin": SIGNED_IN,
    "people:my_account": SIGNED_IN,
    "people:my_profile": SIGNED_IN,
    "people:who_looked": SIGNED_IN,
    "people:close_my_account": SIGNED_IN,
    "people:end_session": SIGNED_IN,
    "people:my_dwellings": SIGNED_IN,
    "people:claim_dwelling": SIGNED_IN,
    "people:confirm_claim": SIGNED_IN,
    "people:give_up_dwelling": SIGNED_IN,
    # One's own seats in bodies; a handover opens for members of either term and who keeps it.
    "people:my_offices": SIGNED_IN,
    "people:declare": SIGNED_IN,
    "people:resign": SIGNED_IN,
    "people:handover": SIGNED_IN,
    "people:add_handover_item": SIGNED_IN,
    "people:tick_handover_item": SIGNED_IN,
    "people:sign_handover": SIGNED_IN,
    "people:sign_on_paper": BODY_KEEPERS,
    "records:messages": SIGNED_IN,
    "records:read_all": SIGNED_IN,
    "records:open_message": SIGNED_IN,
    "cases:my_cases": SIGNED_IN,
    # Old addresses of a library: declared by nobody, so they open to nobody.
    "accounts/social/login/cancelled/": NOBODY,
    "accounts/social/login/error/": NOBODY,
    "accounts/social/signup/": NOBODY,
    "accounts/social/connections/": NOBODY,
    # What residents do without an account.
    "reports:home": ANYONE,
    "reports:board": ANYONE,
    "people:who_serves": ANYONE,
    # Who leads, decides and executes at a place, by office; sums of what office holders declare.
    "people:who_decides": ANYONE,
    "people:public_body": ANYONE,
    "people:composition": ANYONE,
    "cases:report_what": ANYONE,
    "cases:report_where": ANYONE,
    "cases:report_contact": ANYONE,
    "cases:report_check": ANYONE,
    "cases:report_send": ANYONE,
    "cases:report_likely": ANYONE,
    "cases:report_done": ANYONE,
    "cases:follow": ANYONE,
    "cases:follow_case": ANYONE,
    "cases:follow_answer": ANYONE,
    "cases:follow_rate": ANYONE,
    "cases:follow_add": ANYONE,
    "cases:follow_withdraw": ANYONE,
    "cases:follow_readers": ANYONE,
    "cases:follow_forget": ANYONE,
    "cases:answer_list": ANYONE,
    "cases:answer_detail": ANYONE,
    "cases:howto_list": ANYONE,
    "cases:howto_detail": ANYONE,
    "cases:outside": ANYONE,
    "records:waiting_upload": ANYONE,
    "records:attachment": ANYONE,
    "records:attachment_small": ANYONE,
    # The law as this place reads it is for everybody to check.
    "records:rules": ANYONE,
    "records:rule_detail": ANYONE,
    "records:calendar": ANYONE,
    # Other systems; writing needs a key of their own.
    "cases:open311_discovery": ANYONE,
    "cases:open311_discovery_v2": ANYONE,
    "cases:open311_services": ANYONE,
    "cases:open311_service": ANYONE,
    "cases:open311_requests": ANYONE,
    "cases:open311_request": ANYONE,
    "cases:open311_token": ANYONE,
    # Where one lives, what a place is, its outline for a map.
    "places:choose": ANYONE,
    "places:find": ANYONE,
    "places:place_detail": ANYONE,
    "places:shape": ANYONE,
    "places:outlines": ANYONE,
    # The tree of places down to each dwelling: staff look, those who keep it change.
    "places:places": (*OFFICIALS, "administrator"),
    "places:place_record": (*OFFICIALS, "administrator"),
    "places:add_place": PLACE_KEEPERS,
    "places:rename_place": PLACE_KEEPERS,
    "places:move_place": PLACE_KEEPERS,
    "places:leave_overlay": PLACE_KEEPERS,
    "places:end_place": PLACE_KEEPERS,
    "places:mark_closed": PLACE_KEEPERS,
    "places:give_code": PLACE_KEEPERS,
    "places:add_alias": PLACE_KEEPERS,
    "places:drop_alias": PLACE_KEEPERS,
    "places:draw_place": PLACE_KEEPERS,
    "places:setup": OFFICE_OR_ADMINISTRATOR,
    "places:import_template": OFFICE_OR_ADMINISTRATOR,
    # The desk of whoever acts in a post; work may be sent to any, and each finds its own alone.
    "cases:desk": POST_HOLDERS,
    "cases:desk_export": EXPORTERS,
    "cases:desk_places": POST_HOLDERS,
    "cases:desk_report": REPORTERS,
    "cases:desk_report_done": REPORTERS,
    "cases:save_filter": POST_HOLDERS,
    "cases:drop_filter": POST_HOLDERS,
    "cases:case_detail": POST_HOLDERS,
    "cases:case_contact": POST_HOLDERS,
    "cases:finish_task": POST_HOLDERS,
    "cases:end_help": POST_HOLDERS,
    "cases:revoke_link": POST_HOLDERS,
    "cases:case_act": POST_HOLDERS,
    "people:act_as": POST_HOLDERS,
    # Sorting, calling back, writing down what answers before anybody asks.
    "cases:desk_sort": SORTERS,
    "cases:follow_ups": ANSWERERS,
    "cases:follow_up": ANSWERERS,
    "cases:knowledge": ANSWERERS,
    "cases:write_article": ANSWERERS,
    "cases:article": ANSWERERS,
    "cases:change_article": ANSWERERS,
    "cases:publish_article": ANSWERERS,
    "cases:retire_article": ANSWERERS,
    "cases:write_template": ANSWERERS,
    "cases:drop_template": ANSWERERS,
    "cases:change_published": SORTERS,
    "cases:retire_published": SORTERS,
    # Posts: every holder may know who holds which, and names a deputy for the own one.
    "people:posts": (*POST_HOLDERS, "administrator"),
    "people:establish_post": FILLERS,
    "people:post_detail": (*POST_HOLDERS, "administrator"),
    "people:appoint": FILLERS,
    "people:delegate": (*POST_HOLDERS, "administrator"),
    "people:change_post": FILLERS,
    "people:close_post": FILLERS,
    "people:end_term": FILLERS,
    "people:end_deputy": (*POST_HOLDERS, "administrator"),
    # Dwellings are confirmed at the counter.
    "people:bodies": BODY_READERS,
    "people:body_detail": BODY_READERS,
    "people:seat_members": BODY_KEEPERS,
    "people:delegate_to_body": BODY_KEEPERS,
    "people:end_delegation": BODY_KEEPERS,
    "people:file_term": BODY_KEEPERS,
    "people:succeed": BODY_KEEPERS,
    "people:pass_over": BODY_KEEPERS,
    "people:give_office": BODY_KEEPERS,
    "people:link_account": BODY_KEEPERS,
    "people:vacate": BODY_KEEPERS,
    "people:declare_on_paper": BODY_KEEPERS,
    "people:claims": COUNTER,
    "people:claim_letter": COUNTER,
    "people:claim_detail": COUNTER,
    "people:confirm_at_counter": COUNTER,
    "people:post_code": COUNTER,
    # Settings of the place.
    "cases:categories": OFFICE_OR_ADMINISTRATOR,
    "cases:add_category": OFFICE_OR_ADMINISTRATOR,
    "cases:change_category": OFFICE_OR_ADMINISTRATOR,
    "cases:routes": OFFICE_OR_ADMINISTRATOR,
    "cases:set_route": OFFICE_OR_ADMINISTRATOR,
    "cases:drop_route": OFFICE_OR_ADMINISTRATOR,
    "people:organisations": OFFICE_OR_ADMINISTRATOR,
    "people:found_organisation": OFFICE_OR_ADMINISTRATOR,
    "people:change_organisation": OFFICE_OR_ADMINISTRATOR,
    "people:close_organisation": OFFICE_OR_ADMINISTRATOR,
    "records:adopt_rule": OFFICE_OR_ADMINISTRATOR,
    "records:end_rule": OFFICE_OR_ADMINISTRATOR,
    "records:unset_day": OFFICE_OR_ADMINISTRATOR,
    "records:outbox": ("governance_officer", "administrator"),
    "records:send_again": ("governance_officer", "administrator"),
    "records:drop_message": ("governance_officer", "administrator"),
    # Accounts and keys of systems are the administrator's alone.
    "cases:api_keys": ADMINISTRATOR,
    "cases:take_api_key": ADMINISTRATOR,
    "people:accounts": ADMINISTRATOR,
    "people:open_account": ADMINISTRATOR,
    "people:account_link": ADMINISTRATOR,
    "people:account_detail": ADMINISTRATOR,
    "people:lock_account": ADMINISTRATOR,
    "people:unlock_account": ADMINISTRATOR,
    "people:reset_account": ADMINISTRATOR,
    "people:end_sessions": ADMINISTRATOR,
    "people:grant_administrator": ADMINISTRATOR,
    "people:end_grant": ADMINISTRATOR,
    "people:close_account": ADMINISTRATOR,
    # The box: seen by those who see elections, run by those who run them.
    "elections:desk_keys": (*ANSWERERS, "auditor"),
    "elections:desk_new_link": (*OFFICE, "secretary"),
    "elections:desk_box": (*ANSWERERS, "auditor"),
    "elections:desk_close": (*OFFICE, "secretary"),
    "elections:desk_count": (*ANSWERERS, "auditor"),
    # Who did and read what is for those who oversee it.
    "records:journal": OVERSEERS,
    "records:readings": OVERSEERS,
}

WRITES: dict[str, tuple[str, ...]] = {
    "records:calendar": OFFICE_OR_ADMINISTRATOR,
}
"""Pages that everybody reads and some write on."""
