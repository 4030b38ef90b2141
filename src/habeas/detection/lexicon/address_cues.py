"""Words around an address that say what it is: offered as contact, an example, someone's own site, a subject of work."""

import re

from habeas.detection.expressions import regex
from habeas.detection.lexicon.listing import listed
from habeas.detection.normalize import fold

_UNSPACED_SCRIPT = regex(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _beginnings(*lines: str) -> re.Pattern[str]:
    """Return a pattern for words that begin so; for scripts without spaces, for the words anywhere."""
    folded = [re.escape(phrase) for phrase in fold("|".join(lines))[0].split("|")]
    spaced = "|".join(phrase for phrase in folded if not _UNSPACED_SCRIPT.search(phrase))
    unspaced = "|".join(phrase for phrase in folded if _UNSPACED_SCRIPT.search(phrase))
    return regex(f"(?<![^\\W_])(?:{spaced})" + (f"|{unspaced}" if unspaced else ""))


MAIL_CUES = _beginnings(
    "mail|email|e-mail|gmail|inbox|mailbox|write to|write me|drop me|shoot me|contact|reach me|reach us|send to",
    "send it|send me|send your|cv to|resume to|questions|correo|escribe|escríb|contáct|mándame|envía|escreve|envie",
    "manda|contate|écri|courriel|mél|schreib|postfach|scriv|posta|scrivi|napisz|pisz|poczt|skrzynk|skriv|kirjoita",
    "почт|мыло|пиш|черкни|напиши|емейл|имейл|мейл|пошт|скинь|киньте|yaz|adres|eposta|بريد|ايميل|إيميل|راسل|ईमेल",
    "मेल|ইমেইল|মেইল|邮箱|邮件|信箱|電郵|电邮|メール|連絡先|이메일|메일|อีเมล|เมล|gửi|thư|liên hệ|kirim|hubungi|surel|emel|hantar",
)
"""Words that announce a mailbox."""

CONTACT_CUES = _beginnings(
    "contact me|contact us|contact at|contact is|kontakt|contact:|reach me|reach us|email me|e-mail me|mail me",
    "write me|write to me|my email|my e-mail|my mail|my address|our email|my gmail|my inbox|write to|get in touch",
    "drop me|shoot me|text me|find me|message me|ping me|hit me|send me|kindly contact|my details|call me",
    "talk to me|invoice me|my personal|works too|is my address|is my mail|is my email|send your resume|me at|me on|escríbeme|escribeme|escríbame",
    "mi correo|mi mail|mi email|contáctame|contactame|mándame|envíame|mi dirección|meu email|meu e-mail|me escreve",
    "me chama|meu contato|o meu mail|fale comigo|mon mail|mon email|mon adresse|écrivez|écris-moi|contactez",
    "contacte-moi|meine mail|meine e-mail|meine adresse|schreib mir|schreiben sie|erreichst mich",
    "erreichen sie mich|kontaktier|la mia mail|la mia email|scrivimi|mi trovi|contattami|scrivetemi|mijn mail",
    "mijn e-mail|mail mij|mail me|bereik me|mój mail|mój email|moj mail|napisz do mnie|pisz do mnie|mój adres",
    "adresa mea|scrie-mi|scrieți-mi|моя почта|мне на|мой адрес|моё мыло|мое мыло|пишите|пиши|напишите|черкните",
    "пошта моя|моя пошта|мені на|bana yaz|e-postam|mailim|bana ulaş|بريدي|ايميلي|راسلني|تواصل معي|मेरा ईमेल|मुझे",
    "मेल कर|আমার ইমেইল|mail kar|mail karo|我的邮箱|联系我|我的信箱|聯絡我|私の|連絡先|ご連絡|제 메일|내 메일|메일로|연락|email của|liên hệ|gửi cho",
    "hubungi|kirim ke|email saya|emel saya|ติดต่อ|อีเมลของ|เมลมา",
)
"""Phrases that offer an address as a way to the author."""

EXAMPLE_CUES = _beginnings(
    "e.g|example|for instance|such as|placeholder|dummy|sample|mock|lorem|test account|testaccount|test user",
    "test data|template|regex|validat|validation|format|form |form:|fields|field |signup form|sign-up form",
    "should accept|must accept|reject|spec |specs|the spec|looks like|fake|ejemplo|por ej|formulario|maqueta|campo",
    "plantilla|validador|exemplo|modelo|formulário|exemple|champ|formulaire|maquette|beispiel|platzhalter|formular",
    "feld|muster|esempio|segnaposto|bozza|brochure|sostitui|modulo|voorbeeld|invulveld|testgegevens|przykład",
    "formularz|pole |polu |makiet|exemplu|formular|câmp|пример|например|форм|поле|заглушк|макет|шаблон|валид",
    "приклад|наприклад|örnek|örneğin|alanı|şablon|مثال|مثلا|بصيغة|حقل|نموذج|उदाहरण|जैसे|फॉर्म|উদাহরণ|যেমন|ফর্ম|例如",
    "占位|示例|比如|格式|输入框|輸入框|例えば|記入例|プレースホルダ|フォーム|入力例|예시|예를|양식|입력란|ví dụ|mẫu|biểu mẫu|contoh|formulir|misalnya|borang",
    "ตัวอย่าง|เช่น|ฟอร์ม",
)
"""Beginnings of words and phrases that present an address as an example."""

PLACEHOLDER_NAMES = listed(
    "name yourname your.name your_name your-name youremail your.email user username user.name user1 someone somebody anyone nobody noreply no-reply",
    "example sample test tester demo dummy foo bar foobar abc xyz xxx email mail address john.doe jane.doe johndoe janedoe john jane firstname",
    "firstname.lastname first.last first.last+tag lastname me you a b x test1 test123 user123 nome.cognome",
    "nombre tunombre su.nombre tucorreo correo usuario nombre.apellido ejemplo nome seunome usuario exemplo nom prenom prénom votre.nom utilisateur exemple",
    "vorname nachname vorname.nachname max.mustermann mustermann beispiel nome tuonome esempio utente voornaam achternaam naam voornaam.achternaam voorbeeld",
    "imie imię nazwisko imie.nazwisko przyklad nume prenume exemplu имя почта пример user.name isim ad.soyad ornek örnek nama contoh ten tên vidu",
)
"""Names that stand for a name."""

EXAMPLE_DOMAINS = listed(
    "example.com example.org example.net example.edu example.co example.co.uk example.de example.io test.com test.test domain.com yourdomain.com mydomain.com",
    "domain.tld yoursite.com yourcompany.com company.com mycompany.com website.com mysite.com site.com acme.com foo.com bar.com foobar.com email.example",
    "ejemplo.com ejemplo.es correo.ejemplo dominio.com tudominio.com empresa.com tuempresa.com exemplo.com exemplo.com.br dominio.com.br",
    "exemple.com exemple.fr domaine.com votredomaine.com entreprise.com beispiel.de beispiel.com muster.de musterfirma.de domain.de meinedomain.de firma.de",
    "esempio.it esempio.com dominio.it azienda.it voorbeeld.nl voorbeeld.com voorbeeld.be bedrijf.nl domein.nl przyklad.pl przykład.pl domena.pl firma.pl",
    "exemplu.ro exemplu.com primer.ru example.ru пример.рф domain.ru pochta.ru ornek.com örnek.com contoh.com contoh.co.id vidu.com vidu.vn example.jp example.co.jp example.cn",
)
"""Domains that stand for a domain."""

OWN_SITE_CUES = _beginnings(
    "my website|my web site|my site|my own site|my page|my webpage|my blog|my shop|my store|our website|our site",
    "our shop|my portfolio|our web|my studio|my domain|my homepage|our homepage|visit my|visit us|visit our",
    "find me at|find me on|find us|check my|see my site|book me|book with me|book at|book on|reach me|contact me",
    "my details|my contact|message me|write me|order from|my link|hire me|learn more about me|about us here",
    "learn more about us|through my|on my|via my|contact form|my profile|mi web|mi página|mi sitio|nuestra web",
    "nuestra página|mi tienda|meu site|meu blog|minha página|minha loja|nosso site|mon site|notre site|ma page",
    "ma boutique|meine seite|meine website|meine webseite|meine homepage|unsere website|unsere seite|mein shop",
    "il mio sito|il nostro sito|la mia pagina|mijn site|mijn website|onze website|moja strona|mojej stronie",
    "moją stronę|nasza strona|site-ul meu|site-ul nostru|мой сайт|моем сайте|моём сайте|наш сайт|нашем сайте",
    "мій сайт|наш сайт|sitem|sitemiz|web sitem|موقعي|موقعنا|मेरी वेबसाइट|हमारी वेबसाइट|আমার ওয়েবসাইট|我的网站|我的網站",
    "我们的网站|私のサイト|私のウェブ|ホームページ|제 사이트|내 사이트|홈페이지|website của|trang web của|web của|situs saya|web saya|website saya",
    "laman saya|เว็บของ|เว็บไซต์ของ",
)
"""Phrases that offer a site as the author's own."""

WORK_CUES = _beginnings(
    "redesign|re-design|rebuild|clone|similar to|something like|just like|fix|bug|error|migrat|wordpress|shopify",
    "woocommerce|seo|plugin|theme|develop|landing page|scrap|hosting|page speed|looking for|we need|i need",
    "needs to be|should be updated|rediseñ|desarroll|necesit|precis|refonte|refaire|überarbeit|umbau|rifare",
    "переделать|доработ|нужен|нужно|yenile",
)
"""Words of a task whose subject a site is."""

REFERENCE_CUES = _beginnings(
    "similar to|something like|just like|sites like|site like|like this|clone|inspir|reference|competitor|such as",
    "parecido a|como |ähnlich wie|wie |come |comme |типа|как |похож|gibi",
)
"""Words that name a site as a model for the work."""

THREAT_CUES = _beginnings(
    "phish|malware|scam|fraud|spam|malicious|ioc|indicator|virus|trojan|fake site|breach|suspicious",
)
"""Words of a warning: a defanged link there keeps readers safe."""

SITE_CUES = _beginnings(
    "site|website|web site|webpage|homepage|domain|visit|link|url|page is|go to|goto|log onto|check out|see",
    "online at|sitio|página|pagina|enlace|lien|seite|webseite|sito|strona|stronie|сайт|ссылк|ссылка|посилання",
    "web sitesi|موقع|رابط|वेबसाइट|लिंक|লিংক|网站|網站|网址|链接|サイト|リンク|사이트|링크|trang web|liên kết|situs|tautan|laman|เว็บ",
    "ลิงก์|ลิ้งค์|คลิก|สมัคร",
)
"""Words that announce a link."""

PROSE_BEFORE_AT = listed(
    "server servers port portfolio demo demos docs samples details code project projects article articles video videos channel gallery examples tutorial tutorials booking call appointments resume cv information proficient",
    "da de do das dos no na em por para la el los las le les une un una der die das den dem ein eine il lo gli het een op w na do o в на по с и не",
    "look looks looking looked me us him her them you it is are was were be been being am available work works worked working sold sell selling find finds found finding live",
    "lives living based located hosted host hosting site sites website websites web app apps visit visits visited meet meets meeting met good great bad best better well day",
    "night time times up down here there page pages now see sees seen saw check checks checked only also stay stays staying stayed join joins joined buy buys bought order orders ordered shop",
    "store account accounts profile profiles email mail e-mail contact reach write arrive arrived arriving start starts started starting stop price priced prices cost costs rate rates",
    "developer engineer designer manager founder cofounder ceo cto editor writer professor student intern lead head director analyst consultant freelancer employee team staff job jobs",
    "position role company product products customers clients users people all that this these those not but and or as so just still even more most least once again",
    "back home hand not try trying use used using using get got go goes going gone come comes came read listed listing published posted live shown running runs run hi hello aim aimed",
    "point pointed stare laugh laughing smile arrived years year months weeks days hours experience expert skilled today tomorrow tonight yesterday later online offline office center centre register registered",
    "sign signed signup login log logged logging download downloads view views viewed click clicks watch watched play stream streaming shopping browse search searching apply applied applying",
    "offered taught teaching teach study studied studying graduate graduated degree phd lecturer researcher research lab department seen purchase purchased subscription hosted review reviews reviewed",
)
"""Everyday words before "at": what follows is a place, not a mailbox."""
