-- Which model answers when the asker leaves the choice to us, and what that saved.

-- How strong a model is, from 1 to 5: guessed from its name, set by the operator.
ALTER TABLE model
  ADD COLUMN strength TINYINT NOT NULL DEFAULT 3,
  ADD CONSTRAINT model_strength CHECK (strength BETWEEN 1 AND 5);
UPDATE model SET strength = CASE
  WHEN LOWER(upstream_name) REGEXP 'nano|tiny|[^0-9.][0-3](\\.[0-9]+)?b($|[^a-z0-9])' THEN 1
  WHEN LOWER(upstream_name) REGEXP '(^|[^a-z])mini|small|lite|flash|haiku|fast|turbo|[^0-9.][4-9](\\.[0-9]+)?b($|[^a-z0-9])' THEN 2
  WHEN LOWER(upstream_name) REGEXP 'opus|(^|[^a-z])pro($|[^a-z])|(^|/)o[1-9]($|-)|gpt-5|reasoner' THEN 5
  WHEN LOWER(upstream_name) REGEXP 'gpt-4|sonnet|large|max|70b|72b|-r1' THEN 4
  ELSE 3 END;

-- A rule of a tenant, or of the operator for all (tenant 0); a tenant's own come first, each by place.
CREATE TABLE routing_rule (
  id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  place INT NOT NULL,
  name VARCHAR(100) NOT NULL,
  conditions VARCHAR(4000) NOT NULL,
  aim ENUM('CHEAPEST','STRONGEST','MODEL','ALIAS') NOT NULL,
  model_id UUID NULL,
  alias VARCHAR(64) NULL,
  enabled BOOLEAN NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY routing_rule_name (tenant_id, name),
  KEY routing_rule_order (tenant_id, place),
  FOREIGN KEY (model_id) REFERENCES model (id),
  CHECK (JSON_VALID(conditions)),
  CHECK ((aim = 'MODEL') = (model_id IS NOT NULL)), CHECK ((aim = 'ALIAS') = (alias IS NOT NULL))
);

-- Another name for a model: of a tenant, or of the operator for all (tenant 0).
CREATE TABLE model_alias (
  tenant_id UUID NOT NULL,
  name VARCHAR(64) NOT NULL,
  model_id UUID NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (tenant_id, name),
  FOREIGN KEY (model_id) REFERENCES model (id)
);

-- What is chosen when nobody chose: the automatic choice (no model) or a model; of a tenant, or of the operator (tenant 0).
CREATE TABLE routing_default (
  tenant_id UUID NOT NULL PRIMARY KEY,
  model_id UUID NULL,
  set_at DATETIME(6) NOT NULL,
  FOREIGN KEY (model_id) REFERENCES model (id)
);

-- Models that a tenant's admin does not want its people to use.
CREATE TABLE model_refused (
  tenant_id UUID NOT NULL,
  model_id UUID NOT NULL,
  PRIMARY KEY (tenant_id, model_id),
  FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  FOREIGN KEY (model_id) REFERENCES model (id)
);

-- How the model of a call was chosen; written with its hold and never changed. Names are as they were then. The strongest
-- model that could have answered is kept with its price, to compare with at the end.
CREATE TABLE call_route (
  call_id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  asked VARCHAR(64) NOT NULL,
  reason ENUM('ALIAS','RULE','CHEAPEST','STRONGER') NOT NULL,
  rule_id UUID NULL,
  rule_name VARCHAR(100) NULL,
  model_id UUID NOT NULL,
  candidates VARCHAR(2000) NOT NULL,
  strongest_id UUID NULL,
  strongest_price_id UUID NULL,
  KEY call_route_tenant (tenant_id, call_id),
  FOREIGN KEY (call_id) REFERENCES model_call (id),
  FOREIGN KEY (model_id) REFERENCES model (id),
  FOREIGN KEY (strongest_price_id) REFERENCES price_version (id),
  CHECK ((reason = 'RULE') = (rule_id IS NOT NULL)), CHECK ((rule_id IS NULL) = (rule_name IS NULL)),
  CHECK ((strongest_id IS NULL) = (strongest_price_id IS NULL))
);
CREATE TRIGGER call_route_never_changed BEFORE UPDATE ON call_route FOR EACH ROW BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a decision is never changed';
END;
CREATE TRIGGER call_route_never_deleted BEFORE DELETE ON call_route FOR EACH ROW BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a decision is never deleted';
END;

-- What a routed call that was paid cost, and what the same tokens would have cost with the strongest model. Nano units.
CREATE TABLE call_saving (
  call_id UUID NOT NULL PRIMARY KEY,
  tenant_id UUID NOT NULL,
  at DATETIME(6) NOT NULL,
  price_n BIGINT NOT NULL,
  strongest_n BIGINT NOT NULL,
  saved_n BIGINT NOT NULL,
  KEY call_saving_month (tenant_id, at),
  KEY call_saving_at (at),
  FOREIGN KEY (call_id) REFERENCES call_route (call_id),
  CHECK (price_n >= 0), CHECK (strongest_n >= 0), CHECK (saved_n = GREATEST(0, strongest_n - price_n))
);
CREATE TRIGGER call_saving_never_changed BEFORE UPDATE ON call_saving FOR EACH ROW BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a saving is never changed';
END;
CREATE TRIGGER call_saving_never_deleted BEFORE DELETE ON call_saving FOR EACH ROW BEGIN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a saving is never deleted';
END;

-- What a conversation was asked with last, where it was not the name of a model.
ALTER TABLE conversation ADD COLUMN asked VARCHAR(64) NULL;

-- The rules that every deployment begins with: cheap first, stronger where it pays.
INSERT INTO routing_rule (id, tenant_id, place, name, conditions, aim, enabled, created_at) VALUES
  ('01900000-0000-7000-8000-000000000001', '00000000-0000-0000-0000-000000000000', 10, 'Budget nearly used', '{"budgetBelow":15}', 'CHEAPEST', TRUE, UTC_TIMESTAMP(6)),
  ('01900000-0000-7000-8000-000000000002', '00000000-0000-0000-0000-000000000000', 20, 'Hard questions', '{"keywords":["step by step","prove that","in depth","trade-offs","root cause","逐步推理","证明","深入分析","权衡","根本原因"]}', 'STRONGEST', TRUE, UTC_TIMESTAMP(6)),
  ('01900000-0000-7000-8000-000000000003', '00000000-0000-0000-0000-000000000000', 30, 'Code', '{"code":true,"tokensFrom":100}', 'STRONGEST', TRUE, UTC_TIMESTAMP(6)),
  ('01900000-0000-7000-8000-000000000004', '00000000-0000-0000-0000-000000000000', 40, 'Long questions', '{"tokensFrom":2000}', 'STRONGEST', TRUE, UTC_TIMESTAMP(6)),
  ('01900000-0000-7000-8000-000000000005', '00000000-0000-0000-0000-000000000000', 50, 'Short questions', '{"tokensTo":200}', 'CHEAPEST', TRUE, UTC_TIMESTAMP(6));
