"""Documents of the doing criteria in many wordings, and what only looks like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from premark.detect.artefacts import artefacts
from premark.detect.plans import months
from tests.detect.submissions import NO_RULES, Draft

Make = Callable[[Draft], Draft]


def kinds(draft: Draft) -> list[str]:
    return [f.key for f in artefacts(draft.seen(), NO_RULES)]


def prose(*lines: str, under: str = "") -> Make:
    return lambda d: (d.heading(under) if under else d).prose(*lines)


def items(*lines: str, under: str = "") -> Make:
    return lambda d: (d.heading(under) if under else d).items(*lines)


def table(*rows: str, under: str = "") -> Make:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return lambda d: (d.heading(under) if under else d).rows(cells)


CONTRACTS: dict[str, Make] = {
    "a letter of agreement in prose": prose(
        "This page is agreed between Pupil-mentee 2, the head of sixth form and me. We meet on "
        "five Thursdays at four, for fifty minutes, in the old library. Whatever is said stays in "
        "that room, except where a pupil may be at risk, when I must tell the safeguarding lead. "
        "The mentee brings the topic and the mentor keeps the time. The head of sixth form hears "
        "the dates and nothing else. Either of us may stop. Signed and dated by all, 4 March.",
        under="Annex C. Our mentoring agreement as signed",
    ),
    "terms typed out": prose(
        "Coaching takes place every third Monday for one hour, six times in all. The client may "
        "ask to see my notes. I keep them in a locked drawer and shred them in July. Both of us "
        "will keep what we hear to ourselves unless the law obliges us to speak. A session missed "
        "without a day's notice is lost. Half way through we review these terms. "
        "Signed: Client T, 2 May 2023. Signed: coach, 2 May 2023.",
        under="Terms between Client T and me (copy)",
    ),
    "a paragraph that names itself, then clauses": lambda d: d.heading("Appendices").prose(
        "Appendix 4. Copy of the contract with Officer 2. Between Officer 2 and the coach, dated "
        "11 June 2023. The aim is to decide whether to apply for the sergeant's board."
    ).items(
        "Three meetings in the quiet room, an hour each, in duty time.",
        "Officer 2 chooses what to talk about; the coach listens and asks.",
        "Nothing is passed to the inspector without Officer 2 knowing first.",
        "It can be ended by one text message.",
        "Signed by both, 11/6/23.",
    ),
    "clauses in a table": table(
        "Area | What we agreed",
        "Who | Coachee 3, her director and the coach",
        "Purpose | To chair the design board without running over",
        "Privacy | Content stays with us two, apart from danger to somebody",
        "Time | Six sessions of an hour, from April to September",
        "Ending | Either may call a halt by e-mail",
        "Signed | By all three on 3 April",
        under="Coaching contract",
    ),
    "numbered undertakings": items(
        "The coach will be on time, keep notes brief and show them on request.",
        "The client will come with something to work on and turn the telephone off.",
        "The line manager will leave the diary free and not ask what was said.",
        "All three will treat what they hear as private, save where someone could be harmed.",
        "We shall stop after six meetings, or sooner if any of us says so.",
        under="What each of us undertakes",
    ),
}  # fmt: skip
NO_CONTRACTS: dict[str, Make] = {
    "told as a story": prose(
        "I drew up an agreement with each client at the first meeting. We talked about "
        "confidentiality, how often we would meet and what would happen if either wanted to stop. "
        "Both of them signed it and I kept a copy. The sponsor was told that he would hear dates "
        "and nothing else, which he accepted without argument.",
        under="How I reached an agreement with each client",
    ),
    "theory in the present tense": prose(
        "A contract sets out the purpose, the roles of coach, client and sponsor, the number of "
        "meetings and the limits of confidentiality (Hay, 2007). It should be reviewed half way "
        "and must be signed by both. A coach keeps notes and a client brings the agenda. "
        "Contracting between three parties will often be harder than between two.",
        under="1.1 The coaching contract",
    ),
    "advice to coaches": items(
        "Agree the purpose with the client and the sponsor.",
        "Explain confidentiality and its limits.",
        "Decide how many sessions there are and how to cancel one.",
        "Review the contract half way through.",
        under="Steps in contracting",
    ),
    "a claim that it is attached": prose(
        "The signed contract is in Appendix 2. It covers confidentiality, roles, the number of "
        "sessions and how either side can end it.",
        under="Appendix: coaching contract",
    ),
    "rules of a service": prose(
        "Staff must wear a badge. Visitors will sign in at the desk. Both doors are to be kept "
        "shut. Records must be kept private and notes shredded. Deliveries are between 8 and 10.",
        under="Site agreement",
    ),
}

PROFILES: dict[str, Make] = {
    "in the third person": prose(
        "Marion Tull works with heads of small schools who were promoted faster than they liked. "
        "She led two schools herself over fourteen years and was an inspector for three. She "
        "holds a Level 7 diploma in coaching and belongs to the EMCC. Her questions are few and "
        "kind, and she leaves the answers to you. Meetings last an hour and a half, on a Saturday "
        "if you like. Every month she takes her own work to a supervisor.",
        under="Appendix 2: Who I am as a coach",
    ),
    "in the first person": prose(
        "I coach clinicians in their first post as a manager. Before that I was a ward sister for "
        "eleven years and a matron for four. I am a member of the Association for Coaching. You "
        "will find me plain, and quick to laugh. We meet for an hour on Teams, six times, and the "
        "first is free. I am supervised every six weeks.",
        under="My coaching biography",
    ),
    "addressed to a reader": prose(
        "If you have a team and no time, we might get on. I have run kitchens since 2004 and I "
        "have coached chefs for three years. I am qualified at Level 5. My way is to listen, and "
        "then to ask what you left out.",
        "Sessions: ninety minutes, in your own place. \"He heard what I was not saying\" (owner of "
        "a cafe).",
        under="Profile for the website",
    ),
}  # fmt: skip
NO_PROFILES: dict[str, Make] = {
    "a claim that there is one": prose(
        "I have written a profile which gives my experience, my qualifications, my approach and "
        "my membership of the EMCC. The profile is on the staff page and clients have read it. It "
        "says that I work with new managers and that sessions are an hour.",
        under="My coaching profile",
    ),
    "advice on profiles": prose(
        "A profile should tell a buyer what the coach has done, how the coach works and what "
        "the fee is. Many profiles list qualifications and memberships and say nothing of style. "
        "Buyers look at experience first (Bluckert, 2006).",
        under="What makes a good profile",
    ),
    "a questionnaire's profile of me": prose(
        "My MBTI profile came out as ISTJ. I prefer facts, I plan, and I dislike surprises. My "
        "supervisor said that this shows in sessions, where I ask for detail.",
        under="Personality profile",
    ),
    "an introduction of the learner": prose(
        "I have worked for the council for nineteen years and manage a team of six. I am taking "
        "this qualification because my manager suggested it. I coached two people for it.",
        under="Introduction",
    ),
}

GOALS: dict[str, Make] = {
    "own headings": table(
        "Who | How things stood | Hoped for | What we settled on",
        "Coachee 1 | Reads out every slide | To speak without them | Give the June talk unread",
        "Coachee 2 | Says yes to all | To keep Fridays free | By May turn down two in three",
    ),
    "before and after": table(
        "Client | Before | By the end | Who else gains",
        "A | Works each weekend | To leave by six, four weeks in five, by July | Her deputies",
        "B | Has no successor | To have named two people by Easter | The board",
    ),
    "people across the top": table(
        "| Client J | Client K",
        "Starting point | Avoids the finance team | Two grievances a month",
        "Goal | Chair the budget meeting alone by June | No grievance by September",
        "How measured | Minutes | Register",
    ),
    "scores": table(
        "Person | What they wanted to change | Score at start | Score wanted",
        "Mentee 1 | To be heard at handover | 3 | 8",
        "Mentee 2 | To stop checking others' work | 2 | 7",
    ),
}
FEEDBACK: dict[str, Make] = {
    "people across the top": table(
        "| Client A | Client B",
        "What was most use? | The silences | The drawing",
        "What was least use? | The form | Nothing",
        "Did you reach your goal? | Yes | Nearly",
    ),
    "own headings": table(
        "| Did you good | Did you none | You do now",
        "Client A | You let me finish | That quiz of yours | I sleep",
        "Client B | You doubted me | The hour | I ask first",
    ),
    "told person by person": prose(
        "Officer 1 gave four out of five for all and wrote that I \"waited well\". Officer 2 "
        "ticked good for listening and fair for challenge, and said that she would have liked "
        "more of it. Officer 3 scored me three for structure and wrote nothing else.",
        under="What the forms said",
    ),
    "quoted": items(
        "Client A: \"You let me finish.\"",
        "Client B: \"I would have liked homework.\"",
        "Client B's manager: \"She speaks up now.\"",
    ),
    "scores by question": table(
        "Question | Client 1 | Client 2 | Client 3",
        "I felt listened to | 5 | 4 | 5",
        "I was stretched | 3 | 3 | 4",
        under="Results of the evaluation forms",
    ),
}
NO_FEEDBACK: dict[str, Make] = {
    "a claim": prose(
        "I gave each client a feedback form at the end and they filled it in. The forms asked what "
        "helped and what could be better. They are in my folder and the results were positive.",
        under="Feedback",
    ),
    "about giving feedback": prose(
        "Giving feedback is a skill that I used with Client A. I said what I saw and asked what "
        "she made of it. Feedback should be specific (Stone and Heen, 2014).",
        under="Giving feedback",
    ),
    "a model": table(
        "Step | What it means | Strength",
        "Situation | Where and when | Clear",
        "Impact | Effect | Kind",
    ),
}  # fmt: skip

PLANS: dict[str, Make] = {
    "own headings": table(
        "When | What | Sort | How | How I shall tell",
        "May 2025 | Ask shorter questions | Skill | Tape four sessions | Under ten words",
        "July 2025 | Group dynamics | Knowledge | Read two books | Talk to the team",
        "November 2025 to January 2026 | Stay calm | Behaviour | Walk first | Supervisor agrees",
        under="My plan for the year to come",
    ),
    "no word of planning in the header": table(
        "Time | Area | To do | Proof",
        "By June 2024 | Contracting | Rewrite my form and try it with two clients | Both forms",
        "By October 2024 | Ethics | Attend the code workshop | Certificate",
        "By March 2025 | Presence | Book twelve lessons in voice | Teacher's note",
    ),
    "quarters": table(
        "Quarter | Learning aim | Steps | Signs of success",
        "Q1 | Challenge sooner | Practise with a peer | Peer notes",
        "Q2 | Team coaching | Join a course | Portfolio",
        "Q4 | Credential | Send in the log | Letter",
    ),
    "a list by month": items(
        "January 2025: read on supervision and write a page for the group",
        "By April 2025: tape two meetings and count my questions",
        "December 2025: ask three clients what has changed",
        under="Development plan",
    ),
}
NO_PLANS: dict[str, Make] = {
    "a career": table(
        "When | Where | Role",
        "1994 to 2001 | Army | Signaller",
        "2001 to 2012 | Rail | Controller",
    ),
    "what was done": table(
        "Month | What I did | What I learnt", "May 2023 | Read a book | I hurry",
        "June 2023 | Went to a workshop | I like it",
    ),
    "a claim": prose(
        "I have drawn up a development plan for the next year which lists what, how and when. My "
        "manager has signed it.", under="Development plan",
    ),
    "figures by month": table(
        "Month | Calls | Complaints", "May 2023 | 410 | 12", "June 2023 | 388 | 15",
    ),
}  # fmt: skip

PROGRAMMES: dict[str, tuple[Make, float]] = {
    "people across the top": (
        table(
            "Month | Client A | Client B | For",
            "March 2024 | 1.5 h | 1 h | Aims",
            "April 2024 | none | 1 h | A: away. B: first try",
            "May 2024 | 90 mins | 1.25 hours | Review",
            "Total | 3 h | 3.25 h |",
        ),
        6.25,
    ),
    "weeks": (
        table(
            "Week | Coachee 1 | Coachee 2 | Focus",
            "1 | 1 hour | 1 hour | Contract",
            "4 | 1 hour | - | First step",
            "7 | 45 mins | 1 hour | Close",
            under="How the hours are laid out",
        ),
        4.75,
    ),
    "bare hours": (
        table(
            "Month | Nurse A | Nurse B", "May | 2 | 1.5", "June | 2 | 1.5", "July | 1 | 1",
            under="Plan of hours",
        ),
        9.0,
    ),
}  # fmt: skip

FOUND = {
    **{f"contract: {name}": ("contract", make) for name, make in CONTRACTS.items()},
    **{f"profile: {name}": ("profile", make) for name, make in PROFILES.items()},
    **{f"goals: {name}": ("goals", make) for name, make in GOALS.items()},
    **{f"feedback: {name}": ("feedback", make) for name, make in FEEDBACK.items()},
    **{f"plan: {name}": ("plan", make) for name, make in PLANS.items()},
    **{f"programme: {name}": ("plan", made[0]) for name, made in PROGRAMMES.items()},
}
NOT_FOUND = {
    **{f"contract: {name}": ("contract", make) for name, make in NO_CONTRACTS.items()},
    **{f"profile: {name}": ("profile", make) for name, make in NO_PROFILES.items()},
    **{f"feedback: {name}": ("feedback", make) for name, make in NO_FEEDBACK.items()},
    **{f"plan: {name}": ("plan", make) for name, make in NO_PLANS.items()},
}


@pytest.mark.parametrize(("kind", "make"), list(FOUND.values()), ids=list(FOUND))
def test_a_document_is_told_in_any_wording(kind: str, make: Make) -> None:
    assert kinds(make(Draft())) == [kind]


@pytest.mark.parametrize(("kind", "make"), list(NOT_FOUND.values()), ids=list(NOT_FOUND))
def test_what_only_speaks_of_a_document_is_none(kind: str, make: Make) -> None:
    assert kind not in kinds(make(Draft()))


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_holds_all_its_passages(name: str) -> None:
    draft = CONTRACTS[name](Draft())
    (found,) = artefacts(draft.seen(), NO_RULES)
    assert found.fact("ids").split() == [p.id for p in draft.passages]
    assert "items set out" in found.because or "clauses" in found.because


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("own headings", 9), ("no word of planning in the header", 10), ("quarters", 12),
     ("a list by month", 12)],
)  # fmt: skip
def test_the_months_of_such_a_plan_are_counted(name: str, wanted: int) -> None:
    spans = [f.value for f in months(PLANS[name](Draft()).seen(), NO_RULES)]
    assert spans == [wanted]


@pytest.mark.parametrize("name", [name for name in NO_PLANS if name != "a claim"])
def test_no_months_are_counted_where_there_is_no_plan(name: str) -> None:
    assert list(months(NO_PLANS[name](Draft()).seen(), NO_RULES)) == []


RECORDS = {
    "overview": table(
        "| Goal | At the start | At the end | What we spoke of most",
        "Client A | Leave by six | 1 night in 5 | 4 nights in 5 | Saying no",
        "Client B | Name a deputy | None | Two named | Trust",
        under="Overview of the three of them",
    ),
    "progress": table(
        "Client | Sessions held | Goal | Progress | Outcome",
        "1 | 4 | Chair the board | 3 to 7 | Chaired it in May",
        "2 | 5 | Delegate the rota | 2 to 6 | Deputy has it",
        under="Summary records",
    ),
}


@pytest.mark.parametrize("make", RECORDS.values(), ids=list(RECORDS))
def test_an_overview_of_each_client_is_records(make: Make) -> None:
    assert "records" in kinds(make(Draft()))


def test_logs_of_coaching_and_of_supervision_are_no_overview() -> None:
    draft = table("Date | Client | Length | Topic", "3 May 2024 | A | 1 hour | Aims")(Draft())
    draft = table("Date | Supervisor | Length | Issue", "9 May 2024 | JK | 1 hour | Pace")(draft)
    assert kinds(draft) == ["session_log", "supervision_log"]


def test_a_claim_of_a_log_is_no_record() -> None:
    said = (
        "A log of my own progress has been kept in a notebook after every session. Each page has "
        "headings for date, hours and remarks. It is locked in the office."
    )
    assert kinds(prose(said, under="3.2 My log of progress")(Draft())) == []
