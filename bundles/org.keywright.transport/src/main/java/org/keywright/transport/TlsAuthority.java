// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.security.cert.X509Certificate;

/**
 * Whose certificates count on lines under TLS.
 *
 * @param certificate the authority's own certificate, with which a chain has to end
 * @param listsRequired whether each issuer of a chain must have a revocation list at hand that is
 *     in date; otherwise what is on a list is refused, even on one out of date, and none is needed
 */
public record TlsAuthority(X509Certificate certificate, boolean listsRequired) {}
