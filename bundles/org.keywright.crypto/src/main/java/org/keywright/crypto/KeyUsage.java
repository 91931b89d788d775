// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.List;
import java.util.Map;

/**
 * What a key is for, by its two X9.143 characters (ANSI X9.143-2021, table 2); numeric codes and
 * those of other letters are the standard's proprietary range and are kept as they are.
 *
 * @param code two characters, letters or digits
 */
public record KeyUsage(String code) {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("B0", "BDK base derivation key"),
          Map.entry("B1", "initial DUKPT key"),
          Map.entry("B2", "base key variant key"),
          Map.entry("B3", "key derivation key (not X9.24)"),
          Map.entry("C0", "card verification key"),
          Map.entry("D0", "symmetric key for data encryption"),
          Map.entry("D1", "asymmetric key for data encryption"),
          Map.entry("D2", "data encryption key for decimalization table"),
          Map.entry("D3", "data encryption key for sensitive data"),
          Map.entry("E0", "EMV issuer master key: application cryptograms"),
          Map.entry("E1", "EMV issuer master key: secure messaging for confidentiality"),
          Map.entry("E2", "EMV issuer master key: secure messaging for integrity"),
          Map.entry("E3", "EMV issuer master key: data authentication code"),
          Map.entry("E4", "EMV issuer master key: dynamic numbers"),
          Map.entry("E5", "EMV issuer master key: card personalization"),
          Map.entry("E6", "EMV issuer master key: other"),
          Map.entry("E7", "EMV master personalization key"),
          Map.entry("I0", "initialization vector"),
          Map.entry("I1", "initialization value"),
          Map.entry("K0", "key encryption or wrapping"),
          Map.entry("K1", "key block protection key"),
          Map.entry("K2", "asymmetric key wrapping key"),
          Map.entry("K3", "asymmetric key for key agreement"),
          Map.entry("K4", "key block protection key (ISO 20038)"),
          Map.entry("M0", "ISO 16609 MAC algorithm 1 (TDEA)"),
          Map.entry("M1", "ISO 9797-1 MAC algorithm 1"),
          Map.entry("M2", "ISO 9797-1 MAC algorithm 2"),
          Map.entry("M3", "ISO 9797-1 MAC algorithm 3"),
          Map.entry("M4", "ISO 9797-1 MAC algorithm 4"),
          Map.entry("M5", "ISO 9797-1:1999 MAC algorithm 5"),
          Map.entry("M6", "ISO 9797-1:2011 MAC algorithm 5 (CMAC)"),
          Map.entry("M7", "HMAC"),
          Map.entry("M8", "ISO 9797-1:2011 MAC algorithm 6"),
          Map.entry("P0", "PIN encryption"),
          Map.entry("P1", "PIN generation"),
          Map.entry("S0", "asymmetric key for digital signature"),
          Map.entry("S1", "asymmetric key pair, CA key"),
          Map.entry("S2", "asymmetric key pair, not X9.24"),
          Map.entry("V0", "PIN verification, other"),
          Map.entry("V1", "PIN verification, IBM 3624"),
          Map.entry("V2", "PIN verification, VISA PVV"),
          Map.entry("V3", "PIN verification, X9-132 algorithm 1"),
          Map.entry("V4", "PIN verification, X9-132 algorithm 2"),
          Map.entry("V5", "PIN verification, X9-132 algorithm 3"));

  /** Checks the form. */
  public KeyUsage {
    if (code.length() != 2 || !code.chars().allMatch(KeyUsage::isCapitalOrDigit)) {
      throw new IllegalArgumentException("a key usage is two capital letters or digits, as in D0");
    }
  }

  private static boolean isCapitalOrDigit(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * Reads a usage code.
   *
   * @throws KeyException if it has not the form of one
   */
  public static KeyUsage of(String code) throws KeyException {
    try {
      return new KeyUsage(code);
    } catch (IllegalArgumentException e) {
      throw new KeyException("'" + code + "': " + e.getMessage(), e);
    }
  }

  /** The usages that the standard names, by code. */
  public static List<KeyUsage> standard() {
    return MEANINGS.keySet().stream().sorted().map(KeyUsage::new).toList();
  }

  /** The standard's words, or that the code is proprietary. */
  public String meaning() {
    return MEANINGS.getOrDefault(code, "proprietary use");
  }

  @Override
  public String toString() {
    return code;
  }
}
