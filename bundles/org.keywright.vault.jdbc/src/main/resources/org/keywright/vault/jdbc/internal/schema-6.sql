-- Layout 6: signed checkpoints of the log of acts.

CREATE TABLE checkpoint (
  entries BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  root BYTEA NOT NULL,
  signature BYTEA NOT NULL,
  mark BYTEA NOT NULL
);
