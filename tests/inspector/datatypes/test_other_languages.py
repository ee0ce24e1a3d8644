"""Fields named in other languages are known in their own script and in Latin letters, with values of their form."""

from __future__ import annotations

import pytest

from inspector.datatypes import DATA_TYPES
from inspector.datatypes.find import Finder
from inspector.datatypes.types import other_languages
from tests.inspector.datatypes.world import types

BLIND = Finder()


@pytest.mark.parametrize(
    ("value", "type_ids"),
    [
        ({"姓名": "朴敏雅", "手机号": "13812345678", "性别": "女"}, {"name", "phone_number", "gender"}),
        ({"xingming": "Piao Minya", "shouji": "13812345678"}, {"name", "phone_number"}),
        ({"성명": "박민아", "생년월일": "1990-04-17"}, {"name", "birth_date"}),
        ({"이름": "박민아", "전화번호": "01048217730"}, {"name", "phone_number"}),
        ({"氏名": "山田花子", "郵便番号": "100-0001"}, {"name", "postal_code"}),
        ({"телефон": "+79161234567", "фамилия": "Пак"}, {"phone_number", "name"}),
        ({"vorname": "Mina", "geburtsdatum": "17.04.1990"}, {"name", "birth_date"}),
        ({"apellidos": "Park", "fecha_nacimiento": "17/04/1990"}, {"name", "birth_date"}),
        ({"prenom": "Mina", "code_postal": "75001", "ville": "Paris"}, {"name", "postal_code", "place_name"}),
        ({"sobrenome": "Park", "cidade": "Lisboa"}, {"name", "place_name"}),
        ({"机型": "ALN-AL00", "纬度": "37.566312"}, {"device_model", "latitude"}),
        ({"검색어": "겨드랑이 멍울"}, {"search_query"}),
        ({"fields": [{"label": "성명", "value": "박민아"}]}, {"name"}),
    ],
)
def test_a_name_in_another_language_is_known(value: dict[str, object], type_ids: set[str]) -> None:
    assert types(value, BLIND) == type_ids


@pytest.mark.parametrize(
    "value",
    [
        {"이름": "박민아"},
        {"nombre": "Mina", "precio": 9900},
        {"名前": "設定"},
        {"手机号": "请输入", "生日": "未知", "性别": "未知"},
        {"telefon": "ja", "geburtsdatum": "heute"},
        {"纬度": "37", "ville": ""},
        {"sexe": "?", "cep": "Brasil"},
    ],
)
def test_another_value_or_a_word_for_anything_is_none(value: dict[str, object]) -> None:
    assert types(value, BLIND) == set()


def test_every_list_is_of_a_type_and_says_no_name_twice() -> None:
    assert {*other_languages.NAMES, *other_languages.WEAK_NAMES} <= set(DATA_TYPES)
    assert [kind for kind, names in other_languages.NAMES.items() if len(set(names)) != len(names)] == []
