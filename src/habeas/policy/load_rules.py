"""Reads clauses, conditions, exceptions, rules, answers and ceilings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from habeas.policy.actions import ACTIONS, AUTOMATION_CEILING, Action
from habeas.policy.drafts import Draft
from habeas.policy.expressions import did_you_mean
from habeas.policy.items import Item
from habeas.policy.rules import (
    AnswerRow,
    Ceiling,
    Clause,
    Condition,
    ErrorBudget,
    Mode,
    Rule,
    RuleException,
)
from habeas.policy.words import Words

T = TypeVar("T")


@dataclass(slots=True)
class RuleReader:
    """Reads rules against what they may name.

    `refused` names shared parts that are there and wrong: whoever names one is not told that it is missing.
    """

    draft: Draft
    classes: tuple[str, ...]
    clauses: dict[str, Clause] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    exceptions: dict[str, RuleException] = field(default_factory=dict)
    on_clause: dict[str, tuple[RuleException, ...]] = field(default_factory=dict)
    defined: dict[str, Item] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def read_shared(self, conditions: list[Item], exceptions: list[Item], clauses: list[Item]) -> None:
        """Read what rules name: conditions, exceptions and clauses."""
        for name, item in self.draft.unique(conditions, "id", "condition").items():
            condition = self._condition(item, name)
            if condition is None:
                self.refused.add(name)
            else:
                self.conditions[name] = condition
        for item in exceptions:
            exception = self._exception(item, on_clause=False)
            if exception is None:
                self.refused.add(item["id"].value)
            else:
                self.exceptions[exception.id] = exception
        for name, item in self.draft.unique(clauses, "id", "clause").items():
            self.clauses[name] = self._clause(item)
            self.on_clause[name] = self._exceptions(item, on_clause=True)

    def read_rules(self, items: list[Item]) -> tuple[Rule, ...]:
        """Return the rules in the order of their ids."""
        named = self.draft.unique(items, "id", "rule")
        rules = (self._rule(item) for _, item in sorted(named.items()))
        return tuple(rule for rule in rules if rule is not None)

    def read_ceilings(self, items: list[Item]) -> tuple[Ceiling, ...]:
        """Return the ceilings in the order of their ids."""
        named = self.draft.unique(items, "id", "ceiling")
        ceilings = []
        for name, item in sorted(named.items()):
            expression = self.draft.expression(item["if"])
            action = self.ceiling(item["action"])
            if expression is not None:
                says = self.draft.words(item["says"])
                ceilings.append(Ceiling(id=name, expression=expression, says=says, action=action))
        return tuple(ceilings)

    def ceiling(self, item: Item) -> Action:
        """Return the action of a ceiling; one above what a machine may ever do is refused."""
        action = ACTIONS[item.value]
        if action > AUTOMATION_CEILING:
            self.draft.refuse(item, f"a machine may do {AUTOMATION_CEILING.word} at most, never {action.word}")
        return action

    def _clause(self, item: Item) -> Clause:
        return Clause(
            id=item["id"].value,
            title=self.draft.words(item["title"]),
            text=self.draft.words(item["text"]),
            url=item["url"].value,
            in_force_from=item["in_force_from"].value,
            announced_at=item.plain("announced_at"),
            notice_days=item.plain("notice_days", 0),
            safer_way=self._optional(item, "safer_way"),
            place=item["id"].place,
        )

    def _condition(self, item: Item, name: str) -> Condition | None:
        expression = self.draft.expression(item["if"])
        says = self.draft.words(item["says"])
        otherwise, unknown = self._optional(item, "otherwise"), self._optional(item, "unknown")
        if expression is None:
            return None
        return Condition(
            id=name, expression=expression, says=says, otherwise=otherwise, unknown=unknown, place=item["if"].place
        )

    def _optional(self, item: Item, key: str) -> Words | None:
        words = item.get(key)
        return None if words is None else self.draft.words(words)

    def _conditions(self, rule: Item) -> tuple[Condition, ...]:
        conditions = []
        for place, item in enumerate(rule.items("when"), start=1):
            if isinstance(item.value, str):
                condition = self._shared(item, self.conditions, "condition")
            else:
                condition = self._condition(item, item.plain("id", f"{rule['id'].value}.{place}"))
            if condition is not None:
                conditions.append(condition)
        return tuple(conditions)

    def _exceptions(self, owner: Item, *, on_clause: bool) -> tuple[RuleException, ...]:
        exceptions = []
        for item in owner.items("unless"):
            if isinstance(item.value, str):
                exception = self._shared(item, self.exceptions, "exception")
            else:
                exception = self._exception(item, on_clause=on_clause)
            if exception is not None:
                exceptions.append(exception)
        return tuple(exceptions)

    def _shared(self, item: Item, known: Mapping[str, T], kind: str) -> T | None:
        return None if item.value in self.refused else self.draft.known(item, known, kind)

    def _exception(self, item: Item, *, on_clause: bool) -> RuleException | None:
        name = item["id"].value
        self._refuse_second(name, item)
        answer = ACTIONS[item.plain("answer", "none")]
        if answer > Action.NUDGE:
            self.draft.refuse(item["answer"], "an exception answers none or nudge, nothing harsher")
        expression = self.draft.expression(item["if"])
        says = item.get("says")
        words = Words({self.draft.languages[0]: name.replace("-", " ")}) if says is None else self.draft.words(says)
        if expression is None:
            return None
        return RuleException(
            id=name,
            expression=expression,
            says=words,
            answer=answer,
            accepts_claims=item.plain("accepts") == "member_word",
            on_clause=on_clause,
            place=item["id"].place,
            **uses_of(item),
        )

    def _refuse_second(self, name: str, item: Item) -> None:
        first = self.defined.setdefault(name, item)
        if first is not item:
            where = f"{first.place.file}:{first.place.line}"
            self.draft.refuse(item["id"], f"the exception '{name}' stands at {where} already; share it by its name")

    def _rule(self, item: Item) -> Rule | None:
        clause = self.draft.known(item["clause"], self.clauses, "clause")
        if item["class"].value not in self.classes:
            hint = did_you_mean(item["class"].value, self.classes)
            self.draft.refuse(item["class"], f"no class of findings is called '{item['class'].value}'{hint}")
        ceiling, budget = item.get("ceiling"), item.get("error_budget")
        conditions = self._conditions(item)
        exceptions = self._exceptions(item, on_clause=False)
        answer = _read_answer(item["answer"], self.draft)
        title = self.draft.words(item["title"])
        nudge, notice = self.draft.template(item.get("nudge")), self.draft.template(item.get("notice"))
        limit = None if ceiling is None else self.ceiling(ceiling)
        if clause is None:
            return None
        return Rule(
            id=item["id"].value,
            title=title,
            clause=clause,
            finding_class=item["class"].value,
            conditions=conditions,
            exceptions=_distinct((*exceptions, *self.on_clause[clause.id])),
            answer=answer,
            opens_case_on_unknown=item.plain("on_unknown") == "case",
            mode=Mode(item.plain("mode", Mode.ACTS)),
            ceiling=limit,
            priority=item.plain("priority", 0),
            error_budget=None if budget is None else _read_budget(budget),
            nudge=nudge,
            notice=notice,
            place=item["id"].place,
        )


def uses_of(item: Item) -> dict[str, int | None]:
    """Return the limits of an exception's uses, by window."""
    uses = item.get("uses")
    return {} if uses is None else {window: uses.plain(window) for window in ("per_pair", "per_30_days")}


def _distinct(exceptions: tuple[RuleException, ...]) -> tuple[RuleException, ...]:
    return tuple({exception.id: exception for exception in exceptions}.values())


def _read_budget(item: Item) -> ErrorBudget:
    return ErrorBudget(overturned=item["overturned"].value, false_positives=item["false_positives"].value)


def _read_answer(items: Item, draft: Draft) -> tuple[AnswerRow, ...]:
    """Return the rows; they must grow harsher from a nudge on, and only the last has no bound (S10)."""
    rows: list[AnswerRow] = []
    for place, item in enumerate(items.value, start=1):
        row = AnswerRow(
            action=ACTIONS[item["action"].value],
            strikes=item.plain("strikes"),
            nudges=item.plain("nudges"),
            or_share_below=item.plain("or_share_below"),
        )
        _check_row(row, rows, item, draft, is_last=place == len(items.value))
        rows.append(row)
    return tuple(rows)


def _check_row(row: AnswerRow, before: list[AnswerRow], item: Item, draft: Draft, *, is_last: bool) -> None:
    if not before and row.action < Action.NUDGE:
        draft.refuse(item["action"], "the first answer is at least nudge")
    if before and row.action <= before[-1].action:
        draft.refuse(item["action"], f"answers grow harsher: {row.action.word} comes after {before[-1].action.word}")
    is_bounded = row.strikes is not None or row.nudges is not None
    if row.or_share_below is not None and row.strikes is None:
        draft.refuse(item["or_share_below"], "'or_share_below' widens a bound of strikes, and there is none")
    if is_last and is_bounded:
        draft.refuse(item, "the last answer has no bound, or some cases would have no answer")
    if not is_last and not is_bounded:
        draft.refuse(item, "an answer without a bound ends the list: those after it are never reached")
