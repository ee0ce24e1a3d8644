"""Identity, what the user is like: body, health, beliefs, origin, work."""

from __future__ import annotations

from inspector.datatypes import labels, shapes
from inspector.datatypes.kinds import DataType, names

TYPES = (
    DataType(
        "biometrics",
        "Biometrics",
        "생체정보",
        "生物识别信息",
        "Features of the user's body by which they can be recognised: face, voice, fingerprint",
        labels=(labels.OTHER_PERSONAL, labels.BIOMETRIC, labels.SPECIAL_BIOMETRIC),
        keys=names(
            "face_id_data face_feature face_embedding face_template voiceprint voice_print fingerprint_template "
            "face_descriptor iris_template face_token face_vector palm_print"
        ),
        accepts=shapes.is_long_or_list,
    ),
    DataType(
        "health",
        "Health",
        "건강 정보",
        "健康信息",
        "What is said of the user's health",
        labels=(labels.HEALTH, labels.SENSITIVE, labels.SPECIAL_HEALTH),
        keys=names(
            "health_data health_info medical_history diagnosis disease symptoms symptom medication blood_type "
            "blood_pressure heart_rate blood_glucose body_weight pregnancy_status menstrual_cycle allergies disability "
            "medical_record"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "fitness",
        "Fitness",
        "운동 정보",
        "运动健身信息",
        "How much the user moves and sleeps",
        labels=(labels.FITNESS, labels.PERSONAL),
        keys=names(
            "step_count steps_count daily_steps calories_burned sleep_duration workout_type sleep_data step_counter"
        ),
        accepts=shapes.is_filled,
    ),
    DataType(
        "beliefs",
        "Beliefs and memberships",
        "사상·신념·정치적 견해",
        "宗教信仰、政治观点",
        "What the user believes in: religion, politics, trade union",
        labels=(labels.BELIEFS, labels.SENSITIVE, labels.SPECIAL_BELIEFS),
        keys=names(
            "religion religious_belief religious_beliefs political_view political_views political_party trade_union "
            "union_membership party_membership"
        ),
        accepts=shapes.is_words,
    ),
    DataType(
        "sexuality",
        "Sex life and orientation",
        "성생활·성적 지향",
        "性生活与性取向",
        "The user's sexual orientation or sex life",
        labels=(labels.ORIENTATION, labels.SENSITIVE, labels.SPECIAL_SEX),
        keys=names("sexual_orientation sexual_preference sex_life sexuality interested_in_gender"),
        accepts=shapes.is_words,
    ),
    DataType(
        "ethnicity",
        "Ethnic origin",
        "인종·민족",
        "种族、民族",
        "The user's race or ethnic origin",
        labels=(labels.RACE, labels.ETHNIC, labels.SPECIAL_ETHNIC),
        keys=names("ethnicity ethnic_group race ethnic_origin minzu user_race ethnic nation_ethnic"),
        accepts=shapes.is_words,
    ),
    DataType(
        "nationality",
        "Nationality",
        "국적",
        "国籍",
        "Which state the user is a citizen of",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names("nationality citizenship nationality_code user_nationality foreigner_yn"),
        accepts=shapes.is_words,
    ),
    DataType(
        "occupation",
        "Work and education",
        "직업·학력",
        "职业与学历",
        "What the user does for a living, where, and what they learned",
        labels=(labels.OTHER_PERSONAL, labels.PERSONAL),
        keys=names(
            "occupation job_title employer company_name education_level profession school_name user_job job_type "
            "industry_name workplace"
        ),
        accepts=shapes.is_words,
    ),
)
