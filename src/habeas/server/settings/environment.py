"""Reads the environment into checked values. Knows the names of the variables, not Django."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from habeas.domain.cases.casework import Casework, read_casework
from habeas.policy.problems import PolicyError
from habeas.server.settings.mail import BadMailServer, MailServer, read_mail_server
from habeas.server.settings.redress import BODIES, Redress

CASEWORK: Final = Path(__file__).with_name("casework.yaml")
"""How cases are worked on where nobody says otherwise."""

MIN_SECRET_LENGTH: Final = 16
"""Characters below which a secret key can be guessed."""

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")

_POSTGRES: Final = frozenset({"postgresql", "postgres"})


class BadEnvironment(ValueError):
    """Variables that are missing or wrong, all of them at once: what, and what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        """Say what is wrong, a line for each variable."""
        return "\n".join(self.problems)


@dataclass(frozen=True, slots=True)
class Database:
    """Where records are kept. `name` is a file for SQLite, a database's name for PostgreSQL."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_sqlite(self) -> bool:
        """Return whether one file holds everything."""
        return self.engine == "sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Who keeps members' money and how long they may, None without a limit; what a wrong wait costs the marketplace.

    `yearly_rate` is in basis points of what was missing, a year.
    """

    provider: str
    longest: timedelta | None
    yearly_rate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the operator decides, with the variable that says it.

    `secret_key` seals members' content and signs links; `old_secret_keys` still open what they
    sealed. `settling` is how long a member is not yet told, so that racing events make no false
    alarm. `private_receivers` are networks to which webhooks may go although they are private. `redress` is what every
    statement of reasons says of the ways to ask and to contest. `casework` is who looks at what, and when people work.
    `terms` are those of members' money.
    `clamd` is where ClamAV's daemon looks into members' files, empty where none does. Without `mail`
    nobody is mailed: the host tells them.
    """

    data_dir: Path
    database: Database
    secret_key: str
    old_secret_keys: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    public_url: str
    hsts: timedelta
    log_level: str
    settling: timedelta
    private_receivers: tuple[str, ...]
    redress: Redress
    casework: Casework
    terms: Terms
    mail: MailServer | None
    clamd: str = ""

    @property
    def is_https(self) -> bool:
        """Return whether people reach the service over HTTPS."""
        return self.public_url.startswith("https://")


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Return the checked environment. Raises BadEnvironment, which names every variable that is wrong."""
    reading = _Reading(variables)
    data_dir = Path(variables.get("HABEAS_DATA_DIR") or _default_folder(variables)).expanduser()
    public_url = variables.get("HABEAS_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    environment = Environment(
        data_dir=data_dir,
        database=reading.database("HABEAS_DATABASE_URL", otherwise=f"sqlite:///{data_dir / 'habeas.sqlite3'}"),
        secret_key=reading.secret("HABEAS_SECRET_KEY"),
        old_secret_keys=reading.words("HABEAS_OLD_SECRET_KEYS"),
        allowed_hosts=reading.words("HABEAS_ALLOWED_HOSTS") or _hosts(public_url),
        public_url=reading.url("HABEAS_PUBLIC_URL", public_url),
        hsts=timedelta(seconds=reading.count("HABEAS_HSTS_SECONDS", otherwise=31_536_000)),
        log_level=reading.one_of("HABEAS_LOG_LEVEL", LOG_LEVELS, otherwise="INFO"),
        settling=timedelta(seconds=reading.count("HABEAS_SETTLING_SECONDS", otherwise=60)),
        private_receivers=reading.networks("HABEAS_WEBHOOK_NETWORKS"),
        redress=_redress(reading, variables, public_url),
        casework=reading.casework("HABEAS_CASEWORK"),
        terms=_terms(reading, variables),
        mail=reading.mail_server("HABEAS_MAIL_URL", sender=variables.get("HABEAS_MAIL_FROM", "")),
        clamd=reading.daemon("HABEAS_CLAMD"),
    )
    if reading.problems:
        raise BadEnvironment(tuple(reading.problems))
    return environment


def _redress(reading: "_Reading", variables: Mapping[str, str], public_url: str) -> Redress:
    named = {name: variables.get(f"HABEAS_{name}_URL") for name in ("CONTACT", "APPEAL", "BODIES")}
    return Redress(
        contact=variables.get("HABEAS_CONTACT") or "the appeals desk",
        contact_url=reading.url("HABEAS_CONTACT_URL", named["CONTACT"] or public_url),
        appeal_url=reading.url("HABEAS_APPEAL_URL", named["APPEAL"] or f"{public_url}/portal/appeal"),
        court=variables.get("HABEAS_COURT") or "the courts of the country where you live",
        bodies_url=reading.url("HABEAS_BODIES_URL", named["BODIES"] or BODIES),
        mediators=reading.words("HABEAS_MEDIATORS"),
        regulator=variables.get("HABEAS_REGULATOR", "").strip(),
    )


def _terms(reading: "_Reading", variables: Mapping[str, str]) -> Terms:
    days = reading.count("HABEAS_PROVIDER_DAYS", otherwise=0)
    return Terms(
        provider=variables.get("HABEAS_PROVIDER") or "the payment provider",
        longest=timedelta(days=days) if days else None,
        yearly_rate=reading.count("HABEAS_YEARLY_RATE", otherwise=0),
    )


def _default_folder(variables: Mapping[str, str]) -> str:
    return f"{variables.get('XDG_DATA_HOME') or '~/.local/share'}/habeas"


def _hosts(public_url: str) -> tuple[str, ...]:
    """Return the hosts that a service at this address answers to; on this machine by any of its names."""
    host = urlsplit(public_url).hostname or "localhost"
    return tuple(dict.fromkeys((host, "localhost", "127.0.0.1", "[::1]")))


class _Reading:
    """Reads one variable after another and gathers what is wrong."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.problems: list[str] = []

    def secret(self, name: str) -> str:
        value = self._variables.get(name, "")
        if not value:
            self._refuse(name, "is not set: give it a secret of your own, for example from `openssl rand -base64 48`")
        elif len(value) < MIN_SECRET_LENGTH:
            self._refuse(name, f"has {len(value)} characters, at least {MIN_SECRET_LENGTH} are needed")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self._variables.get(name, "").split(",") if word.strip())

    def count(self, name: str, *, otherwise: int) -> int:
        value = self._variables.get(name, "")
        if not value:
            return otherwise
        if not value.isascii() or not value.isdigit():
            self._refuse(name, f"is {value!r}, a whole number is needed")
            return otherwise
        return int(value)

    def one_of(self, name: str, choices: tuple[str, ...], *, otherwise: str) -> str:
        value = self._variables.get(name, otherwise).upper()
        if value not in choices:
            self._refuse(name, f"is {value!r}, it may be {', '.join(choices)}")
        return value

    def url(self, name: str, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            self._refuse(name, f"is {value!r}, an address such as https://habeas.example.com is needed")
        return value

    def daemon(self, name: str) -> str:
        value = self._variables.get(name, "")
        parts = urlsplit(value)
        is_there = parts.path if parts.scheme == "unix" else parts.scheme == "tcp" and parts.hostname and parts.port
        if value and not is_there:
            self._refuse(name, f"is {value!r}, tcp://HOST:PORT or unix:/PATH is needed")
        return value

    def mail_server(self, name: str, *, sender: str) -> MailServer | None:
        try:
            return read_mail_server(self._variables.get(name, ""), sender=sender)
        except BadMailServer as error:
            self._refuse(name, str(error))
            return None

    def networks(self, name: str) -> tuple[str, ...]:
        words = self.words(name)
        for word in words:
            try:
                ipaddress.ip_network(word)
            except ValueError:
                self._refuse(name, f"holds {word!r}, networks such as 10.0.0.0/8 are needed")
        return words

    def casework(self, name: str) -> Casework:
        """Return the declaration in the file that is named, else the one that comes with the service."""
        path = Path(self._variables.get(name) or CASEWORK).expanduser()
        try:
            return read_casework(path.read_text(encoding="utf-8"), file=str(path))
        except (OSError, UnicodeDecodeError) as error:
            self._refuse(name, f"names {str(path)!r}, which cannot be read: {error}")
        except PolicyError as error:
            self._refuse(name, f"names a file that is wrong:\n{error}")
        return read_casework(CASEWORK.read_text(encoding="utf-8"), file=str(CASEWORK))

    def database(self, name: str, *, otherwise: str) -> Database:
        value = self._variables.get(name) or otherwise
        try:
            parts = urlsplit(value)
            port = "" if parts.port is None else str(parts.port)
        except ValueError:
            return self._refuse_database(name, value)
        if parts.scheme == "sqlite" and parts.path not in {"", "/"} and not parts.netloc:
            return Database("sqlite", unquote(parts.path.removeprefix("/")) or parts.path)
        if parts.scheme in _POSTGRES and parts.path.strip("/"):
            return Database(
                "postgresql",
                unquote(parts.path.removeprefix("/")),
                unquote(parts.username or ""),
                unquote(parts.password or ""),
                unquote(parts.hostname or ""),
                port,
                tuple(parse_qsl(parts.query)),
            )
        return self._refuse_database(name, value)

    def _refuse_database(self, name: str, value: str) -> Database:
        shown = value.rpartition("@")[2]
        self._refuse(name, f"is not understood ({shown}): use sqlite:///file or postgresql://user:password@host/name")
        return Database("sqlite", ":memory:")

    def _refuse(self, name: str, what: str) -> None:
        self.problems.append(f"{name} {what}")
