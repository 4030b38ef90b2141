"""Words around a name: what announces it, what invites to use it, what says it is somebody's work or code.

Written naturally and folded at import. Scripts without spaces are matched anywhere.
"""

import re
from collections.abc import Iterable

from habeas.detection.alternatives import alternatives
from habeas.detection.expressions import regex
from habeas.detection.normalize import fold

_UNSPACED = regex("[\u0900-\U0010ffff]")
_FIRST_IN_ASCII, _LAST_IN_ASCII = regex(r"[a-z0-9]+"), regex(r"[a-z0-9]+$")
_LETTER = "[a-z0-9\u0370-\u06ff]"
"""Letters of scripts that part words; others may touch a word."""


def _folded(words: Iterable[str]) -> list[str]:
    return sorted({fold(word.strip())[0] for word in words if word.strip()}, key=lambda word: (-len(word), word))


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words: whole ones, or for scripts without spaces anywhere."""
    folded = _folded(words)
    spaced = [word for word in folded if not _UNSPACED.search(word)]
    unspaced = [re.escape(word) for word in folded if _UNSPACED.search(word)]
    any_spaced = alternatives(spaced).replace(r"\ ", r"[\s\-]{1,2}") if spaced else ""
    whole = [rf"(?<!{_LETTER}){any_spaced}(?!{_LETTER})"] if spaced else []
    return f"(?:{'|'.join(whole + unspaced)})"


def first_in_ascii(words: Iterable[str]) -> frozenset[str]:
    """Return the letters and figures in ASCII with which the words begin; the native reader looks them up first."""
    return frozenset(match.group() for word in _folded(words) if (match := _FIRST_IN_ASCII.match(word)))


def last_in_ascii(words: Iterable[str]) -> frozenset[str]:
    """Return the letters and figures in ASCII with which the words end."""
    return frozenset(match.group() for word in _folded(words) if (match := _LAST_IN_ASCII.search(word)))


ANNOUNCERS = (
    "arobase|chiocciola|klammeraffe|apenstaartje|małpa|собака|собачка|песик|равлик|at sign|id|ids|i d|user id|userid|user|username|user name|usernames|handle|nick|nickname|nik|nickneym|screen name|login|tag|gamertag|gamer tag|account name|acct|acc|alias|uname|usr|name is|named|called|contact|contacts"
    "|usuario|nombre de usuario|nombre|apodo|mi usuario|nome de usuario|nome de utilizador|utilizador|arroba|pseudo|pseudonyme|identifiant|nom d'utilisateur|benutzername|benutzer|nutzername|nutzer|kennung|nome utente|utente"
    "|gebruikersnaam|gebruiker|gebruikers naam|kullanici adi|kullanıcı adım|kullanıcı|uzytkownik|użytkownika|nazwa uzytkownika|nazwa|pod nickiem|pod nazwa|felhasznalonev|uzivatel|prezdivka|utilizator|anvandarnamn|brukernavn|brugernavn"
    "|ник|ником|никнейм|никнейме|никнэйм|логин|юзер|юзернейм|юзернеим|аккаунт|контакт|контакты|ид|айди|айдишник|нік|нікнейм|логін|акаунт|юзернейму|нику"
    "|يوزر|يوزري|اليوزر|معرف|المعرف|معرفي|ايدي|حسابي|اسم المستخدم|اسمي|आईडी|आइडी|यूज़रनेम|यूजरनेम|हैंडल|আইডি|ইউজারনেম|ไอดี|ไอดีคือ|ชื่อ|아이디|아이디는|닉네임|계정|ユーザー名|アカウント|アカウント名|ハンドル|号|号是|号码|号码是|帐号|账号|帳號|账户|用户名|同名|同号|搜|搜索|一样的名字|ten nick|tai khoan|ten la|nama pengguna|nama akun|akun|username nya|usernamenya|idnya"
).split("|")
"""Words after which a name follows."""

SIGN_BEFORE_NAME = (
    "arroba|arobase|chiocciola|klammeraffe|apenstaartje|małpa|собака|собачка|песик|равлик|at sign|kukac|골뱅이|アットマーク|圈a|艾特"
).split("|")
"""What people call the sign before a name."""

NUMBERED_IDS = "ไอดี|号|號|아이디|айди".split("|")
"""Words after which an id of figures may follow."""

ADDING = (
    "add|follow|message|msg|dm|pm|look up|hit up|find|agrega|añade|sigue a|adiciona|segue|ajoute|ajoutez|suis|schreib an|folge|adde|aggiungi|segui|dodaj|добавь|добавьте|найди|найдите|додай|додайте|ekle|tambah|แอด|加"
).split("|")
"""Words right before a name to be added."""

LINKING_WORDS = (
    "app|is|it's|its|it is|i'm|im|i am|i go by|go by|at|as|under|by|with|to|the|just|search|search for|look for|look up|look me up|find|find me|add|add me|me|my|mine|there|for|of|on|and|here|here's|here is|this|this is|that's|our|use|using|type|message|dm|hmu|ping|ask for|you can|you|can|reach|contact me|at the|in|via|profile|account|page"
    "|soy|es|mi|como|estoy|aparezco|me|busca|buscame|búscame|por|con|el|la|de|agrega|agregame|en|perfil|cuenta|pagina|página|sou|meu|minha|é|e|o|no|na|com|procura|perfil|conta|je suis|c'est|mon|ma|sous|le nom|comme|avec|le|profil|compte|moi|sur"
    "|ist|heisse|heiße|heiß|heißt|nennt sich|unter|als|mein|meine|bin|da|ich|ich bin|dort|der|die nummer|lautet|name|profil|konto|sono|come|il|mio|il mio|la mia|mia|con|cerca|cercami|nome|profilo|è|jako|jestem|pod|mój|moj|moja|mam|to|szukaj|ben|adim|adım|hesabim|hesabım|hesap|benim|profilim|als|mijn|ik ben|onder|heet|is het"
    "|как|я|мой|моя|мое|это|под|под именем|по|ищи|ищите|найди|найдите|можно|там|меня|в поиск|в поиске|поиске|зовут|профиль|страница|напиши|пиши|пишите|написать|писать|сюда|мій|мене|шукай|шукайте|це|профіль|він"
    "|هو|هي|انا|أنا|باسم|على|اسم|عندي|خاص|है|हूँ|मेरा|मेरी|पर|पे|में|नाम|से|खोज लो|खोजें|खोजो|ढूंढ लो|ढूंढो|खोज|করো|আমার|নাম|এ|mera|meri|hai|hoon|pe|par|naam|se|dhundo|khojo|karo|kar lo|คือ|ที่|ของผม|ของฉัน|นะ|ครับ|ค่ะ|แอด|ทัก|เพิ่ม|是|我|我的|加|加我|叫|为|為|搜我|找我|在|用|の|は|が|です|私の|で|を|検索|는|은|이|제|저|로|으로|검색|추가|là|của|mình|tôi|em|anh|tên|tìm|adalah|saya|aku|nama|namanya|cari|ini|di|pakai|dengan"
).split("|")
"""Words that may stand between an app and a name without saying that a name follows."""

INVITATIONS = (
    "add me|find me|finds me|message me|msg me|text me|dm me|pm me|dm's|reach me|reach us|contact me|contact us|hit me up|hmu|ping me|write me|write to me|follow me|follow us|search for me|search me|look me up|look for me|chat me|chat with me|talk to me|catch me|get me on|i'm on|im on|i am on|drop me|call me|buzz me|connect with me|you can find|you can reach|you'll find me|friend me|inbox me|shoot me|add my|hop on|come to|see me on|let's talk|lets talk|let's chat|lets chat|message us|dm us|drop by"
    "|agregame|agrégame|agregueme|añademe|anademe|buscame|búscame|escribeme|escríbeme|escribime|contactame|contáctame|hablame|háblame|sigueme|sígueme|me encuentras|me encontras|encuentrame|encuéntrame|estoy en|mandame|hablemos|ubicame"
    "|me adiciona|me add|me chama|me chame|chama no|chama la|me acha|me procura|me procure|me segue|fala comigo|me manda|me encontra|procura por"
    "|ajoute moi|ajoutez moi|retrouvez moi|retrouve moi|contactez moi|contacte moi|ecris moi|ecrivez moi|écris-moi|rejoins moi|rejoignez moi|cherchez|trouvez moi|suis moi|moi sur"
    "|adde mich|kontaktiere mich|kontaktiert mich|kontaktieren sie mich|schreib mir|schreibt mir|schreiben sie mir|such mich|suche mich|suchen sie mich|findest mich|findest du mich|finden sie mich|füge mich|folg mir|folge mir|melde dich|melden sie sich|erreichst mich|erreichst du mich|erreichen sie mich|anfragen|schreib|bin auf|heiße"
    "|mi trovi|mi trovate|aggiungimi|scrivimi|scrivetemi|contattami|contattatemi|cercami|cercatemi|seguimi|sentiamoci|voeg me|voeg mij|app me|stuur me|vind me|zoek me|volg me|bericht me|dodaj mnie|napisz|napiszcie|znajdz mnie|znajdź mnie|znajdziesz mnie|pisz na|pisz do|pisz|szukaj mnie|odezwij"
    "|добавь|добавьте|добавляй|добавляйся|добавляйтесь|пиши|пишите|пишем|напиши|напишите|написать|найди меня|найдите меня|найди|найдите|ищи|ищите|свяжись|свяжитесь|связь|стучи|стучите|стучись|обращайтесь|обращайся|мне|меня|контакт|контакты|я в|пишіть|напиши|напишіть|знайди|знайдіть|додай|додавай|шукай|шукайте|мене|зв'язок"
    "|scrie mi|scrieti mi|scrieți-mi|gasesti|găsești|ma gasesti|adauga ma|cauta ma|contacteaza ma|ekle|ekleyin|yaz|yazın|yazabilirsin|ulaş|ulaşın|bul|takip et|irj ram|irj|keress|talalsz|napis mi|napiste mi|najdes me|pridaj si ma|pridej si me|lagg till mig|skriv till|skriv till mig|legg meg til|tilfoj mig|lisaa minut"
    "|راسلني|راسلوني|كلمني|ضيفني|تواصل|تواصلوا|اضفني|أضفني|ابحث عني|تابعني|خاص|खोज लो|खोजो|ढूंढ|मैसेज|जोड़|संपर्क|বন্ধু|খুঁজ|মেসেজ|add kar|add karo|message kar|msg kar|msg karo|msg karna|message karo|dhundo|ket ban|kết bạn|nhan tin|nhắn tin|nhắn|tim minh|tìm|inbox|ib minh|add minh|hubungi|chat aku|chat saya|add aku|cari aku|cari saya|dm aku|dm saya|kontak|tambah saya"
    "|แอด|ทัก|ติดต่อ|เพิ่มเพื่อน|สนใจ|加我|加个|加微信|加微|加v|加vx|加qq|联系我|聯絡我|找我|搜|添加|私信|私聊|加好友|追加|連絡|探して|検索|フォロー|추가|연락|친추|검색|찾아|문의"
).split("|")
"""Words that ask the reader to come to the author."""

OWN_WORDS = (
    "my|mine|mi|mis|meu|minha|mon|ma|mein|meine|mio|mia|mijn|mój|moj|moja|moje|мой|моя|моё|мое|мій|моя|моє|benim|мои|mera|meri|मेरा|मेरी|আমার|حسابي|i'm|im|i am|soy|sou|je suis|ich bin|sono|ik ben|jestem|я|jsem|sunt|ben|là mình|saya|aku|我|我的|私の|제|내|ของผม|ของฉัน"
).split("|")
"""Words that say the name is the author's own."""

PREPOSITIONS = (
    "on|in|at|via|over|through|using|from|my|the|en|por|mi|el|la|no|na|pelo|meu|do|sur|via|mon|le|auf|bei|über|ueber|im|in|bei|su|sul|di|op|via|na|w|do|в|во|на|у|через|із|з|pe|la|de|da|ta|te|den|dan|على|في|عبر|पर|पे|में|এ|ở|trên|qua|di|lewat|ใน|ทาง|上|的|で|の|に|에서|에|app"
).split("|")
"""Words between a name and the app it is for."""

SAME_NAME = (
    "same name|same username|same user name|same user|same handle|same nick|same nickname|same id|same as here|same as my username|same username as|same name as|identical name|my username here|my name on here|username as here|name as here"
    "|mismo nombre|mismo usuario|mismo nick|igual que aqui|igual que acá|con el mismo nombre|mesmo nome|mesmo usuario|mesmo user|mesmo nick|mesmo arroba|igual aqui|meme nom|meme pseudo|même nom que|pareil qu'ici|gleicher name|gleichem namen|gleichen namen|selber name|selben namen|gleicher nick|gleicher benutzername|wie hier"
    "|stesso nome|stesso nick|stesso utente|come qui|zelfde naam|dezelfde naam|zelfde gebruikersnaam|ten sam nick|ta sama nazwa|tym samym nickiem|pod ta sama nazwa|taki sam nick|tak samo jak tu|aynı isim|aynı isimle|aynı ad|aynı kullanıcı adı|acelasi nume|același nume"
    "|тот же ник|тем же ником|такой же ник|под тем же именем|то же имя|таким же ником|ник тот же|как здесь|тот самый ник|той самий нік|такий самий нік|той же нік|نفس الاسم|نفس اليوزر|نفس المعرف|बस यही नाम|यही नाम|same naam|wahi naam|একই নাম|ชื่อเดียวกัน|同名|同号|同id|同一个名字|名字一样|一样的名字|同じ名前|同じid|같은 이름|같은 아이디|동일 아이디|cùng tên|nama yang sama|nama sama"
).split("|")
"""Words that announce a name without writing it: it is the one that the member has here."""

FIND_BY_NAME = (
    "look me up as|look me up under|look for me as|look for me under|find me as|find me under|find me by|search for me as|search me as|search my name|i'm listed as|add me as|add me under"
    "|buscame como|búscame como|agregame como|me encuentras como|me encontras como|me procura como|me acha como|me adiciona como|retrouvez-moi sous|retrouve-moi sous|cherchez|such mich unter|suchen sie mich unter|findest mich unter|finden sie mich unter|mi trovi come|cercami come|zoek me op als|znajdziesz mnie jako|szukaj mnie jako"
    "|ищи меня как|ищите меня как|найдите меня как|найди меня как|шукайте мене як|beni olarak bul"
).split("|")
"""Words after which the author's full name follows, to be looked up."""

MAYBE_BY_NAME = (
    "search for|search|find|look up|look for|listed as|i am|i'm|under the name|by the name|named|estoy como|aparezco como|soy|busca|procura|sou|sous le nom|je suis|unter dem namen|such nach|suche nach|suchen sie nach|ich heisse|sono|cerca|zoek op|zoek|szukaj|ищите|ищи|под именем|я там|шукайте|під іменем|adıyla|isminde"
).split("|")
"""Words after which a full name may follow, when it is written as one."""

LOOKED_UP_AS = (
    "i go by|my name there is|my name is|name is|ich heisse dort|ich heisse|mi chiamo|nazywam sie|me llamo|me chamo|je m'appelle|я там|as|under|under the name|by the name|listed as|search for|search|look for|como|busca|sous|sous le nom|cherche|unter|als|such nach|come|cerca|zoek op|jako|szukaj|как|под именем|ищи|ищите|під іменем|olarak|adıyla"
).split("|")
"""Words between an app and a full name to be looked up there."""

SOFTWARE_WORDS = (
    "integrate|integrating|integration|api|apis|bot|bots|widget|widgets|handler|webhook|webhooks|sdk|library|libraries|module|script|function|plugin|wrapper|endpoint|endpoints|build|develop|developer|column|table|field|parameter|token|login|oauth|auth|database|server|backend|frontend|code|class|repo|package|import|pipeline|automate|automation|интеграция|интегрировать|бот|бота|скрипт|разработать|integrar|integración|integração|intégrer|intégration|integrieren|integrare|integratie|entegrasyon|集成|接口|연동|連携"
).split("|")
"""Words of software being made, in which a word beside an app's name is a part of it."""

WORK_ON_A_BRAND = (
    "posts|reels|stories|captions|carousels|content|design|create|edit|promote|promoting|manage|managing|management|manager|run|running|grow|growing|growth|schedule|scheduling|audit|auditing|analyze|analyse|analysis|scrape|scraping|scraper|crawl|monitor|track|rebrand|redesign|content for|posts for|post to|posting|ads for|campaign for|followers|engagement|verify|verification|recover|hashtags"
    "|gestionar|gestion|administrar|community manager|hacer crecer|publicaciones para|gerenciar|gestao|gerir|animer|gerer|gérer|betreuen|betreuung|verwalten|bespielen|gestire|gestione|beheren|prowadzenie|prowadzić|вести|ведение|продвижение|раскрутка|раскрутить|парсинг|парсить|yönet|yönetimi|إدارة|प्रबंधन|quản lý|kelola|mengelola|运营|運營|運用|관리"
).split("|")
"""Words of a task whose object is somebody's account."""

NAMED_AS_EXAMPLE = (
    "competitor|competitors|inspiration|inspired by|similar to|something like|like this|such as|example|for example|e g|eg|reference|accounts like|pages like|profiles like|ejemplo|por ejemplo|parecido a|como por ejemplo|exemplo|por exemplo|parecido com|exemple|par exemple|zum beispiel|beispiel|ähnlich wie|z b|esempio|simile a|voorbeeld|bijvoorbeeld|przykład|na przykład|podobne do|например|пример|похоже на|как у|наприклад|örnek|gibi|مثل|जैसे|contoh|seperti|ví dụ|như|例如|比如|例えば|예를 들어"
).split("|")
"""Words that say a name is pointed at, not given."""

OTHERS_POSSESSIVES = (
    "our|their|his|her|the client's|client's|clients|the brand's|brand's|company's|the company|this account|these accounts|the account|accounts like|pages like|profiles like|store's|shop's|the page|nuestro|nuestra|su|sus|nosso|nossa|notre|leur|unser|unsere|unseren|ihr|nostro|nostra|onze|nasz|naszego|наш|наша|нашего|нашу|их|його|bizim"
).split("|")
"""Words that say the account is not the author's own person's."""

CODE_NAMES = frozenset(
    "override nullable notnull nonnull transactional requestmapping getmapping postmapping putmapping deletemapping patchmapping restcontroller controller service repository component autowired bean configuration"
    " springbootapplication entity table column id generatedvalue onetomany manytoone manytomany onetoone joincolumn valid validated requestbody requestparam pathvariable value qualifier primary scope lazy"
    " test beforeeach aftereach beforeall afterall before after parametrizedtest parameterizedtest mock mockbean injectmocks spy suppresswarnings deprecated functionalinterface safevarargs data getter setter builder noargsconstructor allargsconstructor slf4j"
    " inject injectable module input output viewchild contentchild hostlistener hostbinding ngmodule pipe directive useguards useinterceptors body param query headers get post put delete patch all prop watch emit state published observedobject stateobject environmentobject binding main objc escaping discardableresult available ibaction iboutlet testable viewbuilder composable preview"
    " property staticmethod classmethod dataclass abstractmethod overload cached_property lru_cache wraps contextmanager pytest app.route app.get app.post router.get router.post login_required api_view receiver task celery shared_task jit njit"
    " media import keyframes font-face charset supports namespace page layer container include mixin extend use forward function return if else each for while tailwind apply screen variants"
    " param params returns throws exception author see since todo version link code brief note typedef type template callback example private public protected readonly constant namespace memberof event fires listens async generator yields"
    " click submit change keyup keydown model bind slot if foreach endif section yield extends csrf php auth guest json method error stack push isset empty switch case endforeach endsection vite livewire"
    " echo off rem cacheable scheduled async eventlistener kafkalistener mapper select insert update aspect around pointcut query modifying enablewebsecurity preauthorize secured rolesallowed path produces consumes provides singleton hiltviewmodel androidentrypoint serializable serialname keep rpath loader_path executable_path"
    .split()
)  # fmt: skip
"""Decorators, annotations, at-rules and tags of documentation comments: code, not people."""

PACKAGE_SCOPES = frozenset(
    "angular ngrx ngx-translate types nestjs babel mui material-ui react-native react-navigation react-native-community react-native-firebase react-three react-spring react-hook-form react-email reduxjs redux-saga vue vueuse vitejs nuxt nuxtjs pinia vitest sveltejs solidjs remix-run astrojs next nextui-org"
    " aws-sdk aws-amplify aws-cdk google-cloud google-analytics googlemaps googleapis firebase supabase prisma tanstack trpc hookform radix-ui headlessui heroicons tailwindcss chakra-ui shadcn fortawesome ant-design emotion stitches storybook testing-library sentry datadog opentelemetry"
    " shopify wordpress woocommerce stripe paypal octokit apollo graphql graphql-tools graphql-codegen urql hapi fastify koa socket typescript-eslint eslint rollup esbuild parcel webpack swc jest playwright cypress commitlint semantic-release changesets lerna nx nrwl rushstack"
    " expo expo-google-fonts ionic ionic-native capacitor capacitor-community awesome-cordova-plugins azure microsoft openzeppelin nomicfoundation nomiclabs uniswap solana metaplex metaplex-foundation project-serum coral-xyz ethersproject web3-react web3modal walletconnect rainbow-me wagmi metamask chainlink truffle"
    " clerk auth0 okta vercel netlify cloudflare sanity strapi contentful directus medusajs payloadcms tiptap lexical dnd-kit xyflow turf mapbox deck visx nivo fullcalendar kendo-ui syncfusion devexpress progress telerik ckeditor tinymce uiw codemirror monaco-editor"
    " langchain openai anthropic-ai huggingface tensorflow mediapipe xenova pinecone-database discordjs slack twilio sendgrid mailchimp hubspot zendesk notionhq linear atlassian gitlab github actions docker sinclair"
    .split()
)  # fmt: skip
"""Scopes of published packages: `@scope/package`."""

CODE_CONTEXT = (
    "npm|yarn|pnpm|npx|package.json|package|packages|import|imports|decorator|decorators|annotation|annotations|annotated|java|kotlin|spring|junit|typescript|javascript|angular|nestjs|react|swift|swiftui|python|dataclass|css|scss|sass|less|tailwind|jsdoc|phpdoc|javadoc|docblock|blade|laravel|vue|class|method|endpoint|dependency|dependencies|compiler|lint|eslint|bean|dto|декоратор|декораторы|декораторів|аннотация|аннотации|пакет|декоратори|anotación|decorador|annotationen|dekorator|注解|装饰器|アノテーション|デコレータ|어노테이션|데코레이터"
).split("|")
"""Words of texts about code."""

EVERYBODY = frozenset("here everyone channel all team everybody online admin admins mods todos all-hands".split())
"""Names that call a whole room."""
