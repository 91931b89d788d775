// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyState;

/**
 * Which application keys are wanted: those that all of these let through. Of texts a part is
 * enough, in upper or lower case, but for the key set and the usage.
 *
 * @param keySet the key set's whole name
 * @param label what people call it
 * @param usage the X9.143 usage
 * @param algorithm its algorithm
 * @param state its state
 * @param kcv its whole check value, by whatever method
 * @param origin where it came from
 * @param endingBefore one of its periods ends before this
 */
public record KeyFilter(
    Optional<String> keySet,
    Optional<String> label,
    Optional<String> usage,
    Optional<KeyAlgorithm> algorithm,
    Optional<KeyState> state,
    Optional<Bytes> kcv,
    Optional<String> origin,
    Optional<Instant> endingBefore) {
  /** Lets all keys through. */
  public static final KeyFilter ALL =
      new KeyFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Lets the keys of one key set through. */
  public static KeyFilter of(String keySet) {
    return new KeyFilter(
        Optional.of(keySet),
        ALL.label,
        ALL.usage,
        ALL.algorithm,
        ALL.state,
        ALL.kcv,
        ALL.origin,
        ALL.endingBefore);
  }
}
