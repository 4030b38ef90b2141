"""Words by which people say what a contact is for, in the languages of marketplaces.

Written as people write them; folded where they are compiled. A word stands for all words that begin
with it; before `$` for itself alone; after `*` also for compounds that hold it. Words of scripts
without spaces, and of Arabic script (its articles are joined on), stand anywhere.
"""

from typing import Final

PAY: Final = """
pay$|paying|pays$|paid|payment|invoice|bank transfer|wire transfer|deposit|cash$
pago|pagar|pagament|transferencia bancaria|factura|cobr|paiement|payer|virement|facture|zahl|*bezahl|überweis|*rechnung
pagare|bonifico|fattura|betal|*factuur|overboek|*faktur|płat|*płac|zapłat|przelew|оплат|платеж|платить|заплат|рахунок
ödeme|havale|plată|plăti|platb|platit|fizet|πληρωμ|pembayaran|bayar|membayar|thanh toán|chuyển khoản|भुगतान|पेमेंट
دفع|تحويل بنكي|پرداخت|ادائیگی|付款|支付|转账|支払|振込|결제|송금|ชำระ|โอนเงิน|পেমেন্ট
"""

PAY_SERVICES: Final = (
    "paypal|venmo|cash app|cashapp|zelle|wise$|revolut|payoneer|iban$|pix$|upi$|bizum|blik|bitcoin|usdt|crypto"
)
"""Names that also belong to tools: they say payment only where nothing else is said."""

TALK: Final = """
chat|talk|speak|call me|call you|call us|call him|call her|a call|quick call|phone call|video call|zoom call|by phone
meeting|to meet|meet up|google meet|interview|communicat|get in touch|stay in touch|keep in touch|reach me|reach out
reach you|text me|text you|message me|message you|correspond
hablar|charl|chatear|llamar|llamada|llámame|comunic|reunión|reunirnos|contactarme|contactarnos
falar|conversa|bater papo|ligar|ligação|chamada|reunião|pelo zap|no zap
parler|discuter|appel|bavarder|me joindre|vous joindre|te joindre|rendez-vous|réunion
zu reden|reden wir|sprechen|plaudern|telefonier|*anruf|kommunikation|besprechung|erreichbar
mich erreichen|dich erreichen
parlare|parliam|chiacchier|chiamar|chiamata|riunione|praten|bellen|telefoner|overleg|prata|ringa|snakk|ringe
porozmawia|rozmow|dzwoni|zadzwoni|spotkani|общат|общени|поговор|разговор|созвон|позвон|звонк|звонит|связат|связи
спілкува|поговори|зв'язат|зв'язку|зателефон|konuşmak|görüşmek|sohbet|aramak|toplantı|vorbi|mluvit|volat|hovor
beszél|felhív|μιλήσ|μιλάμε|τηλεφων|επικοινων|berbicara|mengobrol|ngobrol|menelepon|menghubungi|nói chuyện|gọi điện
liên lạc|trao đổi|बात कर|फ़ोन कर|कॉल कर|बातचीत|تواصل|اتصال|نتحدث|محادثة|مكالمة|تماس بگیر|صحبت|بات کر
聊天|沟通|通话|打电话|話す|話し|通話|대화|통화|채팅|พูดคุย|คุย|কথা বল
"""

CONTACT: Final = """
contact|phone|telephone|whatsapp|skype|telegram|viber|wechat|discord|zoom|to reach|kontakt|teléfono|telefon|téléphone
contatt|contat|iletişim|контакт|телефон|kapcsolat|hubung|kontak|liên hệ|điện thoại|संपर्क|फ़ोन|الاتصال|هاتف|تماس|رابطہ
联系|聯繫|电话|連絡|電話|연락|전화|ติดต่อ|โทร|যোগাযোগ|ফোন
"""
"""Nouns of contact: denied, they say "not for contact"; alone, that it is for talking."""

LEGAL: Final = """
nda|non-disclosure|nondisclosure|confidentiality agreement|legal|by law|law require|licence|license|background check
w-9|w9|w-8|tax form|tax id|compliance|kyc|identity verif|identity check|right to work|proof of identity|docusign
e-sign|insurance|regulat|police check|court|contract law
confidencialidad|por ley|exige la ley|licencia|antecedentes|verificación de identidad|confidencialidade|por lei|licença
confidentialité|obligation légale|par la loi|casier judiciaire|vérification d'identité|légal
*geheimhaltung|verschwiegenheit|vertraulichkeit|gesetzlich|gewerbeschein|*führungszeugnis|identitätsprüfung|rechtlich
riservatezza|per legge|dalla legge|licenza|geheimhouding|wettelijk|*vergunning|sekretess|enligt lag|tausheds|taushets
poufnoś|prawem|prawo|niekaralno|licencj|неразглашен|конфиденциал|по закону|законом|лицензи|нерозголош|ліценз
gizlilik|yasal|ruhsat|confidențialit|conform legii|mlčenlivost|ze zákona|titoktartás|törvény|εχεμύθεια|από το νόμο
kerahasiaan|hukum|bảo mật|pháp luật|giấy phép|गोपनीयता|कानून|लाइसेंस|سرية|القانون|ترخيص|محرمانگی|قانون
保密|法律|营业执照|秘密保持|法令|許可証|비밀유지|법적|법률|사업자등록|รักษาความลับ|กฎหมาย|ใบอนุญาต|গোপনীয়তা|আইন
"""

TOOL_ACCESS: Final = """
access|invit|login|log in|log-in|sign in|add you to|add me to|add them to|added to|grant|permission|workspace|portal
dashboard|repositor|read-only|view only|view rights|viewer|shared folder|share the folder|shared drive|google drive
dropbox|google analytics|search console|ads account|tag manager|github|gitlab|bitbucket|jira|notion|trello|asana|figma
hubspot|shopify|wordpress|staging|sandbox|api key|scoping|to scope|estimate the work|collaborator
acceso|repositorio|permiso|acesso|convite|convidar|permissão|accès|dépôt de code|autorisation
*zugang|*zugriff|*einladung|einladen|einzuladen|freischalt|*freigabe|freigeben|accesso|permesso
*toegang|uitnodig|uitgenodigd|*tillgång|*åtkomst|inbjud|*adgang|*tilgang|dostęp|zapros|zaprasz|uprawnie|repozytori
доступ|приглаш|пригласи|репозитор|запроси|запрош|erişim|davet|yetki|acces|přístup|pozvánk|pozvat|*hozzáférés|meghív
πρόσβαση|πρόσκληση|akses|mengundang|undangan|truy cập|lời mời|quyền xem|एक्सेस|पहुँच|आमंत्र|न्योता
الوصول|وصول|دعوة|صلاحي|دسترسی|دعوت|رسائی|访问|權限|权限|邀请|邀請|アクセス|招待|権限|접근|초대|권한|액세스
เข้าถึง|สิทธิ์|เชิญ|অ্যাক্সেস|আমন্ত্রণ
"""

DELIVERY: Final = """
deliver|shipping|shipment|ship the|ship to|parcel|courier|carry out the order|fulfil|complete the order|order page
for the order|pick up|pick-up|pickup|send the goods|send the item|on-site work
entrega|entregar|envío|enviar el|paquete|recoger|realizar el pedido|encomenda|envio do|livrais|livrer|expédi|colis
commande|*liefer|*versand|*paket|zustell|abhol|für die bestellung|consegn|spedi|pacco|corriere|bezorg|*levering|verzend
leverans|frakt|dostaw|wysyłk|paczk|kurier|доставк|отправк|посылк|курьер|выполнения заказа|відправ|kargo|teslim
livrar|colet|doručen|dodání|zásilk|szállít|kézbesít|csomag|παράδοση|αποστολή|δέμα|pengiriman|kirim barang
giao hàng|vận chuyển|डिलीवरी|पार्सल|توصيل|تسليم|شحن|طرد|تحویل|ارسال کالا|送货|发货|交付|快递|配送|納品|発送|荷物
배송|택배|납품|จัดส่ง|ส่งของ|พัสดุ|ডেলিভারি
"""

NEGATION: Final = """
not|isn't|isnt|aren't|don't|dont|won't|never|neither|without|nothing|nunca|sin|não|nem|sem|pas|non|sans|aucun|jamais
nicht|kein|keine|keinen|keiner|nie|ohne|senza|niet|geen|zonder|inte|ingen|ikke|uden|uten|bez|не|нет|без|ні|değil|fără
není|nejsou|nincs|δεν|όχι|χωρίς|bukan|tidak|tanpa|không|chẳng|नहीं|ليس|ليست|لا|غير|بدون|نیست|نہیں|নয়|না
*不是|*不用|*非|*没有|*ではない|*ではありません|*じゃない|*ないです|*아닙|*아니|*않|*ไม่
no es|no son|no para|no se|no quiero|no contact|no chat|no calls|no phone|no talk|no messages|no way
"""
"""Whole words; "no" alone is Portuguese for "in the"."""

NOT_ONLY: Final = """
not only|not just|no solo|no sólo|não só|não apenas|pas seulement|nicht nur|non solo
niet alleen|не только|nie tylko
"""

HERE: Final = """
here|on the platform|on this platform|on platform|on-platform|this site|the site|on upwork|on fiverr|this chat
inside the app|in the app|aquí|en la plataforma|na plataforma|ici|sur la plateforme|hier|auf der plattform
qui sulla|qui in chat|sulla piattaforma|op het platform|här på|här i|på plattformen|her på|på platformen|tutaj
na platformie|здесь|тут|на платформе|на сайте|на платформі|burada|platformda|aici|pe platformă
zde|tady|itt|a platformon|εδώ|στην πλατφόρμα|di sini|ở đây|trên nền tảng|यहीं|यहाँ|*هنا|*على المنصة|*اینجا|*یہاں
*这里|*平台上|*ここ|*プラットフォーム|*여기|*플랫폼|*ที่นี่|এখানে
"""

INVITATION: Final = """
whatsapp me|whatsapp us|telegram me|skype me|text me|call me|ring me|phone me|chat with me|reach me|contact me|dm me
ping me on|find me on|message me on|let's talk|let's chat|let's continue|continue on whatsapp|continue on telegram
escríbeme|llámame|contáctame|hablemos|háblame|me chama|me chame|me liga|me ligue|chama no|fale comigo
appelle-moi|appelez-moi|contacte-moi|contactez-moi|joignez-moi|ruf mich|rufen sie mich|kontaktier mich
kontaktieren sie mich|erreichst mich|erreichen sie mich|chiamami|scrivimi|contattami|mi chiami|bel me|bel mij|app me
ring mig|ring meg|zadzwoń|napisz do mnie|dzwoń|позвони|напиши мне|напишите мне|пишите мне|пиши мне|звоните|пишите в
пиши в|свяжитесь|зателефонуй|напишіть мені|beni ara|bana yaz|ulaş bana|sună-mă|scrie-mi|zavolej mi|napiš mi
hívj fel|írj nekem|πάρε με|hubungi saya|telepon saya|gọi cho tôi|nhắn cho tôi|liên hệ với tôi|मुझे कॉल|मुझे मैसेज
اتصل بي|راسلني|تواصل معي|به من زنگ|به من پیام|مجھے کال|加我|联系我|聯繫我|打给我|電話して|連絡ください|連絡して
전화 주세요|연락 주세요|연락주세요|โทรหา|แอดไลน์|আমাকে কল
"""
"""Asking the reader to use a contact to talk: what a declared purpose other than talking denies (F4)."""
