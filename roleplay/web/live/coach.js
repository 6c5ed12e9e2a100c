// What a comment still lacks to be of use, as one question. It is only ever a hint: it never blocks, stays on this
// device, and is silent when in doubt. The first rule that fits decides.

import { NUMBERS, TIMES, WHICH_MOMENT } from "../../shared_words.js";

export const SAYS = {
  accent: "Leave accent out. Was there a sentence the patient missed?",
  person: "What did they do that worked, or didn’t?",
  praise: WHICH_MOMENT,
  dont: "What could they do instead?",
  trait: "What would we see or hear?",
  long: "Which one matters most?",
  short: "Can you say when?",
  moment: "Can you say when?",
};

const MOST_WORDS = 45,
  LEAST_WORDS = 4;
const any = (...patterns) => new RegExp(`\\b(${patterns.join("|")})\\b`, "i");
const list = (words) => words.trim().split(/\s+/).join("|");
const set = (words) => new Set(words.trim().split(/\s+/));

const QUOTED = /"[^"]*"|“[^“”]*”|‘[^‘’]*’(?!\p{L})|(?<![\p{L}\p{N}])'(?:[^']|(?<=\p{L})'(?=\p{L}))*'(?!\p{L})/gu;
const FROM_A_PIN = /^\s*at \d{1,2}:\d{2}\b/i;
const NEXT_TIME = /\bnext (time|week|session|station|round)\b/gi;
const NUMBER = list(NUMBERS);
const TIME = list(TIMES);
const MOMENT = new RegExp(`\\d|\\b(${NUMBER}|${TIME})\\b`, "i");

const ACCENT = any(
  "accent(s|ed)?|fluen(t|tly|cy)|pronunciation|(mis)?pronounc(e|ed|es|ing)|grammar",
  "mother tongue|native speakers?|(your|broken|better|good|perfect) English",
);

const TRAIT = list(
  "abrupt aggressive aloof amazing anxious approachable arrogant assertive awful awkward bad blunt boring " +
    "bossy bright brilliant brusque calm careless caring chaotic clever clumsy cold compassionate " +
    "condescending confident confused cool defensive detached disinterested dismissive disorgani[sz]ed " +
    "distant distracted domineering dull empathetic empathic excellent fantastic flustered forgetful friendly " +
    "funny genuine gifted good great harsh hesitant hopeless impatient impolite incompetent indecisive " +
    "insecure insensitive inspiring kind lazy likeable lovely loud lovable mean mechanical meek methodical " +
    "messy mumbly natural naturally nervous nice organi[sz]ed overconfident passive patient patroni[sz]ing " +
    "perfect personable pleasant polite professional pushy quiet reserved robotic rude scared serious shy " +
    "skilled sloppy slow smart smooth soft stiff stressed structured superb sweet sympathetic systematic " +
    "talented tense terrible thorough timid uncaring uncertain unclear unconfident understanding unfriendly " +
    "unkind unorgani[sz]ed unprepared unprofessional unstructured unsure unsympathetic vague warm weak weird " +
    "wonderful wooden",
);
const NOUN = list(
  "star genius legend pro professional listener communicator doctor clinician nurse person mess disaster " +
    "bully perfectionist introvert extrovert robot talker",
);
const DEGREES = list(
  "a an the so such really very quite too just always never often still rather pretty clearly obviously naturally " +
    "not extremely incredibly somewhat maybe perhaps being people born more less best most good great bad lovely",
);
const TRAITS = `((${DEGREES}|a bit|a little|a lot|kind of|sort of) )*(${TRAIT}|${NOUN})`;
const IS_A_TRAIT = any(
  `you['’]?re (being )?${TRAITS}`,
  `you (are|seem|seemed|always seem|come across|came across) (as )?${TRAITS}`,
  `s?he['’]?s ${TRAITS}`,
);
const WAS_A_TRAIT = any(`you (were|look|looked|sound|sounded|felt|appear|appeared) (like )?${TRAITS}`);

const PRAISES = set(
  "amazing awesome best better bravo brilliant brilliantly congrats congratulations cool enjoyed enjoyable " +
    "excellent fab fabulous fantastic fine flawless good great impressed impressive incredible like liked " +
    "love loved lovely nice nicely ok okay outstanding perfect perfectly smashing smooth smoothly solid spot " +
    "strong super superb terrific top well wonderful wow",
);
const BESIDE_PRAISE = set(
  "a absolutely all also always and approach are as at attitude awareness bedside body bit but clear " +
    "communication confidence consultation contact case did do does done effort empathy ending everything " +
    "examination exam explanation explanations explaining eye fan far first flow for from great had have " +
    "history how i i'd i've i'm in interview is it it's its job just keep lot language listening loads manner " +
    "manners me much my no of on one opening overall pace performance pretty presentation professional quite " +
    "question questions questioning rapport really round skill skills so start station structure structured " +
    "style such summary tone technique than thank thanks that that's the there things thing think this " +
    "thought throughout taking nothing improve anything change time to today tone tonight too totally truly " +
    "up very voice was way were what whole with work you you're you've your yours absolutely again super " +
    "definitely",
);

const LEADS_IN = "please|just|and|but|so|to|you should|you must|you could|try to|try|maybe|perhaps|next time,?";
const ASKS_NOT = new RegExp(
  `(^|[.!?,]\\s*|\\b(${LEADS_IN})\\s+)(don['’]?t|do not|never|stop \\w+ing|avoid|quit \\w+ing)\\b`,
  "i",
);
const SHOULD_NOT = any(
  "shouldn['’]?t|should not|should never|must not|mustn['’]?t|(should|need to|have to) stop|(try|trying) not to|to not",
);
const INSTEAD = /;|:|\b(instead|rather)\b/i;

const TRAIT_NOUN = list(
  "assertive assertiveness attentive authority calm caring clarity clear clearer compassion compassionate " +
    "concise confidence confident considerate control curiosity curious detail direct eloquent empathetic " +
    "empathic empathy energy engaged engagement enthusiasm enthusiastic flow fluid focus focused friendliness " +
    "friendly gentle gentler humanity initiative interest interested interpersonal kind kinder kindness " +
    "listening natural open openness organi[sz]ation organi[sz]ed patience patient patient-cent(?:re|er)ed " +
    "polite precise presence proactive professional professionalism rapport reassurance reassuring relaxed " +
    "respect respectful sensitive sensitivity structure structured sympathetic sympathy systematic thorough " +
    "understanding warm warmer warmth",
);
const WANTS = list(
  "more show be better being better display demonstrate improve use have become sound seem look appear " +
    "develop express needs need lacked lacking lacks build work",
);
const WANTS_A_TRAIT = any(
  `(${WANTS})(?:\\s+(?!and\\b)[\\w-]+){0,3}?\\s+(${TRAIT_NOUN})`,
  `(your|the) (${TRAIT_NOUN})( \\w+)? (could|should|needs?|was|is)`,
);

// {rule, says} for the first thing that is missing, or null.
export function hintFor(text) {
  const rule = ruleFor(text.trim());
  return rule && { rule, says: SAYS[rule] };
}

// Whether a comment names a moment: a quotation, a number, or words of time; "next time" is none.
export function namesMoment(text) {
  return text.search(QUOTED) >= 0 || MOMENT.test(text.replace(NEXT_TIME, " "));
}

function ruleFor(text) {
  if (!text) return null;
  const unquoted = text.replace(QUOTED, " … ").replace(/\s+/g, " ");
  const words = text.split(/\s+/).length;
  const isLocated = namesMoment(text);
  if (ACCENT.test(unquoted)) return "accent";
  if (IS_A_TRAIT.test(unquoted) || (!isLocated && WAS_A_TRAIT.test(unquoted))) return "person";
  if (isPraiseAlone(unquoted)) return "praise";
  if ((ASKS_NOT.test(unquoted) || SHOULD_NOT.test(unquoted)) && !INSTEAD.test(unquoted)) return "dont";
  if (!isLocated && WANTS_A_TRAIT.test(unquoted)) return "trait";
  if (words > MOST_WORDS) return "long";
  if (words < LEAST_WORDS) return FROM_A_PIN.test(text) ? null : "short";
  return isLocated ? null : "moment";
}

function isPraiseAlone(text) {
  const words =
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}'-]+/gu) ?? [];
  const isPraise = (word) => PRAISES.has(word);
  return !/\d|…/.test(text) && words.some(isPraise) && words.every((word) => isPraise(word) || BESIDE_PRAISE.has(word));
}
