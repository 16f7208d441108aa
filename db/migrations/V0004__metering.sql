-- Billing periods, model calls with their holds, the facts of finished calls, and budgets.
CREATE TABLE period (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  start_at DATETIME(6) NOT NULL,
  end_at DATETIME(6) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  state ENUM('OPEN','CLOSED') NOT NULL,
  open_marker TINYINT AS (IF(state = 'OPEN', 1, NULL)) PERSISTENT,
  UNIQUE KEY period_one_open (tenant_id, open_marker),
  UNIQUE KEY period_start (tenant_id, start_at),
  CHECK (end_at > start_at),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);

-- No foreign key to wallet: it would lock the wallet row shared before the hold changes it, and two holds would deadlock.
CREATE TABLE model_call (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  member_id UUID NOT NULL,
  wallet_id UUID NOT NULL,
  origin ENUM('CHAT','API') NOT NULL,
  conversation_id UUID NULL,
  model_id UUID NOT NULL,
  price_version_id UUID NOT NULL,
  idempotency_key VARCHAR(255) NOT NULL,
  body_hash CHAR(64) NOT NULL,
  state ENUM('HELD','SENT','SETTLED','VOIDED') NOT NULL,
  hold_n BIGINT NOT NULL,
  local_input_tokens BIGINT NOT NULL,
  local_exact BOOLEAN NOT NULL,
  most_output_tokens INT NOT NULL,
  output_seen BIGINT NOT NULL,
  lease_until DATETIME(6) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  ending VARCHAR(20) NULL,
  failure VARCHAR(40) NULL,
  UNIQUE KEY model_call_once (tenant_id, member_id, idempotency_key),
  KEY model_call_open (state, lease_until),
  KEY model_call_member (tenant_id, member_id, created_at),
  CHECK (hold_n >= 0), CHECK (output_seen >= 0),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id),
  FOREIGN KEY (model_id) REFERENCES model (id),
  FOREIGN KEY (price_version_id) REFERENCES price_version (id)
);

-- One immutable fact of a settled call. Its key is the call's.
CREATE TABLE usage_event (
  call_id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  member_id UUID NOT NULL,
  conversation_id UUID NULL,
  model_id UUID NOT NULL,
  price_version_id UUID NOT NULL,
  period_id UUID NOT NULL,
  at DATETIME(6) NOT NULL,
  input_tokens BIGINT NOT NULL,
  cached_input_tokens BIGINT NOT NULL,
  cache_write_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  source ENUM('PROVIDER','LOCAL','CHECKPOINT') NOT NULL,
  estimated BOOLEAN NOT NULL,
  flagged BOOLEAN NOT NULL,
  local_input_tokens BIGINT NOT NULL,
  local_output_tokens BIGINT NOT NULL,
  provider_input_tokens BIGINT NULL,
  provider_output_tokens BIGINT NULL,
  charge_n BIGINT NOT NULL,
  overrun_n BIGINT NOT NULL,
  cost_n BIGINT NULL,
  KEY usage_event_time (tenant_id, at, member_id, model_id),
  KEY usage_event_member (tenant_id, member_id, at),
  CHECK (input_tokens >= 0), CHECK (cached_input_tokens >= 0), CHECK (cache_write_tokens >= 0), CHECK (output_tokens >= 0),
  CHECK (charge_n >= 0), CHECK (overrun_n >= 0),
  FOREIGN KEY (call_id) REFERENCES model_call (id),
  FOREIGN KEY (period_id) REFERENCES period (id)
);

-- A limit for a tenant (member_id null) or one member, in tokens or in money, per day, week or month.
CREATE TABLE budget (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  member_id UUID NULL,
  unit ENUM('TOKENS','MONEY') NOT NULL,
  span ENUM('DAY','WEEK','MONTH') NOT NULL,
  soft_limit BIGINT NULL,
  hard_limit BIGINT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY budget_of_tenant (tenant_id, id),
  subject_id UUID AS (COALESCE(member_id, tenant_id)) PERSISTENT,
  UNIQUE KEY budget_once (tenant_id, subject_id, unit, span),
  CHECK (soft_limit > 0), CHECK (hard_limit > 0),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);

-- What was used and is held of a budget in the span that starts on a local day. A new span is a new row.
CREATE TABLE budget_use (
  budget_id UUID NOT NULL,
  starts_on DATE NOT NULL,
  tenant_id UUID NOT NULL,
  used BIGINT NOT NULL,
  held BIGINT NOT NULL,
  soft_reached_at DATETIME(6) NULL,
  PRIMARY KEY (budget_id, starts_on),
  CHECK (used >= 0), CHECK (held >= 0),
  FOREIGN KEY (tenant_id, budget_id) REFERENCES budget (tenant_id, id)
);

-- What each call holds and has used of which budget row, so that its end finds the same rows and the sums can be proved.
CREATE TABLE budget_hold (
  call_id UUID NOT NULL,
  budget_id UUID NOT NULL,
  starts_on DATE NOT NULL,
  tenant_id UUID NOT NULL,
  held BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (call_id, budget_id),
  CHECK (held >= 0), CHECK (used >= 0),
  KEY budget_hold_row (tenant_id, budget_id, starts_on),
  FOREIGN KEY (call_id) REFERENCES model_call (id),
  FOREIGN KEY (budget_id, starts_on) REFERENCES budget_use (budget_id, starts_on)
);
