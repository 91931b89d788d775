// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

/** Why the centre decided as it did. The order is the code's of {@link #code}; append only. */
public enum Ground {
  /** The index is the one at which the module was seen, or for which a code was given before. */
  INDEX_KNOWN("the index is known"),
  /** The index follows the last that a code was given for. */
  INDEX_NEXT("the index is the next"),
  /** The index is a higher one, and the module attests it. */
  INDEX_ATTESTED("the index is not the next, and is attested; look into it"),
  /** An order that is in order. */
  ORDERLY("in order"),
  /** No such module. */
  MODULE_UNKNOWN("the module is not known"),
  /** The module is revoked. */
  MODULE_REVOKED("the module is revoked"),
  /** No such host. */
  HOST_UNKNOWN("the host is not known"),
  /** The host is revoked. */
  HOST_REVOKED("the host is revoked"),
  /** The generation of the host's cryptogram is revoked. */
  GENERATION_REVOKED("the host's generation is revoked"),
  /** Module and host belong to different estates. */
  OTHER_ESTATE("module and host are of different estates"),
  /** The module has as many hosts as it may have. */
  HOST_LIMIT("the module has as many hosts as it may have"),
  /** The module was paired with as many new hosts as a period allows. */
  NEW_HOST_LIMIT("the module had as many new hosts as it may have in that time"),
  /** The attestation digits are not those of module, host and index. */
  ATTESTATION_WRONG("the attestation is wrong"),
  /** The index is neither known nor next, and no attestation was said. */
  ATTESTATION_NEEDED("the index is not the next: the attestation is needed"),
  /** The index is lower than one at which the module was seen. */
  INDEX_BACKWARDS("the index runs backwards; look into it"),
  /** There is no such pairing. */
  NO_PAIRING("the centre knows of no such pairing");

  private final String words;

  Ground(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** The byte that stands for it in an answer of the centre. */
  public int code() {
    return ordinal();
  }
}
