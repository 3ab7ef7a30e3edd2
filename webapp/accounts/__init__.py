"""Accounts of those who work with the site, who of them is signed in, and what each may open."""

from webapp.accounts.passwords import fault_in, generated
from webapp.accounts.register import AccountError, Member, Register
from webapp.accounts.signed_in import (
    BY_ITSELF,
    IDLE,
    PLACES,
    accounts,
    current,
    guard,
    home_of,
    register,
    sign_in,
    sign_out,
)
from webapp.accounts.throttle import Throttle, waiting
from webapp.roles import Role, roles_in, written

__all__ = [
    "BY_ITSELF",
    "IDLE",
    "PLACES",
    "AccountError",
    "Member",
    "Register",
    "Role",
    "Throttle",
    "accounts",
    "current",
    "fault_in",
    "generated",
    "guard",
    "home_of",
    "register",
    "roles_in",
    "sign_in",
    "sign_out",
    "waiting",
    "written",
]
