"""What the report about money answers with."""

from pydantic import BaseModel, ConfigDict, Field

from habeas.server.api.money_shapes import MoneyShape


class MoneyStandingShape(BaseModel):
    """What waits on one ground, of one age."""

    ground: str = Field(description="What is claimed, or the law that freezes")
    days: int | None = Field(description="At most so many days old, and older than the ages before; null: older still")
    holds: int = Field(description="How many holds; of a law, how many members' money it freezes")
    amount: MoneyShape


class MoneyWrongShape(BaseModel):
    """What was missing from members on one ground by decisions that fell."""

    ground: str = Field(description="What was claimed; or what a plan did, `paid_later` or `refunded`")
    waited: int = Field(description="In this month, in minor units times days")
    owed: int = Field(description="What was found to be owed in this month, in minor units")


class MonthShape(BaseModel):
    """What happened in one month in one currency. What waited is in minor units times days."""

    model_config = ConfigDict(populate_by_name=True)

    since: str = Field(alias="from", description="The first day of the month")
    currency: str
    placed: int
    released: dict[str, int] = Field(description="How many, by why")
    waited: int
    waited_wrongly: int = Field(description="Of that, by decisions that were overturned")
    owed: int = Field(description="What was found to be owed in this month, in minor units")
    wrongly: list[MoneyWrongShape] = Field(description="The two before, by ground")
    late: int = Field(description="Holds that outlasted their date: none")
    standing: list[MoneyStandingShape] = Field(description="What waited as the month ended; in this one, what does now")


class MoneyReportShape(BaseModel):
    """What waits, and what happened month by month."""

    standing: list[MoneyStandingShape]
    months: list[MonthShape]
