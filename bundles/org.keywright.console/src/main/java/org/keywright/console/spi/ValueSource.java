// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Proposes values for completion; register it as an OSGi service with the property {@code
 * keywright.values} naming its kinds, such as {@code keyset}. It must be quick and must not throw.
 */
@ConsumerType
@FunctionalInterface
public interface ValueSource {
  /** The service property that names the kinds. */
  String KIND = "keywright.values";

  /**
   * The values that could stand here.
   *
   * @param kind which kind is wanted
   * @param given what the line says so far: options by name, arguments by theirs
   */
  List<String> values(String kind, Map<String, String> given);
}
