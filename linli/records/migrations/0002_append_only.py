"""Rows of the journal, its seals, the access log and the tally are only ever added."""

from django.db import migrations

from linli.tenancy.append_only import Guard


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [Guard("AuditEntry"), Guard("AuditSeal"), Guard("AccessEntry"), Guard("Tally")]
