import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission, User

from inquiries import roles
from inquiries.permissions import PermissionsAtOnce
from tests import factories

pytestmark = pytest.mark.django_db


def account(*, role=None, extra=(), **fields):
    user = factories.user(role=role)
    user.user_permissions.set(Permission.objects.filter(codename__in=extra))
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user.pk


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"role": roles.LESEN},
        {"role": roles.SACHBEARBEITUNG},
        {"extra": ("add_verweis",)},
        {"role": roles.LESEN, "extra": ("add_verweis", "view_antrag")},
        {"role": roles.SACHBEARBEITUNG, "is_active": False},
        {"is_superuser": True},
    ],
    ids=["none", "of-a-group", "of-another-group", "its-own", "both", "inactive", "superuser"],
)
def test_permissions_are_those_that_django_gives(given):
    pk = account(**given)
    expected = ModelBackend().get_all_permissions(User.objects.get(pk=pk))
    assert PermissionsAtOnce().get_all_permissions(User.objects.get(pk=pk)) == expected
    assert bool(expected) == (bool(given) and "is_active" not in given)


def test_they_are_asked_for_once(django_assert_num_queries):
    user = User.objects.get(pk=account(role=roles.SACHBEARBEITUNG))
    with django_assert_num_queries(1):
        assert user.has_perms(roles.READ)
        assert user.has_perm("responses.publish_stellungnahme")
        assert not user.has_perm("auth.add_user")


def test_nobody_has_none():
    assert PermissionsAtOnce().get_all_permissions(AnonymousUser()) == set()


def test_another_account_has_not_what_this_one_has():
    account(role=roles.SACHBEARBEITUNG, extra=("add_verweis",))
    assert not User.objects.get(pk=account()).get_all_permissions()


def test_permissions_of_one_object_are_none_as_with_django():
    user = User.objects.get(pk=account(role=roles.LESEN))
    assert PermissionsAtOnce().get_all_permissions(user, obj=user) == set()
