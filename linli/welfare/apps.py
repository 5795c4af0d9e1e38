from django.apps import AppConfig


class WelfareConfig(AppConfig):
    name = "linli.welfare"
    label = "welfare"
