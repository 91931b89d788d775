// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/**
 * The key sets of a vault and the keys in them, as a tree.
 *
 * @param sets by name
 */
public record KeySetTree(List<Node> sets) {
  /** A tree without anything in it. */
  public static final KeySetTree EMPTY = new KeySetTree(List.of());

  /** Copies the list. */
  public KeySetTree {
    sets = List.copyOf(sets);
  }

  /**
   * A key set and its keys.
   *
   * @param set the key set
   * @param keys its keys by reference
   */
  public record Node(KeySet set, List<ApplicationKey> keys) {
    /** Copies the list. */
    public Node {
      keys = List.copyOf(keys);
    }
  }

  /** Reads what a vault holds. */
  public static KeySetTree of(Vault vault) throws VaultException {
    var nodes = new ArrayList<Node>();
    for (KeySet set : vault.keySets().all()) {
      nodes.add(new Node(set, vault.keySets().keys(set.name())));
    }
    return new KeySetTree(nodes);
  }

  /** The sets whose name has a text in it, whole, and of others the keys that have. */
  public KeySetTree filter(String text) {
    String part = text.strip().toLowerCase(Locale.ROOT);
    if (part.isEmpty()) {
      return this;
    }
    var nodes = new ArrayList<Node>();
    for (Node node : sets) {
      if (has(node.set().name(), part) || has(node.set().transportKcv().value().hex(), part)) {
        nodes.add(node);
      } else {
        var keys = node.keys().stream().filter(key -> matches(key, part)).toList();
        if (!keys.isEmpty()) {
          nodes.add(new Node(node.set(), keys));
        }
      }
    }
    return new KeySetTree(nodes);
  }

  private static boolean matches(ApplicationKey key, String part) {
    return has(name(key), part)
        || has(key.label(), part)
        || has(key.attributes().usage().code(), part)
        || has(key.kcv().value().hex(), part);
  }

  private static boolean has(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part);
  }

  /** A key as statements and messages name it: {@code fuel/3}. */
  public static String name(ApplicationKey key) {
    return key.keySet() + "/" + key.ref();
  }
}
