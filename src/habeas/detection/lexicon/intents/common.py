"""Everyday words, commonest first: a phrase is looked for by the rarest of its words, never by one of these if it has another."""

COMMON: tuple[str, ...] = tuple(
    """
    s t ll re ve won the to and a i you in of for is it that on with this be have are my as or not if your we but can at an so from will all do me
    they what just about was how there like no more when one by out up don know get has our only who need also good time work some
    their want other after here any very them make now see think new really am which would people could first help way then much
    buyer seller client account order orders money take even give where give find same thing before come should many best well going
    use free page did most got right than keep tell better service never doesn those does another number long without look share
    still every day back over into through too because why again off down always day week month days great thanks thank please send
    sent us he she him her his him let off own job project message system messages online contact search
    different card bank stop pay around video information person leave end such link market price less both part instead under complete
    taking takes side friend company away freelancer receive giving type payment personal needs details reach chat outside between
    needed lose line face close google charge code remove drop form local comment lower numbers knows hand rest meeting web look
 10 20 15 12 5 25 30 00 won own request ask let profile name place big each amount part page market booking order orders deal de la le el en un una que por para con no se es los las me mi tu su te lo del al si da do em na um uma os as com
    per il di che non e ist der die das und nicht ein eine zu mit fur auf den im von und et les des une dans pour sur pas est vous je
    de je op het een na se co ve bir bu di yang и в на не я что с по а это как за то у вы мы из от но так же все к был для быть есть
    ke ka ki hai ko me se mein na par aur fiverr upwork app website site platform
    """.split()
)
