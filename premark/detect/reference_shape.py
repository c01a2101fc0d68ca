"""How a list entry may begin: patterns for names, labels and dates. Text in, matches out."""

from __future__ import annotations

import re

_CAP = "A-ZÀ-ÖØ-ÞŠŽČŁŚŻİ"
_DASH = "‐‑–-"
_PARTICLE = (
    r"(?:(?:[Dd]e|[Vv]an|[Dd]er|[Dd]en|[Vv]on|[Dd]u|[Dd]i|[Dd]a|[Dd]el|[Ll]e|[Ll]a"
    r"|te[nr]?|dos|St\.?)\s)"
)
SURNAME = (
    rf"(?:{_PARTICLE}{{0,3}}|[DdLlOo]['’]|al-)(?![IVX]+\b\.)"
    rf"[{_CAP}][^\W\d_]{{1,24}}(?:['’{_DASH}]{{1,2}}[^\W\d_]{{1,24}}){{0,3}}"
)
_DOTTED = rf"[{_CAP}]\.(?:[\s{_DASH}]{{0,2}}[{_CAP}]\.){{0,4}}"
_LEAD = (
    r"(?!(?:In|The|See|Available|Retrieved|Accessed|Proceedings|Journal|Vol|Edited|Translated)\b)"
)

PERSON = (  # a name in speaking order: "Tom M. Marsh", "Ilse de Boer"
    rf"(?:(?:[{_CAP}][^\W\d_]+(?:['’-][^\W\d_]+)*|(?:[{_CAP}]\.\s?){{1,3}})\s?(?<=[\s.])){{1,3}}{SURNAME}"
)
YEAR = re.compile(r"(?<![\w/-])(?:1[5-9]\d\d|20[0-4]\d)[a-z]?(?![\w/]|[-–]\d{2})")
DATED = re.compile(
    r"[(\[](?:[A-Za-z]{0,12}\.?\s?)?"
    r"((?:1[5-9]\d\d|20[0-4]\d)\s?[a-z]?|n\.?\s?d\.?|[Nn]o date|[Uu]ndated|[Ii]n press"
    r"|[Ff]orthcoming)"
    r"(?:[,/;\s–-][^()\[\]]{0,40})?[)\]]"
)
LABEL = re.compile(
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)](?!\d)|\d{1,3}(?=\s+[A-Z“\"])|[•●▪*-](?=\s))\s*"
)
NUMBER = re.compile(
    r"\s*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)](?!\d)|(\d{1,3})(?=\s+[A-Z“\"]|\s*\Z))"
)
ALPHA_LABEL = re.compile(r"\s*\[[A-Z][A-Za-z+]{0,11}['’]?\d{0,4}[a-z]?\]")
SURNAME_FIRST = re.compile(
    rf"{_LEAD}(?P<name>{SURNAME}(?:\s{SURNAME})?)"
    rf"(?:,\s?(?:{_DOTTED}|[{_CAP}]{{1,3}}(?=[\s,.;(&]|\Z)(?!:))"
    rf"|\s{_DOTTED}|\s[{_CAP}]{{1,2}}(?=,|\s\(|\sand\b|\s&|\set\b)"
    rf"|,\s(?=[{_CAP}][a-z]{{2,}})[{_CAP}][a-z]+(?:\s[{_CAP}]\.|\s[{_CAP}][a-z]+)?"
    r"(?=[,.;]|\sand\b|\s\(|\s&|\set\sal))"
    r"(?:,?\s(?:Jr|Sr|III|II)\b\.?)?"
)
VANCOUVER = re.compile(
    rf"{_LEAD}(?P<name>{SURNAME}(?:\s{SURNAME})?)\s[{_CAP}]{{1,3}}(?=[,.;:(\s]|\Z)"
)
INITIALS_FIRST = re.compile(rf"{_DOTTED}\s?(?P<name>{SURNAME}(?:\s{SURNAME})?)")
WHOLE_NAMES = re.compile(
    rf"((?:[{_CAP}][^\W\d_]+(?:-[^\W\d_]+)?(?:\s[{_CAP}]\.)?\s{SURNAME}"
    r"(?:,?\s(?:and|&)\s|,\s|/\s?|(?=[.(:]))){1,20})"
)
DATED_NAME = re.compile(
    rf"{_LEAD}{SURNAME}(?:,?\s(?:and|&)\s{SURNAME}|\set\sal\.?)?,?\s(?:(?:19|20)\d\d[a-z]?)[.,:]?"
    rf"\s[‘“'\"]?[{_CAP}]"
)
BODY_START = re.compile(
    rf"([{_CAP}][^()\[\].\n]{{1,110}}?)\s?(?=[(\[](?:1[5-9]\d\d|20[0-4]\d|n\.?\s?d|[Nn]o date))"
)
REPEATED = re.compile(r"\s*(?:[—–_]{1,4}|-{1,6}|–{2,})[,.\s]")
