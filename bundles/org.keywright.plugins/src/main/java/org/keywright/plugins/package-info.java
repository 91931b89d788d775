// SPDX-License-Identifier: EPL-2.0
/**
 * Plug-ins that come and go while the program runs: jars in a folder beside the product.
 *
 * <p>Read {@link org.keywright.plugins.Plugins} first. A plug-in is code that runs while keys are
 * open, so it runs only beside an open vault whose rules let it in ({@link
 * org.keywright.vault.PluginRules}).
 */
@NullMarked
@Export
@Version("1.1.0")
package org.keywright.plugins;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
