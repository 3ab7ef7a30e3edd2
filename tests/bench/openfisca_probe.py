"""Run by the Python of the throw-away environment: OpenFisca's traced calculation of three variables, as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib.metadata import version
from typing import Any, Final

from tests.bench.timing import take_sample

VARIABLES: Final = ("disposable_income", "total_benefits", "total_taxes")


def situation(month: str) -> dict[str, Any]:
    """A single parent with two children, some work and a rented home."""
    return {
        "persons": {
            "parent": {"birth": {"ETERNITY": "1992-03-04"}, "salary": {month: 1400}},
            "elder": {"birth": {"ETERNITY": "2013-03-04"}},
            "younger": {"birth": {"ETERNITY": "2020-03-04"}},
        },
        "households": {
            "home": {
                "adults": ["parent"],
                "children": ["elder", "younger"],
                "rent": {month: 700},
                "housing_occupancy_status": {month: "tenant"},
                "accommodation_size": {f"{month[:4]}-01": 60},
            }
        },
    }


def main(month: str, runs: int) -> None:
    """Time it: building the simulation is the preparation, calculating the variables is the work."""
    from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found]
    from openfisca_country_template import CountryTaxBenefitSystem  # type: ignore[import-not-found]

    system, household = CountryTaxBenefitSystem(), situation(month)

    def build() -> Any:
        simulation = SimulationBuilder().build_from_entities(system, household)
        simulation.trace = True
        return simulation

    def calculate(simulation: Any) -> None:
        for variable in VARIABLES:
            simulation.calculate(variable, month)

    traced = build()
    calculate(traced)
    print(
        json.dumps(
            {
                "numpy": version("numpy"),
                "steps": sum(1 for _ in traced.tracer.browse_trace()),
                **asdict(take_sample(build, calculate, runs)),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
