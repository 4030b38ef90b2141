"""Requests: for the reader's number, address or name elsewhere, told from columns, forms and other numbers."""

import pytest

from habeas.detection.detectors.ask import AskDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind
from habeas.detection.readings import Reading
from habeas.detection.scan import Scanner

SCANNER = Scanner(detectors=[AskDetector()])


def detect(text: str) -> list[Finding | Dismissal]:
    return list(AskDetector().detect(Reading(read_document(Message((text,))))))


def asked(text: str) -> set[FindingKind]:
    return {one.kind for one in detect(text) if isinstance(one, Finding) and one.asks and not one.contact}


ASKED = [
    ("¿A qué correo te mando los archivos?", FindingKind.EMAIL),
    ("Mi lasci l'indirizzo?", FindingKind.POSTAL_ADDRESS),
    ("Schickst du mir mal die Adresse?", FindingKind.POSTAL_ADDRESS),
    ("你手机号多少", FindingKind.PHONE),
    ("邮箱发一下", FindingKind.EMAIL),
    ("What's the best email to send the draft to?", FindingKind.EMAIL),
    ("Your phone number please.", FindingKind.PHONE),
    ("Reply with your name, phone and age.", FindingKind.PHONE),
    ("Please mention your Telegram in the bid.", FindingKind.HANDLE),
    ("Can you share a contact number?", FindingKind.PHONE),
    ("I would need an email address from you.", FindingKind.EMAIL),
    ("What's your number?", FindingKind.PHONE),
    ("Could you give me your phone number so the driver can call?", FindingKind.PHONE),
    ("drop me ur number pls", FindingKind.PHONE),
    ("What is your email address?", FindingKind.EMAIL),
    ("Can I have your email so that I can send the brief?", FindingKind.EMAIL),
    ("Which email do you use for Trello?", FindingKind.EMAIL),
    ("Please share your e-mail for the Figma invite.", FindingKind.EMAIL),
    ("Give me the login email of the shop.", FindingKind.EMAIL),
    ("I need your email address to add you to the repository.", FindingKind.EMAIL),
    ("What's your WhatsApp?", FindingKind.HANDLE),
    ("send me your skype id", FindingKind.HANDLE),
    ("Could you share your Telegram?", FindingKind.HANDLE),
    ("What's your address? I'll come by on Friday.", FindingKind.POSTAL_ADDRESS),
    ("How can I contact you by phone, what is your mobile number?", FindingKind.PHONE),
    ("May I have your contact details?", FindingKind.PHONE),
    ("Let me know your number and I'll call.", FindingKind.PHONE),
    ("¿Me das tu número?", FindingKind.PHONE),
    ("¿Me pasas tu WhatsApp?", FindingKind.HANDLE),
    ("¿Cuál es tu correo?", FindingKind.EMAIL),
    ("Mándame tu mail para invitarte al tablero.", FindingKind.EMAIL),
    ("Qual é o seu número?", FindingKind.PHONE),
    ("Me passa seu e-mail?", FindingKind.EMAIL),
    ("Me manda seu zap", FindingKind.HANDLE),
    ("Pode me passar o seu telefone?", FindingKind.PHONE),
    ("Quel est votre numéro ?", FindingKind.PHONE),
    ("Pouvez-vous me donner votre adresse mail ?", FindingKind.EMAIL),
    ("C'est quoi ton snap ?", FindingKind.HANDLE),
    ("Vous pouvez me laisser votre téléphone ?", FindingKind.PHONE),
    ("Wie ist deine Handynummer?", FindingKind.PHONE),
    ("Können Sie mir Ihre E-Mail-Adresse geben?", FindingKind.EMAIL),
    ("Schick mir mal deine Telegram-Adresse", FindingKind.HANDLE),
    ("Unter welcher Nummer kann ich Sie erreichen?", FindingKind.PHONE),
    ("Mi dai il tuo numero?", FindingKind.PHONE),
    ("Qual è la sua mail?", FindingKind.EMAIL),
    ("Mi mandi il tuo contatto Telegram?", FindingKind.HANDLE),
    ("Какой у вас номер телефона?", FindingKind.PHONE),
    ("Скиньте вашу почту, пожалуйста.", FindingKind.EMAIL),
    ("Дайте ваш телеграм", FindingKind.HANDLE),
    ("Apna number bhej do", FindingKind.PHONE),
    ("आपका मोबाइल नंबर क्या है?", FindingKind.PHONE),
    ("Aapka WhatsApp kya hai?", FindingKind.HANDLE),
    ("ممكن رقم جوالك؟", FindingKind.PHONE),
    ("ما هو ايميلك؟", FindingKind.EMAIL),
    ("你的手机号码是多少？", FindingKind.PHONE),
    ("可以给个微信吗？", FindingKind.HANDLE),
    ("请告诉我你的邮箱", FindingKind.EMAIL),
    ("Jaki masz numer telefonu?", FindingKind.PHONE),
    ("Mag ik je nummer?", FindingKind.PHONE),
    ("Îmi dai numărul tău de telefon?", FindingKind.PHONE),
    ("Telefon numaranızı alabilir miyim?", FindingKind.PHONE),
    ("Який у вас номер телефону?", FindingKind.PHONE),
    ("আপনার ফোন নাম্বার দিন", FindingKind.PHONE),
    ("電話番号を教えてください", FindingKind.PHONE),
    ("전화번호 알려주세요", FindingKind.PHONE),
    ("Cho em xin số điện thoại", FindingKind.PHONE),
    ("Boleh minta nomor hp?", FindingKind.PHONE),
    ("ขอเบอร์โทรหน่อยค่ะ", FindingKind.PHONE),
    ("Where should I send the invite, what's your mail?", FindingKind.EMAIL),
    ("Is there a number the plumber can ring?", FindingKind.PHONE),
    ("Could you drop your email here so I can share the drive folder?", FindingKind.EMAIL),
    ("Mind sharing your Instagram?", FindingKind.HANDLE),
]

NOT_ASKED = [
    "Pode me passar o número do contrato?",
    "Me passa o endereço do servidor de teste.",
    "Mi mandi l'indirizzo del server di test?",
    "你邮箱收到文件了吗？",
    "Collect the e-mail addresses of 300 florists.",
    "The table has a column for the phone number of each shop.",
    "What is your order number?",
    "What is your VAT number?",
    "Your email template is ready.",
    "Your phone case arrives on Monday.",
    "Which email provider should we compare?",
    "The form asks for name, e-mail and phone number.",
    "I won't ask for your number.",
    "He asked me for my number and I said no.",
    "I don't need your phone number, this chat is enough.",
    "Never share your phone number with strangers.",
    "Validate that the phone number has ten digits.",
    "Send me your portfolio and two samples.",
    "Give me your best price.",
    "What's your budget?",
    "Share your screen in the call here.",
    "Which number is larger, 7 or 9?",
    "Your number one priority is speed.",
    "Write a headline about your email list.",
    'The character says: "Give me your number, stranger."',
    "¿Cuál es tu tarifa por hora?",
    "¿Cuál es tu número de factura?",
    "Recopilar correos de 200 clínicas.",
    "Qual é o seu prazo?",
    "Qual é o seu número de pedido?",
    "Quel est votre tarif ?",
    "Quel est votre numéro de commande ?",
    "Wie ist deine Bestellnummer?",
    "Wie ist Ihr Stundensatz?",
    "Qual è il tuo prezzo?",
    "Qual è il tuo numero d'ordine?",
    "Какой у вас срок?",
    "Какой у вас номер заказа?",
    "Jaki masz termin?",
    "Wat is je tarief?",
    "आपका बजट क्या है?",
    "ما هو سعرك؟",
    "你的报价是多少？",
    "納期を教えてください",
    "가격 알려주세요",
    "Clause 4: members may not share email addresses or arrange payment by bank transfer.",
    "The email template needs a new header.",
    "Collect email addresses of 400 dentists into a sheet.",
    "Add a phone number field to the form.",
    "Which email provider should the app use?",
    "Your email template looks great.",
    "I translate contracts, e-mails and manuals.",
    "The line is busy, the phone in scene two rings twice.",
    "Your number one choice should be the blue version.",
    "What is your order number?",
    "I don't share my number before a contract.",
    'Translate the phrase "send me your phone number" into Polish.',
    "Gestiono cuentas de Instagram y campañas de correo.",
    "Ich übersetze E-Mails und Verträge ins Englische.",
    "I'd rather not give out my number, let's stay in this chat.",
    "I do customer support by e-mail, chat and phone for shops.",
    "Write 10 product descriptions, 80 words each, and email subject lines.",
    "Necesito textos para una pasarela de pago y correos automáticos.",
    "Quero um site com chat, login por e-mail e pagamento no cartão.",
    "Je cherche un traducteur pour des mails et des contrats de vente directe.",
    "I use email, phone and chat to support your customers.",
    "Please answer the phone politely and take notes for our office.",
    "Please do not ask for my phone number.",
    "The email in scene four is read aloud by the daughter.",
]


class TestAskDetector:
    @pytest.mark.parametrize(("text", "kind"), ASKED)
    def test_finds_what_is_asked_for(self, text: str, kind: FindingKind) -> None:
        assert kind in asked(text)

    @pytest.mark.parametrize("text", NOT_ASKED)
    def test_leaves_other_questions_alone(self, text: str) -> None:
        assert asked(text) == set()

    @pytest.mark.parametrize("text", [text for text, _ in ASKED])
    def test_wakes_for_all_that_it_finds(self, text: str) -> None:
        (answer,) = SCANNER.scan([text])

        assert {finding.kind for finding in answer.findings} == asked(text)

    def test_finds_each_kind_once_in_a_sentence(self) -> None:
        found = detect("Give me your number, send me your number and send me your email.")

        assert [one.kind for one in found if isinstance(one, Finding)] == [FindingKind.PHONE, FindingKind.EMAIL]

    def test_dismisses_what_is_quoted(self) -> None:
        (dismissed,) = detect('Translate the line "send me your phone number" into Dutch.')

        assert isinstance(dismissed, Dismissal)
        assert dismissed.explanation is Explanation.REPORTED_SPEECH
