// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.pki;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a certified key is for, with its object identifier in the extended key usage (RFC 5280,
 * clause 4.2.1.12). Each certificate but a root's names exactly one of these.
 */
public enum KeyPurpose {
  /** The key that a module has made once and for ever; certified by the manufacturer's root. */
  IDENTITY(1, "kwIdentity", "identity of a module", OptionalInt.empty(), Optional.empty()),
  /** The key with which a personalization unit (PU) certifies; certified by the root. */
  PERSONALIZER(
      2,
      "kwPersonalizer",
      "personalization unit",
      OptionalInt.of(1),
      Optional.of(Duration.ofDays(90))),
  /** The key that a module has made in its last personalization; certified by a PU. */
  MODULE(3, "kwModule", "module in operation", OptionalInt.empty(), Optional.empty()),
  /** The key of a central system (CS); certified by a PU. */
  CENTRAL(4, "kwCentral", "central system", OptionalInt.of(0), Optional.empty()),
  /** The key of a PU once more, as a central system admits it; certified by that. */
  ENDORSEMENT(
      5,
      "kwEndorsement",
      "personalization unit, endorsed by a central system",
      OptionalInt.empty(),
      Optional.empty()),
  /** The key of a mobile appliance that is enrolled at a PU; certified by that. */
  APPLIANCE(6, "kwAppliance", "mobile appliance", OptionalInt.empty(), Optional.empty()),
  /** The key of an identification unit (IU) that is enrolled at a PU; certified by that. */
  IDENTIFICATION(
      7, "kwIdentification", "identification unit", OptionalInt.empty(), Optional.empty());

  private final int number;
  private final String label;
  private final String words;
  private final OptionalInt pathLength;
  private final Optional<Duration> longestValidity;

  KeyPurpose(
      int number,
      String label,
      String words,
      OptionalInt pathLength,
      Optional<Duration> longestValidity) {
    this.number = number;
    this.label = label;
    this.words = words;
    this.pathLength = pathLength;
    this.longestValidity = longestValidity;
  }

  /** The last number of its object identifier. */
  public int number() {
    return number;
  }

  /** The name of its object identifier without {@code id-kp-}. */
  public String label() {
    return label;
  }

  /** What it is, in words. */
  public String words() {
    return words;
  }

  /** How many certifying keys may follow below this one; empty if it certifies none. */
  public OptionalInt pathLength() {
    return pathLength;
  }

  /** How long a certificate for it may be valid, where that is limited. */
  public Optional<Duration> longestValidity() {
    return longestValidity;
  }

  /** For what the issuer's key has to be; empty for the root's. */
  public Optional<KeyPurpose> issuer() {
    return switch (this) {
      case IDENTITY, PERSONALIZER -> Optional.empty();
      case MODULE, CENTRAL, APPLIANCE, IDENTIFICATION -> Optional.of(PERSONALIZER);
      case ENDORSEMENT -> Optional.of(CENTRAL);
    };
  }
}
