"""Pages of this room: who may open them, what they show, what they leave out."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db

RULE = "cases.answer.complaint"


def client_of(kind: str) -> Client:
    return a_signed_in_client(kind)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()
