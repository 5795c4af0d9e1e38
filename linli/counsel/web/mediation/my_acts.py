"""What a side does in its own file, each act on a page of its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as __

from linli.counsel import actions
from linli.counsel.web.mediation import forms
from linli.counsel.web.mediation.acting import Act, Sent


def _guest(sent: Sent) -> None:
    actions.answer_guest(
        **sent.fresh,
        guest_id=sent.about,
        yes=sent.form.yes,
        why=sent.form.cleaned_data["why"],
    )


def _helper(sent: Sent) -> None:
    actions.invite_helper(**sent.fresh, kind=sent.form.guest, told=sent.form.told)


def _check(sent: Sent) -> None:
    actions.check_record(
        **sent.fresh,
        entry_id=sent.about,
        yes=sent.form.yes,
        why=sent.form.cleaned_data["why"],
    )


ACTS = {
    "consent": Act(
        __("Do you agree to the mediation?"),
        __("Send my answer"),
        lambda sent: actions.answer_consent(**sent.fresh, yes=sent.form.yes),
        forms.MyAnswerForm,
        __("It is free. You may take your yes back at any time until both have signed."),
    ),
    "withdraw": Act(
        __("I do not want to go on"),
        __("End the mediation"),
        lambda sent: actions.withdraw_consent(**sent.fresh),
        forms.SureForm,
        __("You need no reason. The mediation ends now and you get the sheet of other routes."),
        danger=True,
    ),
    "guest": Act(
        __("Do you accept?"),
        __("Send my answer"),
        _guest,
        forms.MyGuestForm,
        __("If you say no, somebody else is looked for. You may say no without a reason."),
    ),
    "helper": Act(
        __("Bring somebody along"),
        __("Ask for it"),
        _helper,
        forms.MyHelperForm,
        __("The other side is asked. Unless both agree, the helper sees and hears nothing."),
    ),
    "check": Act(__("Is the record right?"), __("Send my answer"), _check, forms.MyCheckForm),
    "sign": Act(
        __("Sign the agreement"),
        __("I sign"),
        lambda sent: actions.sign_agreement(**sent.fresh),
        forms.SureForm,
        __("Read it once more. When both sides have signed and the seal is on it, it binds you."),
    ),
    "copy": Act(
        __("Your copy"),
        __("I have my copy"),
        lambda sent: actions.give_copy(**sent.who),
        forms.SureForm,
        __("Take the agreement as a file or ask for it on paper; then say that you have it."),
    ),
    "want": Act(
        __("Ask the court to confirm it?"),
        __("Send my answer"),
        lambda sent: actions.want_confirmation(**sent.fresh, yes=sent.form.yes),
        forms.MyAnswerForm,
        __(
            "Only both sides together can ask, within 30 days, without a fee. Confirmed, it can be "
            "enforced; not confirmed, it binds all the same."
        ),
    ),
    "photo": Act(
        __("Add a photo or paper"),
        __("Add it"),
        lambda sent: actions.add_photo(**sent.fresh, scan=sent.form.scanned),
        forms.PhotoForm,
        __("The room and the other side see it."),
    ),
}
