-- Layout 12: what the long lists are sorted and counted by is found in an index.

CREATE INDEX device_key_set ON device (key_set, serial);
CREATE INDEX device_endpoint ON device (endpoint, serial);
CREATE INDEX device_last_seen ON device (last_seen, serial);

CREATE INDEX item_state ON item (job, state);
