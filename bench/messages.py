"""Write messages as members of a marketplace do, from a seed: clean ones, hard ones and mixes of both.

They have some 80 to 400 characters, half of them fewer than 270. Even the clean ones hold prices, dates, times,
versions and sizes; three quarters of the hard ones hold seven figures or more.
"""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any

from habeas.simulation.specimens import Specimen, emails, handles, innocents, payments, phones

OPENINGS = (
    "Hi {name},",
    "Hello!",
    "Hey {name}, thanks for the quick reply.",
    "Good morning,",
    "Thank you for the invitation.",
    "Sorry for the delay.",
    "Hi there, I read your post with interest.",
    "Dear {name},",
)
SENTENCES = (
    "I have built several shops like yours and could start on Monday.",
    "The first draft will be ready by the end of the week.",
    "Could you tell me which theme the site is using at the moment?",
    "I attached the updated file, please have a look at the second page.",
    "Most of my work is {trade} for small companies that want to grow.",
    "We would need access to the repository before the next milestone.",
    "Please let me know if the colours match the brand guide you sent.",
    "The script stops when the input is empty, so I added a check.",
    "I usually work in the mornings, but evenings are fine as well.",
    "Would you like a fixed price or should we track the hours?",
    "There are {few} revisions included, and more can be arranged.",
    "I tested it on {few} browsers and it looks the same on all of them.",
    "The budget of ${price} is fine for the scope that you describe.",
    "My rate is ${price} per hour, which covers the usual meetings.",
    "It took about {few} days last time because the images were late.",
    "The logo needs a version on dark background, I will add it.",
    "I agree with your points about the checkout and the search.",
    "Once the milestone is funded I will begin with the wireframes.",
    "Your last review was very kind, thank you for that.",
    "The translation is done, now a native speaker reads it again.",
    "I can explain each step of the process in the chat here.",
    "The apartment is quiet, and the kitchen was renovated last year.",
    "Is the bicycle still available, and does it come with the lights?",
    "Let us keep everything in one place so nothing gets lost.",
    "The report shows that most visitors leave on the second step.",
    "For the mobile version we should make the buttons larger.",
    "I prefer small steps, so that you can see progress every day.",
    "If anything is unclear, just ask and I will answer today.",
    "The data comes from the public portal and is updated weekly.",
    "Everything you asked for in the brief is part of this offer.",
    "The total comes to ${total:,}.00 for {pages} pages.",
    "I am free from {hour}:00 to {later}:30 on {day} {month}.",
    "The deadline is {month} {day}, so we have {few} weeks left.",
    "It runs on Python 3.{few} with version {few}.{pages} of the plugin.",
    "The banner is {width} x {height} px and the icon 64 x 64.",
    "Last month there were {visits:,} visits and {pages} orders, up {day}.{few} %.",
    "That is {pages} words at $0.0{few} each, or ${price} for the lot.",
    "Page {day} still shows the prices of {year}, the new ones start at {price}.99.",
)
FOREIGN = (
    "Hola, puedo empezar mañana y entregar el diseño esta semana.",
    "Olá, já fiz vários projetos parecidos com o seu.",
    "Guten Tag, der Entwurf ist fast fertig und gefällt mir sehr.",
    "Bonjour, le texte est prêt à être relu, qu'en pensez-vous ?",
    "Здравствуйте, макет готов, посмотрите его, пожалуйста.",
    "नमस्ते, काम आज शाम तक पूरा हो जाएगा।",
)
NAMES = ("Anna", "Ben", "Carla", "Dev", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jon", "Kim", "Lea")
MONTHS = ("January", "March", "April", "June", "September", "November")
TRADES = ("web design", "copywriting", "bookkeeping", "video editing", "data cleaning", "illustration")

STATES = ("none", "offered", "active", "active", "ended", "unknown")
SURFACES = ("message", "proposal")
ROLES = ("client", "freelancer")

TRICKY_SHARE = 0.5
CONTACT_SHARE = 0.03
FOREIGN_SHARE = 0.05
SHORTEST, LONGEST, COMMONEST = 95, 400, 345
MOST_SENTENCES = 14


def clean_messages(seed: int) -> Iterator[str]:
    """Yield messages without end as most are: no contact, and no numbers but prices, dates, times and sizes."""
    random = Random(seed)
    while True:
        yield compose(random, [])


def hard_messages(seed: int) -> Iterator[str]:
    """Yield messages without end, half of which hold tricky numbers and three in a hundred a contact."""
    random = Random(seed)
    identifiers, contacts = innocents(seed), some_contacts(seed)
    while True:
        planted = []
        if random.random() < TRICKY_SHARE:
            planted = [said(next(identifiers)) for _ in range(random.randint(1, 3))]
        if random.random() < CONTACT_SHARE:
            planted.append(said(next(contacts)))
        yield compose(random, planted)


def mixed_messages(seed: int, *, clean_share: float) -> Iterator[str]:
    """Yield clean messages without end, with the rest of the share hard ones that do hold something."""
    random = Random(seed)
    identifiers, contacts = innocents(seed), some_contacts(seed)
    while True:
        planted = []
        if random.random() >= clean_share:
            is_contact = random.random() < CONTACT_SHARE / TRICKY_SHARE
            planted = [said(next(contacts if is_contact else identifiers))]
        yield compose(random, planted)


def events(texts: Iterator[str], seed: int) -> Iterator[dict[str, Any]]:
    """Yield messages with facts that vary, as `habeas decide` reads them."""
    random = Random(seed)
    states, surfaces, roles = cycle(STATES), cycle(SURFACES), cycle(ROLES)
    for number, text in enumerate(texts):
        yield {
            "id": f"m-{number}",
            "text": text,
            "surface": next(surfaces),
            "actor_role": next(roles),
            "contract_state": next(states),
            "declared_purpose": None,
            "history": {
                "tenure_days": random.randint(0, 3_000),
                "prior_violations": random.choice((0, 0, 0, 0, 1, 2)),
                "completed_contracts": random.randint(0, 200),
            },
        }


def some_contacts(seed: int) -> Iterator[Specimen]:
    """Yield contacts of every kind in turn, plain and disguised."""
    for several in zip(phones(seed), emails(seed), handles(seed), payments(seed), strict=True):
        yield from several


def said(specimen: Specimen) -> str:
    """Return what a specimen says."""
    return " ".join(specimen.message.parts)


def compose(random: Random, planted: list[str]) -> str:
    """Return a message of the usual length that says somewhere what is planted in it."""
    length = random.triangular(SHORTEST, LONGEST, COMMONEST)
    sentences: list[str] = []
    for sentence in clean_sentences(random):
        if len(" ".join([*sentences, *planted, sentence])) <= length:
            sentences.append(sentence)
    for one in planted:
        sentences.insert(random.randint(0, len(sentences)), one)
    return " ".join(sentences)


def clean_sentences(random: Random) -> list[str]:
    """Return an opening and sentences, more of them than a message has."""
    if random.random() < FOREIGN_SHARE:
        return random.sample(FOREIGN, random.randint(1, 2))
    chosen = [random.choice(OPENINGS), *random.sample(SENTENCES, MOST_SENTENCES)]
    words = {
        "name": random.choice(NAMES),
        "trade": random.choice(TRADES),
        "few": random.randint(2, 9),
        "price": random.randint(15, 900),
        "total": random.randint(1_000, 20_000),
        "pages": random.randint(10, 400),
        "hour": random.randint(7, 11),
        "later": random.randint(13, 18),
        "day": random.randint(1, 28),
        "month": random.choice(MONTHS),
        "year": random.randint(2015, 2026),
        "width": random.choice((800, 1200, 1500, 1920)),
        "height": random.choice((300, 600, 800, 1080)),
        "visits": random.randint(1_000, 90_000),
    }
    return [sentence.format(**words) for sentence in chosen]
