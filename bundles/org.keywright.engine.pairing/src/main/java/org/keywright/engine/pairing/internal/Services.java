// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import org.keywright.crypto.Keys;
import org.keywright.crypto.Passphrases;
import org.keywright.crypto.Suites;
import org.keywright.transport.Transports;

/** What the engine works with, handed on in one piece. */
record Services(Suites suites, Keys keys, Passphrases passphrases, Transports transports) {}
