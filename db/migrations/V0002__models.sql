-- The catalogue: who answers, with what, and at which price from when.
CREATE TABLE provider (
  id UUID NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  kind ENUM('OPENAI','OLLAMA','DEMO') NOT NULL,
  base_url VARCHAR(500) NOT NULL,
  sealed_key TEXT NULL,
  state ENUM('ON','OFF') NOT NULL,
  asks_usage BOOLEAN NOT NULL,
  first_byte_seconds INT NOT NULL,
  idle_seconds INT NOT NULL,
  total_seconds INT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY provider_name (name)
);

CREATE TABLE model (
  id UUID NOT NULL PRIMARY KEY,
  provider_id UUID NOT NULL,
  name VARCHAR(200) NOT NULL,
  upstream_name VARCHAR(200) NOT NULL,
  label VARCHAR(200) NOT NULL,
  tokenizer VARCHAR(40) NOT NULL,
  context_tokens INT NOT NULL,
  most_output_tokens INT NOT NULL,
  state ENUM('ON','OFF') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY model_name (name),
  UNIQUE KEY model_upstream (provider_id, upstream_name),
  CHECK (context_tokens > 0), CHECK (most_output_tokens > 0),
  FOREIGN KEY (provider_id) REFERENCES provider (id)
);

-- Never edited: a new price is a new row. Amounts are nano units for a million tokens.
CREATE TABLE price_version (
  id UUID NOT NULL PRIMARY KEY,
  model_id UUID NOT NULL,
  currency CHAR(3) NOT NULL,
  valid_from DATETIME(6) NOT NULL,
  sell_input_n BIGINT NOT NULL,
  sell_cached_input_n BIGINT NOT NULL,
  sell_cache_write_n BIGINT NOT NULL,
  sell_output_n BIGINT NOT NULL,
  buy_input_n BIGINT NULL,
  buy_cached_input_n BIGINT NULL,
  buy_cache_write_n BIGINT NULL,
  buy_output_n BIGINT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY price_from (model_id, currency, valid_from),
  CHECK (sell_input_n >= 0), CHECK (sell_cached_input_n >= 0), CHECK (sell_cache_write_n >= 0), CHECK (sell_output_n >= 0),
  CHECK (buy_input_n >= 0), CHECK (buy_cached_input_n >= 0), CHECK (buy_cache_write_n >= 0), CHECK (buy_output_n >= 0),
  FOREIGN KEY (model_id) REFERENCES model (id)
);
