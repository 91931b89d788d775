// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;

/**
 * A request for a certificate in PKCS#10 (RFC 2986). Its signature has been checked with its own
 * key, which proves possession of the private one, and nothing else.
 *
 * @param encoded the whole request in DER
 * @param subject the name that is asked for
 * @param publicKey the key that is to be certified
 */
public record CertificateRequest(Bytes encoded, DistinguishedName subject, EcPublicKey publicKey) {}
