// SPDX-License-Identifier: EPL-2.0
/**
 * Pairing as a management centre sees it: production of modules and hosts, codes, cases and
 * findings.
 */
@NullMarked
@Export
@Version("1.2.0")
package org.keywright.engine.pairing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
