"""One advice on the whole policy, with its trace: how long it takes per household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules import Policy, advise, load_policy, parse_household
from tests.bench.households import DAY, HOUSEHOLDS
from tests.bench.timing import WARM_UP, Sample, one_core, take_sample


@dataclass(frozen=True, slots=True)
class Measured:
    """One household's times; `alone` is the advice, `whole` also reads the household document."""

    sample: Sample
    rules_fired: int
    unsettled: int


def measure(document: Mapping[str, Any], policy: Policy, runs: int) -> Measured:
    """Time the advice on one household."""
    advice = advise(parse_household(document, policy), DAY, policy)
    sample = take_sample(
        lambda: parse_household(document, policy), lambda household: advise(household, DAY, policy), runs
    )
    return Measured(sample, len(advice.trace), sum(scheme.status == "unknown" for scheme in advice.schemes))


def report(runs: int) -> None:
    """Print the figures per household."""
    policy = load_policy()
    with one_core() as pinning:
        print("One advice on the whole policy of Enschede, with its trace")
        print(
            f"  How: rules.advise on {DAY}, loading the policy and reading the household not counted; {runs} runs each,"
        )
        print(f"  after {WARM_UP} to warm up, timed one by one, {pinning}. CPU is the CPU time of this process.")
        for name, document in HOUSEHOLDS.items():
            measured = measure(document, policy, runs)
            told = f"{measured.rules_fired} rules fired, {measured.unsettled} schemes still unknown"
            print(f"  {name}: {measured.sample.alone}; {measured.sample.alone.per_second:.0f} a second; {told}.")
