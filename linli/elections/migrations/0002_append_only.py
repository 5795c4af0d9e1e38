"""Let what went into a box, and what was corrected, only be added to."""

from django.db import migrations

from linli.tenancy.append_only import Guard


class Migration(migrations.Migration):
    dependencies = [("elections", "0001_initial")]
    operations = [Guard("BoxEvent"), Guard("SignedBallot"), Guard("RollCorrection")]
