// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.Optional;

/**
 * A named composition of algorithms with a one-byte id that enters every derivation.
 *
 * @param id 01–7F for Keywright's own, 80–FF for vendors'
 * @param name what people call it
 * @param caution a warning that every screen shows beside the name, if there is one
 * @param keySpec the kind of the transport key and of every key derived in a run
 * @param algo1 the diversification that makes the operation key T1 of the transport key T
 * @param derivation the derivation of the session keys from T1, and of diversified application keys
 * @param wrap ALGO2 and its inverse
 * @param mac the MAC of CAS, SAS and receipts
 */
public record Suite(
    int id,
    String name,
    Optional<String> caution,
    KeySpec keySpec,
    Diversification algo1,
    Diversification derivation,
    KeyWrap wrap,
    Mac mac) {
  /** Checks the id. */
  public Suite {
    if (id < 1 || id > 0xFF) {
      throw new IllegalArgumentException("a suite id is one byte from 01 to FF");
    }
  }

  /** The id as two hex digits and the name. */
  @Override
  public String toString() {
    return "%02X %s".formatted(id, name);
  }
}
