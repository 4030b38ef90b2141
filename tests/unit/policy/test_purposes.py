import pytest

from habeas.detection.findings import Finding, FindingKind
from habeas.policy.purposes import declared_purpose, is_contradicted
from habeas.policy.shipped_facts import PURPOSES

SAID = [
    (None, "none"),
    ("", "none"),
    ("   ", "none"),
    # codes, however written
    ("tool_access", "tool_access"),
    ("Tool access", "tool_access"),
    ("NOT-CONTACT", "not_contact"),
    # access to tools
    ("Read access to our ticket system so you can estimate", "tool_access"),
    ("Mail only for the invitation to our workspace", "tool_access"),
    ("Acceso de lectura al repositorio", "tool_access"),
    ("Convite para o painel no GitHub", "tool_access"),
    ("Accès au dépôt de code pour chiffrer le travail", "tool_access"),
    ("Lesezugriff auf unser Portal", "tool_access"),
    ("Toegang tot het dashboard", "tool_access"),
    ("Dostęp do repozytorium", "tool_access"),
    ("Приглашение в репозиторий", "tool_access"),
    ("Depoya erişim için", "tool_access"),
    ("للوصول إلى لوحة التحكم", "tool_access"),
    ("रिपॉज़िटरी के एक्सेस के लिए", "tool_access"),
    ("リポジトリへの招待のため", "tool_access"),
    ("저장소 초대를 위해", "tool_access"),
    ("用于代码库的访问权限", "tool_access"),
    ("เชิญเข้าพื้นที่ทำงาน", "tool_access"),
    ("PayPal sandbox access", "tool_access"),
    ("We keep talking here, the address is for the portal invitation", "tool_access"),
    # law
    ("To sign the NDA", "legal"),
    ("Business licence check required by law", "legal"),
    ("Acuerdo de confidencialidad", "legal"),
    ("Für die Geheimhaltungsvereinbarung", "legal"),
    ("Подписание соглашения о конфиденциальности", "legal"),
    ("秘密保持契約のため", "legal"),
    # delivery
    ("Courier needs it for the parcel", "delivery"),
    ("Livraison du colis", "delivery"),
    ("Lieferadresse für das Paket", "delivery"),
    ("Доставка заказа", "delivery"),
    ("Kargo teslimi", "delivery"),
    # talking
    ("So we can chat by mail", "talk"),
    ("Para falar no WhatsApp", "talk"),
    ("zum Telefonieren", "talk"),
    ("для связи вне платформы", "talk"),
    ("WhatsApp", "talk"),
    ("so that we do not have to chat here", "talk"),
    ("not only for contact", "talk"),
    ("portal access, and to call me on weekends", "talk"),
    # paying
    ("you can pay me there", "pay"),
    ("para el pago", "pay"),
    ("my PayPal", "pay"),
    ("access to the portal and payment of the invoice", "pay"),
    # denials
    ("This is not for contact", "not_contact"),
    ("This number isn't a phone number", "not_contact"),
    ("no es para contacto", "not_contact"),
    ("Não é para contato", "not_contact"),
    ("Ce n'est pas pour me contacter", "not_contact"),
    ("Das ist nicht zum Kontakt gedacht", "not_contact"),
    ("To nie jest do kontaktu", "not_contact"),
    ("Это не для связи", "not_contact"),
    ("iletişim için değil", "not_contact"),
    ("ليس للتواصل", "not_contact"),
    ("यह संपर्क के लिए नहीं है", "not_contact"),
    ("これは連絡用ではありません", "not_contact"),
    ("연락용이 아닙니다", "not_contact"),
    ("不是用于联系", "not_contact"),
    ("not for payment", "not_contact"),
    ("not for contact, only to open the portal", "tool_access"),
    # something else
    ("To see your office", "other"),
    ("lorem ipsum dolor", "other"),
    ("we pay through the contract here", "other"),
]


class TestDeclaredPurpose:
    """F5: free text or code to one purpose, by a pure function."""

    @pytest.mark.parametrize(("said", "purpose"), SAID)
    def test_is_read_from_what_was_said(self, said: str | None, purpose: str) -> None:
        assert declared_purpose(said) == purpose

    @pytest.mark.parametrize("code", PURPOSES)
    def test_is_the_code_where_a_code_was_given(self, code: str) -> None:
        assert declared_purpose(code) == code

    def test_reads_the_first_lines_of_a_long_declaration(self) -> None:
        assert declared_purpose("lorem " * 2000 + "chat") == "other"


def _found(text: str, mark: str, *, kind: FindingKind = FindingKind.PHONE, contact: bool = True) -> Finding:
    start = text.index(mark)
    return Finding(kind, 0, start, start + len(mark), mark, mark, 0.9, contact)


class TestContradiction:
    """F4: a declaration that the text contradicts does not apply."""

    @pytest.mark.parametrize(
        ("purpose", "text", "mark"),
        [
            ("not_contact", "WhatsApp me at 202-555-0142", "202-555-0142"),
            ("not_contact", "You can call me: 202-555-0142", "202-555-0142"),
            ("tool_access", "Skype me at owner-0142 when you are in", "owner-0142"),
            ("legal", "Escríbeme, llámame al 202-555-0142", "202-555-0142"),
            ("delivery", "позвоните мне 202-555-0142", "202-555-0142"),
        ],
    )
    def test_is_an_invitation_to_talk(self, purpose: str, text: str, mark: str) -> None:
        assert is_contradicted(purpose, findings=[_found(text, mark)], texts=[text])

    @pytest.mark.parametrize(
        ("purpose", "text", "mark"),
        [
            ("not_contact", "Certificate 202-555-0142 is in the registry", "202-555-0142"),
            ("tool_access", "Invite lee@example.org to the portal", "lee@example.org"),
            ("talk", "WhatsApp me at 202-555-0142", "202-555-0142"),
            ("none", "WhatsApp me at 202-555-0142", "202-555-0142"),
            ("not_contact", "Code 202-555-0142 first. " + "Then some more words " * 4 + "WhatsApp me", "202-555-0142"),
        ],
    )
    def test_is_none_without_one(self, purpose: str, text: str, mark: str) -> None:
        assert not is_contradicted(purpose, findings=[_found(text, mark)], texts=[text])

    @pytest.mark.parametrize("kind", [FindingKind.INTENT_OFF_PLATFORM, FindingKind.INTENT_PAY_OUTSIDE])
    def test_is_a_wish_to_leave(self, kind: FindingKind) -> None:
        text = "let us settle this elsewhere"

        assert is_contradicted(
            "tool_access", findings=[_found(text, "elsewhere", kind=kind, contact=False)], texts=[text]
        )

    def test_is_no_invitation_to_something_that_is_no_contact(self) -> None:
        text = "call me in this site: build 202-555-0142"

        assert not is_contradicted("not_contact", findings=[_found(text, "202-555-0142", contact=False)], texts=[text])
