"""Number words and characters of the scripts that are written without spaces.

Data for `habeas.detection.numerals`; it knows nothing of texts.
"""

from habeas.detection.normalize import fold

HAN: dict[str, str] = {
    **dict.fromkeys("〇零○洞", "0"),
    **dict.fromkeys("一壹弌幺么", "1"),
    **dict.fromkeys("二贰貳弍两兩", "2"),
    **dict.fromkeys("三叁參参仨", "3"),
    **dict.fromkeys("四肆", "4"),
    **dict.fromkeys("五伍", "5"),
    **dict.fromkeys("六陆陸", "6"),
    **dict.fromkeys("七柒漆", "7"),
    **dict.fromkeys("八捌", "8"),
    **dict.fromkeys("九玖", "9"),
    **dict.fromkeys("十拾", "x10"),
}
"""Chinese and Japanese characters for digits, with the formal and the spoken ones."""


def _table(**rows: str) -> dict[str, str]:
    words = {}
    for name, row in rows.items():
        for spelling in row.split():
            words[fold(spelling)[0]] = name.removeprefix("d").replace("x", "x1")
    return words


KANA: dict[str, str] = _table(
    d0="ゼロ ぜろ れい レイ まる マル",
    d1="いち イチ わん ワン",
    d2="に ニ つー ツー",
    d3="さん サン すりー スリー",
    d4="よん ヨン し シ ふぉー フォー",
    d5="ご ゴ ふぁいぶ ファイブ",
    d6="ろく ロク しっくす シックス",
    d7="なな ナナ しち シチ せぶん セブン",
    d8="はち ハチ えいと エイト",
    d9="きゅう キュウ く ク ないん ナイン",
)
THAI: dict[str, str] = _table(
    d0="ศูนย์ สูน ซีโร่",
    d1="หนึ่ง นึง เอ็ด",
    d2="สอง ยี่ โท",
    d3="สาม",
    d4="สี่",
    d5="ห้า",
    d6="หก",
    d7="เจ็ด",
    d8="แปด",
    d9="เก้า",
    x0="สิบ",
)
HANGUL_SYLLABLES: dict[str, str] = {
    **dict.fromkeys("영공빵령", "0"),
    "일": "1",
    "이": "2",
    "삼": "3",
    "사": "4",
    "오": "5",
    **dict.fromkeys("육륙", "6"),
    "칠": "7",
    "팔": "8",
    "구": "9",
}
HANGUL_WORDS: dict[str, str] = _table(
    d0="제로 지로",
    d1="하나 원",
    d2="둘 투",
    d3="셋 쓰리",
    d4="넷 포",
    d5="다섯 파이브",
    d6="여섯 식스",
    d7="일곱 세븐",
    d8="여덟 에잇",
    d9="아홉 나인",
)
HANGUL_PARTICLES: tuple[str, ...] = ("입니다", "이에요", "예요", "이요", "으로", "로", "번", "에", "요")
"""What may follow the digits in the same word."""
