"""What fields are called in other languages than English, in their own script and in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping

# Words that are one in English as well, or an abbreviation there ("nom", "pol", "cap", "ort"), are left out.
NAMES: Mapping[str, tuple[str, ...]] = {
    "name": tuple(
        """
        姓名 真实姓名 收货人 联系人 收件人姓名 客户姓名 用户姓名 xingming zhenshixingming xm_name 성명 고객명
        회원명 수신인 수령인 받는사람 주문자 주문자명 예약자명 신청자명 담당자명 ireum irum seongmyeong 氏名
        お名前 氏名カナ フリガナ ふりがな shimei furigana sei_kana mei_kana name_kana kana_name фамилия
        отчество фио familiya otchestvo fio vorname nachname vor_nachname prenom nom_complet
        nom_famille nom_de_famille apellido apellidos nombre_completo apellido_paterno apellido_materno
        sobrenome nome_completo cognome nome_cognome ho_ten hoten họ_tên ad_soyad adsoyad
        """.split()  # noqa: SIM905
    ),
    "phone_number": tuple(
        """
        手机 手机号 手机号码 电话 联系电话 电话号码 联系方式 shouji shoujihao shoujihaoma dianhua lianxidianhua
        sjh 전화 전화번호 휴대폰 휴대폰번호 휴대전화 핸드폰 핸드폰번호 연락처 휴대전화번호 jeonhwa yeonrakcheo
        hyudaepon 電話 電話番号 携帯番号 携帯電話 携帯電話番号 denwa denwa_bango keitai телефон
        номер_телефона telefon telefonnummer handynummer rufnummer mobilnummer telephone_portable
        numero_telephone numero_de_telephone num_tel telefono telefono_movil celular numero_telefono
        numero_celular telefone numero_telefone cellulare numero_di_telefono nomor_telepon no_hp nomor_hp
        so_dien_thoai sdt
        """.split()  # noqa: SIM905
    ),
    "email": tuple(
        """
        邮箱 电子邮箱 邮件 邮箱地址 电子邮件 youxiang dianziyouxiang 이메일 이메일주소 전자우편 메일 メール
        メールアドレス почта эл_почта электронная_почта pochta correo
        correo_electronico courriel adresse_mail
        """.split()  # noqa: SIM905
    ),
    "birth_date": tuple(
        """
        生日 出生日期 出生年月 出生年月日 shengri chushengriqi csrq 생일 생년월일 출생일 생년 saengnyeonwolil
        saengil 生年月日 誕生日 seinengappi дата_рождения день_рождения data_rozhdeniya
        date_rozhdeniya geburtsdatum geburtstag date_naissance date_de_naissance fecha_nacimiento
        fecha_de_nacimiento data_nascimento data_de_nascimento data_nascita data_di_nascita tanggal_lahir
        ngay_sinh dogum_tarihi
        """.split()  # noqa: SIM905
    ),
    "gender": tuple(
        """
        性别 xingbie 성별 seongbyeol 性別 seibetsu пол geschlecht sexe genero gênero sesso jenis_kelamin
        gioi_tinh
        """.split()  # noqa: SIM905
    ),
    "age": tuple(
        """
        年龄 nianling 나이 연령 연령대 年齢 年代 возраст vozrast lebensalter edad idade eta_anni umur
        tuoi
        """.split()  # noqa: SIM905
    ),
    "username": tuple(
        """
        昵称 用户名 用户昵称 nicheng yonghuming 닉네임 별명 사용자명 ニックネーム ユーザー名 никнейм
        benutzername surnom
        """.split()  # noqa: SIM905
    ),
    "account_id": tuple(
        """
        用户id 会员号 会员编号 账号 yonghuid huiyuanhao 아이디 회원번호 고객번호 사용자아이디 회원아이디
        会員番号 会員id ユーザーid benutzer_id kundennummer id_usuario id_utilisateur id_cliente id_pengguna
        """.split()  # noqa: SIM905
    ),
    "password": tuple(
        """
        密码 登录密码 mima denglumima 비밀번호 암호 パスワード пароль parol passwort kennwort mot_de_passe
        contrasena contraseña senha 验证码 yanzhengma yzm 인증번호 認証コード kata_sandi mat_khau sifre
        """.split()  # noqa: SIM905
    ),
    "address": tuple(
        """
        地址 住址 详细地址 收货地址 家庭住址 通讯地址 dizhi zhuzhi xiangxidizhi 주소 상세주소 배송지 도로명주소
        지번주소 배송지주소 juso sangse_juso 住所 番地 jusho адрес адрес_доставки adresa
        anschrift strasse straße hausnummer adresse_postale adresse_ligne1 direccion calle endereco endereço
        logradouro indirizzo alamat dia_chi
        """.split()  # noqa: SIM905
    ),
    "postal_code": tuple(
        """
        邮编 邮政编码 youbian 우편번호 upyeonbeonho 郵便番号 yubin_bango postleitzahl code_postal codigo_postal
        cep cod_postal codice_postale kode_pos
        """.split()  # noqa: SIM905
    ),
    "place_name": tuple(
        """
        城市 省份 所在城市 所在地 区县 chengshi shengfen 시도 시군구 지역 거주지 도시 都道府県 市区町村
        город gorod wohnort stadt bundesland ville ciudad provincia cidade bairro citta città kota
        thanh_pho
        """.split()  # noqa: SIM905
    ),
    "national_id": tuple(
        """
        身份证 身份证号 身份证号码 shenfenzheng shenfenzhenghao sfz sfzh zjhm 주민등록번호 주민번호
        외국인등록번호 jumin_beonho
        """.split()  # noqa: SIM905
    ),
    "passport_number": tuple(
        """
        护照 护照号 护照号码 huzhao 여권번호 旅券番号 паспорт passnummer numero_passeport pasaporte
        passaporte
        """.split()  # noqa: SIM905
    ),
    "payment_card": tuple(
        """
        银行卡号 卡号 yinhangkahao 카드번호 カード番号 номер_карты kartennummer numero_carte
        numero_tarjeta numero_cartao numero_carta
        """.split()  # noqa: SIM905
    ),
    "bank_account": tuple(
        """
        银行账号 账户号码 계좌번호 口座番号 номер_счета kontonummer numero_compte numero_cuenta
        """.split()  # noqa: SIM905
    ),
    "nationality": tuple(
        """
        国籍 国籍名 국적 гражданство staatsangehoerigkeit nationalite nacionalidad nacionalidade
        cittadinanza
        """.split()  # noqa: SIM905
    ),
    "occupation": tuple(
        """
        职业 职务 公司名称 学历 zhiye xueli gongsimingcheng 직업 직장 직장명 회사명 학력 職業 会社名 勤務先 学歴
        профессия должность beruf arbeitgeber metier ocupacion profissao professione
        empresa_nombre pekerjaan nghe_nghiep
        """.split()  # noqa: SIM905
    ),
    "ethnicity": tuple(
        """
        民族 minzu 민족 национальность
        """.split()  # noqa: SIM905
    ),
    "beliefs": tuple(
        """
        宗教 宗教信仰 zongjiao 종교 религия konfession
        """.split()  # noqa: SIM905
    ),
    "profile_picture": tuple(
        """
        头像 touxiang 프로필사진 프로필이미지 プロフィール画像 аватар profilbild photo_profil
        """.split()  # noqa: SIM905
    ),
    "latitude": tuple(
        """
        纬度 weidu 위도 緯度 широта shirota breitengrad latitud
        """.split()  # noqa: SIM905
    ),
    "longitude": tuple(
        """
        经度 jingdu 경도 経度 долгота dolgota laengengrad längengrad longitud
        """.split()  # noqa: SIM905
    ),
    "device_model": tuple(
        """
        手机型号 设备型号 机型 shoujixinghao shebeixinghao jixing 기기모델 단말기모델 기종 機種 機種名 端末名
        модель_устройства
        """.split()  # noqa: SIM905
    ),
    "device_brand": tuple(
        """
        手机品牌 设备品牌 pinpai shoujipinpai 제조사명 단말브랜드
        """.split()  # noqa: SIM905
    ),
    "os_version": tuple(
        """
        系统版本 xitongbanben os버전 운영체제버전 OSバージョン версия_ос
        """.split()  # noqa: SIM905
    ),
    "device_id": tuple(
        """
        设备id 设备号 设备标识 shebeiid shebeihao 기기아이디 단말기id 기기식별자 端末id
        идентификатор_устройства
        """.split()  # noqa: SIM905
    ),
    "network_operator": tuple(
        """
        运营商 yunyingshang 통신사 キャリア оператор_связи
        """.split()  # noqa: SIM905
    ),
    "search_query": tuple(
        """
        搜索词 搜索关键词 关键词 sousuoci guanjianci 검색어 검색키워드 検索キーワード 検索語
        поисковый_запрос suchbegriff suchwort
        """.split()  # noqa: SIM905
    ),
    "prompt": tuple(
        """
        问题 提问 用户输入 질문 사용자입력 質問 вопрос
        """.split()  # noqa: SIM905
    ),
    "answer": tuple(
        """
        回答 답변 回答内容 ответ
        """.split()  # noqa: SIM905
    ),
    "chat_text": tuple(
        """
        留言 反馈内容 消息内容 聊天内容 留言内容 문의내용 상담내용 메시지내용 대화내용 お問い合わせ内容
        メッセージ сообщение nachricht mensaje mensagem messaggio kommentar comentario
        """.split()  # noqa: SIM905
    ),
}
# Such words many other things have as well: they count where a person's other data stand.
WEAK_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": tuple(
        """
        名字 이름 名前 姓 名 namae имя imya nombre nombres
        """.split()  # noqa: SIM905
    ),
}
