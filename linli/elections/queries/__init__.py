"""The reads of this room; none tells how a person voted."""

from linli.elections.queries.box import archive_of, box_lacks, election_json
from linli.elections.queries.calendar import Template, steps_of, template_in_force, templates
from linli.elections.queries.candidates import (
    ballot_candidates,
    candidates_of,
    field_of,
    officials_of,
)
from linli.elections.queries.elections import (
    election,
    election_by_uuid,
    election_seen_by,
    elections_at,
    elections_now,
    may_do_at,
)
from linli.elections.queries.kept_rules import kept_rule, missing_rules, rule_is_known
from linli.elections.queries.opening import Lack, lacks
from linli.elections.queries.outcomes import names_on_ballot, outcome_of, result_lacks
from linli.elections.queries.paper_totals import paper_totals
from linli.elections.queries.result_words import outcome_words, result_words
from linli.elections.queries.results import result_of
from linli.elections.queries.roll_lines import (
    LineDigest,
    PublicLine,
    every_line,
    facts_of,
    line,
    line_by_number,
    line_digests,
    line_of_account,
    lines_of,
    public_lines,
)
from linli.elections.queries.roll_rules import adopted_rule, proxy_cap, roll_rule_keys
from linli.elections.queries.rolls import (
    BuildingSum,
    RollSums,
    corrections_of,
    lines_by_building,
    public_roll,
    public_rolls,
    roll,
    roll_seen_by,
    roll_sums,
    rolls_at,
    shows_lines,
    voting_has_begun,
)
from linli.elections.queries.tally import encrypted_tally, online_result, tally_stand, voters_online
from linli.elections.queries.trustees import TrusteesStand, trustees_of, trustees_stand

__all__ = [
    "BuildingSum",
    "Lack",
    "LineDigest",
    "PublicLine",
    "RollSums",
    "Template",
    "TrusteesStand",
    "adopted_rule",
    "archive_of",
    "ballot_candidates",
    "box_lacks",
    "candidates_of",
    "corrections_of",
    "election",
    "election_by_uuid",
    "election_json",
    "election_seen_by",
    "elections_at",
    "elections_now",
    "encrypted_tally",
    "every_line",
    "facts_of",
    "field_of",
    "kept_rule",
    "lacks",
    "line",
    "line_by_number",
    "line_digests",
    "line_of_account",
    "lines_by_building",
    "lines_of",
    "may_do_at",
    "missing_rules",
    "names_on_ballot",
    "officials_of",
    "online_result",
    "outcome_of",
    "outcome_words",
    "paper_totals",
    "proxy_cap",
    "public_lines",
    "public_roll",
    "public_rolls",
    "result_lacks",
    "result_of",
    "result_words",
    "roll",
    "roll_rule_keys",
    "roll_seen_by",
    "roll_sums",
    "rolls_at",
    "rule_is_known",
    "shows_lines",
    "steps_of",
    "tally_stand",
    "template_in_force",
    "templates",
    "trustees_of",
    "trustees_stand",
    "voters_online",
    "voting_has_begun",
]
