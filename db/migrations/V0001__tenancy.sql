-- Tenants, the people who sign in, their places in tenants, and keys for programs.
CREATE TABLE tenant (
  id UUID NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  currency CHAR(3) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  locale VARCHAR(16) NOT NULL,
  state ENUM('ACTIVE','SUSPENDED','PARKED') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY tenant_name (name)
);

-- A person is global: one person may be a member of several tenants.
CREATE TABLE person (
  id UUID NOT NULL PRIMARY KEY,
  email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(200) NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  operator BOOLEAN NOT NULL,
  locale VARCHAR(16) NULL,
  theme ENUM('SYSTEM','LIGHT','DARK') NOT NULL,
  session_epoch INT NOT NULL,
  failed_sign_ins INT NOT NULL,
  locked_until DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY person_email (email)
);

CREATE TABLE member (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  person_id UUID NOT NULL,
  role ENUM('MEMBER','ADMIN') NOT NULL,
  state ENUM('ACTIVE','REMOVED') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY member_place (tenant_id, person_id),
  UNIQUE KEY member_of_tenant (tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  FOREIGN KEY (person_id) REFERENCES person (id)
);

-- The secret itself is never stored: only its SHA-256.
CREATE TABLE api_key (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  member_id UUID NOT NULL,
  name VARCHAR(200) NOT NULL,
  public_id CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state ENUM('ACTIVE','REVOKED') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY api_key_public (public_id),
  UNIQUE KEY api_key_name (tenant_id, name),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);

-- Who did what: append-only, chained by hash per tenant (and one chain for the operator, tenant_id all zero).
CREATE TABLE audit_event (
  tenant_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  at DATETIME(6) NOT NULL,
  person_id UUID NULL,
  act VARCHAR(80) NOT NULL,
  subject VARCHAR(200) NOT NULL,
  detail TEXT NOT NULL,
  previous_hash CHAR(64) NOT NULL,
  hash CHAR(64) NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);

-- The head of each chain: locked while an event is appended, and the proof that no event was cut off its end.
CREATE TABLE audit_chain (
  tenant_id UUID NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash CHAR(64) NOT NULL
);

-- Creating a trigger on a server with a binary log needs SUPER or log_bin_trust_function_creators=1.
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_event is append-only';

CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_event is append-only';
