// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * What the launcher says about where and for whom the console runs.
 *
 * @param cache the user's cache folder for this program: history and log lie there
 * @param actor who is at the console
 * @param version of the program
 * @param launcher the start script, if one began this program
 */
record Settings(Path cache, String actor, String version, Optional<Path> launcher) {
  /** What the framework's properties say. */
  static Settings of(BundleContext context) {
    Path cache =
        Optional.ofNullable(context.getProperty("keywright.cache"))
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(
                        String.valueOf(context.getProperty("user.home")), ".cache", "keywright"));
    return new Settings(
        cache,
        Optional.ofNullable(context.getProperty("user.name")).orElse("unknown"),
        context.getBundle().getVersion().toString(),
        Optional.ofNullable(context.getProperty("keywright.launcher")).map(Path::of));
  }

  Path history() {
    return cache.resolve("history");
  }

  Path log() {
    return cache.resolve("console.log");
  }
}
