"""A second, independent reading of the contract, used to check the program. It imports nothing from it."""

from .households import random_household
from .statuses import read_contract

__all__ = ["random_household", "read_contract"]
