"""Habeas never holds money, and says nowhere that it does, in none of its languages."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUFFIXES = {".css", ".html", ".j2", ".json", ".md", ".py", ".svg", ".txt", ".yaml"}
RULE_ITSELF = {ROOT / "docs/reference/due-process-rules.yaml", ROOT / "docs/reference/due-process-coverage.md"}
"""What quotes the rule has its word in it."""

READ = sorted(
    path
    for folder in (
        "docs",
        "changelog.d",
        "src/habeas/server",
        "src/habeas/domain",
        "src/habeas/cli",
        "src/habeas/client",
        "src/habeas/files",
        "src/habeas/policies",
    )
    for path in (ROOT / folder).rglob("*")
    if path.suffix in SUFFIXES and path not in RULE_ITSELF
) + [ROOT / name for name in ("README.md", "ARCHITECTURE.md")]
WORDS = re.compile(
    r"""
    \b(?:
        escrow\w*
      | (?:we|habeas) \s (?:(?:are|is) \s)? (?:hold|keep|safeguard|retain)(?:s|ing)? \s
        (?:(?:your|their|members['’]|the) \s)? (?:money|funds|\d+\.\d\d|\{amount\})
      | (?:we|habeas) \s (?:(?:have|has|had) \s)? (?:held|kept|safeguarded|retained) \s
        (?:(?:your|their|members['’]|the) \s)? (?:money|funds|\d+\.\d\d|\{amount\})
      | (?:retuvimos|guardamos|custodiamos|(?:hemos|hab[íi]amos) \s (?:retenido|guardado)) \s
        (?:(?:tu|su|el) \s dinero|\d+\.\d\d|\{amount\})
      | (?:retivemos|guard[áa]mos|custodiamos) \s (?:o \s (?:seu|teu) \s dinheiro|\d+\.\d\d|\{amount\})
      | wir \s (?:(?:dein|ihr|das) \s geld|\d+\.\d\d\S*(?:\s[A-Z]{3})?|\{amount\}) \s
        (?:(?:zur[üu]ck|ein)?(?:gehalten|behalten)|einbehielten|zur[üu]ckhielten|verwahrt(?:en)?)
      | wir \s (?:hielten|behielten|verwahrten) \s (?:(?:dein|ihr|das) \s geld|\d+\.\d\d|\{amount\})
      | हमने \s (?:आपका \s (?:पैसा|धन)|\d+\.\d\d(?:\s[A-Z]{3})?|\{amount\}) \s (?:रोका|रखा) | (?<=\{amount\}\s)रोकने \s का
      | (?:held|kept) \s (?:by|with) \s (?:us|habeas)
      | (?:money|funds) \s (?:stays?|is|are|rests?) \s with \s (?:us|habeas)
      | our \s account
      | dinero \s est[áa] \s con \s nosotros | geld \s (?:liegt|bleibt|ist) \s bei \s uns
      | dinheiro \s est[áa] \s conosco | (?:पैसा|पैसे|धन|राशि) \s हमारे \s पास
      | dep[óo]sito \s en \s garant[íi]a | (?:retenemos|guardamos) \s (?:tu|su) \s dinero | nuestra \s cuenta
      | treuhand\w* | wir \s (?:halten|behalten|verwahren) \s (?:ihr|dein) \s geld | unserem \s konto
      | cust[óo]dia | (?:retemos|guardamos) \s o \s (?:seu|teu) \s dinheiro | nossa \s conta
      | एस्क्रो
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a licensed business (FUND-2): what is held is held by the provider."""


class TestWording:
    def test_says_nowhere_that_money_is_ours_to_keep(self) -> None:
        """FUND-2."""
        said = {str(path.relative_to(ROOT)): WORDS.findall(path.read_text(encoding="utf-8")) for path in READ}

        assert {name: words for name, words in said.items() if words} == {}

    @pytest.mark.parametrize(
        "said",
        [
            "The money stays in escrow.",
            "We hold your money until 16 March.",
            "We hold 30.00 USD until 16 March.",
            "We are holding your funds.",
            "Habeas holds money.",
            "Your money stays with us.",
            "It is held by us.",
            "Tu dinero está con nosotros.",
            "Dein Geld liegt bei uns.",
            "O seu dinheiro está conosco.",
            "आपका पैसा हमारे पास है।",
            "Habeas keeps the funds.",
            "Retenemos tu dinero.",
            "Das Geld liegt auf unserem Konto.",
            "Wir behalten Ihr Geld.",
            "O dinheiro está na nossa conta.",
            "The time for which we held {amount} is over.",
            "Habeas kept your money.",
            "We had held 30.00 USD.",
            "Ha terminado el plazo durante el que retuvimos {amount}.",
            "Habíamos retenido tu dinero.",
            "Die Zeit, für die wir {amount} zurückgehalten haben, ist vorbei.",
            "Wir behielten dein Geld.",
            "O tempo durante o qual retivemos {amount} terminou.",
            "{amount} रोकने का समय समाप्त हो गया है।",
            "हमने आपका पैसा रखा।",
        ],
    )
    def test_knows_such_a_claim_when_it_reads_one(self, said: str) -> None:
        assert WORDS.search(said)

    @pytest.mark.parametrize(
        "said",
        [
            "30.00 USD is held by the payment provider.",
            "We hold one of your messages back.",
            "We had held back one of your messages.",
            "{amount} waited for a claim.",
            "El proveedor lo guarda.",
        ],
    )
    def test_leaves_alone_what_is_true(self, said: str) -> None:
        assert not WORDS.search(said)
