"""Write a case: text that is checked as you type, previewed for each role, and saved as your own."""

from roleplay.web.cases import report_fault, write, write_pictures
from roleplay.web.people.person import my_person

person = my_person()
desk = write.desk(person)
if desk is None:
    write.choose(person)
else:
    write.text(desk)
    report_fault.reported(person, desk.saved.id)
    write.save_and_download(person, desk)
    write_pictures.add(person, desk)
    write.previews(desk)
    write.versions(person, desk)
    write.take_off(person, desk)
    write.way_back(desk)
