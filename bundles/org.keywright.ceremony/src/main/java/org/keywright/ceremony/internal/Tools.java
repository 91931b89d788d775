// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.time.InstantSource;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.letters.Letters;

/** What every ceremony works with. */
record Tools(Keys keys, KeyParts parts, Suites suites, Letters letters, InstantSource clock) {}
