"""Words around accounts: what announces one, what asks for money, what says it is an example or is built."""

from habeas.detection.lexicon.payment_services import words

CARD_WORDS = words(
    "card|cards|cc|c.c.|credit card|debit card|card number|card no|visa|mastercard|master card|maestro|amex|american express|discover card|mir card|rupay|tarjeta|tarjetas|tarjeta de debito|cartao|cartão|carte|carte bleue|cb|karte|karten|kartennummer|kreditkarte|ec-karte|carta|carta di credito|carta prepagata|bancomat|kaart|kaartnummer|creditcard|karta|karty|kartę|karte|nr karty|kartou|kartu|cardul|cartela bancara|kort|kortnummer|kortti|kártya|kartya|kartice|kartica|κάρτα"
    "|карта|карту|карты|карте|картой|картку|картка|картки|картці|номер карты|номер картки|картон|мир|моно|kart|kartı|karta|kart no|kart numarasi|بطاقة|البطاقة|كارت|الفيزا|فيزا|कार्ड|কার্ড|کارڈ|银行卡|卡号|信用卡|カード|카드|บัตร|เลขบัตร|thẻ|so the|số thẻ|atm card|bank card|bankcard|plastic"
)
"""Words for a payment card."""

SURE_ACCOUNT_LABELS = words(
    "bank account|bank account number|bank account no|bank acc|bank acc no|bank a/c|bank acct|bank details|sort code|bsb|iban|routing number|routing no|routing|aba|ifsc|ifsc code|transit number|institution number|nuban|checking account|savings account|cbu|cvu|clabe|ccc|cuenta bancaria|numero de cuenta|nro de cuenta|caja de ahorro|cuenta corriente|cuenta de ahorros|cuenta rut|cuentarut|conta bancaria|conta corrente|conta poupança|agencia e conta|compte bancaire|numero de compte|rib|kontonummer|konto nr|kontonr|kto nr|ktonr|bankverbindung|bankkonto|conto corrente|numero di conto|coordinate bancarie|rekeningnummer|bankrekening|rekening nummer|numer konta|nr konta|konto bankowe|nr rachunku|numer rachunku|cislo uctu|číslo účtu|bankovni spojeni|szamlaszam|számlaszám|bankszamla|cont bancar|hesap numarası|hesap no|banka hesabı|bankgiro|plusgiro|tilinumero|ziro racun|žiro račun|tekuci racun|αριθμος λογαριασμου|номер счета|номер счёта|расчетный счет|р/с|лицевой счет|номер рахунку|р/р|رقم الحساب|حساب بنكي|حسابي البنكي|ايبان|الايبان|खाता संख्या|खाता नंबर|अकाउंट नंबर|অ্যাকাউন্ট নম্বর|银行账号|银行账户|银行卡号|收款账号|口座番号|振込先|계좌번호|số tài khoản|so tai khoan|stk|chủ tk|no rek|norek|no rekening|nomor rekening|no akaun|เลขบัญชี|เลขที่บัญชี|รหัสบัญชี|bank account holder"
)
"""Words before a number that say it is a bank account and nothing else."""

ACCOUNT_LABELS = words(
    "bank account|bank account number|bank account no|bank acc|bank a/c|bank acct|account number|account no|acct no|acct number|acct|acc no|acc number|a/c|a/c no|ac no|account nr|account|checking account|savings account|sort code|bsb|iban|routing number|routing no|routing|aba|swift|bic|ifsc|ifsc code|transit number|institution number|nuban"
    "|cbu|cvu|clabe|ccc|cuenta bancaria|numero de cuenta|número de cuenta|nro de cuenta|cuenta|caja de ahorro|cuenta corriente|cuenta de ahorros|cta|cta corriente|cuenta rut|cuentarut|conta bancaria|conta corrente|conta poupança|número da conta|conta|agencia e conta|c/c|agência|agencia|compte bancaire|numero de compte|numéro de compte|compte|rib|virement|konto|kontonummer|konto nr|kontonr|konto-nr|kto|kto nr|bankverbindung|blz|bankkonto|conto|conto corrente|numero di conto|coordinate bancarie|c/c|rekening|rekeningnummer|bankrekening|rekening nummer"
    "|numer konta|nr konta|konto bankowe|nr rachunku|rachunek|numer rachunku|na konto|cislo uctu|číslo účtu|ucet|účet|číslo ú.|bankovni spojeni|szamlaszam|számlaszám|bankszamla|szamla|cont|cont bancar|contul|hesap|hesap no|hesap numarası|banka hesabı|bankgiro|plusgiro|bankkonto|kontonr|reg nr|reg. nr|tilinumero|tili|ziro racun|žiro račun|racun|račun|tekuci racun|trr|λογαριασμος|αριθμος λογαριασμου"
    "|счет|счёт|номер счета|номер счёта|расчетный счет|р/с|р.с.|рс|лицевой счет|реквизиты|рахунок|номер рахунку|р/р|на рахунок|сметка|حساب|الحساب|رقم الحساب|حساب بنكي|حسابي البنكي|ايبان|الايبان|آيبان|खाता|खाता संख्या|खाता नंबर|अकाउंट नंबर|একাউন্ট|অ্যাকাউন্ট নম্বর|হিসাব নম্বর|khata|account num|اکاؤنٹ نمبر"
    "|账号|账户|帳號|帳戶|银行账号|银行账户|银行卡号|卡号|收款账号|汇款|匯款|口座|口座番号|普通|当座|振込先|振込|계좌|계좌번호|입금|무통장|số tài khoản|so tai khoan|stk|tài khoản|chủ tk|tk|chuyển khoản|ck|no rek|no. rek|norek|rekening|no rekening|nomor rekening|rek|akaun|no akaun|no. akaun|เลขบัญชี|เลขที่บัญชี|บัญชี|บช|โอนเข้าบัญชี|รหัสบัญชี"
)
"""Words before a number that say it is somebody's bank account."""

BANK_NAMES = words(
    "bank|banco|banque|banca|banka|bankas|banken|bankası|sparkasse|volksbank|ing|ing diba|dkb|n26|commerzbank|deutsche bank|postbank|comdirect|erste|raiffeisen|barclays|hsbc|lloyds|natwest|monzo|starling|santander|bbva|caixabank|sabadell|itau|itaú|bradesco|nubank|caixa|banco do brasil|inter|galicia|brubank|banamex|banorte|bancolombia|davivienda|bcp|interbank|chase|wells fargo|bank of america|boa|citibank|capital one|ally|commbank|commonwealth bank|anz|westpac|nab"
    "|pko|mbank|pekao|millennium|rabobank|abn amro|bnp paribas|société générale|credit agricole|boursorama|intesa|unicredit|fineco|otp|kbc|belfius|ziraat|garanti|akbank|yapı kredi|is bankasi|vakıfbank|сбербанк|сбер|тинькофф|тинькоф|альфа|втб|приватбанк|монобанк|hdfc|icici|sbi|axis|kotak|pnb|canara|gtbank|gtb|zenith|uba|access bank|first bank|fidelity|opay|kuda|palmpay|moniepoint|equity|kcb|absa|fnb|capitec|standard bank|nedbank"
    "|bca|mandiri|bni|bri|bsi|cimb|maybank|bdo|bpi|metrobank|landbank|unionbank|vietcombank|vcb|techcombank|tcb|mb bank|mbbank|mb|bidv|acb|agribank|vpbank|tpbank|sacombank|vietinbank|vib|กสิกร|กสิกรไทย|ไทยพาณิชย์|กรุงไทย|กรุงเทพ|ออมสิน|กรุงศรี|kbank|scb|ktb|bbl|ttb|国民|국민|국민은행|신한|신한은행|우리은행|하나은행|농협|기업은행|카카오뱅크|토스뱅크|카뱅|工商银行|建设银行|农业银行|招商银行|中国银行|工行|建行|招行|三菱|みずほ|三井住友|ゆうちょ|楽天銀行|البنك|بنك|الراجحي|الاهلي|الأهلي|बैंक|এসবিআই|ব্যাংক|ธนาคาร|银行|銀行|은행|ngân hàng"
)
"""Banks and the word for one."""

PAY_WORDS = words(
    "pay|paying|payment|payments|pay me|paid to|send|send it|send me|send money|transfer|wire|wire it|deposit|advance|upfront|token|downpayment|down payment|half now|tip|tips|donate|donation|remit|settle|my wallet|my address|wallet|beneficiary|account holder|holder|in the name of|name on account"
    "|paga|pagame|págame|pagar|pago|deposita|depositame|depósito|transfiere|transferencia|transferir|transferi|seña|anticipo|adelanto|señar|titular|a nombre de|manda|mandame|pague|pagamento|depósito|deposito|sinal|entrada|transferência|em nome de|paye|payez|payer|verse|versez|verser|virement|acompte|arrhes|au nom de|solde|titulaire|überweis|überweise|überweisen|überweisung|anzahlung|zahl|zahlen|zahlung|bezahl|bezahlen|inhaber|kontoinhaber|betreff|verwendungszweck|einzahlen|schick"
    "|bonifico|paga|pagare|acconto|caparra|versa|versare|intestato|intestatario|causale|maak over|overmaken|betaal|betalen|aanbetaling|t.n.v.|tnv|ten name van|przelew|przelej|wpłać|wplac|wpłata|zapłać|zaplac|zadatek|zaliczka|platba|záloha|zálohu|převod|pošli|utalas|utald|előleg|plateste|plătește|transfera|avans|avansul|titular|havale|eft|öde|ödeme|gönder|kapora|yatır|adına|betala|skicka|handpenning|swisha|maksa"
    "|переведи|переведите|перевод|переводи|перевести|перевожу|скинь|скидывай|скиньте|скинуть|кидай|кидайте|оплата|оплату|оплатить|оплати|предоплата|предоплату|задаток|аванс|отправь|на карту|на счет|получатель|переказ|перекажи|скинути|завдаток|аванс|оплати|оплата|на картку|одержувач|отримувач|حول|حوّل|تحويل|ارسل|ادفع|الدفع|عربون|العربون|دفعة|भेज|भेजो|भेजिए|भेजें|भुगतान|एडवांस|पेमेंट|bhej|bhejo|bhej do|karo|advance|পাঠান|পাঠাও|পেমেন্ট|অ্যাডভান্স|টাকা|转|转账|转给|汇款|打款|付款|付|定金|订金|预付|收款|振込|振り込|送金|支払|前金|入金|입금|송금|이체|선금|예약금|보내|chuyển|chuyen|cọc|đặt cọc|thanh toán|gửi|transfer|kirim|bayar|dp|tf|uang muka|a.n|a/n|atas nama|โอน|มัดจำ|จ่าย|ชำระ|ชื่อบัญชี|ชื่อ"
)
"""Words that ask for money or say whose the account is."""

WALLET_WORDS = words(
    "wallet|my wallet|btc|bitcoin|xbt|eth|ethereum|erc20|erc-20|usdt|usdc|tether|trc20|trc-20|bep20|bep-20|trx|tron|ltc|litecoin|doge|dogecoin|xrp|ripple|sol|solana|ton|toncoin|ada|cardano|xmr|monero|bnb|dash|zcash|bch|xlm|stellar|dot|polkadot|matic|polygon|avax|crypto|cripto|krypto|крипта|крипту|крипте|биток|биткоин|битка|эфир|кошелек|кошелёк|кошельком|кошелька|гаманець|usdт|юсдт|тезер|тон|محفظة|محفظتي|بيتكوين|वॉलेट|क्रिप्टो|钱包|錢包|泰达币|比特币|以太坊|地址|ウォレット|仮想通貨|지갑|코인|ví|ví crypto|dompet|กระเป๋า|cüzdan|cuzdan|portefeuille|cartera|billetera|carteira|portafoglio|portfel|billetera virtual|cold wallet|metamask|trust wallet|donations"
)
"""Words for crypto currencies and their wallets."""

BUILDING_WORDS = words(
    "testnet|sepolia|goerli|rinkeby|ropsten|holesky|devnet|mumbai|regtest|faucet|contract|contracts|smart contract|token contract|deploy|deployed|deployment|abi|solidity|hardhat|foundry|truffle|etherscan|bscscan|explorer|blockchain explorer|presale|pre-sale|liquidity|liquidity pool|honeypot|rug|rugpull|nft|nft collection|mint|minting|collection|opensea|owner|ownership|proxy|bytecode|transaction hash|tx|txid|tx hash|txn|block hash|genesis|block|commit|hash|scraper|tracker|monitor|index|indexer|analytics|dashboard|dune|backtest|sniper|bot|whale"
    "|contrato inteligente|contrato|smart-contract|смарт-контракт|смарт контракт|контракт|контракта|тестнет|хеш|хэш|транзакции|智能合约|合约|测试网|コントラクト|テストネット|컨트랙트|테스트넷|hợp đồng thông minh|kontrak pintar"
)
"""Words that say a chain address is what is built or looked into."""

EXAMPLE_WORDS = words(
    "test card|test cards|test number|test data|test account|test iban|testing|sandbox|dummy|fake|example|examples|e.g.|eg|sample|placeholder|mock|mockup|validator|validation|validate|validates|validating|regex|regexp|unit test|unit tests|test case|test cases|fixture|fixtures|format|formatted like|masked|mask|masking|parser|parse|lorem|seed data|demo data|checksum|luhn|generator"
    "|ejemplo|de prueba|prueba|ficticio|validar|validador|formato|exemplo|de teste|fictício|formato|exemple|de test|fictif|format|valider|beispiel|testkarte|testdaten|muster|platzhalter|validierung|prüfziffer|esempio|di prova|finto|segnaposto|voorbeeld|testkaart|przykład|testowa|testowe|walidacja|walidator|пример|тестовая|тестовые|тестовый|валидация|валидатор|формат|приклад|тестова|örnek|test kartı|doğrulama|مثال|تجريبي|उदाहरण|टेस्ट|示例|测试|测试卡|校验|例|テスト|ダミー|예시|테스트|ví dụ|mẫu|contoh|ตัวอย่าง|ทดสอบ"
)
"""Words that say a number is an example or made for tests."""

KEY_LINKING_WORDS = words(
    "to|at|is|my|the|me|on|via|by|with|for|it|this|here|id|ids|address|account|acc|acct|number|no|num|nr|n|tag|handle|user|username|name|email|e-mail|mail|phone|mobile|cell|tel|key|link|qr|only|please|pls|just|and|or|directly|direct|use|send|pay|payment|the rest|deposit|app|money|wallet|full|amount|under|also|works|same|friends|family|as|gift|then|i|will|take|get|accept|have|code|till|buy|goods|business|personal|agent"
    "|a|al|mi|es|el|la|en|por|con|de|del|numero|número|celular|cel|tel|telefono|teléfono|movil|móvil|correo|usuario|cuenta|clave|alias|que|sale|más|barato|para|no|na|o|e|do|da|meu|minha|chave|é|cpf|cnpj|aleatoria|aleatória|direto|pra|mim|número|telefone|celular|conta|faz|um|sobre|sur|au|mon|ma|le|numéro|téléphone|portable|adresse|compte|est|c'est|à|moi|an|auf|meine|mein|die|der|nummer|telefonnummer|handynummer|handy|mailadresse|adresse|ist|lautet|bitte|mir|unter|per|über|al|mio|il|numero|cellulare|è|su|alla|indirizzo|naar|op|mijn|het|telefoonnummer|rekening|na|moj|mój|numer|nr|telefonu|konto|mi|to|jest|pod|por|meg"
    "|на|по|номер|номеру|номера|телефон|телефону|телефона|карту|карта|карты|мой|мою|вот|это|или|через|кошелек|кошелька|мне|в|к|карте|карточку|карточка|привязан|картку|мій|мою|ось|це|за|номером|numaram|numara|no|hesap|benim|bu|adres|numaraya|رقم|على|رقمي|حسابي|هو|ده|محفظة|नंबर|मेरा|पर|पे|इस|है|आईडी|भेज|दीजिए|नम्बर|নম্বর|নাম্বার|আমার|number|par|pe|pay|kar|karo|do|mera|hai|号|账号|是|帐号|我的|号码|转|到|番号|は|번호|は|で|số|so|sdt|của|em|anh|mình|tk|nomor|no|ke|ini|saya|เบอร์|เลข|หมายเลข|ที่|ไอดี|คือ|ผูก|บัตรประชาชน"
)
"""Words that may stand between a service and the key it is paid at."""

KEY_BREAKING_WORDS = words(
    "call|whatsapp|wa|text|sms|message|contact|ring|reach|write|llama|llamame|escribe|escribeme|whats|zap|liga|chama|appelle|appelez|ecris|ruf|schreib|anrufen|chiamami|scrivimi|bel|zadzwoń|dzwoń|zadzwon|napisz|звони|звоните|позвони|пиши|пишите|телеграм|дзвони|ara|arayın|اتصل|واتس|कॉल|order|invoice|ticket|reference|ref|transaction|transaction id|case|booking|pedido|factura|commande|facture|bestellung|bestellnummer|rechnung|заказ|заказа|чек|чека|integration|integrate|pin|otp|api|sdk|gateway|plugin|checkout|webhook|button"
)
"""Words that part a service from what follows: it is something else."""
