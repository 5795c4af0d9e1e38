"""Let entries, postings, acceptances and signatures only be added."""

from django.db import migrations

from linli.tenancy.append_only import Guard


class Migration(migrations.Migration):
    dependencies = [("money", "0001_initial")]
    operations = [
        Guard("Entry"),
        Guard("Posting"),
        Guard("Acceptance"),
        Guard("WorksNote"),
        Guard("PremisesEvent"),
        Guard("TakeoverSignature"),
        Guard("TaskDone"),
    ]
