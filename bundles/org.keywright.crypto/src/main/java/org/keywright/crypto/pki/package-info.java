// SPDX-License-Identifier: EPL-2.0
/**
 * Certificates: who holds which public key, what for, and on whose word.
 *
 * <p>A {@link org.keywright.crypto.pki.Certificate} is a value that was read strictly; one that
 * exists has the form that its {@link org.keywright.crypto.pki.KeyPurpose} demands. What it is
 * worth is said by {@link org.keywright.crypto.pki.Certificates#check}, of a whole chain against a
 * {@link org.keywright.crypto.pki.Trust}. The profile is in {@code docs/protocols/certificates.md}.
 */
@NullMarked
@Export
@Version("1.2.0")
package org.keywright.crypto.pki;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
