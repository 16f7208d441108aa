-- Conversations of members and their messages.
CREATE TABLE conversation (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  member_id UUID NOT NULL,
  title VARCHAR(200) NOT NULL,
  titled_by ENUM('NOBODY','MODEL','MEMBER') NOT NULL,
  model_id UUID NOT NULL,
  created_at DATETIME(6) NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  deleted_at DATETIME(6) NULL,
  UNIQUE KEY conversation_of_tenant (tenant_id, id),
  KEY conversation_list (tenant_id, member_id, deleted_at, updated_at),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id),
  FOREIGN KEY (model_id) REFERENCES model (id)
);

CREATE TABLE message (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  seq INT NOT NULL,
  role ENUM('USER','ASSISTANT') NOT NULL,
  state ENUM('STREAMING','DONE','STOPPED','CUT','FAILED') NOT NULL,
  text MEDIUMTEXT NOT NULL,
  reasoning MEDIUMTEXT NOT NULL,
  html MEDIUMTEXT NOT NULL,
  model_id UUID NULL,
  call_id UUID NULL,
  failure VARCHAR(40) NULL,
  created_at DATETIME(6) NOT NULL,
  finished_at DATETIME(6) NULL,
  UNIQUE KEY message_order (conversation_id, seq),
  UNIQUE KEY message_call (call_id),
  KEY message_tenant (tenant_id, conversation_id, seq),
  FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversation (tenant_id, id)
);
