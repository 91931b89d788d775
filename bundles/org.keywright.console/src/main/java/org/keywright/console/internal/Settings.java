// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the launcher says about where and for whom the console runs.
 *
 * @param cache the user's cache folder for this program: history and log lie there
 * @param actor who is at the console
 * @param version of the program
 * @param launcher the start script, if one began this program
 */
record Settings(Path cache, String actor, String version, Optional<Path> launcher) {
  Path history() {
    return cache.resolve("history");
  }

  Path log() {
    return cache.resolve("console.log");
  }
}
