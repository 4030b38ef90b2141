"""Words that people say between the digits of one number.

Data; it knows nothing of texts. Folded when the module is imported.
"""

from habeas.detection.lexicon.numerals import plain_spelling


def _words(rows: str) -> frozenset[str]:
    return frozenset(plain_spelling(word).replace("-", " ") for word in rows.split())


SEPARATOR_WORDS = _words(
    """
    dot point dash hyphen slash space minus underscore period comma
    punto guion guión barra espacio coma raya
    ponto traço traco hífen espaço barra vírgula
    tiret point espace virgule slash trait-d-union
    punkt strich bindestrich minus leerzeichen schrägstrich
    trattino spazio barra virgola
    punct liniuță cratimă spațiu bară
    punt streepje koppelteken spatie
    точка тире дефис пробел черточка слеш
    крапка дефіс пробіл риска
    kropka kreska myślnik spacja łamane
    nokta tire çizgi boşluk
    titik strip spasi garis
    chấm gạch cách phẩy
    डॉट डैश बिंदु ডট نقطة شرطة فاصلة
    点 杠 横杠 空格 點 槓 ドット ハイフン の 점 대시 하이픈 จุด ขีด เว้น
    """
)
"""Names of signs: digits on both sides stand as close as with the sign itself."""

SEQUENCE_WORDS = _words(
    """
    then and finally next after that followed by last lastly ends ending with plus now also first second third comes
    come the it is s its goes again rest end starts start begins followed-by
    luego después despues entonces y por último ultimo finalmente sigue seguido de termina en al final más mas primero
    depois então e por fim finalmente seguido de termina em segue mais primeiro
    puis ensuite enfin et après apres finalement suivi de termine par fini d'abord
    dann und danach zuletzt anschließend gefolgt von am ende zum schluss schließlich weiter zuerst noch
    poi e infine dopo seguito da finisce con alla fine quindi prima
    apoi și si ș pe urmă la final urmat de după aceea
    dan en daarna vervolgens tot slot eindigt op
    потом затем и далее дальше потім наконец в конце после этого а ещё еще сначала тогда
    потім далі і й та нарешті після цього
    potem i następnie dalej na końcu wreszcie oraz później a
    sonra ve ardından en son sonunda
    फिर और उसके बाद आखिर में phir fir aur uske baad akhir mein
    তারপর এবং আর শেষে
    ثم و بعدها وبعدين بعدين وأخيرا واخيرا وبعدها
    terus lalu kemudian dan habis itu terakhir akhirnya lepas tu
    rồi sau đó tiếp theo và cuối cùng
    然后 再 接着 最后 后面 之后 然後 最後 接著 それから 次 最後 그리고 다음 마지막 แล้ว ต่อด้วย ตามด้วย และ
    tapos saka tsaka sunod
    """
)
"""Words that say that digits go on."""

THEN_WORDS = _words(
    "then luego después depois puis ensuite dann danach poi dopo potem następnie dan daarna apoi sonra phir फिर terus lalu"
    " потом затем далее потім далі ثم 然后 然後 再 次に followed"
)
"""Those that alone between two groups say that they are one number."""

AND_WORDS = _words("and y e et und i și en и та і va dan aur followed finally")
"""Those that say so between three groups."""
