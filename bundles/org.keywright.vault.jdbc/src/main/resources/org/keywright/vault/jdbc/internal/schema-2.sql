-- Layout 2: root keys, beside the key sets.

CREATE TABLE root_key (
  purpose TEXT NOT NULL,
  name TEXT NOT NULL,
  generation INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  bits INTEGER NOT NULL,
  kcv_method TEXT,
  kcv BYTEA,
  public_part BYTEA NOT NULL,
  state TEXT NOT NULL,
  well_known TEXT,
  created BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (purpose, name, generation)
);
