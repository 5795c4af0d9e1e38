import django.db.models.deletion
import linli.tenancy.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("places", "0001_initial"),
        ("records", "0003_seal_reaches"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClockFault",
            fields=[
                ("id", models.UUIDField(default=linli.tenancy.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("job", models.CharField(max_length=80)),
                ("subject_id", models.UUIDField()),
                ("fault", models.CharField(max_length=200)),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("sub_district", models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.subdistrict")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sub_district", "job", "subject_id"), name="clock_fault_once")],
            },
        ),
    ]
