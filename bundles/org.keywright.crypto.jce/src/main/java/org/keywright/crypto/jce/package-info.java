// SPDX-License-Identifier: EPL-2.0
/**
 * This bundle's services without a framework: {@link org.keywright.crypto.jce.StandaloneCrypto}. In
 * the product they are reached through the service registry only.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.keywright.crypto.jce;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
