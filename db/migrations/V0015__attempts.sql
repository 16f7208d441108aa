-- Several keys for one provider, what each try of a call came to, and which models each node keeps away from.
CREATE TABLE provider_key (
  id UUID NOT NULL PRIMARY KEY,
  provider_id UUID NOT NULL,
  label VARCHAR(60) NOT NULL,
  sealed_key TEXT NOT NULL,
  weight INT NOT NULL,
  state ENUM('ON','OFF') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  last_used_at DATETIME(6) NULL,
  last_failed_at DATETIME(6) NULL,
  last_failure VARCHAR(40) NULL,
  UNIQUE KEY provider_key_label (provider_id, label),
  CHECK (weight BETWEEN 1 AND 1000),
  FOREIGN KEY (provider_id) REFERENCES provider (id)
);

-- The key that a provider had so far becomes its first one. It has the provider's own id, which tells where it was sealed.
INSERT INTO provider_key (id, provider_id, label, sealed_key, weight, state, created_at)
  SELECT id, id, 'main', sealed_key, 1, 'ON', created_at FROM provider WHERE sealed_key IS NOT NULL;
ALTER TABLE provider DROP COLUMN sealed_key;

-- One try of a call, written when the call ends and never changed. At most one of a call delivered: that one was paid.
-- The index of times holds all that the providers board reads.
CREATE TABLE call_attempt (
  call_id UUID NOT NULL,
  number INT NOT NULL,
  tenant_id UUID NOT NULL,
  provider_id UUID NOT NULL,
  model_id UUID NOT NULL,
  key_label VARCHAR(60) NOT NULL,
  asked_at DATETIME(6) NOT NULL,
  first_token_ms BIGINT NULL,
  total_ms BIGINT NOT NULL,
  outcome ENUM('DONE','LENGTH','FILTERED','STOPPED','CUT','FAILED') NOT NULL,
  failure VARCHAR(40) NULL,
  retriable BOOLEAN NOT NULL,
  delivered BOOLEAN NOT NULL,
  output_tokens BIGINT NOT NULL,
  PRIMARY KEY (call_id, number),
  KEY call_attempt_tenant (tenant_id, call_id),
  KEY call_attempt_model (model_id, outcome, asked_at),
  KEY call_attempt_time (asked_at, model_id, provider_id, outcome, failure, first_token_ms, total_ms, output_tokens),
  CHECK (number >= 1), CHECK (first_token_ms >= 0), CHECK (total_ms >= 0), CHECK (output_tokens >= 0),
  FOREIGN KEY (call_id) REFERENCES model_call (id)
);

CREATE TRIGGER call_attempt_no_update BEFORE UPDATE ON call_attempt FOR EACH ROW BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'call_attempt is append-only';
END;

CREATE TRIGGER call_attempt_no_delete BEFORE DELETE ON call_attempt FOR EACH ROW BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'call_attempt is append-only';
END;

-- What each node tells the board about models that it keeps away from; a node that has not told for a minute is gone.
CREATE TABLE node_circuit (
  node VARCHAR(80) NOT NULL,
  model_id UUID NOT NULL,
  state ENUM('OPEN','HALF_OPEN') NOT NULL,
  since DATETIME(6) NOT NULL,
  until DATETIME(6) NOT NULL,
  told_at DATETIME(6) NOT NULL,
  PRIMARY KEY (node, model_id)
);
