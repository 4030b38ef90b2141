"""Everything both clients can do, as conversations, so that neither knows more than how to wait."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from habeas.client.answers import Check
from habeas.client.attempts import LOG, Asker, Conversation
from habeas.client.circuit import Circuit, Patience
from habeas.client.delivery import Courier
from habeas.client.exchanges import Exchange, answer_of, get_health, post_check
from habeas.client.problems import CONTENT_STATUSES, AnswerUnreadable, RequestRefused, ServiceUnavailable
from habeas.client.spool import Spool

T = TypeVar("T")


class Core:
    """The patience, the circuits and the courier of one client.

    There are two circuits: a service too slow for a check of a draft may still take events in time.
    """

    def __init__(self, *, patience: Patience, spool: Spool | None, clock: Callable[[], float]) -> None:
        self.patience = patience
        self._patient = Asker(patience=patience, circuit=Circuit(patience), clock=clock)
        self._prompt = Asker(patience=patience, circuit=Circuit(patience), clock=clock)
        self.courier = Courier(patient=self._patient, prompt=self._prompt, spool=spool)

    def ask(self, exchange: Exchange[T]) -> Conversation[T]:
        """Return the answer. Raises RequestRefused, ServiceUnavailable, AnswerUnreadable."""
        response = yield from self._patient.ask(exchange.request, within=self.patience.total)
        return answer_of(exchange, response)

    def check(self, draft: Mapping[str, Any]) -> Conversation[Check]:
        """Return what is said of a draft; judged later where the service does not say it in time.

        Raises Unsendable, and RequestRefused where the draft itself is at fault.
        """
        exchange = post_check(draft)
        try:
            response = yield from self._prompt.ask(exchange.request, within=self.patience.check)
            return answer_of(exchange, response)
        except ServiceUnavailable as error:
            return Check(judged_later=True, because=error.because)
        except (AnswerUnreadable, RequestRefused) as error:
            if isinstance(error, RequestRefused) and error.problem.status in CONTENT_STATUSES:
                raise
            LOG.error("the service checks no drafts: %s", error)
            return Check(judged_later=True, because=str(error))

    def is_up(self, path: str) -> Conversation[bool]:
        """Return whether the service says at this path that it is."""
        try:
            yield from self.ask(get_health(path))
        except (ServiceUnavailable, RequestRefused):
            return False
        return True
