"""Providers of mailboxes: their domains, and how their names are said and spelled."""

from collections.abc import Mapping

from habeas.detection.lexicon.listing import listed
from habeas.detection.normalize import fold

PROVIDERS: Mapping[str, str] = {
    "gmail": "gmail.com",
    "googlemail": "googlemail.com",
    "hotmail": "hotmail.com",
    "outlook": "outlook.com",
    "yahoo": "yahoo.com",
    "ymail": "ymail.com",
    "rocketmail": "rocketmail.com",
    "icloud": "icloud.com",
    "protonmail": "protonmail.com",
    "proton": "proton.me",
    "tutanota": "tutanota.com",
    "zoho": "zoho.com",
    "zohomail": "zohomail.com",
    "aol": "aol.com",
    "gmx": "gmx.de",
    "yandex": "yandex.ru",
    "rambler": "rambler.ru",
    "ukr": "ukr.net",
    "naver": "naver.com",
    "hanmail": "hanmail.net",
    "daum": "daum.net",
    "rediffmail": "rediffmail.com",
    "live": "live.com",
    "msn": "msn.com",
    "fastmail": "fastmail.com",
    "uol": "uol.com.br",
    "bol": "bol.com.br",
    "terra": "terra.com.br",
    "libero": "libero.it",
    "wanadoo": "wanadoo.fr",
    "laposte": "laposte.net",
    "interia": "interia.pl",
    "onet": "onet.pl",
    "seznam": "seznam.cz",
    "docomo": "docomo.ne.jp",
    "163": "163.com",
    "126": "126.com",
    "qq": "qq.com",
    "foxmail": "foxmail.com",
}
"""The name a provider goes by, and the domain that it means when no ending is given."""

ONLY_MAIL = listed(
    "gmail googlemail hotmail ymail rocketmail icloud protonmail tutanota zohomail rediffmail hanmail fastmail foxmail yahoo outlook gmx",
)
"""Names that, as a domain without an ending, mean a mailbox and nothing else."""

MAIL_DOMAINS = frozenset(PROVIDERS.values()) | listed(
    "mail.ru inbox.ru list.ru bk.ru ya.ru yandex.com yandex.ua i.ua meta.ua wp.pl o2.pl op.pl gmx.net gmx.at gmx.ch",
    "web.de t-online.de freenet.de orange.fr free.fr sfr.fr yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.co.uk",
    "yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.co.id hotmail.fr hotmail.es hotmail.it hotmail.co.uk outlook.fr",
    "outlook.es outlook.de outlook.com.br live.fr live.it live.co.uk live.nl me.com mac.com pm.me proton.me tuta.io",
    "tutamail.com hey.com mail.com email.com ziggo.nl kpnmail.nl hetnet.nl telenet.be skynet.be proximus.be sapo.pt",
    "ig.com.br globo.com virgilio.it alice.it tin.it tiscali.it btinternet.com sky.com comcast.net att.net",
    "verizon.net sbcglobal.net cox.net qq.com sina.com sohu.com vip.163.com yeah.net 139.com 189.cn daum.net nate.com",
    "kakao.com naver.com ezweb.ne.jp softbank.ne.jp au.com i.softbank.jp nifty.com abv.bg seznam.cz centrum.cz",
    "email.cz walla.co.il bezeqint.net mynet.com yaani.com",
)
"""Domains where members of the public have a mailbox."""

_SPELLINGS: Mapping[str, str] = {
    "gmail": "g mail|gee mail|gemail|g-mail|j mail|jee mail|jmail|gmal|gmial|gmai|gmaill|geemail|ji mail|g.mail|gm ail|gma il|gimail|gee-mail|google mail|6mail|gmeil|gimeil|gemeil|гмейл|гмаил|джимейл|джимэйл|жмейл|гмэйл|джимаил|じーめーる|ジーメール|gメール|지메일|쥐메일|जीमेल|जी मेल|জিমেইল|জিমেল|جيميل|جي ميل|جیمیل|จีเมล|จีเมล์|谷歌邮箱|ג'ימייל|גימייל",
    "hotmail": "hot mail|h0tmail|hotmale|hotmel|хотмейл|хотмаил|ホットメール|ほっとめーる|핫메일|हॉटमेल|هوتميل|هوت ميل|ฮอตเมล|hot-mail|jotmail",
    "outlook": "outl00k|0utlook|аутлук|아웃룩|アウトルック|आउटलुक|اوتلوك|اوت لوك",
    "yahoo": "ya hoo|yah00|yaho|yahu|яху|ヤフー|やふー|야후|याहू|ياهو|ยาฮู",
    "icloud": "icl0ud|айклауд|アイクラウド|아이클라우드|ايكلاود",
    "protonmail": "proton mail|pr0tonmail|протонмейл|протонмаил",
    "yandex": "яндекс|яндэкс|ya ndex|yandeks",
    "rambler": "рамблер",
    "naver": "네이버|네이버메일",
    "hanmail": "한메일|한 메일",
    "daum": "다음메일|다음",
    "mail": "меил|мейл|мэйл|маил|майл",
    "qq": "扣扣邮箱",
    "163": "网易邮箱|一六三|幺六三",
    "kakao": "카카오|カカオ",
    "facebook": "фейсбук|페이스북|フェイスブック|फेसबुक|فيسبوك|เฟซบุ๊ก|เฟสบุ๊ค",
    "instagram": "инстаграм|인스타그램|インスタグラム|इंस्टाग्राम|انستقرام|انستغرام",
    "telegram": "телеграм|텔레그램|テレグラム",
}

SPELLINGS: Mapping[str, str] = {
    spelling: name for name, spellings in _SPELLINGS.items() for spelling in fold(spellings)[0].split("|")
}
"""Folded spellings of names that stand in addresses, and the name as it is written there."""
