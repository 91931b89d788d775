-- Layout 7: the lives of keys. All of these are NULL for keys that an earlier layout kept, and in no
-- seal as long as they are.

ALTER TABLE key_set ADD COLUMN state_since BIGINT;
ALTER TABLE key_set ADD COLUMN state_actor TEXT;
ALTER TABLE key_set ADD COLUMN state_reason TEXT;
ALTER TABLE key_set ADD COLUMN originator_until BIGINT;
ALTER TABLE key_set ADD COLUMN recipient_until BIGINT;

ALTER TABLE application_key ADD COLUMN state_since BIGINT;
ALTER TABLE application_key ADD COLUMN state_actor TEXT;
ALTER TABLE application_key ADD COLUMN state_reason TEXT;
ALTER TABLE application_key ADD COLUMN originator_until BIGINT;
ALTER TABLE application_key ADD COLUMN recipient_until BIGINT;

ALTER TABLE root_key ADD COLUMN state_since BIGINT;
ALTER TABLE root_key ADD COLUMN state_actor TEXT;
ALTER TABLE root_key ADD COLUMN state_reason TEXT;
ALTER TABLE root_key ADD COLUMN originator_until BIGINT;
ALTER TABLE root_key ADD COLUMN recipient_until BIGINT;

CREATE INDEX application_key_kcv ON application_key (kcv);
