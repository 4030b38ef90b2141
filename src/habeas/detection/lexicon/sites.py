"""Sites that people are met, paid or shown work on, the marketplaces themselves, and names of products.

A site's purpose holds for links with a path or an account in the host; its bare name alone leads
to nobody. Every entry of `PURPOSES` is a domain, with its subdomains.
"""

from collections.abc import Mapping

from habeas.detection.findings import LinkPurpose
from habeas.detection.lexicon.listing import listed

_BY_PURPOSE: Mapping[LinkPurpose, str] = {
    LinkPurpose.MESSENGER_INVITE: (
        "t.me telegram.me telegram.dog telegram.org tg.dev tx.me wa.me wa.link chat.whatsapp.com api.whatsapp.com web.whatsapp.com whatsapp.com wsend.co walink.co "
        "line.me lin.ee liff.line.me m.me messenger.com discord.gg discord.com discordapp.com dsc.gg invite.gg join.slack.com signal.me signal.group chats.viber.com vb.me viber.com "
        "open.kakao.com pf.kakao.com qr.kakao.com u.wechat.com weixin.qq.com wechat.com qm.qq.com jq.qq.com wpa.qq.com zalo.me join.skype.com skype.com kik.me imo.im s.imoim.net "
        "icq.im matrix.to threema.id getsession.org vk.me max.ru chat.zalo.me band.us keybase.io guilded.gg botim.me simplex.chat tlgg.ru tele.click tele.gg nicegram.app"
    ),
    LinkPurpose.SOCIAL_PROFILE: (
        "facebook.com fb.com fb.me m.facebook.com instagram.com instagr.am ig.me twitter.com x.com linkedin.com lnkd.in tiktok.com snapchat.com youtube.com twitch.tv threads.net threads.com "
        "vk.com vk.ru ok.ru pinterest.com pin.it reddit.com tumblr.com weibo.com xiaohongshu.com xhslink.com douyin.com bilibili.com bsky.app mastodon.social mastodon.online clubhouse.com "
        "linktr.ee bio.link beacons.ai lnk.bio linkin.bio bio.site allmylinks.com campsite.bio msha.ke solo.to taplink.cc taplink.ws hipolink.me linkr.bio heylink.me withkoji.com about.me "
        "onlyfans.com fansly.com likee.video quora.com meetup.com xing.com viadeo.com crunchbase.com angel.co wellfound.com steamcommunity.com truthsocial.com rumble.com kick.com substack.com "
        "hoo.be direct.me tap.bio many.link popl.co hihello.me dot.cards mylinks.ai carrd.co"
    ),
    LinkPurpose.CALENDAR: (
        "calendly.com cal.com tidycal.com savvycal.com zcal.co koalendar.com youcanbook.me acuityscheduling.com as.me setmore.com simplybook.me simplybook.it picktime.com doodle.com appoint.ly appointlet.com "
        "meetings.hubspot.com calendar.app.google calendar.google.com outlook.office365.com outlook.office.com book.ms reclaim.ai chilipiper.com oncehub.com meetfox.com harmonizely.com vyte.in "
        "square.site squareup.com fresha.com booksy.com treatwell.com planity.com doctolib.fr vagaro.com mindbodyonline.com timely.com bookwhen.com reservio.com yclients.com dikidi.net dikidi.app n1135.yclients.com sked.link "
        "whenavailable.com rally.co bookafy.com neetocal.com motion.com usemotion.com cron.com arrangr.com calendarhero.com zeeg.me meetergo.com lemcal.com tymeslot.app calendbook.com"
    ),
    LinkPurpose.MEETING_ROOM: (
        "zoom.us zoom.com meet.google.com g.co/meet teams.microsoft.com teams.live.com whereby.com meet.jit.si jitsi.org webex.com gotomeeting.com gotomeet.me gotomeet.at join.me bluejeans.com chime.aws "
        "8x8.vc around.co livestorm.co bigbluebutton.org bbb.org ringcentral.com meet.ringcentral.com lifesize.com meeting.tencent.com voovmeeting.com meeting.dingtalk.com telemost.yandex.ru telemost.360.yandex.ru "
        "salutejazz.ru jazz.sber.ru mts-link.ru gather.town demodesk.com butter.us meet.zoho.com meeting.zoho.com vsee.com doxy.me talky.io daily.co appear.in hopin.com anydesk.com"
    ),
    LinkPurpose.PAYMENT_PAGE: (
        "paypal.me paypal.com venmo.com cash.app cash.me wise.com revolut.me revolut.com monzo.me buymeacoffee.com ko-fi.com patreon.com buy.stripe.com checkout.stripe.com invoice.stripe.com donate.stripe.com "
        "gumroad.com payoneer.com link.payoneer.com mpago.la mpago.li mercadopago.com link.mercadopago.com.ar link.mercadopago.com.br mercadopago.com.ar mercadopago.com.br send.monobank.ua monobank.ua privatbank.ua "
        "tinkoff.ru tbank.ru yoomoney.ru qiwi.com boosty.to donationalerts.com paytm.me p-y.tm rzp.io razorpay.me razorpay.com pages.razorpay.com instamojo.com imjo.in paystack.com paystack.shop flutterwave.com "
        "flutterwave.me gofundme.com liberapay.com zellepay.com enroll.zellepay.com bunq.me tikkie.me payconiq.com twint.ch lydia-app.com pots.lydia.me leetchi.com lepotcommun.fr satispay.com vivawallet.com sumup.link "
        "pay.sumup.com square.link checkout.square.site skrill.com skrill.me neteller.com perfectmoney.com picpay.me picpay.com app.picpay.com pag.ae pagseguro.uol.com.br nubank.com.br clip.mx pay.clip.mx conekta.com "
        "paypay.ne.jp pay.line.me toss.me toss.im qr.kakaopay.com gcash.com maya.ph momo.vn me.momo.vn zalopay.vn dana.id link.dana.id saweria.co trakteer.id sociabuzz.com promptpay.io opencollective.com "
        "commerce.coinbase.com pay.coinbase.com nowpayments.io bitpay.com plisio.net cryptomus.com s.binance.com app.binance.com/qr xendit.co checkout.xendit.co midtrans.com iyzi.link shopier.com papara.com"
    ),
    LinkPurpose.FORM: (
        "forms.gle docs.google.com/forms typeform.com jotform.com form.jotform.com forms.clickup.com tally.so surveymonkey.com surveymonkey.co.uk forms.office.com forms.cloud.microsoft forms.microsoft.com wufoo.com cognitoforms.com "
        "formstack.com paperform.co fillout.com forms.fillout.com hsforms.com share.hsforms.com youform.com app.youform.com 123formbuilder.com form.123formbuilder.com forms.zoho.com forms.zohopublic.com zfrmz.com forms.yandex.ru "
        "forms.yandex.com airtable.com/shr airtable.com/app formsite.com questionpro.com qualtrics.com smartsurvey.co.uk survio.com surveyplanet.com sogosurvey.com opinionstage.com form.run formrun.com forms.app "
        "getform.io formspree.io heyform.net formbricks.com deftform.com kwiksurveys.com reform.app wj.qq.com wjx.cn wjx.top jinshuju.net naver.me form.office.naver.com moaform.com walla.my encuesta.com "
        "breezy.hr bamboohr.com greenhouse.io lever.co workable.com apply.workable.com jobs.lever.co boards.greenhouse.io recruitee.com smartrecruiters.com homerun.co"
    ),
    LinkPurpose.PERSONAL_SITE: (
        "wixsite.com weebly.com webnode.com webnode.page squarespace.com wordpress.com blogspot.com blogger.com tilda.ws tilda.cc ucoz.ru jimdosite.com jimdofree.com jimdo.com yolasite.com strikingly.com mystrikingly.com "
        "webflow.io framer.website framer.site sites.google.com business.site godaddysites.com site123.me myshopify.com mystore.com ueniweb.com canva.site my.canva.site notion.site super.site softr.app durable.co "
        "typedream.app dorik.io pixieset.com mypixieset.com smugmug.com zenfolio.com bandzoogle.com etsy.com big-cartel.com bigcartel.com storenvy.com ecwid.com ecrater.com zapier.app glide.page glideapp.io"
    ),
    LinkPurpose.PORTFOLIO: (
        "behance.net dribbble.com artstation.com deviantart.com flickr.com 500px.com vimeo.com soundcloud.com bandcamp.com coroflot.com carbonmade.com cargo.site cargocollective.com myportfolio.com portfoliobox.net "
        "contently.com muckrack.com clippings.me journoportfolio.com medium.com issuu.com unsplash.com imdb.com upwork.com fiverr.com freelancer.com peopleperhour.com guru.com toptal.com malt.fr malt.com workana.com "
        "99designs.com designcrowd.com twine.net crevado.com krop.com wix.com/portfolio read.cv polywork.com peerlist.io contra.com the-dots.com format.com viewbook.com sketchfab.com turbosquid.com cgtrader.com grabcad.com "
        "spotify.com open.spotify.com music.apple.com mixcloud.com audiomack.com voices.com voice123.com soundbetter.com proz.com translatorscafe.com goodreads.com pixiv.net newgrounds.com itch.io shutterstock.com adobe.ly "
        "freelancehunt.com kwork.ru kwork.com fl.ru youdo.com profi.ru habr.com"
    ),
    LinkPurpose.CODE: (
        "stackexchange.com github.com gist.github.com github.io gitlab.com gitlab.io bitbucket.org codepen.io jsfiddle.net codesandbox.io replit.com repl.it stackblitz.com glitch.com crates.io hub.docker.com kaggle.com "
        "huggingface.co colab.research.google.com stackoverflow.com packagist.org rubygems.org readthedocs.io readthedocs.org sourceforge.net gitee.com codeberg.org sr.ht leetcode.com hackerrank.com codewars.com jsbin.com "
        "pastebin.com gist.githubusercontent.com raw.githubusercontent.com vercel.app netlify.app herokuapp.com onrender.com pages.dev workers.dev surge.sh fly.dev railway.app streamlit.app firebaseapp.com web.app "
        "postman.com swagger.io developer.mozilla.org w3schools.com dev.to nuget.org maven.org pkg.go.dev docs.rs hackerone.com jira.com atlassian.net regex101.com godbolt.org"
    ),
    LinkPurpose.DOCUMENT: (
        "youtu.be fb.watch docs.google.com drive.google.com sheets.google.com slides.google.com dropbox.com db.tt notion.so figma.com miro.com loom.com onedrive.live.com 1drv.ms sharepoint.com wetransfer.com we.tl transfernow.net box.com app.box.com "
        "canva.com trello.com airtable.com clickup.com asana.com monday.com basecamp.com wikipedia.org wikimedia.org archive.org prezi.com slideshare.net scribd.com acrobat.adobe.com documentcloud.adobe.com xd.adobe.com "
        "invisionapp.com invis.io marvelapp.com zeplin.io imgur.com gyazo.com prnt.sc prntscr.com lightshot.com postimg.cc ibb.co screencast.com awesomescreenshot.com overleaf.com mega.nz mediafire.com sendspace.com "
        "smash.com fromsmash.com filemail.com swisstransfer.com disk.yandex.ru yadi.sk cloud.mail.ru icloud.com quip.com coda.io gamma.app pitch.com whimsical.com lucid.app lucidchart.com draw.io diagrams.net evernote.com "
        "maps.google.com goo.gl/maps maps.app.goo.gl streamable.com frame.io screenrec.com veed.io descript.com arxiv.org doi.org researchgate.net opensea.io etherscan.io dextools.io coinmarketcap.com apps.apple.com play.google.com"
    ),
    LinkPurpose.CERTIFICATE_REGISTRY: (
        "credly.com youracclaim.com credential.net accredible.com badgr.io badgr.com badges.parchment.com certmetrics.com certifier.io sertifier.com verified.sertifier.com certifyme.online virtualbadge.io openbadgepassport.com "
        "credentials.edx.org courses.edx.org trailblazer.me skillshop.exceedlms.com ude.my certificates.dev verify.skilljar.com skilljar.com certiport.com pearsonvue.com verisignaccess.com parchment.com mycreds.ca digitary.net "
        "studielink.nl diplo-me.eu verifiablecredentials.gov europass.europa.eu orcid.org hedd.ac.uk digilocker.gov.in verify.digilocker.gov.in nsdcindia.org chsi.com.cn certificates.cs50.io certopus.com givemycertificate.com "
        "truecert.com acredita.io certif-id.com simplecert.net badgelist.com forallsystems.com learningmachine.com blockcerts.org badgecert.com bcdiploma.com smartcertificate.com"
    ),
}

PURPOSES: Mapping[str, LinkPurpose] = {
    domain: purpose for purpose, domains in _BY_PURPOSE.items() for domain in domains.split()
}
"""What a link to a domain, or to a domain and the beginning of a path, is for."""

ACCOUNT_IN_HOST = listed(
    "carrd.co wixsite.com weebly.com webnode.com webnode.page squarespace.com wordpress.com blogspot.com tilda.ws",
    "ucoz.ru jimdosite.com jimdofree.com strikingly.com mystrikingly.com webflow.io framer.website framer.site",
    "business.site godaddysites.com myshopify.com canva.site notion.site super.site pixieset.com mypixieset.com",
    "smugmug.com zenfolio.com bandcamp.com substack.com tumblr.com github.io gitlab.io vercel.app netlify.app",
    "myportfolio.com cargo.site carbonmade.com portfoliobox.net journoportfolio.com itch.io bigcartel.com as.me",
    "youcanbook.me acuityscheduling.com simplybook.me square.site typeform.com hsforms.com gumroad.com breezy.hr",
    "bamboohr.com workable.com recruitee.com homerun.co artstation.com deviantart.com livejournal.com beehiiv.com",
    "ghost.io",
)
"""Sites where the account is part of the host, so that the host alone leads to somebody."""

SHORTENERS = listed(
    "bit.ly bitly.com tinyurl.com t.co goo.gl cutt.ly clck.ru is.gd v.gd ow.ly rb.gy buff.ly s.id shorturl.at",
    "shorturl.asia t.ly rebrand.ly tiny.cc adf.ly surl.li u.to vk.cc dub.sh dub.co l.ead.me qrco.de kutt.it short.io",
    "shor.by bl.ink soo.gd x.co mcaf.ee urlz.fr lc.cx vu.fr kurzlinks.de onelink.to page.link app.link smarturl.it",
    "linkfire.com ffm.to hyperurl.co urlzs.com tr.ee snip.ly chilp.it lihi.cc reurl.cc pse.is hoy.kr buly.kr han.gl",
    "me2.do dwz.cn suo.im t.cn url.cn bom.so by.com.vn ouo.io shrinkme.io gg.gg da.gd ulvis.net qr.ae qrto.org",
    "me-qr.com lnk.to lanza.me",
)
"""Sites that hide where a link leads."""

NOT_PROFILES: Mapping[str, str] = {
    "facebook.com": "api business help policies marketplace watch ads gaming login privacy legal developers terms events groups/feed",
    "fb.com": "business help ads",
    "instagram.com": "p/ reel/ explore stories accounts developer legal tv/",
    "twitter.com": "home search hashtag login intent i/ explore tos privacy",
    "x.com": "home search hashtag login intent i/ explore tos privacy",
    "linkedin.com": "learning jobs help feed login pulse legal posts/ business sales",
    "tiktok.com": "legal login tag/ music/ about discover",
    "youtube.com": "watch playlist results embed shorts feed about premium live",
    "reddit.com": "r/ search wiki about",
    "pinterest.com": "pin/ search ideas",
    "tumblr.com": "tagged search dashboard",
    "snapchat.com": "legal privacy",
    "whatsapp.com": "legal business privacy download features faq security",
    "telegram.org": "blog faq apps press api tour",
    "discord.com": "developers blog safety terms privacy download nitro docs",
    "wechat.com": "en docs",
    "skype.com": "en download",
    "line.me": "en terms",
    "paypal.com": "cgi-bin cgibin businessmanage help webapps/mpp legal smarthelp signin login home developer buttons",
    "venmo.com": "legal help about business",
    "wise.com": "help currency-converter about blog gb/ us/",
    "revolut.com": "help legal blog business about currency-converter",
    "patreon.com": "policy about login",
    "payoneer.com": "legal about blog resources",
    "zoom.us": "download support docs pricing blog signin account test feature app",
    "zoom.com": "download support docs pricing blog signin en",
    "webex.com": "downloads pricing help",
    "calendly.com": "blog pricing help integrations login signup app",
    "etsy.com": "search market c/ listing legal seller-handbook",
    "wordpress.com": "support plugins themes pricing forums",
    "squarespace.com": "templates pricing help blog",
}
"""Beginnings of paths that lead to nobody's account there."""

MARKETPLACES = listed(
    "upwork.com fiverr.com freelancer.com workana.com peopleperhour.com guru.com toptal.com malt.fr malt.com malt.de",
    "malt.es 99designs.com freelancehunt.com kwork.ru kwork.com fl.ru youdo.com profi.ru taskrabbit.com thumbtack.com",
    "contra.com truelancer.com soyfreelancer.com getninjas.com.br 99freelas.com.br vinteconto.com.br trampos.co",
    "useme.com useme.eu twago.de twago.com freelancermap.de freelance.de crowdworks.jp lancers.jp coconala.com",
    "kmong.com soomgo.com wishket.com zbj.com vlance.vn projects.co.id sribulancer.com fastwork.co fastwork.id",
    "onlinejobs.ph codementor.io codeur.com 5euros.com comeup.com superprof.fr superprof.com preply.com italki.com",
    "cambly.com wyzant.com varsitytutors.com care.com sittercity.com urbansitter.com rover.com babysits.com",
    "airbnb.com vrbo.com booking.com homeaway.com couchsurfing.com hostelworld.com agoda.com turo.com getaround.com",
    "blablacar.com ebay.com ebay.de ebay.co.uk etsy.com vinted.com vinted.fr depop.com poshmark.com mercari.com",
    "leboncoin.fr wallapop.com subito.it kleinanzeigen.de marktplaats.nl 2dehands.be olx.pl olx.ua olx.ro olx.com.br",
    "allegro.pl allegrolokalnie.pl avito.ru youla.ru prom.ua sahibinden.com letgo.com mercadolibre.com",
    "mercadolivre.com.br gumtree.com craigslist.org offerup.com carousell.com shopee.com lazada.com tokopedia.com",
    "bukalapak.com jiji.ng jiji.co.ke haraj.com.sa dubizzle.com opensooq.com olx.in quikr.com chotot.com kaidee.com",
    "xianyu.com upwork.zendesk.com",
)
"""Marketplaces: their own addresses are nobody's contact."""

ROLE_NAMES = listed(
    "support help helpdesk info contact hello hi team community legal privacy security trust safety abuse feedback",
    "press media billing payments finance noreply no-reply donotreply service customerservice customer-service",
    "customersupport customercare care disputes appeals compliance admin office sales jobs careers hr webmaster",
    "postmaster notifications updates news newsletter marketing partners dpo gdpr questions enquiries inquiries",
    "moderation soporte ayuda contacto atencion ventas suporte ajuda atendimento contato aide assistance assistenza",
    "aiuto hilfe kundenservice kontakt kundendienst datenschutz helpdesk pomoc kontakt biuro klantenservice",
    "podderzhka mail email post bonjour hola ola ciao trustandsafety trust-safety resolution mediation",
)
"""Names of mailboxes that belong to an office, not to a person."""

PLATFORM_ROLES = ROLE_NAMES - frozenset(("jobs", "hr", "mail", "email", "post"))
"""Names under which a marketplace itself is written to."""

BRANDS = listed(
    "make.com monday.com booking.com amazon.com bubble.io crypto.com wix.com canva.com salesforce.com cars.com",
    "hotels.com care.com sitter.com draw.io socket.io node.js asp.net ado.net vb.net google.com apple.com",
    "microsoft.com netflix.com shopify.com airbnb.com vrbo.com expedia.com trivago.com kayak.com ebay.com etsy.com",
    "walmart.com alibaba.com aliexpress.com zillow.com realtor.com redfin.com trulia.com rightmove.co.uk zoopla.co.uk",
    "yelp.com tripadvisor.com indeed.com glassdoor.com monster.com upwork.com fiverr.com freelancer.com openai.com",
    "claude.ai character.ai copy.ai jasper.ai otter.ai synthesia.io runway.ml bubble.is n8n.io zapier.com",
    "airtable.com notion.so clickup.com asana.com hubspot.com mailchimp.com stripe.com paypal.com square.com wise.com",
    "coinbase.com binance.com kraken.com godaddy.com namecheap.com wordpress.com wordpress.org squarespace.com",
    "weebly.com webflow.com webflow.io framer.com cloudflare.com digitalocean.com heroku.com vercel.com netlify.com",
    "figma.com adobe.com dropbox.com box.com slack.com zoom.us trello.com calendly.com typeform.com intercom.com",
    "zendesk.com freshdesk.com pipedrive.com zoho.com salesforce.org quickbooks.com xero.com gusto.com deel.com",
    "turo.com uber.com lyft.com doordash.com instacart.com grubhub.com ubereats.com opentable.com eventbrite.com",
    "ticketmaster.com stubhub.com spotify.com audible.com imdb.com kickstarter.com indiegogo.com gofundme.com",
    "patreon.com medium.com quora.com reddit.com pinterest.com wikipedia.org coursera.org udemy.com skillshare.com",
    "duolingo.com khanacademy.org ancestry.com match.com weather.com cnn.com bbc.com bbc.co.uk nytimes.com forbes.com",
    "espn.com att.com healthcare.gov irs.gov classpass.com chess.com roblox.com steam.com ea.com last.fm about.com",
    "answers.com ask.com bing.com aol.com msn.com mercadolibre.com rappi.com allegro.pl bol.com zalando.de",
    "leboncoin.fr avito.ru ozon.ru wildberries.ru hh.ru cian.ru yandex.ru rozetka.com.ua prom.ua trendyol.com",
    "hepsiburada.com sahibinden.com n11.com noon.com jumia.com konga.com flipkart.com myntra.com naukri.com",
    "makemytrip.com justdial.com jd.com taobao.com tmall.com 1688.com ctrip.com trip.com agoda.com rakuten.co.jp",
    "coupang.com naver.com tokopedia.com shopee.co.id lazada.com traveloka.com semrush.com ahrefs.com moz.com",
    "builtwith.com similarweb.com hunter.io apollo.io lusha.com rocketreach.co clay.com instantly.ai smartlead.ai",
    "lemlist.com outreach.io salesloft.com gong.io chorus.ai fireflies.ai descript.com elevenlabs.io midjourney.com",
    "stability.ai replit.com cursor.sh cursor.com bolt.new lovable.dev v0.dev supabase.com supabase.io firebase.com",
    "twilio.com sendgrid.com mailgun.com postmarkapp.com mapbox.com three.js p5.js d3.js chart.js vue.js next.js",
    "nuxt.js zone.js ilanding.com cars24.com autotrader.com carvana.com cargurus.com mobile.de autoscout24.de",
    "immobilienscout24.de idealista.com fotocasa.es seloger.com hostinger.com bluehost.com siteground.com",
    "elementor.com themeforest.net envato.com codecanyon.net activecampaign.com clickfunnels.com gohighlevel.com",
    "kajabi.com teachable.com thinkific.com podia.com systeme.io convertkit.com aweber.com klaviyo.com omnisend.com",
    "gorgias.com loox.io judge.me privy.com chatgpt.com perplexity.ai huggingface.co",
)
"""Bare domains that are names of products and companies, as a topic."""

SITE_SPELLINGS: Mapping[str, str] = {"fb": "fb.com", "insta": "instagram.com", "ig": "instagram.com", "vk": "vk.com"}
"""What a site is called before "dot com" or a slash."""

BACK_OFFICES = frozenset(
    (
        "blog",
        "help",
        "support",
        "docs",
        "developer",
        "developers",
        "status",
        "community",
        "forum",
        "news",
        "about",
        "api",
        "dev",
    )
)
"""First labels of hosts where a company writes about itself: nobody's account is there."""
