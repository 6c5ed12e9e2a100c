"""The words the linter looks for. These are lists, not rules: add to them freely."""

import re

# What candidate instructions must not name. Matched as whole words in lower case, with or without an s. What a student
# may be told beforehand (a symptom, an overdose, a test) doesn't count as a diagnosis.
DIAGNOSES = """
abscess; acne; acromegaly; addison's; alzheimer; alzheimer's; anaemia; anaphylaxis; anemia; aneurysm; angina;
ankylosing spondylitis; anorexia; aortic stenosis; appendicitis; arthritis; asthma; atrial fibrillation; bell's palsy;
bipolar; bronchiolitis; bronchitis; bulimia; cancer; carcinoma; cardiomyopathy; carpal tunnel; cataract; cauda equina;
celiac; cellulitis; cervical spondylosis; chlamydia; cholecystitis; cirrhosis; coeliac; colitis; concussion;
conjunctivitis; copd; crohn's; croup; cushing's; cystitis; deep vein thrombosis; delirium; delirium
tremens; dementia; depression; diabetes; diabetic ketoacidosis; diverticular disease; diverticulitis; dvt; ectopic
pregnancy; eczema; embolism; encephalitis; endocarditis; endometrial polyp; endometriosis; epilepsy; fibroid;
fibromyalgia; gallstone; gastritis; gastroenteritis; giant cell arteritis; glandular fever; glaucoma; gonorrhea;
gonorrhoea; gout; guillain-barré; haemochromatosis; haemophilia; heart attack; heart block; heart failure; hepatitis;
hernia; hypertension; hyperthyroidism; hypoglycaemia; hypoglycemia; hypothyroidism; impetigo; infarction;
influenza; intussusception; irritable bowel; ischaemia; ischemia; kidney stone; labyrinthitis; leukaemia; leukemia;
lung cancer; lupus; lyme disease; lymphoma; malaria; mastitis; measles; melanoma; meniere's; meningitis; migraine;
miscarriage; motor neurone disease; multiple sclerosis; myasthenia; myeloma; myocardial infarction; ménière's;
neuropathy; obstructive sleep apnoea; osteoarthritis; osteoporosis; otitis; ovarian cyst; pancreatitis;
panic attack; panic disorder; parkinson's; pelvic inflammatory disease; pericarditis; peripheral arterial disease;
peritonitis; phaeochromocytoma; placenta praevia; placental abruption; pleurisy; pneumonia; pneumothorax; polymyalgia;
pre-eclampsia; psoriasis; psychosis; pulmonary embolism; pyelonephritis; pyloric stenosis; radiculopathy; rheumatoid;
sarcoidosis; scabies; schizophrenia; sciatica; sepsis; septicaemia; shingles; sickle cell; sinusitis; stroke;
subarachnoid haemorrhage; syphilis; temporal arteritis; testicular torsion; thrombosis; thyrotoxicosis; tonsillitis;
tuberculosis; tumor; tumour; ulcer; urinary tract infection; uti; vasculitis; whooping cough
"""
_NAMES = sorted(" ".join(DIAGNOSES.split()).split("; "), key=len, reverse=True)
DIAGNOSIS = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in _NAMES) + r")s?\b")
# The same in capitals; a PE teacher teaches.
SHORT_DIAGNOSIS = re.compile(
    r"\b(?:ACS|AF|BPPV|CKD|DKA|GCA|IBD|IBS|MI|MND|PCOS|PMR|SAH|TB|TIA|PE(?! (?:class|kit|lesson|teacher)))s?\b"
)

# Long words that debriefs and candidate instructions share without giving anything away.
COMMON_WORDS = """
about across advice advise after afternoon again against already although always another answer anything appointment
around arrange asking assess assessment because become before behind believe benefit between breathing brother called
carefully change child children clinic clinical clinician colleague comfort common communicate communication concern
condition confirm consent consider consultation conversation correct course daughter decide decision describe details
diagnosis different difficult discuss doctor during either emergency enough evening everyday everything exactly
examination examine example expect explain explanation explore family father feeling finding findings focused follow
following further gather general give guidance happen happened happening health hearing history hospital however
husband immediate important include information instead interpret interview invite involve know later likely listen
longer manage management matter medical medicine medicines meeting mention minute minutes moment month morning mother
natural nothing number nurse obtain offer options others parent partner patient people perform person physical please
possible practice present presenting previous problem procedure professional provide question quickly reason reassure
recent refer referral relevant remember request respond result return review safety second senior setting should
signs simple sister situation something specialist station student suggest suggestion summarise support surgery
symptom system talking telephone their there therefore thing think thought through today together tomorrow tonight
treatment trouble understand understanding urgent usually waiting weeks welcome whether within without woman wonder
words worried worry would yesterday yourself
"""
COMMON = frozenset(COMMON_WORDS.split())

# (what to look for, what is better). The groups after a word spare things, services and names of illnesses.
_OF_A_PERSON = r"(?=$|[^\w\s]| (?:and|for|in|man|on|patient|since|who|with|woman)\b)"
BETTER_WORDS = (
    (r"committed suicide|commit(?:s|ting)? suicide", "died by suicide, or took his or her life"),
    (r"failed suicide(?: attempt)?|successful suicide", "attempted suicide, or died by suicide"),
    (r"addicts?|junkies?|drug abusers?|drug users?|substance abusers?", "person who uses drugs"),
    (r"drug abuse|substance abuse|alcohol abuse", "drug use, or harmful drinking"),
    (
        r"(?<!non-)alcoholics?(?! (?:anonymous|drinks?|gel|hand|hepatitis|liver))|drunks|drunkards?",
        "person dependent on alcohol",
    ),
    (rf"(?:a|an|the|is|known) diabetic{_OF_A_PERSON}|diabetics", "person with diabetes"),
    (rf"(?:a|an|the|is|known) epileptic{_OF_A_PERSON}|epileptics", "person with epilepsy"),
    (rf"(?:a|an|the|is|known) asthmatic{_OF_A_PERSON}|asthmatics", "person with asthma"),
    (r"schizophrenics?|psychotics", "person with schizophrenia or psychosis"),
    (r"mentally ill|mental patients?|the insane|lunatics?", "person with a mental illness"),
    (r"suffer(?:s|ing|ed)? from|sufferers?|afflicted (?:with|by)", "has, or living with"),
    (r"victims? of (?:a )?(?:stroke|dementia|cancer)", "person who has, or has had, it"),
    (r"wheelchair[- ]bound|confined to a wheelchair", "uses a wheelchair"),
    (r"handicapped|crippled?|invalids|the disabled(?! (?:badge|bay|parking|toilet))", "disabled person"),
    (r"mentally retarded|retarded|mental retardation", "person with a learning disability"),
    (r"demented", "person with dementia"),
    (r"(?<!care of )the elderly|geriatrics(?! (?:clinic|registrar|team|ward))", "older people"),
    (r"morbidly obese|obese (?:patient|woman|man|lady)|fat (?:patient|woman|man|lady)", "person living with obesity"),
    (r"non-?complian(?:t|ce)|poor compliance", "does not take it as advised; say why"),
    (r"drug[- ]seek(?:ing|ers?)", "asks for pain relief; say for what"),
    (r"frequent fl(?:yer|ier)s?|frequent attenders?|heart-?sink", "person who comes often"),
    (r"poor historian", "finds it hard to tell the story; say why"),
    (r"attention[- ]seeking|manipulative|hysterical", "what the person does, in plain words"),
    (r"refuses treatment|refused treatment", "declines treatment"),
    (r"complain(?:s|ed|ing) of", "describes, or has come about"),
    (r"failed treatment|failed to respond to treatment", "the treatment did not work"),
    (r"illegal (?:immigrant|alien)s?", "person without papers"),
    (r"prostitutes?", "sex worker"),
)
# For lower case. One flat row of words: groups or re.IGNORECASE would make it many times slower.
STIGMA = re.compile(r"\b(?:" + "|".join(found for found, _ in BETTER_WORDS) + r")\b")

HISTORY_VERB = re.compile(
    r"^(asks|establishes|elicits|explores|finds out|clarifies|enquires|inquires|learns|draws out|takes an?|screens"
    r"|gathers)\b",
    re.IGNORECASE,
)
NOT_HISTORY = re.compile(
    r"\b(permission|consent|questions?|understood|understands?|summary|say it back)\b", re.IGNORECASE
)
# Words of a line that point to the patient's background rather than the story: (words, key or label there)
SUPPORT_WORDS = (
    (r"\bideas?\b|\bthinks?\b", "ideas"),
    (r"\bconcerns?\b|\bworr(?:y|ies|ied)\b", "concerns"),
    (r"\bexpect\w*|\bhop(?:e|es|ing)\b", "expectations"),
    (r"\beffects?\b|\bimpact\b|\bdaily\b", "effect"),
    (r"\bmedic(?:ine|ation)s?\b|\bdrugs?\b|\btablets?\b", "medicines"),
    (r"\ballerg\w+", "allergies"),
    (r"\bfamily\b", "family"),
    (r"\bpast\b|\bprevious\b|\bmedical history\b|\boperations?\b", "past"),
    (r"\bsocial\b|\bsmok\w+|\balcohol\b|\bdrink\w*|\bwork\b|\bjob\b|\bhome\b|\boccupation\b|\blives\b", "social"),
)

ABNORMAL_EXCUSED = re.compile(
    r"\b(normal|no|not|none|nothing|nowhere|nil|without|clear|intact|equal|regular|soft|steady|free|negative|unremarkable"
    r"|symmetrical|sinus rhythm|as found|as you find)\b",
    re.IGNORECASE,
)
# Besides those, words that make a whole sentence normal. Beside a sign they mean little: "a murmur is heard".
PLAINLY_NORMAL = re.compile(
    r"\b(absent|alert|alike|as (?:always|before|ever|expected|on the)|brisk|central|comfortable|easily|firm"
    r"|full|fully|good|heard|healthy|moves well|ordinary|orient\w+|palpable|present|reactive|resonant|same"
    r"|strong|supple|usual|vesicular|warm|well|whole|within)\b",
    re.IGNORECASE,
)
# What rules a sign out in its own clause. Soft, clear, regular and equal don't: a soft murmur is still a murmur.
RULED_OUT = re.compile(
    r"\b(normal|no|not|none|nothing|nowhere|never|nor|nil|without|negative|free of|ruled out|as found|as you find"
    r"|(?:pain|symptom)[- ]free)\b",
    re.IGNORECASE,
)
ABNORMAL_SIGN = re.compile(
    r"\b(antalgic|ascites|atrophy|bradycardia|bronchial breathing|bruis\w+|bruits?|bulging|clonus|clubbing"
    r"|clubbed|cogwheel\w*|consolidation|crackles?|creps|crepit\w+|cyanos\w+|deform\w+|diminished|displaced"
    r"|disten\w+|droop\w*|dull|effusion|elevat\w+|enlarged|erythema\w*|exudates?|fainter|fasciculat\w+|febrile"
    r"|fever|fibrillation|flushed|goitre|goiter|guarding|haematoma|heaves?|hepatomegaly|hypertrophy|inflamed"
    r"|inverted|inversion|irregular\w*|jaundiced?|laxity|limps?|louder|lumps?|lymphadenopathy|mass(?:es)?"
    r"|murmurs?|nodul\w+|numb\w*|nystagmus|oedema|edema|pallor|pale|paler|papilloedema|petechia\w*|pits|pitting"
    r"|prolonged|ptosis|purpura|rash(?:es)?|reddened|redness|rigid|rigidity|shuffl\w+|slower|sore|splenomegaly"
    r"|squint|st depression|stiff\w*|stridor|swelling|swollen|tachycardia|tender|tenderness|thrill|tremor"
    r"|ulcer\w*|upgoing|wasted|wasting|weak\w*|wheez\w+|(?:heart|bundle branch|av) block"
    r"|below the (?:costal|rib)\w*|crosses the midline"
    r"|(?:absent|reduced|decreased|increased|delayed|lost)"
    r" (?:air|breath|power|pulses?|reflex\w*|sensation|sounds?|tone)\w*"
    r"|(?:air entry|jerks?|power|pulses?|reflex(?:es)?|sensation|sounds?|tone) (?:is |are )?"
    r"(?:absent|reduced|decreased|increased|lost)"
    r"|temp(?:erature)? (?:is |of )?(?:3[89]|4[0-2])(?:\.\d)?"
    r"|(?:pulse|heart rate) (?:is |of )?1(?:0[1-9]|[1-9]\d))\b",
    re.IGNORECASE,
)
NOT_MEASURED = re.compile(r"^\W*not (?:yet )?(?:available|done|measured|taken|tested)\b", re.IGNORECASE)
# Names, sides, measures: a sentence made of these and numbers is a reading, and only a clinician can judge it.
_LABELS = """
a air ankle ankles arm arms at blood bpm both breathing c cm each elbow elbows eye eyes feet foot g glucose hand
hands heart hip hips in is kg knee knees kpa l left leg legs lying mg micrograms minute mm mmhg mmol ml of on
oxygen per pressure pulse rate right saturation seconds shoulder shoulders side sides sitting standing temperature
the wrist wrists
"""
CARD_LABELS = frozenset(_LABELS.split())
INSPECTS = re.compile(r"\binspect(?:s|ed|ing|ion)?\b", re.IGNORECASE)
SEEN = re.compile(
    r"\b(looks?|glanc\w+|star\w+|eyes?|face|nods?|nodding|smil\w+|frown\w*|points?|pointing|hold|holds|holding|hands?"
    r"|press\w*|rub\w*|clutch\w*|wring\w*|fidget\w*|fiddl\w*|twist\w*|winc\w+|blush\w*|shrugs?|lean\w*|slump\w*|gaz\w+"
    r"|fold\w*|cross\w*|turns? (?:away|over|round)|shake your head|sit|sits|stand|stands|cover\w*|tears)\b",
    re.IGNORECASE,
)
HEARD = re.compile(
    r"\b(say|says|saying|voice|pauses?|paus\w+|silen\w+|sigh\w*|quiet\w*|breath\w*|stops?|hesitat\w+|cough\w*|laugh\w*"
    r"|cry|cries|crying|sob\w*|whisper\w*|speak\w*|speech|talk\w*|tone|mutter\w*|hum|words?|answer\w*"
    r"|chang\w+ the subject)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|nil|without|neither|nor|isn['’]t|wasn['’]t|didn['’]t|don['’]t|haven['’]t"
    r"|hasn['’]t|ruled out|negative)\b",
    re.IGNORECASE,
)
MANNERS = re.compile(
    r"\b(?:scold\w*|cheer\w*|frighten\w*|blam\w+|pushes|press(?:es)? (?:him|her|them|on)|argues"
    r"|pull (?:him|her|them)sel\w+"
    r"|only (?:stress|nerves|anxiety|\w+ age)|stay(?:s|ing)? in bed|bed rest|promises|lectur\w+|interrupt\w*|jok\w+"
    r"|on a colleague|patroni[sz]\w+|drink must be)\b",
    re.IGNORECASE,
)
SAFETY_SKILLS = frozenset(
    {"consent", "dignity", "red-flags", "safety-netting", "prioritising", "examination-technique"}
)
EXPLAINS = re.compile(r"\b(?:explain\w*|tell\w*|clos\w+|agree\w*|next|go-through|plan\w*)\b", re.IGNORECASE)
MANAGES = re.compile(r"manage|explain|say|next|agree|agreement")
TOLD_TO_THE_PATIENT = re.compile(r"\b(?:says|tells|explains|names|breaks)\b", re.IGNORECASE)
T_SHIRT = re.compile(r"t-?\s?shirt", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”")
