"""Unit specifications that no body ever wrote, in the layouts that bodies use, for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

MARKDOWN = """\
# Northern Craft Board Level 4 Award in Keeping Bees

Contents

Unit 410 Managing a colony .......... 2

# Unit 410 Managing a colony

Level:\t4
Credit value:\t6
GLH:\t30
Unit aim:\tThis unit is about caring for a colony over one season with 10 hours of hive work.

## Learning outcome (LO 1)

### The learner will:

1 Understand how a colony lives

### Assessment criteria

### The learner can:

- 1.1 Explain the roles of:
  - queen
  - workers
  - drones

in a healthy colony<sup>1</sup>

- 1.2 Compare two ways of feeding bees<sup>2</sup>
- 1.3 Critically review the causes of swarming

<sup>1</sup> A colony here is one hive and the bees in it.

<sup>2</sup> Feeding means sugar given by the keeper.

### Depth

- 1.1 Castes and their tasks over a season
  - How tasks change with age
- 1.2 Syrup and fondant (eg contact feeders, frame feeders, etc.)
- 1.3 Crowding, age of the queen, weather

### Assessment guidance

### The learner must:

- 1.1 Describe each of the three castes of queen, workers and drones.
- 1.2 Compare at least two feeds. One academic reference must be used.
- 1.3 Review at least three causes of swarming (eg crowding, heat, an old queen) and take a view.

## Learning outcome (LO 2)

### The learner will:

2 Be able to inspect a hive

### Assessment criteria

### The learner can:

- 2.1 Plan an inspection
- 2.2 Complete 10 hours of hive work

### Depth

- 2.1 Timing, tools and smoke
- 2.2 A diary of each visit

### Assessment guidance

### The learner must:

- 2.1 Show a plan for a minimum of 2 and a maximum of 4 visits.
- 2.2 Keep a diary for a minimum of 10 hours.

## Assessment requirements

The unit is assessed by portfolio.
"""

LOST = """\
Harbour Institute Level 3 Certificate in Small Boats

Unit 12: Preparing a boat for sea

Assessment criteria

Identify the safety gear that a small boat carries
Explain why the weather is checked before a passage
Compare paper charts with electronic charts
                                  2
Plan a short passage
Maintain a log of the passage
Evaluate how the passage went

Learning outcomes

The learner will:

LO1 Understand what makes a boat ready
LO2 Be able to make a short passage

3
"""

COLUMNS = """\
Riverside Awards
Level 2 Diploma in Bakery

Unit 4.1: Baking bread

Assessment criteria                 Guidance for learners

1.1 Describe the flours used        Describe means to say what each is
in bread and what each is           like. Name at least three flours.
good for

1.2 Explain why dough rises         Explain means to give the cause.
                                    Mention yeast and warmth.

                                   7

2.1 Undertake two bakes and         Keep records of two bakes, with
record them                         times and weights.

2.2 Review the bakes against        Review means to judge them. Use
your plan                           one or more measures.
"""

DUAL = """\
Valley Body Level 5 Award in Gardens

Unit 340 Planning a garden
Level 5

LO1 Know how a site is read

AC 1.1 (340 1.1) Describe the soil of a site
Guidance: Use two or more tests (for example a jar test, a pH kit).
Referral: The soil is named only.
Pass: The soil is described from tests.
Good pass: The tests are also set against each other.

AC 1.2 (340 1.2) Analyse how light falls over a day
Guidance: Draw the shade at four times of day.
Referral: One time is shown.
Pass: Four times are shown.
Good pass: The four are also explained.

LO2 Be able to plan beds

AC 2.1 (340 2.1) Produce a plan of the beds
Guidance: The plan covers the next 12 months.
Referral: No plan.
Pass: A plan with dates.
Good pass: A plan with dates and reasons.
"""

PARTLY = """\
Hilltop Council
Level 4 Certificate in Guiding Walks

Unit 77 Leading a walk

Assessment criteria\tStarting points for each section
1.1 Explain how a route is chosen\tExplain means to give reasons.
Identify hazards on a route\tName at least two hazards.
1.3 Justify the size of a group\tJustify means to argue for it.

2 1

Assess your own pace Assess means to judge it by a measure.

Ask one walker as well.

Review the walk with the group

Review means to look at the whole of it.

2.3

Reflect on what you would change

Reflect means to learn from what happened (on the path.
See unit 12/99-078 and the unit 9999-077 for more.
"""

INTERLEAVED = """\
Coastal Awarding Level 3 Award in Pottery

Unit 21 Throwing pots

Assessment criteria
Guidance

1.1 Explain how clay is wedged
Explain means to say how and why
before it goes on the wheel
and to name two faults.
1.2 Compare three glazes for
Compare means to set side by side
use on stoneware
what is alike and what differs.
2.1 Evaluate a pot of your own
Evaluate means to judge its worth
against a brief
by three measures.
"""


def write_text(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


TABLE = [
    ["Learning outcome", "Assessment criteria", "Evidence requirements"],
    ["1 Understand how cloth is dyed", "1.1 Explain how a mordant works", "Name at least two."],
    ["", "1.2 Describe three plant dyes", "Describe means to say what each gives. Three dyes."],
    ["", "1.3 Describe how a dye is fixed", ""],
    ["2 Be able to dye cloth", "2.1 Plan a dye bath", "A plan with weights."],
    ["", "2.2 Carry out a dye bath", "Photographs of each step."],
    ["", "2.3 Evaluate the cloth", "Evaluate means to judge. Use four measures."],
]  # fmt: skip


def write_docx(folder: Path) -> Path:
    """Outcomes in cells that span rows, one guidance cell that spans two, a register of units."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Weavers Guild 2031"
    document.add_heading("Weavers Guild Level 3 Diploma in Cloth", 0)
    register = document.add_table(rows=2, cols=3)
    units = [["Unit number", "Unit title", "Credit"], ["2.1", "Dyeing cloth", "4"]]
    for row, texts in zip(register.rows, units, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_heading("Unit 2.1 Dyeing cloth", 1)
    document.add_paragraph("Level: 3")
    table = document.add_table(rows=len(TABLE), cols=3)
    for row, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(4, 0).merge(table.cell(6, 0))
    table.cell(2, 2).merge(table.cell(3, 2))
    document.add_heading("Indicative content", 2)
    document.add_paragraph("LO1: mordants, dyes and fixing")
    document.add_paragraph("LO2: baths, heat and rinsing")
    path = folder / "cloth.docx"
    document.save(str(path))
    return path


def write_ruled_pdf(folder: Path, *, pages: int = 1) -> Path:
    """A ruled table of descriptors under a running head that looks like a criterion's code."""
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["BodyText"]
    cells = lambda row: [Paragraph(text, style) for text in row]  # noqa: E731
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    story: list[Any] = [Paragraph("Clock Makers Level 6 Award in Repair", style)]
    for number in range(pages):
        unit = 600 + number
        story.append(Paragraph(f"Unit {unit}: Mending clocks {number + 1}", style))
        story.append(Paragraph("Level: 6", style))
        rows = [
            ["Assessment criteria", "Referral", "Pass", "Good pass"],
            ["1.1 Describe how a clock runs", "Parts named.", "Parts described.", "And compared."],
            ["1.2 Analyse three faults of it", "One fault.", "Three faults.", "And their causes."],
            ["2.1 Justify a repair", "No reasons.", "Reasons given.", "Objections met."],
        ]  # fmt: skip
        story.append(Table([cells(row) for row in rows], colWidths=[150, 90, 90, 90], style=grid))
        story.append(PageBreak())

    def furniture(canvas: Any, document: Any) -> None:
        canvas.drawString(60, 800, "6.1 Repair handbook")
        canvas.drawString(300, 30, str(document.page))

    path = folder / "clocks.pdf"
    SimpleDocTemplate(str(path)).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path


def write_noted_pdf(folder: Path) -> Path:
    """Footnotes at the bottom of the page, their marks raised behind words."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["BodyText"]
    texts = [
        "Unit 55 Kilns", "Assessment criteria",
        "1.1 Explain how a kiln<super>1</super> is packed and why the shelves stand as they do, so "
        "that heat may reach each pot in turn",
        "1.2 Compare two kinds of glaze<super>2</super>", "Guidance", "1.1 Say why.",
        "1.2 Name two.",
    ]  # fmt: skip

    def notes(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 7)
        if document.page == 1:
            canvas.drawString(72, 60, "1 A kiln is an oven for clay.")
            canvas.drawString(72, 50, "2 Glaze means glass on clay.")

    story: list[Any] = [Paragraph(text, style) for text in texts]
    story += [PageBreak(), Paragraph("Assessment requirements", style)]
    path = folder / "kilns.pdf"
    SimpleDocTemplate(str(path)).build(story, onFirstPage=notes, onLaterPages=notes)
    return path


def write_bare_pdf(folder: Path) -> Path:
    """Two columns without rules, and page numbers that could be outcomes."""
    from reportlab.pdfgen import canvas

    path = folder / "glass.pdf"
    sheet = canvas.Canvas(str(path))
    pages = [
        [
            ("Lamp Workers Level 4 Award", ""),
            ("Unit 33 Blowing glass", ""),
            ("Assessment criteria", "Starting points"),
            ("1 Know how glass behaves", ""),
            ("1.1 Explain how heat changes", "Explain means to give the cause."),
            ("glass in the flame", "Name at least two changes."),
            ("1.2 Compare soft glass with", "Compare means to set them side"),
            ("hard glass", "by side."),
        ],
        [
            ("2 Be able to blow a bulb", ""),
            ("2.1 Plan a piece of work", "A drawing with sizes."),
            ("2.2 Critically review the piece", "Question what you did and take"),
            ("and its making", "a view. Use three measures."),
        ],
    ]
    for number, rows in enumerate(pages, start=1):
        y = 780
        for left, right in rows:
            sheet.drawString(60, y, left)
            sheet.drawString(310, y, right)
            y -= 16
        sheet.drawString(300, 30, str(number))
        sheet.showPage()
    sheet.save()
    return path
