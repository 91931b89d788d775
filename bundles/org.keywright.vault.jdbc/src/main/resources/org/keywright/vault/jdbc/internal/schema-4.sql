-- Layout 4: which plug-ins the vault lets in.

-- The digest is that of a signer's certificate or of a file, or empty for the rule that lets all in.
CREATE TABLE plugin_rule (
  kind TEXT NOT NULL,
  digest BYTEA NOT NULL,
  name TEXT NOT NULL,
  actor TEXT NOT NULL,
  since BIGINT NOT NULL,
  mark BYTEA NOT NULL,
  PRIMARY KEY (kind, digest)
);
