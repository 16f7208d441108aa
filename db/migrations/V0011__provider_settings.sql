-- More wire forms, what only one of them knows (never a secret), and how long a connection may take to make.
ALTER TABLE provider
  MODIFY COLUMN kind ENUM('OPENAI','OLLAMA','DEMO','AZURE','HUGGING_FACE','LOCALAI','ANTHROPIC','CUSTOM') NOT NULL,
  ADD COLUMN settings JSON NOT NULL DEFAULT '{}',
  ADD COLUMN connect_seconds INT NOT NULL DEFAULT 10;
