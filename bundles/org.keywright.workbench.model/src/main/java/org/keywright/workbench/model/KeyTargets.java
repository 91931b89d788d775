// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.ItemState;
import org.keywright.vault.JobRecord;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * Where the keys of a key set went: how many loads into which place were proved, by the records of
 * the newest jobs.
 */
public final class KeyTargets {
  /** Nothing is known. */
  public static final KeyTargets NONE = new KeyTargets(Map.of());

  private static final int JOBS = 1_000;
  private static final String FROM_LIST = "";

  private final Map<String, Map<String, Long>> loads;

  private KeyTargets(Map<String, Map<String, Long>> loads) {
    this.loads = loads;
  }

  /** Reads them. */
  public static KeyTargets of(Vault vault, String keySet) throws VaultException {
    var loads = new HashMap<String, Map<String, Long>>();
    for (JobRecord job : vault.jobs().page(0, JOBS)) {
      Map<String, String> about = job.parameters();
      if (keySet.equals(about.get("keySet")) && about.containsKey("kvn")) {
        long done = vault.jobs().counts(job.id()).getOrDefault(ItemState.DONE, 0L);
        loads
            .computeIfAbsent(about.get("ref") + "@" + about.get("kvn"), key -> new TreeMap<>())
            .merge(about.getOrDefault("place", FROM_LIST), done, Long::sum);
      }
    }
    return new KeyTargets(loads);
  }

  /** Of one key in words: {@code 500 in place 1}. */
  public String text(ApplicationKey key) {
    return loads.getOrDefault(key.ref() + "@" + key.keyVersion(), Map.of()).entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(
            each ->
                each.getKey().equals(FROM_LIST)
                    ? Texts.text("targets.list", each.getValue())
                    : Texts.text("targets.place", each.getValue(), each.getKey()))
        .collect(Collectors.joining(", "));
  }
}
