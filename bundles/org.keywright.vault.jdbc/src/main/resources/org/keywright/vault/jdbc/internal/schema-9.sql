-- Layout 9: where the log of acts is forwarded to, and how far that has come. No receiver means that
-- nothing is forwarded any more.

CREATE TABLE log_forwarding (
  vault TEXT NOT NULL PRIMARY KEY,
  receiver TEXT NOT NULL,
  reached BIGINT NOT NULL,
  actor TEXT NOT NULL,
  since BIGINT NOT NULL,
  mark BYTEA NOT NULL
);
