// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.Suites;
import org.keywright.protocol.SetId;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * What is said about a key set on one page.
 *
 * @param facts names and values, in order
 * @param cautions what is to be minded
 */
public record KeySetSummary(List<Fact> facts, List<String> cautions) {
  /** Copies the lists. */
  public KeySetSummary {
    facts = List.copyOf(facts);
    cautions = List.copyOf(cautions);
  }

  /** Reads it from the open vault. */
  public static KeySetSummary of(Desk desk, String name) throws VaultException {
    return of(desk.requireVault(), desk.engines().suites(), name);
  }

  /** Reads it from a vault. */
  static KeySetSummary of(Vault vault, Suites suites, String name) throws VaultException {
    KeySet set = vault.keySets().require(name);
    List<ApplicationKey> keys = vault.keySets().keys(name);
    var suite = suites.find(set.suite());
    var cautions = new ArrayList<String>();
    set.wellKnown().ifPresent(known -> cautions.add(Texts.text("load.wellknown.set", known)));
    suite.flatMap(each -> each.caution()).ifPresent(cautions::add);
    keys.forEach(
        key ->
            key.wellKnown()
                .ifPresent(
                    known ->
                        cautions.add(Texts.text("keyset.wellknown", KeySetTree.name(key), known))));
    return new KeySetSummary(
        List.of(
            Fact.of("keyset.setid", new SetId(set.setId())),
            Fact.of(
                "keyset.suite", suite.map(Object::toString).orElse("%02X".formatted(set.suite()))),
            Fact.of("keyset.tver", set.transportKeyVersion()),
            Fact.of("keyset.tkcv", set.transportKcv()),
            Fact.of("keyset.state", Texts.text(set.state())),
            Fact.of("keyset.created", Moments.text(set.created())),
            Fact.of("keyset.keys", states(keys))),
        cautions);
  }

  private static String states(List<ApplicationKey> keys) {
    if (keys.isEmpty()) {
      return Texts.text("keyset.keys.none");
    }
    Map<KeyState, Long> counts =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    ApplicationKey::state,
                    () -> new EnumMap<>(KeyState.class),
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + Texts.text(each.getKey()))
        .collect(Collectors.joining(", "));
  }
}
