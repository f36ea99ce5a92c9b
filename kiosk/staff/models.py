"""Users and their sessions."""

from peewee import AutoField, BooleanField, CharField, ForeignKeyField

from kiosk.db import BaseModel, MomentField
from kiosk.staff.rules import ROLES as ROLES


class User(BaseModel):
    """One member of staff; roles are a comma-separated list of host, procurement, admin."""

    id = AutoField()
    email = CharField(max_length=200, unique=True)
    name = CharField(max_length=100)
    roles = CharField(max_length=60, default="host")
    password_hash = CharField(max_length=200)
    created_at = MomentField()
    disabled_at = MomentField(null=True)

    class Meta:
        table_name = "staff_user"

    @property
    def role_names(self) -> list[str]:
        """Return the roles one by one."""
        return [role for role in self.roles.split(",") if role]

    def has_role(self, role: str) -> bool:
        """Tell whether the user has the role; an admin may do what a host may."""
        return role in self.role_names or (role == "host" and "admin" in self.role_names)


class StaffSession(BaseModel):
    """One signed-in browser; only the token's hash is stored."""

    token_hash = CharField(max_length=64, primary_key=True)
    user = ForeignKeyField(User, backref="sessions", on_delete="CASCADE")
    created_at = MomentField()
    expires_at = MomentField()
    revoked_at = MomentField(null=True)
    remember = BooleanField(default=False)

    @property
    def key(self) -> str:
        """Return the short name of the session in addresses; it opens nothing."""
        return str(self.token_hash)[:16]
