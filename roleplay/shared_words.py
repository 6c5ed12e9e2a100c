"""Sentences that appear on more than one of page, phone and paper: each is written once, here.

The live part gets the ones it shows from here, by `import … from "../../shared_words.js"`. A sentence used in one place
stays there; what is said about a stage stands in its row (`room/stages`).
"""

TABLE_CLOCK = "Table clock"

OTHER_PHONE = "It doesn’t open on the other phone"
NOT_REACHED = (
    "On the laptop, allow Python when the firewall asks.",
    "The Wi-Fi may not let devices reach each other; campus and hospital networks often don’t. Use a phone’s hotspot: "
    "you don’t need internet.",
)

CHANGE_PLAN, PLAN_BY_HAND = "Change the plan", "Plan a round by hand"
CASE_IS_WRONG = "Something is wrong with this case"

A_STATION = {"interview": "an interview", "examination": "an examination", "presentation": "a presentation"}
"""Each kind of station, for somebody who comes while one is being played."""

UNWELL = "Somebody is unwell or unsafe: who to call"
NOBODY_EXPLAINS = "Nobody has to explain."
HAVE_READY = "Have ready"
CHAPERONE = "You stay as chaperone. The student asks aloud; the answer may be no."
OWN_VIEW = "The station is over. Before anyone talks: how do you think it went?"

STUDENT_CARD = ("Treat it as real.", "Finished early? Sum up, or stay silent.")
"""How a role goes, in a few lines. Between these two, phone and paper each say how to take a time out."""
PATIENT_CARD = (
    "Say the opening as written, then wait.",
    "Give one fact for each question. Don’t help, don’t block.",
    "Not in the script? A symptom: “no”. Everyday life: make up something harmless, never a symptom, drug or allergy.",
)
LISTENER_CARD = (
    "Say the opening as written, then listen.",
    "You know only what you’re told. Ask for what you need; don’t help any further.",
    "Asked for something that isn’t in the script? Say that you don’t know. Never make up a fact about the patient.",
)
"""The same for whoever hears a presentation."""
OBSERVER_CARD = ("Look up more than down.", "Don’t speak, nod or prompt.", "Catch the words you hear.")

NOT_IN_THE_SCRIPT = "Not in the script? A symptom: “no”. Everyday life: make up something harmless."
NOT_IN_THE_LISTENERS = "Not in the script? Say that you don’t know. Never make up a fact about the patient."
STUDENT_READS = "What the student reads before going in"
STUDENT_READS_TOO = "What the student reads, besides the notes"
"""Where the student presents: the notes stay with the student."""

WHO_YOU_ARE = "Who you are"
RULES = {
    "volunteer": "Say these freely",
    "open": "After an open question, or a silence",
    "asked": "Only if asked",
}
"""When a fact is said, by its rule."""
AT_ITS_TIME = "At its minute, unless it’s already happened"

MARKS = {"done": "Done", "partly": "Partly", "not": "Not done", "na": "Didn’t come up"}
OUTCOMES = {"done": "Done", "partly": "Partly", "missed": "Missed the chance", "no_chance": "Didn’t come up"}
"""What became of a next step, as its observer says it."""
HAPPENED, DID_NOT_HAPPEN = "This happened", "Didn’t happen"
"""The marks of what must never happen: that isn't "done" or "not done"."""
HANDED_OVER = "Handed over"
LOOK_FOR = "What to look for"
QUESTIONS_FROM = "Questions from minute"
UNASKED = "A line counts only if it came before the questions about it."
"""Where the observer asks at the end: an answer that was asked for shows less than what came by itself."""

NOT_PROOF = "Practice marks from fellow students: useful to talk about, not proof of competence."

AGREE = ("Not at all", "A little", "Partly", "Mostly", "Completely")
BETWEEN = ("between 1 and 3", "between 3 and 5")
"""An area's 2 and 4, which have no description of their own."""
STANDING = "Overall rating"
STEP_BEFORE = "The next step they worked on"

SENTENCES = {
    "line": ("One thing I’d like help with", "You’ll say it aloud in your turn, and the observer reads it too"),
    "sentence": ("One sentence, as the patient", "“When you …, I felt …”"),
    "next_step": ("Next time I will …", "One thing, small enough to do next time"),
    "saw_or_heard": ("I saw or heard …", "What was said or done, and when: “At 2:21 you waited, and she went on.”"),
    "one_to_try": ("One thing to try next time", "Something to do or say, not what someone is like"),
}
"""What people write about a round: the question, and a hint."""
LISTENERS_SENTENCE = ("One sentence, as the listener", "“When you …, I understood …”")
"""The patient's sentence where nobody is a patient."""
REPLIES = {"try": "I’ll try this", "mean": "What did you mean?", "talk": "Talk about this next time"}
"""What somebody may reply to a comment, each in one tap."""
NO_REAL = "No patient-identifiable information, and no real staff."

GO_FROM = "Another go: from which moment?"
DID_IT_HAPPEN = "Did it happen?"
IT_HAPPENED = {"yes": "Yes", "partly": "Partly", "no": "Not this time"}
"""What an observer says of another go."""

SPEAK = {
    "student": "One thing that worked. One thing I’d like help with.",
    "patient": "Out of role: “When you …, I felt …”. One thing that helped, one that didn’t.",
    "observer": "Two things you saw or heard. Then one to try.",
}
"""What each person says in the debrief."""
LISTENER_SPEAKS = "Out of role: “When you …, I understood …”. One thing that helped you follow, one that didn’t."
OUT_OF_ROLE = (
    "Use your own names.",
    "Stand up. Change chairs.",
    "Each of you: say one way you’re different from the person in the case.",
)

CASE_TOO_LARGE = "Over 256 KiB: too large for a case. Shorten it."
RENEWED = "Reload the page: the kit has been updated."

DONT_SHARE_MINE = "Don’t share mine"
NUMBERS = "two three four five six seven eight nine ten twenty thirty both"
"""Words by which a comment names a number, and so a moment; both the phone and the history look for them."""
TIMES = (
    "when whenever while before after until till during once then first second last minute minutes start "
    "started begin began beginning opening middle end ending ended closing close finish finishing finally "
    "early later as"
)
"""The same of times."""
WHICH_MOMENT = "Which sentence, or which minute?"
