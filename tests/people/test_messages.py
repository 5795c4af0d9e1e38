"""Every message of this room has its words."""

import pytest

from linli.records.models import Message
from linli.records.queries.wording import worded
from tests.people.builders import a_post, appointed, standing_in
from tests.places.builders import TODAY, a_community

pytestmark = pytest.mark.django_db


def test_who_is_appointed_is_told_which_post_and_from_when():
    community = a_community()
    appointed(a_post("secretary", community))
    told = worded(Message.objects.get(template="people/appointed"))
    assert community.name in told.title
    assert "社区书记" in told.title
    assert "2020-01-01" in told.body


def test_a_deputy_is_told_the_stated_time():
    standing_in(a_post("secretary", a_community()), first=TODAY, last=TODAY)
    told = worded(Message.objects.get(template="people/deputy_named"))
    assert told.body.count(TODAY.isoformat()) == 2
