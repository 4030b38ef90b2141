"""How streets are written in many countries, and the words that offer an address as a place to come or send to."""

from dataclasses import dataclass

_LATIN = r"[a-z][a-z'.-]{0,24}"
_CYRILLIC = r"[\u0400-\u052f][\u0400-\u052f.-]{0,24}"
_NUMBER = r"\d{1,5}(?:\s?(?:bis|ter)|\s?[a-d])?(?:\s?[-/]\s?\d{1,4})?"
_SIGN = r"[,\s]{1,2}(?:(?:no?|nr|num|numero|house)\.?\s?)?"
_CYRILLIC_SIGN = r"[,\s]{1,2}(?:(?:дом|буд|д|б)\.?\s?)?"

NUMBER_FIRST = "street|st|road|rd|avenue|ave|lane|ln|drive|court|way|close|square|terrace|crescent|boulevard|blvd|place|row|gardens|hill|mews|parkway|highway|grove|walk|quay|parade"
FRENCH = "rue|avenue|av|boulevard|bd|bld|place|chemin|allee|impasse|quai|route|cours|square|passage|faubourg"
_BEFORE_NUMBER = (
    "calle|avenida|avda|av|paseo|plaza|carrera|cra|calzada|ronda|rua|travessa|praca|alameda|largo|estrada|rodovia|via|viale|corso|piazza|piazzale|vicolo|strada|bulevardul|calea|aleea|"
    "ulica|ul|al|os|jalan|jl|jln|lorong|duong|pho"
)
_CYRILLIC_BEFORE_NUMBER = "улица|улицу|улице|ул|вулиця|вулицю|вулиці|вул|проспект|проспекте|просп|пр|переулок|провулок|пер|бульвар|бул|шоссе|площадь|площа|набережная|наб"
COMPOUND = "strasse|str|weg|platz|allee|gasse|ring|damm|ufer|steig|straat|laan|plein|gracht|kade|dijk|singel|gata|gatan|vej|vagen|veien|katu|utca"
_APART = "str|strasse|weg|platz|allee"
_AFTER_NAME = "sokak|sokagi|sok|sk|caddesi|cadde|cad|cd|bulvari|mahallesi"


@dataclass(frozen=True, slots=True)
class Street:
    """One national order: an expression over folded text, all repeats bounded, and the words it needs one of.

    Without words, the expression has to be tried wherever `STREET_ENDINGS` are.
    """

    expression: str
    words: frozenset[str] = frozenset()


def _edged(expression: str, words: str) -> Street:
    return Street(rf"(?<!\w){expression}(?!\w)", frozenset(words.split("|")))


STREETS: tuple[Street, ...] = (
    _edged(rf"{_NUMBER}[,\s]\s?(?:{_LATIN}\s){{1,3}}(?:{NUMBER_FIRST})", NUMBER_FIRST),
    _edged(rf"{_NUMBER},?\s(?:{FRENCH})\.?\s{_LATIN}(?:\s{_LATIN}){{0,3}}", FRENCH),
    _edged(
        rf"(?:(?:{_BEFORE_NUMBER})(?:\.\s?|\s)|c/\s?){_LATIN}(?:\s{_LATIN}){{0,3}}{_SIGN}{_NUMBER}",
        f"{_BEFORE_NUMBER}|c",
    ),
    _edged(
        rf"(?:{_CYRILLIC_BEFORE_NUMBER})(?:\.\s?|\s){_CYRILLIC}(?:\s{_CYRILLIC}){{0,2}}{_CYRILLIC_SIGN}{_NUMBER}",
        _CYRILLIC_BEFORE_NUMBER,
    ),
    Street(rf"(?<!\w)[a-z][a-z-]{{1,24}}(?:{COMPOUND})\.?\s{_NUMBER}(?!\w)"),
    _edged(rf"{_LATIN}\s(?:{_APART})\.?\s{_NUMBER}", _APART),
    _edged(rf"{_LATIN}(?:\s{_LATIN}){{0,2}}\s(?:{_AFTER_NAME})\.?{_SIGN}{_NUMBER}", _AFTER_NAME),
    _edged(r"(?:شارع|ش\.)\s[\u0600-\u06ff]{2,20}(?:\s[\u0600-\u06ff]{2,20}){0,2}[,،\s]{1,2}\d{1,4}", "شارع"),
    Street(r"[\u4e00-\u9fff]{1,6}(?:路|街|巷|大道|弄)\d{1,5}[号號弄]", frozenset("路|街|巷|大道|弄".split("|"))),
    Street(
        r"[\u4e00-\u9fff]{1,8}[区市町村][\u4e00-\u9fff\u3040-\u30ff]{1,8}\d{1,3}(?:丁目|-\d{1,3})",
        frozenset("区|市|町|村".split("|")),
    ),
    Street(r"[\uac00-\ud7af]{1,8}(?:로|길)\s?\d{1,4}(?:-\d{1,3})?(?:번길)?", frozenset("로|길".split("|"))),
)

STREET_WORDS: frozenset[str] = frozenset().union(*(street.words for street in STREETS[2:]))
"""Words of which a text with a street holds at least one, unless `STREET_PATTERNS` find something in it."""

STREET_ENDINGS = rf"(?:{COMPOUND})\.?\s\d"
"""The same for languages that write the word for a street at the end of its name."""

_AFTER_FIGURE = r"(?:\s?(?:bis|ter)|\s?[a-d])?"

STREET_PATTERNS = (
    rf"[0-9]{_AFTER_FIGURE}[,\s]\s?(?:{_LATIN}\s){{1,3}}(?:{NUMBER_FIRST})(?:[^a-z0-9]|$)",
    rf"[0-9]{_AFTER_FIGURE},?\s(?:{FRENCH})[.\s]",
    STREET_ENDINGS,
)
"""What streets hold whose words are everyday ones: the number before them."""

OFFERS: tuple[str, ...] = tuple(
    phrase.strip()
    for phrase in """
    come to, come by, come over to, come round to, come and see, drop by, stop by, pop in, pass by, visit us, visit me, visit our, meet at, meet me at, meet you at, meet us at, see you at, my address, our address, the address is,
    my office, our office, my studio, our studio, my shop, our shop, our store, my workshop, our workshop, my home, my house, my place, my flat, i live at, i live in, we live at, i'm at, i am at, we are at, we're at, you find us at, you'll find us at, find us at, find me at,
    send it to, send them to, post it to, mail it to, ship it to, ship to, send to, deliver to, post to, pick up at, pick it up at, pickup at, pick up from, collect from, collect it from, collection from, pickup is, bring it to, bring them to, ring the bell at, knock at, walk in at, letters to,
    ven a, venga a, vente a, venite a, pasa por, pase por, pasate por, mi direccion, nuestra direccion, la direccion es, mi casa, vivo en, nuestra oficina, mi oficina, nuestra tienda, mi tienda, mi taller, nuestro taller, nuestro local, estoy en, estamos en, nos vemos en, te espero en, le espero en, recoger en, recogelo en, recogida en, enviar a, envialo a, mandalo a, enviamelo a, visitanos en, visitenos en,
    vem na, venha na, venha a, venha ate, passa na, passe na, meu endereco, nosso endereco, o endereco e, minha casa, moro na, moro em, nossa loja, minha loja, meu atelie, nosso escritorio, meu escritorio, estou na, estamos na, fico na, ficamos na, retirar na, retira na, retirada na, buscar na, busca na, enviar para, manda para, envie para, minha morada, a morada e, visite-nos na, encontro na, te espero na,
    venez au, viens au, venez a, passez au, passe au, passez a, mon adresse, notre adresse, l'adresse est, chez moi, j'habite, nous habitons, notre boutique, ma boutique, mon atelier, notre atelier, mon bureau, nos bureaux, notre bureau, je suis au, nous sommes au, rendez-vous au, retrouvez-moi au, retrouvons-nous au, envoyez-le au, envoyer au, envoyez au, a retirer au, venir chercher au, recuperer au,
    komm in die, kommen sie in die, komm zur, kommen sie zur, komm vorbei, kommen sie vorbei, vorbeikommen, meine adresse, unsere adresse, die adresse ist, meine anschrift, unsere anschrift, ich wohne, wir wohnen, mein laden, unser laden, unser geschaft, unsere werkstatt, meine werkstatt, mein buro, unser buro, mein atelier, bin in der, sind in der, treffen in der, treffen wir uns, abholung in, abholen in, abzuholen in, abholung:, schicken an, schick es an, senden an, sende es an, sie finden uns, besuchen sie uns, du findest mich,
    vieni in, venga in, vieni al, vieni a trovarmi, passa in, passi in, passa da, il mio indirizzo, nostro indirizzo, l'indirizzo e, casa mia, abito in, il mio negozio, nostro negozio, il mio studio, nostro studio, nostra sede, mio laboratorio, sono in, siamo in, ci vediamo in, ti aspetto in, ritiro in, ritirare in, spedire a, spedisci a, mandalo a, invialo a, ci trova in, ci trovi in,
    приходите, приходи, приезжайте, приезжай, заходите, заезжайте, мой адрес, наш адрес, адрес:, живу на, живу по, мы находимся, находимся, нахожусь, наш магазин, мой магазин, наш офис, мой офис, моя мастерская, наша мастерская, встретимся, жду вас на, жду на, самовывоз, забрать можно, забирать, отправьте на, отправляйте на, шлите на,
    приходьте, приїжджайте, заходьте, моя адреса, наша адреса, живу на, знаходимось, наш магазин, наш офіс, самовивіз, забрати можна, надсилайте на,
    przyjdz, prosze przyjsc, wpadnij, zapraszam na, moj adres, nasz adres, mieszkam, nasz sklep, moj warsztat, nasze biuro, jestesmy na, odbior, odbior na, spotkajmy sie, wyslij na, adres:,
    kom naar, kom langs, mijn adres, ons adres, ik woon, onze winkel, mijn winkel, ons kantoor, mijn atelier, ophalen, afhalen, af te halen, wij zitten, we zitten, stuur het naar, opsturen naar, ontmoeten,
    vino la, veniti la, treci pe la, adresa mea, adresa noastra, locuiesc, magazinul nostru, biroul nostru, suntem pe, ridicare, ridicare din, trimite la, trimiteti la,
    adresim, adresimiz, dukkanimiz, dukkanim, ofisimiz, ofisim, atolyem, oturuyorum, bekliyorum, gelin, gelebilirsiniz, elden teslim,
    alamat saya, alamat kami, datang ke, mampir ke, toko kami, kantor kami, rumah saya, ambil di, kirim ke, jemput di, alamat:,
    dia chi cua em, dia chi nha, dia chi shop, nha em o, shop em o, cua hang o, ghe, den lay, qua lay, gui ve, gui den,
    عنواني, عنواننا, تعال, تفضل, مكتبنا, محلنا, اسكن في, نحن في, الاستلام من, زورونا,
    我的地址, 我们的地址, 地址是, 地址：, 我住在, 我们店在, 我店在, 店在, 办公室在, 来我们, 到我们, 寄到, 自取, 见面, 上门,
    住所は, お店は, 事務所は, 来てください, お越しください, 送ってください, 受け取り, 引き取り,
    주소는, 매장은, 사무실은, 가게는, 오세요, 오시면, 보내 주세요, 직접 수령, 픽업은
    """.replace("\n", " ").split(",")
    if phrase.strip()
)
"""Words near a street that offer it: come, meet, send, fetch."""

INNOCENT: tuple[str, ...] = tuple(
    phrase.strip()
    for phrase in """
    example, for instance, e.g., test, dummy, sample, placeholder, fixture, field, format, geocod, dataset, csv, column, row, listing, the property, the venue, venue, conference, concert, photo, drone, survey, render, facade, floor plan, site plan, parcel, zoning,
    customer's address, the client's address, add my address, add my addresses, add an address, update my address, change my address, scene, novel, chapter, historic, museum, ejemplo, prueba, campo, exemplo, teste, exemple, beispiel, testdaten, esempio, пример, тест, объект, przyklad, voorbeeld, 例如, 测试, 例えば
    """.replace("\n", " ").split(",")
    if phrase.strip()
)
"""Words near a street that make it a subject of the work, a venue or an example."""
