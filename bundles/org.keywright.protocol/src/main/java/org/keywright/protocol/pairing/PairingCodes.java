// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import org.keywright.crypto.DecimalCode;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.protocol.SerialNumber;

/**
 * The secret codes of pairings and their attestations, as module and centre compute them alike
 * (claims 6 to 9). Safe for use by many threads.
 */
public final class PairingCodes {
  /** How many digits an attestation has. */
  public static final int ATTESTATION_DIGITS = 4;

  /** How many wrong codes a module takes for one index. */
  public static final int TRIES = 3;

  private PairingCodes() {}

  /**
   * Computes a code: ASCII digits, which the caller owns; none if the rule asks for none.
   *
   * @param codeKey K_PIN of the module; stays the caller's
   * @param rule of the module
   * @param index N
   */
  public static KeyMaterial code(
      Suite suite, Key codeKey, CodeRule rule, SerialNumber module, SerialNumber host, long index)
      throws KeyException {
    byte[] own = PairingKeys.bytes(module);
    byte[] count = PairingKeys.u32(index);
    byte[][] fields =
        switch (rule.mode()) {
          case NONE -> new byte[0][];
          case PER_MODULE -> new byte[][] {own};
          case PER_PAIRING -> new byte[][] {own, count};
          case PER_HOST_AND_PAIRING -> new byte[][] {own, PairingKeys.bytes(host), count};
        };
    if (!rule.asks()) {
      return KeyMaterial.copyOf(new byte[0]);
    }
    try (Key value = suite.derivation().diversify(codeKey, "KW3.PIN", KeySpec.AES_128, fields)) {
      return DecimalCode.secret(value, rule.digits());
    }
  }

  /**
   * Computes the code by which a user has a module erase its pairing with a host: ASCII digits,
   * which the caller owns, whatever the rule's mode.
   *
   * @param codeKey K_PIN of the module; stays the caller's
   * @param rule of the module
   * @param host whose place is erased
   * @param index N that the module has now
   */
  public static KeyMaterial erasure(
      Suite suite, Key codeKey, CodeRule rule, SerialNumber module, SerialNumber host, long index)
      throws KeyException {
    try (Key value =
        suite
            .derivation()
            .diversify(
                codeKey,
                "KW3.DEL",
                KeySpec.AES_128,
                PairingKeys.bytes(module),
                PairingKeys.bytes(host),
                PairingKeys.u32(index))) {
      return DecimalCode.secret(value, rule.digits());
    }
  }

  /**
   * Whether what a host sent is a code; compared in constant time.
   *
   * @param block what {@link ModuleContact#openCode} or {@link PairingSession#openErasure} gave;
   *     stays the caller's
   * @param code the right code, or none; stays the caller's
   */
  public static boolean matches(KeyMaterial block, KeyMaterial code) {
    try (KeyMaterial expected = CodeBlock.of(code)) {
      return block.sameBytesAs(expected);
    }
  }

  /**
   * Computes the digits that a host shows beside the index, by which the centre knows that a module
   * stands behind the call.
   *
   * @param codeKey K_PIN of the module; stays the caller's
   * @param index N
   */
  public static String attestation(
      Suite suite, Key codeKey, SerialNumber module, SerialNumber host, long index)
      throws KeyException {
    try (Key value =
        suite
            .derivation()
            .diversify(
                codeKey,
                "KW3.ATT",
                KeySpec.AES_128,
                PairingKeys.bytes(module),
                PairingKeys.bytes(host),
                PairingKeys.u32(index))) {
      return DecimalCode.shown(value, ATTESTATION_DIGITS);
    }
  }
}
