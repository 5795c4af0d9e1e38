"""Every field that can hold personal data: what for, on what ground, how long, and what ends it.

A new field that could hold personal data stands in `PERSONAL` with its purpose, basis and
retention, or in `PLAIN` because it never does; in neither, the test fails. Articles are those of
the Personal Information Protection Law unless another law is named.

A retention is tied to what ends it by `ENDS`: a function that empties or deletes (the test finds
it, and finds that the clock runs it where a period runs out), "kept: " and the law that makes it
stay, or "never: " and the setting that keeps it from being written.
"""

from __future__ import annotations

from typing import NamedTuple

CONSENT = "consent, art. 13(1)"
DUTY = "statutory duty, art. 13(3)"
SECURITY = "security of processing, art. 51"
ACCOUNTS = "accountability for processing, arts. 9 and 54"

WITH_REQUEST = "as long as the request, by the office's archive schedule"
DRAFT = "until it is approved, or with the sender"
PUBLISHED = "until taken back"
CONTACT = "rule personal.retention.request_contact"
PHOTOS = "rule personal.retention.attachments"
MESSAGES = "rule personal.retention.messages"
CLAIMS = "rule personal.retention.dwelling_claims"
ADDRESS = "emptied once it is sent, deleted with the message"
SECRETS = "a week; the answer to a form sent again is then told without it"
WITH_JOURNAL = "as long as the journal; texts and names are not in it"
ELECTION_LISTS = "rule personal.retention.election_lists"
OBJECTED = "rule personal.retention.request_contact, after the answer to an objection"
FOLLOWS = "until the account leaves the board"
IDEAS = "rule personal.retention.request_contact, after the answer to an idea"
SPOKEN = "rule personal.retention.request_contact, counted from the answer"
SIGNED = "rule personal.retention.election_lists, counted from the end of the call"
WITH_DECISION = "with the decision's own papers, by the office's archive schedule"
WITH_BOOKS = "with the books, as long as accounts are kept"
PAYERS = "rule personal.retention.bank_payers"
WITH_ELECTION = "with the election's own papers, by the office's archive schedule"
WITH_PAGE = "with the page"
WITH_RULE = "while it is shown"
WITH_POST = "with the records of the post"
DECLARED = "rule personal.retention.declared_facts"
WITH_ACCOUNT = "until its owner takes it out or closes the account"
WITH_DEVICE = "until it signs out, or its session ends after two weeks"
SESSION = "two weeks at most"
LOCKING = "15 minutes"
NO_FAILURES = "never written: no log of failures"
NO_LOG = "never written: no log of sign-ins"
NO_TOKENS = "never written: no tokens of the portal"

_CASES, _ELECTIONS, _PEOPLE, _RECORDS = (
    f"linli.{room}.actions" for room in ("cases", "elections", "people", "records")
)
ENDS: dict[str, str] = {
    WITH_REQUEST: "kept: the office's own record of its work; the Archives Law decides how long",
    DRAFT: f"{_CASES}.forget_due",
    PUBLISHED: f"{_CASES}.unpublish_case",
    CONTACT: f"{_CASES}.forget_due",
    PHOTOS: f"{_CASES}.forget_due",
    MESSAGES: f"{_RECORDS}.forget_due",
    CLAIMS: f"{_PEOPLE}.forget_due",
    DECLARED: f"{_PEOPLE}.forget_due",
    ADDRESS: f"{_RECORDS}.send_all",
    SECRETS: f"{_RECORDS}.forget_due",
    ELECTION_LISTS: f"{_ELECTIONS}.forget_due",
    OBJECTED: "linli.decisions.actions.forget_objectors",
    FOLLOWS: "linli.decisions.actions.leave_board",
    IDEAS: "linli.decisions.actions.forget_ideas",
    SPOKEN: "linli.decisions.actions.forget_participation",
    SIGNED: "linli.decisions.actions.forget_participation",
    WITH_DECISION: "kept: what was decided can be asked about for good; the Archives Law decides",
    WITH_BOOKS: "kept: accounts and vouchers; the Accounting Law and the Archives Law say how long",
    PAYERS: "linli.money.actions.forget_due",
    WITH_ELECTION: "kept: an election can be checked for good; the Archives Law decides how long",
    WITH_JOURNAL: "kept: audit, who did and read what; PIPL arts. 9 and 54; append-only tables",
    WITH_PAGE: "kept: who answers for a public text; PIPL art. 9",
    WITH_RULE: "kept: on what paper a value stands; names bodies, PIPL art. 13(3)",
    WITH_POST: "kept: who acted for the office in which term; PIPL art. 13(3)",
    WITH_ACCOUNT: f"{_PEOPLE}.close_account",
    WITH_DEVICE: f"{_PEOPLE}.forget_sign_ins",
    SESSION: f"{_RECORDS}.tidy",
    LOCKING: f"{_PEOPLE}.forget_sign_ins",
    NO_FAILURES: "never: AXES_ENABLE_ACCESS_FAILURE_LOG is False",
    NO_LOG: "never: AXES_DISABLE_ACCESS_LOG is True",
    NO_TOKENS: "never: SOCIALACCOUNT_STORE_TOKENS is False",
}
"""What ends each retention."""


class Use(NamedTuple):
    """Why a field may hold personal data."""

    purpose: str
    basis: str
    retention: str


PERSONAL: dict[str, Use] = {
    # A request: what is wrong and where. Screened for numbers of people before it is kept.
    "cases.Case.title": Use("what is wrong, in a line", DUTY, WITH_REQUEST),
    "cases.Case.body": Use("what is wrong, in the sender's words", DUTY, WITH_REQUEST),
    "cases.Case.place_text": Use("where it is, in the sender's words", DUTY, WITH_REQUEST),
    "cases.Case.answer": Use("what was done, for the sender", DUTY, WITH_REQUEST),
    "cases.Case.draft": Use("an answer that waits for approval", DUTY, DRAFT),
    "cases.Case.proposed_by": Use("that nobody approves the own answer", DUTY, DRAFT),
    "cases.Case.published_title": Use("an answer for everybody", CONSENT, PUBLISHED),
    "cases.Case.published_body": Use("an answer for everybody", CONSENT, PUBLISHED),
    "cases.Case.complained_of_id": Use(
        "that the body complained of does not handle the complaint (R44)", DUTY, WITH_REQUEST
    ),
    "cases.CaseSender.name": Use("what to call the sender; sealed, optional", CONSENT, CONTACT),
    "cases.CaseSender.contact": Use("to answer the sender; sealed, optional", CONSENT, CONTACT),
    "cases.CaseSender.account_id": Use("that the sender finds the own request", CONSENT, CONTACT),
    "cases.CaseStep.actor_id": Use("who acted in a post", ACCOUNTS, WITH_REQUEST),
    "cases.CaseStep.actor_name": Use("who acted in a post", ACCOUNTS, WITH_REQUEST),
    "cases.CaseStep.text": Use("what was said at a step; screened", DUTY, WITH_REQUEST),
    "cases.CaseStep.data": Use("old and new values of a step", DUTY, WITH_REQUEST),
    "cases.Question.text": Use("what the sender is asked", DUTY, WITH_REQUEST),
    "cases.Question.answer": Use("what the sender answered; screened", DUTY, WITH_REQUEST),
    "cases.SubTask.what": Use("what another post is to do", DUTY, WITH_REQUEST),
    "cases.SubTask.result": Use("what came of it", DUTY, WITH_REQUEST),
    "cases.HandOver.contact": Use("where an outside body is reached; sealed", DUTY, CONTACT),
    "cases.HandOver.what": Use("what the outside body is asked for", DUTY, WITH_REQUEST),
    "cases.HandOver.result": Use("what the outside body reports", DUTY, WITH_REQUEST),
    "cases.Rating.comment": Use("why the sender is not content; screened", CONSENT, WITH_REQUEST),
    "cases.Case.outside_number": Use("the number in the sheet it came from", DUTY, WITH_REQUEST),
    "cases.CaseStep.actor_label": Use("the post that acted", DUTY, WITH_REQUEST),
    "cases.Question.asked_by_label": Use("the post that asks", DUTY, WITH_REQUEST),
    "cases.Question.choices": Use("answers to choose from", DUTY, WITH_REQUEST),
    "cases.HandOver.body_name": Use("which body works on it", DUTY, WITH_REQUEST),
    "cases.HandOver.outside_number": Use("the number it has there", DUTY, WITH_REQUEST),
    "cases.ArticleVersion.actor_label": Use("the post that wrote a page", DUTY, WITH_PAGE),
    # Decisions: what is proposed and resolved, residents' ideas.
    "decisions.DecisionText.text": Use(
        "what is proposed; screened by who writes it", DUTY, WITH_DECISION
    ),
    "decisions.DecisionText.made_by": Use("the post that wrote it", DUTY, WITH_DECISION),
    "decisions.StepEvent.reason": Use("why a step failed or was returned", DUTY, WITH_DECISION),
    "decisions.StepEvent.by": Use("the post that did a step", DUTY, WITH_DECISION),
    "decisions.Resolution.figures": Use(
        "the count; of a council who voted how", DUTY, WITH_DECISION
    ),
    "decisions.Resolution.made_by": Use("the post that took the result", DUTY, WITH_DECISION),
    "decisions.Idea.text": Use("what a resident would have decided; screened", DUTY, WITH_DECISION),
    "decisions.Idea.account": Use("to answer who gave an idea", CONSENT, IDEAS),
    "decisions.Idea.answer": Use("what was answered", DUTY, WITH_DECISION),
    "decisions.Idea.answered_by": Use("the post that answered", DUTY, WITH_DECISION),
    # Meetings: who is bidden, what they said, who signed.
    "decisions.Attendee.name": Use("who is bidden to a meeting", DUTY, WITH_DECISION),
    "decisions.Attendee.title": Use("for which body they come", DUTY, WITH_DECISION),
    "decisions.Attendee.account": Use(
        "to send the notice and take the signature", DUTY, WITH_DECISION
    ),
    "decisions.Attendee.reason": Use("why somebody is excused", DUTY, WITH_DECISION),
    "decisions.AgendaItem.about": Use("what a point is about; screened", DUTY, WITH_DECISION),
    "decisions.AgendaItem.said": Use("what was deliberated", DUTY, WITH_DECISION),
    "decisions.ItemVoice.words": Use("dissent, recusal, what observers say", DUTY, WITH_DECISION),
    "decisions.ItemVoice.by": Use("the post that wrote it down", DUTY, WITH_DECISION),
    "decisions.MeetingNotice.text": Use("time, place and agenda", DUTY, WITH_DECISION),
    "decisions.MeetingNotice.made_by": Use("the post that gave notice", DUTY, WITH_DECISION),
    "decisions.NoticeProof.note": Use("how a notice was handed over", DUTY, WITH_DECISION),
    "decisions.NoticeProof.by": Use("the post that handed it over", DUTY, WITH_DECISION),
    "decisions.MinutesText.text": Use("the minutes", DUTY, WITH_DECISION),
    "decisions.MinutesText.made_by": Use("the post that keeps them", DUTY, WITH_DECISION),
    "decisions.MinutesSignature.dissent": Use("what a member disagrees with", DUTY, WITH_DECISION),
    "decisions.MinutesSignature.by": Use("who signed, or kept the paper", DUTY, WITH_DECISION),
    "decisions.FollowUp.what": Use("a problem at a place", DUTY, WITH_DECISION),
    "decisions.FollowUp.owner": Use("which body sees to it", DUTY, WITH_DECISION),
    "decisions.FollowUp.result": Use("what was done", DUTY, WITH_DECISION),
    # Notices for everybody, what is said against them, who follows a board.
    "decisions.Publication.made_by": Use("the post that put it up", DUTY, WITH_DECISION),
    "decisions.PublicationEdition.text": Use("what was made public", DUTY, WITH_DECISION),
    "decisions.PublicationEdition.made_by": Use("the post that put it up", DUTY, WITH_DECISION),
    "decisions.PublicationObjection.words": Use("why; sealed, screened", DUTY, WITH_DECISION),
    "decisions.PublicationObjection.account": Use("to answer who objects", CONSENT, OBJECTED),
    "decisions.PublicationObjection.contact": Use("to answer; sealed", CONSENT, OBJECTED),
    "decisions.PublicationObjection.answer": Use("what was answered", DUTY, WITH_DECISION),
    "decisions.PublicationObjection.answered_by": Use("the post", DUTY, WITH_DECISION),
    "decisions.BoardFollower.account": Use("to tell of everyday notices", CONSENT, FOLLOWS),
    # What people say about decisions; doors are taken out before it is kept.
    "decisions.Voice.words": Use("what somebody says; sealed, screened", DUTY, WITH_DECISION),
    "decisions.Voice.account": Use("to answer who spoke", CONSENT, SPOKEN),
    "decisions.Voice.contact": Use("to answer who spoke; sealed", CONSENT, SPOKEN),
    "decisions.Voice.gist": Use("what everybody reads of it; screened", DUTY, WITH_DECISION),
    "decisions.Voice.answer": Use("what was answered; screened", DUTY, WITH_DECISION),
    "decisions.Voice.answered_by": Use("the post that answered", DUTY, WITH_DECISION),
    "decisions.Interview.words": Use("what people said, by theme", DUTY, WITH_DECISION),
    "decisions.Interview.made_by": Use("the post that asked", DUTY, WITH_DECISION),
    "decisions.Consultation.made_by": Use("the post that asks", DUTY, WITH_DECISION),
    "decisions.Consultation.closed_by": Use("the post that closed it", DUTY, WITH_DECISION),
    "decisions.Call.starter": Use("who began a call; sealed", CONSENT, SIGNED),
    "decisions.Call.starter_mark": Use("that the one who began it knows it again", CONSENT, SIGNED),
    "decisions.Call.checked_by": Use("the post that checked", DUTY, WITH_DECISION),
    "decisions.Call.answered_by": Use("the post that convened", DUTY, WITH_DECISION),
    "decisions.Call.answer": Use("where and how an assembly is held", DUTY, WITH_DECISION),
    "decisions.Signature.sealed": Use("who signed; sealed", CONSENT, SIGNED),
    "decisions.Signature.mark": Use("that nobody signs twice", CONSENT, SIGNED),
    "decisions.Preference.mark": Use("that a preference counts once", CONSENT, WITH_DECISION),
    "decisions.Pact.filed_by": Use("the post that filed it", DUTY, WITH_DECISION),
    "decisions.Pact.filing_words": Use("what the office found", DUTY, WITH_DECISION),
    "decisions.Pact.made_by": Use("the post that drafted it", DUTY, WITH_DECISION),
    "decisions.Affairs.made_by": Use("the post that prepared it", DUTY, WITH_DECISION),
    "decisions.Affairs.maker_id": Use("that nobody checks the own work", ACCOUNTS, WITH_DECISION),
    "decisions.Affairs.published_by": Use("the post that published it", DUTY, WITH_DECISION),
    "decisions.Affairs.checker_id": Use("that nobody checks the own work", ACCOUNTS, WITH_DECISION),
    "decisions.Affairs.items": Use("sums and grounds; no door is taken", DUTY, WITH_DECISION),
    # Works and contributions: who acted in which post; a giver stands nowhere.
    "money.Hand.account": Use(
        "who has a duty on a matter, so that duties stay apart", DUTY, WITH_BOOKS
    ),
    "money.Hand.name": Use("who does what; named for it, public", DUTY, WITH_BOOKS),
    "money.Hand.title": Use("in which post or seat", DUTY, WITH_BOOKS),
    "money.SpendingAuthority.given_by": Use("the post that gave it", ACCOUNTS, WITH_BOOKS),
    "money.SpendingAuthority.purpose": Use("what may be paid", DUTY, WITH_BOOKS),
    "money.SpendingAuthority.basis": Use("the resolution by number; public", DUTY, WITH_BOOKS),
    "money.Fund.bank_label": Use("a bank and four digits", DUTY, WITH_BOOKS),
    "money.Period.closed_by": Use("the post that closed it", ACCOUNTS, WITH_BOOKS),
    "money.Voucher.words": Use("what it is for; public once posted", DUTY, WITH_BOOKS),
    "money.Voucher.other_side": Use("whom it was paid to; at the desk alone", DUTY, WITH_BOOKS),
    "money.Voucher.maker": Use("that another person checks it", DUTY, WITH_BOOKS),
    "money.Voucher.made_by": Use("the post that made it", ACCOUNTS, WITH_BOOKS),
    "money.Voucher.checker": Use("that another person checked it", DUTY, WITH_BOOKS),
    "money.Voucher.checked_by": Use("the post that checked it", ACCOUNTS, WITH_BOOKS),
    "money.Voucher.reason": Use("why it went back", DUTY, WITH_BOOKS),
    "money.Entry.words": Use("what it is for; public", DUTY, WITH_BOOKS),
    "money.Entry.maker_id": Use("that two people posted it", DUTY, WITH_BOOKS),
    "money.Entry.checker_id": Use("that two people posted it", DUTY, WITH_BOOKS),
    "money.BankStatement.taken_by": Use("the post that took it in", ACCOUNTS, WITH_BOOKS),
    "money.BankStatement.settled_by": Use("the post that settled it", ACCOUNTS, WITH_BOOKS),
    "money.BankLine.payer": Use("to find the entry that answers; sealed", DUTY, PAYERS),
    "money.BankLine.words": Use("what the bank says it is for", DUTY, WITH_BOOKS),
    "money.BankLine.note": Use("why no entry answers", DUTY, WITH_BOOKS),
    "money.Works.made_by": Use("the post that entered it", ACCOUNTS, WITH_DECISION),
    "money.Works.finished_by": Use("the post that said it is finished", ACCOUNTS, WITH_DECISION),
    "money.Works.words": Use("what is done; public", DUTY, WITH_DECISION),
    "money.Works.own_why": Use("why no contractor is chosen; public", DUTY, WITH_DECISION),
    "money.Works.choice_why": Use("why a firm was chosen; public", DUTY, WITH_DECISION),
    "money.Works.stop_reason": Use("why works were stopped; public", DUTY, WITH_DECISION),
    "money.Works.result": Use("what was done in the end; public", DUTY, WITH_DECISION),
    "money.Quotation.bidder": Use("a firm; public", DUTY, WITH_DECISION),
    "money.Quotation.words": Use("what a firm offers", DUTY, WITH_DECISION),
    "money.Quotation.paper_id": Use("the quotation on paper", DUTY, WITH_DECISION),
    "money.WorksContract.contractor": Use("a firm; public", DUTY, WITH_DECISION),
    "money.WorksContract.signed_by": Use("the post that signed", ACCOUNTS, WITH_DECISION),
    "money.WorksContract.paper_id": Use("the contract on paper", DUTY, WITH_DECISION),
    "money.WorksStage.reported_by": Use("the post that reported a stage", ACCOUNTS, WITH_DECISION),
    "money.WorksChange.why": Use("why the contract changes; public", DUTY, WITH_DECISION),
    "money.WorksChange.answer": Use("why it is agreed or refused; public", DUTY, WITH_DECISION),
    "money.WorksChange.proposer_id": Use("that two people change it", ACCOUNTS, WITH_DECISION),
    "money.WorksChange.proposed_by": Use("the post that proposed", ACCOUNTS, WITH_DECISION),
    "money.WorksChange.decider_id": Use("that two people change it", ACCOUNTS, WITH_DECISION),
    "money.WorksChange.decided_by": Use("the post that answered", ACCOUNTS, WITH_DECISION),
    "money.Acceptance.account_id": Use("that nobody accepts twice", ACCOUNTS, WITH_DECISION),
    "money.Acceptance.name": Use("who accepted; named for it, public", DUTY, WITH_DECISION),
    "money.Acceptance.title": Use("in which post", DUTY, WITH_DECISION),
    "money.Acceptance.words": Use("what was found; public", DUTY, WITH_DECISION),
    "money.Acceptance.photos": Use("photos of the work; public", DUTY, WITH_DECISION),
    "money.WorksNote.words": Use("what happened; public", DUTY, WITH_DECISION),
    "money.WorksNote.by": Use("the post that acted", ACCOUNTS, WITH_DECISION),
    "money.Campaign.made_by": Use("the post that began it", ACCOUNTS, WITH_DECISION),
    "money.Campaign.words": Use("what is collected for; public", DUTY, WITH_DECISION),
    "money.Contribution.code": Use("the word on a slip, drawn by lot", CONSENT, WITH_DECISION),
    "money.Contribution.mark": Use("one pledge an account; a keyed hash", CONSENT, WITH_DECISION),
    "money.PremisesDuty.developer": Use("a firm; public", DUTY, WITH_DECISION),
    "money.PremisesDuty.made_by": Use("the post that noted it", ACCOUNTS, WITH_DECISION),
    "money.PremisesEvent.words": Use("what was found; public", DUTY, WITH_DECISION),
    "money.PremisesEvent.photos": Use("photos of premises; public", DUTY, WITH_DECISION),
    "money.PremisesEvent.by": Use("the post that acted", ACCOUNTS, WITH_DECISION),
    # Elections: rolls, candidates, officials, lists that the clock destroys.
    "elections.RollLine.name": Use("who may vote; sealed", DUTY, WITH_ELECTION),
    "elections.RollLine.door": Use("where slip and ballot go", DUTY, WITH_ELECTION),
    "elections.RollLine.account": Use("that voters see the own line", CONSENT, WITH_ELECTION),
    "elections.RollLine.owner_number": Use("which units are one owner's", DUTY, WITH_ELECTION),
    "elections.RollLine.voter_name": Use("whom co-owners named; sealed", DUTY, WITH_ELECTION),
    "elections.RollUnit.door": Use("which unit is counted", DUTY, WITH_ELECTION),
    "elections.RollObjection.words": Use("why a roll is wrong; sealed", DUTY, WITH_ELECTION),
    "elections.RollObjection.answer": Use("what was answered", DUTY, WITH_ELECTION),
    "elections.RollObjection.account": Use("to answer the objection", CONSENT, ELECTION_LISTS),
    "elections.RollObjection.contact": Use("to answer; sealed", CONSENT, ELECTION_LISTS),
    "elections.RollObjection.answered_by": Use("the post that answered", DUTY, WITH_ELECTION),
    "elections.RollCorrection.reason": Use("why a line changed", DUTY, WITH_ELECTION),
    "elections.RollCorrection.line_id": Use("which line changed", DUTY, WITH_ELECTION),
    "elections.RollCorrection.made_by": Use("the post that changed it", ACCOUNTS, WITH_ELECTION),
    "elections.Proxy.paper_id": Use("the written proxy", DUTY, ELECTION_LISTS),
    "elections.Candidate.name": Use("who stands; public", CONSENT, WITH_ELECTION),
    "elections.Candidate.about": Use("what the candidate says; public", CONSENT, WITH_ELECTION),
    "elections.Candidate.account": Use("that one consents oneself", CONSENT, WITH_ELECTION),
    "elections.Candidate.nominated_by": Use("who nominated", DUTY, WITH_ELECTION),
    "elections.Candidate.consent_paper_id": Use("the consent on paper", CONSENT, WITH_ELECTION),
    "elections.Candidate.decided_by": Use("the post that checked it", DUTY, WITH_ELECTION),
    "elections.Official.name": Use("who runs and watches; public", DUTY, WITH_ELECTION),
    "elections.Official.account": Use("that tellers enter counts", DUTY, WITH_ELECTION),
    "elections.Trustee.name": Use("who opens the box; public", DUTY, WITH_ELECTION),
    "elections.Election.cancel_reason": Use("why it was cancelled", DUTY, WITH_ELECTION),
    "elections.ElectionStep.done_by": Use("the post that did a step", ACCOUNTS, WITH_ELECTION),
    "elections.ElectionStep.note": Use("why a step was returned", DUTY, WITH_ELECTION),
    "elections.Notice.text": Use("what was made public", DUTY, WITH_ELECTION),
    "elections.Notice.made_by": Use("the post that posted it", ACCOUNTS, WITH_ELECTION),
    "elections.CalendarTemplate.adopted_by": Use("who adopted it", DUTY, WITH_RULE),
    "elections.Method.adopted_by": Use("who adopted it", DUTY, WITH_RULE),
    "elections.SignedBallot.line_id": Use("whose vote it is, encrypted", DUTY, WITH_ELECTION),
    "elections.SignedBallot.box": Use("an owner's vote, encrypted", DUTY, WITH_ELECTION),
    "elections.SignedVote.line_id": Use("whose vote it is", DUTY, WITH_ELECTION),
    "elections.SignedVote.text": Use("an owner's vote; sealed", DUTY, WITH_ELECTION),
    "elections.OpenVote.name": Use("who voted in a roll call; public", DUTY, WITH_ELECTION),
    "elections.OpenVote.member_id": Use("which seat voted", DUTY, WITH_ELECTION),
    "elections.OpenVote.reason": Use("why a member stood aside", DUTY, WITH_ELECTION),
    "elections.PollBookEntry.assisted_by": Use("who helped to vote", DUTY, ELECTION_LISTS),
    "elections.PollBookEntry.witness": Use("who saw it", DUTY, ELECTION_LISTS),
    "elections.PollBookEntry.handed_by": Use("the post that handed it", ACCOUNTS, ELECTION_LISTS),
    "elections.BoxCall.reason": Use("why the box comes: a listed reason", DUTY, ELECTION_LISTS),
    "elections.BoxCall.first_witness": Use("who carried the box", DUTY, ELECTION_LISTS),
    "elections.BoxCall.second_witness": Use("who carried the box", DUTY, ELECTION_LISTS),
    "elections.BoxCall.outcome": Use("whether the box came", DUTY, ELECTION_LISTS),
    "elections.Delivery.by": Use("the post that delivered", ACCOUNTS, ELECTION_LISTS),
    "elections.Delivery.outcome": Use("whether it arrived", DUTY, ELECTION_LISTS),
    "elections.PaperBox.corrections": Use("who saw it sealed, put right", DUTY, WITH_ELECTION),
    "elections.PaperBox.sealed_before": Use("who saw it sealed", DUTY, WITH_ELECTION),
    "elections.PaperBox.opened_before": Use("who saw it opened", DUTY, WITH_ELECTION),
    "elections.PaperCount.account_id": Use("that two people count", ACCOUNTS, WITH_ELECTION),
    "elections.PaperVote.account_id": Use("that two people enter it", ACCOUNTS, WITH_ELECTION),
    "elections.PaperVote.choices": Use("a signed paper vote; sealed", DUTY, WITH_ELECTION),
    "elections.PaperVote.serial": Use("which paper ballot", DUTY, WITH_ELECTION),
    "elections.Result.announced_by": Use("the post that announced it", ACCOUNTS, WITH_ELECTION),
    # Accounts, and who holds which post.
    "people.Account.username": Use("to sign in", CONSENT, WITH_ACCOUNT),
    "people.Account.email": Use("one-time codes and a lost password", CONSENT, WITH_ACCOUNT),
    "people.Account.phone": Use("one-time codes at sign-in; sealed", CONSENT, WITH_ACCOUNT),
    "people.Account.phone_mark": Use(
        "to find the account of a number typed at sign-in; a keyed hash", CONSENT, WITH_ACCOUNT
    ),
    "people.Account.password": Use("to sign in; a hash", CONSENT, WITH_ACCOUNT),
    "people.Account.last_login": Use("that misuse is seen", SECURITY, WITH_ACCOUNT),
    "people.Profile.account": Use("ties a profile to its sign-in", CONSENT, WITH_ACCOUNT),
    "people.Profile.name": Use("what to call its owner", CONSENT, WITH_ACCOUNT),
    "people.Profile.phone": Use("to answer its owner; sealed", CONSENT, WITH_ACCOUNT),
    "people.AdministratorGrant.account": Use("who manages accounts", SECURITY, WITH_JOURNAL),
    "people.DwellingClaim.account": Use("who says they live there", CONSENT, CLAIMS),
    "people.DwellingClaim.dwelling": Use("what concerns the home, and votes", CONSENT, CLAIMS),
    "people.Holding.account": Use("which sign-in acts in the post", DUTY, WITH_POST),
    "people.Holding.name": Use("how residents know the holder of an office", DUTY, WITH_POST),
    "people.Deputy.account": Use("which sign-in stands in", DUTY, WITH_POST),
    "people.Deputy.name": Use("how residents know the deputy", DUTY, WITH_POST),
    "people.Deputy.reason": Use("why somebody stands in; no health data", DUTY, WITH_POST),
    # Seats in bodies: names are public by office. What is declared is declared by its owner alone.
    "people.BodySeat.name": Use("who sits in a body that others elected", DUTY, WITH_POST),
    "people.BodySeat.account": Use("which sign-in is the member's", DUTY, WITH_POST),
    "people.BodySeat.end_basis": Use("by which decision a seat ended", DUTY, WITH_POST),
    "people.BodyAlternate.name": Use("who takes the next vacant seat", DUTY, WITH_POST),
    "people.BodyAlternate.account": Use("which sign-in is the alternate's", DUTY, WITH_POST),
    "people.BodyAlternate.passed_why": Use("why the next one follows", DUTY, WITH_POST),
    "people.SeatDeclaration.party_member": Use(
        "sums over office holders, by their own declaration", CONSENT, DECLARED
    ),
    "people.SeatDeclaration.sex": Use("sums over office holders", CONSENT, DECLARED),
    "people.SeatDeclaration.age_band": Use("sums over office holders", CONSENT, DECLARED),
    "people.Handover.given_by": Use("who signed for the term before", DUTY, WITH_POST),
    "people.Handover.given_account": Use("that two people sign", DUTY, WITH_POST),
    "people.Handover.taken_by": Use("who signed for the new term", DUTY, WITH_POST),
    "people.Handover.taken_account": Use("that two people sign", DUTY, WITH_POST),
    "people.TermCorrection.corrected_by": Use("which post put it right", ACCOUNTS, WITH_POST),
    "people.TermCorrection.why": Use("what was wrong and what shows it", DUTY, WITH_POST),
    "people.TermFiling.recorded_by": Use("which post entered it", ACCOUNTS, WITH_POST),
    # What was done, read, sent and kept as a file.
    "records.AuditEntry.actor_id": Use("who did it, as an opaque id", ACCOUNTS, WITH_JOURNAL),
    "records.AuditEntry.facts": Use("codes, ids and hashes, no texts", ACCOUNTS, WITH_JOURNAL),
    "records.AuditEntry.actor_label": Use("the post that acted", ACCOUNTS, WITH_JOURNAL),
    "records.AccessEntry.actor_label": Use("the post that read", ACCOUNTS, WITH_JOURNAL),
    "records.LocalRule.adopted_by": Use("which body adopted a value", DUTY, WITH_RULE),
    "records.AccessEntry.actor_id": Use("who of the staff read it", ACCOUNTS, WITH_JOURNAL),
    "records.AccessEntry.actor_name": Use("who of the staff read it", ACCOUNTS, WITH_JOURNAL),
    "records.AccessEntry.subject_id": Use("whose record was read", ACCOUNTS, WITH_JOURNAL),
    "records.AccessEntry.why": Use("why it was read", ACCOUNTS, WITH_JOURNAL),
    "records.Message.account_id": Use("whose inbox it lies in", DUTY, MESSAGES),
    "records.Message.address": Use("where it is sent; sealed", CONSENT, ADDRESS),
    "records.Message.params": Use("number and title of what it tells", DUTY, MESSAGES),
    "records.Message.last_error": Use("why it did not go out", DUTY, MESSAGES),
    "records.Attachment.name": Use("what a file is called", DUTY, PHOTOS),
    "records.Attachment.path": Use("where the file lies", DUTY, PHOTOS),
    "records.IdempotencyKey.secret": Use("the word to tell again; sealed", DUTY, SECRETS),
    # Tables of libraries.
    "account.EmailAddress.user": Use("whose address it is", CONSENT, WITH_ACCOUNT),
    "account.EmailAddress.email": Use("one-time codes, a lost password", CONSENT, WITH_ACCOUNT),
    "mfa.Authenticator.user": Use("whose second factor it is", SECURITY, WITH_ACCOUNT),
    "mfa.Authenticator.data": Use("second factor; secrets sealed", SECURITY, WITH_ACCOUNT),
    "usersessions.UserSession.user": Use("whose device it is", SECURITY, WITH_DEVICE),
    "usersessions.UserSession.ip": Use("to know the own device", SECURITY, WITH_DEVICE),
    "usersessions.UserSession.user_agent": Use("to know the own device", SECURITY, WITH_DEVICE),
    "usersessions.UserSession.data": Use("nothing is put in", SECURITY, WITH_DEVICE),
    "sessions.Session.session_data": Use("who is signed in", SECURITY, SESSION),
    "socialaccount.SocialAccount.user": Use("sign-in through a portal", CONSENT, WITH_ACCOUNT),
    "socialaccount.SocialAccount.last_login": Use("that misuse is seen", SECURITY, WITH_ACCOUNT),
    "socialaccount.SocialAccount.uid": Use("sign-in through a portal", CONSENT, WITH_ACCOUNT),
    "socialaccount.SocialAccount.extra_data": Use(
        "what the portal says; the least it can", CONSENT, WITH_ACCOUNT
    ),
    "socialaccount.SocialToken.token": Use("not kept by setting", CONSENT, NO_TOKENS),
    "socialaccount.SocialToken.token_secret": Use("not kept by setting", CONSENT, NO_TOKENS),
    "axes.AccessAttempt.username": Use("to lock after wrong words", SECURITY, LOCKING),
    "axes.AccessAttempt.ip_address": Use("to lock after wrong words", SECURITY, LOCKING),
    "axes.AccessAttempt.user_agent": Use("to lock after wrong words", SECURITY, LOCKING),
    "axes.AccessAttempt.get_data": Use("masked by the library", SECURITY, LOCKING),
    "axes.AccessAttempt.post_data": Use("masked by the library", SECURITY, LOCKING),
    "axes.AccessFailureLog.username": Use("switched off by setting", SECURITY, NO_FAILURES),
    "axes.AccessFailureLog.ip_address": Use("switched off by setting", SECURITY, NO_FAILURES),
    "axes.AccessFailureLog.user_agent": Use("switched off by setting", SECURITY, NO_FAILURES),
    "axes.AccessLog.username": Use("switched off by setting", SECURITY, NO_LOG),
    "axes.AccessLog.ip_address": Use("switched off by setting", SECURITY, NO_LOG),
    "axes.AccessLog.user_agent": Use("switched off by setting", SECURITY, NO_LOG),
}

PLAIN: dict[str, str] = {
    # Tables of a room, each with the fields that hold codes, titles of things, hashes or texts
    # about no person.
    "money.Matter": "number title",
    "money.SpendingAuthority": "basis_digest",
    "money.Fund": "number name body_id",
    "money.LedgerAccount": "code name",
    "money.Period": "digest",
    "money.Voucher": "number moves reverses_id",
    "money.BankColumns": "columns",
    "money.BankStatement": "digest account",
    "money.BankLine": "mark",
    "money.Works": "number title executor",
    "money.WorksContract": "number",
    "money.WorksStage": "title",
    "money.WorksNote": "code",
    "money.Campaign": "number title shown",
    "money.PremisesDuty": "number where basis",
    "money.PremisesEvent": "to_whom duty_id",
    "cases.Category": "name path open311_code",
    "cases.RouteRule": "post_kind note",
    "cases.Case": "number state_before due_kind secret_hash salt lead_organisation_id"
    " community_id compound_id building_id patch_id group_id grid_id",
    "cases.CaseStep": "verb from_state to_state audience",
    "cases.WrongWord": "number",
    "cases.ApiKey": "name key_hash",
    "cases.Article": "slug title body words",
    "cases.ArticleVersion": "title body",
    "cases.TemplateAnswer": "name text",
    "cases.Assistance": "organisation_id",
    "cases.HandOver": "token_hash",
    "cases.FollowUp": "community_id",
    "decisions.ProcedureTemplate": "key name steps source adopted_by",
    "decisions.Decision": "number matter_type body_id title template_key template_name fund_id vote_id",
    "decisions.DecisionText": "decision_id digest why",
    "decisions.DecisionStep": "key plan",
    "decisions.StepEvent": "decision_id key back_to",
    "decisions.Resolution": "decision_id number body_name vote_id vote_number digest",
    "decisions.Idea": "title decision_id",
    "decisions.Meeting": "number title place where body_id scan_id cancel_reason",
    "decisions.AgendaItem": "title decision_id",
    "decisions.Publication": "number kind decision_id title digest journal_head",
    "decisions.PublicationEdition": "title foot spots why digest journal_head",
    "decisions.PostedSpot": "kind words first_photo_id last_photo_id",
    "decisions.PublicationObjection": "theme",
    "decisions.Consultation": "question state outcome",
    "decisions.ConsultationOption": "title words",
    "decisions.Voice": "number about_kind kind theme outcome",
    "decisions.Interview": "decision_id about_kind theme how",
    "decisions.Call": "number kind title words digest rule_key state roll_id decision_id",
    "decisions.Signature": "channel state reason",
    "decisions.Pact": "title text digest state decision_id resolution_number",
    "decisions.Affairs": "kind state digest",
    "elections.Roll": "name digest",
    "elections.RollLine": "salt digest",
    "elections.RollObjection": "kind",
    "elections.RollCorrection": "roll_id what fields digest_before digest_after",
    "elections.CalendarTemplate": "name steps source",
    "elections.Method": "key name reading steps source",
    "elections.Election": (
        "uuid number title body_id matter question where majority_clause template_name rules "
        "document_hash"
    ),
    "elections.ElectionStep": "key plan",
    "elections.Candidate": "article",
    "elections.Notice": ("step_key title where first_photo_id last_photo_id digest journal_head"),
    "elections.Trustee": "token_hash cert polynomial verification opening",
    "elections.Credential": "mark public closed_why",
    "elections.ElectionBox": "head folded",
    "elections.BoxEvent": ("election_id type event event_hash payload payload_hash mark tracker"),
    "elections.ElectionText": "name text hash",
    "elections.SignedBallot": "election_id commitment head",
    "elections.SignedVote": "commitment flaw",
    "elections.PaperBox": "name kind seal_number",
    "elections.PaperCount": "figures",
    "elections.SpoiledBallot": "serial reason",
    "elections.Delivery": "building_id what",
    "elections.Result": "figures digest",
    "elections.TurnoutDay": "figures",
    "people.BodyTerm": "basis election_number",
    "people.BodySeat": "article",
    "people.BodyAlternate": "article",
    "people.BodyDelegation": "scope basis ended_why",
    "people.TermFiling": "reference receipt_id",
    "people.TermCorrection": "was became",
    "people.CompositionSheet": "kind counts",
    "people.HandoverItem": "what note",
    "people.DwellingClaim": "code_hash",
    "people.Organisation": "name credit_code duty_phone",
    "people.Post": "name duty_phone",
    "places.SubDistrict": "code name host",
    "places.Place": "name short site_kind outline",
    "places.Parentage": "source",
    "places.PlaceCode": "code",
    "places.PlaceAlias": "name",
    "records.AuditEntry": "did on_kind on_id proof digest",
    "records.AuditSeal": "members reaches prev_hash hash",
    "records.AccessEntry": "subject_kind what",
    "records.Message": "key post_id template link state",
    "records.Attachment": "subject_kind subject_id media_type sha256",
    "records.IdempotencyKey": "act key body_hash answer",
    "records.Tally": "indicator place_id",
    "records.Duty": "subject_kind subject_id kind place_id post_id rule_key unit pauses",
    "records.Serial": "prefix",
    "records.ClockFault": "job subject_id fault",
    "records.LocalRule": "key value source",
    "records.CalendarDay": "name source",
    "records.SavedFilter": "post_id page name query",
    "auth.Permission": "name codename",
    "auth.Group": "name",
    "contenttypes.ContentType": "app_label model",
    "sessions.Session": "session_key",
    "account.EmailConfirmation": "key",
    "usersessions.UserSession": "session_key",
    "socialaccount.SocialApp": "provider provider_id name client_id secret key settings",
    "socialaccount.SocialAccount": "provider",
    "axes.AccessAttempt": "http_accept path_info",
    "axes.AccessFailureLog": "http_accept path_info",
    "axes.AccessLog": "http_accept path_info session_hash",
}
