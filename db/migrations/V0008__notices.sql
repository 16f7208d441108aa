-- The outbox: a mail is written in the transaction that causes it, and sent afterwards. once_key makes it happen once.
-- tenant_id is the operator's zero id for what concerns no tenant, so it refers to nothing. due_at is when the next try
-- may begin: of a mail that is being sent, the moment its lease runs out; none when no try will follow. It and sent_at
-- are the database's clock.
CREATE TABLE notice (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  once_key VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  kind VARCHAR(60) NOT NULL,
  recipient VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  locale VARCHAR(80) NOT NULL,
  subject VARCHAR(300) NOT NULL,
  body TEXT NOT NULL,
  state ENUM('WAITING','SENDING','SENT','FAILED') NOT NULL,
  tries INT NOT NULL,
  due_at DATETIME(6) NULL,
  failure ENUM('UNREACHABLE','SIGN_IN','ADDRESS','REFUSED') NULL,
  failure_detail VARCHAR(300) NULL,
  created_at DATETIME(6) NOT NULL,
  sent_at DATETIME(6) NULL,
  UNIQUE KEY notice_once (tenant_id, once_key, recipient),
  KEY notice_due (due_at),
  KEY notice_list (state, id),
  CHECK ((state IN ('WAITING', 'SENDING')) = (due_at IS NOT NULL)), CHECK ((state = 'SENT') = (sent_at IS NOT NULL)), CHECK (tries >= 0)
);
