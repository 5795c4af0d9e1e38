from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "linli.records"
    label = "records"
    verbose_name = _("Rules and messages")
