// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.vault.CertificateRegister.Query;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.OrderState;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;

/** Holds what a unit has certified against what was ordered from it. */
final class Comparison {
  private static final int PAGE = 500;

  private final Vault vault;
  private final Party unit;
  private final List<String> faults = new ArrayList<>();

  Comparison(Vault vault, Party unit) {
    this.vault = vault;
    this.unit = unit;
  }

  /** What is amiss, in words. */
  List<String> faults() throws VaultException {
    var modules =
        new Query(Optional.of(unit), Optional.of(KeyPurpose.MODULE), Optional.empty(), "");
    int offset = 0;
    while (true) {
      List<IssuedCertificate> page = vault.certificates().page(modules, offset, PAGE);
      for (IssuedCertificate certificate : page) {
        compare(certificate);
      }
      if (page.size() < PAGE) {
        return List.copyOf(faults);
      }
      offset += PAGE;
    }
  }

  private void compare(IssuedCertificate certificate) throws VaultException {
    String which = "certificate " + certificate.serial().hex() + " of " + certificate.subject();
    if (certificate.order().isEmpty()) {
      faults.add(which + " was never ordered");
      return;
    }
    Optional<WorkOrder> found = vault.workOrders().find(certificate.order().getAsLong());
    if (found.isEmpty()) {
      faults.add(which + " names an order that is not there");
      return;
    }
    WorkOrder order = found.get();
    if (!order.module().equals(Optional.of(certificate.subject()))) {
      faults.add(which + " is by order " + order.id() + ", which is for another module");
    }
    if (certificate.state() == CertificateState.ACTIVE && order.state() != OrderState.DONE) {
      faults.add(
          "%s is active, and order %d is %s".formatted(which, order.id(), order.state().words()));
    }
    if (certificate.state() == CertificateState.PENDING) {
      faults.add(which + " was never confirmed; the module's next contact settles it");
    }
  }
}
