-- Money that comes in. An order is written before anything is asked of a payment provider. amount_n is what was ordered,
-- received_n what arrived, credited_n the part of it that went into the wallet; refunded_n went or is going back, and
-- reversed_n is what the provider says has gone back in all, which may be told before the payment itself, disputed_n what
-- it has taken for chargebacks.
CREATE TABLE payment_order (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  number VARCHAR(40) NOT NULL,
  purpose ENUM('TOPUP','INVOICE') NOT NULL,
  invoice_id UUID NULL,
  provider VARCHAR(20) NOT NULL,
  automatic BOOLEAN NOT NULL,
  keeps_card BOOLEAN NOT NULL,
  state ENUM('PENDING','PAID','FAILED','EXPIRED','CANCELLED') NOT NULL,
  currency CHAR(3) NOT NULL,
  amount_n BIGINT NOT NULL,
  received_n BIGINT NOT NULL,
  credited_n BIGINT NOT NULL,
  refunded_n BIGINT NOT NULL,
  reversed_n BIGINT NOT NULL,
  disputed_n BIGINT NOT NULL,
  late BOOLEAN NOT NULL,
  idempotency_key VARCHAR(255) NOT NULL,
  provider_ref VARCHAR(255) NULL,
  provider_payment VARCHAR(255) NULL,
  provider_url VARCHAR(2000) NULL,
  payer VARCHAR(200) NULL,
  reference VARCHAR(200) NULL,
  received_on DATE NULL,
  failure VARCHAR(200) NULL,
  person_id UUID NULL,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NULL,
  ended_at DATETIME(6) NULL,
  UNIQUE KEY payment_order_of_tenant (tenant_id, id),
  UNIQUE KEY payment_order_number (number),
  UNIQUE KEY payment_order_once (tenant_id, idempotency_key),
  UNIQUE KEY payment_order_provider (provider, provider_ref),
  KEY payment_order_payment (provider, provider_payment),
  KEY payment_order_state (state, created_at),
  CHECK (amount_n > 0), CHECK (received_n >= 0), CHECK (credited_n >= 0), CHECK (credited_n <= received_n),
  CHECK (refunded_n >= 0), CHECK (refunded_n <= received_n), CHECK (reversed_n >= 0), CHECK (disputed_n >= 0),
  CHECK ((state = 'PAID') = (received_n > 0)), CHECK ((purpose = 'INVOICE') = (invoice_id IS NOT NULL)),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);

-- Each event of a payment provider is taken once, whatever it said and in whatever order it came. outcome tells what came
-- of it; MISMATCH is for the operator to look at: nothing was credited.
CREATE TABLE payment_event (
  provider VARCHAR(20) NOT NULL,
  event_id VARCHAR(255) NOT NULL,
  order_id UUID NULL,
  kind VARCHAR(100) NOT NULL,
  outcome ENUM('DONE','NOTHING','EARLY','MISMATCH','UNKNOWN') NOT NULL,
  detail VARCHAR(200) NOT NULL,
  at DATETIME(6) NOT NULL,
  PRIMARY KEY (provider, event_id),
  KEY payment_event_order (order_id),
  KEY payment_event_outcome (outcome, at)
);

-- Money that goes back. asked: by us, of the provider; the others were told by it (a refund there, or a chargeback).
-- owed_n is the part that the wallet no longer had.
CREATE TABLE refund (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  order_id UUID NOT NULL,
  ref VARCHAR(120) NOT NULL,
  amount_n BIGINT NOT NULL,
  owed_n BIGINT NOT NULL,
  reason VARCHAR(200) NOT NULL,
  asked BOOLEAN NOT NULL,
  provider_ref VARCHAR(255) NULL,
  state ENUM('PENDING','DONE','FAILED') NOT NULL,
  failure VARCHAR(200) NULL,
  person_id UUID NULL,
  at DATETIME(6) NOT NULL,
  UNIQUE KEY refund_once (tenant_id, ref),
  KEY refund_order (tenant_id, order_id),
  KEY refund_state (state, at),
  CHECK (amount_n > 0), CHECK (owed_n >= 0), CHECK (owed_n <= amount_n),
  FOREIGN KEY (tenant_id, order_id) REFERENCES payment_order (tenant_id, id)
);

-- Vouchers belong to the operator until a tenant redeems one. Only the hash of a code is kept; the codes are made and
-- shown when the batch is exported, once.
CREATE TABLE voucher_batch (
  id UUID NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  kind ENUM('PROMO','PAID') NOT NULL,
  currency CHAR(3) NOT NULL,
  amount_n BIGINT NOT NULL,
  vouchers INT NOT NULL,
  expires_at DATETIME(6) NULL,
  credit_days INT NULL,
  state ENUM('ACTIVE','STOPPED') NOT NULL,
  exported_at DATETIME(6) NULL,
  person_id UUID NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY voucher_batch_name (name),
  CHECK (amount_n > 0), CHECK (vouchers BETWEEN 1 AND 10000), CHECK (credit_days > 0)
);

CREATE TABLE voucher (
  id UUID NOT NULL PRIMARY KEY,
  batch_id UUID NOT NULL,
  code_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  redeemed_by UUID NULL,
  redeemed_at DATETIME(6) NULL,
  UNIQUE KEY voucher_code (code_hash),
  KEY voucher_of_batch (batch_id, redeemed_at),
  FOREIGN KEY (batch_id) REFERENCES voucher_batch (id),
  FOREIGN KEY (redeemed_by) REFERENCES tenant (id)
);

-- Wrong codes of a tenant, so that guessing is bounded on all nodes together.
CREATE TABLE voucher_attempt (
  tenant_id UUID NOT NULL,
  hour DATETIME NOT NULL,
  wrong INT NOT NULL,
  PRIMARY KEY (tenant_id, hour),
  CHECK (wrong >= 0)
);

-- Tops the wallet up by amount_n when what is free falls below threshold_n, with a card that was saved at the provider.
CREATE TABLE auto_top_up (
  tenant_id UUID NOT NULL PRIMARY KEY,
  state ENUM('ON','OFF') NOT NULL,
  provider VARCHAR(20) NOT NULL,
  threshold_n BIGINT NOT NULL,
  amount_n BIGINT NOT NULL,
  customer_ref VARCHAR(255) NULL,
  method_ref VARCHAR(255) NULL,
  saved_at DATETIME(6) NULL,
  rests_until DATETIME(6) NULL,
  changed_at DATETIME(6) NOT NULL,
  CHECK (threshold_n >= 0), CHECK (amount_n > 0),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);
