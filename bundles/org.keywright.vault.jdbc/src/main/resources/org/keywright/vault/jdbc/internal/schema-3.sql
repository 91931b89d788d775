-- Layout 3: what the personalization of modules leaves behind.

-- A party is a role and a name: those of its root key. The validity of a certificate is in seconds
-- since 1970, as a certificate has it: it may last to the year 9999.
CREATE TABLE certificate (
  number BIGINT NOT NULL PRIMARY KEY,
  issuer_role TEXT NOT NULL,
  issuer TEXT NOT NULL,
  purpose TEXT NOT NULL,
  serial BYTEA NOT NULL,
  subject TEXT NOT NULL,
  encoded BYTEA NOT NULL,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  revoked BIGINT,
  authority BYTEA NOT NULL,
  work_order BIGINT,
  awaited BYTEA,
  issued BIGINT NOT NULL,
  UNIQUE (issuer_role, issuer, serial)
);

CREATE INDEX certificate_subject ON certificate (subject, issuer_role, issuer);
CREATE INDEX certificate_state ON certificate (issuer_role, issuer, state, number);

-- The transaction number is sealed to its row; it is NULL when there is none or it is used up.
CREATE TABLE work_order (
  id BIGINT NOT NULL PRIMARY KEY,
  unit TEXT NOT NULL,
  module TEXT NOT NULL,
  central TEXT NOT NULL,
  customer TEXT NOT NULL,
  operator TEXT NOT NULL,
  renewal INTEGER NOT NULL,
  numbered INTEGER NOT NULL,
  failures_left INTEGER NOT NULL,
  expires BIGINT NOT NULL,
  state TEXT NOT NULL,
  through TEXT NOT NULL,
  remark TEXT NOT NULL,
  created BIGINT NOT NULL,
  sealed BYTEA
);

-- An order for any module has an empty one until a module comes.
CREATE INDEX work_order_module ON work_order (unit, module, state, id);

CREATE TABLE enrolment (
  role TEXT NOT NULL,
  party TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  certificate BYTEA NOT NULL,
  cross_certificate BYTEA,
  address TEXT NOT NULL,
  enrolled BIGINT NOT NULL,
  PRIMARY KEY (role, party, kind, name)
);

CREATE TABLE revocation_list (
  role TEXT NOT NULL,
  party TEXT NOT NULL,
  issuer TEXT NOT NULL,
  number BIGINT NOT NULL,
  encoded BYTEA NOT NULL,
  made BIGINT NOT NULL,
  next BIGINT NOT NULL,
  PRIMARY KEY (role, party, issuer)
);

CREATE TABLE central_module (
  central TEXT NOT NULL,
  module TEXT NOT NULL,
  certificate BYTEA NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  admissions BIGINT NOT NULL,
  PRIMARY KEY (central, module)
);

-- Every version of a key has a row; what was replaced or dropped is wiped: sealed is NULL.
CREATE TABLE transaction_key (
  central TEXT NOT NULL,
  module TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  bits INTEGER NOT NULL,
  key_usage TEXT NOT NULL,
  key_mode TEXT NOT NULL,
  exportability TEXT NOT NULL,
  kcv_method TEXT NOT NULL,
  kcv BYTEA NOT NULL,
  state TEXT NOT NULL,
  receipt BYTEA NOT NULL,
  created BIGINT NOT NULL,
  sealed BYTEA,
  PRIMARY KEY (central, module, key_version),
  FOREIGN KEY (central, module) REFERENCES central_module (central, module)
);
