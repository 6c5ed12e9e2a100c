"""Import cases: turn other people's files into cases; check each one beside its source before saving it."""

from roleplay.web.cases import import_cases
from roleplay.web.people.person import my_person

person = my_person()
if not import_cases.said(person):
    bundle = import_cases.bundle(person)
    if bundle is None:
        import_cases.bring(person)
    else:
        import_cases.summary(bundle)
        import_cases.report(bundle)
        import_cases.check(bundle)
        import_cases.save(bundle)
