// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;

/**
 * A rule that gives its known answers before its first use, so that a start pays nothing for it
 * (ADR 32). One that gives another answer is refused from then on.
 */
final class ProvedRule implements DiversificationRule {
  private final Description description;
  private final Making making;
  private final List<Answer> answers;
  private volatile Proof proof = Proof.AWAITED;

  ProvedRule(Description description, Making making, Answer... answers) {
    this.description = description;
    this.making = making;
    this.answers = List.of(answers);
  }

  /** What a rule says of itself, as in {@link DiversificationRule}. */
  record Description(
      String name, String source, String input, List<KeySpec> masters, List<String> keys) {}

  /** How it makes keys; master and input are checked for nothing. */
  @FunctionalInterface
  interface Making {
    List<Key> make(Key master, byte[] input, DiversificationSteps steps) throws KeyException;
  }

  /** A published answer: all in hex, the keys in their order. */
  record Answer(KeySpec spec, String master, String input, List<String> keys) {
    Answer(KeySpec spec, String master, String input, String... keys) {
      this(spec, master, input, List.of(keys));
    }
  }

  private enum Proof {
    AWAITED,
    GIVEN,
    FAILED
  }

  @Override
  public String name() {
    return description.name();
  }

  @Override
  public String source() {
    return description.source();
  }

  @Override
  public String input() {
    return description.input();
  }

  @Override
  public List<KeySpec> masters() {
    return description.masters();
  }

  @Override
  public List<String> keys() {
    return description.keys();
  }

  @Override
  public List<Key> diversify(Key master, Bytes input, DiversificationSteps steps)
      throws KeyException {
    if (!masters().contains(master.spec())) {
      throw new KeyException(name() + " does not start from a key of kind " + master.spec());
    }
    prove();
    return making.make(master, input.toArray(), steps);
  }

  private void prove() throws KeyException {
    if (proof == Proof.AWAITED) {
      proof = answersAreRight() ? Proof.GIVEN : Proof.FAILED;
    }
    if (proof == Proof.FAILED) {
      throw new KeyException("self-test of the rule " + name() + " failed: it makes no keys");
    }
  }

  private boolean answersAreRight() throws KeyException {
    for (Answer answer : answers) {
      try (Key master = Key.of(answer.spec(), material(answer.master()))) {
        byte[] input = HexFormat.of().parseHex(answer.input());
        if (!right(making.make(master, input, DiversificationSteps.NONE), answer.keys())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean right(List<Key> made, List<String> expected) {
    boolean right = made.size() == expected.size();
    for (int i = 0; right && i < made.size(); i++) {
      try (Key key = made.get(i);
          KeyMaterial answer = material(expected.get(i))) {
        right = key.material().sameBytesAs(answer);
      }
    }
    return right;
  }

  private static KeyMaterial material(String hex) {
    return KeyMaterial.consume(HexFormat.of().parseHex(hex));
  }

  /** Makes keys of bytes, which are wiped; none is left if one is malformed. */
  static List<Key> keys(KeySpec spec, byte[]... made) throws KeyException {
    var keys = new ArrayList<Key>(made.length);
    for (byte[] each : made) {
      keys.add(Key.of(spec, KeyMaterial.consume(each)));
    }
    return keys;
  }
}
