// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

/** What the holder of a certificate is. */
public enum CertificateKind {
  /** A personalization unit: certified by its manufacturer, or by a central system across. */
  PERSONALIZATION_UNIT("personalization unit"),
  /** A module, by the key that it keeps for life. */
  IDENTITY("identity"),
  /** A module, by the key that it made when it was personalized. */
  MODULE("module"),
  /** A central system. */
  CENTRAL_SYSTEM("central system"),
  /** A user's device that enters a transaction number into modules. */
  IDENTIFICATION_UNIT("identification unit"),
  /** A mobile appliance that carries tickets to modules. */
  APPLIANCE("appliance");

  private final String words;

  CertificateKind(String words) {
    this.words = words;
  }

  /** The same in words. */
  public String words() {
    return words;
  }
}
