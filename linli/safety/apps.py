from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "linli.safety"
    label = "safety"
