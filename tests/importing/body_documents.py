"""Files that no body ever made, in the ways that bodies make them: PDF and Word, for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_table_pdf(folder: Path) -> Path:
    """Sections numbered like criteria, a unit's fields in rows of a table, prose below it."""
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    sheet = getSampleStyleSheet()
    body, head = sheet["BodyText"], sheet["Heading2"]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]

    def table(rows: list[list[str]], widths: list[int], *more: Any) -> Table:
        cells = [[Paragraph(text, body) for text in row] for row in rows]
        return Table(cells, colWidths=widths, style=[*grid, *more])

    units = [["Unit", "Title", "GLH"], ["5.01", "Firing", "24"], ["", "Whole award", "24"]]
    fields = [["Unit number", "5.01"], ["Level", "5"], ["Unit aim", "To fire pots with care."]]
    rows = [
        ["Assessment criteria The potter can:", "", "Assessment guidance"],
        ["Learning outcome 1: The learner will understand kilns", "", ""],
        ["1.1", "Explain a kiln", "Say why."],
        ["1.2", "Compare two glazes", "Name both."],
    ]
    spans = [("SPAN", (0, 0), (1, 0)), ("SPAN", (0, 1), (2, 1))]
    story: list[Any] = [Paragraph("Pot Board Level 5 Award in Firing", head)]
    story += [Paragraph("Contents", head), Paragraph("1.1 Size" + " ." * 40 + " 2", body)]
    story += [Paragraph("Unit 5.01 Firing" + " ." * 40 + " 3", body), PageBreak()]
    story += [Paragraph("1.1 Size", head), table(units, [60, 200, 60])]
    story += [Paragraph("Hours are those with a tutor present. A log may be kept of them.", body)]
    story += [PageBreak(), Paragraph("Unit 5.01 Firing", head), table(fields, [120, 300])]
    story += [table(rows, [40, 200, 200], *spans), Paragraph("Evidence for unit 5.01", head)]
    story += [Paragraph("One assignment, and a talk of up to 30 minutes.", body), PageBreak()]
    story += [Paragraph("Appendix A Glossary of command verbs", head)]
    story += [table([["Compare", "Set side by side."], ["Explain", "Give reasons."]], [90, 300])]
    path = folder / "table.pdf"
    SimpleDocTemplate(str(path)).build(story)
    return path


def write_newspaper_pdf(folder: Path) -> Path:
    """Two units down two columns of a page, guidance under each criterion; a full-width cover."""
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
    )

    sheet = getSampleStyleSheet()
    body, head = ParagraphStyle("b", sheet["BodyText"], fontSize=9), sheet["Heading3"]
    items = [
        "Explain a kiln that runs on wood or on gas in a yard",
        "Compare a glaze of ash with one of salt on a pot",
        "Plan a firing that a class of six could see and learn from",
    ]
    told = ["Say what burns.", "Both must be named.", "Give reasons that the class could test."]
    prose = "The pots of this unit may be of any clay. Kilns are lit by a tutor and two others."
    story: list[Any] = [Paragraph("Pot Board Level 2 Award", sheet["Title"])]
    story += [Paragraph(f"{prose} {prose} {prose}", body), NextPageTemplate("two"), PageBreak()]
    for code, title in (("KN201", "Firing"), ("KN202", "Glazing")):
        story += [Paragraph(f"{code} {title}", head), Paragraph("Level 2 &nbsp; GLH 22", body)]
        for outcome, words in (("1", "Understand kilns"), ("2", "Be able to fire")):
            story.append(Paragraph(f"Learning outcome {outcome}: {words}", head))
            for number, item in enumerate(items, start=1):
                story.append(Paragraph(f"{outcome}.{number} {item}", body))
                story.append(Paragraph(f"Guidance: {told[number - 1]}", body))
        story += [Paragraph("Resources", head), *[Paragraph(prose, body)] * 2]
    path = folder / "news.pdf"
    document = BaseDocTemplate(str(path))
    columns = [Frame(x, 400, 240, 400, leftPadding=0, rightPadding=0) for x in (50, 310)]
    whole = Frame(50, 60, 500, 740)
    document.addPageTemplates([PageTemplate("one", [whole]), PageTemplate("two", columns)])
    document.build(story)
    return path


def write_small_note_pdf(folder: Path) -> Path:
    """A note in small type halfway down a page, its raised figure on a base line of its own."""
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    body = getSampleStyleSheet()["BodyText"]
    texts = ["Unit 7 Firing", "Level: 3", "GLH: 20", "Assessment criteria", "1.1 Explain a kiln"]
    texts += ["1.2 Compare two glazes", "Guidance", "1.1 Say why."]
    texts.append("1.2 Name the source<super>1</super> of both.")
    story: list[Any] = [Paragraph(text, body) for text in texts]
    small = ParagraphStyle("small", body, fontSize=8, leading=10)
    story.append(Paragraph("<super>1</super> A book, for instance.", small))
    path = folder / "small.pdf"
    SimpleDocTemplate(str(path)).build(story)
    return path


def write_bare_columns_pdf(folder: Path) -> Path:
    """Criteria and guidance side by side without rules; then a heading and prose."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    sheet = getSampleStyleSheet()
    body, head = sheet["BodyText"], sheet["Heading2"]
    rows = [
        ["Assessment criteria", "Evidence requirements"],
        ["1.1 Explain a kiln that runs on wood or on gas", "Say what burns, and name both."],
        ["1.2 Compare a glaze of ash with one of salt", "A table and a short text would both do."],
        ["1.3 Plan a firing that a class could see and learn from",
         "Give a date for it, and the names of those who are to come."],
    ]  # fmt: skip
    cells = [[Paragraph(text, body) for text in row] for row in rows]
    story: list[Any] = [Paragraph("Unit 7 Firing", head), Paragraph("Level: 3", body)]
    story += [Table(cells, colWidths=[200, 220], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])]
    story += [Paragraph("Delivery notes", head)]
    told = "Tutors may deliver this unit on any day, and a yard should be within reach of the room."
    story.append(Paragraph(told, body))
    path = folder / "bare.pdf"
    SimpleDocTemplate(str(path)).build(story)
    return path


def write_merged_docx(folder: Path) -> Path:
    """Fields in a table, outcomes in another, a heading cell over two columns, rungs apart."""
    import docx

    document = docx.Document()
    document.add_heading("Pot Board Level 4 Diploma", 0)
    document.add_heading("Contents", 1)
    for entry in ("Unit summary\t2", "Learning outcomes\t2", "Sufficiency\t3"):
        document.add_paragraph(entry)
    document.add_heading("Unit summary", 1)
    fields = [["Unit title", "Firing"], ["Unit reference", "K/650/22"], ["Level", "4"]]
    _table(document, [*fields, ["Guided learning hours (GLH)", "40"]])
    document.add_heading("Learning outcomes", 1)
    heads = ["No.", "Learning outcome: the learner will"]
    _table(document, [heads, ["1", "Understand kilns"], ["2", "Be able to fire"]])
    document.add_heading("Criteria and guidance", 1)
    document.add_paragraph("Read each row across.")
    rows = [
        ["Outcome", "Assessment criterion: the learner can", "", "Assessor guidance"],
        ["LO1", "1.1", "Explain a kiln", "Say why."],
        ["", "1.2", "Compare two glazes", "Name both."],
        ["LO2", "2.1", "Fire three pots", "A log will do."],
    ]
    table = _table(document, rows)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_heading("Sufficiency", 1)
    document.add_paragraph("These help assessors to agree.")
    rungs = [["1.1", "No why.", "A why.", "Several."], ["1.2", "One.", "Two.", "Two, in depth."]]
    rungs.append(["2.1", "Two.", "Three.", "All sound."])
    _table(document, [["Criterion", "Referral", "Pass", "Good pass"], *rungs])
    document.add_heading("Terms", 1)
    _table(document, [["Explain", "Give reasons."], ["Compare", "Set side by side."]])
    path = folder / "merged.docx"
    document.save(str(path))
    return path


def _table(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def write_counted_docx(folder: Path) -> Path:
    """Outcomes, criteria and guidance that Word numbers; an older number in brackets behind."""
    import docx

    document = docx.Document()
    lists = document.part.numbering_part.element
    _counts(lists, 70, ["Learning outcome %1:", "AC %1.%2", "•"])
    _counts(lists, 71, ["%1", "%1.%2"])
    document.add_heading("Pot Board Level 4 Award", 0)
    document.add_heading("Contents", 1)
    document.add_paragraph("Unit 340 Firing\t3")
    document.add_paragraph("Learners complete the unit within a year.")
    document.add_heading("Unit 340 Firing", 1)
    document.add_paragraph("Level 4")
    document.add_heading("Outcomes and criteria", 2)
    listed = [
        (0, "The learner will understand kilns"), (1, "(340 1.1) Explain a kiln"),
        (1, "(340 1.4) Discuss glazes, including"), (2, "lead"), (2, "salt"),
        (0, "The learner will be able to fire"), (1, "(340 2.1) Plan a firing"),
    ]  # fmt: skip
    told = [(0, "Outcome 1"), (1, "Say why."), (1, "Name both."), (0, "Outcome 2"), (1, "Dates.")]
    for level, text in listed:
        _numbered(document, text, 70, level)
    document.add_heading("Assessment guidance", 2)
    for level, text in told:
        _numbered(document, text, 71, level)
    document.add_heading("What the verbs mean", 1)
    document.add_paragraph("Explain – give reasons", style="List Bullet")
    path = folder / "counted.docx"
    document.save(str(path))
    return path


def _counts(lists: Any, number: int, levels: list[str]) -> None:
    """An abstract list and the list of the same number that uses it."""
    from docx.oxml import parse_xml

    rungs = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"decimal" if "%" in text else "bullet"}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl>"
        for i, text in enumerate(levels)
    )
    kind = f'<w:abstractNum {W} w:abstractNumId="{number}">{rungs}</w:abstractNum>'
    lists.insert(0, parse_xml(kind))
    use = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    lists.append(parse_xml(use))


def _numbered(document: Any, text: str, number: int, level: int) -> None:
    from docx.oxml import parse_xml

    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    listed = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    properties.append(parse_xml(f"<w:numPr {W}>{listed}</w:numPr>"))
