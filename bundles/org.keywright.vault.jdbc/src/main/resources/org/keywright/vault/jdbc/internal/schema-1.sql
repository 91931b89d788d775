-- Layout 1. Plain SQL that SQLite and PostgreSQL both take: BYTEA is a byte string in both,
-- moments are nanoseconds since 1970-01-01T00:00:00Z, names of enums are text.

-- The columns of this table stay as they are in every later layout: a vault is opened by them
-- before it is brought up to date.
CREATE TABLE vault (
  id TEXT NOT NULL PRIMARY KEY,
  created BIGINT NOT NULL,
  salt BYTEA NOT NULL,
  memory_kib INTEGER NOT NULL,
  iterations INTEGER NOT NULL,
  lanes INTEGER NOT NULL,
  data_key BYTEA NOT NULL,
  failures INTEGER NOT NULL,
  last_failure BIGINT NOT NULL
);

CREATE TABLE counter (
  name TEXT NOT NULL PRIMARY KEY,
  taken BIGINT NOT NULL
);

CREATE TABLE act_log (
  number BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  purpose TEXT NOT NULL,
  result TEXT NOT NULL,
  hash BYTEA NOT NULL,
  seal BYTEA NOT NULL
);

-- One row: the newest entry, sealed, so that cutting off the end of the log shows.
CREATE TABLE act_log_head (
  vault TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  seal BYTEA NOT NULL
);

CREATE TABLE key_set (
  id BIGINT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  set_id BYTEA NOT NULL UNIQUE,
  suite INTEGER NOT NULL,
  key_version INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  bits INTEGER NOT NULL,
  kcv_method TEXT NOT NULL,
  kcv BYTEA NOT NULL,
  state TEXT NOT NULL,
  well_known TEXT,
  created BIGINT NOT NULL,
  sealed BYTEA NOT NULL
);

-- Every version of a key has a row; the one of the highest version is the key, the others are
-- what it was before.
CREATE TABLE application_key (
  key_set BIGINT NOT NULL REFERENCES key_set (id),
  ref INTEGER NOT NULL,
  key_version INTEGER NOT NULL,
  label TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  bits INTEGER NOT NULL,
  key_usage TEXT NOT NULL,
  key_mode TEXT NOT NULL,
  exportability TEXT NOT NULL,
  diversify INTEGER NOT NULL,
  kcv_method TEXT NOT NULL,
  kcv BYTEA NOT NULL,
  state TEXT NOT NULL,
  origin TEXT NOT NULL,
  well_known TEXT,
  created BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (key_set, ref, key_version)
);

CREATE TABLE job (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  actor TEXT NOT NULL,
  parameters TEXT NOT NULL,
  state TEXT NOT NULL,
  begun BIGINT NOT NULL,
  ended BIGINT
);

-- The key begins with the subject, so that its index also finds what is known of a module.
CREATE TABLE item (
  job BIGINT NOT NULL REFERENCES job (id),
  sequence BIGINT NOT NULL,
  subject TEXT NOT NULL,
  place TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  facts TEXT NOT NULL,
  pending BYTEA,
  at BIGINT NOT NULL,
  PRIMARY KEY (subject, place, job)
);

CREATE INDEX item_order ON item (job, sequence);

CREATE TABLE device (
  serial TEXT NOT NULL PRIMARY KEY,
  key_set TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  last_seen BIGINT NOT NULL
);

CREATE TABLE device_event (
  serial TEXT NOT NULL REFERENCES device (serial),
  at BIGINT NOT NULL,
  job BIGINT NOT NULL,
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  PRIMARY KEY (serial, at, job, place)
);
