-- The keys by which programs run the deployment in an operator's name. They belong to no tenant and call no model.
CREATE TABLE operator_key (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL,
  name VARCHAR(100) NOT NULL,
  public_id CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  secret_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reads_only BOOLEAN NOT NULL,
  state ENUM('ACTIVE','REVOKED') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NULL,
  UNIQUE KEY operator_key_public (public_id),
  UNIQUE KEY operator_key_name (name),
  FOREIGN KEY (person_id) REFERENCES person (id)
);
