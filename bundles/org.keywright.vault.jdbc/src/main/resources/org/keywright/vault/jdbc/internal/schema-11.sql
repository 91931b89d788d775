-- Layout 11: checkpoints say how far the vault had come. Those from before do not.

ALTER TABLE checkpoint ADD COLUMN commits BIGINT;
