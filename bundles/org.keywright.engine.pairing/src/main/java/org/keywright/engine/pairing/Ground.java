// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.util.Arrays;
import java.util.Optional;

/** Why the centre decided as it did. */
public enum Ground {
  /** The index is the one at which the module was seen, or for which a code was given before. */
  INDEX_KNOWN(0, "the index is known"),
  /** The index follows the last that a code was given for. */
  INDEX_NEXT(1, "the index is the next"),
  /** The index is a higher one, and the module attests it. */
  INDEX_ATTESTED(2, "the index is not the next, and is attested; look into it"),
  /** An order, or a code to erase, that is in order. */
  ORDERLY(3, "in order"),
  /** No such module. */
  MODULE_UNKNOWN(4, "the module is not known"),
  /** The module is revoked. */
  MODULE_REVOKED(5, "the module is revoked"),
  /** No such host. */
  HOST_UNKNOWN(6, "the host is not known"),
  /** The host is revoked. */
  HOST_REVOKED(7, "the host is revoked"),
  /** The generation of the host's cryptogram is revoked. */
  GENERATION_REVOKED(8, "the host's generation is revoked"),
  /** Module and host belong to different estates. */
  OTHER_ESTATE(9, "module and host are of different estates"),
  /** The module has as many hosts as it may have. */
  HOST_LIMIT(10, "the module has as many hosts as it may have"),
  /** The module was paired with as many new hosts as a period allows. */
  NEW_HOST_LIMIT(11, "the module had as many new hosts as it may have in that time"),
  /** The attestation digits are not those of module, host and index. */
  ATTESTATION_WRONG(12, "the attestation is wrong"),
  /** The index is neither known nor next, and no attestation was said. */
  ATTESTATION_NEEDED(13, "the index is not the next: the attestation is needed"),
  /** The index is lower than one at which the module was seen. */
  INDEX_BACKWARDS(14, "the index runs backwards; look into it"),
  /** There is no such pairing. */
  NO_PAIRING(15, "the centre knows of no such pairing");

  private final int code;
  private final String words;

  Ground(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The ground that a byte stands for. */
  public static Optional<Ground> of(int code) {
    return Arrays.stream(values()).filter(ground -> ground.code == code).findFirst();
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** The byte that stands for it in an answer of the centre. */
  public int code() {
    return code;
  }
}
