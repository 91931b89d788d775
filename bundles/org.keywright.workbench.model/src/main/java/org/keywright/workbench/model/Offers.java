// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which commands of the workbench are acts that not everybody may carry out. */
public final class Offers {
  private static final Map<String, String> ACTS =
      Map.ofEntries(
          Map.entry("keyset.create", "keyset:create"),
          Map.entry("key.generate", "key:generate"),
          Map.entry("key.import", "key:import"),
          Map.entry("key.life.activate", "key:activate"),
          Map.entry("key.life.suspend", "key:suspend"),
          Map.entry("key.life.deactivate", "key:deactivate"),
          Map.entry("key.life.compromise", "key:compromise"),
          Map.entry("key.life.destroy", "key:destroy"),
          Map.entry("load", "download:load"),
          Map.entry("campaign", "download:campaign"),
          Map.entry("perso.order", "perso:order"),
          Map.entry("perso.campaign", "perso:campaign"),
          Map.entry("pair.contact", "pair:contact"),
          Map.entry("pair.estate", "pair:estate"),
          Map.entry("pair.produce", "pair:produce"),
          Map.entry("pair.centre.open", "pair:central"),
          Map.entry("period.open", "period:open"),
          Map.entry("period.close", "period:close"),
          Map.entry("plugin.install", "plugin:install"));

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
