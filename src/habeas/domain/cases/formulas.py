"""Words of which the formula of a decision is made, whatever was done: who says no others says nothing of a case.

English and Spanish, in which decisions are written. In other languages all words count as one's own.
"""

from collections.abc import Iterable
from typing import Final

FEWEST: Final = 3
"""Different words beside formulas that reasons have at least: who did what to whom does not fit in fewer."""

LETTERS: Final = 20
"""Letters of such words that say as much where a language writes without spaces."""

_ENGLISH: Final = """
a about above according accordingly account accounts act acted acting action actions activities activity after again
against all also always am an and any are as at be because been before being below breach breached breaches breaching
break breaking breaks broke broken but by can cannot case clause clauses clear clearly community condition conditions
conduct contrary could days decide decided decision decisions did do does done due each either ever every fact facts
final find finding for forbid forbidden forbids found from guideline guidelines had has have having he her here his
how however i if in inappropriate infringement infringes into is it its just kind known laid listed look looked made
make makes many marketplace matter may me meets member members message messages might more most multiple must my named
never no nor not note now numerous of often on one only or order other our out over per platform please policies
policy prohibited prohibits provided quite reason reasons regrettably related relevant repeated repeatedly respect
result review reviewed rule rules same say says section see seen sentence serious seriously service services several
shall she should show shown shows since site so some sorry standard standards state such take taken term terms than
that the their them then there therefore these they this those thus to too unacceptable under until up us use user
users various very violate violated violates violating violation violations was we were what when where which while
who whom why will with within without words would wrong you your yours yourself
"""

_SPANISH: Final = """
a acciones acción además ahora al algo ante anterior aquí así aunque cada caso cláusula cláusulas como con condiciones
conducta contra contrario cual cuando cuenta de decidido decidimos decisión del desde después dice donde el ella ellos
en entre era es esa ese eso esta estas este esto estos está fue gracias grave gravemente ha han has hasta hay hecho
hechos hemos inaceptable inapropiado incumple incumplido incumplimiento incumplió infringe infringido infringió la las
le les lo los lugar mensaje mensajes mercado mi miembro miembros mismo mucho muy más nada ni no norma normas nos
nosotros nuestra nuestras nuestro nuestros o otra otro palabras para pero plataforma política políticas por porque
prohibida prohibido prohíbe pues que queda quien qué razones razón regla reglas reiterada reiteradamente repetidamente
ruego se sea según ser servicio si sido sin sobre son su sus sí también tan te tener ti tiene todo todos tras tu tus
términos tú un una uno usted usuario usuarios varias varios veces vez viola violaciones violación violado violó y ya
yo él
"""

FORMULAS: Final = frozenset(f"{_ENGLISH} {_SPANISH}".split())
"""Words that stand in any decision, without case."""


def is_formula(words: Iterable[str]) -> bool:
    """Tell whether these words, which are without case, say that something was decided and nothing about what."""
    return FORMULAS.issuperset(words)


def says_what_happened(words: Iterable[str]) -> bool:
    """Tell whether some of these words, which are without case, are more than the formula of a decision."""
    own = {word for word in words if word not in FORMULAS}
    return len(own) >= FEWEST or sum(map(len, own)) >= LETTERS
