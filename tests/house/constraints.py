"""What the database itself promises, written by hand: each constraint in a sentence.

`UNIQUE` names the columns that may not repeat beside the sub-district (all columns for the two
tables that belong to none); a sentence with "open" or "where" holds for those rows alone, and
`ONLY_SOME` names these constraints once more. A constraint that goes, grows or shrinks is seen here.
"""

UNIQUE: dict[str, tuple[str, str]] = {
    # People
    "account_phone_once": ("phone_mark", "A telephone number signs in to one account."),
    "profile_once": ("account_id", "An account has one profile in a sub-district."),
    "grant_once": ("account_id valid_from", "A grant is made once a day."),
    "claim_one_open": ("account_id dwelling_id", "A dwelling is claimed once while it holds."),
    "org_once": ("place_id kind name valid_from", "An organisation is founded once."),
    "holding_once": ("post_id account_id valid_from", "A post is given to one account once a day."),
    "deputy_once": ("post_id account_id valid_from", "A deputy stands in once from a day."),
    # Places
    "sub_district_host": ("host", "An address on the network leads to one sub-district."),
    "place_one_root": ("", "A sub-district has one place that all others lie in."),
    "parentage_once": ("child_id layer valid_from", "A place is put somewhere once a day."),
    "parentage_one_open": ("child_id layer", "A place lies in one parent at a time, in a layer."),
    "place_code_once": ("scheme code valid_from", "A code is given to one place."),
    "place_code_a_day": ("place_id scheme valid_from", "A place gets one code a day, in a scheme."),
    "place_alias_once": ("place_id name", "A place is called by a name once."),
    "place_former_name_once": ("place_id valid_from", "A place had one name from a day on."),
    # Records
    "seal_once": ("seq", "The chain of seals has no two links of one number."),
    "message_once": ("key", "The same thing is told once."),
    "idempotency_once": ("act key", "A form sent twice is one act."),
    "duty_one_open": ("subject_id kind", "One clock of a kind runs for a record."),
    "serial_prefix": ("prefix", "Numbers of one form come from one counter."),
    "calendar_day": ("day", "A day is a workday or is not."),
    "saved_filter_name": ("post_id page name", "A post keeps one filter of a name for a page."),
    "clock_fault_once": ("job subject_id", "A fault of the clock stands once, with its count."),
    # Requests
    "category_path": ("path", "A category stands once in the tree."),
    "route_category_place": ("category_id place_id", "One route for a category at a place."),
    "route_category_only": ("category_id", "One route for a category everywhere."),
    "route_place_only": ("place_id", "One route for a place, whatever the category."),
    "case_number": ("number", "No two requests bear one number."),
    "case_order": ("order_no", "No two requests stand at one point of the list."),
    "case_outside_number": ("outside_number", "A request of elsewhere is taken in once."),
    "sender_once": ("case_id", "A request has one sender."),
    "wrong_word_once": ("number", "Wrong words for a number are counted in one row."),
    "api_key_once": ("key_hash", "A key opens for one program."),
    "article_slug": ("slug", "An address leads to one article."),
    "article_version_once": ("article_id version", "A version of an article is written once."),
    "template_name": ("name", "A template answer has a name of its own."),
    "assistance_once": ("case_id post_id", "A post helps once at a time with a request."),
    "question_one_open": ("case_id", "The sender is asked one thing at a time."),
    "handover_token": ("token_hash", "A link opens one hand-over."),
    "rating_once": ("case_id round", "A sender rates an answer once."),
    "follow_up_one": ("case_id", "One call back is owed for a request."),
    # Elections
    "line_number_once": ("roll_id number", "A number of a roll is given once."),
    "unit_door_once": ("roll_id door", "A unit stands once on a roll."),
    "proxy_giver_once": ("election_id giver_id", "A voter is stood in for by one other."),
    "template_version_once": ("kind number", "A version of a calendar is written once."),
    "election_uuid_once": ("uuid", "A public name leads to one election."),
    "election_number_once": ("number", "No two elections bear one number."),
    "step_key_once": ("election_id key", "A step stands once in a calendar."),
    "step_order_once": ("election_id order", "No two steps stand at one point of a calendar."),
    "candidate_number_once": ("election_id number", "A place on the ballot is one candidate's."),
    "notice_number_once": ("election_id number", "No two notices bear one number."),
    "trustee_index_once": ("election_id index", "A share of the key has one keeper."),
    "credential_mark_once": ("election_id mark", "A credential is handed out once."),
    "credential_line_once": ("election_id line_id", "A voter has one slip that counts."),
    "box_once": ("election_id", "An election has one chain."),
    "box_height_once": ("election_id height", "The chain of a box does not fork."),
    "box_ballot_once": ("election_id payload_hash", "A ballot goes into a box once."),
    "text_name_once": ("election_id name", "A text of the protocol is written once."),
    "signed_turn_once": ("election_id line_id turn", "Votes of an owner come one after another."),
    "signed_commitment_once": ("election_id commitment", "No two votes have one commitment."),
    "signed_vote_once": ("election_id line_id", "An owner is counted once."),
    "open_vote_once": ("election_id member_id", "A member answers a roll call once."),
    "paper_box_once": ("election_id name", "A box has a name of its own."),
    "poll_book_once": ("election_id line_id", "A voter gets one paper ballot."),
    "box_call_once": ("election_id line_id", "The mobile box goes to a voter once."),
    "delivery_once": ("election_id line_id what", "A thing is brought to a voter once."),
    "paper_count_once": ("box_id round account_id", "A person enters a count once a round."),
    "paper_vote_once": (
        "election_id line_id round account_id",
        "A person enters a paper vote once a round.",
    ),
    "spoiled_once": ("election_id serial", "A spoiled ballot is noted once."),
    "result_once": ("election_id number", "A result is announced once."),
    "turnout_day_once": ("election_id day", "Turnout of a day is made once."),
}

ONLY_SOME = {
    *("account_phone_once", "claim_one_open", "sub_district_host", "place_one_root"),
    *("parentage_one_open", "place_alias_once", "place_former_name_once", "duty_one_open"),
    *("route_category_only", "route_place_only", "case_outside_number", "assistance_once"),
    *("question_one_open", "follow_up_one", "proxy_giver_once", "credential_line_once"),
    "box_ballot_once",
}

OF_NO_SUB_DISTRICT = {"account_phone_once", "sub_district_host"}

IN_ORDER = "It never ends before it begins."
CHECKS: dict[str, str] = {
    # People
    "account_username_small_letters": "No two accounts differ by capital letters alone.",
    "account_closed_is_locked": "Nobody signs in to a closed account.",
    "administratorgrant_dates_in_order": IN_ORDER,
    "organisation_dates_in_order": IN_ORDER,
    "post_dates_in_order": IN_ORDER,
    "holding_dates_in_order": IN_ORDER,
    "deputy_dates_in_order": IN_ORDER,
    # Places
    "place_dates_in_order": IN_ORDER,
    "place_lat_range": "A point lies between the poles.",
    "place_lng_range": "A point lies on the globe once.",
    "parentage_dates_in_order": IN_ORDER,
    "parentage_not_itself": "No place lies in itself.",
    "placecode_dates_in_order": IN_ORDER,
    "place_former_name_dated": "A former name has a first and a last day.",
    "place_alias_dates_in_order": IN_ORDER,
    # Records
    "duty_done_after_start": "No duty is done before it began.",
    "localrule_dates_in_order": IN_ORDER,
    # Requests
    "category_three_levels": "The tree of categories has three levels.",
    "route_goes_somewhere": "A route names a post or a kind of post.",
    "api_key_times_in_order": IN_ORDER,
    # Elections
    "roll_frozen_has_digest": "A frozen roll has a digest.",
    "unit_has_area": "Every unit of a roll has an area.",
    "proxy_not_to_self": "Nobody stands in for himself.",
    "election_opens_before_it_closes": "Voting opens before it closes.",
    "election_cancelled_with_reason": "Whoever cancels an election says why.",
    "election_mode_of_its_kind": "What counts by area is never secret.",
    "candidate_decided_by_article": "Eligibility is decided by an article.",
    "box_call_two_witnesses": "The mobile box goes with two witnesses.",
}
