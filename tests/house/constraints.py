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
}

ONLY_SOME = {
    *("account_phone_once", "claim_one_open", "sub_district_host", "place_one_root"),
    *("parentage_one_open", "place_alias_once", "place_former_name_once", "duty_one_open"),
    *("route_category_only", "route_place_only", "case_outside_number", "assistance_once"),
    *("question_one_open", "follow_up_one"),
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
}
