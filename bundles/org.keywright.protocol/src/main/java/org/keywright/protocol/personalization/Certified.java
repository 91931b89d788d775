// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.pki.Certificate;

/**
 * What a unit certifies for one module, for one run.
 *
 * @param module D0, the module certificate
 * @param central D1, the central system's certificate, made anew with the freshness of the run
 * @param centralAddress D4, where the central system is reached; it is called as in its certificate
 */
public record Certified(Certificate module, Certificate central, String centralAddress) {}
