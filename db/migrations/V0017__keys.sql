-- Service accounts, what each key may do and from where, secrets that overlap, and which key made a call.

-- Whether members may make keys for themselves; admins always may.
ALTER TABLE tenant ADD COLUMN members_make_keys BOOLEAN NOT NULL DEFAULT TRUE;

-- A service account is a member without a person: it has a name of its own, takes no seat and cannot sign in.
ALTER TABLE member
  MODIFY COLUMN person_id UUID NULL,
  ADD COLUMN kind ENUM('PERSON','SERVICE') NOT NULL DEFAULT 'PERSON',
  ADD COLUMN name VARCHAR(200) NULL,
  ADD COLUMN live_name VARCHAR(200) AS (IF(state = 'ACTIVE', name, NULL)) PERSISTENT,
  ADD UNIQUE KEY member_service (tenant_id, live_name),
  ADD CONSTRAINT member_person CHECK ((kind = 'PERSON') = (person_id IS NOT NULL)),
  ADD CONSTRAINT member_named CHECK ((kind = 'SERVICE') = (name IS NOT NULL)),
  ADD CONSTRAINT member_service_role CHECK (kind = 'PERSON' OR role = 'MEMBER');

-- No scope, an empty list of addresses and no row in api_key_model: those that exist may do what programs do, from
-- anywhere, with every model of their tenant. Names are unique among the live keys of a member.
ALTER TABLE api_key
  ADD COLUMN scopes SET('CHAT','EMBEDDINGS','AUDIO','MANAGE_READ','MANAGE') NOT NULL DEFAULT 'CHAT,EMBEDDINGS,AUDIO',
  ADD COLUMN addresses VARCHAR(2500) NOT NULL DEFAULT '',
  ADD COLUMN expires_at DATETIME(6) NULL,
  ADD COLUMN last_used_at DATETIME(6) NULL,
  ADD COLUMN revoked_at DATETIME(6) NULL,
  ADD COLUMN live_marker TINYINT AS (IF(state = 'ACTIVE', 1, NULL)) PERSISTENT,
  ADD UNIQUE KEY api_key_of_tenant (tenant_id, id),
  ADD UNIQUE KEY api_key_live (tenant_id, member_id, name, live_marker);

CREATE TABLE api_key_model (
  key_id UUID NOT NULL,
  model_id UUID NOT NULL,
  tenant_id UUID NOT NULL,
  PRIMARY KEY (key_id, model_id),
  KEY api_key_model_tenant (tenant_id, key_id),
  FOREIGN KEY (tenant_id, key_id) REFERENCES api_key (tenant_id, id),
  FOREIGN KEY (model_id) REFERENCES model (id)
);

-- A key has one secret without an end; the ones before it work until theirs.
CREATE TABLE api_key_secret (
  public_id CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  key_id UUID NOT NULL,
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  made_at DATETIME(6) NOT NULL,
  ends_at DATETIME(6) NULL,
  current_marker TINYINT AS (IF(ends_at IS NULL, 1, NULL)) PERSISTENT,
  UNIQUE KEY api_key_secret_current (tenant_id, key_id, current_marker),
  FOREIGN KEY (tenant_id, key_id) REFERENCES api_key (tenant_id, id)
);
INSERT INTO api_key_secret (public_id, tenant_id, key_id, secret_hash, made_at)
  SELECT public_id, tenant_id, id, secret_hash, created_at FROM api_key;
ALTER TABLE api_key
  DROP KEY api_key_public, DROP KEY api_key_name, DROP COLUMN public_id, DROP COLUMN secret_hash;

-- No foreign key to api_key: a hold would wait for whoever changes the key. Keys are never deleted. The log of requests
-- reads by the time of asking.
UPDATE model_call SET asked_at = created_at WHERE asked_at IS NULL;
ALTER TABLE model_call
  ADD COLUMN api_key_id UUID NULL,
  ADD KEY model_call_key (tenant_id, api_key_id, asked_at),
  ADD KEY model_call_asked (tenant_id, asked_at),
  ADD KEY model_call_asker (tenant_id, member_id, asked_at);
ALTER TABLE model_call DROP KEY model_call_member;

-- A limit may also be of one key; it has then no member.
ALTER TABLE budget DROP KEY budget_once, DROP COLUMN subject_id;
ALTER TABLE budget
  ADD COLUMN api_key_id UUID NULL,
  ADD COLUMN subject_id UUID AS (COALESCE(api_key_id, member_id, tenant_id)) PERSISTENT,
  ADD UNIQUE KEY budget_once (tenant_id, subject_id, unit, span),
  ADD CONSTRAINT budget_subject CHECK (api_key_id IS NULL OR member_id IS NULL),
  ADD FOREIGN KEY (tenant_id, api_key_id) REFERENCES api_key (tenant_id, id);
