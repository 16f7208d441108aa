-- Accounts and kinds of posting that billing and payments need. LINE: credit that was lent and is not billed yet.
ALTER TABLE posting MODIFY kind ENUM('GRANT','TOPUP','SETTLE','EXPIRE','ADJUST','LINE_END','INVOICE','CREDIT_NOTE','PAY','BALANCE_PAY','REFUND','WRITE_OFF') NOT NULL;
ALTER TABLE ledger_entry MODIFY account ENUM('WALLET','REVENUE','CLEARING','PROMO_COST','RECEIVABLE','BREAKAGE','LOSS','ALLOWANCE','LINE','FEES','TAX','ROUNDING') NOT NULL;
-- Why a tenant is suspended: by the operator's decision, or for an unpaid bill; paying lifts only the second.
ALTER TABLE tenant ADD COLUMN suspended_for ENUM('DECISION','BILL') NULL;
ALTER TABLE credit_lot ADD COLUMN origin VARCHAR(64) NOT NULL DEFAULT '';
-- Statements sum up a tenant's postings by time.
ALTER TABLE posting ADD KEY posting_time (tenant_id, at, wallet_change_n);

-- The rhythm of a tenant's periods: months of the calendar, or months from an anchor day. From the next period on it
-- follows the subscription; total_n and events are written when a period closes and never change after that.
ALTER TABLE period
  ADD COLUMN from_day DATE NULL AFTER tenant_id,
  ADD COLUMN to_day DATE NULL AFTER from_day,
  ADD COLUMN cycle ENUM('CALENDAR','ANNIVERSARY') NOT NULL DEFAULT 'CALENDAR',
  ADD COLUMN anchor_on DATE NULL,
  ADD COLUMN closed_at DATETIME(6) NULL,
  ADD COLUMN total_n BIGINT NULL,
  ADD COLUMN events BIGINT NULL,
  ADD COLUMN billed_at DATETIME(6) NULL,
  ADD UNIQUE KEY period_of_tenant (tenant_id, id),
  ADD KEY period_due (state, end_at),
  ADD KEY period_to_bill (state, billed_at);
-- So far there were calendar months only; local midnight is at most 14 hours before or 12 after that of UTC.
UPDATE period SET from_day = DATE_FORMAT(start_at + INTERVAL 14 HOUR, '%Y-%m-01'), to_day = DATE_FORMAT(end_at + INTERVAL 14 HOUR, '%Y-%m-01');
ALTER TABLE period MODIFY from_day DATE NOT NULL, MODIFY to_day DATE NOT NULL, ADD CHECK (to_day > from_day);

-- What a tenant used on one local day of a period of one model at one price, and what it was paid with: moved with every
-- settlement, in the same transaction, and equal to the facts at any time. late: the call began in an earlier period.
CREATE TABLE usage_day (
  tenant_id UUID NOT NULL,
  period_id UUID NOT NULL,
  day DATE NOT NULL,
  model_id UUID NOT NULL,
  price_version_id UUID NOT NULL,
  late BOOLEAN NOT NULL,
  calls BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  cached_input_tokens BIGINT NOT NULL,
  cache_write_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  charge_n BIGINT NOT NULL,
  plan_n BIGINT NOT NULL,
  promo_n BIGINT NOT NULL,
  paid_n BIGINT NOT NULL,
  line_n BIGINT NOT NULL,
  overrun_n BIGINT NOT NULL,
  cost_n BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, period_id, day, model_id, price_version_id, late),
  KEY usage_day_time (tenant_id, day),
  CHECK (charge_n = plan_n + promo_n + paid_n + line_n),
  FOREIGN KEY (tenant_id, period_id) REFERENCES period (tenant_id, id)
);
-- When a call began by the clock that periods go by; created_at is the database's.
ALTER TABLE model_call ADD COLUMN asked_at DATETIME(6) NULL;
ALTER TABLE usage_event ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE, ADD KEY usage_event_period (tenant_id, period_id, at);

-- What was used before there were days: by the local day where the server knows the zones, else by that of UTC.
INSERT INTO usage_day (tenant_id, period_id, day, model_id, price_version_id, late, calls, input_tokens, cached_input_tokens, cache_write_tokens,
    output_tokens, charge_n, plan_n, promo_n, paid_n, line_n, overrun_n, cost_n)
  SELECT u.tenant_id, u.period_id, LEAST(GREATEST(COALESCE(DATE(CONVERT_TZ(u.at, '+00:00', p.zone)), DATE(u.at)), p.from_day), p.to_day - INTERVAL 1 DAY) AS local_day,
      u.model_id, u.price_version_id, FALSE, COUNT(*), SUM(u.input_tokens), SUM(u.cached_input_tokens), SUM(u.cache_write_tokens), SUM(u.output_tokens),
      SUM(u.charge_n), COALESCE(SUM(s.plan_n), 0), COALESCE(SUM(s.promo_n), 0), COALESCE(SUM(s.paid_n), 0), COALESCE(SUM(s.line_n), 0),
      SUM(u.overrun_n), SUM(COALESCE(u.cost_n, 0))
  FROM usage_event u JOIN period p ON p.id = u.period_id LEFT JOIN (
    SELECT g.ref, -SUM(IF(l.kind = 'PLAN', e.amount_n, 0)) plan_n, -SUM(IF(l.kind = 'PROMO', e.amount_n, 0)) promo_n,
      -SUM(IF(l.kind = 'PAID', e.amount_n, 0)) paid_n, -SUM(IF(l.kind = 'LINE', e.amount_n, 0)) line_n
    FROM posting g JOIN ledger_entry e ON e.posting_id = g.id AND e.account = 'WALLET' JOIN credit_lot l ON l.id = e.lot_id
    WHERE g.kind = 'SETTLE' GROUP BY g.ref) s ON s.ref = u.call_id
  GROUP BY u.tenant_id, u.period_id, local_day, u.model_id, u.price_version_id;
-- Credit lines had no account of their own.
UPDATE ledger_entry e JOIN posting g ON g.id = e.posting_id SET e.account = 'LINE' WHERE e.account = 'RECEIVABLE' AND g.kind = 'GRANT';

CREATE TRIGGER usage_event_in_open_period BEFORE INSERT ON usage_event FOR EACH ROW BEGIN
  IF (SELECT state FROM period WHERE id = NEW.period_id) <> 'OPEN' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage of a closed period is immutable';
  END IF;
END;
CREATE TRIGGER usage_event_is_kept BEFORE UPDATE ON usage_event FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage is append-only';
CREATE TRIGGER usage_event_is_not_deleted BEFORE DELETE ON usage_event FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'usage is append-only';

-- Who sends the invoices: one row for each deployment's seller.
CREATE TABLE issuer (
  id UUID NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  address VARCHAR(500) NOT NULL,
  tax_id VARCHAR(60) NOT NULL,
  bank VARCHAR(200) NOT NULL,
  bank_account VARCHAR(60) NOT NULL,
  email VARCHAR(254) NOT NULL,
  prefix VARCHAR(10) NOT NULL,
  due_days INT NOT NULL,
  grace_hours INT NOT NULL,
  remind_on VARCHAR(60) NOT NULL,
  warn_on INT NOT NULL,
  suspend_on INT NOT NULL,
  end_on INT NOT NULL,
  CHECK (due_days >= 0), CHECK (grace_hours >= 0), CHECK (warn_on <= suspend_on), CHECK (suspend_on <= end_on)
);

INSERT INTO issuer (id, name, address, tax_id, bank, bank_account, email, prefix, due_days, grace_hours, remind_on, warn_on, suspend_on, end_on)
  VALUES (UUID(), 'Tenantry', '', '', '', '', '', 'INV', 14, 24, '1,9,13,20', 10, 14, 21);

-- The last number given in each series of an issuer; locked while one is given, so that no number is left out.
CREATE TABLE number_series (
  issuer_id UUID NOT NULL,
  series VARCHAR(20) NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (issuer_id, series),
  FOREIGN KEY (issuer_id) REFERENCES issuer (id)
);

-- Whom to bill and how (抬头, 税号, 开户行), and the tenant's place in dunning.
CREATE TABLE billing_account (
  tenant_id UUID NOT NULL PRIMARY KEY,
  legal_name VARCHAR(200) NOT NULL,
  address VARCHAR(500) NOT NULL,
  tax_id VARCHAR(60) NOT NULL,
  bank VARCHAR(200) NOT NULL,
  bank_account VARCHAR(60) NOT NULL,
  phone VARCHAR(40) NOT NULL,
  email VARCHAR(254) NOT NULL,
  tax_name VARCHAR(40) NOT NULL,
  tax_rate_bp INT NOT NULL,
  pays_from_balance BOOLEAN NOT NULL,
  dunning_exempt BOOLEAN NOT NULL,
  dunning_state ENUM('NONE','REMINDED','WARNED','SUSPENDED','ENDED') NOT NULL,
  dunning_moved_on DATE NULL,
  parked_at DATETIME(6) NULL,
  parked_why VARCHAR(500) NOT NULL,
  KEY billing_account_dunning (dunning_state),
  CHECK (tax_rate_bp BETWEEN 0 AND 10000),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);

-- Only a draft changes its lines; parties are copied in at finalisation.
CREATE TABLE invoice (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  kind ENUM('START','CHANGE','PERIOD') NOT NULL,
  state ENUM('DRAFT','FINALISED','PAID','OVERDUE','UNCOLLECTIBLE','VOID') NOT NULL,
  number VARCHAR(40) NULL,
  subscription_id UUID NULL,
  period_id UUID NULL,
  ref VARCHAR(64) NOT NULL,
  currency CHAR(3) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  service_from DATE NOT NULL,
  service_to DATE NOT NULL,
  net_n BIGINT NOT NULL,
  tax_n BIGINT NOT NULL,
  total_n BIGINT NOT NULL,
  paid_n BIGINT NOT NULL,
  credited_n BIGINT NOT NULL,
  drafted_at DATETIME(6) NOT NULL,
  finalise_after DATETIME(6) NOT NULL,
  finalised_at DATETIME(6) NULL,
  issued_on DATE NULL,
  due_on DATE NULL,
  settled_at DATETIME(6) NULL,
  void_reason VARCHAR(200) NULL,
  seller TEXT NULL,
  buyer TEXT NULL,
  fapiao ENUM('NONE','REQUESTED','ISSUED') NOT NULL,
  fapiao_number VARCHAR(60) NULL,
  UNIQUE KEY invoice_of_tenant (tenant_id, id),
  UNIQUE KEY invoice_number (number),
  UNIQUE KEY invoice_once (tenant_id, kind, ref),
  KEY invoice_state (state, finalise_after),
  KEY invoice_due (state, due_on),
  KEY invoice_list (tenant_id, drafted_at),
  CHECK (total_n >= 0), CHECK (paid_n >= 0), CHECK (credited_n >= 0), CHECK (paid_n + credited_n <= total_n),
  CHECK ((state = 'DRAFT') = (number IS NULL)),
  FOREIGN KEY (tenant_id, subscription_id) REFERENCES subscription (tenant_id, id),
  FOREIGN KEY (tenant_id, period_id) REFERENCES period (tenant_id, id)
);

-- exact_n: the sum to the last nano; settled_n: the part that allowance and credit have paid; amount_n: what is due of it,
-- rounded to the currency's digits. item is unique in a period of a subscription, so that nothing is billed twice.
CREATE TABLE invoice_line (
  tenant_id UUID NOT NULL,
  invoice_id UUID NOT NULL,
  line INT NOT NULL,
  kind ENUM('BASE','SEATS','BASE_CREDIT','SEATS_CREDIT','USAGE','LATE_USAGE','ROUNDING') NOT NULL,
  item VARCHAR(120) NOT NULL,
  period_id UUID NOT NULL,
  subject VARCHAR(200) NOT NULL,
  service_from DATE NOT NULL,
  service_to DATE NOT NULL,
  days INT NULL,
  of_days INT NULL,
  quantity BIGINT NOT NULL,
  unit_n BIGINT NULL,
  exact_n BIGINT NOT NULL,
  settled_n BIGINT NOT NULL,
  amount_n BIGINT NOT NULL,
  tax_rate_bp INT NOT NULL,
  tax_name VARCHAR(40) NOT NULL,
  tax_n BIGINT NOT NULL,
  model_id UUID NULL,
  price_version_id UUID NULL,
  PRIMARY KEY (tenant_id, invoice_id, line),
  UNIQUE KEY invoice_line_once (tenant_id, period_id, item),
  FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id),
  FOREIGN KEY (tenant_id, period_id) REFERENCES period (tenant_id, id)
);

CREATE TRIGGER invoice_is_kept BEFORE UPDATE ON invoice FOR EACH ROW BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT' OR OLD.number <> NEW.number OR OLD.total_n <> NEW.total_n OR OLD.net_n <> NEW.net_n OR OLD.tax_n <> NEW.tax_n
      OR OLD.seller <> NEW.seller OR OLD.buyer <> NEW.buyer OR OLD.issued_on <> NEW.issued_on OR OLD.due_on <> NEW.due_on) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a finalised invoice is immutable';
  END IF;
END;
CREATE TRIGGER invoice_line_is_kept BEFORE UPDATE ON invoice_line FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an invoice line is immutable';
CREATE TRIGGER invoice_line_is_added_to_drafts BEFORE INSERT ON invoice_line FOR EACH ROW BEGIN
  IF (SELECT state FROM invoice WHERE id = NEW.invoice_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a finalised invoice is immutable';
  END IF;
END;
CREATE TRIGGER invoice_line_is_taken_from_drafts BEFORE DELETE ON invoice_line FOR EACH ROW BEGIN
  IF (SELECT state FROM invoice WHERE id = OLD.invoice_id) <> 'DRAFT' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a finalised invoice is immutable';
  END IF;
END;

-- A correction of a finalised invoice, per line. goes_to DUE: lowers what is owed; WALLET: credit; REFUND: money back.
CREATE TABLE credit_note (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  invoice_id UUID NOT NULL,
  number VARCHAR(40) NOT NULL,
  ref VARCHAR(64) NOT NULL,
  reason VARCHAR(200) NOT NULL,
  goes_to ENUM('DUE','WALLET','REFUND') NOT NULL,
  total_n BIGINT NOT NULL,
  tax_n BIGINT NOT NULL,
  person_id UUID NULL,
  issued_on DATE NOT NULL,
  at DATETIME(6) NOT NULL,
  UNIQUE KEY credit_note_number (number),
  UNIQUE KEY credit_note_once (tenant_id, ref),
  UNIQUE KEY credit_note_of_tenant (tenant_id, id),
  CHECK (total_n > 0), CHECK (tax_n >= 0),
  FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);

CREATE TABLE credit_note_line (
  tenant_id UUID NOT NULL,
  credit_note_id UUID NOT NULL,
  invoice_id UUID NOT NULL,
  line INT NOT NULL,
  amount_n BIGINT NOT NULL,
  tax_n BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, credit_note_id, line),
  CHECK (amount_n > 0), CHECK (tax_n >= 0),
  FOREIGN KEY (tenant_id, credit_note_id) REFERENCES credit_note (tenant_id, id),
  FOREIGN KEY (tenant_id, invoice_id, line) REFERENCES invoice_line (tenant_id, invoice_id, line)
);
