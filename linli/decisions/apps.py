from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "linli.decisions"
    label = "decisions"
