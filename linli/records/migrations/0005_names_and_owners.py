from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0004_clock_faults")]

    operations = [
        migrations.RemoveConstraint("idempotencykey", "idempotency_once"),
        migrations.AddField(
            "idempotencykey",
            "act",
            models.CharField(default="cases.open", max_length=60),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "idempotencykey",
            models.UniqueConstraint(fields=("sub_district", "act", "key"), name="idempotency_once"),
        ),
        # Rebuilding the table on SQLite would take its append-only triggers away.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "accessentry", "subject_kind", models.CharField(max_length=40)
                )
            ]
        ),
        migrations.AddField("duty", "post_id", models.UUIDField(null=True)),
        migrations.AddIndex(
            "duty",
            models.Index(
                condition=models.Q(("done_at", None)),
                fields=["sub_district", "post_id", "due_at"],
                name="duty_post",
            ),
        ),
    ]
