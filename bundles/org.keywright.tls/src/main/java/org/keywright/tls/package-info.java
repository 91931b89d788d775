// SPDX-License-Identifier: EPL-2.0
/**
 * Who the open vault is on lines under TLS, and whom it trusts there.
 *
 * <p>Read {@link org.keywright.tls.TlsIdentities} first. Private keys are made in the vault or come
 * in a file of PKCS#12; those of identities leave it in such a file alone, those of authorities
 * never. Transports get to sign with them while the vault is open ({@link
 * org.keywright.transport.TlsCredentials}).
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.tls;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
