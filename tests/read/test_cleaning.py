"""What `clean` takes out of a text and what it leaves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premark.read.cleaning import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("eﬀective ﬁrst ﬂow eﬃcient", "effective first flow efficient"),
        ("coach\u00ading", "coaching"),
        ("two\u00a0 \t\n words", "two words"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("co\u200dach", "coach"),
        ("\u202ereversed\u202c", "reversed"),
        ("one\u2011to\u2010one", "one-to-one"),
        ("\uf0b7 point", "point"),
        ("  ends  ", "ends"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_taken_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_dashes_quotes_and_currency_stay_as_they_are() -> None:
    text = "“Yes” – she’d paid £40 … 10% of it"
    assert clean(text) == text


def test_joiners_stay_where_a_script_or_an_emoji_needs_them() -> None:
    assert "\u200d" in clean("👩\u200d🏫")


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("с\u043eaching", "coaching"),  # Cyrillic es and o
        ("Thе cоасh аskеd а quеstiоn", "The coach asked a question"),
        ("The GRОW mоdеl wаs usеd", "The GROW model was used"),
        ("she used Ιt οften", "she used It often"),  # Greek
        ("the ѕсоре of it", "the scope of it"),  # every letter Cyrillic
        ("ｃｏａｃｈｉｎｇ ｗａｓ ｕｓｅｄ", "coaching was used"),
        ("𝐜𝐨𝐚𝐜𝐡𝐢𝐧𝐠 works, co𝒶ching too", "coaching works, coaching too"),
        ("ⓒⓞⓐⓒⓗⓘⓝⓖ", "coaching"),
        ("🅒🅞🅐🅒🅗 me", "COACH me"),
        ("ᴄᴏᴀᴄʜɪɴɢ and mentoring", "coaching and mentoring"),
        ("coαching with α", "coaching with α"),
        ("αll wοrk wιth teαms", "all work with teams"),
        ("cоасh's plan, cоасhʼs plan", "coach's plan, coachʼs plan"),
        ("coaсh | аgreed", "coach | agreed"),
    ],
)
def test_letters_that_only_look_latin_are_read_as_latin(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "Сократ и Платон wrote in Greek; Σωκράτης is Socrates",
        "Tolstoy, L. (1869) Война и мир. Москва: Наука",
        "Москва и сор",
        "Cronbach's α = 0.82, π, χ² and ρ; a β-blocker; 5 μm; σx",
        "V8 = αand |h2 − h1| ≥ βand, ℒMTP",
        "the word “сор” and (СССР)",
        "العربية and עברית and हिन्दी and 日本語",
        "Dŵr, Ŵyn, naïve, Łukasz, Nguyễn, İstanbul, Yıldız, Ọ̀rúnmìlà, ẹ̀kọ́",
        "IPA /kəʊtʃɪŋ/ and [bɪg] and ˈkəʊtʃ",
        "𝑅𝑂𝐼 = 𝐵𝑒𝑛𝑒𝑓𝑖𝑡𝑠 / 𝐶𝑜𝑠𝑡𝑠 where 𝑥 is time",
        "ⓐ first ⓑ second; chapter Ⅳ; 1ˢᵗ; 3ª; ℃",
        "日本のＮＨＫ放送",
        "👩\u200d🏫 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Wales",
        "می\u200cخواهم",
        "«Сор», „Оса“",
    ],
)
def test_words_of_other_languages_signs_and_emoji_stay_as_they_are(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("c\u200bo\u2060a\ufeffc\u00adh", "coach"),
        ("\u200dcoaching\u200c model", "coaching model"),
        ("co\u034fach", "coach"),
        ("co\ufe0fach 5\ufe0f hours", "coach 5 hours"),
        ("one\u3164two\u2800three", "one two three"),
        ("plain\U000e0069\U000e0067\U000e006e text", "plain text"),
        ("c̷̡̛̲o̸̢̨͓a̴̢͔͇c̵̨̻h̶̢̪͜", "coach"),
        ("c̶o̶a̶c̶h̶", "coach"),
        ("the \u202egnihcaoc\u202c model", "the coaching model"),
        ("the \u202ecoaching\u202c model", "the coaching model"),
        ("two\u202fnarrow\u00a0blanks", "two narrow blanks"),
    ],
)
def test_what_has_no_width_or_turns_the_order_is_put_right(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


TRICKY = (
    "abceoаеосмгαοπσχё𝐚𝐛ⓐａ\u200b\u200d\u200c\u202e\u202c\u0301\u0336\u0323 =/()[]“”.,1日ʀɪ👩🏫"
    "\ufe0f\U000e0061\U000e007f🏴\u3164\u00ad\n"
)


@given(st.text(alphabet=TRICKY))
def test_cleaning_twice_changes_nothing_more_whatever_the_tricks(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
