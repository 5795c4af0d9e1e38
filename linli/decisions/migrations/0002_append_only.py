"""Let texts, turns, resolutions, minutes and editions only be added."""

from django.db import migrations

from linli.tenancy.append_only import Guard


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [
        Guard("DecisionText"),
        Guard("StepEvent"),
        Guard("Resolution"),
        Guard("MeetingNotice"),
        Guard("NoticeProof"),
        Guard("MinutesText"),
        Guard("MinutesSignature"),
        Guard("PublicationEdition"),
        Guard("WithdrawalEvent"),
    ]
