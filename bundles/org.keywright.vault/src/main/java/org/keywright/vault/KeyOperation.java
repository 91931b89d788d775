// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.Locale;
import org.keywright.crypto.KeyState;

/** What can be done with a key; which key may be used for what says {@link KeyMatrix}. */
public enum KeyOperation {
  /** Other keys are made from it. */
  DERIVE(Effect.PROTECTS, "derive keys from it"),
  /** It goes, itself or as keys derived from it, into the modules that it is for. */
  LOAD(Effect.PROTECTS, "load it into modules"),
  /** It leaves the vault in a key block, or in a file of PKCS#12. */
  EXPORT(Effect.PROTECTS, "let it out in a key block or a file"),
  /** It leaves the vault in parts, each for a custodian. */
  PART(Effect.PROTECTS, "let it out in parts"),
  /** It is compared with what somebody else holds: a module, or custodians their parts of it. */
  CONFIRM(Effect.CONFIRMS, "compare it with what somebody else holds"),
  /** Key blocks are made under it. */
  WRAP(Effect.PROTECTS, "make key blocks under it"),
  /** Key blocks are opened with it. */
  UNWRAP(Effect.PROCESSES, "open key blocks with it"),
  /** Data are encrypted. */
  ENCRYPT(Effect.PROTECTS, "encrypt data"),
  /** Data are decrypted. */
  DECRYPT(Effect.PROCESSES, "decrypt data"),
  /** Codes over data are made: MACs, card verification values, PINs. */
  MAC(Effect.PROTECTS, "make MACs and other codes"),
  /** Such codes are checked. */
  VERIFY(Effect.PROCESSES, "verify MACs and other codes"),
  /** Statements that are no certificates are signed. */
  SIGN(Effect.PROTECTS, "sign statements"),
  /** Certificates and revocation lists are signed. */
  CERTIFY(Effect.PROTECTS, "sign certificates and revocation lists"),
  /** Somebody proves in a handshake who he is. */
  AUTHENTICATE(Effect.PROTECTS, "prove in a handshake who one is");

  private enum Effect {
    PROTECTS,
    PROCESSES,
    CONFIRMS
  }

  private final Effect effect;
  private final String words;

  KeyOperation(Effect effect, String words) {
    this.effect = effect;
    this.words = words;
  }

  /** Whether something new is protected, which the originator-usage period bounds. */
  public boolean protects() {
    return effect == Effect.PROTECTS;
  }

  /** Whether a key in this state may be used so. */
  public boolean in(KeyState state) {
    return switch (effect) {
      case PROTECTS -> state.mayProtect();
      case PROCESSES -> state.mayProcess();
      case CONFIRMS -> state.mayConfirm();
    };
  }

  /** What it is, for messages: {@code derive keys from it}. */
  public String words() {
    return words;
  }

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
