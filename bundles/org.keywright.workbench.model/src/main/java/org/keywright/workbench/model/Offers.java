// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which commands of the workbench need leave, and which an open vault. */
public final class Offers {
  private static final Map<String, String> ACTS =
      Map.ofEntries(
          Map.entry("vault.backup", "vault:backup"),
          Map.entry("keyset.create", "keyset:create"),
          Map.entry("key.generate", "key:generate"),
          Map.entry("key.import", "key:import"),
          Map.entry("org.eclipse.ui.edit.rename", "key:label"),
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

  /** What has nothing to do without a vault; the rest asks for one first. */
  private static final Set<String> OF_THE_VAULT =
      Set.of(
          "vault.close",
          "vault.backup",
          "officer.sign-in",
          "officer.passphrase",
          "officer.sign-out",
          "period.open",
          "period.close",
          "lock");

  private Offers() {}

  /** The act, by its name in the log, that a command is; nothing if it is none. */
  public static Optional<String> act(String command) {
    return Optional.ofNullable(ACTS.get(command));
  }

  /** Whether a command can be given only while a vault is open. */
  public static boolean needsVault(String command) {
    return OF_THE_VAULT.contains(command);
  }

  /** The commands of both kinds, by their names behind the bundle's, or the platform's own. */
  public static List<String> commands() {
    return Stream.concat(ACTS.keySet().stream(), OF_THE_VAULT.stream())
        .distinct()
        .sorted()
        .toList();
  }
}
