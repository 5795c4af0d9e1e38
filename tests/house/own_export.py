"""Personal fields that no archive of one person holds, each with the reason.

Every other field of `PERSONAL` is in the archive that its owner takes away.
"""

POST = "names a post or a body, never a person"
PUBLIC = "about a thing, or a text of the office or a body about no resident"
OTHERS = "about other people, or several at once; no column says that it is the asker"
SECRET = "a password, key or keyed hash: it would let others in, and says nothing by itself"
ACT = "who acted in a post; one's own acts are held by their steps and journal entries"
NEVER = "never written by setting, or emptied once it is sent"
CODE = "under any name: found by a code word alone, never by an account"
CLOSED = "closed for the file's team; what its owner may see of it is held as entries"

_BY_REASON: dict[str, str] = {
    POST: (
        "cases.ArticleVersion.actor_label cases.HandOver.body_name decisions.Affairs.made_by "
        "decisions.Affairs.published_by decisions.Call.answered_by decisions.Call.checked_by "
        "decisions.Consultation.closed_by decisions.Consultation.made_by "
        "decisions.DecisionText.made_by decisions.FollowUp.owner decisions.Interview.made_by "
        "decisions.ItemVoice.by decisions.MeetingNotice.made_by decisions.Milestone.role "
        "decisions.MinutesSignature.by decisions.MinutesText.made_by decisions.NoticeProof.by "
        "decisions.Pact.filed_by decisions.Pact.made_by decisions.Publication.made_by "
        "decisions.PublicationEdition.made_by decisions.Resolution.made_by "
        "decisions.StepEvent.by decisions.SubProblem.role decisions.Withdrawal.opened_by "
        "decisions.WithdrawalEvent.by elections.CalendarTemplate.adopted_by "
        "elections.Candidate.decided_by elections.Delivery.by elections.ElectionStep.done_by "
        "elections.Method.adopted_by elections.Notice.made_by elections.PollBookEntry.handed_by "
        "elections.Result.announced_by elections.RollCorrection.made_by "
        "money.BankStatement.settled_by money.BankStatement.taken_by money.Campaign.made_by "
        "money.CommunityService.made_by money.CommunityService.run_by money.Facility.made_by "
        "money.Period.closed_by money.PremisesDuty.made_by money.PremisesEvent.by "
        "money.PropertyContract.made_by money.PropertyContract.notice_by "
        "money.PropertyContract.taken_over_by money.ServiceSurvey.made_by "
        "money.ServiceTask.role money.SpendingAuthority.given_by money.TaskDone.by "
        "money.Voucher.checked_by money.Voucher.made_by money.Works.finished_by "
        "money.Works.made_by money.WorksChange.decided_by money.WorksChange.proposed_by "
        "money.WorksContract.signed_by money.WorksNote.by money.WorksStage.reported_by "
        "people.TermCorrection.corrected_by people.TermFiling.recorded_by "
        "records.LocalRule.adopted_by "
    ),
    PUBLIC: (
        "cases.Case.draft cases.HandOver.outside_number cases.HandOver.result "
        "cases.HandOver.what cases.SubTask.result cases.SubTask.what decisions.Affairs.items "
        "decisions.AgendaItem.about decisions.Call.answer decisions.DecisionText.text "
        "decisions.FollowUp.result decisions.FollowUp.what decisions.MeetingNotice.text "
        "decisions.Milestone.reason decisions.Pact.filing_words "
        "decisions.PublicationEdition.text decisions.StepEvent.reason "
        "decisions.SubProblem.measure decisions.SubProblem.words decisions.Withdrawal.result "
        "decisions.Withdrawal.words decisions.WithdrawalEvent.words "
        "elections.Election.cancel_reason elections.Election.times_reason "
        "elections.ElectionStep.note elections.Notice.text money.Acceptance.photos "
        "money.Campaign.words money.CommunityService.end_words money.CommunityService.words "
        "money.Entry.words money.Fund.bank_label money.PremisesDuty.developer "
        "money.PremisesEvent.photos money.PremisesEvent.words "
        "money.PropertyContract.notice_words money.PropertyContract.paper_id "
        "money.PropertyContract.words money.Quotation.bidder money.Quotation.paper_id "
        "money.Quotation.words money.ServiceItem.words money.SpendingAuthority.basis "
        "money.SpendingAuthority.purpose money.TakeoverItem.dispute money.TakeoverItem.settled "
        "money.TaskDone.words money.Voucher.reason money.Voucher.words money.Works.choice_why "
        "money.Works.own_why money.Works.result money.Works.stop_reason money.Works.words "
        "money.WorksContract.contractor money.WorksContract.paper_id money.WorksNote.words "
    ),
    OTHERS: (
        "axes.AccessAttempt.get_data axes.AccessAttempt.ip_address axes.AccessAttempt.post_data "
        "axes.AccessAttempt.user_agent axes.AccessAttempt.username cases.Case.complained_of_id "
        "cases.HandOver.contact decisions.AgendaItem.said decisions.Interview.words "
        "decisions.MinutesText.text decisions.Resolution.figures decisions.TaskMember.charge "
        "decisions.TaskMember.name decisions.TaskMember.title elections.PaperBox.corrections "
        "elections.PaperBox.opened_before elections.PaperBox.sealed_before "
        "elections.Trustee.name money.BankLine.note money.BankLine.payer money.BankLine.words "
        "money.Voucher.other_side people.TermCorrection.why "
    ),
    SECRET: (
        "counsel.JoinCode.mark counsel.Party.mark mfa.Authenticator.data "
        "people.Account.password people.Account.phone_mark records.Attachment.path "
        "records.IdempotencyKey.secret sessions.Session.session_data "
    ),
    ACT: (
        "cases.Case.proposed_by cases.CaseStep.data counsel.GlassBreak.agreed_by_id "
        "counsel.GlassBreak.asked_by_id counsel.Guardian.confirmed_by_id "
        "counsel.Guardian.named_by_id counsel.Succession.agreed_by_id "
        "counsel.Succession.proposed_by_id people.CounterLook.clerk_id records.AuditEntry.facts "
    ),
    NEVER: (
        "axes.AccessFailureLog.ip_address axes.AccessFailureLog.user_agent "
        "axes.AccessFailureLog.username axes.AccessLog.ip_address axes.AccessLog.user_agent "
        "axes.AccessLog.username records.Message.address records.Message.last_error "
        "socialaccount.SocialToken.token socialaccount.SocialToken.token_secret "
    ),
    CODE: (
        "counsel.JoinCode.party counsel.LegalVisit.called counsel.LegalVisit.contact "
        "counsel.Talk.called counsel.Talk.contact "
    ),
    CLOSED: (
        "counsel.FileEntry.party counsel.FilePaper.party counsel.GlassBreak.body "
        "counsel.MediationGuest.body counsel.MediationGuest.invited_by "
        "counsel.RaisedDispute.answer counsel.RaisedDispute.summary "
    ),
}
NOT_HELD: dict[str, str] = {
    field: reason for reason, fields in _BY_REASON.items() for field in fields.split()
}
"""The reason by the field."""
