from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "linli.money"
    label = "money"
