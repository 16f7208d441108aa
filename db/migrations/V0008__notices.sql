-- The outbox: a mail is written in the transaction that causes it, and sent afterwards. once_key makes it happen once.
CREATE TABLE notice (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  once_key VARCHAR(160) NOT NULL,
  kind VARCHAR(60) NOT NULL,
  recipient VARCHAR(254) NOT NULL,
  locale VARCHAR(16) NOT NULL,
  subject VARCHAR(300) NOT NULL,
  body TEXT NOT NULL,
  state ENUM('WAITING','SENDING','SENT','FAILED') NOT NULL,
  tries INT NOT NULL,
  due_at DATETIME(6) NOT NULL,
  lease_until DATETIME(6) NULL,
  failure VARCHAR(300) NULL,
  created_at DATETIME(6) NOT NULL,
  sent_at DATETIME(6) NULL,
  UNIQUE KEY notice_once (tenant_id, once_key, recipient),
  KEY notice_due (state, due_at),
  KEY notice_list (tenant_id, created_at)
);
