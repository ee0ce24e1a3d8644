"""Identity, the person: who the user is, by name, number, account or body."""

from __future__ import annotations

from inspector.datatypes import checks, labels, shapes
from inspector.datatypes.kinds import DataType, Family, names

FAMILY = Family(
    "identity",
    "Identity",
    "신원·식별자",
    "身份与标识",
    "What tells one person, device or installation from all others.",
)

TYPES = (
    DataType(
        "email",
        "E-mail",
        "전자우편 주소",
        "电子邮箱",
        "The user's e-mail address",
        labels=(labels.EMAIL, labels.PERSONAL),
        keys=names(
            "email e_mail user_email email_address mail mailbox account_email login_email emails contact_email $email"
        ),
        accepts=shapes.is_email,
        search="unique",
    ),
    DataType(
        "phone_number",
        "Phone number",
        "전화번호",
        "电话号码",
        "The user's phone number",
        labels=(labels.PHONE, labels.PERSONAL),
        keys=names(
            "phone phone_number phonenumber phone_numbers mobile_numbers mobile mobile_number msisdn tel telephone "
            "cellphone user_phone "
            "line1_number phone_no mobile_phone area_code_phone $phone mobile_no hp_no hp hp_number tel_no "
            "contact_number contact_phone contact_no mobile_phone_number cell_no user_mobile user_tel phonenum "
            "from_number to_number whatsapp_number phone_e164 wa_id mdn ctn login_phone login_mobile bind_mobile "
            "whatsapp phone1 user_hp recv_phone sms_number mobile_tel phone_home phone_cell national_number"
        ),
        accepts=shapes.is_phone,
        search="unique",
    ),
    DataType(
        "username",
        "User name",
        "사용자 이름·별명",
        "用户名、昵称",
        "What the user calls themselves in the app",
        labels=(labels.NAME, labels.PERSONAL),
        keys=names(
            "user_name username nickname nick_name login_name display_user_name user_nickname user_nick account_name "
            "user_login preferred_username nick user_handle vanity_name nick_nm nickname_cn screen_username "
            "handle_name user_alias chat_nickname profile_name login_nickname penname"
        ),
        accepts=shapes.is_short_text,
        search="word",
    ),
    DataType(
        "name",
        "Name",
        "이름",
        "姓名",
        "The user's name",
        labels=(labels.NAME, labels.PERSONAL),
        keys=names(
            "full_name real_name first_name last_name given_name family_name user_real_name user_name username "
            "nickname nick_name customer_name legal_name user_nm usr_nm mbr_nm mem_name member_name cust_nm "
            "patient_name buyer_name recipient_name receiver_name applicant_name truename surname forename "
            "middle_name preferred_name requester_name visitor_name customer_full_name cardholder_name name_first "
            "name_last person_name buyer_nm legal_first_name legal_last_name"
        ),
        weak_keys=names("name"),
        accepts=shapes.is_person,
        search="word",
    ),
    DataType(
        "birth_date",
        "Date of birth",
        "생년월일",
        "出生日期",
        "When the user was born",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names(
            "birth_date birthdate birthday date_of_birth dob user_birthday birth_day birth_ymd yob birth_year "
            "year_of_birth birth date_birth user_birth birth_dt bday user_bday day_of_birth birthday_year birth_month"
        ),
        accepts=checks.is_birth,
        search="keyed",
    ),
    DataType(
        "age",
        "Age",
        "나이",
        "年龄",
        "How old the user is",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names(
            "age user_age age_range age_group age_band age_bracket user_age_range age_year age_bucket ageyears "
            "user_years"
        ),
        accepts=checks.is_age,
    ),
    DataType(
        "gender",
        "Gender",
        "성별",
        "性别",
        "Whether the user is a man, a woman or neither",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names(
            "gender user_gender sex user_sex gender_code $gender user_gender_code sex_code gndr gender_cd genderid"
        ),
        accepts=checks.is_gender,
    ),
    DataType(
        "address",
        "Postal address",
        "주소",
        "住址",
        "The user's postal address",
        labels=(labels.ADDRESS, labels.PERSONAL),
        keys=names(
            "postal_address street_address home_address street address_line address_line1 shipping_address "
            "billing_address address1 detail_address road_address address2 address_line_2 addr full_address "
            "formatted_address home_addr user_address address_detail jibun_address street_name street_1 detail_addr "
            "delivery_address detailed_address road_addr ship_address"
        ),
        weak_keys=names("address addr1 addr2"),
        accepts=lambda text: shapes.is_short_text(text) and not shapes.is_ip(text) and "@" not in text,
        search="word",
    ),
    DataType(
        "national_id",
        "National identity number",
        "주민등록번호·외국인등록번호 등",
        "居民身份证号等",
        "The number a state gave the user: Korean resident or foreigner registration, Chinese identity card, US social "
        "security",
        labels=(labels.OTHER_PERSONAL, labels.UNIQUE, labels.RESIDENT),
        keys=names(
            "rrn resident_number resident_registration_number jumin jumin_no jumin_number juminno ssn "
            "social_security_number national_id national_id_number id_card id_card_no idcard idcard_no id_number id_no "
            "identity_number cert_no citizen_id foreigner_number alien_registration_number"
        ),
        accepts=checks.is_national_id,
        search="unique",
    ),
    DataType(
        "passport_number",
        "Passport number",
        "여권번호",
        "护照号码",
        "The number of the user's passport",
        labels=(labels.OTHER_PERSONAL, labels.UNIQUE),
        keys=names("passport passport_number passport_no passport_num"),
        accepts=checks.is_passport,
        search="unique",
    ),
    DataType(
        "driving_licence",
        "Driving licence number",
        "운전면허번호",
        "驾驶证号",
        "The number of the user's driving licence",
        labels=(labels.OTHER_PERSONAL, labels.UNIQUE),
        keys=names(
            "driver_license driving_licence driver_licence license_number licence_number driver_license_number "
            "driver_license_no drivers_license"
        ),
        accepts=checks.is_licence,
        search="unique",
    ),
    DataType(
        "linking_id",
        "CI or DI of an identity check",
        "연계정보(CI)·중복가입확인정보(DI)",
        "韩国实名认证标识（CI/DI）",
        "What a Korean identity check gives out for a person: the same at every company (CI) or at one (DI)",
        labels=(labels.USER_IDS, labels.LINKING, labels.PERSONAL),
        keys=names("ci di user_ci user_di ci_value di_value conn_info dup_info conninfo dupinfo ci_hash unique_key_ci"),
        accepts=checks.is_linking,
        search="unique",
    ),
    DataType(
        "payment_card",
        "Payment card number",
        "카드번호",
        "银行卡（支付卡）号",
        "The number of the user's credit or debit card, whole or with its middle left out",
        labels=(labels.PAYMENT, labels.PERSONAL),
        keys=names(
            "card_number card_no cardnumber credit_card pan card_num credit_card_number cc_number bank_card "
            "bank_card_no masked_card card_last4_masked card_number_masked card_num_masked masked_card_number "
            "masked_pan card_last4 last_four_digits card_bin"
        ),
        accepts=checks.is_card,
        search="unique",
    ),
    DataType(
        "bank_account",
        "Bank account",
        "계좌번호",
        "银行账号",
        "The number of the user's bank account",
        labels=(labels.PAYMENT, labels.PERSONAL),
        keys=names(
            "bank_account account_number iban bank_account_number bank_account_no account_no acct_no bank_acct "
            "account_num virtual_account virtual_account_number bank_no"
        ),
        accepts=checks.is_bank_account,
        search="unique",
    ),
    DataType(
        "account_id",
        "Account ID",
        "계정 식별자",
        "账号标识",
        "The number or name of the user's account",
        labels=(labels.USER_IDS, labels.PERSONAL),
        keys=names(
            "user_id userid uid user_unique_id account_id customer_user_id distinct_id login_id external_user_id "
            "external_id ssid_user member_id open_id union_id profile_id customer_id app_user_id custom_user_id "
            "publisher_user_id $user_id user_uuid member_no identity_id puid appuserid user_identifier "
            "identity_login_id onesignal_id alias_name user_key uid_ext member_code mb_id mbr_id cust_id usr_id "
            "login_user_id passport_id account_uuid user_no mem_no memberseq mbr_no cust_no user_sn user_account "
            "account_no_id userguid user_hash hashed_user_id client_user_id braze_id moe_user_id gio_id usr_uid "
            "login_name_id hashed_account_id external_customer_id external_user user_ref internal_user_id "
            "platform_user_id user_pseudonymous_id obfuscated_account_id obfuscated_external_account_id buyer_id "
            "subscriber_uid contact_id person_id people_id employee_id student_id patient_id rider_id traveler_id "
            "user_seq customer_key payer_id shopper_id shopper_reference merchant_customer_id client_reference_id "
            "user_code user_unique_key app_account_token person_uuid player_uid uid_str user_num usernumber "
            "sender_user_id from_user_id member_key member_uid member_srl login_account login_uid auth_user_id crm_id "
            "userid_hash uuid_user"
        ),
        accepts=shapes.is_account,
        search="unique",
    ),
    DataType(
        "auth_token",
        "Login token",
        "인증 토큰",
        "登录凭证（令牌）",
        "What proves to a server that the user is logged in: whoever has it may act for the user",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names(
            "access_token refresh_token auth_token authtoken login_token session_token user_token id_token "
            "bearer_token authorization x_auth_token sessionkey session_key passport_csrf_token sso_token jwt "
            "user_jwt x_access_token x_session_token x_user_token oauth_token session_secret login_ticket "
            "passport_token user_access_token user_session_token auth_key_user member_token kakao_access_token "
            "naver_access_token google_id_token apple_identity_token firebase_auth_token credential_token userticket "
            "acf_auth_token x_login_token auth_cookie"
        ),
        accepts=checks.is_token,
        search="unique",
    ),
    DataType(
        "password",
        "Password",
        "비밀번호",
        "密码",
        "The user's password or one-time code, as such or hashed",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names(
            "password passwd user_password login_password pwd passcode otp one_time_password pin_code "
            "verification_code sms_code verify_code user_pw user_pwd passwd_confirm password_confirm new_password "
            "old_password current_password password_confirmation otp_code sms_auth_code auth_number cert_number "
            "auth_code_sms captcha_code login_pwd user_passwd md5_password password_md5 verify_number"
        ),
        accepts=checks.is_secret,
    ),
    DataType(
        "profile_picture",
        "Profile picture",
        "프로필 사진",
        "头像",
        "The user's picture in the app, or its address",
        labels=(labels.PHOTOS, labels.PERSONAL),
        keys=names(
            "avatar avatar_url profile_image profile_image_url profile_picture user_avatar head_img_url headimgurl "
            "photo_url profile_photo avatar_thumb picture_url user_image_url avatar_uri avatar_large thumbnail_image "
            "profile_img profile_img_url user_photo user_pic profile_pic headimg head_url portrait_url avatar_link "
            "icon_url_user user_icon"
        ),
        accepts=shapes.is_picture,
    ),
    DataType(
        "keystroke_rhythm",
        "Keystroke rhythm",
        "키 입력 리듬",
        "击键节奏",
        "How fast and in which rhythm the user types",
        labels=(labels.OTHER_ACTIONS, labels.BEHAVIOUR),
        keys=names(
            "keystroke_rhythm keystrokes keystroke keystroke_timing typing_rhythm typing_speed typing_pattern "
            "key_intervals key_interval inter_key_interval dwell_times flight_times key_dwell key_timings "
            "keystroke_pattern"
        ),
        accepts=shapes.is_number,
    ),
    DataType(
        "accounts",
        "Accounts on the phone",
        "휴대전화에 등록된 계정",
        "手机上的账户",
        "Which accounts are kept in the phone",
        labels=(labels.USER_IDS, labels.PERSONAL),
        keys=names("accounts account_list google_accounts device_accounts account_names"),
        accepts=shapes.is_filled,
    ),
)
