from django.urls import path

from linli.people.web import (
    accounts,
    acting,
    claims,
    my_account,
    my_dwellings,
    organisations,
    post_acts,
    posts,
    serving,
)

app_name = "people"
urlpatterns = [
    path("serves/", serving.who_serves, name="who_serves"),
    path("begin/", acting.begin, name="begin"),
    path("act-as/", acting.act_as, name="act_as"),
    path("demo/<slug:card>/", acting.demo_sign_in, name="demo_sign_in"),
    path("my/account/", my_account.my_account, name="my_account"),
    path("my/account/profile/", my_account.my_profile, name="my_profile"),
    path("my/account/looks/", my_account.who_looked, name="who_looked"),
    path("my/account/close/", my_account.close_my_account, name="close_my_account"),
    path("my/account/devices/<int:session_id>/end/", my_account.end_session, name="end_session"),
    path("my/dwellings/", my_dwellings.my_dwellings, name="my_dwellings"),
    path("my/dwellings/new/", my_dwellings.claim_dwelling, name="claim_dwelling"),
    path("my/dwellings/<uuid:claim_id>/code/", my_dwellings.confirm_claim, name="confirm_claim"),
    path(
        "my/dwellings/<uuid:claim_id>/give-up/",
        my_dwellings.give_up_dwelling,
        name="give_up_dwelling",
    ),
    path("desk/posts/", posts.posts, name="posts"),
    path("desk/posts/new/", post_acts.establish_post, name="establish_post"),
    path("desk/posts/<uuid:post_id>/", posts.post_detail, name="post_detail"),
    path("desk/posts/<uuid:post_id>/appoint/", post_acts.appoint, name="appoint"),
    path("desk/posts/<uuid:post_id>/deputy/", post_acts.delegate, name="delegate"),
    path("desk/posts/<uuid:post_id>/change/", post_acts.change_post, name="change_post"),
    path("desk/posts/<uuid:post_id>/close/", post_acts.close_post, name="close_post"),
    path(
        "desk/posts/<uuid:post_id>/terms/<uuid:term_id>/end/", post_acts.end_term, name="end_term"
    ),
    path(
        "desk/posts/<uuid:post_id>/deputies/<uuid:term_id>/end/",
        post_acts.end_deputy,
        name="end_deputy",
    ),
    path("desk/claims/", claims.claims, name="claims"),
    path("desk/claims/letter/", claims.claim_letter, name="claim_letter"),
    path("desk/claims/<uuid:claim_id>/", claims.claim_detail, name="claim_detail"),
    path(
        "desk/claims/<uuid:claim_id>/confirm/",
        claims.confirm_at_counter,
        name="confirm_at_counter",
    ),
    path("desk/claims/<uuid:claim_id>/letter/", claims.post_code, name="post_code"),
    path("setup/accounts/", accounts.accounts, name="accounts"),
    path("setup/accounts/new/", accounts.open_account, name="open_account"),
    path("setup/accounts/link/", accounts.account_link, name="account_link"),
    path("setup/accounts/<uuid:account_id>/", accounts.account_detail, name="account_detail"),
    path("setup/accounts/<uuid:account_id>/lock/", accounts.lock_account, name="lock_account"),
    path(
        "setup/accounts/<uuid:account_id>/unlock/", accounts.unlock_account, name="unlock_account"
    ),
    path("setup/accounts/<uuid:account_id>/reset/", accounts.reset_account, name="reset_account"),
    path("setup/accounts/<uuid:account_id>/sign-out/", accounts.end_sessions, name="end_sessions"),
    path(
        "setup/accounts/<uuid:account_id>/administrator/",
        accounts.grant_administrator,
        name="grant_administrator",
    ),
    path(
        "setup/accounts/<uuid:account_id>/administrator/end/", accounts.end_grant, name="end_grant"
    ),
    path("setup/accounts/<uuid:account_id>/close/", accounts.close_account, name="close_account"),
    path("setup/organisations/", organisations.organisations, name="organisations"),
    path("setup/organisations/new/", organisations.found_organisation, name="found_organisation"),
    path(
        "setup/organisations/<uuid:organisation_id>/",
        organisations.change_organisation,
        name="change_organisation",
    ),
    path(
        "setup/organisations/<uuid:organisation_id>/close/",
        organisations.close_organisation,
        name="close_organisation",
    ),
]
