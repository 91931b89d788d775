// SPDX-License-Identifier: EPL-2.0
/**
 * What a vendor implements to bring an algorithm or a whole suite.
 *
 * <p>A provider registers a {@link org.keywright.crypto.spi.SuiteProvider} as an OSGi service; the
 * suite names one {@link org.keywright.crypto.Diversification}, one {@link
 * org.keywright.crypto.KeyWrap} and one {@link org.keywright.crypto.Mac}. A {@link
 * org.keywright.crypto.spi.RuleProvider} brings {@link org.keywright.crypto.DiversificationRule}s.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.crypto.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
