BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE aliases (
	person TEXT NOT NULL, 
	alias TEXT NOT NULL, 
	PRIMARY KEY (person, alias), 
	FOREIGN KEY(person) REFERENCES persons (id)
)
 WITHOUT ROWID

;
INSERT INTO "aliases" VALUES('7a210068a271a57ad616f9f05925a862','494acf67dc967db68ed59c54adefb3be');
CREATE TABLE attempts (
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	network TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE brought (
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (practice, round), 
	FOREIGN KEY(practice) REFERENCES practices (id)
);
INSERT INTO "brought" VALUES(4,1,'{"opened":{"title":"Tight chest on the stairs","plays":"Daniel Okafor, 58","student":"Anna","patient":"Eve","observers":["Eve"],"line":{"name":"Anna","value":"there-student-in-1","number":null,"late":false},"sentence":{"name":"Eve","value":"there-patient-in-1","number":null,"late":false},"to_try":[{"name":"Eve","value":"there-observer-in-1","number":null,"late":false}],"statements":[["I felt understood",{"name":"Eve","value":"Mostly","number":4,"late":false}],["I was listened to",{"name":"Eve","value":"Mostly","number":4,"late":false}],["I was told enough",{"name":"Eve","value":"Mostly","number":4,"late":false}],["I know what is next",{"name":"Eve","value":"Mostly","number":4,"late":false}]],"overall":{"id":"","name":"Where does it stand?","anchors":[],"own":{"name":"Anna","value":"Yes","number":2,"late":false},"observers":[{"name":"Eve","value":"Yes","number":2,"late":false}]},"domains":[{"id":"gather","name":"Gathering","anchors":["a","b","c"],"own":{"name":"Anna","value":"3","number":3,"late":false},"observers":[{"name":"Eve","value":"3","number":3,"late":false}]},{"id":"manage","name":"Managing","anchors":["a","b","c"],"own":{"name":"Anna","value":"3","number":3,"late":false},"observers":[{"name":"Eve","value":"3","number":3,"late":false}]},{"id":"relate","name":"Relating","anchors":["a","b","c"],"own":{"name":"Anna","value":"3","number":3,"late":false},"observers":[{"name":"Eve","value":"3","number":3,"late":false}]}],"question":"You saw it alike.","items":[{"text":"Says their name","domain":"relate","marks":[],"safety":false,"critical":""},{"text":"Asks what brings it on","domain":"gather","marks":[],"safety":false,"critical":""},{"text":"Asks about the family","domain":"relate","marks":[],"safety":false,"critical":""}],"safety_points":0,"facts":[{"say":"Two flights does it.","came":false,"rule":"asked","seconds":null,"about":false},{"say":"My dad died of his heart.","came":false,"rule":"cue","seconds":null,"about":false}],"pins":[],"next_step":{"name":"Anna","value":"there-step-1","number":null,"late":false},"goal":"","goal_outcomes":[],"not_handed_in":[],"findings":[{"ask":"ECG","card":"Normal","image":null,"shown":"card","given":false}],"questions":[]},"points":["Troponin can wait. Who noticed the look down?"],"sources":["NICE CG95"],"reviewed":true,"seconds":480}');
INSERT INTO "brought" VALUES(4,2,'{"opened":{"title":"The title of case-a","plays":"Daniel Okafor, 58","student":"Anna","patient":"Eve","observers":["Eve"],"line":{"name":"Anna","value":"there-student-in-2","number":null,"late":false},"sentence":{"name":"Eve","value":"there-patient-in-2","number":null,"late":false},"to_try":[{"name":"Eve","value":"there-observer-in-2","number":null,"late":false}],"statements":[["I felt understood",{"name":"Eve","value":"Mostly","number":4,"late":false}],["I was listened to",{"name":"Eve","value":"Mostly","number":4,"late":false}],["I was told enough",{"name":"Eve","value":"Mostly","number":4,"late":false}],["I know what is next",{"name":"Eve","value":"Mostly","number":4,"late":false}]],"overall":{"id":"","name":"Where does it stand?","anchors":[],"own":{"name":"Anna","value":"Yes","number":2,"late":false},"observers":[{"name":"Eve","value":"Yes","number":2,"late":false}]},"domains":[{"id":"gather","name":"Gathering","anchors":["a","b","c"],"own":{"name":"Anna","value":"3","number":3,"late":false},"observers":[{"name":"Eve","value":"3","number":3,"late":false}]},{"id":"manage","name":"Managing","anchors":["a","b","c"],"own":{"name":"Anna","value":"3","number":3,"late":false},"observers":[{"name":"Eve","value":"3","number":3,"late":false}]},{"id":"relate","name":"Relating","anchors":["a","b","c"],"own":{"name":"Anna","value":"3","number":3,"late":false},"observers":[{"name":"Eve","value":"3","number":3,"late":false}]}],"question":"You saw it alike.","items":[{"text":"Says their name","domain":"relate","marks":[],"safety":false,"critical":""},{"text":"Asks what brings it on","domain":"gather","marks":[],"safety":false,"critical":""},{"text":"Asks about the family","domain":"relate","marks":[],"safety":false,"critical":""}],"safety_points":0,"facts":[{"say":"Two flights does it.","came":false,"rule":"asked","seconds":null,"about":false},{"say":"My dad died of his heart.","came":false,"rule":"cue","seconds":null,"about":false}],"pins":[],"next_step":{"name":"Anna","value":"there-step-2","number":null,"late":false},"goal":"there-step-1","goal_outcomes":[],"not_handed_in":[],"findings":[{"ask":"ECG","card":"Normal","image":null,"shown":"card","given":false}],"questions":[]},"points":["Troponin can wait. Who noticed the look down?"],"sources":["NICE CG95"],"reviewed":true,"seconds":480}');
CREATE TABLE events (
	practice INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	round INTEGER, 
	seat TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	body TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	made BIGINT, 
	token TEXT, 
	digest TEXT, 
	PRIMARY KEY (practice, seq), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "events" VALUES(1,1,NULL,'','opened','{"preset":"uk-osce","prepare":null,"reading":null,"station":null,"debrief":null}',1760000000000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,2,NULL,'25d09b5aaa81f164470b06a2622eb9e4','sat','{"device":"c845b4a9d282443a"}',1760000000000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,3,NULL,'68c9f927895ca05fed3e31e4ec5a0567','sat','{"device":"94af191eb61b5070"}',1760000000000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,4,NULL,'','planned','{"plan":[{"student":"68c9f927895ca05fed3e31e4ec5a0567","patient":"25d09b5aaa81f164470b06a2622eb9e4","observers":["25d09b5aaa81f164470b06a2622eb9e4"],"case":"case-b","title":"The title of case-b","why":"Ben is student: all have had as many turns; \u201cThe title of case-b\u201d is fresh for both and practises Red flags.","kind":"interview"},{"student":"25d09b5aaa81f164470b06a2622eb9e4","patient":"68c9f927895ca05fed3e31e4ec5a0567","observers":["68c9f927895ca05fed3e31e4ec5a0567"],"case":"case-c","title":"The title of case-c","why":"Anna is student: fewest turns; \u201cThe title of case-c\u201d is fresh for both and practises Red flags.","kind":"interview"}],"reason":"","by_hand":false}',1760000000000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,5,NULL,'25d09b5aaa81f164470b06a2622eb9e4','planned','{"plan":[{"student":"25d09b5aaa81f164470b06a2622eb9e4","patient":"68c9f927895ca05fed3e31e4ec5a0567","observers":["68c9f927895ca05fed3e31e4ec5a0567"],"case":"good","title":"Tight chest on the stairs","why":"Chosen by you.","kind":"interview"}],"reason":"","by_hand":true}',1760000000000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,6,NULL,'25d09b5aaa81f164470b06a2622eb9e4','round_began','{"snapshot":"aba15cfb0c1957106e16beb36cdb924ea98884d35eed6767843b5c1e12dca7c1","student":"25d09b5aaa81f164470b06a2622eb9e4","patient":"68c9f927895ca05fed3e31e4ec5a0567","observers":["68c9f927895ca05fed3e31e4ec5a0567"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"","replaces":false,"repeat":false}',1760000000000,NULL,'token-0001','4e3ee147a3d0b9b17eca34a89917eee817a27472a7cfe91cb4a70ac20455016e');
INSERT INTO "events" VALUES(1,7,NULL,'25d09b5aaa81f164470b06a2622eb9e4','became_ready','{}',1760000000000,NULL,'token-0002','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(1,8,NULL,'68c9f927895ca05fed3e31e4ec5a0567','became_ready','{}',1760000000000,NULL,'token-0003','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(1,9,1,'','erased','{}',1760000660000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,10,1,'25d09b5aaa81f164470b06a2622eb9e4','rated_domain','{"domain":"gather","value":3}',1760000660000,1760000660000,'token-0005','1cbc6dff98196687c367cc3914c1c699b39d9a7d65f3783225f7d8f295fd5866');
INSERT INTO "events" VALUES(1,11,1,'25d09b5aaa81f164470b06a2622eb9e4','rated_domain','{"domain":"manage","value":3}',1760000660000,1760000660000,'token-0006','2054f9800b413552eae824ce76bc898ccfbd771325a7cf5037d2dee76327e130');
INSERT INTO "events" VALUES(1,12,1,'25d09b5aaa81f164470b06a2622eb9e4','rated_domain','{"domain":"relate","value":3}',1760000660000,1760000660000,'token-0007','32c9e91ab48ab95f643e9ceb8e1f678eb6b85622adc783e4ea884acbb4173acd');
INSERT INTO "events" VALUES(1,13,1,'25d09b5aaa81f164470b06a2622eb9e4','rated_overall','{"value":2}',1760000660000,1760000660000,'token-0008','d1e11c997ec3a7e9d9532a48e9597e59e9c056caef447a4ea8f15c7f4fcce12e');
INSERT INTO "events" VALUES(1,14,1,'25d09b5aaa81f164470b06a2622eb9e4','handed_in','{}',1760000660000,1760000660000,'token-0009','1f415dfd506fac1461dea515d3d82cb0a76e972770312e360019a22ed9511dd2');
INSERT INTO "events" VALUES(1,15,1,'','erased','{}',1760000660000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,16,1,'','erased','{}',1760000660000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,17,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_domain','{"domain":"gather","value":3}',1760000660000,1760000660000,'token-0012','1cbc6dff98196687c367cc3914c1c699b39d9a7d65f3783225f7d8f295fd5866');
INSERT INTO "events" VALUES(1,18,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_domain','{"domain":"manage","value":3}',1760000660000,1760000660000,'token-0013','2054f9800b413552eae824ce76bc898ccfbd771325a7cf5037d2dee76327e130');
INSERT INTO "events" VALUES(1,19,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_domain','{"domain":"relate","value":3}',1760000660000,1760000660000,'token-0014','32c9e91ab48ab95f643e9ceb8e1f678eb6b85622adc783e4ea884acbb4173acd');
INSERT INTO "events" VALUES(1,20,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_overall','{"value":2}',1760000660000,1760000660000,'token-0015','d1e11c997ec3a7e9d9532a48e9597e59e9c056caef447a4ea8f15c7f4fcce12e');
INSERT INTO "events" VALUES(1,21,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_statement','{"statement":"one","value":4}',1760000660000,1760000660000,'token-0016','9b7584031c85f59c8ad8580f8415a1653dee63edeeb414a2d00c9d68e2e45bfb');
INSERT INTO "events" VALUES(1,22,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_statement','{"statement":"two","value":4}',1760000660000,1760000660000,'token-0017','dd5d1488741baa1f0ce9ec5ee642d84df04dff610e39b88c606eb28e2300dd2d');
INSERT INTO "events" VALUES(1,23,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_statement','{"statement":"three","value":4}',1760000660000,1760000660000,'token-0018','1665eafbb1cd84dcd2db3ce6b577565ef00c00e77556dfdd6b5b279298e001a2');
INSERT INTO "events" VALUES(1,24,1,'68c9f927895ca05fed3e31e4ec5a0567','rated_statement','{"statement":"four","value":4}',1760000660000,1760000660000,'token-0019','952026339901588d0563caf6f6dbd6162aeda7748d7803a87b96bfc1653146a0');
INSERT INTO "events" VALUES(1,25,1,'68c9f927895ca05fed3e31e4ec5a0567','handed_in','{}',1760000660000,1760000660000,'token-0020','1f415dfd506fac1461dea515d3d82cb0a76e972770312e360019a22ed9511dd2');
INSERT INTO "events" VALUES(1,26,NULL,'25d09b5aaa81f164470b06a2622eb9e4','went_on','{}',1760000660000,NULL,'token-0021','37210eb03c8ef2fb2f7cd42a8ceccd466e21a9ed415dbd5b40b5134ccaa7a2b2');
INSERT INTO "events" VALUES(1,27,NULL,'25d09b5aaa81f164470b06a2622eb9e4','went_on','{}',1760000660000,NULL,'token-0022','1efbba6af5a70c5df62644b2d1a82b122016680803a2116e85eb43fed1b4053e');
INSERT INTO "events" VALUES(1,28,NULL,'25d09b5aaa81f164470b06a2622eb9e4','went_on','{}',1760000660000,NULL,'token-0023','631075c96fddb83631f649488aca997fba918014a8a27066655d1fba5930289e');
INSERT INTO "events" VALUES(1,29,NULL,'25d09b5aaa81f164470b06a2622eb9e4','went_on','{}',1760000660000,NULL,'token-0024','6202dbdbf9dc09721e5969234a524d61dad50b26b45750841df4e0dd7fa13cea');
INSERT INTO "events" VALUES(1,30,NULL,'25d09b5aaa81f164470b06a2622eb9e4','went_on','{}',1760000660000,NULL,'token-0025','9e096fdceb0d218a21be223b0d06c7b436735e992697141308f11fe87ae133da');
INSERT INTO "events" VALUES(1,31,1,'','erased','{}',1760000660000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(1,32,NULL,'25d09b5aaa81f164470b06a2622eb9e4','asked','{"move":"finish","round":null}',1760000660000,NULL,'token-0027','75664a31199a36b0fecf04bc71b7e11013174907472f2761a9c9beacae0051bb');
INSERT INTO "events" VALUES(2,1,NULL,'','opened','{"preset":"uk-osce","prepare":null,"reading":null,"station":null,"debrief":null}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,2,NULL,'8bd4e680584323d7bbad94f61e54253c','sat','{"device":"4bcd20ba02800d8a"}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,3,NULL,'001e831c432ebcc276bf53debf348bf9','sat','{"device":"5554c6090503767d"}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,4,NULL,'','planned','{"plan":[{"student":"001e831c432ebcc276bf53debf348bf9","patient":"8bd4e680584323d7bbad94f61e54253c","observers":["8bd4e680584323d7bbad94f61e54253c"],"case":"case-b","title":"The title of case-b","why":"","kind":"interview"},{"student":"8bd4e680584323d7bbad94f61e54253c","patient":"001e831c432ebcc276bf53debf348bf9","observers":["001e831c432ebcc276bf53debf348bf9"],"case":"case-a","title":"The title of case-a","why":"","kind":"interview"}],"reason":"","by_hand":false}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,5,NULL,'4c06b6b144187276a0daa4f5573619db','sat','{"device":"a83053d4f7c417b4"}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,6,NULL,'','planned','{"plan":[{"student":"4c06b6b144187276a0daa4f5573619db","patient":"001e831c432ebcc276bf53debf348bf9","observers":["8bd4e680584323d7bbad94f61e54253c"],"case":"case-c","title":"The title of case-c","why":"","kind":"interview"},{"student":"8bd4e680584323d7bbad94f61e54253c","patient":"4c06b6b144187276a0daa4f5573619db","observers":["001e831c432ebcc276bf53debf348bf9"],"case":"case-a","title":"The title of case-a","why":"","kind":"interview"},{"student":"001e831c432ebcc276bf53debf348bf9","patient":"8bd4e680584323d7bbad94f61e54253c","observers":["4c06b6b144187276a0daa4f5573619db"],"case":"case-b","title":"The title of case-b","why":"","kind":"interview"}],"reason":"","by_hand":false}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,7,NULL,'8bd4e680584323d7bbad94f61e54253c','planned','{"plan":[{"student":"8bd4e680584323d7bbad94f61e54253c","patient":"001e831c432ebcc276bf53debf348bf9","observers":["4c06b6b144187276a0daa4f5573619db"],"case":"good","title":"Tight chest on the stairs","why":"","kind":"interview"}],"reason":"","by_hand":true}',1791709466000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,8,NULL,'8bd4e680584323d7bbad94f61e54253c','round_began','{"snapshot":"aba15cfb0c1957106e16beb36cdb924ea98884d35eed6767843b5c1e12dca7c1","student":"8bd4e680584323d7bbad94f61e54253c","patient":"001e831c432ebcc276bf53debf348bf9","observers":["4c06b6b144187276a0daa4f5573619db"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"","replaces":false,"repeat":false}',1791709466000,NULL,'token-0028','4e3ee147a3d0b9b17eca34a89917eee817a27472a7cfe91cb4a70ac20455016e');
INSERT INTO "events" VALUES(2,9,NULL,'8bd4e680584323d7bbad94f61e54253c','became_ready','{}',1791709466000,NULL,'token-0029','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(2,10,NULL,'001e831c432ebcc276bf53debf348bf9','became_ready','{}',1791709466000,NULL,'token-0030','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(2,11,NULL,'4c06b6b144187276a0daa4f5573619db','became_ready','{}',1791709466000,NULL,'token-0031','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(2,12,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,13,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,14,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,15,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,16,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,17,1,'8bd4e680584323d7bbad94f61e54253c','handed_in','{}',1791710126000,1791710126000,'token-0037','8b133ffd3feb6d5320cd8dc9f9e382f849550cb0bbdf61bdf7b35e502a57f26d');
INSERT INTO "events" VALUES(2,18,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,19,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,20,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,21,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,22,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,23,1,'001e831c432ebcc276bf53debf348bf9','handed_in','{}',1791710126000,1791710126000,'token-0043','8b133ffd3feb6d5320cd8dc9f9e382f849550cb0bbdf61bdf7b35e502a57f26d');
INSERT INTO "events" VALUES(2,24,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,25,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,26,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,27,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,28,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,29,1,'4c06b6b144187276a0daa4f5573619db','handed_in','{}',1791710126000,1791710126000,'token-0049','8b133ffd3feb6d5320cd8dc9f9e382f849550cb0bbdf61bdf7b35e502a57f26d');
INSERT INTO "events" VALUES(2,30,NULL,'8bd4e680584323d7bbad94f61e54253c','went_on','{}',1791710126000,NULL,'token-0050','37210eb03c8ef2fb2f7cd42a8ceccd466e21a9ed415dbd5b40b5134ccaa7a2b2');
INSERT INTO "events" VALUES(2,31,NULL,'8bd4e680584323d7bbad94f61e54253c','went_on','{}',1791710126000,NULL,'token-0051','1efbba6af5a70c5df62644b2d1a82b122016680803a2116e85eb43fed1b4053e');
INSERT INTO "events" VALUES(2,32,NULL,'8bd4e680584323d7bbad94f61e54253c','went_on','{}',1791710126000,NULL,'token-0052','631075c96fddb83631f649488aca997fba918014a8a27066655d1fba5930289e');
INSERT INTO "events" VALUES(2,33,NULL,'8bd4e680584323d7bbad94f61e54253c','went_on','{}',1791710126000,NULL,'token-0053','6202dbdbf9dc09721e5969234a524d61dad50b26b45750841df4e0dd7fa13cea');
INSERT INTO "events" VALUES(2,34,NULL,'8bd4e680584323d7bbad94f61e54253c','went_on','{}',1791710126000,NULL,'token-0054','9e096fdceb0d218a21be223b0d06c7b436735e992697141308f11fe87ae133da');
INSERT INTO "events" VALUES(2,35,1,'','erased','{}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,36,NULL,'8bd4e680584323d7bbad94f61e54253c','planned','{"plan":[{"student":"001e831c432ebcc276bf53debf348bf9","patient":"8bd4e680584323d7bbad94f61e54253c","observers":["4c06b6b144187276a0daa4f5573619db"],"case":"case-a","title":"The title of case-a","why":"","kind":"interview"}],"reason":"","by_hand":true}',1791710126000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(2,37,NULL,'8bd4e680584323d7bbad94f61e54253c','round_began','{"snapshot":"98c1b08dcc4e894b4a15ae038fdd974bb367ee960f6a1b4ed0dc26ffbb31d93b","student":"001e831c432ebcc276bf53debf348bf9","patient":"8bd4e680584323d7bbad94f61e54253c","observers":["4c06b6b144187276a0daa4f5573619db"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"","replaces":false,"repeat":false}',1791710126000,NULL,'token-0056','a5cda6b8d3263901f7aa3ea47a798844bf28760bc4adf1725e00b0905a1644ce');
INSERT INTO "events" VALUES(2,38,NULL,'001e831c432ebcc276bf53debf348bf9','became_ready','{}',1791710126000,NULL,'token-0057','363c93841490b9d53636b429f76e19c5ef6b6999158e43835b17e3dbeb65d47f');
INSERT INTO "events" VALUES(2,39,NULL,'8bd4e680584323d7bbad94f61e54253c','became_ready','{}',1791710126000,NULL,'token-0058','363c93841490b9d53636b429f76e19c5ef6b6999158e43835b17e3dbeb65d47f');
INSERT INTO "events" VALUES(2,40,NULL,'4c06b6b144187276a0daa4f5573619db','became_ready','{}',1791710126000,NULL,'token-0059','363c93841490b9d53636b429f76e19c5ef6b6999158e43835b17e3dbeb65d47f');
INSERT INTO "events" VALUES(2,41,2,'001e831c432ebcc276bf53debf348bf9','wrote','{"words":"line","text":"dora-student-in-2"}',1791710786000,1791710786000,'token-0060','7b951240db2d8de454260ecaf3a71faffa6251a78679a55cd1e3a128ee2084f2');
INSERT INTO "events" VALUES(2,42,2,'001e831c432ebcc276bf53debf348bf9','rated_domain','{"domain":"gather","value":3}',1791710786000,1791710786000,'token-0061','3e61f6156616f78a7c0bd8386d05e80f6d3f727aa2b277b57f1794270470eefe');
INSERT INTO "events" VALUES(2,43,2,'001e831c432ebcc276bf53debf348bf9','rated_domain','{"domain":"manage","value":3}',1791710786000,1791710786000,'token-0062','cdd803416daf671212fa55b2a0a4a85d68233973f8ba5bc6c6bf5655a183fe1d');
INSERT INTO "events" VALUES(2,44,2,'001e831c432ebcc276bf53debf348bf9','rated_domain','{"domain":"relate","value":3}',1791710786000,1791710786000,'token-0063','eda2bf3828fbefd6c00fcc855746548df76819ce5ab6224fe54ccbef49a2504c');
INSERT INTO "events" VALUES(2,45,2,'001e831c432ebcc276bf53debf348bf9','rated_overall','{"value":2}',1791710786000,1791710786000,'token-0064','18f1077f8fc7e3aabe91e52e420bc69f612c2c8e05c545880ddc9929f11d780d');
INSERT INTO "events" VALUES(2,46,2,'001e831c432ebcc276bf53debf348bf9','handed_in','{}',1791710786000,1791710786000,'token-0065','e666e1e0e1df9dae961d1c14c716dc68ebb23d1fe8a37e05cb0e908a01c11cad');
INSERT INTO "events" VALUES(2,47,2,'8bd4e680584323d7bbad94f61e54253c','wrote','{"words":"sentence","text":"dora-patient-in-2"}',1791710786000,1791710786000,'token-0066','d585a2e32ac733abe32ee288a30b1dd5e35cb350d94efba3ac9d25e9c489bbc1');
INSERT INTO "events" VALUES(2,48,2,'8bd4e680584323d7bbad94f61e54253c','rated_statement','{"statement":"one","value":4}',1791710786000,1791710786000,'token-0067','ce6d8efe1ec97e563c11a76ce1f1d075d2dc3a3018f65b9762e99075f57aa136');
INSERT INTO "events" VALUES(2,49,2,'8bd4e680584323d7bbad94f61e54253c','rated_statement','{"statement":"two","value":4}',1791710786000,1791710786000,'token-0068','88ba9f3baeb7c7521f5955999cdbb012dd260378149e42e0c4e5bdd39cd8442f');
INSERT INTO "events" VALUES(2,50,2,'8bd4e680584323d7bbad94f61e54253c','rated_statement','{"statement":"three","value":4}',1791710786000,1791710786000,'token-0069','8dcc0da87c634a20e6bba1b3a35d90cc52130cc1cb007e15f03184b18b6adf62');
INSERT INTO "events" VALUES(2,51,2,'8bd4e680584323d7bbad94f61e54253c','rated_statement','{"statement":"four","value":4}',1791710786000,1791710786000,'token-0070','47f43e154a2a8f5f85a5ccddf3721903fad034334c109e21269b5a6b83e93f3d');
INSERT INTO "events" VALUES(2,52,2,'8bd4e680584323d7bbad94f61e54253c','handed_in','{}',1791710786000,1791710786000,'token-0071','e666e1e0e1df9dae961d1c14c716dc68ebb23d1fe8a37e05cb0e908a01c11cad');
INSERT INTO "events" VALUES(2,53,2,'4c06b6b144187276a0daa4f5573619db','wrote','{"words":"one_to_try","text":"dora-observer-in-2"}',1791710786000,1791710786000,'token-0072','26a32fcf8fa781fad0e17431908d09915097f2836e86c3553e79df16dd8ecb64');
INSERT INTO "events" VALUES(2,54,2,'4c06b6b144187276a0daa4f5573619db','rated_domain','{"domain":"gather","value":3}',1791710786000,1791710786000,'token-0073','3e61f6156616f78a7c0bd8386d05e80f6d3f727aa2b277b57f1794270470eefe');
INSERT INTO "events" VALUES(2,55,2,'4c06b6b144187276a0daa4f5573619db','rated_domain','{"domain":"manage","value":3}',1791710786000,1791710786000,'token-0074','cdd803416daf671212fa55b2a0a4a85d68233973f8ba5bc6c6bf5655a183fe1d');
INSERT INTO "events" VALUES(2,56,2,'4c06b6b144187276a0daa4f5573619db','rated_domain','{"domain":"relate","value":3}',1791710786000,1791710786000,'token-0075','eda2bf3828fbefd6c00fcc855746548df76819ce5ab6224fe54ccbef49a2504c');
INSERT INTO "events" VALUES(2,57,2,'4c06b6b144187276a0daa4f5573619db','rated_overall','{"value":2}',1791710786000,1791710786000,'token-0076','18f1077f8fc7e3aabe91e52e420bc69f612c2c8e05c545880ddc9929f11d780d');
INSERT INTO "events" VALUES(2,58,2,'4c06b6b144187276a0daa4f5573619db','handed_in','{}',1791710786000,1791710786000,'token-0077','e666e1e0e1df9dae961d1c14c716dc68ebb23d1fe8a37e05cb0e908a01c11cad');
INSERT INTO "events" VALUES(2,59,NULL,'001e831c432ebcc276bf53debf348bf9','went_on','{}',1791710786000,NULL,'token-0078','6c5a25154c76524b1d6bc69ac090f7c0f882ff70560b5bf660607ab0b1be566d');
INSERT INTO "events" VALUES(2,60,NULL,'001e831c432ebcc276bf53debf348bf9','went_on','{}',1791710786000,NULL,'token-0079','849f9eaf227751b2e5490a5adebc71a96d5b0c008a714b3a6f7a619d9a039901');
INSERT INTO "events" VALUES(2,61,NULL,'001e831c432ebcc276bf53debf348bf9','went_on','{}',1791710786000,NULL,'token-0080','3d91956883681abe48b14e17ecb26e0d70e10171d92b81934aa9631bab2d4dcb');
INSERT INTO "events" VALUES(2,62,NULL,'001e831c432ebcc276bf53debf348bf9','went_on','{}',1791710786000,NULL,'token-0081','9605ac0a8246f164d52d7ce1cac4a02823990220545e455c8f7662b00580a2ff');
INSERT INTO "events" VALUES(2,63,NULL,'001e831c432ebcc276bf53debf348bf9','went_on','{}',1791710786000,NULL,'token-0082','f1dd5efb93238a73d4caa10c8f284f51219d98054b7f072000aaad66ba374562');
INSERT INTO "events" VALUES(2,64,2,'001e831c432ebcc276bf53debf348bf9','wrote','{"words":"next_step","text":"bens-step"}',1791710786000,1791710786000,'token-0083','31f419f9e9b6e575a2bbe5df54c26c0ccfd101d33eefe6b511219c11035e7179');
INSERT INTO "events" VALUES(2,65,NULL,'8bd4e680584323d7bbad94f61e54253c','asked','{"move":"finish","round":null}',1791710786000,NULL,'token-0084','cd9e0b952d9d51c5f8bc1c931538fd4692377fca31bc3be40e631b870491ff54');
INSERT INTO "events" VALUES(2,66,NULL,'8bd4e680584323d7bbad94f61e54253c','forgotten','{}',1791710792000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,1,NULL,'','opened','{"preset":"uk-osce","prepare":null,"reading":null,"station":null,"debrief":null}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,2,NULL,'a5846ef8c9c852222e613b8702bd4c6d','sat','{"device":"7ecf61d81b5330f8"}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,3,NULL,'ce7023990e26f46b727d2815f2dcb97a','sat','{"device":"d617b7f42f700fd2"}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,4,NULL,'','planned','{"plan":[{"student":"ce7023990e26f46b727d2815f2dcb97a","patient":"a5846ef8c9c852222e613b8702bd4c6d","observers":["a5846ef8c9c852222e613b8702bd4c6d"],"case":"case-c","title":"The title of case-c","why":"Ben is student: all have had as many turns; \u201cThe title of case-c\u201d is fresh for both and practises Red flags.","kind":"interview"},{"student":"a5846ef8c9c852222e613b8702bd4c6d","patient":"ce7023990e26f46b727d2815f2dcb97a","observers":["ce7023990e26f46b727d2815f2dcb97a"],"case":"case-b","title":"The title of case-b","why":"Anna is student: fewest turns; \u201cThe title of case-b\u201d is fresh for both and practises Red flags.","kind":"interview"}],"reason":"","by_hand":false}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,5,NULL,'5e283571953f8f94b9a947dc269a2f45','sat','{"device":"9b4961fc433b338e"}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,6,NULL,'','planned','{"plan":[{"student":"ce7023990e26f46b727d2815f2dcb97a","patient":"a5846ef8c9c852222e613b8702bd4c6d","observers":["5e283571953f8f94b9a947dc269a2f45"],"case":"case-c","title":"The title of case-c","why":"Ben is student: so that the turns stay even; \u201cThe title of case-c\u201d is fresh for all three and practises Red flags.","kind":"interview"},{"student":"a5846ef8c9c852222e613b8702bd4c6d","patient":"5e283571953f8f94b9a947dc269a2f45","observers":["ce7023990e26f46b727d2815f2dcb97a"],"case":"case-a","title":"The title of case-a","why":"Anna is student: so that the turns stay even; \u201cThe title of case-a\u201d is fresh for Anna and practises Red flags.","kind":"interview"},{"student":"5e283571953f8f94b9a947dc269a2f45","patient":"ce7023990e26f46b727d2815f2dcb97a","observers":["a5846ef8c9c852222e613b8702bd4c6d"],"case":"case-b","title":"The title of case-b","why":"Cleo is student: fewest turns; \u201cThe title of case-b\u201d is fresh for all three and practises Red flags.","kind":"interview"}],"reason":"","by_hand":false}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,7,NULL,'a5846ef8c9c852222e613b8702bd4c6d','planned','{"plan":[{"student":"a5846ef8c9c852222e613b8702bd4c6d","patient":"ce7023990e26f46b727d2815f2dcb97a","observers":["5e283571953f8f94b9a947dc269a2f45"],"case":"case-b","title":"The title of case-b","why":"Chosen by you.","kind":"interview"}],"reason":"","by_hand":true}',1791797192000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,8,NULL,'a5846ef8c9c852222e613b8702bd4c6d','round_began','{"snapshot":"5b1ab0ee4b7f9666cdc52f06624b5bf485abdb9ee7f7d64a21b956303f88afb8","student":"a5846ef8c9c852222e613b8702bd4c6d","patient":"ce7023990e26f46b727d2815f2dcb97a","observers":["5e283571953f8f94b9a947dc269a2f45"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"","replaces":false,"repeat":false}',1791797192000,NULL,'token-0085','4e3ee147a3d0b9b17eca34a89917eee817a27472a7cfe91cb4a70ac20455016e');
INSERT INTO "events" VALUES(3,9,NULL,'a5846ef8c9c852222e613b8702bd4c6d','became_ready','{}',1791797192000,NULL,'token-0086','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(3,10,NULL,'ce7023990e26f46b727d2815f2dcb97a','became_ready','{}',1791797192000,NULL,'token-0087','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(3,11,NULL,'5e283571953f8f94b9a947dc269a2f45','became_ready','{}',1791797192000,NULL,'token-0088','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(3,12,1,'a5846ef8c9c852222e613b8702bd4c6d','wrote','{"words":"line","text":"kept-student-in-1"}',1791797852000,1791797852000,'token-0089','9267299928944442d515f72f716adbe4a2fa04ee24acd15c7805097b866035ed');
INSERT INTO "events" VALUES(3,13,1,'a5846ef8c9c852222e613b8702bd4c6d','rated_domain','{"domain":"gather","value":3}',1791797852000,1791797852000,'token-0090','458e469d7652dd4a8689ad51e403aace24a2d1283a373594e6eebd12cc1da25d');
INSERT INTO "events" VALUES(3,14,1,'a5846ef8c9c852222e613b8702bd4c6d','rated_domain','{"domain":"manage","value":3}',1791797852000,1791797852000,'token-0091','fb00c3378c87361608c898098d2ce373139a4e9dafa2de9df4a4c5b40f48022b');
INSERT INTO "events" VALUES(3,15,1,'a5846ef8c9c852222e613b8702bd4c6d','rated_domain','{"domain":"relate","value":3}',1791797852000,1791797852000,'token-0092','176031296a7ff2f260fa321fe2dd5d8ac7b8321861a2417ee253fd673e0db3d2');
INSERT INTO "events" VALUES(3,16,1,'a5846ef8c9c852222e613b8702bd4c6d','rated_overall','{"value":2}',1791797852000,1791797852000,'token-0093','490943156200d62b60bc89edea12e3e05cacb82deda7b23cbdfefc7ef2050d0e');
INSERT INTO "events" VALUES(3,17,1,'a5846ef8c9c852222e613b8702bd4c6d','handed_in','{}',1791797852000,1791797852000,'token-0094','470599be40e450e2ad7569ef1ac79f0209c8119a7dfe646f396faa5f7ec8ab75');
INSERT INTO "events" VALUES(3,18,1,'ce7023990e26f46b727d2815f2dcb97a','wrote','{"words":"sentence","text":"kept-patient-in-1"}',1791797852000,1791797852000,'token-0095','f720a5bcdd08938e992b567190d135a7e73c6ff217cbd79580fedcf86e25495b');
INSERT INTO "events" VALUES(3,19,1,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"one","value":4}',1791797852000,1791797852000,'token-0096','9120b8bf1e02c2247b744125acdba8e2551e455833bb44e3e603710e6bf9f652');
INSERT INTO "events" VALUES(3,20,1,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"two","value":4}',1791797852000,1791797852000,'token-0097','ddad07bd4bce9c506d4c69024b8aa08c56a8380f2e99450a279047de7db5931d');
INSERT INTO "events" VALUES(3,21,1,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"three","value":4}',1791797852000,1791797852000,'token-0098','ef67d7c67f2c83f050b466dcd53b08a7123326c6afc3f2cf71834f9ac839304d');
INSERT INTO "events" VALUES(3,22,1,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"four","value":4}',1791797852000,1791797852000,'token-0099','434d873de26a429122a39151643466ab50784f287d0cf1c5378afaed53d2eb9e');
INSERT INTO "events" VALUES(3,23,1,'ce7023990e26f46b727d2815f2dcb97a','handed_in','{}',1791797852000,1791797852000,'token-0100','470599be40e450e2ad7569ef1ac79f0209c8119a7dfe646f396faa5f7ec8ab75');
INSERT INTO "events" VALUES(3,24,1,'5e283571953f8f94b9a947dc269a2f45','wrote','{"words":"one_to_try","text":"kept-observer-in-1"}',1791797852000,1791797852000,'token-0101','7946d3684a894aa9a462927cd647aece1ec45e3d0fe322ce8bb3b9cb8e74aa69');
INSERT INTO "events" VALUES(3,25,1,'5e283571953f8f94b9a947dc269a2f45','rated_domain','{"domain":"gather","value":3}',1791797852000,1791797852000,'token-0102','458e469d7652dd4a8689ad51e403aace24a2d1283a373594e6eebd12cc1da25d');
INSERT INTO "events" VALUES(3,26,1,'5e283571953f8f94b9a947dc269a2f45','rated_domain','{"domain":"manage","value":3}',1791797852000,1791797852000,'token-0103','fb00c3378c87361608c898098d2ce373139a4e9dafa2de9df4a4c5b40f48022b');
INSERT INTO "events" VALUES(3,27,1,'5e283571953f8f94b9a947dc269a2f45','rated_domain','{"domain":"relate","value":3}',1791797852000,1791797852000,'token-0104','176031296a7ff2f260fa321fe2dd5d8ac7b8321861a2417ee253fd673e0db3d2');
INSERT INTO "events" VALUES(3,28,1,'5e283571953f8f94b9a947dc269a2f45','rated_overall','{"value":2}',1791797852000,1791797852000,'token-0105','490943156200d62b60bc89edea12e3e05cacb82deda7b23cbdfefc7ef2050d0e');
INSERT INTO "events" VALUES(3,29,1,'5e283571953f8f94b9a947dc269a2f45','handed_in','{}',1791797852000,1791797852000,'token-0106','470599be40e450e2ad7569ef1ac79f0209c8119a7dfe646f396faa5f7ec8ab75');
INSERT INTO "events" VALUES(3,30,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791797852000,NULL,'token-0107','37210eb03c8ef2fb2f7cd42a8ceccd466e21a9ed415dbd5b40b5134ccaa7a2b2');
INSERT INTO "events" VALUES(3,31,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791797852000,NULL,'token-0108','1efbba6af5a70c5df62644b2d1a82b122016680803a2116e85eb43fed1b4053e');
INSERT INTO "events" VALUES(3,32,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791797852000,NULL,'token-0109','631075c96fddb83631f649488aca997fba918014a8a27066655d1fba5930289e');
INSERT INTO "events" VALUES(3,33,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791797852000,NULL,'token-0110','6202dbdbf9dc09721e5969234a524d61dad50b26b45750841df4e0dd7fa13cea');
INSERT INTO "events" VALUES(3,34,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791797852000,NULL,'token-0111','9e096fdceb0d218a21be223b0d06c7b436735e992697141308f11fe87ae133da');
INSERT INTO "events" VALUES(3,35,1,'a5846ef8c9c852222e613b8702bd4c6d','wrote','{"words":"next_step","text":"annas-step"}',1791797852000,1791797852000,'token-0112','f62265672d66e7122186e36a47bc9b8cc988f226b400e861a91450b6f7912f29');
INSERT INTO "events" VALUES(3,36,NULL,'a5846ef8c9c852222e613b8702bd4c6d','planned','{"plan":[{"student":"ce7023990e26f46b727d2815f2dcb97a","patient":"a5846ef8c9c852222e613b8702bd4c6d","observers":["5e283571953f8f94b9a947dc269a2f45"],"case":"case-a","title":"The title of case-a","why":"Chosen by you.","kind":"interview"}],"reason":"","by_hand":true}',1791797852000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(3,37,NULL,'a5846ef8c9c852222e613b8702bd4c6d','round_began','{"snapshot":"98c1b08dcc4e894b4a15ae038fdd974bb367ee960f6a1b4ed0dc26ffbb31d93b","student":"ce7023990e26f46b727d2815f2dcb97a","patient":"a5846ef8c9c852222e613b8702bd4c6d","observers":["5e283571953f8f94b9a947dc269a2f45"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"bens-step","replaces":false,"repeat":true}',1791797852000,NULL,'token-0113','a5cda6b8d3263901f7aa3ea47a798844bf28760bc4adf1725e00b0905a1644ce');
INSERT INTO "events" VALUES(3,38,NULL,'ce7023990e26f46b727d2815f2dcb97a','asked','{"move":"swap","round":{"snapshot":"c0212ca436d3d45c1a671b33af83542699e22c8d0f0fb16c7075e0c01adbff77","student":"a5846ef8c9c852222e613b8702bd4c6d","patient":"ce7023990e26f46b727d2815f2dcb97a","observers":["5e283571953f8f94b9a947dc269a2f45"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"annas-step","replaces":true,"repeat":false}}',1791797852000,NULL,'token-0114','9a22afa113b5f3f0ff92e7dc0bd3c8a09cfa5f8c5be89eb65400b5a630c4097b');
INSERT INTO "events" VALUES(3,39,NULL,'a5846ef8c9c852222e613b8702bd4c6d','became_ready','{}',1791797858000,NULL,'token-0115','48355cb4478d63f8b0dc2a8ba0f4ccd2085578a4a34c3db57cf906a107c9e8a2');
INSERT INTO "events" VALUES(3,40,NULL,'ce7023990e26f46b727d2815f2dcb97a','became_ready','{}',1791797858000,NULL,'token-0116','48355cb4478d63f8b0dc2a8ba0f4ccd2085578a4a34c3db57cf906a107c9e8a2');
INSERT INTO "events" VALUES(3,41,NULL,'5e283571953f8f94b9a947dc269a2f45','became_ready','{}',1791797858000,NULL,'token-0117','48355cb4478d63f8b0dc2a8ba0f4ccd2085578a4a34c3db57cf906a107c9e8a2');
INSERT INTO "events" VALUES(3,42,3,'a5846ef8c9c852222e613b8702bd4c6d','wrote','{"words":"line","text":"kept-student-in-3"}',1791798518000,1791798518000,'token-0118','ed40b16fca5d714c2c280496007ae3c642149c648e2861a3f96408595254f756');
INSERT INTO "events" VALUES(3,43,3,'a5846ef8c9c852222e613b8702bd4c6d','rated_domain','{"domain":"gather","value":3}',1791798518000,1791798518000,'token-0119','b9d10ccd0e036d7f36fb77978a912be781c18cc375c0e7374ac0aa85e689ccab');
INSERT INTO "events" VALUES(3,44,3,'a5846ef8c9c852222e613b8702bd4c6d','rated_domain','{"domain":"manage","value":3}',1791798518000,1791798518000,'token-0120','3456783f80e15a3ef15735f16ca67de40c3db1e68864b85839b6a1279eacca80');
INSERT INTO "events" VALUES(3,45,3,'a5846ef8c9c852222e613b8702bd4c6d','rated_domain','{"domain":"relate","value":3}',1791798518000,1791798518000,'token-0121','8c0a752db496ec51c3c529a387e043aa60c67892a162a0a73e038fa9ff6685cb');
INSERT INTO "events" VALUES(3,46,3,'a5846ef8c9c852222e613b8702bd4c6d','rated_overall','{"value":2}',1791798518000,1791798518000,'token-0122','45610b3ab1bdfec139a556a0d62d721b3addb9624998d19ad2c2ab7b92c6437a');
INSERT INTO "events" VALUES(3,47,3,'a5846ef8c9c852222e613b8702bd4c6d','handed_in','{}',1791798518000,1791798518000,'token-0123','382fb42b31426c7c8ff8262c9d11494d0935411c1c7a44d81f6ea032576b48cf');
INSERT INTO "events" VALUES(3,48,3,'ce7023990e26f46b727d2815f2dcb97a','wrote','{"words":"sentence","text":"kept-patient-in-3"}',1791798518000,1791798518000,'token-0124','1a3d6c9ecd7476f97af38cc0580c6fa18cddabbb5292027a5bd30884e7f00632');
INSERT INTO "events" VALUES(3,49,3,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"one","value":4}',1791798518000,1791798518000,'token-0125','22b1c9c7f46a6500a7b952e7e0c103878a8ecd7c5276bc3e4ac8a961f0669e40');
INSERT INTO "events" VALUES(3,50,3,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"two","value":4}',1791798518000,1791798518000,'token-0126','d575474ed880ed16c344eb973995a3c4a3f45c3a7180baf31df81a298a8bf2b0');
INSERT INTO "events" VALUES(3,51,3,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"three","value":4}',1791798518000,1791798518000,'token-0127','0acb7e95015b3d784cba931c167bbfcc5975247e54120a28d8ead50eb227fe4f');
INSERT INTO "events" VALUES(3,52,3,'ce7023990e26f46b727d2815f2dcb97a','rated_statement','{"statement":"four","value":4}',1791798518000,1791798518000,'token-0128','f28e02a0eaee5a1c89a603bbf3112a27f6ad8b75846bca1ecab2242788ff58e7');
INSERT INTO "events" VALUES(3,53,3,'ce7023990e26f46b727d2815f2dcb97a','handed_in','{}',1791798518000,1791798518000,'token-0129','382fb42b31426c7c8ff8262c9d11494d0935411c1c7a44d81f6ea032576b48cf');
INSERT INTO "events" VALUES(3,54,3,'5e283571953f8f94b9a947dc269a2f45','wrote','{"words":"one_to_try","text":"kept-observer-in-3"}',1791798518000,1791798518000,'token-0130','6fb4c65860ff6d200d44ba9da364a7da6342619167f12aa7b09d9fda7c698e73');
INSERT INTO "events" VALUES(3,55,3,'5e283571953f8f94b9a947dc269a2f45','rated_domain','{"domain":"gather","value":3}',1791798518000,1791798518000,'token-0131','b9d10ccd0e036d7f36fb77978a912be781c18cc375c0e7374ac0aa85e689ccab');
INSERT INTO "events" VALUES(3,56,3,'5e283571953f8f94b9a947dc269a2f45','rated_domain','{"domain":"manage","value":3}',1791798518000,1791798518000,'token-0132','3456783f80e15a3ef15735f16ca67de40c3db1e68864b85839b6a1279eacca80');
INSERT INTO "events" VALUES(3,57,3,'5e283571953f8f94b9a947dc269a2f45','rated_domain','{"domain":"relate","value":3}',1791798518000,1791798518000,'token-0133','8c0a752db496ec51c3c529a387e043aa60c67892a162a0a73e038fa9ff6685cb');
INSERT INTO "events" VALUES(3,58,3,'5e283571953f8f94b9a947dc269a2f45','rated_overall','{"value":2}',1791798518000,1791798518000,'token-0134','45610b3ab1bdfec139a556a0d62d721b3addb9624998d19ad2c2ab7b92c6437a');
INSERT INTO "events" VALUES(3,59,3,'5e283571953f8f94b9a947dc269a2f45','handed_in','{}',1791798518000,1791798518000,'token-0135','382fb42b31426c7c8ff8262c9d11494d0935411c1c7a44d81f6ea032576b48cf');
INSERT INTO "events" VALUES(3,60,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791798518000,NULL,'token-0136','849f9eaf227751b2e5490a5adebc71a96d5b0c008a714b3a6f7a619d9a039901');
INSERT INTO "events" VALUES(3,61,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791798518000,NULL,'token-0137','3d91956883681abe48b14e17ecb26e0d70e10171d92b81934aa9631bab2d4dcb');
INSERT INTO "events" VALUES(3,62,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791798518000,NULL,'token-0138','9605ac0a8246f164d52d7ce1cac4a02823990220545e455c8f7662b00580a2ff');
INSERT INTO "events" VALUES(3,63,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791798518000,NULL,'token-0139','f1dd5efb93238a73d4caa10c8f284f51219d98054b7f072000aaad66ba374562');
INSERT INTO "events" VALUES(3,64,NULL,'a5846ef8c9c852222e613b8702bd4c6d','went_on','{}',1791798518000,NULL,'token-0140','cd3fef5f49a771b60b80bc414c93e89db97dee6de1f3fea679e3d3a022af247d');
INSERT INTO "events" VALUES(3,65,3,'a5846ef8c9c852222e613b8702bd4c6d','wrote','{"words":"next_step","text":"annas-next"}',1791798518000,1791798518000,'token-0141','d2e25d8a97cd0bd141b4f196bf2b0850b8e7d4a68ca3125c4cc19deb86397532');
INSERT INTO "events" VALUES(3,66,3,'ce7023990e26f46b727d2815f2dcb97a','wrote','{"words":"sentence","text":""}',1791798518000,1791798518000,'token-0142','c22185b5e8792236ad98b832fe94cd1e9eb8d9a9eb2c1d569da39a3bf0bea388');
INSERT INTO "events" VALUES(3,67,NULL,'a5846ef8c9c852222e613b8702bd4c6d','asked','{"move":"finish","round":null}',1791798518000,NULL,'token-0143','1114141b5ba5a70390db88e96e704ee42eb1fd0d527c6d2821707a13bdcee0cb');
INSERT INTO "events" VALUES(5,1,NULL,'','opened','{"preset":"uk-osce","prepare":null,"reading":null,"station":null,"debrief":null}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,2,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','sat','{"device":"a24aecfb9ad85b27"}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,3,NULL,'9872b5020bea8c6e34886cc57db59d9e','sat','{"device":"a4d620cd034fe1e3"}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,4,NULL,'','planned','{"plan":[],"reason":"Anna has no case unseen, and 2 rounds would need 1. Add another case. Change the plan by hand and let the turns be uneven.","by_hand":false}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,5,NULL,'96b74ca1338c87fe7221fd0b51e79bff','sat','{"device":"11177534938eb6f1"}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,6,NULL,'','planned','{"plan":[],"reason":"Anna has no case unseen, and 3 rounds would need 1. Add another case. Let somebody wait outside: a case stays fresh for them. Change the plan by hand and let the turns be uneven.","by_hand":false}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,7,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','planned','{"plan":[{"student":"95ce5dbdb4788aea451525a93f6bc5c9","patient":"9872b5020bea8c6e34886cc57db59d9e","observers":["96b74ca1338c87fe7221fd0b51e79bff"],"case":"case-c","title":"The title of case-c","why":"Chosen by you.","kind":"interview"}],"reason":"","by_hand":true}',1791884924000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,8,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','round_began','{"snapshot":"c0212ca436d3d45c1a671b33af83542699e22c8d0f0fb16c7075e0c01adbff77","student":"95ce5dbdb4788aea451525a93f6bc5c9","patient":"9872b5020bea8c6e34886cc57db59d9e","observers":["96b74ca1338c87fe7221fd0b51e79bff"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"annas-next","replaces":false,"repeat":true}',1791884924000,NULL,'token-0144','4e3ee147a3d0b9b17eca34a89917eee817a27472a7cfe91cb4a70ac20455016e');
INSERT INTO "events" VALUES(5,9,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','became_ready','{}',1791884924000,NULL,'token-0145','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(5,10,NULL,'9872b5020bea8c6e34886cc57db59d9e','became_ready','{}',1791884924000,NULL,'token-0146','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(5,11,NULL,'96b74ca1338c87fe7221fd0b51e79bff','became_ready','{}',1791884924000,NULL,'token-0147','77c4e02f480f38721271695474eec74536311c6cbddd93833eb71e868745b11d');
INSERT INTO "events" VALUES(5,12,1,'95ce5dbdb4788aea451525a93f6bc5c9','wrote','{"words":"line","text":"mid-student-in-1"}',1791885584000,1791885584000,'token-0148','74e62a8ac412611bfe31d5eeaa8d91fa3c1c4429d80c6000b66babb791e6bfd5');
INSERT INTO "events" VALUES(5,13,1,'95ce5dbdb4788aea451525a93f6bc5c9','rated_domain','{"domain":"gather","value":3}',1791885584000,1791885584000,'token-0149','5bb3afb289e827c8ca1739f988691e5020979d148b3f34d3bd9f00541c942f10');
INSERT INTO "events" VALUES(5,14,1,'95ce5dbdb4788aea451525a93f6bc5c9','rated_domain','{"domain":"manage","value":3}',1791885584000,1791885584000,'token-0150','76ff297ae9e4410dcf7c4571b72b21dff1a13e95ff1a0ba86fc76cfac561e8ec');
INSERT INTO "events" VALUES(5,15,1,'95ce5dbdb4788aea451525a93f6bc5c9','rated_domain','{"domain":"relate","value":3}',1791885584000,1791885584000,'token-0151','8f1f6ca46f0464c6f46a7e573c51e86e72e2997385672d003924db4b0445ef23');
INSERT INTO "events" VALUES(5,16,1,'95ce5dbdb4788aea451525a93f6bc5c9','rated_overall','{"value":2}',1791885584000,1791885584000,'token-0152','f0057994d2035c5f9cea2ca8581e0153c6a2482ea879a2661cffa84edf295aeb');
INSERT INTO "events" VALUES(5,17,1,'95ce5dbdb4788aea451525a93f6bc5c9','handed_in','{}',1791885584000,1791885584000,'token-0153','2f2d275161bfd81c827efd5d82faa4e63981233d43a0cbf8dddf5ff4ae3a52b0');
INSERT INTO "events" VALUES(5,18,1,'9872b5020bea8c6e34886cc57db59d9e','wrote','{"words":"sentence","text":"mid-patient-in-1"}',1791885584000,1791885584000,'token-0154','49ebf8f17a9e66761d8bd8207793da0e77f66c5944cb816669d7909e2f2c36f7');
INSERT INTO "events" VALUES(5,19,1,'9872b5020bea8c6e34886cc57db59d9e','rated_statement','{"statement":"one","value":4}',1791885584000,1791885584000,'token-0155','d46c6c578dcb82199192aad12bfe58488f28d93f677617166f8f8db9bfddfb0a');
INSERT INTO "events" VALUES(5,20,1,'9872b5020bea8c6e34886cc57db59d9e','rated_statement','{"statement":"two","value":4}',1791885584000,1791885584000,'token-0156','e23cb8d70384236b1eb9a51a0e31a665ff68f0b62ef9a51026c417ddaad01995');
INSERT INTO "events" VALUES(5,21,1,'9872b5020bea8c6e34886cc57db59d9e','rated_statement','{"statement":"three","value":4}',1791885584000,1791885584000,'token-0157','492c8a2fceddaf80d8a030277148272ed14c58f9693679cda563b6c6b865eef4');
INSERT INTO "events" VALUES(5,22,1,'9872b5020bea8c6e34886cc57db59d9e','rated_statement','{"statement":"four","value":4}',1791885584000,1791885584000,'token-0158','3c423d15ac3d812aef1a816ab9e9294fac97a3f2b6adeebb29e84ffb2e1cd72c');
INSERT INTO "events" VALUES(5,23,1,'9872b5020bea8c6e34886cc57db59d9e','handed_in','{}',1791885584000,1791885584000,'token-0159','2f2d275161bfd81c827efd5d82faa4e63981233d43a0cbf8dddf5ff4ae3a52b0');
INSERT INTO "events" VALUES(5,24,1,'96b74ca1338c87fe7221fd0b51e79bff','wrote','{"words":"one_to_try","text":"mid-observer-in-1"}',1791885584000,1791885584000,'token-0160','fb30cb9a35bd1dfa88d768c0b9c13308077ee6931997d84c618e9bbe49668151');
INSERT INTO "events" VALUES(5,25,1,'96b74ca1338c87fe7221fd0b51e79bff','rated_domain','{"domain":"gather","value":3}',1791885584000,1791885584000,'token-0161','5bb3afb289e827c8ca1739f988691e5020979d148b3f34d3bd9f00541c942f10');
INSERT INTO "events" VALUES(5,26,1,'96b74ca1338c87fe7221fd0b51e79bff','rated_domain','{"domain":"manage","value":3}',1791885584000,1791885584000,'token-0162','76ff297ae9e4410dcf7c4571b72b21dff1a13e95ff1a0ba86fc76cfac561e8ec');
INSERT INTO "events" VALUES(5,27,1,'96b74ca1338c87fe7221fd0b51e79bff','rated_domain','{"domain":"relate","value":3}',1791885584000,1791885584000,'token-0163','8f1f6ca46f0464c6f46a7e573c51e86e72e2997385672d003924db4b0445ef23');
INSERT INTO "events" VALUES(5,28,1,'96b74ca1338c87fe7221fd0b51e79bff','rated_overall','{"value":2}',1791885584000,1791885584000,'token-0164','f0057994d2035c5f9cea2ca8581e0153c6a2482ea879a2661cffa84edf295aeb');
INSERT INTO "events" VALUES(5,29,1,'96b74ca1338c87fe7221fd0b51e79bff','handed_in','{}',1791885584000,1791885584000,'token-0165','2f2d275161bfd81c827efd5d82faa4e63981233d43a0cbf8dddf5ff4ae3a52b0');
INSERT INTO "events" VALUES(5,30,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','went_on','{}',1791885584000,NULL,'token-0166','37210eb03c8ef2fb2f7cd42a8ceccd466e21a9ed415dbd5b40b5134ccaa7a2b2');
INSERT INTO "events" VALUES(5,31,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','went_on','{}',1791885584000,NULL,'token-0167','1efbba6af5a70c5df62644b2d1a82b122016680803a2116e85eb43fed1b4053e');
INSERT INTO "events" VALUES(5,32,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','went_on','{}',1791885584000,NULL,'token-0168','631075c96fddb83631f649488aca997fba918014a8a27066655d1fba5930289e');
INSERT INTO "events" VALUES(5,33,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','went_on','{}',1791885584000,NULL,'token-0169','6202dbdbf9dc09721e5969234a524d61dad50b26b45750841df4e0dd7fa13cea');
INSERT INTO "events" VALUES(5,34,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','went_on','{}',1791885584000,NULL,'token-0170','9e096fdceb0d218a21be223b0d06c7b436735e992697141308f11fe87ae133da');
INSERT INTO "events" VALUES(5,35,1,'95ce5dbdb4788aea451525a93f6bc5c9','wrote','{"words":"next_step","text":"mid-step"}',1791885584000,1791885584000,'token-0171','1126ef12168dcb77e0cff580158ab0bd2f3c8ef77abf05de7d4f07f898992edd');
INSERT INTO "events" VALUES(5,36,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','planned','{"plan":[{"student":"95ce5dbdb4788aea451525a93f6bc5c9","patient":"96b74ca1338c87fe7221fd0b51e79bff","observers":["9872b5020bea8c6e34886cc57db59d9e"],"case":"good","title":"Tight chest on the stairs","why":"Chosen by you.","kind":"interview"}],"reason":"","by_hand":true}',1791885584000,NULL,NULL,NULL);
INSERT INTO "events" VALUES(5,37,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','round_began','{"snapshot":"aba15cfb0c1957106e16beb36cdb924ea98884d35eed6767843b5c1e12dca7c1","student":"95ce5dbdb4788aea451525a93f6bc5c9","patient":"96b74ca1338c87fe7221fd0b51e79bff","observers":["9872b5020bea8c6e34886cc57db59d9e"],"lengths":{"prepare":180000,"reading":120000,"station":480000,"quiet":75000,"warnings":[120000,60000],"out_of_role":20000,"student":45000,"patient":45000,"observer":75000,"sheets":60000,"next":30000},"goal":"mid-step","replaces":false,"repeat":true}',1791885584000,NULL,'token-0172','a5cda6b8d3263901f7aa3ea47a798844bf28760bc4adf1725e00b0905a1644ce');
INSERT INTO "events" VALUES(5,38,NULL,'95ce5dbdb4788aea451525a93f6bc5c9','became_ready','{}',1791885584000,NULL,'token-0173','363c93841490b9d53636b429f76e19c5ef6b6999158e43835b17e3dbeb65d47f');
INSERT INTO "events" VALUES(5,39,NULL,'96b74ca1338c87fe7221fd0b51e79bff','became_ready','{}',1791885584000,NULL,'token-0174','363c93841490b9d53636b429f76e19c5ef6b6999158e43835b17e3dbeb65d47f');
INSERT INTO "events" VALUES(5,40,NULL,'9872b5020bea8c6e34886cc57db59d9e','became_ready','{}',1791885584000,NULL,'token-0175','363c93841490b9d53636b429f76e19c5ef6b6999158e43835b17e3dbeb65d47f');
INSERT INTO "events" VALUES(5,41,2,'96b74ca1338c87fe7221fd0b51e79bff','fact_came','{"fact":"stairs","came":true}',1791885764000,1791885764000,'token-0176','5f9e7ebc78692dabc7fee5ca7f88f1e72c8f95fb9ef335c0eadb416580be5401');
INSERT INTO "events" VALUES(5,42,2,'9872b5020bea8c6e34886cc57db59d9e','pinned','{"pin":"worked"}',1791885764000,1791885764000,'token-0177','8a38de9e2fe0cf70d21de643f241ab0581fefc2c748c72da2ddbb83ed4113d4c');
INSERT INTO "events" VALUES(5,43,2,'9872b5020bea8c6e34886cc57db59d9e','marked','{"item":"exertional","mark":"done"}',1791885764000,1791885764000,'token-0178','33c283d8572f00118af59525514574ea4ec9d0f58668fa4277b81fa7915f053e');
INSERT INTO "events" VALUES(5,44,2,'96b74ca1338c87fe7221fd0b51e79bff','wrote','{"words":"sentence","text":"half a sen"}',1791886244000,1791886244000,'token-0179','8d749fda5ab365da586d8021b612a722248cab3b9bd2dc2e1393ebdaa471c301');
INSERT INTO "events" VALUES(5,45,2,'96b74ca1338c87fe7221fd0b51e79bff','wrote','{"words":"sentence","text":"half a sentence"}',1791886246000,1791886246000,'token-0180','ee5defe9053cfcd0cf502f60cdbcc2e1a69dc6d84e11182680a10903a1748895');
CREATE TABLE exposures (
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	"case" TEXT NOT NULL, 
	role TEXT NOT NULL, 
	heavy BOOLEAN NOT NULL, 
	counts BOOLEAN NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (practice, round, place), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "exposures" VALUES(1,1,0,'7a210068a271a57ad616f9f05925a862','good','student',0,1,1760000000000);
INSERT INTO "exposures" VALUES(1,1,1,'683fba033162cac16a22f0a352141088','good','patient',0,1,1760000000000);
INSERT INTO "exposures" VALUES(2,1,0,'683fba033162cac16a22f0a352141088','good','patient',0,1,1791709466000);
INSERT INTO "exposures" VALUES(2,1,1,'ebfa69ff5cc920c1668d8c97bd85ff9d','good','observer',0,1,1791709466000);
INSERT INTO "exposures" VALUES(2,2,0,'683fba033162cac16a22f0a352141088','case-a','student',0,1,1791710126000);
INSERT INTO "exposures" VALUES(2,2,1,'ebfa69ff5cc920c1668d8c97bd85ff9d','case-a','observer',0,1,1791710126000);
INSERT INTO "exposures" VALUES(3,1,0,'7a210068a271a57ad616f9f05925a862','case-b','student',0,1,1791797192000);
INSERT INTO "exposures" VALUES(3,1,1,'683fba033162cac16a22f0a352141088','case-b','patient',0,1,1791797192000);
INSERT INTO "exposures" VALUES(3,1,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','case-b','observer',0,1,1791797192000);
INSERT INTO "exposures" VALUES(3,2,0,'683fba033162cac16a22f0a352141088','case-a','student',0,0,1791797852000);
INSERT INTO "exposures" VALUES(3,2,1,'7a210068a271a57ad616f9f05925a862','case-a','patient',0,0,1791797852000);
INSERT INTO "exposures" VALUES(3,2,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','case-a','observer',0,0,1791797852000);
INSERT INTO "exposures" VALUES(3,3,0,'7a210068a271a57ad616f9f05925a862','case-c','student',0,1,1791797857000);
INSERT INTO "exposures" VALUES(3,3,1,'683fba033162cac16a22f0a352141088','case-c','patient',0,1,1791797857000);
INSERT INTO "exposures" VALUES(3,3,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','case-c','observer',0,1,1791797857000);
INSERT INTO "exposures" VALUES(4,1,0,'7a210068a271a57ad616f9f05925a862','good','student',0,1,1760000000000);
INSERT INTO "exposures" VALUES(4,2,0,'7a210068a271a57ad616f9f05925a862','case-a','student',0,1,1760000660000);
INSERT INTO "exposures" VALUES(5,1,0,'7a210068a271a57ad616f9f05925a862','case-c','student',0,1,1791884924000);
INSERT INTO "exposures" VALUES(5,1,1,'683fba033162cac16a22f0a352141088','case-c','patient',0,1,1791884924000);
INSERT INTO "exposures" VALUES(5,1,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','case-c','observer',0,1,1791884924000);
INSERT INTO "exposures" VALUES(5,2,0,'7a210068a271a57ad616f9f05925a862','good','student',0,1,1791885584000);
INSERT INTO "exposures" VALUES(5,2,1,'ebfa69ff5cc920c1668d8c97bd85ff9d','good','patient',0,1,1791885584000);
INSERT INTO "exposures" VALUES(5,2,2,'683fba033162cac16a22f0a352141088','good','observer',0,1,1791885584000);
CREATE TABLE goals (
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	text TEXT NOT NULL, 
	made BIGINT NOT NULL, 
	outcome TEXT, 
	PRIMARY KEY (practice, round, place), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "goals" VALUES(2,2,0,'683fba033162cac16a22f0a352141088','bens-step',1791710786000,NULL);
INSERT INTO "goals" VALUES(3,1,0,'7a210068a271a57ad616f9f05925a862','annas-step',1791797852000,NULL);
INSERT INTO "goals" VALUES(3,3,0,'7a210068a271a57ad616f9f05925a862','annas-next',1791798518000,NULL);
INSERT INTO "goals" VALUES(4,1,0,'7a210068a271a57ad616f9f05925a862','there-step-1',1760000660000,NULL);
INSERT INTO "goals" VALUES(4,2,0,'7a210068a271a57ad616f9f05925a862','there-step-2',1760001320000,NULL);
INSERT INTO "goals" VALUES(5,1,0,'7a210068a271a57ad616f9f05925a862','mid-step',1791885584000,NULL);
CREATE TABLE kept (
	person TEXT NOT NULL, 
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	PRIMARY KEY (person, practice, round), 
	FOREIGN KEY(person) REFERENCES persons (id), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "kept" VALUES('7a210068a271a57ad616f9f05925a862',3,1);
CREATE TABLE marks (
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	"case" TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	lens TEXT NOT NULL, 
	rater TEXT NOT NULL, 
	student TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	thing TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	weight FLOAT NOT NULL, 
	made BIGINT NOT NULL, 
	submitted BIGINT, 
	PRIMARY KEY (practice, round, place), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "marks" VALUES(1,1,0,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,1,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,2,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,3,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,4,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','four','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,5,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','one','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,6,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','three','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,7,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','two','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,8,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,9,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,10,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(1,1,11,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(2,2,0,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','0b4337896bc85658a6ca7b29c3e57fe2','683fba033162cac16a22f0a352141088','statement','four','4',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,1,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','0b4337896bc85658a6ca7b29c3e57fe2','683fba033162cac16a22f0a352141088','statement','one','4',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,2,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','0b4337896bc85658a6ca7b29c3e57fe2','683fba033162cac16a22f0a352141088','statement','three','4',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,3,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','0b4337896bc85658a6ca7b29c3e57fe2','683fba033162cac16a22f0a352141088','statement','two','4',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,4,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','683fba033162cac16a22f0a352141088','683fba033162cac16a22f0a352141088','domain','gather','3',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,5,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','683fba033162cac16a22f0a352141088','683fba033162cac16a22f0a352141088','domain','manage','3',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,6,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','683fba033162cac16a22f0a352141088','683fba033162cac16a22f0a352141088','domain','relate','3',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,7,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','683fba033162cac16a22f0a352141088','683fba033162cac16a22f0a352141088','overall','','2',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,8,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','683fba033162cac16a22f0a352141088','domain','gather','3',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,9,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','683fba033162cac16a22f0a352141088','domain','manage','3',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,10,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','683fba033162cac16a22f0a352141088','domain','relate','3',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(2,2,11,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','683fba033162cac16a22f0a352141088','overall','','2',1.0,1791710786000,1791710786000);
INSERT INTO "marks" VALUES(3,1,0,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','four','4',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,1,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','one','4',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,2,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','three','4',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,3,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','two','4',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,4,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,5,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,6,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,7,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,8,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,9,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,10,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,1,11,'case-b','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1791797852000,1791797852000);
INSERT INTO "marks" VALUES(3,3,0,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','four','4',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,1,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','one','4',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,2,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','three','4',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,3,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','two','4',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,4,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,5,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,6,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,7,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,8,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,9,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,10,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(3,3,11,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1791798518000,1791798518000);
INSERT INTO "marks" VALUES(4,1,0,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,1,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,2,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,3,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,4,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','four','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,5,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','one','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,6,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','three','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,7,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','two','4',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,8,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,9,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,10,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,1,11,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1760000660000,1760000660000);
INSERT INTO "marks" VALUES(4,2,0,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,1,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,2,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,3,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','Eve','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,4,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','four','4',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,5,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','one','4',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,6,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','three','4',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,7,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','Eve','7a210068a271a57ad616f9f05925a862','statement','two','4',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,8,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,9,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,10,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(4,2,11,'case-a','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1760001320000,1760001320000);
INSERT INTO "marks" VALUES(5,1,0,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','four','4',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,1,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','one','4',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,2,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','three','4',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,3,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','patient','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','statement','two','4',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,4,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,5,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,6,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,7,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','self','7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,8,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','gather','3',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,9,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','manage','3',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,10,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','domain','relate','3',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,1,11,'case-c','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','overall','','2',1.0,1791885584000,1791885584000);
INSERT INTO "marks" VALUES(5,2,0,'good','8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','observer','683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','item','exertional','done',1.0,1791885764000,NULL);
CREATE TABLE own_cases (
	id TEXT NOT NULL, 
	owner TEXT, 
	writer TEXT, 
	text TEXT, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(owner) REFERENCES persons (id), 
	FOREIGN KEY(writer) REFERENCES persons (id)
);
CREATE TABLE own_content (
	revision BIGINT NOT NULL, 
	brought_at BIGINT, 
	PRIMARY KEY (revision)
);
INSERT INTO "own_content" VALUES(1,1760000000000);
CREATE TABLE own_pictures (
	name TEXT NOT NULL, 
	owner TEXT, 
	data BLOB NOT NULL, 
	PRIMARY KEY (name), 
	FOREIGN KEY(owner) REFERENCES persons (id)
);
CREATE TABLE own_rubrics (
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE own_versions (
	"case" TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	writer TEXT, 
	text TEXT NOT NULL, 
	PRIMARY KEY ("case", at), 
	FOREIGN KEY("case") REFERENCES own_cases (id), 
	FOREIGN KEY(writer) REFERENCES persons (id)
);
CREATE TABLE papers (
	code TEXT NOT NULL, 
	snapshot TEXT NOT NULL, 
	printed_at BIGINT NOT NULL, 
	practice INTEGER, 
	PRIMARY KEY (code), 
	FOREIGN KEY(snapshot) REFERENCES snapshots (fingerprint), 
	FOREIGN KEY(practice) REFERENCES practices (id)
);
CREATE TABLE person_devices (
	person TEXT NOT NULL, 
	device TEXT NOT NULL, 
	guest BOOLEAN NOT NULL, 
	since BIGINT NOT NULL, 
	PRIMARY KEY (person, device), 
	FOREIGN KEY(person) REFERENCES persons (id)
)
 WITHOUT ROWID

;
INSERT INTO "person_devices" VALUES('683fba033162cac16a22f0a352141088','device of Ben',0,1760000000000);
INSERT INTO "person_devices" VALUES('7a210068a271a57ad616f9f05925a862','device of Anna',0,1760000000000);
INSERT INTO "person_devices" VALUES('ebfa69ff5cc920c1668d8c97bd85ff9d','device of Cleo',0,1791709466000);
CREATE TABLE persons (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	key_hash TEXT, 
	charter_at BIGINT, 
	key_tag TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "persons" VALUES('7a210068a271a57ad616f9f05925a862','Anna','anna',NULL,NULL,NULL);
INSERT INTO "persons" VALUES('683fba033162cac16a22f0a352141088','Ben','ben',NULL,NULL,NULL);
INSERT INTO "persons" VALUES('0b4337896bc85658a6ca7b29c3e57fe2','a former member','',NULL,NULL,NULL);
INSERT INTO "persons" VALUES('ebfa69ff5cc920c1668d8c97bd85ff9d','Cleo','cleo',NULL,NULL,NULL);
CREATE TABLE practices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code TEXT NOT NULL, 
	opened_at BIGINT NOT NULL, 
	origin TEXT, 
	owner TEXT, 
	UNIQUE (code)
);
INSERT INTO "practices" VALUES(1,'8DUH2U',1760000000000,NULL,NULL);
INSERT INTO "practices" VALUES(2,'AG4WQZ',1791709466000,NULL,NULL);
INSERT INTO "practices" VALUES(3,'DT3KMY',1791797192000,NULL,NULL);
INSERT INTO "practices" VALUES(4,'7a210068a271a57ad616f9f05925a862:5bea55574f84f029726bcfdb824c44d8',1760000000000,'5bea55574f84f029726bcfdb824c44d8','7a210068a271a57ad616f9f05925a862');
INSERT INTO "practices" VALUES(5,'53WK8Z',1791884924000,NULL,NULL);
CREATE TABLE private_settings (
	person TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (person), 
	FOREIGN KEY(person) REFERENCES persons (id)
);
CREATE TABLE projected (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "projected" VALUES(2);
CREATE TABLE repeats (
	person TEXT NOT NULL, 
	"case" TEXT NOT NULL, 
	PRIMARY KEY (person, "case"), 
	FOREIGN KEY(person) REFERENCES persons (id)
)
 WITHOUT ROWID

;
CREATE TABLE rounds (
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	student TEXT NOT NULL, 
	"case" TEXT NOT NULL, 
	title TEXT NOT NULL, 
	case_kind TEXT NOT NULL, 
	specialty TEXT NOT NULL, 
	level TEXT NOT NULL, 
	difficulty INTEGER NOT NULL, 
	skills TEXT NOT NULL, 
	heavy BOOLEAN NOT NULL, 
	fingerprint TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	opened_at BIGINT, 
	minutes FLOAT NOT NULL, 
	repeat BOOLEAN NOT NULL, 
	counts BOOLEAN NOT NULL, 
	PRIMARY KEY (practice, round, place), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "rounds" VALUES(1,1,0,'7a210068a271a57ad616f9f05925a862','good','Tight chest on the stairs','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1760000000000,1760000660000,8.0,0,1);
INSERT INTO "rounds" VALUES(2,1,0,'0b4337896bc85658a6ca7b29c3e57fe2','good','Tight chest on the stairs','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791709466000,1791710126000,8.0,0,1);
INSERT INTO "rounds" VALUES(2,2,0,'683fba033162cac16a22f0a352141088','case-a','The title of case-a','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791710126000,1791710786000,8.0,0,1);
INSERT INTO "rounds" VALUES(3,1,0,'7a210068a271a57ad616f9f05925a862','case-b','The title of case-b','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791797192000,1791797852000,8.0,0,1);
INSERT INTO "rounds" VALUES(3,2,0,'683fba033162cac16a22f0a352141088','case-a','The title of case-a','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791797852000,NULL,0.0,1,0);
INSERT INTO "rounds" VALUES(3,3,0,'7a210068a271a57ad616f9f05925a862','case-c','The title of case-c','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791797857000,1791798518000,8.0,0,1);
INSERT INTO "rounds" VALUES(4,1,0,'7a210068a271a57ad616f9f05925a862','good','Tight chest on the stairs','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1760000000000,1760000660000,8.0,0,1);
INSERT INTO "rounds" VALUES(4,2,0,'7a210068a271a57ad616f9f05925a862','case-a','The title of case-a','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1760000660000,1760001320000,8.0,0,1);
INSERT INTO "rounds" VALUES(5,1,0,'7a210068a271a57ad616f9f05925a862','case-c','The title of case-c','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791884924000,1791885584000,8.0,1,1);
INSERT INTO "rounds" VALUES(5,2,0,'7a210068a271a57ad616f9f05925a862','good','Tight chest on the stairs','interview','cardiology','clinical',2,'["red-flags"]',0,'8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3',1791885584000,NULL,8.0,1,1);
CREATE TABLE seat_claims (
	id TEXT NOT NULL, 
	practice INTEGER NOT NULL, 
	seat TEXT NOT NULL, 
	device TEXT NOT NULL, 
	asked_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(practice) REFERENCES practices (id), 
	FOREIGN KEY(seat) REFERENCES seats (id)
);
CREATE TABLE seat_devices (
	seat TEXT NOT NULL, 
	device TEXT NOT NULL, 
	PRIMARY KEY (seat, device), 
	FOREIGN KEY(seat) REFERENCES seats (id)
)
 WITHOUT ROWID

;
INSERT INTO "seat_devices" VALUES('25d09b5aaa81f164470b06a2622eb9e4','device of Anna');
INSERT INTO "seat_devices" VALUES('95ce5dbdb4788aea451525a93f6bc5c9','device of Anna');
INSERT INTO "seat_devices" VALUES('a5846ef8c9c852222e613b8702bd4c6d','device of Anna');
INSERT INTO "seat_devices" VALUES('001e831c432ebcc276bf53debf348bf9','device of Ben');
INSERT INTO "seat_devices" VALUES('68c9f927895ca05fed3e31e4ec5a0567','device of Ben');
INSERT INTO "seat_devices" VALUES('9872b5020bea8c6e34886cc57db59d9e','device of Ben');
INSERT INTO "seat_devices" VALUES('ce7023990e26f46b727d2815f2dcb97a','device of Ben');
INSERT INTO "seat_devices" VALUES('4c06b6b144187276a0daa4f5573619db','device of Cleo');
INSERT INTO "seat_devices" VALUES('5e283571953f8f94b9a947dc269a2f45','device of Cleo');
INSERT INTO "seat_devices" VALUES('96b74ca1338c87fe7221fd0b51e79bff','device of Cleo');
CREATE TABLE seats (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	practice INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	joined_at BIGINT NOT NULL, 
	UNIQUE (id), 
	FOREIGN KEY(practice) REFERENCES practices (id), 
	FOREIGN KEY(person) REFERENCES persons (id)
);
INSERT INTO "seats" VALUES(1,'25d09b5aaa81f164470b06a2622eb9e4',1,'7a210068a271a57ad616f9f05925a862','Anna',1760000000000);
INSERT INTO "seats" VALUES(2,'68c9f927895ca05fed3e31e4ec5a0567',1,'683fba033162cac16a22f0a352141088','Ben',1760000000000);
INSERT INTO "seats" VALUES(3,'8bd4e680584323d7bbad94f61e54253c',2,'0b4337896bc85658a6ca7b29c3e57fe2','a former member',1791709466000);
INSERT INTO "seats" VALUES(4,'001e831c432ebcc276bf53debf348bf9',2,'683fba033162cac16a22f0a352141088','Ben',1791709466000);
INSERT INTO "seats" VALUES(5,'4c06b6b144187276a0daa4f5573619db',2,'ebfa69ff5cc920c1668d8c97bd85ff9d','Cleo',1791709466000);
INSERT INTO "seats" VALUES(6,'a5846ef8c9c852222e613b8702bd4c6d',3,'7a210068a271a57ad616f9f05925a862','Anna',1791797192000);
INSERT INTO "seats" VALUES(7,'ce7023990e26f46b727d2815f2dcb97a',3,'683fba033162cac16a22f0a352141088','Ben',1791797192000);
INSERT INTO "seats" VALUES(8,'5e283571953f8f94b9a947dc269a2f45',3,'ebfa69ff5cc920c1668d8c97bd85ff9d','Cleo',1791797192000);
INSERT INTO "seats" VALUES(9,'95ce5dbdb4788aea451525a93f6bc5c9',5,'7a210068a271a57ad616f9f05925a862','Anna',1791884924000);
INSERT INTO "seats" VALUES(10,'9872b5020bea8c6e34886cc57db59d9e',5,'683fba033162cac16a22f0a352141088','Ben',1791884924000);
INSERT INTO "seats" VALUES(11,'96b74ca1338c87fe7221fd0b51e79bff',5,'ebfa69ff5cc920c1668d8c97bd85ff9d','Cleo',1791884924000);
CREATE TABLE sheets (
	fingerprint TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (fingerprint)
);
INSERT INTO "sheets" VALUES('8be9e0f94c9b4ef23a5879e994176d39130caa7de3450141f39c20bbd0bac9b3','{"items":[{"id":"introduces","domain":"relate","text":"Says their name","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":[],"tags":[]},{"id":"exertional","domain":"gather","text":"Asks what brings it on","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["stairs"],"tags":["red-flags"]},{"id":"family","domain":"relate","text":"Asks about the family","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["father"],"tags":[]}],"domains":[{"id":"gather","name":"Gathering","weight":1.0,"anchors":["a","b","c"]},{"id":"manage","name":"Managing","weight":1.0,"anchors":["a","b","c"]},{"id":"relate","name":"Relating","weight":1.0,"anchors":["a","b","c"]}],"ask":"Where does it stand?","words":["No","Nearly","Yes","Well"],"statements":[{"id":"one","text":"I felt understood"},{"id":"two","text":"I was listened to"},{"id":"three","text":"I was told enough"},{"id":"four","text":"I know what is next"}],"mix":[0.5,0.5]}');
CREATE TABLE signing (
	secret TEXT NOT NULL, 
	PRIMARY KEY (secret)
);
INSERT INTO "signing" VALUES('a secret');
CREATE TABLE snapshots (
	fingerprint TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (fingerprint)
);
INSERT INTO "snapshots" VALUES('aba15cfb0c1957106e16beb36cdb924ea98884d35eed6767843b5c1e12dca7c1','{"case":{"format":1,"id":"good","title":"Tight chest on the stairs","kind":"interview","mode":"face-to-face","rubric":"history","specialty":"cardiology","level":"clinical","difficulty":2,"guidelines":"UK","skills":["red-flags"],"themes":[],"heavy":false,"timing":{"reading":2.0,"station":8.0,"fixed":false},"props":[],"student":{"setting":"A GP surgery","brief":"Daniel Okafor, 58, has come about his chest.","tasks":["Take a focused history"],"given":[],"material":[],"leave_out":[]},"patient":{"plays":"Daniel Okafor, 58","you_are":"You drive a bus.","opening":"It''s this tightness in my chest.","story":[{"id":"stairs","say":"Two flights does it.","when":{"rule":"asked","cue":null},"topic":"provoking"},{"id":"father","say":"My dad died of his heart.","when":{"rule":"cue","cue":"looks-down"},"topic":""}],"cues":[{"id":"looks-down","show":"You look down."}],"ask":[],"reacts":[],"ideas":"You think it is wind.","concerns":"You will end like your father.","expectations":"A heart tracing.","effect":"","background":[]},"examine":null,"events":[],"others":[],"findings":[{"id":"ecg","ask":"ECG","card":"Normal","image":null,"shown":"card"}],"checklist":[{"id":"exertional","text":"Asks what brings it on","domain":"gather","tags":["red-flags"],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["stairs"]},{"id":"family","text":"Asks about the family","domain":"relate","tags":[],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["father"]}],"viva":null,"phases":[{"id":"open","label":"Opening","minutes":3.0},{"id":"close","label":"Closing","minutes":5.0}],"debrief":{"points":["Troponin can wait. Who noticed the look down?"],"sources":["NICE CG95"]},"review":{"author":"A. Author","written":"2026-11-22","origin":"invented","clinically_reviewed":true}},"sheet":{"items":[{"id":"introduces","domain":"relate","text":"Says their name","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":[],"tags":[]},{"id":"exertional","domain":"gather","text":"Asks what brings it on","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["stairs"],"tags":["red-flags"]},{"id":"family","domain":"relate","text":"Asks about the family","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["father"],"tags":[]}],"domains":[{"id":"gather","name":"Gathering","weight":1.0,"anchors":["a","b","c"]},{"id":"manage","name":"Managing","weight":1.0,"anchors":["a","b","c"]},{"id":"relate","name":"Relating","weight":1.0,"anchors":["a","b","c"]}],"ask":"Where does it stand?","words":["No","Nearly","Yes","Well"],"statements":[{"id":"one","text":"I felt understood"},{"id":"two","text":"I was listened to"},{"id":"three","text":"I was told enough"},{"id":"four","text":"I know what is next"}],"mix":[0.5,0.5]},"pictures":{},"themes":[]}');
INSERT INTO "snapshots" VALUES('98c1b08dcc4e894b4a15ae038fdd974bb367ee960f6a1b4ed0dc26ffbb31d93b','{"case":{"format":1,"id":"case-a","title":"The title of case-a","kind":"interview","mode":"face-to-face","rubric":"history","specialty":"cardiology","level":"clinical","difficulty":2,"guidelines":"UK","skills":["red-flags"],"themes":[],"heavy":false,"timing":{"reading":2.0,"station":8.0,"fixed":false},"props":[],"student":{"setting":"A GP surgery","brief":"Daniel Okafor, 58, has come about his chest.","tasks":["Take a focused history"],"given":[],"material":[],"leave_out":[]},"patient":{"plays":"Daniel Okafor, 58","you_are":"You drive a bus.","opening":"It''s this tightness in my chest.","story":[{"id":"stairs","say":"Two flights does it.","when":{"rule":"asked","cue":null},"topic":"provoking"},{"id":"father","say":"My dad died of his heart.","when":{"rule":"cue","cue":"looks-down"},"topic":""}],"cues":[{"id":"looks-down","show":"You look down."}],"ask":[],"reacts":[],"ideas":"You think it is wind.","concerns":"You will end like your father.","expectations":"A heart tracing.","effect":"","background":[]},"examine":null,"events":[],"others":[],"findings":[{"id":"ecg","ask":"ECG","card":"Normal","image":null,"shown":"card"}],"checklist":[{"id":"exertional","text":"Asks what brings it on","domain":"gather","tags":["red-flags"],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["stairs"]},{"id":"family","text":"Asks about the family","domain":"relate","tags":[],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["father"]}],"viva":null,"phases":[{"id":"open","label":"Opening","minutes":3.0},{"id":"close","label":"Closing","minutes":5.0}],"debrief":{"points":["Troponin can wait. Who noticed the look down?"],"sources":["NICE CG95"]},"review":{"author":"A. Author","written":"2026-11-22","origin":"invented","clinically_reviewed":true}},"sheet":{"items":[{"id":"introduces","domain":"relate","text":"Says their name","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":[],"tags":[]},{"id":"exertional","domain":"gather","text":"Asks what brings it on","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["stairs"],"tags":["red-flags"]},{"id":"family","domain":"relate","text":"Asks about the family","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["father"],"tags":[]}],"domains":[{"id":"gather","name":"Gathering","weight":1.0,"anchors":["a","b","c"]},{"id":"manage","name":"Managing","weight":1.0,"anchors":["a","b","c"]},{"id":"relate","name":"Relating","weight":1.0,"anchors":["a","b","c"]}],"ask":"Where does it stand?","words":["No","Nearly","Yes","Well"],"statements":[{"id":"one","text":"I felt understood"},{"id":"two","text":"I was listened to"},{"id":"three","text":"I was told enough"},{"id":"four","text":"I know what is next"}],"mix":[0.5,0.5]},"pictures":{},"themes":[]}');
INSERT INTO "snapshots" VALUES('5b1ab0ee4b7f9666cdc52f06624b5bf485abdb9ee7f7d64a21b956303f88afb8','{"case":{"format":1,"id":"case-b","title":"The title of case-b","kind":"interview","mode":"face-to-face","rubric":"history","specialty":"cardiology","level":"clinical","difficulty":2,"guidelines":"UK","skills":["red-flags"],"themes":[],"heavy":false,"timing":{"reading":2.0,"station":8.0,"fixed":false},"props":[],"student":{"setting":"A GP surgery","brief":"Daniel Okafor, 58, has come about his chest.","tasks":["Take a focused history"],"given":[],"material":[],"leave_out":[]},"patient":{"plays":"Daniel Okafor, 58","you_are":"You drive a bus.","opening":"It''s this tightness in my chest.","story":[{"id":"stairs","say":"Two flights does it.","when":{"rule":"asked","cue":null},"topic":"provoking"},{"id":"father","say":"My dad died of his heart.","when":{"rule":"cue","cue":"looks-down"},"topic":""}],"cues":[{"id":"looks-down","show":"You look down."}],"ask":[],"reacts":[],"ideas":"You think it is wind.","concerns":"You will end like your father.","expectations":"A heart tracing.","effect":"","background":[]},"examine":null,"events":[],"others":[],"findings":[{"id":"ecg","ask":"ECG","card":"Normal","image":null,"shown":"card"}],"checklist":[{"id":"exertional","text":"Asks what brings it on","domain":"gather","tags":["red-flags"],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["stairs"]},{"id":"family","text":"Asks about the family","domain":"relate","tags":[],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["father"]}],"viva":null,"phases":[{"id":"open","label":"Opening","minutes":3.0},{"id":"close","label":"Closing","minutes":5.0}],"debrief":{"points":["Troponin can wait. Who noticed the look down?"],"sources":["NICE CG95"]},"review":{"author":"A. Author","written":"2026-11-22","origin":"invented","clinically_reviewed":true}},"sheet":{"items":[{"id":"introduces","domain":"relate","text":"Says their name","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":[],"tags":[]},{"id":"exertional","domain":"gather","text":"Asks what brings it on","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["stairs"],"tags":["red-flags"]},{"id":"family","domain":"relate","text":"Asks about the family","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["father"],"tags":[]}],"domains":[{"id":"gather","name":"Gathering","weight":1.0,"anchors":["a","b","c"]},{"id":"manage","name":"Managing","weight":1.0,"anchors":["a","b","c"]},{"id":"relate","name":"Relating","weight":1.0,"anchors":["a","b","c"]}],"ask":"Where does it stand?","words":["No","Nearly","Yes","Well"],"statements":[{"id":"one","text":"I felt understood"},{"id":"two","text":"I was listened to"},{"id":"three","text":"I was told enough"},{"id":"four","text":"I know what is next"}],"mix":[0.5,0.5]},"pictures":{},"themes":[]}');
INSERT INTO "snapshots" VALUES('c0212ca436d3d45c1a671b33af83542699e22c8d0f0fb16c7075e0c01adbff77','{"case":{"format":1,"id":"case-c","title":"The title of case-c","kind":"interview","mode":"face-to-face","rubric":"history","specialty":"cardiology","level":"clinical","difficulty":2,"guidelines":"UK","skills":["red-flags"],"themes":[],"heavy":false,"timing":{"reading":2.0,"station":8.0,"fixed":false},"props":[],"student":{"setting":"A GP surgery","brief":"Daniel Okafor, 58, has come about his chest.","tasks":["Take a focused history"],"given":[],"material":[],"leave_out":[]},"patient":{"plays":"Daniel Okafor, 58","you_are":"You drive a bus.","opening":"It''s this tightness in my chest.","story":[{"id":"stairs","say":"Two flights does it.","when":{"rule":"asked","cue":null},"topic":"provoking"},{"id":"father","say":"My dad died of his heart.","when":{"rule":"cue","cue":"looks-down"},"topic":""}],"cues":[{"id":"looks-down","show":"You look down."}],"ask":[],"reacts":[],"ideas":"You think it is wind.","concerns":"You will end like your father.","expectations":"A heart tracing.","effect":"","background":[]},"examine":null,"events":[],"others":[],"findings":[{"id":"ecg","ask":"ECG","card":"Normal","image":null,"shown":"card"}],"checklist":[{"id":"exertional","text":"Asks what brings it on","domain":"gather","tags":["red-flags"],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["stairs"]},{"id":"family","text":"Asks about the family","domain":"relate","tags":[],"weight":1,"partly":false,"critical":null,"may_not_arise":false,"reveals":["father"]}],"viva":null,"phases":[{"id":"open","label":"Opening","minutes":3.0},{"id":"close","label":"Closing","minutes":5.0}],"debrief":{"points":["Troponin can wait. Who noticed the look down?"],"sources":["NICE CG95"]},"review":{"author":"A. Author","written":"2026-11-22","origin":"invented","clinically_reviewed":true}},"sheet":{"items":[{"id":"introduces","domain":"relate","text":"Says their name","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":[],"tags":[]},{"id":"exertional","domain":"gather","text":"Asks what brings it on","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["stairs"],"tags":["red-flags"]},{"id":"family","domain":"relate","text":"Asks about the family","weight":1,"critical":null,"partly":false,"may_not_arise":false,"reveals":["father"],"tags":[]}],"domains":[{"id":"gather","name":"Gathering","weight":1.0,"anchors":["a","b","c"]},{"id":"manage","name":"Managing","weight":1.0,"anchors":["a","b","c"]},{"id":"relate","name":"Relating","weight":1.0,"anchors":["a","b","c"]}],"ask":"Where does it stand?","words":["No","Nearly","Yes","Well"],"statements":[{"id":"one","text":"I felt understood"},{"id":"two","text":"I was listened to"},{"id":"three","text":"I was told enough"},{"id":"four","text":"I know what is next"}],"mix":[0.5,0.5]},"pictures":{},"themes":[]}');
CREATE TABLE table_devices (
	practice INTEGER NOT NULL, 
	device TEXT NOT NULL, 
	PRIMARY KEY (practice, device), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
CREATE TABLE unsigned_devices (
	device TEXT NOT NULL, 
	PRIMARY KEY (device)
)
 WITHOUT ROWID

;
CREATE TABLE words (
	practice INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	writer TEXT NOT NULL, 
	receiver TEXT NOT NULL, 
	words TEXT NOT NULL, 
	text TEXT NOT NULL, 
	made BIGINT NOT NULL, 
	PRIMARY KEY (practice, round, place), 
	FOREIGN KEY(practice) REFERENCES practices (id)
)
 WITHOUT ROWID

;
INSERT INTO "words" VALUES(2,2,0,'683fba033162cac16a22f0a352141088','683fba033162cac16a22f0a352141088','line','dora-student-in-2',1791710786000);
INSERT INTO "words" VALUES(2,2,1,'683fba033162cac16a22f0a352141088','683fba033162cac16a22f0a352141088','next_step','bens-step',1791710786000);
INSERT INTO "words" VALUES(2,2,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','683fba033162cac16a22f0a352141088','one_to_try','dora-observer-in-2',1791710786000);
INSERT INTO "words" VALUES(2,2,3,'0b4337896bc85658a6ca7b29c3e57fe2','683fba033162cac16a22f0a352141088','sentence','dora-patient-in-2',1791710786000);
INSERT INTO "words" VALUES(3,1,0,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','line','kept-student-in-1',1791797852000);
INSERT INTO "words" VALUES(3,1,1,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','next_step','annas-step',1791797852000);
INSERT INTO "words" VALUES(3,1,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','one_to_try','kept-observer-in-1',1791797852000);
INSERT INTO "words" VALUES(3,1,3,'683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','sentence','kept-patient-in-1',1791797852000);
INSERT INTO "words" VALUES(3,3,0,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','line','kept-student-in-3',1791798518000);
INSERT INTO "words" VALUES(3,3,1,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','next_step','annas-next',1791798518000);
INSERT INTO "words" VALUES(3,3,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','one_to_try','kept-observer-in-3',1791798518000);
INSERT INTO "words" VALUES(4,1,0,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','line','there-student-in-1',1760000660000);
INSERT INTO "words" VALUES(4,1,1,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','next_step','there-step-1',1760000660000);
INSERT INTO "words" VALUES(4,1,2,'Eve','7a210068a271a57ad616f9f05925a862','one_to_try','there-observer-in-1',1760000660000);
INSERT INTO "words" VALUES(4,1,3,'Eve','7a210068a271a57ad616f9f05925a862','sentence','there-patient-in-1',1760000660000);
INSERT INTO "words" VALUES(4,2,0,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','line','there-student-in-2',1760001320000);
INSERT INTO "words" VALUES(4,2,1,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','next_step','there-step-2',1760001320000);
INSERT INTO "words" VALUES(4,2,2,'Eve','7a210068a271a57ad616f9f05925a862','one_to_try','there-observer-in-2',1760001320000);
INSERT INTO "words" VALUES(4,2,3,'Eve','7a210068a271a57ad616f9f05925a862','sentence','there-patient-in-2',1760001320000);
INSERT INTO "words" VALUES(5,1,0,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','line','mid-student-in-1',1791885584000);
INSERT INTO "words" VALUES(5,1,1,'7a210068a271a57ad616f9f05925a862','7a210068a271a57ad616f9f05925a862','next_step','mid-step',1791885584000);
INSERT INTO "words" VALUES(5,1,2,'ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','one_to_try','mid-observer-in-1',1791885584000);
INSERT INTO "words" VALUES(5,1,3,'683fba033162cac16a22f0a352141088','7a210068a271a57ad616f9f05925a862','sentence','mid-patient-in-1',1791885584000);
INSERT INTO "words" VALUES(5,2,0,'ebfa69ff5cc920c1668d8c97bd85ff9d','7a210068a271a57ad616f9f05925a862','sentence','half a sentence',1791886246000);
CREATE INDEX practices_by_owner ON practices (owner);
CREATE INDEX persons_by_name ON persons (folded);
CREATE INDEX attempts_by_kind ON attempts (kind, network, at);
CREATE INDEX seats_by_practice ON seats (practice, number);
CREATE INDEX seats_by_person ON seats (person);
CREATE INDEX persons_by_device ON person_devices (device);
CREATE UNIQUE INDEX one_event_a_token ON events (practice, seat, token) WHERE token IS NOT NULL;
CREATE INDEX marks_by_student ON marks (student);
CREATE INDEX exposures_by_person ON exposures (person, at);
CREATE INDEX goals_by_person ON goals (person, made);
CREATE INDEX words_by_receiver ON words (receiver);
CREATE INDEX own_cases_by_owner ON own_cases (owner);
CREATE INDEX seats_by_device ON seat_devices (device);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('practices',5);
INSERT INTO "sqlite_sequence" VALUES('seats',11);
COMMIT;
