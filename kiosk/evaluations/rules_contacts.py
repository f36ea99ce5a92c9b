"""How much somebody may write who wants to be contacted."""

LIMITS = {"company": 160, "name": 120, "email": 200, "phone": 40, "message": 500}
