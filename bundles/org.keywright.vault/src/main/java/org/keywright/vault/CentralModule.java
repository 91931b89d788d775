// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * A module that a central system has admitted.
 *
 * @param central the central system
 * @param module the module's serial number
 * @param certificate the certificate that it came with last, DER
 * @param first when it came first
 * @param last when it came last
 * @param admissions how many times it came
 * @param key the transaction key that it holds by its own receipt, if any
 */
public record CentralModule(
    String central,
    String module,
    Bytes certificate,
    Instant first,
    Instant last,
    long admissions,
    Optional<TransactionKey> key) {}
