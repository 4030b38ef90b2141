"""Words that name a number: order, invoice, tax number ... in the languages members write.

Words are written as people write them and folded at import. A word stands here in each form in
which it stands beside a number ("заказ", "заказа"); German, Dutch and Scandinavian compounds
need no entry ("Bestellnummer"), their endings stand in `NUMBER_ENDINGS`.
"""

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.normalize import fold

_NOUNS: dict[Explanation, tuple[str, str]] = {
    Explanation.ORDER_NUMBER: (
        "an order or booking number",
        """
        order ordre booking reservation purchase po pnr preorder sku-order
        pedido encomenda orden órden reserva reservación compra localizador
        commande commandes réservation achat bestel bestellung bestellungen auftrag auftrags buchung buchungs buchungscode
        bestellnr bestell-nr bestellnummer auftragsnr auftrags-nr buchungsnr
        ordine ordini prenotazione acquisto заказ заказа заказу заказом заказе заказов заказы бронь брони бронирования
        бронирование замовлення бронювання zamówienie zamówienia zamówieniu zamówieniem zamówień rezerwacja rezerwacji
        bestelling bestellingen boeking reservering ordernummer comanda comenzii comenzi comandă rezervare rezervării
        sipariş siparişi siparişim siparişin rezervasyon rezervasyonu pnr
        ऑर्डर आर्डर बुकिंग ओर्डर অর্ডার অর্ডারের বুকিং
        طلب الطلب طلبي طلبك طلبية الطلبية اوردر الاوردر أوردر الأوردر حجز الحجز
        订单 訂單 订单号 訂單號 订单编号 訂單編號 订单号码 单号 單號 预订号 預訂號 注文番号  ご注文番号 予約番号  受注番号 オーダー番号
        주문번호  예약번호  오더번호 đơn_hàng mã_đơn mã_đặt_chỗ   mã_đặt pesanan pemesanan tempahan reservasi booking
        คำสั่งซื้อ ออเดอร์ ออร์เดอร์ หมายเลขคำสั่งซื้อ เลขที่คำสั่งซื้อ เลขออเดอร์ เลขที่ออเดอร์ การจอง รหัสจอง
        objednávka objednávky beställning ordrenummer tilaus tilausnumero rendelés rendelésszám παραγγελία παραγγελίας
        הזמנה narudžba narudžbe porudžbina поръчка
        """,
    ),
    Explanation.TICKET: (
        "a ticket or case number",
        """
        ticket tickets tkt case cases incident complaint dispute thread issue bug jira zendesk
        petition rma challan sr conversation ticketnr ticket-nr tiquete boleto caso incidencia reclamo reclamación denuncia solicitud queja
        chamado protocolo protocol ocorrência reclamação solicitação atendimento dossier réclamation signalement demande
        vorgang vorgangsnummer vorgangs-nr fall fallnummer störung anfrage meldung aktenzeichen az biglietto pratica segnalazione
        richiesta reclamo тикет тикета тикету обращение обращения обращению заявка заявки заявке заявку жалоба жалобы билет билета
        спор спора звернення заявки квиток квитка zgłoszenie zgłoszenia zgłoszeniu bilet biletu wątek wątku wątkiem sprawa sprawy
        sprawie melding klacht dossiernummer zaak zaaknummer dossier tichet tichetului sesizare sesizarea bilet cerere cererea
        talep talebi bilet bileti şikayet başvuru kayıt टिकट शिकायत केस टिकिट টিকিট অভিযোগ تذكرة التذكرة شكوى الشكوى بلاغ البلاغ
        工单 工單 工单号 工单编号 票号 票號 案件号 案件編號 案号 案號 受理编号 受理番号 受付番号 受付 お問い合わせ番号 問い合わせ番号 チケット番号
        문의번호 접수번호  티켓번호 사건번호 khiếu_nại số_vé mã_vé yêu_cầu tiket keluhan laporan aduan kasus pengaduan ตั๋ว เคส คำร้อง ร้องเรียน เลขที่เคส
        """,
    ),
    Explanation.INVOICE: (
        "an invoice or receipt number",
        """
        invoice invoices inv bill receipt quote quotation estimate proforma credit-note factura facturas recibo cotización
        presupuesto comprobante boleta fatura faturas nota orçamento nf nfe nf-e facture factures reçu devis avoir
        rechnung rechnungen rechnungs rechnungsnr rechnungs-nr rg re-nr quittung angebot angebots beleg belegnr kassenbon
        nota_fiscal fattura fatture ricevuta preventivo счет счёт счета счёта счете чек чека квитанция квитанции накладная накладной
        рахунок рахунку накладна накладної фактура фактуры faktura faktury fakturę fv paragon paragonu rachunek rachunku oferta
        ofertă factuur facturen factuurnr bon offerte facturii chitanță chitanta bonul devizul makbuz fatura faturası fiş
        चालान इनवॉइस बिल रसीद चालान ইনভয়েস চালান রসিদ বিল فاتورة الفاتورة فواتير ايصال الإيصال عرض السعر
        发票 發票 发票号 發票號碼 发票号码 收据 請求書 請求書番号 領収書 見積番号 見積書 영수증 청구서 계산서 송장 인보이스 견적번호
        hóa_đơn hoá_đơn biên_lai kwitansi faktur invois resit nota ใบแจ้งหนี้ ใบเสร็จ ใบกำกับภาษี ใบกำกับ ใบเสนอราคา เลขที่ใบเสร็จ เลขที่ใบแจ้งหนี้
        faktura fakturanr fakturanummer lasku számla τιμολόγιο τιμολογίου חשבונית račun
        """,
    ),
    Explanation.TRACKING_NUMBER: (
        "a tracking number",
        """
        tracking track trackingnr trackingnumber awb waybill consignment shipment parcel package container seal hawb mawb
        ups fedex dhl usps dpd gls hermes evri tnt aramex royalmail jne jnt sicepat сдэк inpost dhl colissimo seguimiento rastreo rastreio guía guia envío envio paquete
        remessa colis suivi expédition envoi sendung sendungsnr sendungsnummer sendungs paket paketnummer spedizione tracciamento
        lettera-di-vettura трек трека трек-номер трекномер трек-код посылка посылки посылке отправление отправления отслеживания накладная
        ттн посилка посилки відправлення przesyłka przesyłki przesyłkę paczka paczki paczkę śledzenia list-przewozowy
        zending pakket pakketje track&trace barcode colet coletul coletului expediere kargo gönderi takip kargom
        ट्रैकिंग पार्सल कूरियर ট্র্যাকিং পার্সেল تتبع التتبع شحنة الشحنة بوليصة البوليصة الشحن طرد الطرد
        快递单号 快遞單號 运单号 運單號 物流单号 物流單號  快递号  追跡番号 送り状番号 伝票番号 荷物番号 お問い合わせ伝票番号
        운송장번호 운송장 송장번호  등기번호 vận_đơn bưu_kiện resi noresi konosemen พัสดุ เลขพัสดุ เลขติดตาม แทรคกิ้ง หมายเลขพัสดุ เลขที่พัสดุ
        zásilka zásilky forsendelse sendingsnummer kolli lähetys csomag αποστολής pošiljka pošiljke
        """,
    ),
    Explanation.CERTIFICATE: (
        "a certificate or licence number",
        """
        certificate certificates certification certified cert certs credential credentials badge badges licence license lic
        licences licenses registration  accreditation diploma permit passport visa dbs certificado certificación
        licencia matrícula matricula diploma pasaporte permiso carné carnet colegiado licença habilitação passaporte certidão
        certificat licence permis passeport attestation brevet zertifikat zertifikats zertifikatsnr urkunde lizenz lizenznummer
        führerschein reisepass reisepassnummer ausweis ausweisnummer personalausweis zulassung certificato licenza patente
        passaporto attestato tessera сертификат сертификата сертификате диплом диплома лицензия лицензии паспорт паспорта
        удостоверение удостоверения свидетельство свидетельства аттестат посвідчення ліцензія ліцензії сертифікат сертифіката
        certyfikat certyfikatu licencja licencji dyplom dyplomu paszport paszportu dowód dowodu uprawnienia uprawnień
        certificaat onderwijs kentekenbewijs diploma licentie paspoort paspoortnummer rijbewijs certificatul licenta licența pașaport buletin
        sertifika sertifikası belge belgesi ruhsat ruhsatı diploma pasaport ehliyet lisans प्रमाणपत्र प्रमाण लाइसेंस सर्टिफिकेट पासपोर्ट पंजीकरण
        পাসপোর্ট সার্টিফিকেট লাইসেন্স সনদ شهادة الشهادة رخصة الرخصة ترخيص الترخيص جواز الجواز السفر
        证书 證書 证书编号 證書編號 证书号 执照 执照号 护照 护照号 許可番号 免許番号 登録番号 証明書番号 資格番号 旅券番号 免許証番号
        자격증 자격번호 자격증번호 면허번호 여권번호 등록번호 허가번호 chứng_chỉ giấy_phép hộ_chiếu bằng_lái
        sertifikat lisensi paspor izin sim-card-holder sijil lesen ใบรับรอง ใบอนุญาต หนังสือเดินทาง ใบประกอบ ประกาศนียบัตร เลขที่ใบอนุญาต
        """,
    ),
    Explanation.TAX_OR_COMPANY_NUMBER: (
        "a tax or company number",
        """
        tax vat gst ein tin itin atin ptin ssn utr abn acn arbn tfn ird nzbn  bn company duns d-u-n-s crn companies-house
        eori oss vatin nit nif nie cif dni cuit cuil rut  curp ruc rnc ncf cnpj cpf cnae rg mei ccm nis pis pasep nire cae
        nipc niss nuit nuis nipt nrt siren siret nir rcs ape naf tva n°tva  ninea nifp nina iban-less mf
        ust ustid ust-id ust-idnr ustidnr ust-id-nr umsatzsteuer steuernummer steuernr steuer-nr steuer-id idnr stnr st-nr
        hrb hra handelsregister handelsregisternummer firmenbuch firmenbuchnummer fn uid mwst  zsr svnr vnr abgabenkontonummer
        partita iva p.iva piva codice-fiscale fiscale rea инн огрн огрнип кпп снилс окпо оквэд бин иин унп унн едрпоу єдрпоу
        рнокпп іпн егрн ипн егн еик едб nip regon krs pesel bdo btw btw-nr btwnr kvk kvk-nr kvk-nummer rsin bsn
        burgerservicenummer ondernemingsnummer cui cnp onrc idno j40 vergi vkn tckn tc kimlik mersis sicil
        जीएसटी जीएसटीआईएन पैन आधार gstin pan cin udyam aadhaar aadhar adhaar uidai udin fssai nid tin bin
        ضريبي الضريبي ضريبة الضريبة سجل السجل التجاري القومي الوطني الهوية الموحد المدني الإقامة
        税号 稅號 统一社会信用代码 信用代码 纳税人识别号 统一编号 統一編號 统编 統編 身份证 身份证号 身份證 身份證字號 身份证号码
        法人番号 登録番号 マイナンバー 個人番号 インボイス番号 適格請求書 사업자등록번호 사업자번호 사업자 주민등록번호 주민번호 법인등록번호 법인번호
        mst cccd cmnd cmt mã_số_thuế npwp nik nib nitku siup tdp ssm nric mykad ic ahu
        ภาษี เลขประจำตัวผู้เสียภาษี ผู้เสียภาษี ทะเบียนนิติบุคคล นิติบุคคล บัตรประชาชน ประจำตัวประชาชน เลขบัตรประชาชน เลขผู้เสียภาษี
        ičo dič ič rč ič-dph ico dic cvr se-nr cpr moms orgnr org-nr organisationsnummer organisasjonsnummer personnummer mva
        fødselsnummer fodselsnummer y-tunnus ytunnus hetu henkilötunnus veronumero alv kennitala vsk kmkr isikukood registrikood
        pvn pvm asmens kodas oib  pib jmbg emšo emso maticna matična ddv davčna anum adószám adoszam cégjegyzékszám
        αφμ αμκα amka fpa φπα γεμη αδτ ח.פ ע.מ ת.ז עוסק מספר-זהות voen vöen uen acra ubn brn rrn  uscc ric pps cro
        kra pan-no tpin cnic ntn strn nin rc cac bvn nicn sars cipc coe peid  nuit rif cedula cédula cédula: cpj snils
        st ice ni rtn moa ird epic cas rn esr sin bis nn egn pnf matična числo phn ogm ci cr ncf kmkr oib cvr uid dvr cig cup المضافة القيمة الضريبة التجارى
        insurance nino  nhs hkid brc ssnit edrpou inn ogrn unp rntrc
        """,
    ),
    Explanation.BANK_REFERENCE: (
        "a bank or payment reference",
        """
        upi utr neft rtgs imps rrn transaction transactions txn trx tx payment payout payouts transfer withdrawal deposit refund
        remittance batch settlement authorization authorisation approval auth stan arn e2e mandate creditor esr isr qr-reference ogm vcs
        swift bic fps chaps mt103 transacción transaccion transferencia pago retiro depósito deposito operación operacion cbte
        transação transacao pagamento comprovante saque nsu autenticação transferência transaction virement paiement retrait
        überweisung zahlung transaktion transaktionsnummer verwendungszweck referenznummer mandatsreferenz auszahlung
        transazione bonifico pagamento cro trn транзакция транзакции транзакцию платеж платежа платёж платежу перевод перевода
        операция операции выплата выплаты rrn транзакція транзакції платіж платежу переказ transakcja transakcji płatność
        płatności przelew przelewu wypłata wypłaty transactie betaling betalingskenmerk betaalkenmerk uitbetaling overboeking
        tranzacție tranzactie tranzacției plata plată plății virament işlem işlemi ödeme dekont havale referans
        लेनदेन ट्रांजैक्शन भुगतान যূটিআর লেনদেন ট্রানজেকশন معاملة المعاملة العملية عملية التحويل الحوالة الدفع
        交易号 交易號 交易编号 流水号 流水號 凭证号 付款编号 取引番号 決済番号 振込番号 거래번호 결제번호 승인번호 입금번호
        giao_dịch chuyển_khoản transaksi pembayaran urusniaga ธุรกรรม เลขที่รายการ รายการโอน อ้างอิง
        """,
    ),
    Explanation.PRODUCT_CODE: (
        "a product, part or serial number",
        """
        model models part parts article item items sku asin upc ean gtin gtin-13 jan barcode barcodes product catalog catalogue
        serial s/n sn p/n pn mpn oem lot style firmware hs hsn cas ec unspsc ndc din nsn fru keycode listing gig listing-id
        modelo artículo articulo producto serie pieza referencia-pieza lote artigo produto série peça modèle article produit
        pièce série modell artikel artikelnr artikel-nr artikelnummer produkt serien seriennr seriennummer serien-nr teilenummer teil
        ersatzteil ean-nummer strichcode modello articolo prodotto matricola seriale ricambio codice-a-barre
        модель модели артикул артикула артикулу товар товара серийный серии штрихкод штрих-код запчасти партия партии
        серійний моделі товару штрихкод artykuł artykułu produkt produktu seryjny seryjnego części model kreskowy
        artikelnummer onderdeelnummer serienummer onderdeel produs produsului articol articolul seria serie piesă cod-de-bare
        ürün model seri parça barkod stok मॉडल सीरियल उत्पाद पार्ट মডেল সিরিয়াল পণ্য موديل الموديل التسلسلي المنتج منتج قطعة الباركود
        型号 型號 货号 貨號 款号 款號 序列号 序號 序列號 条码 條碼 商品编号 商品編號 产品编号 物料号 品番 型番 製造番号 シリアル番号 商品番号 商品コード
        모델번호 모델명 모델 품번 시리얼 시리얼번호 일련번호 상품번호 제품번호 바코드 sản_phẩm mã_hàng mã_vạch sê-ri số_seri mã_mẫu
        barang produk artikel tipe kode resep kode-barang siri รุ่น ซีเรียล สินค้า รหัสสินค้า บาร์โค้ด หมายเลขเครื่อง
        """,
    ),
    Explanation.BOOK_NUMBER: (
        "a book or periodical number",
        """
        isbn isbn-10 isbn-13 issn ismn isbn13 isbn10 eissn e-issn isan isrc iswc isni orcid isil oclc lccn doi pmid pmcid arxiv
        स्बन आईएसबीएन আইএসবিএন 国际标准书号 书号 書號 ردمك
        """,
    ),
    Explanation.VEHICLE_NUMBER: (
        "a vehicle number",
        """
        vin chassis plate plates registration-plate licence-plate bastidor patente placa placas chasis chassi placa renavam
        immatriculation châssis fahrgestellnummer fin fahrgestell kennzeichen targa telaio vin-код госномер гос рама шасси
        номерний vin-номер nadwozia rejestracyjny rejestracja kenteken chassisnummer șasiu sasiu înmatriculare inmatriculare
        plaka şasi sasi चेसिस चेसिस वाहन गाड़ी লাইসেন্স চেসিস هيكل الهيكل الشاصي الشاسيه لوحة اللوحة 车架号 車架號 车牌 车牌号 車牌 車台番号
        ナンバープレート 차대번호 차량번호 số_khung biển_số rangka polisi nopol mesin plat casis
        ตัวถัง เลขตัวถัง ทะเบียน ทะเบียนรถ เลขเครื่อง imo mmsi hull hin tail
        """,
    ),
    Explanation.DEVICE_NUMBER: (
        "a device or card chip number",
        """
        imei imei1 imei2 meid imsi iccid esn eid udid mac-address имей имеи eui deveui meter zähler zählernummer zaehlernummer
        счетчик счётчик счетчика лічильник лічильника licznik licznika meterstand cups nmi mpan mprn medidor contador compteur pdl
        contatore pod contor sayaç chip microchip чип
        """,
    ),
    Explanation.LEGAL_REFERENCE: (
        "a legal or registry reference",
        """
        rfc eudract isrctn docket suit civil patent trademark trial protocol-number nct cve rfc-number statute section sec article-law ecli
        apn parcel-number deed title-number cadastral folio lease contract agreement policy policies reg licence-plate-no matter
        expediente sentencia contrato póliza poliza catastral catastro finca inmobiliaria escritura ley decreto resolución
        processo contrato apólice apolice matrícula-imóvel escritura lei decreto portaria dossier contrat police jugement arrêt
        parcelle cadastre loi décret aktenzeichen vertrag vertragsnr vertragsnummer vertrags police policennummer versicherungsnummer
        versicherungsschein grundbuch flurstück gesetz contratto polizza parcella particella sentenza foglio mappale legge catasto
        договор договора договору договоре полис полиса дело дела делу кадастровый кадастровый кадастр постановление приказ закон
        договір договору поліс поліса кадастровий справа справи umowa umowy umowie polisa polisy działka działki sygnatura sygn akt
        wyrok kw księgi contract contractnummer polis polisnummer kadaster kadastraal perceel contract contractul poliță polita
        cadastral dosar dosarul dosarului lege sözleşme poliçe parsel ada dosya esas karar kanun tapu
        खसरा खतौनी खाता-खसरा अनुबंध पॉलिसी मुकदमा धारा प्लॉट খতিয়ান দাগ মামলা চুক্তি পলিসি মৌজা
        عقد العقد قضية القضية دعوى الدعوى بوليصة وثيقة الوثيقة صك الصك قطعة 合同 合同号 合同编号 合約 合約編號 保单 保单号 保單 保單號碼 案号 专利号
        契約番号 証券番号 事件番号 特許 特許番号 地番 계약번호 증권번호 사건번호 특허 지번 hợp_đồng bảo_hiểm sổ_đỏ số_thửa
        kontrak polis perjanjian perkara sertifikat shm hgb nop persil กรมธรรม์ สัญญา โฉนด คดี ที่ดิน เลขที่สัญญา เลขกรมธรรม์
        """,
    ),
    Explanation.IDENTIFIER: (
        "an identification number",
        """
        account acct a/c konto kontonummer konto-nr cuenta conta compte rekening rekeningnummer cont hesap حساب 账号 口座 계좌 tài_khoản stk บัญชี खाता
        customer client member membership employee staff student candidate applicant application applicants exam roll
        seat enrolment enrollment admission index waec jamb neco kcse kcpe register registry project task post job vacancy posting
        portal user userid username-id profile-id room suite flat apartment apt unit door gate flight train bus tram platform
        zone zip zipcode postcode postal pincode po-box pobox box locker locker-code lift voucher coupon promo gift discount redeem
        centre center kostenstelle vendor supplier lieferant fournisseur proveedor fornecedor mrn grn matricule sécu табельный лицевой tờ_khai พนักงาน รหัสพนักงาน
        otp password passcode pin verification confirmation confirm access activation security passphrase identifier identification
        identity national citizen patient chart record file file-id doc document form page pages chapter vol volume row line
        lines column error errno status http exit port ports pid uid gid node cell-ref build rev revision commit pr mr issue-id id-no lab
        sample batch-id donor claimant pupil school upn nhs-number medicare medicaid insurance group rx prescription hkid
        cliente clientes socio alumno estudiante candidato examen proyecto proyectos habitación habitacion vuelo apartado contraseña
        clave verificación verificacion cupón cupon empleado paciente postal cep cp usuario usuário aluno inscrição quarto voo projeto
        senha verificação cupom funcionário processo-seletivo client membre étudiant candidat examen projet chambre vol bp code-postal
        mot-de-passe vérification salarié kunde kunden kundennr kunden-nr kundennummer mitglied mitgliedsnummer matrikelnummer matrikel
        personalnummer projekt projektnummer zimmer zimmernummer flug flugnummer plz postfach kennwort passwort gutschein prüfung pos
        cliente socio studente candidato esame progetto camera volo cap casella verifica utente клиент клиента клиенту абонент студент
        студента экзамен проект проекта проекту проекте комната комнаты рейс рейса индекс пароль код-подтверждения промокод участок
        кабинет кабинета пользователь анкета анкеты вакансия вакансии клієнт клієнта проєкт проєкту проект рейс кімната індекс
        klient klienta członek projekt projektu pokój pokoju lot lotu kod-pocztowy hasło pesel-nr indeksu legitymacji
        klant klantnummer klantnr lidnummer student studentnummer project projectnummer kamer vlucht postcode wachtwoord
        client clientul clientului proiect proiectul proiectului cameră camera zbor cod-poștal parolă student
        müşteri üye öğrenci proje projesi oda uçuş sefer posta şifre onay aday sınav
        ग्राहक सदस्य छात्र परीक्षा रोल परियोजना प्रोजेक्ट कमरा उड़ान पिनकोड पिन पासवर्ड ओटीपी पहचान मतदाता
        গ্রাহক সদস্য ছাত্র পরীক্ষা রোল প্রকল্প প্রজেক্ট কক্ষ ফ্লাইট পিনকোড ওটিপি জাতীয় পরিচয়পত্র পরিচয়
        عميل العميل عضوية العضوية طالب الطالب المرشح الامتحان مشروع المشروع غرفة الغرفة رحلة الرحلة البريدي التحقق مرور هوية
        التسجيل تسجيل القيد الملف ملف مرجع المرجع المرجعي معرف المعرف الصندوق
        客户号 客户编号 客戶編號 会员号 会员 會員編號 学号 學號 考号 准考证 准考证号 项目编号 项目号 項目編號 房号 房間 航班 航班号 邮编 郵編 郵遞區號
        验证码 驗證碼 密码 编号 編號 代码 代碼 识别码 物業編號 檔案編號 工号 お客様番号 会員番号 学籍番号 受験番号 案件番号 部屋番号 便名 郵便番号 認証コード
        管理番号 番号コード プロジェクト番号 고객번호 회원번호 학번 수험번호 프로젝트 프로젝트번호 방번호 편명 우편번호 인증번호 관리번호 사번 매물번호
        khách_hàng thành_viên sinh_viên báo_danh sbd dự_án chuyến_bay số_phòng bưu_chính mật_khẩu xác_minh mã_số
        pelanggan anggota mahasiswa ujian proyek kamar penerbangan pos kodepos sandi verifikasi projek bilik pelajar calon peserta
        ลูกค้า รหัสลูกค้า สมาชิก รหัสสมาชิก นักศึกษา สอบ โครงการ ห้อง เที่ยวบิน ไปรษณีย์ รหัสไปรษณีย์ รหัสผ่าน ยืนยัน รหัสยืนยัน อ้างอิง โอทีพี
        isic vins imsi-no wmid uin hwid appid app-id client-id tenant subscription instance bucket arn aws-account container-id
        """,
    ),
    Explanation.TIMESTAMP: (
        "a timestamp",
        """
        epoch timestamp timestamps unix unixtime unix-time ts created_at updated_at
        """,
    ),
    Explanation.VERSION: (
        "a version",
        """
        version versions ver v release build upgrade versión versão versione версия версии версію версія wersja wersji versie
        versiunea sürüm संस्करण 版本 版本号 バージョン 버전 phiên_bản versi เวอร์ชัน الإصدار اصدار firmware sdk
        """,
    ),
    Explanation.COORDINATES: (
        "a position on the map",
        """
        gps lat latitude lon lng long longitude coordinates coords latitud longitud coordenadas koordinaten широта долгота
        координаты koordynaty coördinaten coordonate koordinat 坐标 座標 좌표 tọa_độ
        """,
    ),
}
"""What kind of number a noun names, how to say it, and the nouns."""

GENERIC_NOUNS = """
    id ids ref refs reference references control code codes pin key token serial hash
    referencia referencias código codigo códigos clave identificador identificación identificacion referência identificador
    référence identifiant codice riferimento identificativo kennung referenz kennziffer kode kód kód:
    код кода кодом идентификатор идентификатора айди референс ідентифікатор kod kodu identyfikator referencyjny
    referentie kenmerk cod codul referință referinta identificator kimlik referans kodu
    कोड आईडी रेफरेंस संदर्भ কোড আইডি রেফারেন্স كود الكود رمز الرمز معرف
    kode referensi rujukan kod รหัส ไอดี コード 代码 代號 코드 아이디
"""
"""Nouns that name a number unless a word for a phone or a messenger governs them ("WhatsApp id")."""

NUMBER_WORDS = """
    no nos nr nrs n num number numbers numbr nbr n° n. º n:o nro núm numero números número numéro numéros numeri numero
    nummer nummern numer numeru numerze numerem nummers numărul număr numar numarul numărului numarası numara numarali no'lu sayılı
    номер номера номером номеру номери № # нр шифр अंक नंबर नम्बर न. संख्या क्रमांक क्रमाङ्क नं नंबर: নম্বর নং নাম্বার সংখ্যা
    رقم الرقم رقمه رقمها برقم ورقم 号 號 号码 號碼 番号 番 번호 số nomor nombor nomer หมายเลข เลขที่ เลข č číslo številka stevilka szám numero:
    αριθμός αριθ αρ מספר broj
"""
"""Words for 'number' itself: they govern together with the noun beside them."""

LINKING_WORDS = """
    correct right new old full following whose reads short long internal external official original previous last first current
    nuevo nueva anterior correcto corto nouveau nouvelle ancien novo nova neue neuer alte alter richtige nuovo vecchio
    новый старый верный правильный nowy stary nieuwe oude đúng mới cũ baru lama yeni eski
    required needed nodig erforderlich
    commercial commerciale inmobiliaria
    is are was were be the of this that ends ending
    de del do da dos das  el lo le les du des d l es é era ist war lautet der die das dem des vom von
    di della dello dei il est était это этот эта це jest het van este e  lui sunt
    bir bu है हैं का की के को यह hai hain ka ki ke হল হলো এর টি هو هي هذا هذه من ال 是 为 為 の は が 은 는 이 가 là của adalah ialah ini yg yang
    คือ ของ ที่ เป็น
"""
"""Small words that may stand between a label and its number."""

EXAMPLE_WORDS = """
    e.g eg ex example exemple ejemplo exemplo esempio beispiel например наприклад przykład np bv bijvoorbeeld zoals wie such like
    örneğin mesela जैसे مثل مثلا 例如 如 例えば 예를 들어 ví_dụ contoh misalnya seperti เช่น z b
"""
"""Words that present a number as an example of what the noun before them names."""

EXAMPLE_PREPOSITIONS = "for por par ad per zum as e na z t"
"""Small words that stand before some of them: "por ejemplo", "z. B."."""

POLISH_IS = "to"
"""The Polish for 'is': it links after a Polish word for number only, for in English it leads to a phone."""

POLISH_NUMBER_WORDS = "numer nr kod identyfikator symbol"

GOVERNING_WORDS = """
    to for in now para pour für per для dla voor pentru için untuk a an any some un une ein eine einen uma um una uno een bir
"""
"""Words before a noun that make it a purpose or any such thing, not the name of the number behind it: "to order 0803 ..."."""

PERSONAL_NUMBER_WORDS = """
    phone phones telephone telephones tel tele tlf tlfn telf teléfono telefono telefone telefonu telefonul telefonnummer
    téléphone telefon telefonnr telefonszám rufnummer handynummer handy handynr mobil mobilnummer mobilnr mobile mob mbl mobiles
    cell cells cellphone cellular cellulare celular cel celulares móvil movil portable gsm gsm-nummer telefoonnummer telefoon
    mobiel mobieltje area country prefix prefijo prefisso indicatif vorwahl ddd dialling call calls calling callme ring orders bookings reservations enquiries inquiries enquiry inquiry sales text txt sms msg message dial fax phoneno contact contacts contactno hotline helpline
    whatsapp whatsap watsapp wattsapp wsp wpp wa wapp zap zapzap wasap watsap wats whats viber telegram tg tele-gram signal line
    wechat weixin qq skype imo botim kakao kakaotalk kakaotalkid zalo discord snap snapchat insta instagram ig messenger facebook fb
    icq kik threema gg gadu vk ok hp ph hlp custcare cc cs helpdesk help support service services stop optout opt info cl tlp ctc nbr wtsp whtsp ws
    телефон телефона телефону телефоном тел моб мобильный мобильного сотовый сот позвони звони звоните ватсап вацап вотсап
    вайбер телеграм телеграмм телега тг телефонний дзвоніть komórka komórki komórkowy tel. zadzwoń dzwoń mobilul suna sună
    sunați cep cepten gsm ara arayın arayin वॉट्सऐप व्हाट्सएप व्हाट्सऐप फोन फ़ोन मोबाइल कॉल ফোন মোবাইল কল হোয়াটসঅ্যাপ ইমো
    هاتف الهاتف جوال الجوال موبايل الموبايل تلفون التلفون واتس واتساب اتصل المحمول تليفون 电话 電話 电话号码 電話番号 手机 手機 手机号 手机号码 微信 微信号 薇信
    威信 联系方式 携帯 携帯番号 电话号 联系电话 聯絡電話 ライン 전화 전화번호 휴대폰 핸드폰 연락처 카톡 폰 điện thoại sđt dt sdt số-điện-thoại zalo đt
    telepon telpon telp hp nohp wa hubungi telefon bimbit โทร เบอร์ เบอร์โทร โทรศัพท์ มือถือ ไลน์ วอทแอป
    llama llame llámame llamar chame ligue liga appelle appelez joindre anruf anrufen ruf chiama chiamare chiamami
    τηλέφωνο τηλ κινητό טלפון נייד puhelin puhelinnumero telefonní telefón mobitel
    iban card              счет-карты карта карты карту
    card-number kart kartı कार्ड  كارت  银行卡 卡号          pix clabe cbu bsb sort  bkash
    zelle venmo cashapp paypal wallet кошелек
"""
"""Words before a number that say it is a person's phone, messenger or account: never masked by a label."""

NUMBER_ENDINGS = ("nummer", "nummern", "nummeret", "nr", "numarasi", "numero", "szam", "id", "code", "kode", "kod")
"""How a compound noun ends that names a number: Rechnungsnummer, Kundennr, ordernummer, orderid."""

ABBREVIATIONS = """
    ex eg n no nr nrs num nro nos núm ref inv tkt id art cat lic reg ser st tr ord rech best auftr akt az pos pp pag lit. št č čís арт инв
    исх вх кв д стр дог зак рег сер п л št bk obj tlf.nr conf acc acct ste apt appt rm flt pt pts vol ch sec par exp proc ap mat cert
"""
"""Words that a full stop may follow without ending the sentence."""

COUNTRY_CODES = "dk hr cz ee fr de es pt gb ie lu lv lt nl pl ro se si sk hu bg cy el fi mt gr ch ru ua au us atu che eu nz za sg mx ar pe uy ve jp kr tw hk kz il ae sa"
"""Codes of countries that stand before official numbers."""

SELF_EVIDENT_NOUNS = """
    isbn issn ismn eudract isrctn ean upc gtin imei imsi meid vin epoch timestamp unix orcid doi awb utr ndc sku asin apn cve nct nhs
"""
"""Nouns that name nothing but a number, beside those for taxes: they need no word for 'number' beside them."""

PEOPLE_NOUNS = """
    customer client clients member membership employee staff student candidate applicant applicants patient pupil donor user pelanggan anggota
    cliente clientes socio alumno estudiante candidato empleado paciente usuario usuário aluno funcionário membre étudiant candidat salarié
    kunde kunden mitglied utente studente клиент клиента клиенту абонент студент студента пользователь клієнт клієнта klient klienta
    klant student clientul clientului müşteri üye öğrenci aday ग्राहक सदस्य छात्र গ্রাহক সদস্য ছাত্র عميل العميل طالب الطالب 会员
    mahasiswa pelajar calon peserta khách_hàng thành_viên sinh_viên ลูกค้า สมาชิก นักศึกษา
"""
"""Nouns for people: a number behind one of them alone may be that person's phone."""

AMBIGUOUS_NOUNS = """
    tax company companies st ice ni cas epic sin bis nn ci cr  bin nit fn rg ape ein pan mst vat gst insurance security iva btw moms
    rea uid  ic ico se-nr coe pps cro tc nin kra tva nis mei group kodas maticna pin نام سجل السجل الموحد المضافة القيمة الضريبة
    ضريبة المدني registration bdo bn phn ogm rn rtn moa ird esr ccm pis cae fpa alv pib mersis sicil vergi иин бин бін
"""
"""Nouns for taxes that are also common words or names: they need a word for 'number'."""

RIGHT_LABELS = """
    numaralı nolu no'lu numaralı sayılı 号 號 番 号订单 號訂單 号房 番号 호 号线 番の नंबर वाला नम्बर
"""
"""Words that make a label when they stand right after the number."""

OWNING_WORDS = """
    my your our their his her mi tu su nuestro meu minha seu sua mon ma ton votre notre mein meine dein deine ihr ihre unser unsere
    mio mia tuo suo мой моя мое твой ваш ваша наш мій моя ваш mój moja twój wasz mijn jouw uw ons benim sizin मेरा मेरी आपका আমার আপনার
    saya anda kamu 我的 您的 私の 제
"""
"""Words for whose it is, between a number and the name that follows it."""

COPULAS = "is was = ist es è est é это це jest adalah là है हैं is my are هو هي"
"""Words that lead from a number to its name: '41207335 is my order number'."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word)[0] for word in words.split())


_ENTRIES = [
    (fold(word)[0], explanation) for explanation, (_, words) in reversed(_NOUNS.items()) for word in words.split()
]
_JOINT = regex("[-_/.]")

NOUNS: dict[str, Explanation] = {word: explanation for word, explanation in _ENTRIES if not _JOINT.search(word)}
"""The kind of number that each folded noun names."""

PHRASES: dict[str, tuple[tuple[str, Explanation], ...]] = {
    last: tuple(
        (_JOINT.sub(" ", word), explanation)
        for word, explanation in _ENTRIES
        if _JOINT.search(word) and _JOINT.split(word)[-1] == last
    )
    for last in {_JOINT.split(word)[-1] for word, _ in _ENTRIES if _JOINT.search(word)}
}
"""Names of several words, by their last word."""

DISTINCT_GENERIC, DISTINCT_LINKING = {"ma": "mã"}, {"la": "là"}
"""Words that only their accents tell from common words of other languages."""

SAID: dict[Explanation, str] = {explanation: said for explanation, (said, _) in _NOUNS.items()}
"""How a reason calls each kind of number."""

GENERIC = _folded(GENERIC_NOUNS)
NUMBERING = _folded(NUMBER_WORDS)
GOVERNING = _folded(GOVERNING_WORDS)
DIGIT_WORDS = _folded(
    "digits cifras chiffres ziffern cijfers stellig stellige cyfr цифр цифры cifre haneli cifr αριθμοί 位"
)
LINKING = _folded(LINKING_WORDS) | DIGIT_WORDS
EXEMPLIFYING = _folded(EXAMPLE_WORDS)
BEFORE_EXAMPLE = _folded(EXAMPLE_PREPOSITIONS)
POLISH_NUMBERING = _folded(POLISH_NUMBER_WORDS)
PERSONAL = _folded(PERSONAL_NUMBER_WORDS)
ABBREVIATED = _folded(ABBREVIATIONS)
_PEOPLE = _folded(PEOPLE_NOUNS)
ADVERTISING = {word for word, kind in NOUNS.items() if kind is Explanation.ORDER_NUMBER or word in _PEOPLE}
COUNTRIES = _folded(COUNTRY_CODES)
SELF_EVIDENT = (
    _folded(SELF_EVIDENT_NOUNS) | {word for word, kind in NOUNS.items() if kind is Explanation.TAX_OR_COMPANY_NUMBER}
) - _folded(AMBIGUOUS_NOUNS)
AFTER = _folded(RIGHT_LABELS)
COPULA = _folded(COPULAS)
OWNING = _folded(OWNING_WORDS)
