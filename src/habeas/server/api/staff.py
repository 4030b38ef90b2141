"""Who of the staff acts. The host names the person who signed in there; the decision and the log name them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from habeas.domain.actors import Actor
from habeas.server.api.problems import Kind, Refusal
from habeas.server.identity.staff import NoSuchStaff, get_actor

Email = Annotated[str, Field(min_length=3, max_length=254, examples=["ana@market.example"])]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]


class Act(BaseModel):
    """Who acts."""

    model_config = ConfigDict(extra="forbid")

    by: Email = Field(description="the e-mail of a person of the staff")

    @property
    def actor(self) -> Actor:
        """Return the person. Raises Refusal."""
        return actor_named(self.by, field="/by")


def actor_named(email: str, *, field: str) -> Actor:
    """Return a person of the staff. Raises Refusal, which names the field."""
    try:
        return get_actor(email)
    except NoSuchStaff as error:
        raise Refusal(Kind.BAD_CONTENT, str(error), errors=[{"field": field, "message": str(error)}]) from error
