-- What is sold: plans and their versions, and what each tenant has bought of them.
CREATE TABLE plan (
  id UUID NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  audience ENUM('COMPANY','PERSON') NOT NULL,
  state ENUM('OFFERED','WITHDRAWN') NOT NULL,
  place INT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY plan_name (name)
);

-- A version on sale is never edited; it is followed by another. Amounts are nano units of its currency, for one period.
CREATE TABLE plan_version (
  id UUID NOT NULL PRIMARY KEY,
  plan_id UUID NOT NULL,
  number INT NOT NULL,
  state ENUM('DRAFT','ON_SALE','RETIRED') NOT NULL,
  currency CHAR(3) NOT NULL,
  summary VARCHAR(500) NOT NULL,
  base_fee_n BIGINT NOT NULL,
  seat_fee_n BIGINT NOT NULL,
  included_seats INT NOT NULL,
  most_seats INT NULL,
  allowance_n BIGINT NOT NULL,
  allowance_scope ENUM('TENANT','SEAT') NOT NULL,
  rollover_cap_n BIGINT NOT NULL,
  cycle ENUM('CALENDAR','ANNIVERSARY') NOT NULL,
  trial_days INT NOT NULL,
  trial_allowance_n BIGINT NOT NULL,
  credit_line_n BIGINT NOT NULL,
  requests_per_minute INT NULL,
  streams INT NULL,
  every_model BOOLEAN NOT NULL,
  every_plugin BOOLEAN NOT NULL,
  on_sale_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  -- at most one draft and one version on sale for each plan and currency
  live_marker VARCHAR(8) AS (IF(state = 'RETIRED', NULL, state)) PERSISTENT,
  UNIQUE KEY plan_version_number (plan_id, number),
  UNIQUE KEY plan_version_live (plan_id, currency, live_marker),
  CHECK (base_fee_n >= 0), CHECK (seat_fee_n >= 0), CHECK (included_seats >= 1), CHECK (most_seats >= included_seats),
  CHECK (allowance_n >= 0), CHECK (rollover_cap_n >= 0), CHECK (trial_days >= 0), CHECK (trial_allowance_n >= 0),
  CHECK (credit_line_n >= 0), CHECK (requests_per_minute > 0), CHECK (streams > 0),
  FOREIGN KEY (plan_id) REFERENCES plan (id)
);

CREATE TABLE plan_version_model (
  version_id UUID NOT NULL,
  model_id UUID NOT NULL,
  PRIMARY KEY (version_id, model_id),
  FOREIGN KEY (version_id) REFERENCES plan_version (id),
  FOREIGN KEY (model_id) REFERENCES model (id)
);

CREATE TABLE plan_version_plugin (
  version_id UUID NOT NULL,
  plugin VARCHAR(100) NOT NULL,
  PRIMARY KEY (version_id, plugin),
  FOREIGN KEY (version_id) REFERENCES plan_version (id)
);

CREATE TRIGGER plan_version_is_kept BEFORE UPDATE ON plan_version FOR EACH ROW BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT' OR (OLD.state = 'RETIRED' AND NEW.state <> 'RETIRED')
      OR OLD.id <> NEW.id OR OLD.plan_id <> NEW.plan_id OR OLD.number <> NEW.number OR OLD.currency <> NEW.currency
      OR BINARY OLD.summary <> BINARY NEW.summary OR OLD.base_fee_n <> NEW.base_fee_n OR OLD.seat_fee_n <> NEW.seat_fee_n OR OLD.included_seats <> NEW.included_seats
      OR NOT (OLD.most_seats <=> NEW.most_seats) OR OLD.allowance_n <> NEW.allowance_n OR OLD.allowance_scope <> NEW.allowance_scope
      OR OLD.rollover_cap_n <> NEW.rollover_cap_n OR OLD.cycle <> NEW.cycle OR OLD.trial_days <> NEW.trial_days
      OR OLD.trial_allowance_n <> NEW.trial_allowance_n OR OLD.credit_line_n <> NEW.credit_line_n
      OR NOT (OLD.requests_per_minute <=> NEW.requests_per_minute) OR NOT (OLD.streams <=> NEW.streams)
      OR OLD.every_model <> NEW.every_model OR OLD.every_plugin <> NEW.every_plugin
      OR NOT (OLD.on_sale_at <=> NEW.on_sale_at) OR OLD.created_at <> NEW.created_at) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a plan version that was on sale is never edited';
  END IF;
END;

CREATE TRIGGER plan_version_is_not_deleted BEFORE DELETE ON plan_version FOR EACH ROW BEGIN
  IF OLD.state <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a plan version that was on sale is never deleted';
  END IF;
END;

CREATE TRIGGER plan_version_model_insert_only_in_drafts BEFORE INSERT ON plan_version_model FOR EACH ROW BEGIN
  IF (SELECT state FROM plan_version WHERE id = NEW.version_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what a plan version includes is never edited once it was on sale';
  END IF;
END;

CREATE TRIGGER plan_version_model_update_only_in_drafts BEFORE UPDATE ON plan_version_model FOR EACH ROW BEGIN
  IF (SELECT state FROM plan_version WHERE id = OLD.version_id) <> 'DRAFT' OR (SELECT state FROM plan_version WHERE id = NEW.version_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what a plan version includes is never edited once it was on sale';
  END IF;
END;

CREATE TRIGGER plan_version_model_delete_only_in_drafts BEFORE DELETE ON plan_version_model FOR EACH ROW BEGIN
  IF (SELECT state FROM plan_version WHERE id = OLD.version_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what a plan version includes is never edited once it was on sale';
  END IF;
END;

CREATE TRIGGER plan_version_plugin_insert_only_in_drafts BEFORE INSERT ON plan_version_plugin FOR EACH ROW BEGIN
  IF (SELECT state FROM plan_version WHERE id = NEW.version_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what a plan version includes is never edited once it was on sale';
  END IF;
END;

CREATE TRIGGER plan_version_plugin_update_only_in_drafts BEFORE UPDATE ON plan_version_plugin FOR EACH ROW BEGIN
  IF (SELECT state FROM plan_version WHERE id = OLD.version_id) <> 'DRAFT' OR (SELECT state FROM plan_version WHERE id = NEW.version_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what a plan version includes is never edited once it was on sale';
  END IF;
END;

CREATE TRIGGER plan_version_plugin_delete_only_in_drafts BEFORE DELETE ON plan_version_plugin FOR EACH ROW BEGIN
  IF (SELECT state FROM plan_version WHERE id = OLD.version_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what a plan version includes is never edited once it was on sale';
  END IF;
END;

-- What a tenant has bought: at most one that has not ended. Days are local days of the tenant. The cycle and its first
-- day (the anchor) stay with the subscription, whatever version follows. next_* takes effect when the period turns.
CREATE TABLE subscription (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  version_id UUID NOT NULL,
  state ENUM('TRIAL','ACTIVE','ENDED') NOT NULL,
  cycle ENUM('CALENDAR','ANNIVERSARY') NOT NULL,
  anchor_on DATE NOT NULL,
  seats INT NOT NULL,
  started_on DATE NOT NULL,
  trial_ends_on DATE NULL,
  next_version_id UUID NULL,
  next_seats INT NULL,
  ending BOOLEAN NOT NULL,
  ended_on DATE NULL,
  changes INT NOT NULL,
  live_marker TINYINT AS (IF(state = 'ENDED', NULL, 1)) PERSISTENT,
  UNIQUE KEY subscription_one (tenant_id, live_marker),
  UNIQUE KEY subscription_of_tenant (tenant_id, id),
  KEY subscription_trial (state, trial_ends_on),
  CHECK (seats >= 1), CHECK (next_seats >= 1), CHECK ((state = 'TRIAL') <= (trial_ends_on IS NOT NULL)),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  FOREIGN KEY (version_id) REFERENCES plan_version (id),
  FOREIGN KEY (next_version_id) REFERENCES plan_version (id)
);

-- What happened to a subscription, for people to read; append-only.
CREATE TABLE subscription_event (
  tenant_id UUID NOT NULL,
  subscription_id UUID NOT NULL,
  seq INT NOT NULL,
  at DATETIME(6) NOT NULL,
  day DATE NOT NULL,
  person_id UUID NULL,
  kind ENUM('STARTED','TRIAL_STARTED','CONVERTED','UPGRADED','DOWNGRADE_PLANNED','DOWNGRADED','SEATS_ADDED','SEATS_FEWER_PLANNED','SEATS_FEWER','PLAN_WITHDRAWN','CANCEL_PLANNED','ENDED') NOT NULL,
  version_id UUID NOT NULL,
  seats INT NOT NULL,
  PRIMARY KEY (tenant_id, subscription_id, seq),
  FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription (tenant_id, id),
  FOREIGN KEY (version_id) REFERENCES plan_version (id)
);

-- What a tenant asked in the last minute, for plans that limit it.
ALTER TABLE model_call ADD KEY model_call_pace (tenant_id, created_at);
