"""What a statement says about a member's money and contracts: a sentence for each amount and each contract (FUND-9)."""

from collections.abc import Iterator

from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.domain.statements.content import MoneyLine, OpenContract
from habeas.domain.statements.statement import Statement


def say_money(statement: Statement, words: Catalogue) -> Iterator[str]:
    """Yield what becomes of each amount and each running contract, or that there is none (FUND-10)."""
    if not statement.money:
        yield words.say("money.none")
    for line in statement.money:
        yield _amount(line, words)
    if statement.money:
        yield words.say("money.law")
    if not statement.contracts:
        yield words.say("contract.none")
    for contract in statement.contracts:
        yield _contract(contract, words)


def _contract(contract: OpenContract, words: Catalogue) -> str:
    """Return what becomes of a contract and why, with the harm that is the ground and the facts that show it."""
    date = "" if contract.until is None else words.day(contract.until)
    key = "goes_on" if contract.goes_on else contract.becomes
    said = [words.say(f"contract.{key}", contract=contract.title, date=date, to=contract.handed_to)]
    if contract.harm:
        shown_by = ", ".join(f"[{fact}]" for fact in contract.shown_by)
        said.append(words.say("contract.harm", harm=words.say(f"harm.{contract.harm}"), facts=shown_by))
    if contract.plan:
        said.append(words.say("contract.plan", plan=contract.plan))
    return " ".join(said)


def _amount(line: MoneyLine, words: Catalogue) -> str:
    said = words.say(
        f"money.{line.becomes or line.state}",
        amount=money_words(line.amount, line.currency),
        provider=line.provider,
        date="" if line.until is None else words.day(line.until),
        because=line.because,
        decision=line.decision,
    )
    if line.is_frozen:
        said = words.say("money.frozen", text=said)
    if not line.milestone:
        return said
    return words.say("money.milestone", milestone=line.milestone, contract=line.contract, text=said)
