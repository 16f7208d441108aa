-- How much may be asked in a minute and at a time, and what each node has counted of it.

-- A limit of the operator's (tenant 0: for all who have none of their own) or of a tenant, its members and its keys.
-- NULL: says nothing, so what stands behind it counts; 0: no limit. A row that says nothing any more stays.
CREATE TABLE rate_limit (
  tenant_id UUID NOT NULL,
  whose ENUM('TENANT','MEMBER','KEY') NOT NULL,
  subject UUID NOT NULL,
  requests BIGINT NULL,
  tokens BIGINT NULL,
  streams BIGINT NULL,
  changed_at DATETIME(6) NOT NULL,
  PRIMARY KEY (tenant_id, whose, subject),
  KEY rate_limit_changed (changed_at),
  CHECK (requests >= 0), CHECK (tokens >= 0), CHECK (streams >= 0)
);

-- What a node has let pass of one scope (T, M, K: tenant, member, key; A, W: address, wrong keys of an address) in two
-- seconds. Gone two minutes later.
CREATE TABLE limit_share (
  scope VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  slot BIGINT NOT NULL,
  node UUID NOT NULL,
  requests INT NOT NULL,
  tokens BIGINT NOT NULL,
  told_at DATETIME(6) NOT NULL,
  PRIMARY KEY (scope, slot, node),
  KEY limit_share_told (told_at)
);

-- Answers that a node is writing now. They count while the node lives.
CREATE TABLE limit_open (
  node UUID NOT NULL,
  scope VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  streams INT NOT NULL,
  PRIMARY KEY (node, scope)
);

CREATE TABLE limit_node (
  node UUID NOT NULL PRIMARY KEY,
  lease_until DATETIME(6) NOT NULL
);

-- A request that its client may make again by its Idempotency-Key: running, or with its answer, sealed. Gone 48 hours after
-- it was made. The owner is the API key, or the member where there is none; tenant 0 is the operator.
CREATE TABLE request_repeat (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  owner_id UUID NOT NULL,
  request_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  body_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state ENUM('RUNNING','DONE') NOT NULL,
  call_id UUID NULL,
  status INT NULL,
  media_type VARCHAR(100) NULL,
  sealed_answer LONGTEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until DATETIME(6) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY request_repeat_once (tenant_id, owner_id, request_key),
  KEY request_repeat_age (created_at),
  CHECK ((state = 'DONE') = (status IS NOT NULL)), CHECK ((status IS NULL) = (media_type IS NULL)),
  CHECK (sealed_answer IS NULL OR (state = 'DONE' AND sealed_answer LIKE 'v1:%'))
);
