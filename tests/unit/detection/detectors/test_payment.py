"""Payments: accounts, cards, wallets and keys are found; hashes, tests, examples and work are not."""

import pytest

from habeas.detection.detectors.payment import PaymentDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Explanation, Finding
from habeas.detection.readings import Reading
from habeas.detection.scan import Scanner

SHOWN = 0.5

BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
ETHER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
RIPPLE = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"
SOLANA = "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"
STELLAR = "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ"
TON = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"
MONERO = "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"


def detect(text: str) -> list[Finding | Dismissal]:
    return list(PaymentDetector().detect(Reading(read_document(Message((text,))))))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.normalized) for one in detect(text) if isinstance(one, Finding) and one.confidence >= SHOWN]


ACCOUNTS = [
    ("the rest to DE75 5121 0800 1245 1261 99 please", "DE75 5121 0800 1245 1261 99", "DE75512108001245126199"),
    ("iban: be71096123456769", "be71096123456769", "BE71096123456769"),
    ("IBAN DE75 51Z1 O8OO 1245 1261 99", "DE75 51Z1 O8OO 1245 1261 99", "DE75512108001245126199"),
    ("GB33 BUKB 2020 1555 5555 55", "GB33 BUKB 2020 1555 5555 55", "GB33BUKB20201555555555"),
    ("then NL91ABNA0417164300 it is", "NL91ABNA0417164300", "NL91ABNA0417164300"),
    ("AL36 2021 1109 KLMN OPQR STUV WXYZ", "AL36 2021 1109 KLMN OPQR STUV WXYZ", "AL3620211109KLMNOPQRSTUVWXYZ"),
    ("here: TR73000610A5B7C8D9E1F2G3H4", "TR73000610A5B7C8D9E1F2G3H4", None),
    ("my card 4532 0151 1283 0366", "4532 0151 1283 0366", "4532015112830366"),
    ("charge my credit card. Number is 371449635398449", "371449635398449", "371449635398449"),
    ("credit card 0604260700124", "0604260700124", "0604260700124"),
    ("переведи 2200 7001 2345 6781 пожалуйста", "2200 7001 2345 6781", "2200700123456781"),
    ("5105 1051 0510 5209", "5105 1051 0510 5209", "5105105105105209"),
    ("pay me: 4532015112830366", "4532015112830366", "4532015112830366"),
    ("BSB 062-000 account 1234 5678", "BSB 062-000 account 1234 5678", "062-000 1234 5678"),
    ("sort code 20-00-00, account number 12345678", "sort code 20-00-00, account number 12345678", None),
    ("Routing 021000021, account 000123456789", "Routing 021000021, account 000123456789", None),
    ("IFSC QQQQ0001234 a/c 50100234567890", "IFSC QQQQ0001234 a/c 50100234567890", None),
    ("CLABE 032180000118359719", "032180000118359719", None),
    ("CBU 2850590940090418135201", "2850590940090418135201", None),
    ("2850590940090418135201, dale", "2850590940090418135201", None),
    ("transferime a la cuenta 12345678901 del banco", "12345678901", None),
    ("na konto 61 1090 1014 0000 0712 1981 2874", "61 1090 1014 0000 0712 1981 2874", None),
    ("61109010140000071219812874 - tutaj", "61109010140000071219812874", None),
    ("účet 19-2000145399/0800", "19-2000145399/0800", None),
    ("19-2000145399/0800 díky", "19-2000145399/0800", None),
    ("kontonr. 8601.11.17947", "8601.11.17947", None),
    ("8601 11 17947 i banken", "8601 11 17947", None),
    ("计入 银行 账号 6228480402564899", "6228480402564899", None),
    ("160-0000000000021-13 na račun", "160-0000000000021-13", None),
    ("bank 11773016-11111018", "11773016-11111018", None),
    ("chuyển vào MB Bank 0123 4567 89012 nhé", "0123 4567 89012", None),
    ("振込先 〇〇銀行 普通 1234567", "1234567", None),
    ("transfer BCA 1234567890 a.n. Budi", "1234567890", None),
]

WALLETS = [
    (f"btc: {BITCOIN}", BITCOIN),
    (f"send it to {SEGWIT}", SEGWIT),
    (TAPROOT, TAPROOT),
    (f"ETH wallet {ETHER}", ETHER),
    (f"USDT trc20 {TRON}", TRON),
    (f"地址{TRON}", TRON),
    (f"xrp {RIPPLE}", RIPPLE),
    (f"solana: {SOLANA}", SOLANA),
    (f"xlm {STELLAR}", STELLAR),
    (f"my ton is {TON}", TON),
    (f"xmr {MONERO}", MONERO),
    (f"bitcoin:{BITCOIN}", BITCOIN),
    (f"the contract is done, send my pay to {ETHER}", ETHER),
]

KEYS = [
    ("paypal: clay.maker@example.com", "clay.maker@example.com", "clay.maker@example.com"),
    ("You can pay via PayPal, my email is clay@example.com", "clay@example.com", None),
    ("clay@example.com (Zelle)", "clay@example.com", None),
    ("Zelle me at (415) 555-0142", "415) 555-0142", "4155550142"),
    ("$clay_ovens on cash app", "$clay_ovens", None),
    ("Cash App: $clayovens", "$clayovens", None),
    ("venmo clay-ovens-22", "clay-ovens-22", None),
    ("@clay-ovens on Venmo", "@clay-ovens", None),
    ("venmo: clay dot ovens dot art", "clay dot ovens dot art", "clay.ovens.art"),
    ("revolut @clayo", "@clayo", "clayo"),
    ("Wise: clay@example.com", "clay@example.com", None),
    ("wise clay@example.com, pay there", "clay@example.com", None),
    ("UPI clayovens@okaxis", "clayovens@okaxis", "clayovens@okaxis"),
    ("clayovens (at) ybl", "clayovens (at) ybl", "clayovens@ybl"),
    ("interac e-transfer to clay@example.ca", "clay@example.ca", None),
    ("chave pix: clay@example.com.br", "clay@example.com.br", None),
    ("pix 1f0a6f0e-8a44-4c3e-9d53-0d2b1b7a9f11", "1f0a6f0e-8a44-4c3e-9d53-0d2b1b7a9f11", None),
    ("no pix, é o cpf 111.O44.777-três cinco", "111.O44.777-três cinco", "11104477735"),
    ("bizum al 612 345 678", "612 345 678", "612345678"),
    ("MB Way 912 345 678", "912 345 678", "912345678"),
    ("blikiem na sześć zero dwa 345 678", "sześć zero dwa 345 678", "602345678"),
    ("swish 123 456 78 90", "123 456 78 90", "1234567890"),
    ("поповнити на моно 4111 1111 1111 1129", "4111 1111 1111 1129", None),
    ("по СБП 8 912 345 67 89", "8 912 345 67 89", "89123456789"),
    ("فودافون كاش 01012345678", "01012345678", "01012345678"),
    ("支付宝 13812345678", "13812345678", "13812345678"),
    ("gcash 0917 123 4567", "0917 123 4567", "09171234567"),
    ("M-Pesa till number 123456", "123456", "123456"),
    ("พร้อมเพย์ 081-234-5678", "081-234-5678", "0812345678"),
    ("mi alias de mp es clay.hornos.mp", "clay.hornos.mp", None),
    ("alias: clay.hornos.mp mercado pago", "clay.hornos.mp", None),
    ("https://paypal.me/clayovens", "https://paypal.me/clayovens", "paypal.me/clayovens"),
    ("paypal (dot) me (slash) clayovens", "paypal (dot) me (slash) clayovens", "paypal.me/clayovens"),
    ("cash.app/$clayovens", "cash.app/$clayovens", "cash.app/$clayovens"),
]

INNOCENT = [
    "I integrated PayPal and Stripe, contact support@example.com for docs",
    "in PHP the $cash_app variable",
    "It would be wise to email clay@example.com",
    "see paypal.com/us/help and paypal.me/help",
    "My PayPal account shows withdrawals only; order 4155550142 is open",
    "PayPal takes 3%. Email me at clay@example.com",
    "my PayPal is blocked.Good for them",
    "UPI gateway for 5000000 users",
    "UPI ref 4163 9845 0142 Rs 555",
    "clay@example.com said hello before PayPal",
    "скинь на моно 4111 1111 1111 1128",
    "sort code 20-00-00, sort code 20-00-01",
    "M-Pesa 12/05/2024 10:00",
    "order 4276123456789010 shipped",
    "order 4532015112830366 shipped",
    "gift card 4532015112830366",
    "4532015112830366",
    "credit card 4532015112830367",
    "4444 4444 4444 4444 on my card",
    "tracking 9400110200881234567890",
    "IMEI 490154203237518",
    "account ID 123456789012 in AWS",
    "bank holiday 12/05/2024 10:00",
    "My bank is closed. Ticket 12345678",
    "account 123456789 was locked",
    "nr 19-2000145398/0800",
    "8601 11 17947",
    "11773016-11111018",
    "kontonummer ref 12345678901",
    "ref 19-2000145399/0800",
    "the bank account validation module",
    "GB34 BUKB 2020 1555 5555 55",
    "GB33 BUKB 2020 1555 5555 5",
    "GB33 BUKB 2020 1555 5555 5512",
    "skilled Zapier developer to join us and several other people",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "Bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
    "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi",
    "GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGA",
    "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2M",
    f"the slug {SOLANA} there",
    "averyveryverylongwordwithoutanydigitsinside",
    "version_with_some_long_name_2024_01_15_final",
    "nikhil at upi",
    "let me meet you at sc",
    "pp 12345678",
    "order no 4000000067. Let me know",
]

DISMISSED = [
    ("IBAN DE75512108001245126199 as an example in the form", Explanation.EXAMPLE),
    ("the test account number 12345678901 of a bank", Explanation.EXAMPLE),
    ("a dummy card 4532 0151 1283 0366", Explanation.EXAMPLE),
    ("test card 4242 4242 4242 4242", Explanation.TEST_NUMBER),
    ("PayPal sandbox account sb-77@business.example.com", Explanation.EXAMPLE),
    ("a placeholder UPI clay@okaxis", Explanation.EXAMPLE),
    (f"the new owner on testnet is {ETHER}", Explanation.SUBJECT_OF_WORK),
    (f"verify the contract {ETHER} on the explorer", Explanation.SUBJECT_OF_WORK),
    ("tx 0x" + "5c504ed4" * 8 + " failed", Explanation.HASH),
    (f"chart: https://www.example.io/en/ether/pair-explorer/{ETHER}", Explanation.URL_PART),
]


class TestPaymentDetector:
    @pytest.mark.parametrize(("text", "account", "normalized"), ACCOUNTS + KEYS)
    def test_finds_accounts_and_keys(self, text: str, account: str, normalized: str | None) -> None:
        findings = found(text)

        assert [text for text, _ in findings] == [account]
        assert normalized is None or findings[0][1] == normalized

    @pytest.mark.parametrize(("text", "address"), WALLETS)
    def test_finds_wallets_by_their_checksums(self, text: str, address: str) -> None:
        assert found(text) == [(address, address)]

    @pytest.mark.parametrize("text", INNOCENT)
    def test_leaves_other_numbers_alone(self, text: str) -> None:
        assert found(text) == []

    @pytest.mark.parametrize(("text", "explanation"), DISMISSED)
    def test_dismisses_tests_examples_hashes_and_the_subject_of_the_work(
        self, text: str, explanation: Explanation
    ) -> None:
        assert found(text) == []
        assert [one.explanation for one in detect(text) if isinstance(one, Dismissal)] == [explanation]

    def test_takes_words_that_begin_like_an_iban_for_words(self) -> None:
        assert found("no 12 abcdefghijk 12345678") == []

    def test_finds_several_in_one_text(self) -> None:
        findings = found("Venmo @clay-ovens or Zelle to clay@example.com, or IBAN BE71 0961 2345 6769")

        assert {text for text, _ in findings} == {"BE71 0961 2345 6769", "@clay-ovens", "clay@example.com"}

    @pytest.mark.parametrize("text", [row[0] for row in ACCOUNTS + WALLETS + KEYS + DISMISSED])
    def test_is_asked_for_whatever_it_finds(self, text: str) -> None:
        scan = Scanner(detectors=[PaymentDetector()]).scan([text])[0]

        assert scan.findings or scan.dismissals
