from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "linli.diary"
    label = "diary"
