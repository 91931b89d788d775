-- Layout 5: identities, authorities and revocation lists of lines under TLS.

-- The content is public and in DER; private keys are root keys.
CREATE TABLE tls_record (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  content BYTEA NOT NULL,
  actor TEXT NOT NULL,
  since BIGINT NOT NULL,
  mark BYTEA NOT NULL,
  PRIMARY KEY (kind, name)
);
