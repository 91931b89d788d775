// SPDX-License-Identifier: EPL-2.0
/**
 * Identities of TLS links in the vault. {@link org.keywright.tls.internal.VaultIdentities} keeps
 * them there, {@link org.keywright.tls.internal.VaultCredentials} lends them to transports.
 */
@NullMarked
package org.keywright.tls.internal;

import org.jspecify.annotations.NullMarked;
