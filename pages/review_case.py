"""Review a case: a clinician reads all of it, leaves remarks and signs. Nothing on the page changes the case."""

from roleplay.web.cases import review_case

asked = review_case.asked()
sheet = review_case.opened(asked)
if sheet is not None:
    review_case.how(asked, sheet)
    review_case.whole(sheet)
    review_case.remarks(asked, sheet)
    review_case.sign(asked, sheet)
