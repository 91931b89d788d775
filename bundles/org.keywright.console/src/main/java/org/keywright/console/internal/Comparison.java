// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeyState;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyFilter;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeySet;
import org.keywright.vault.RootKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * What two holders of keys have in common, by check value and version; no key is opened for it.
 *
 * @param here the one that is compared
 * @param there what it is compared with
 * @param same how many keys are the same
 * @param differing how many are not
 * @param keys those that differ, or all
 */
record Comparison(String here, String there, int same, int differing, List<Row> keys)
    implements Outcome {
  /** How a key stands in both. */
  enum Verdict {
    /** Check value and version are the same. */
    SAME,
    /** Check value or version is another. */
    OTHER,
    /** Only here. */
    MISSING,
    /** Only there. */
    ADDITIONAL
  }

  /** A key that one of two holds. */
  record Held(int version, Optional<Kcv> kcv) {
    /** What a first unit lists. */
    static Held of(FirstUnitKey key) {
      return new Held(key.keyVersion(), Optional.of(key.kcv()));
    }

    boolean is(Held other) {
      return version == other.version && kcv.isPresent() && kcv.equals(other.kcv);
    }
  }

  record Row(
      String key,
      Verdict verdict,
      Optional<Integer> version,
      Optional<Kcv> kcv,
      Optional<Integer> versionThere,
      Optional<Kcv> kcvThere) {}

  /** Compares what two hold, each by the keys' names. */
  static Comparison of(
      String here, Map<String, Held> own, String there, Map<String, Held> other, boolean all) {
    var names = new TreeMap<String, Verdict>();
    own.forEach(
        (name, held) -> {
          Held match = other.get(name);
          names.put(
              name,
              match == null ? Verdict.MISSING : held.is(match) ? Verdict.SAME : Verdict.OTHER);
        });
    other.keySet().forEach(name -> names.putIfAbsent(name, Verdict.ADDITIONAL));
    var rows = new ArrayList<Row>();
    int same = 0;
    for (var each : names.entrySet()) {
      if (each.getValue() == Verdict.SAME) {
        same++;
      }
      if (all || each.getValue() != Verdict.SAME) {
        rows.add(row(each.getKey(), each.getValue(), own, other));
      }
    }
    return new Comparison(here, there, same, names.size() - same, rows);
  }

  private static Row row(
      String name, Verdict verdict, Map<String, Held> own, Map<String, Held> other) {
    Optional<Held> a = Optional.ofNullable(own.get(name));
    Optional<Held> b = Optional.ofNullable(other.get(name));
    return new Row(
        name,
        verdict,
        a.map(Held::version),
        a.flatMap(Held::kcv),
        b.map(Held::version),
        b.flatMap(Held::kcv));
  }

  /** The application keys of a key set by reference, without those that are destroyed. */
  static SequencedMap<String, Held> keySet(Vault vault, String keySet) throws VaultException {
    var held = new TreeMap<String, Held>();
    for (ApplicationKey key : vault.keySets().keys(keySet)) {
      if (key.state() != KeyState.DESTROYED) {
        held.put("%5d".formatted(key.ref()), held(key));
      }
    }
    return held;
  }

  /** All keys of a vault by their names, without those that are destroyed. */
  static SequencedMap<String, Held> vault(Vault vault) throws VaultException {
    var held = new TreeMap<String, Held>();
    for (KeySet set : vault.keySets().all()) {
      if (set.state() != KeyState.DESTROYED) {
        held.put(
            String.valueOf(new KeyName.Transport(set.name())),
            new Held(set.transportKeyVersion(), Optional.of(set.transportKcv())));
      }
    }
    for (ApplicationKey key : vault.keySets().page(KeyFilter.ALL, 0, Integer.MAX_VALUE)) {
      if (key.state() != KeyState.DESTROYED) {
        held.put(String.valueOf(KeyName.of(key.keySet(), key.ref())), held(key));
      }
    }
    for (RootKey root : vault.roots().all()) {
      if (root.state() != KeyState.DESTROYED && root.kcv().isPresent()) {
        held.put(
            String.valueOf(new KeyName.Root(root.purpose(), root.name(), root.generation())),
            new Held(root.generation(), root.kcv()));
      }
    }
    return held;
  }

  private static Held held(ApplicationKey key) {
    return new Held(key.keyVersion(), Optional.of(key.kcv()));
  }

  @Override
  public String sentence() {
    return "%s against %s: %d same, %d not".formatted(here, there, same, differing);
  }

  @Override
  public Optional<String> failure() {
    return differing == 0
        ? Optional.empty()
        : Optional.of("%d of %d keys differ".formatted(differing, same + differing));
  }
}
