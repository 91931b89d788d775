-- Layout 10: the tally, a sum over the rows of all tables but this one.

-- One row, written with every commit that changes anything; its number is that of the commit.
CREATE TABLE tally (
  vault TEXT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  sums BYTEA NOT NULL,
  codes_key BYTEA NOT NULL
);
