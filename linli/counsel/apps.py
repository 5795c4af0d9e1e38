from django.apps import AppConfig


class CounselConfig(AppConfig):
    name = "linli.counsel"
    label = "counsel"
