-- Value held and moved. All amounts are nano units of the wallet's currency.
CREATE TABLE wallet (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  currency CHAR(3) NOT NULL,
  available_n BIGINT NOT NULL,
  held_n BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  state ENUM('ACTIVE','PARKED') NOT NULL,
  UNIQUE KEY wallet_tenant (tenant_id),
  UNIQUE KEY wallet_of_tenant (tenant_id, id),
  CHECK (available_n >= 0), CHECK (held_n >= 0), CHECK (held_n <= available_n),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id)
);

CREATE TABLE credit_lot (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  wallet_id UUID NOT NULL,
  kind ENUM('PLAN','PROMO','PAID','LINE') NOT NULL,
  priority INT NOT NULL,
  granted_n BIGINT NOT NULL,
  remaining_n BIGINT NOT NULL,
  expires_at DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  CHECK (granted_n > 0), CHECK (remaining_n >= 0), CHECK (remaining_n <= granted_n),
  KEY credit_lot_burn (tenant_id, wallet_id, priority, expires_at),
  FOREIGN KEY (tenant_id, wallet_id) REFERENCES wallet (tenant_id, id)
);

-- One ledger transaction; its entries sum to zero. (kind, ref) makes it happen once.
CREATE TABLE posting (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  wallet_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  kind ENUM('GRANT','TOPUP','SETTLE','EXPIRE','ADJUST') NOT NULL,
  ref VARCHAR(64) NOT NULL,
  note VARCHAR(500) NOT NULL,
  wallet_change_n BIGINT NOT NULL,
  balance_after_n BIGINT NOT NULL,
  at DATETIME(6) NOT NULL,
  UNIQUE KEY posting_once (kind, ref),
  UNIQUE KEY posting_order (wallet_id, seq),
  UNIQUE KEY posting_of_tenant (tenant_id, id),
  KEY posting_tenant (tenant_id, wallet_id, seq),
  FOREIGN KEY (tenant_id, wallet_id) REFERENCES wallet (tenant_id, id)
);

CREATE TABLE ledger_entry (
  posting_id UUID NOT NULL,
  line INT NOT NULL,
  tenant_id UUID NOT NULL,
  account ENUM('WALLET','REVENUE','CLEARING','PROMO_COST','RECEIVABLE','BREAKAGE','LOSS') NOT NULL,
  lot_id UUID NULL,
  amount_n BIGINT NOT NULL,
  PRIMARY KEY (posting_id, line),
  KEY ledger_entry_lot (tenant_id, lot_id),
  FOREIGN KEY (tenant_id, posting_id) REFERENCES posting (tenant_id, id),
  FOREIGN KEY (lot_id) REFERENCES credit_lot (id),
  CHECK (amount_n <> 0), CHECK ((account = 'WALLET') = (lot_id IS NOT NULL))
);
