"""A ground in law, what a decision leaves out of what its member reads, and whom it names: as fields."""

from collections.abc import Sequence
from typing import Final

from django import forms
from django.http import QueryDict

from habeas.domain.statements.content import LegalGround
from habeas.server.console.fields import Day, Long, Several, Short, Web
from habeas.server.decisions.exhibits import Exhibit
from habeas.server.sanctions.leaving_out import LeftOut, Named

LEFT_OUT: Final = 2
"""Parts that one page has room for; what has the same basis belongs into the same one."""


class LawForm(forms.Form):
    """The law that was broken, where no clause is the ground."""

    reference = Short("law.reference", longest=500)
    text = Long("law.text", rows=3)
    url = Web("law.url", required=False)

    @property
    def law(self) -> LegalGround:
        """Return the law."""
        return LegalGround(**self.cleaned_data)


class LeftOutForm(forms.Form):
    """One part that is not shown. It is given where evidence is chosen."""

    evidence = Several("withheld.evidence", required=True)
    what = Short("withheld.what")
    basis = Short("withheld.basis")
    recheck_on = Day("withheld.recheck_on")

    @property
    def left_out(self) -> LeftOut:
        """Return what is left out."""
        said = self.cleaned_data
        return LeftOut(
            evidence=tuple(said["evidence"]), what=said["what"], basis=said["basis"], recheck_on=said["recheck_on"]
        )


class NamedForm(forms.Form):
    """Who reported, and why the member has to know."""

    name = Short("named.name", longest=200)
    because = Long("named.because", rows=3, longest=2000)

    @property
    def named(self) -> Named:
        """Return who is named."""
        return Named(name=self.cleaned_data["name"], because=self.cleaned_data["because"])


def read_left_out(sent: QueryDict | None, exhibits: Sequence[Exhibit]) -> tuple[LeftOutForm, ...]:
    """Return the forms of what is left out, of this evidence."""
    forms_ = tuple(LeftOutForm(sent, prefix=f"w{number}") for number in range(1, LEFT_OUT + 1))
    for one in forms_:
        one.fields["evidence"].choices = [(each.id, f"[{each.fact}] {each.text[:80]}") for each in exhibits]  # type: ignore[attr-defined]
    return forms_
