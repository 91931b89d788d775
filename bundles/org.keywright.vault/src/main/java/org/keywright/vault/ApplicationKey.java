// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;

/**
 * What is said about an application key TA; the key itself is opened by {@link Grant}.
 *
 * @param keySet the key set it belongs to
 * @param ref REF1, 1 to 65535; unique in the key set
 * @param label what people call it
 * @param spec its kind
 * @param attributes usage, mode and exportability
 * @param keyVersion KVN, 1 to 65535; raised each time the key is replaced
 * @param diversify whether each module gets its own key derived from this one
 * @param kcv its check value
 * @param life how it stands in its life
 * @param origin where it came from: generated, or the key block it was imported from, in words
 * @param wellKnown the name of the public test key that it is, if it is one
 * @param created when this version was made
 */
public record ApplicationKey(
    String keySet,
    int ref,
    String label,
    KeySpec spec,
    KeyAttributes attributes,
    int keyVersion,
    boolean diversify,
    Kcv kcv,
    KeyLife life,
    String origin,
    Optional<String> wellKnown,
    Instant created) {
  /** Its state. */
  public KeyState state() {
    return life.state();
  }

  /** The same key at another point of its life. */
  public ApplicationKey at(KeyLife another) {
    return with(label, attributes, another);
  }

  /** The same key under another label. */
  public ApplicationKey labelled(String another) {
    return with(another, attributes, life);
  }

  /** The same key with other attributes. */
  public ApplicationKey restricted(KeyAttributes narrower) {
    return with(label, narrower, life);
  }

  private ApplicationKey with(
      String anotherLabel, KeyAttributes otherAttributes, KeyLife anotherLife) {
    return new ApplicationKey(
        keySet,
        ref,
        anotherLabel,
        spec,
        otherAttributes,
        keyVersion,
        diversify,
        kcv,
        anotherLife,
        origin,
        wellKnown,
        created);
  }
}
