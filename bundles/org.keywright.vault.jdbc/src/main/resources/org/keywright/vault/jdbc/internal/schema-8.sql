-- Layout 8: officers. A vault for one person has no rows here. In one with officers each opens the
-- data key with his passphrase, and the row of the vault itself has no key.

CREATE TABLE officer (
  name TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  active INTEGER NOT NULL,
  since BIGINT NOT NULL,
  appointed_by TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  salt BYTEA NOT NULL,
  memory_kib INTEGER NOT NULL,
  iterations INTEGER NOT NULL,
  lanes INTEGER NOT NULL,
  data_key BYTEA NOT NULL,
  private_key BYTEA NOT NULL
);

-- Counted before anybody has opened a key, so the counts have no mark; what the last right
-- passphrase left of them has.
CREATE TABLE officer_tries (
  officer TEXT NOT NULL PRIMARY KEY REFERENCES officer (name),
  tries BIGINT NOT NULL,
  failures INTEGER NOT NULL,
  last_failure BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  mark BYTEA NOT NULL
);

-- How the roots key is shared now. The roster's marks are over this row and all officers: one under
-- the roots key, one under the data key.
CREATE TABLE roots_sharing (
  vault TEXT NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  threshold INTEGER NOT NULL,
  shares INTEGER NOT NULL,
  failures_allowed INTEGER NOT NULL,
  roots_mark BYTEA NOT NULL,
  mark BYTEA NOT NULL
);

CREATE TABLE roots_share (
  officer TEXT NOT NULL PRIMARY KEY REFERENCES officer (name),
  epoch BIGINT NOT NULL,
  number INTEGER NOT NULL,
  kcv BYTEA NOT NULL,
  sealed BYTEA NOT NULL
);

CREATE TABLE request (
  number BIGINT NOT NULL PRIMARY KEY,
  actor TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  purpose TEXT NOT NULL,
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  state TEXT NOT NULL,
  decided_by TEXT,
  decided_at BIGINT,
  mark BYTEA NOT NULL
);

CREATE INDEX request_state ON request (state, number);
