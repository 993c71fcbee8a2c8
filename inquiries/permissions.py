"""What an account may do, asked of the database once a request: its own permissions and those of its groups."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db import connection

_GRANTED = """
SELECT kind.app_label || '.' || permission.codename
FROM auth_permission permission JOIN django_content_type kind ON kind.id = permission.content_type_id
WHERE permission.id IN (
    SELECT permission_id FROM auth_user_user_permissions WHERE user_id = %(user)s
    UNION ALL
    SELECT granted.permission_id
    FROM auth_group_permissions granted JOIN auth_user_groups member USING (group_id)
    WHERE member.user_id = %(user)s
)
"""


class PermissionsAtOnce(ModelBackend):
    """As ModelBackend, which asks for the permissions of the account and for those of its groups one by one."""

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):  # where ModelBackend keeps them, too
            with connection.cursor() as cursor:
                cursor.execute(_GRANTED, {"user": user_obj.pk})
                user_obj._perm_cache = {name for (name,) in cursor}
        return user_obj._perm_cache
