// SPDX-License-Identifier: EPL-2.0
/**
 * Personalization: the manufacturer, the personalization unit and the central system of modules
 * that get an identity of their own.
 */
@NullMarked
@Export
@Version("1.2.0")
package org.keywright.engine.personalization;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
