"""Text without empty lines: where paragraphs begin, by words, ends and the margin; six languages, any numbering."""

from __future__ import annotations

import re
import textwrap

import pytest
from structured import document, texts

#: Formula, preambular paragraphs, operative paragraphs of one invented text in six languages.
TEXTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        "The General Assembly,",
        ("Recalling its resolution 61/250 on the keeping of lighthouses along shared and unshared coasts,",
         "Noting that many lamps are lit by hand, that oil is dear, and that keepers grow old,",
         "Aware that ships of every flag depend on the same lights,"),
        ("Decides to hold a meeting of keepers in Geneva in the spring of every second year;",
         "Invites States to say which of their lamps are out, and for how long, and why;",
         "Requests the Secretary-General to report on lamps to the Assembly at its next session."),
    ),
    "fr": (
        "L’Assemblée générale,",
        ("Rappelant sa résolution 61/250 relative à l’entretien des phares le long des côtes communes,",
         "Notant que nombre de lampes sont allumées à la main et que l’huile est chère,",
         "Consciente que les navires de tous pavillons dépendent des mêmes feux,"),
        ("Décide de tenir à Genève, au printemps de chaque deuxième année, une réunion des gardiens ;",
         "Invite les États à dire lesquelles de leurs lampes sont éteintes et depuis quand ;",
         "Prie le Secrétaire général de lui rendre compte des lampes à sa prochaine session."),
    ),
    "es": (
        "La Asamblea General,",
        ("Recordando su resolución 61/250 relativa al cuidado de los faros a lo largo de las costas comunes,",
         "Observando que muchas lámparas se encienden a mano y que el aceite es caro,",
         "Consciente de que los buques de todos los pabellones dependen de las mismas luces,"),
        ("Decide celebrar en Ginebra, en la primavera de cada segundo año, una reunión de los guardianes;",
         "Invita a los Estados a decir cuáles de sus lámparas están apagadas y desde cuándo;",
         "Solicita al Secretario General que le informe sobre las lámparas en su próximo período de sesiones."),
    ),
    "ru": (
        "Генеральная Ассамблея,",
        ("ссылаясь на свою резолюцию 61/250 о содержании маяков вдоль общих и не общих берегов,",
         "отмечая, что многие лампы зажигают вручную, что масло дорого, а смотрители стареют,",
         "сознавая, что суда зависят от огней,"),
        ("постановляет проводить в Женеве весной каждого второго года совещание смотрителей маяков;",
         "предлагает государствам сообщать, какие из их ламп погасли, как давно и почему;",
         "просит Генерального секретаря доложить о лампах на следующей сессии."),
    ),
    "ar": (
        "إن الجمعية العامة،",
        ("إذ تشير إلى قرارها 61/250 بشأن صيانة المنارات على امتداد السواحل المشتركة وغير المشتركة بين الدول،",
         "وإذ تلاحظ أن كثيرا من المصابيح يضاء باليد وأن الزيت غال وأن الحراس يكبرون في السن،",
         "وإذ تدرك أن السفن تعتمد على الأضواء،"),
        ("تقرر أن تعقد في جنيف في ربيع كل سنة ثانية اجتماعا لحراس المنارات من جميع المناطق؛",
         "تدعو الدول إلى أن تبين أي مصابيحها منطفئ ومنذ متى ولأي سبب؛",
         "تطلب إلى الأمين العام أن يقدم تقريرا عن المصابيح في دورتها المقبلة."),
    ),
    "zh": (
        "大会，",
        ("回顾其关于养护共有海岸和非共有海岸沿线各处灯塔以利航行的第61/250号决议以及以往其他各项有关决议，",
         "注意到许多灯仍用手点燃，灯油价格昂贵，灯塔看守人年事渐高，接替者寥寥无几，",
         "意识到悬挂任何国旗的船只都依靠同样的灯光，"),
        ("决定每两年春季在日内瓦举行一次各区域灯塔看守人会议，并请各国派人参加和分享经验；",
         "邀请各国说明其哪些灯已经熄灭、熄灭多久以及熄灭的原因；",
         "请秘书长向大会下届会议提交关于灯塔的报告。"),
    ),
}  # fmt: skip
LABELS = ["PP1", "PP2", "PP3", "OP1", "OP2", "OP3"]
NUMBERS = {"dotted": "{}. ", "bare": "{} ", "in brackets": "({}) ", "none": "", "half": "{}) "}


def _wrap(line: str, width: int, language: str, **how: str) -> list[str]:
    if language != "zh":
        return textwrap.wrap(line, width, **how)  # type: ignore[arg-type]
    pieces = re.findall(r"[0-9A-Za-z./-]+|.[，。；、]*", line)
    found = [""]
    for piece in pieces:
        if 2 * len(found[-1] + piece) > width:
            found.append("")
        found[-1] += piece
    return found


def _printed(language: str, width: int, numbers: str, gap: str = "\n", **how: str) -> str:
    formula, preambular, operative = TEXTS[language]
    numbered = (NUMBERS[numbers].format(at) + text for at, text in enumerate(operative, 1))
    paragraphs = (formula, *preambular, *numbered)
    return gap.join("\n".join(_wrap(text, width, language, **how)) for text in paragraphs) + "\n"


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("width", [60, 72, 90])
@pytest.mark.parametrize("language", TEXTS)
def test_wrapped_text_without_empty_lines_keeps_its_paragraphs(
    language: str, width: int, numbers: str
) -> None:
    found = document(_printed(language, width, numbers))
    assert list(texts(found)) == LABELS
    words = [*TEXTS[language][1], *TEXTS[language][2]]
    assert [p.text for p in found.walk()] == words


@pytest.mark.parametrize("language", TEXTS)
def test_page_feeds_windows_line_ends_and_indents_change_nothing(language: str) -> None:
    plain = _printed(language, 72, "dotted")
    lines = plain.splitlines()
    fed = "\n".join([*lines[:4], "\x0c" + lines[4], *lines[5:]])
    hanging = _printed(language, 72, "dotted", subsequent_indent="    ")
    first = _printed(language, 72, "dotted", initial_indent="    ")
    for text in (plain.replace("\n", "\r\n"), fed, hanging, first):
        assert list(texts(document(text))) == LABELS, text


@pytest.mark.parametrize("language", TEXTS)
def test_a_list_in_a_preamble_is_a_list(language: str) -> None:
    formula, preambular, operative = TEXTS[language]
    last = preambular[1][:-1]
    colon = "：" if language == "zh" else ":"
    listed = [f"{last}{colon}", f"(a) {last};", f"(b) {preambular[1]}"]
    paragraphs = [formula, preambular[0], *listed, preambular[2], f"1. {operative[0]}", f"2. {operative[2]}"]
    found = document("\n\n".join(paragraphs) + "\n")
    assert list(texts(found)) == ["PP1", "PP2", "PP2(a)", "PP2(b)", "PP3", "OP1", "OP2"]


def test_a_clause_or_a_paragraph_is_uncertain_where_the_layout_does_not_say() -> None:
    formula, preambular, operative = TEXTS["ar"]
    first = "وإذ تلاحظ أن المنارات كثيرة، وإذ ترحب بها،"
    fill = "وإذ تدرك أن السفن تحتاج إلى ضوء في كل ليلة من ليالي الشتاء ومن الصيف،"
    lines = [
        formula,
        preambular[0],
        first,
        fill,
        fill,
        preambular[2],
        f"1. {operative[0]}",
        f"2. {operative[2]}",
    ]
    found = document("\n".join("\n".join(textwrap.wrap(line, len(fill) + 2)) for line in lines) + "\n")
    doubted = [problem for problem in found.problems if "the one before goes on" in problem.what]
    assert doubted
    assert all(problem.raw.startswith("وإذ") and problem.anchor for problem in doubted)
    assert [str(p.label) for p in found.paragraphs][-2:] == ["OP1", "OP2"]


def test_letters_of_chinese_lines_and_figures_close_up() -> None:
    found = document(
        "大会，\n\n回顾其2019年第74/1\n号决议和2020\n年各项决定，\n\n1. 决定在2030年\n6月前举行会议；\n\n2. 请各国参加。\n"
    )
    assert found.paragraphs[0].text == "回顾其2019年第74/1号决议和2020年各项决定，"
    assert found.paragraphs[1].text == "决定在2030年6月前举行会议；"


def test_numbers_in_brackets_stay_a_list_where_paragraphs_have_others() -> None:
    text = (
        "The General Assembly,\n\nNoting the tides,\n\n1. Decides as follows:\n\n(1) Requests the Secretary-General to count"
        " boats;\n\n(2) Invites States to count them too;\n\n2. Urges all harbours to answer.\n"
    )
    assert list(texts(document(text))) == ["PP1", "OP1", "OP1(1)", "OP1(2)", "OP2"]
