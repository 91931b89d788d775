// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.Pairing;

/** Tells from a vault's books where a device is in its life. */
final class DeviceLives {
  private DeviceLives() {}

  /** Of a security module, whose certificates these are. */
  static DeviceLife ofCertified(List<IssuedCertificate> certificates) {
    return DeviceLife.ofModule(
        first(certificates, each -> each.purpose() == KeyPurpose.IDENTITY),
        first(certificates, each -> each.purpose() == KeyPurpose.MODULE),
        certificates.stream()
            .filter(
                each -> each.reason().equals(Optional.of(RevocationReason.CESSATION_OF_OPERATION)))
            .flatMap(each -> each.revoked().stream())
            .min(Comparator.naturalOrder()));
  }

  private static Optional<Instant> first(
      List<IssuedCertificate> certificates, Predicate<IssuedCertificate> which) {
    return certificates.stream()
        .filter(which)
        .map(IssuedCertificate::issued)
        .min(Comparator.naturalOrder());
  }

  /** Of a removable module with its pairings, or of a host, whose pairings lie with the modules. */
  static DeviceLife ofPaired(Instant made, List<Pairing> pairings, Optional<Instant> revoked) {
    return DeviceLife.ofPaired(
        made,
        since(pairings, Pairing.State.PROMISED),
        since(pairings, Pairing.State.SEEN),
        revoked);
  }

  private static Optional<Instant> since(List<Pairing> pairings, Pairing.State state) {
    return pairings.stream()
        .filter(pairing -> pairing.state() == state)
        .map(Pairing::since)
        .max(Comparator.naturalOrder());
  }
}
