"""Names that are the same in every language, in the alphabets and spellings that people use."""

from habeas.detection.lexicon.intents.cues import Cue

CUES: dict[Cue, str] = {
    Cue.APP: """
        whatsapp, whats app, whatsap, watsapp, watsap, whatapp, whatsup, wats app, wa, whatsaap, whatspp, wasap, wassap,
        whatsappa, whatsappie, whatsappu, whatsappem, whatsappen, whatsappe, whatsappba, whatsappta, whatsappda, wsp, wpp, zapzap, wapp, guasap, uozzap, uatsap,
        telegram, telegrama, telegramie, telegramu, telegramem, telegramda, telegramdan, telegrm, tlgrm, telega, tg, signal app, signal, threema, viber, line id, line app, kakao, kakaotalk, kakao talk, zalo, icq,
        wechat, we chat, weixin, wechatu, vx, skype, skypie, skypea, skypee, skypu, skypeom, zoom, zoomie, zoomu, google meet, gmeet, google hangouts, hangouts, hangout, google chat, google duo,
        ms teams, microsoft teams, facetime, face time, webex, jitsi, whereby, discord, discordzie, discordda, slack, slacku, messenger, messengerze, fb messenger, imessage,
        facebook, facebooku, facebooka, facebooke, fb, insta, instagram, instagramie, instagrama, instagramu, instagramm, instagramda, insta dm, ig, snapchat, snap, tiktok, tik tok, linkedin, linked in, linkedinie, twitter, vk, vkontakte, xing, keybase, wickr, botim,
        calendly, marco polo, groupme, session app, max messenger,
        телеграм, телеграмм, телеграме, телеграмме, телеграма, телеграмма, телеграму, телеграмму, телеграмом, телегу, телеге, телега, телеги, телегой, телеграмі, телеграмчик, телеграмчике, телега, тг, тг, тгшка, тгшку,
        ватсап, ватсапе, ватсапу, ватсапа, ватсапп, вотсап, вотсапе, вацап, вацапе, вацапу, вацапа, ватсапі, вотсапі, вотс, воцап, воцапе, воцап, вайбер, вайбере, вайберу, вайбера, вайбері, вибер, скайп, скайпе, скайпу, скайпа, скайпі, зум, зуме, зума, зумі, вконтакте, вк, инста, инсте, инсту, инстаграм, инстаграме, инстаграмм, інстаграм, інстаграмі, інста, інсті, фейсбук, фейсбуке, фейсбуку, фейсбуці, дискорд, дискорде, дискорда, діскорд, діскорді, директ, дискорди, мессенджер, мессенджере, мессенджеры, месенджер, месенджері, сигнал,
        واتساب, واتس, واتس اب, وتساب, واتسآب, الواتس, الوتس, تليجرام, تلغرام, تيليجرام, تلجرام, تليغرام, تيليغرام, سكايب, زووم, زوم, فايبر, فيسبوك, الفيس, فيس بوك, ماسنجر, انستا, انستغرام, انستجرام, انستقرام, سناب, ايمو, سيجنال, ديسكورد,
        व्हाट्सएप, व्हाट्सऐप, व्हाट्सअप, वाट्सऐप, वॉट्सऐप, वॉट्सएप, वाट्सएप, व्हाट्सप्प, व्हाट्स एप, वाट्सअप, टेलीग्राम, टेलिग्राम, इंस्टा, इंस्टाग्राम, फेसबुक, फ़ेसबुक, स्काइप, ज़ूम, जूम, सिग्नल, मैसेंजर,
        হোয়াটসঅ্যাপ, হোয়াটসঅ্যাপে, হোয়াটসএপ, হোয়াটসঅ্যাপ, হোয়াটসঅ্যাপে, ওয়াটসঅ্যাপ, ওয়াটসঅ্যাপে, টেলিগ্রাম, টেলিগ্রামে, ইমো, ইমোতে, মেসেঞ্জার, মেসেঞ্জারে, ফেসবুক, ফেসবুকে, জুম, জুমে, ইনস্টা, ইনস্টাগ্রাম, স্কাইপ, স্কাইপে, ভাইবার,
        微信, 薇信, 威信, 维信, 維信, 徽信, 薇芯, 绿泡泡, 綠泡泡, 绿色软件, 小绿, 微信号, 企业微信, 电报, 電報, 飞机号, 纸飞机, 紙飛機, 钉钉, 飞书, 腾讯会议, 加v, 加q, 扣扣, 抖音私信, 賴, 脸书, 臉書,
        ライン, ディスコード, ズーム, スカイプ, テレグラム, インスタ, フェイスブック, ワッツアップ, カカオ, チャットワーク, シグナル,
        카톡, 카카오톡, 카카오, 오픈톡, 오픈채팅, 텔레그램, 텔레, 텔그, 텔레그렘, 인스타, 디엠, 라인, 디스코드, 줌, 스카이프, 왓츠앱, 페이스북, 페북, 위챗, 시그널, ㅋㅌ, ㅌㄹ,
        ไลน์, ไลน, เฟส, เฟซบุ๊ก, เฟสบุ๊ค, เฟซ, ไอจี, เทเลแกรม, วอทแอป, วอตส์แอป, วอทส์แอพ, แชทเฟส, ซูม, สไกป์, เมสเซนเจอร์, อินบ็อกซ์เฟส
    """,
    Cue.RAIL: """
        paypal, pay pal, paypall, paypalem, paypala, paypale, paypalu, pp account, venmo, zelle, cash app, cashapp, revolut, revolutem, revoluta, revolutu, transferwise, wise transfer, wise account, payoneer, skrill, neteller, western union, moneygram, remitly, worldremit, xoom, stripe link,
        apple pay, google pay, gpay, g pay, phonepe, phone pe, paytm, upi, neft, imps, bhim, bitcoin, bitcoins, btc, usdt, tether, eth, ethereum, crypto, krypto, kripto, cripto, cryptocurrency, stablecoin, stablecoins, trc20, usdc, binance pay, binance,
        iban, sepa, swift transfer, pix, bizum, mbway, mb way, lydia, wero, paylib, twint, blik, blikiem, blikem, blika, swish, vipps, mobilepay, tikkie, payconiq, bancontact, ideal link, postepay, satispay, mercado pago, mercadopago, nequi, daviplata, yape, plin, oxxo, spei, clabe, cbu, picpay, interac, e transfer, etransfer,
        mpesa, m pesa, mobile money, momo, orange money, bkash, nagad, gcash, paymaya, grabpay, dana, ovo, gopay, gopei, qris, promptpay, paynow, duitnow, touch n go, zalopay, alipay, easypaisa, jazzcash, papara, ininal,
        сбп, киви, qiwi, юмани, yoomoney, тинькофф, тинькоф, тиньков, сбер, сбера, сбербанк, сбербанка, пейпал, пэйпал, пейпалом, пейпалу, палка, крипта, крипту, криптой, криптa, биткоин, биткоины, биткойн, юсдт, усдт, монобанк, монобанка, приват24, приватбанк, приватбанка,
        باي بال, بايبال, باي بل, فودافون كاش, انستاباي, انستا باي, ويسترن يونيون, بيتكوين, usdt, كريبتو, زين كاش, اس تي سي باي, stc pay, بينانس,
        पेपाल, पेपैल, यूपीआई, यु पी आई, गूगल पे, फोनपे, फ़ोनपे, फोन पे, पेटीएम, बिटकॉइन, क्रिप्टो,
        বিকাশ, বিকাশে, নগদে, রকেটে, পেপাল, পেপ্যাল, পেওনিয়ার,
        支付宝, 支付寶, 微信转账, 微信轉帳, 微信红包, 微信支付, 银行转账, 銀行轉帳, 轉數快, 街口, 银行卡, 现金, 現金, 比特币, 虚拟币, 贝宝, 转账, 轉帳, 匯款, 汇款,
        ペイペイ, 銀行振込, 振込, 現金, ペイパル, 手渡し, ビットコイン, 仮想通貨, 送金アプリ,
        계좌이체, 계좌, 현금, 토스로, 카카오페이로, 페이팔, 무통장, 비트코인, 코인으로, 송금,
        พร้อมเพย์, เงินสด, โอนเงิน, โอนเข้าบัญชี, ทรูมันนี่, วอลเล็ท, เพย์พาล, บัญชีธนาคาร, โอนตรง, โอนมา
    """,
}
