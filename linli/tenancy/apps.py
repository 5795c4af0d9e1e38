from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "linli.tenancy"
    label = "tenancy"
