"""Little words that tell in which language a sentence is written."""

FUNCTION_WORDS: dict[str, str] = {
    "en": "the a and is are of to in with for that this it its be have has on will was you your i we my can or if at from as do not by an our they yes much more than then there here what how when just also all so but about no could should would had were been which some any me us them he she his her only very into out up don t s re ll ve get got one now please let",
    "es": "el la los las que de y con para una un por pero como su se lo te mi es está en al del muy ya más tu qué si nos le puedo hay sin",
    "pt": "o a os as que de e com para uma um por mas como seu se te meu é está em ao do da no na muito já mais eu você não vc pra pro dos das",
    "fr": "le la les que de et avec pour une un par mais comme votre se vous je est en au du très déjà plus mon ne pas des ce cette nous sur il j l d c qu tu ton ta toi moi ça",
    "de": "der die das und ist mit für ein eine ich sie wir nicht zu von auf im den dem auch es du mir mich uns bei oder wenn noch dann per",
    "it": "il lo la gli le che di e con per una un ma come suo si è in al del molto già più mio non i della sono ho ti mi sul nel da",
    "nl": "de het een en is met voor ik je we niet te van op in den ook er u mij mijn bij of als nog dan via dat deze wij",
    "ro": "și cu pentru o un pe la de este e nu mai să din în sunt am îmi vă vi ce dar sau dacă ne la se îți",
    "pl": "i z na do w nie jest to się że o po przez za jak ale czy dla mi pan pani mam od u tylko już co albo",
    "tr": "ve bir bu için ile da de çok ben sen siz biz var yok ne mi daha ama gibi kadar olarak olur size bana beni",
    "vi": "và là của có cho tôi em anh chị bạn mình được không với này một các thì sẽ đã để nhé ạ ở qua rồi nha",
    "id": "dan yang di ke dari untuk dengan ini itu saya kamu anda kita bisa ada tidak gak ya aku akan juga sudah kalau nya pak kak mas",
    "hi": "hai hain ka ki ke ko se mein aur par kya main hum aap nahi toh bhi ho yeh woh kar karo mujhe mera apna pe liye है हैं का की के को से में और पर क्या मैं हम आप नहीं तो भी हो यह कर मुझे मेरा अपना लिए",
    "ru": "и в не на я что с по это как мы вы у за из для но к же мне вам так от могу если без",
    "uk": "і в не на я що з по це як ми ви у за із для але до ж мені вам так від можу якщо без та є",
}
"""By the language's ISO 639 code; languages with a script of their own need none."""

FUNCTION_CHARACTERS: dict[str, str] = {"zh": "的了我你您是在们們吗嗎就也都这這那和", "ja": "のはがをにでですますとも"}
"""The same for languages that share a script and write no spaces."""
