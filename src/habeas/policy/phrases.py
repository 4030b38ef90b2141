"""What explanations say around the words of a policy, in English and Spanish."""

from typing import Final

PHRASES: Final = {
    "en": {
        "nothing": "Nothing in your message breaks a rule.",
        "considered": "Allowed. We looked at the rule “{rule}”.",
        "allowed": "Allowed, under the rule “{rule}” and what it excepts.",
        "forbidden": "Not allowed by the rule “{rule}” ({clause}).",
        "your words": "Your words: “{text}”.",
        "because": "Because {reason}.",
        "excused": "Excepted, because {reason}.",
        "unknown": "We do not know this: {fact}. That is not held against you.",
        "action none": "Nothing follows.",
        "action nudge": "What follows: a hint. It is no strike.",
        "action warn": "What follows: a warning.",
        "action hold_message": "What follows: the message is held for a short time.",
        "action restrict": "What follows: a restriction.",
        "action suspend_pending_review": "What follows: a suspension until it is reviewed.",
        "action terminate": "What follows: the end of the account.",
        "told": "We write to you: {text}",
        "human": "A person will look at it.",
        "would allow": "What would have made it right: {changes}.",
        "would soften": "What would have made the answer milder: {changes}.",
        "and": " and ",
        "rule at": "The rule: {url}",
        "in favour": "What speaks for you: {reasons}.",
        "no_strikes": "no earlier strikes count",
        "long_tenure": "a long record on the platform",
        "contracts_kept": "contracts kept to the end",
        "declared": "what you declared",
        "unsure_finding": "what was found is not certain",
        "rare": "it is rare among all you write",
    },
    "es": {
        "nothing": "Nada en su mensaje incumple una regla.",
        "considered": "Permitido. Hemos mirado la regla «{rule}».",
        "allowed": "Permitido, según la regla «{rule}» y sus excepciones.",
        "forbidden": "No permitido por la regla «{rule}» ({clause}).",
        "your words": "Sus palabras: «{text}».",
        "because": "Porque {reason}.",
        "excused": "Exceptuado, porque {reason}.",
        "unknown": "No sabemos esto: {fact}. No cuenta en su contra.",
        "action none": "No tiene consecuencias.",
        "action nudge": "Consecuencia: un aviso amistoso. No cuenta como falta.",
        "action warn": "Consecuencia: una advertencia.",
        "action hold_message": "Consecuencia: el mensaje se retiene un tiempo breve.",
        "action restrict": "Consecuencia: una restricción.",
        "action suspend_pending_review": "Consecuencia: una suspensión hasta que se revise.",
        "action terminate": "Consecuencia: el cierre de la cuenta.",
        "told": "Le escribimos: {text}",
        "human": "Lo mirará una persona.",
        "would allow": "Lo que lo habría hecho correcto: {changes}.",
        "would soften": "Lo que habría hecho más leve la respuesta: {changes}.",
        "and": " y ",
        "rule at": "La regla: {url}",
        "in favour": "Lo que habla a su favor: {reasons}.",
        "no_strikes": "no cuenta ninguna falta anterior",
        "long_tenure": "un largo historial en el mercado",
        "contracts_kept": "contratos cumplidos hasta el final",
        "declared": "lo que usted declaró",
        "unsure_finding": "lo encontrado no es seguro",
        "rare": "es raro entre todo lo que usted escribe",
    },
}
"""By language, then by what is said."""

MEANS: Final = {
    "en": {
        "contract.state": "what state the contract between you was in",
        "contract.in_dispute": "whether a dispute between you was open",
        "pair.known_before": "whether you knew each other before",
        "pair.conversion_fee_paid": "whether the conversion fee was paid for the two of you",
        "pair.asked_first": "which of you first asked for contact outside",
        "pair.days_known": "how long you have known each other here",
        "plan.contact_before_contract": "whether a plan of yours allows contact before a contract",
        "declared.purpose": "what you said the contact is for",
        "sender.strikes": "how many of your strikes count now",
        "sender.nudges": "how many hints you had on this clause in 90 days",
        "sender.messages_365d": "how many messages you wrote in 365 days",
        "sender.tenure_days": "how long you have been a member",
        "sender.completed_contracts": "how many contracts you have completed",
        "surface": "where it was written",
    },
    "es": {
        "contract.state": "en qué estado estaba el contrato entre ustedes",
        "contract.in_dispute": "si había una disputa abierta entre ustedes",
        "pair.known_before": "si ustedes se conocían de antes",
        "pair.conversion_fee_paid": "si se pagó la tarifa de conversión para ustedes dos",
        "pair.asked_first": "quién pidió primero contacto fuera",
        "pair.days_known": "desde cuándo se conocen ustedes en el mercado",
        "plan.contact_before_contract": "si el plan de uno de ustedes permite el contacto antes de un contrato",
        "declared.purpose": "para qué dijo usted que es el contacto",
        "sender.strikes": "cuántas faltas suyas cuentan ahora",
        "sender.nudges": "cuántos avisos recibió usted por esta cláusula en 90 días",
        "sender.messages_365d": "cuántos mensajes escribió usted en 365 días",
        "sender.tenure_days": "desde cuándo es usted miembro",
        "sender.completed_contracts": "cuántos contratos ha completado usted",
        "surface": "dónde se escribió",
    },
}
"""What facts are, said to a member; a policy's own facts say it in their declarations."""

CHANGES: Final = {
    "es": {
        "contract.state": "esperar a que haya empezado un contrato entre ustedes",
        "pair.conversion_fee_paid": "pagar antes la tarifa de conversión para ustedes dos",
        "declared.purpose": "decir antes para qué es, si es verdad",
    }
}
"""What a person could have done, where the declaration's own words are in another language."""

PURPOSES: Final = {
    "en": {"tool_access": "to open a tool", "legal": "what a law asks for", "delivery": "to deliver what was ordered"},
    "es": {
        "tool_access": "para abrir una herramienta",
        "legal": "lo que exige una ley",
        "delivery": "para entregar lo pedido",
    },
}
"""What declared purposes are called in a counterfactual."""
