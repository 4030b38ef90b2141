"""Payment services, banks and the words for accounts, cards and wallets, in the languages people use.

For each service: what it is called, and what its members are paid at (a phone number, an address, a
name, a number). `ordinary` names are also ordinary words. Words are folded at import.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from habeas.detection.normalize import fold


class Key(Enum):
    """What a payment service knows its members by."""

    EMAIL = auto()
    PHONE = auto()
    TAG = auto()
    CASHTAG = auto()
    NUMBER = auto()
    TAX_ID = auto()
    RANDOM = auto()
    CARD = auto()
    ALIAS = auto()


@dataclass(frozen=True, slots=True)
class Service:
    """A payment service, its names and the keys that its members are paid at."""

    name: str
    spellings: frozenset[str]
    keys: frozenset[Key]
    ordinary: frozenset[str] = frozenset()


_MAIL, _PHONE, _TAG, _NUMBER, _CARD = Key.EMAIL, Key.PHONE, Key.TAG, Key.NUMBER, Key.CARD


def words(listed: str) -> frozenset[str]:
    """Return the folded words of a list parted by bars."""
    return frozenset(fold(word.strip())[0] for word in listed.split("|") if word.strip())


def _service(name: str, spellings: str, *keys: Key, ordinary: str = "") -> Service:
    return Service(name, words(spellings), frozenset(keys), words(ordinary))


SERVICES: tuple[Service, ...] = (
    _service(
        "PayPal",
        "paypal|pay pal|paypall|paypol|payp4l|pay-pal|paypaI|пейпал|пэйпал|палка|пейпел|بايبال|باي بال|पेपाल|पेपैल|贝宝|ペイパル|페이팔|เพย์พาล",
        _MAIL,
        _TAG,
        _PHONE,
        ordinary="pp",
    ),
    _service("Venmo", "venmo|venmo me|v3nmo|ven mo", _TAG, _PHONE, _MAIL),
    _service(
        "Cash App",
        "cash app|cashapp|cash-app|cashtag|cash tag|$cashtag|ca$happ|ca$h app",
        Key.CASHTAG,
        _TAG,
        _PHONE,
        _MAIL,
    ),
    _service("Zelle", "zelle|zell|zele|zelle me|zel1e", _MAIL, _PHONE),
    _service("Wise", "transferwise|wisetag|wise account|wise tag|wise app", _MAIL, _TAG, ordinary="wise"),
    _service("Revolut", "revolut|revtag|revolute|rev tag|револют|revolutem", _TAG, _PHONE, _MAIL),
    _service("Payoneer", "payoneer|payonner|пайонир|пионер карта|пайонер|بايونير|पेओनियर", _MAIL, _NUMBER),
    _service("Skrill", "skrill|moneybookers|скрилл", _MAIL),
    _service("Neteller", "neteller", _MAIL),
    _service("Remitly", "remitly|xoom|worldremit|paysend|sendwave|taptap send|nala app|lemfi", _PHONE, _MAIL),
    _service("Payeer", "payeer|паер", _NUMBER, _TAG),
    _service("Perfect Money", "perfect money|perfectmoney|webmoney|вебмани|wmz|wmr|wmu", _NUMBER, _TAG),
    _service(
        "YooMoney", "yoomoney|юмани|юмоней|яндекс деньги|яндекс.деньги|яндекс кошелек|ю money", _NUMBER, _PHONE, _CARD
    ),
    _service("QIWI", "qiwi|киви кошелек|киви|qiwi wallet", _PHONE, _NUMBER),
    _service("Binance Pay", "binance pay|binance id|binance uid|bybit uid|okx uid|binance|бинанс|币安", _NUMBER, _MAIL),
    _service("Coinbase", "coinbase", _MAIL),
    _service("UPI", "upi|upi id|vpa|bhim|यूपीआई|यूपीआइ|ইউপিআই|यू पी आई|یو پی آئی", _PHONE, _MAIL),
    _service("Google Pay", "google pay|gpay|googlepay|जीपे|गूगल पे|গুগল পে", _PHONE, _MAIL),
    _service("PhonePe", "phonepe|phone pe|phonepay|फोनपे|फ़ोनपे|फोन पे", _PHONE),
    _service("Paytm", "paytm|pay tm|पेटीएम|পেটিএম", _PHONE),
    _service("Pix", "pix|chave pix|pics chave|chave aleatória|chave aleatoria", _PHONE, _MAIL, Key.TAX_ID, Key.RANDOM),
    _service("PicPay", "picpay|pic pay", _TAG, _PHONE, Key.TAX_ID),
    _service("BLIK", "blik|blikiem|blika|bliku|blikowo|blikuj", _PHONE),
    _service("Bizum", "bizum|bizúm|bizumea|bizumeame", _PHONE),
    _service("MB Way", "mb way|mbway|mb-way|emebeuei|mbuei", _PHONE),
    _service("Lydia", "lydia app|sumeria|paylib|lyf pay", _PHONE, _TAG, ordinary="lydia|wero"),
    _service("Twint", "twint|twinten|twinte|twintest", _PHONE),
    _service("Swish", "swish|swisha|swishnummer|swish nummer|swish nr", _PHONE, _NUMBER),
    _service("MobilePay", "mobilepay|mobile pay|vipps|mobilpay|mobilepayta", _PHONE, _NUMBER),
    _service("Satispay", "satispay|postepay|poste pay|paygo postepay", _PHONE, _CARD),
    _service("Payconiq", "payconiq|bancontact|tikkie", _PHONE),
    _service("Interac", "interac|e-transfer|etransfer", _MAIL, _PHONE),
    _service("PayID", "payid|pay id|osko|beem it|beem", _PHONE, _MAIL),
    _service("PayNow", "paynow|pay now to|paylah|duitnow|duit now|touch n go|tng ewallet", _PHONE, Key.TAX_ID),
    _service(
        "PromptPay",
        "promptpay|prompt pay|พร้อมเพย์|พร้อมเพ|พ้อมเพย์|ทรูมันนี่|truemoney|true money|ทรูมันนี่วอลเล็ท|วอเลท",
        _PHONE,
        Key.TAX_ID,
    ),
    _service("GCash", "gcash|g-cash|paymaya|maya wallet|coins.ph", _PHONE, ordinary="maya"),
    _service("bKash", "bkash|b kash|বিকাশ|nagad|নগদ|রকেট নাম্বার|rocket number|upay", _PHONE),
    _service("JazzCash", "jazzcash|jazz cash|easypaisa|easy paisa|ایزی پیسہ|جاز کیش|sadapay|nayapay", _PHONE, _NUMBER),
    _service(
        "M-Pesa", "m-pesa|mpesa|m pesa|paybill|pay bill|till number|till no|buy goods till|lipa na", _PHONE, _NUMBER
    ),
    _service(
        "Mobile Money",
        "momo number|mtn momo|mobile money|airtel money|orange money|tigo pesa|ecocash|wave money|moov money|flooz|tmoney|mixx|telebirr|ሞባይል",
        _PHONE,
        ordinary="momo|wave",
    ),
    _service("MoMo", "vi momo|ví momo|zalopay|zalo pay|viettel money|vnpay", _PHONE),
    _service("OPay", "opay|palmpay|kuda|moniepoint|chipper cash", _NUMBER, _PHONE, _TAG),
    _service("DANA", "gopay|go-pay|shopeepay|linkaja|ovo", _PHONE, ordinary="dana"),
    _service(
        "KakaoPay",
        "kakaopay|kakao pay|카카오페이|카뱅|토스뱅크|카카오뱅크|네이버페이|계좌이체",
        _NUMBER,
        _PHONE,
        ordinary="토스",
    ),
    _service("Alipay", "alipay|支付宝|支付寶|zhifubao|支付吧|知付宝|支宝", _PHONE, _MAIL),
    _service("WeChat Pay", "wechat pay|weixin pay|微信支付|微信转账|微信红包|微信收款", _PHONE, _TAG),
    _service("PayPay", "paypay id|paypay|line pay|楽天ペイ|メルペイ", _PHONE, _TAG),
    _service(
        "Mercado Pago",
        "mercado pago|mercadopago|alias mp|alias de mp|cvu|alias cbu|alias cvu|ualá|uala|alias bancario|alias brubank|naranja x",
        Key.ALIAS,
        _MAIL,
        _NUMBER,
        ordinary="alias",
    ),
    _service("Nequi", "nequi|daviplata|transfiya|llave bre-b|bre-b", _PHONE),
    _service("Yape", "yape|yapea|yapear|yapeame|plin|yapeo", _PHONE),
    _service("SINPE", "sinpe|sinpe movil|sinpe móvil|pago movil|pago móvil|pagomovil|tigo money", _PHONE, Key.TAX_ID),
    _service(
        "Monobank",
        "monobank|монобанк|приват24|приватбанк|privat24|приват 24|пумб|ощад",
        _CARD,
        _PHONE,
        ordinary="моно|приват|mono",
    ),
    _service(
        "Sberbank",
        "сбербанк|sberbank|сбер|тинькофф|тинькоф|tinkoff|т-банк|тбанк|альфабанк|альфа-банк|сбп|по сбп|система быстрых платежей|втб|райффайзен|ozon банк|озон банк",
        _PHONE,
        _CARD,
    ),
    _service("Kaspi", "kaspi|каспи|kaspi gold|каспи голд|halyk|халык", _PHONE, _CARD),
    _service("Papara", "papara|ininal|tosla|papara no", _NUMBER, _PHONE),
    _service(
        "STC Pay",
        "stc pay|stcpay|urpay|فودافون كاش|vodafone cash|اورنج كاش|اتصالات كاش|زين كاش|zain cash|انستاباي|انستا باي|instapay|محفظة فودافون|كاش فودافون|آسياسيل|cliq|كليك الاردن",
        _PHONE,
        _NUMBER,
        _MAIL,
    ),
    _service("Bit", "ביט|פייבוקס|paybox", _PHONE),
    _service("Western Union", "western union|westernunion|moneygram|money gram|ria money|вестерн юнион|золотая корона"),
    _service("Apple Pay", "apple cash|apple pay", _PHONE),
    _service("Buy Me a Coffee", "buymeacoffee|ko-fi|kofi|patreon|boosty|donationalerts", _TAG),
)

UPI_HANDLES = words(
    "okaxis|okhdfcbank|okicici|oksbi|ybl|ibl|axl|paytm|ptyes|ptaxis|pthdfc|ptsbi|upi|apl|yapl|rapl|axisb|axisbank|icici|sbi|hdfcbank|kotak|kotak811|barodampay|cnrb|idfcbank|idfcfirst|indus|federal|airtel|jio|jiopay|fbl|freecharge|mbk|ikwik|waicici|wahdfcbank|waaxis|wasbi"
    "|pingpay|abfspay|naviaxis|superyes|slc|axisgo|timecosmos|tapicici|sliceaxis|goaxb|jupiteraxis|niyoicici|dbs|hsbc|rbl|sib|kvb|unionbank|unionbankofindia|uboi|pnb|mahb|psb|obc|indianbank|dlb|csbpay|equitas|aubank|nsdl|payzapp|yesbank|yesbankltd|iob|idbi|boi|centralbank|kbl|tjsb|pockets|imobile|eazypay|myicici|citi|citigold|scb|sc|trans|amazonpay|yespay|yespop|okbizaxis|axisbank|bandhan|cred|credpay|fam|famapp|ptybl|kmbl|icicipay|shriramhdfcbank|instapay"
)
"""What stands after the @ of a UPI address (or InstaPay's)."""

PAYMENT_HOSTS: Mapping[str, str] = {
    "paypal.me": "PayPal",
    "paypal.com/paypalme": "PayPal",
    "venmo.com": "Venmo",
    "account.venmo.com/u": "Venmo",
    "cash.app": "Cash App",
    "cash.me": "Cash App",
    "wise.com/pay": "Wise",
    "revolut.me": "Revolut",
    "bunq.me": "bunq",
    "monzo.me": "Monzo",
    "settleup.starlingbank.com": "Starling",
    "tikkie.me/pay": "Tikkie",
    "lydia-app.com/collect": "Lydia",
    "buymeacoffee.com": "Buy Me a Coffee",
    "ko-fi.com": "Ko-fi",
    "buy.stripe.com": "Stripe",
    "donate.stripe.com": "Stripe",
    "send.monobank.ua": "Monobank",
    "mpago.la": "Mercado Pago",
    "mpago.li": "Mercado Pago",
    "link.mercadopago.com": "Mercado Pago",
    "pay.wave.com": "Wave",
    "flutterwave.com/pay": "Flutterwave",
    "paystack.com/pay": "Paystack",
    "rzp.io/l": "Razorpay",
    "razorpay.me": "Razorpay",
    "yoomoney.ru/to": "YooMoney",
    "qr.nspk.ru": "SBP",
    "payme.hsbc": "PayMe",
    "pagseguro.uol.com.br": "PagSeguro",
    "picpay.me": "PicPay",
    "nubank.com.br/pagar": "Nubank",
    "sumup.me": "SumUp",
    "paga.la": "Paga",
    "btcpay.me": "BTCPay",
}
"""Hosts (with the beginning of the path) whose links pay one person, and their service."""

HOST_TRIGGERS = frozenset(re.split(r"[./]", host)[0] for host in PAYMENT_HOSTS) - {"buy", "pay", "link", "account", "send", "donate", "cash", "qr"} | {
    "buy.stripe", "pay.wave", "link.mercadopago", "account.venmo", "send.monobank", "donate.stripe", "cash.app", "cash.me", "qr.nspk",
}  # fmt: skip
"""What a text that holds such a link holds at the least."""
