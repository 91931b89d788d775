// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import static org.keywright.vault.KeyOperation.AUTHENTICATE;
import static org.keywright.vault.KeyOperation.CERTIFY;
import static org.keywright.vault.KeyOperation.CONFIRM;
import static org.keywright.vault.KeyOperation.DECRYPT;
import static org.keywright.vault.KeyOperation.DERIVE;
import static org.keywright.vault.KeyOperation.ENCRYPT;
import static org.keywright.vault.KeyOperation.EXPORT;
import static org.keywright.vault.KeyOperation.LOAD;
import static org.keywright.vault.KeyOperation.MAC;
import static org.keywright.vault.KeyOperation.PART;
import static org.keywright.vault.KeyOperation.SIGN;
import static org.keywright.vault.KeyOperation.UNWRAP;
import static org.keywright.vault.KeyOperation.VERIFY;
import static org.keywright.vault.KeyOperation.WRAP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyUsage;

/**
 * Which keys may be used for what: one purpose for each (NIST SP 800-57 part 1 rev. 5, clause 5.2).
 * The vault opens a key for an operation that stands here and for no other.
 *
 * <p>An application key may be used for what its usage, its mode and its exportability all allow.
 */
public final class KeyMatrix {
  private KeyMatrix() {}

  /**
   * A line of the matrix.
   *
   * @param type the kind of key: a root's purpose, {@code T}, an X9.143 usage, or {@code
   *     transaction}
   * @param words what it is
   * @param allowed what it may be used for
   */
  public record Line(String type, String words, Set<KeyOperation> allowed) {
    /** Copies the set. */
    public Line {
      allowed = Set.copyOf(allowed);
    }
  }

  /** What a root key may be used for. */
  public static Set<KeyOperation> of(RootPurpose purpose) {
    return switch (purpose) {
      case PAIRING_MODULE_ROOT, HOST_ROOT, CENTRE_DESK -> EnumSet.of(DERIVE);
      case CY_KEY -> EnumSet.of(DERIVE, LOAD);
      case MANUFACTURER -> EnumSet.of(SIGN, CERTIFY);
      case PERSONALIZATION_UNIT, CENTRAL_SYSTEM -> EnumSet.of(SIGN, CERTIFY, AUTHENTICATE);
      case IDENTIFICATION_UNIT, APPLIANCE -> EnumSet.of(AUTHENTICATE);
      case TLS_IDENTITY -> EnumSet.of(EXPORT, AUTHENTICATE);
      case TLS_AUTHORITY -> EnumSet.of(CERTIFY);
      case AUDIT -> EnumSet.of(SIGN);
    };
  }

  /**
   * What a transport key T may be used for: T1 is made from it, units of its set hold it, and it
   * comes and goes among custodians in parts; never does it leave as a whole.
   */
  public static Set<KeyOperation> ofTransportKey() {
    return EnumSet.of(DERIVE, LOAD, PART, CONFIRM);
  }

  /** What a transaction key may be used for: it is the module's, and the vault compares. */
  public static Set<KeyOperation> ofTransactionKey() {
    return EnumSet.of(CONFIRM);
  }

  /** What a key of a usage may be used for, whatever its mode and exportability. */
  public static Set<KeyOperation> of(KeyUsage usage) {
    var allowed = EnumSet.of(LOAD, EXPORT, PART, CONFIRM);
    allowed.addAll(
        switch (usage.code()) {
          case "B0", "B1", "B2", "B3", "E0", "E1", "E2", "E3", "E4", "E5", "E6", "E7" ->
              EnumSet.of(DERIVE);
          case "D0", "D1", "D2", "D3", "P0" -> EnumSet.of(ENCRYPT, DECRYPT);
          case "K1" -> EnumSet.of(WRAP, UNWRAP);
          case "C0", "M0", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8" ->
              EnumSet.of(MAC, VERIFY);
          case "V0", "V1", "V2", "V3", "V4", "V5" -> EnumSet.of(MAC, VERIFY);
          case "P1" -> EnumSet.of(MAC);
          case "S0", "S2" -> EnumSet.of(SIGN, VERIFY);
          case "S1" -> EnumSet.of(CERTIFY);
          default -> EnumSet.noneOf(KeyOperation.class);
        });
    return allowed;
  }

  /** What a mode of use leaves of that. */
  public static Set<KeyOperation> of(KeyMode mode) {
    var allowed = EnumSet.of(LOAD, EXPORT, PART, CONFIRM);
    allowed.addAll(
        switch (mode) {
          case ANY -> EnumSet.allOf(KeyOperation.class);
          case ENCRYPT_DECRYPT -> EnumSet.of(ENCRYPT, DECRYPT, WRAP, UNWRAP);
          case ENCRYPT -> EnumSet.of(ENCRYPT, WRAP);
          case DECRYPT -> EnumSet.of(DECRYPT, UNWRAP);
          case GENERATE_VERIFY -> EnumSet.of(MAC, VERIFY);
          case GENERATE -> EnumSet.of(MAC);
          case VERIFY -> EnumSet.of(VERIFY);
          case SIGN -> EnumSet.of(SIGN, CERTIFY);
          case SIGN_DECRYPT -> EnumSet.of(SIGN, CERTIFY, DECRYPT);
          case DERIVE, VARIANT -> EnumSet.of(DERIVE);
        });
    return allowed;
  }

  /** What an exportability leaves of that; a diversified key goes to modules as others. */
  public static Set<KeyOperation> of(Exportability exportability, boolean diversify) {
    var allowed = EnumSet.allOf(KeyOperation.class);
    if (exportability == Exportability.NON_EXPORTABLE) {
      allowed.remove(EXPORT);
      allowed.remove(PART);
      if (!diversify) {
        allowed.remove(LOAD);
      }
    }
    return allowed;
  }

  /** What an application key may be used for. */
  public static Set<KeyOperation> of(ApplicationKey key) {
    var attributes = key.attributes();
    Set<KeyOperation> allowed = EnumSet.copyOf(of(attributes.usage()));
    allowed.retainAll(of(attributes.mode()));
    allowed.retainAll(of(attributes.exportability(), key.diversify()));
    return allowed;
  }

  /** The matrix of kinds of keys and operations. */
  public static List<Line> lines() {
    var lines = new ArrayList<Line>();
    lines.add(new Line("T", "transport key of a key set", ofTransportKey()));
    for (RootPurpose purpose : RootPurpose.values()) {
      lines.add(new Line(KeyName.word(purpose), "root key", of(purpose)));
    }
    lines.add(new Line("transaction", "transaction key of a module", ofTransactionKey()));
    for (KeyUsage usage : KeyUsage.standard()) {
      lines.add(new Line(usage.code(), usage.meaning(), of(usage)));
    }
    var proprietary = new KeyUsage("10");
    lines.add(new Line("others", proprietary.meaning(), of(proprietary)));
    return lines;
  }

  /** What modes of use leave of it, a line each. */
  public static List<Line> modes() {
    return Arrays.stream(KeyMode.values())
        .map(mode -> new Line(String.valueOf(mode.letter()), mode.meaning(), of(mode)))
        .toList();
  }
}
