"""Staff: users, roles, sign-in and sessions that can be revoked."""
