// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which commands of the workbench are acts that not everybody may carry out. */
public final class Offers {
  private static final Map<String, String> ACTS =
      Map.of(
          "keyset.create", "keyset:create",
          "key.generate", "key:generate",
          "key.import", "key:import",
          "load", "download:load",
          "period.open", "period:open",
          "period.close", "period:close");

  private Offers() {}

  /** The act, by its name in the log, that a command of the workbench is; nothing if it is none. */
  public static Optional<String> act(String command) {
    return Optional.ofNullable(ACTS.get(command));
  }

  /** The commands, by their names behind the bundle's. */
  public static List<String> commands() {
    return ACTS.keySet().stream().sorted().toList();
  }
}
