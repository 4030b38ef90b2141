"""Words of everyday business: a phrase that has none rarer is looked for by two of its words together."""

from habeas.detection.lexicon.intents.common import COMMON

_BUSINESS = """
    accept account add added address ahead alla app application ask avoid aqui bank ben between bid book booking bottom business buy
    call cancel card cash chat cheaper check checkout choose client close code come commande company complete connect contact contract
    da dan deal deals delivery den detail details direct directly discount document done drop easy el email end face facebook
    family fee fees file find fix form forms free friend friends full further get give google group half hand help hire
    home id ideal info information involve invoice job join keep know land leave less letter line link linked list
    listing look looking lower mail manual map market match meet meeting menu message messages mobile model money move
    name need needed net number numbers offer office online open option orange order page paper part pay payment
    pedido people person personal phone photo place plan platform point portal post price private product profile public
    project proposal purchase put rate reach ready receive remove request reserve review same save search sell send
    service session seu share shop show shows side sign site snap social sold something stay stop store stripe switch system
    take talk teams tell ten text their there through till time to transfer two update upload use using via video visit wallet
    way web website wire work write your yours zoom
"""

EVERYDAY = frozenset(COMMON) | frozenset(_BUSINESS.split())

ARTICLES = frozenset("the this that our your my a an to of in on for is and i you it we".split())
"""Words that stand before so many others that the pair with the next tells little."""
