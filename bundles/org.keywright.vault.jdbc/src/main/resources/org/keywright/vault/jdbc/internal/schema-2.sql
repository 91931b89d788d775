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

-- The register of pairings. The seal of each row is a mark over all of it. Rows are read by key
-- only, whatever their number.

CREATE TABLE pairing_estate (
  name TEXT NOT NULL PRIMARY KEY,
  suite INTEGER NOT NULL,
  policy BYTEA NOT NULL,
  places INTEGER NOT NULL,
  most_hosts INTEGER NOT NULL,
  most_new_hosts INTEGER NOT NULL,
  period BIGINT NOT NULL,
  created BIGINT NOT NULL,
  seal BYTEA NOT NULL
);

-- seen, given: N as it was last seen, and the last that a code was given for (-1: none).
CREATE TABLE pairing_module (
  id TEXT NOT NULL PRIMARY KEY,
  estate TEXT NOT NULL,
  root_generation INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  state TEXT NOT NULL,
  places INTEGER NOT NULL,
  policy BYTEA NOT NULL,
  seen BIGINT NOT NULL,
  given BIGINT NOT NULL,
  hosts INTEGER NOT NULL,
  orders BIGINT NOT NULL,
  created BIGINT NOT NULL,
  seal BYTEA NOT NULL
);

CREATE TABLE pairing_host (
  id TEXT NOT NULL PRIMARY KEY,
  estate TEXT NOT NULL,
  generation INTEGER NOT NULL,
  key_generation INTEGER NOT NULL,
  state TEXT NOT NULL,
  created BIGINT NOT NULL,
  seal BYTEA NOT NULL
);

CREATE TABLE pairing (
  module TEXT NOT NULL REFERENCES pairing_module (id),
  host TEXT NOT NULL,
  pairing_index BIGINT NOT NULL,
  state TEXT NOT NULL,
  since BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  activity BIGINT,
  times INTEGER NOT NULL,
  seal BYTEA NOT NULL,
  PRIMARY KEY (module, host)
);

-- No reference to module and host: cases of unknown ones are cases too.
CREATE TABLE pairing_case (
  number BIGINT NOT NULL PRIMARY KEY,
  actor TEXT NOT NULL,
  purpose TEXT NOT NULL,
  kind TEXT NOT NULL,
  module TEXT NOT NULL,
  host TEXT NOT NULL,
  pairing_index BIGINT,
  attestation TEXT NOT NULL,
  at BIGINT NOT NULL,
  granted INTEGER NOT NULL,
  ground TEXT NOT NULL,
  order_serial BIGINT NOT NULL,
  is_open INTEGER NOT NULL,
  resolution TEXT NOT NULL,
  seal BYTEA NOT NULL
);

CREATE INDEX pairing_case_module ON pairing_case (module, number);

CREATE INDEX pairing_case_host ON pairing_case (host, number);

CREATE INDEX pairing_case_open ON pairing_case (number) WHERE is_open = 1;

CREATE TABLE pairing_sighting (
  number BIGINT NOT NULL PRIMARY KEY,
  actor TEXT NOT NULL,
  module TEXT NOT NULL REFERENCES pairing_module (id),
  host TEXT NOT NULL,
  pairing_index BIGINT NOT NULL,
  paired INTEGER NOT NULL,
  activity BIGINT,
  at BIGINT NOT NULL,
  seal BYTEA NOT NULL
);

CREATE INDEX pairing_sighting_module ON pairing_sighting (module, number);

CREATE TABLE pairing_finding (
  number BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  times INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  seal BYTEA NOT NULL,
  UNIQUE (kind, subject)
);

CREATE TABLE pairing_revocation (
  number BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  estate TEXT NOT NULL,
  subject TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  seal BYTEA NOT NULL,
  UNIQUE (estate, kind, subject)
);
