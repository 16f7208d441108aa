-- The audit of the books: one row that says when it was last run and who runs it now. A run holds it by a lease.
CREATE TABLE book_audit (
  id TINYINT NOT NULL PRIMARY KEY,
  runs BIGINT NOT NULL,
  whole BOOLEAN NOT NULL,
  person_id UUID NULL,
  started_at DATETIME(6) NULL,
  ended_at DATETIME(6) NULL,
  lease_until DATETIME(6) NULL,
  rests_until DATETIME(6) NULL,
  CHECK (id = 1)
);
INSERT INTO book_audit (id, runs, whole) VALUES (1, 0, FALSE);

-- What the last run found, one row for each check, and the first of the rows that are wrong.
CREATE TABLE book_audit_finding (
  place INT NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  found BIGINT NOT NULL,
  cut BOOLEAN NOT NULL,
  failure VARCHAR(300) NULL,
  took_ms BIGINT NOT NULL
);
CREATE TABLE book_audit_row (
  place INT NOT NULL,
  line INT NOT NULL,
  tenant_id UUID NULL,
  what VARCHAR(200) NOT NULL,
  PRIMARY KEY (place, line),
  FOREIGN KEY (place) REFERENCES book_audit_finding (place)
);

-- Since when and why a wallet is parked; red_run is the last run of the audit in whose time it was not in order.
ALTER TABLE wallet
  ADD COLUMN parked_at DATETIME(6) NULL,
  ADD COLUMN parked_why VARCHAR(500) NULL,
  ADD COLUMN red_run BIGINT NULL;

-- How far the clock of a demo is ahead of the real one. Counts only where the test clock is switched on.
CREATE TABLE moved_clock (
  id TINYINT NOT NULL PRIMARY KEY,
  ahead_seconds BIGINT NOT NULL,
  moved_at DATETIME(6) NULL,
  person_id UUID NULL,
  CHECK (id = 1), CHECK (ahead_seconds >= 0)
);
INSERT INTO moved_clock (id, ahead_seconds) VALUES (1, 0);
