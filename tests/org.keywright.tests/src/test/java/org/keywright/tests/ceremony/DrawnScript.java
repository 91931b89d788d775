// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.ceremony;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sharing;
import org.keywright.vault.KeyName;

/** A script that was drawn by lot, and the parts that its custodians bring. */
final class DrawnScript implements AutoCloseable {
  private static final List<KeySpec> KINDS =
      List.of(KeySpec.AES_128, KeySpec.AES_192, KeySpec.AES_256, KeySpec.TDES_128);
  private static final String PEOPLE =
      """
      keywright-ceremony 1
      title "Keys of %s"
      person anna officer "Anna Berger"
      person clara custodian "Clara Diaz"
      person dora custodian "Dora Lindqvist"
      person emil custodian "Emil Novak"
      person fritz custodian "Fritz Amsel"
      person wilma witness "Wilma Roth"
      step present anna clara dora emil fritz
      """;

  /** The parts by key, in the order of those who hold them. */
  final Map<KeyName, List<KeyPart>> held = new HashMap<>();

  /** The check values of keys that are put together. */
  final Map<KeyName, String> checkValues = new HashMap<>();

  private final Random random;
  private final Keys keys;
  private final KeyParts parts;
  private final String keySet;
  private final StringBuilder text = new StringBuilder();

  DrawnScript(Random random, Keys keys, KeyParts parts, String keySet) throws KeyException {
    this.random = random;
    this.keys = keys;
    this.parts = parts;
    this.keySet = keySet;
    text.append(PEOPLE.formatted(keySet));
    line(random.nextBoolean(), "step confirm clara \"The bags are whole\"");
    take(
        "step keyset " + keySet + " 01 AES-256 ",
        new KeyName.Transport(keySet),
        KeySpec.AES_256,
        "");
    line(random.nextInt(3) == 0, "step present wilma");
    giveAndProve(new KeyName.Transport(keySet));
    int applicationKeys = random.nextInt(3);
    for (int ref = 1; ref <= applicationKeys; ref++) {
      KeySpec kind = KINDS.get(random.nextInt(KINDS.size()));
      var key = KeyName.of(keySet, ref);
      String described = key + " " + kind + " D0 \"key " + ref + "\" ";
      take("step enter " + described, key, kind, "step generate " + described);
      giveAndProve(key);
    }
    line(random.nextBoolean(), "step confirm anna \"All is sealed\"");
  }

  String text() {
    return text.toString();
  }

  private void line(boolean wanted, String line) {
    text.append(wanted ? line + "\n" : "");
  }

  private List<String> custodians(int count) {
    var all = new ArrayList<>(List.of("clara", "dora", "emil", "fritz"));
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  /** A key that custodians bring, or one that is made. */
  private void take(String entered, KeyName key, KeySpec kind, String generated)
      throws KeyException {
    if (random.nextInt(4) == 0) {
      line(true, generated.isEmpty() ? entered + "generated" : generated);
      return;
    }
    int count = 2 + random.nextInt(3);
    boolean components = random.nextBoolean();
    try (Key brought = components ? components(key, kind, count) : shares(key, kind, count)) {
      var checkValue = keys.kcv(brought);
      checkValues.put(key, checkValue.toString());
      line(
          true,
          entered
              + (components ? "components " : "shares ")
              + String.join(" ", custodians(count))
              + (random.nextBoolean() ? " kcv " + checkValue.value().hex() : ""));
    }
  }

  /** Components are made first, and the key of them by exclusive or. */
  private Key components(KeyName name, KeySpec kind, int count) throws KeyException {
    byte[] joined = new byte[kind.length()];
    var made = new ArrayList<KeyPart>();
    for (int number = 1; number <= count; number++) {
      Key component = keys.generate(kind);
      made.add(new KeyPart(Sharing.Method.COMPONENTS, number, component));
      component
          .material()
          .expose(
              lent -> {
                for (int i = 0; i < joined.length; i++) {
                  joined[i] ^= lent[i];
                }
                return lent.length;
              });
    }
    held.put(name, made);
    if (kind.algorithm() == KeyAlgorithm.TDES) {
      for (int i = 0; i < joined.length; i++) {
        int even = Integer.bitCount(joined[i] & 0xFE) % 2 == 0 ? 1 : 0;
        joined[i] = (byte) (joined[i] & 0xFE | even);
      }
    }
    return Key.of(kind, KeyMaterial.consume(joined));
  }

  private Key shares(KeyName name, KeySpec kind, int count) throws KeyException {
    Key key = keys.generate(kind);
    held.put(name, parts.part(key, Sharing.shares(count, count)));
    return key;
  }

  private void giveAndProve(KeyName key) {
    if (random.nextInt(3) != 0) {
      return;
    }
    int count = 2 + random.nextInt(3);
    boolean components = random.nextBoolean();
    int needed = components ? count : 2 + random.nextInt(count - 1);
    List<String> holders = custodians(count);
    String method = components ? " components " : " shares ";
    line(
        true,
        "step give " + key + method + (components ? "" : needed + " ") + String.join(" ", holders));
    // The test hands parts back by their order, so that the first ones prove.
    line(
        random.nextBoolean(),
        "step prove " + key + method + String.join(" ", holders.subList(0, needed)));
  }

  /** Parts that were given out take the place of those from before. */
  void hold(KeyName key, List<KeyPart> given) {
    wipe(held.getOrDefault(key, List.of()));
    held.put(key, given);
  }

  private static void wipe(List<KeyPart> some) {
    some.forEach(KeyPart::close);
  }

  /** Which key set it is about. */
  String keySet() {
    return keySet;
  }

  @Override
  public void close() {
    held.values().forEach(DrawnScript::wipe);
  }
}
