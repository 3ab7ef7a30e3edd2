"""Condition tree ─▶ rules for the engine: AND of tests against constants, nothing else (the fenced subset).

A leaf becomes `<label>.holds` and `<label>.fails`. OR is several rules with one conclusion, NOT is the child's
`fails`, and unknown is: neither fired. Only the sides that are needed are compiled, and a rule above a leaf repeats
the leaf's test rather than waiting for its conclusion: a leaf's own rule is there to be seen in the trace. The same
goes for a branch with one child.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rules.conditions import SHARED, Branch, Figure, HouseholdLimit, Leaf, Literal, Node, PercentOfNorm, leaves
from rules.policy import ReferralRule, Scheme

EngineValue = bool | int | str
MAX_CONDITIONS = 16


@dataclass(frozen=True, slots=True)
class Test:
    """One condition of a rule: a fact compared with a constant, or (operator `concluded`) a conclusion."""

    fact: str
    operator: str
    constant: EngineValue = True


@dataclass(frozen=True, slots=True)
class Rule:
    """All tests true ─▶ conclusion. `facts` and `built_on` are for the trace."""

    id: str
    tests: tuple[Test, ...]
    conclusion: str
    facts: tuple[str, ...]
    built_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """The rules of one scheme, of the shared conditions, or of all referrals, for one set of constants."""

    name: str
    rules: tuple[Rule, ...]

    def facts(self) -> frozenset[str]:
        """The engine facts the rules test."""
        return frozenset(test.fact for rule in self.rules for test in rule.tests if test.operator != "concluded")


_BOTH = ("holds", "fails")
_OPPOSITE = {"at_most": "more_than", "more_than": "at_most", "at_least": "less_than", "less_than": "at_least"}


def leaf_tests(leaf: Leaf, figures: Mapping[str, int | None]) -> Mapping[str, Test] | None:
    """The tests for holds and fails; None when the figure the leaf needs has expired."""
    fact = leaf.engine_fact
    match leaf.operand:
        case PercentOfNorm() | HouseholdLimit():
            constant: EngineValue | None = 0
        case Figure(name):
            constant = figures[name]
        case Literal(value):
            constant = value
    if constant is None:
        return None
    if leaf.test in _OPPOSITE:
        return {"holds": Test(fact, leaf.test, constant), "fails": Test(fact, _OPPOSITE[leaf.test], constant)}
    if leaf.test == "includes":
        return {"holds": Test(fact, "is", True), "fails": Test(fact, "is", False)}
    if isinstance(constant, bool):
        return {"holds": Test(fact, "is", constant), "fails": Test(fact, "is", not constant)}
    tests = {"holds": Test(fact, "is", constant), "fails": Test(fact, "is_not", constant)}
    return tests if leaf.test == "is" else {"holds": tests["fails"], "fails": tests["holds"]}


def is_shared(node: Node) -> bool:
    """Whether a node is settled once for all schemes, before them."""
    return node.label.startswith(f"{SHARED}.")


class _Compiler:
    """Collects the rules of one program. Shared nodes reach the other programs as facts, not as conclusions."""

    def __init__(self, name: str, figures: Mapping[str, int | None]) -> None:
        self.name = name
        self.figures = figures
        self.rules: list[Rule] = []
        self._done: set[str] = set()

    def program(self) -> Program:
        return Program(self.name, tuple(self.rules))

    def test(self, node: Node, side: str) -> Test | None:
        """How another rule tests a node's side; None when it can never be known."""
        if is_shared(node) and self.name != SHARED:
            return Test(node.label, "is", side == "holds")
        if isinstance(node, Leaf):
            tests = leaf_tests(node, self.figures)
            return tests[side] if tests else None
        if len(node.children) == 1:
            return self.test(node.children[0], _other(side) if node.kind == "not" else side)
        return concluded(f"{node.label}.{side}")

    def add(self, rule_id: str, tests: Iterable[Test | None], conclusion: str, because: Because) -> None:
        known = tuple(tests)
        certain = tuple(test for test in known if test is not None)
        if len(certain) == len(known):
            self.rules.append(Rule(rule_id, certain, conclusion, because.facts, because.built_on))

    def node(self, node: Node, sides: tuple[str, ...] = _BOTH) -> tuple[str, ...]:
        """Compile a node for the sides needed; return the contract facts below it."""
        if node.label in self._done or (is_shared(node) and self.name != SHARED):
            return tuple(dict.fromkeys(fact for leaf in leaves(node) for fact in leaf.facts))
        self._done.add(node.label)
        if isinstance(node, Leaf):
            for side in sides:
                label = f"{node.label}.{side}"
                self.add(label, [self.test(node, side)], label, Because(node.facts))
            return node.facts
        return self._branch(node, sides)

    def _branch(self, node: Branch, sides: tuple[str, ...]) -> tuple[str, ...]:
        inverted = node.kind == "not"
        child_sides = tuple(_other(side) for side in sides) if inverted else sides
        facts = tuple(dict.fromkeys(fact for child in node.children for fact in self.node(child, child_sides)))
        for side in sides:
            wanted = _other(side) if inverted else side
            pairs = [(child, wanted) for child in node.children]
            conclusion = f"{node.label}.{side}"
            if (node.kind == "any") == (side == "holds") and len(pairs) > 1:
                for child, _ in pairs:
                    because = Because(facts, (f"{child.label}.{wanted}",))
                    self.add(f"{conclusion}.by_{child.id}", [self.test(child, wanted)], conclusion, because)
            else:
                self.conjunction(conclusion, pairs, facts)
        return facts

    def conjunction(self, conclusion: str, pairs: list[tuple[Node, str]], facts: tuple[str, ...] = ()) -> None:
        """One rule, or a tree of them where there are more than the engine's sixteen conditions."""
        parts = [pairs[i : i + MAX_CONDITIONS] for i in range(0, len(pairs), MAX_CONDITIONS)]
        names = [conclusion] if len(parts) == 1 else [f"{conclusion}.part_{i}" for i in range(len(parts))]
        for name, part in zip(names, parts, strict=True):
            because = Because(facts, tuple(f"{node.label}.{side}" for node, side in part))
            self.add(name, [self.test(node, side) for node, side in part], name, because)
        if len(parts) > 1:
            self.add(conclusion, map(concluded, names), conclusion, Because(facts, tuple(names)))


@dataclass(frozen=True, slots=True)
class Because:
    """What a rule rests on, for the trace: contract facts, and the conclusions below it."""

    facts: tuple[str, ...] = ()
    built_on: tuple[str, ...] = ()


def concluded(name: str) -> Test:
    """The test that another rule of the same program has concluded something."""
    return Test(name, "concluded")


def _other(side: str) -> str:
    return "fails" if side == "holds" else "holds"


def compile_shared(nodes: Iterable[Node], explained: frozenset[str], figures: Mapping[str, int | None]) -> Program:
    """The conditions that several schemes and referrals share, settled once for a household.

    Those that schemes explain (by label) are settled on both sides; for the others it is enough to know they hold.
    """
    compiler = _Compiler(SHARED, figures)
    for node in nodes:
        compiler.node(node, _BOTH if node.label in explained else ("holds",))
    return compiler.program()


def compile_scheme(scheme: Scheme, figures: Mapping[str, int | None]) -> Program:
    """Conditions, status and notes of a scheme; `unknown` is what remains when no status is concluded."""
    compiler, name = _Compiler(scheme.id, figures), scheme.id
    hard = [node for node in scheme.conditions if not node.soft]
    soft = [node for node in scheme.conditions if node.soft]
    facts = {node.label: compiler.node(node) for node in scheme.conditions}
    for node in hard:
        because = Because(facts[node.label], (f"{node.label}.fails",))
        compiler.add(f"{name}.unlikely.by_{node.id}", [compiler.test(node, "fails")], f"{name}.unlikely", because)
    compiler.conjunction(f"{name}.hard.holds", [(node, "holds") for node in hard])
    _compile_favourable(compiler, scheme, soft)
    for note in scheme.notes:
        compiler.node(note.when, ("holds",))
    return compiler.program()


def _compile_favourable(compiler: _Compiler, scheme: Scheme, soft: list[Node]) -> None:
    """possible and likely, once every hard condition holds."""
    hard, possible, likely = f"{scheme.id}.hard.holds", f"{scheme.id}.possible", f"{scheme.id}.likely"
    for node in soft:
        because = Because((), (hard, f"{node.label}.fails"))
        tests = [concluded(hard), compiler.test(node, "fails")]
        compiler.add(f"{possible}.by_{node.id}", tests, possible, because)
    if scheme.max_status == "possible":
        compiler.add(f"{possible}.at_most", [concluded(hard)], possible, Because((), (hard,)))
    elif soft:
        held = f"{scheme.id}.soft.holds"
        compiler.conjunction(held, [(node, "holds") for node in soft])
        compiler.add(likely, [concluded(hard), concluded(held)], likely, Because((), (hard, held)))
    else:
        compiler.add(likely, [concluded(hard)], likely, Because((), (hard,)))


def compile_referrals(referrals: Iterable[ReferralRule], figures: Mapping[str, int | None]) -> Program:
    """Referrals need only the side that holds: unknown facts trigger nothing."""
    compiler = _Compiler("referral", figures)
    for rule in referrals:
        compiler.node(rule.when, ("holds",))
        if not isinstance(rule.urgent_when, bool):
            compiler.node(rule.urgent_when, ("holds",))
    return compiler.program()


def needed_conclusions(program: Program) -> Iterator[str]:
    """The conclusions that other rules wait for; only these have to go back into the engine as facts."""
    return (test.fact for rule in program.rules for test in rule.tests if test.operator == "concluded")
