"""Words beside a number that make it an amount: currencies, units, months, zones, in many languages."""

from habeas.detection.normalize import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word)[0] for word in words.split())


CURRENCY_SIGNS = "$€£¥₹₽₴₩₫฿₺₱₦₪₸₼₾₲₡₵₭₮₨﷼৳元円"

CURRENCIES = _folded("""
    usd eur gbp chf cad aud nzd jpy cny rmb cnh hkd sgd inr pkr bdt lkr npr brl mxn ars clp cop pen uyu rub uah kzt byn pln czk
    huf ron bgn sek nok dkk isk try ils aed sar qar kwd egp mad dzd tnd ngn ghs kes tzs ugx zar idr myr php thb vnd krw twd
    usdt usdc btc eth sol us us$ a$ c$ s$ hk$ nt$ r$ rs re inr rp rm rmb kr kc kč zl zł zloty złotych zlotych lei leu lv ft
    euro euros eu dollar dollars dolar dolares dólares dollari bucks buck quid pounds pound pence cents cent centimes fr francs franken sfr
    peso pesos reais real soles rupee rupees rupaye rupye rupiah ringgit baht yen yuan won dong đồng naira cedis ksh kshs bob shillings rand
    ruble rubles roubles руб рублей рубля рубль р р. ₽ грн гривен гривень гривні тенге доллар долларов долл евро бакс баксов
    lira lirası tl kuruş лв դրամ रुपये रुपए रुपया रु टका টাকা ريال درهم دينار جنيه دولار يورو ليرة
    元 块 塊 人民币 美元 欧元 港币 円 ドル 원 달러 만원 千원 บาท บ ฿ usd$ lakh lakhs lac crore cr k mio mln млн тыс тысяч 万 萬 億 亿 万円 만 억
    juta ribu rb jt triệu tr nghìn ngàn đ vnd₫ ทบ million millions billion thousand mil millones milhões milhão mille milliers
    millionen tausend miljoen milioane mii milion milionów tys tysięcy หมื่น แสน ล้าน लाख करोड़ हज़ार हजार লাখ কোটি হাজার ألف مليون الف
""")

UNITS = _folded("""
    % percent pct prozent procent pour-cent por-ciento процентов проц yüzde persen phần
    word words page pages pp line lines row rows column columns char chars character characters item items piece pieces pcs pc unit units
    hour hours hr hrs h min mins minute minutes sec secs second seconds s ms day days d week weeks wk wks month months mo year years yr yrs
    am pm a.m p.m a p o'clock uhr hs hrs. std stunden stunde
    km m cm mm mi mile miles ft feet foot inch inches in yd yard yards m2 m3 km2 sqm sqft sq sq.ft qm ha acre acres hectare
    kg g gr gram grams mg lb lbs pound oz ton tons tonne tonnes t l liter liters litre litres ml cl gal gallon gallons
    kb mb gb tb pb kib mib gib gbit mbit kbit mbps gbps kbps bps byte bytes bit bits px pixel pixels pt dpi ppi fps hz khz mhz ghz mp
    v volt volts w watt watts kw kwh mwh mah ah a amp amps k kelvin c f °c °f degrees db bar psi rpm lm lux nm cal kcal
    x times view views visit visits visitor visitors user users follower followers subscriber subscribers subs like likes click clicks
    impression impressions lead leads download downloads install installs star stars review reviews rating ratings order orders sale sales
    member members people person persons employees customers clients client customer students student product products record records
    entries entry contact contacts email emails messages message calls files file images image photos photo videos video article articles
    post posts keyword keywords question questions answer answers task tasks job jobs project projects gig gigs seller sellers buyer buyers
    cars listings recipes recipe rooms room bedrooms beds seats copies sets pairs boxes bottles points pts votes cases tests test steps
    euros-cents st nd rd th
    palabras palabra páginas página horas hora minutos minuto segundos días día semanas meses mes años año metros kilos fotos usuarios
    puntos seguidores visitas unidades piezas palavras páginas dias semanas meses anos seguidores usuários fotos peças
    mots mot pages heures heure minutes jours jour semaines mois ans an mètres abonnés utilisateurs vues pièces photos
    wörter woerter worte wort seiten seite tage tag wochen monate monat jahre jahr stück stueck nutzer meter zeichen bilder zimmer
    parole pagine ore giorni settimane mesi anni utenti pezzi righe foto
    слов слова знаков страниц часов часа час минут мин сек дней дня день недель недели месяцев месяца лет года год г м км см мм кг
    л шт штук человек подписчиков просмотров пользователей товаров фото кв метров сторінок слів годин днів тижнів місяців років осіб
    słów stron strony godzin godz minut dni tygodni miesięcy lat osób sztuk szt użytkowników kliknięć fraz wyświetleń
    woorden pagina's uur uren dagen weken maanden jaar stuks gebruikers cuvinte pagini ore zile săptămâni luni ani bucăți utilizatori
    kelime sayfa saat dakika gün hafta ay yıl kişi adet takipçi kullanıcı iş metre
    शब्द पेज पन्ने घंटे मिनट दिन हफ्ते महीने साल लोग फुट वर्ग मीटर किलो ग्राम बजे প্রতি শব্দ পৃষ্ঠা ঘণ্টা দিন মাস বছর টা জন গ্রাম কেজি বর্গফুট
    كلمة صفحة ساعة ساعات دقيقة يوم ايام أيام أسبوع اسابيع شهر سنة متر كيلو شخص مشترك متابع جرام
    字 页 頁 个 個 小时 小時 分钟 分鐘 天 周 月 年 人 米 公斤 次 张 張 条 條 件 位 平 呎 ページ 文字 語 時間 分 秒 日 週 ヶ月 枚 件 回 人 本 個 歳
    자 페이지 시간 분 초 일 주 개월 년 명 개 건 장 번 글자 từ trang giờ phút ngày tuần tháng năm người mét cái
    kata halaman jam menit hari minggu bulan tahun orang meter lembar buah biji pcs perkataan muka ชั่วโมง นาที วัน สัปดาห์ เดือน ปี คน หน้า คำ ชิ้น เมตร น
    kg. followers+ ппм zeilen rijen wiersze riadkov rader rader sidor ord timmar dagar veckor månader år stk sider timer dager
""")

MONTHS = _folded("""
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december
    enero ene febrero marzo abril abr mayo junio julio agosto septiembre octubre noviembre diciembre dic
    janeiro fevereiro fev março maio mai junho julho setembro outubro novembro dezembro dez
    janvier janv février févr mars avril avr juin juillet juil août aoû septembre octobre novembre décembre déc
    januar jän jänner februar märz mär mai juni juli oktober okt dezember
    gennaio gen febbraio maggio giugno giu luglio lug settembre ottobre ott dicembre
    января январь янв февраля фев марта март мар апреля апр мая май июня июн июля июл августа авг сентября сен сент октября окт ноября
    ноя декабря дек січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    januari februari maart juni juli augustus ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট
    يناير فبراير مارس ابريل أبريل مايو يونيو يوليو اغسطس أغسطس سبتمبر اكتوبر أكتوبر نوفمبر ديسمبر
    januari februari maret mei agustus desember มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
    tháng
""")

ZONES = _folded(
    "utc gmt est edt cst cdt mst mdt pst pdt cet cest bst ist aest aedt jst sgt hkt msk eet eest wib wat eat cat sast"
)
PAGES = _folded("pp pg page pages pag seite seiten s p pagina pagine páginas págs стр с str strony blz sayfa ss hal 第")
SURVEYS = _folded(
    "answers answer ratings rating scores score scale likert responses survey results votes cron crontab lotto lottery draw bonus numbers jackpot bingo "
    "respuestas loto lotería sorteo respostas sorteio réponses tirage antworten lottozahlen ergebnisse risposte estrazione "
    "ответы оценки баллы лото розыгрыш тираж odpowiedzi oceny losowanie antwoorden trekking răspunsuri cevaplar çekiliş jawaban undian"
)
