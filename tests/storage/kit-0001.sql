BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
INSERT INTO "events" VALUES(1,1,1,'seat-1','pinned','{"pin":"try"}',1760000000123,1760000000118,'t1','digest of t1');
INSERT INTO "events" VALUES(1,2,1,'seat-1','pinned','{"pin":"try"}',1760000000123,1760000000118,NULL,NULL);
INSERT INTO "events" VALUES(1,3,1,'seat-1','pinned','{"pin":"try"}',1760000000123,1760000000118,NULL,NULL);
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
INSERT INTO "marks" VALUES(1,1,0,'hot-at-bedtime','f00d','observer','ben','anna','item','a','done',1.5,1760000000123,NULL);
INSERT INTO "marks" VALUES(1,1,1,'hot-at-bedtime','f00d','observer','ben','anna','item','b','done',1.5,1760000000123,NULL);
CREATE TABLE persons (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	key_hash TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "persons" VALUES('anna','Anna','anna',NULL);
INSERT INTO "persons" VALUES('ben','Zoë Groß','zoë gross','argon2 of a key');
CREATE TABLE practices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code TEXT NOT NULL, 
	opened_at BIGINT NOT NULL, 
	UNIQUE (code)
);
INSERT INTO "practices" VALUES(1,'ABCDE',1760000000123);
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
INSERT INTO "seat_claims" VALUES('claim-1',1,'seat-1','d2',1760000000125);
CREATE TABLE seat_devices (
	seat TEXT NOT NULL, 
	device TEXT NOT NULL, 
	PRIMARY KEY (seat, device), 
	FOREIGN KEY(seat) REFERENCES seats (id)
)
 WITHOUT ROWID

;
INSERT INTO "seat_devices" VALUES('seat-1','d1');
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
INSERT INTO "seats" VALUES(1,'seat-1',1,'anna','Anna',1760000000123);
INSERT INTO "seats" VALUES(2,'seat-2',1,'ben','Zoë Groß',1760000000124);
CREATE TABLE snapshots (
	fingerprint TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (fingerprint)
);
INSERT INTO "snapshots" VALUES('f00d','{"case":"hot-at-bedtime"}');
CREATE INDEX persons_by_name ON persons (folded);
CREATE INDEX seats_by_practice ON seats (practice, number);
CREATE UNIQUE INDEX one_event_a_token ON events (practice, seat, token) WHERE token IS NOT NULL;
CREATE INDEX marks_by_student ON marks (student);
CREATE INDEX seats_by_device ON seat_devices (device);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('practices',1);
INSERT INTO "sqlite_sequence" VALUES('seats',2);
COMMIT;
