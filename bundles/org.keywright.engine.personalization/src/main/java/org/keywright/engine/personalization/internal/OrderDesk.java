// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.personalization.OrderRequest;
import org.keywright.engine.personalization.PlacedOrder;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Party;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;
import org.keywright.vault.WorkOrders.NewOrder;

/** Makes and withdraws the work orders of personalization units. Safe for use by many threads. */
final class OrderDesk {
  private final Services services;
  private final Parties parties;

  OrderDesk(Services services, Parties parties) {
    this.services = services;
    this.parties = parties;
  }

  /** Makes an order; the caller closes it. */
  PlacedOrder place(String actor, OrderRequest request) throws VaultException {
    Vault vault = services.vault();
    String central = central(vault, request);
    String customer = customer(vault, request.unit());
    Optional<KeyMaterial> number =
        request.numbered()
            ? Optional.of(TransactionNumbers.make(services.keys()))
            : Optional.empty();
    boolean placed = false;
    try {
      var wanted =
          new NewOrder(
              request.unit(),
              request.module().map(SerialNumber::toString),
              central,
              customer,
              request.operator(),
              request.renewal(),
              services.now().plus(request.life()));
      String subject = request.module().map(SerialNumber::toString).orElse("any module");
      WorkOrder order =
          Acting.<WorkOrder, VaultException>perform(
              vault,
              actor,
              "perso:order",
              request.unit() + " for " + subject,
              grant -> vault.workOrders().create(grant, wanted, number));
      placed = true;
      return new PlacedOrder(order, number);
    } finally {
      if (!placed) {
        number.ifPresent(KeyMaterial::close);
      }
    }
  }

  private String customer(Vault vault, String unit) throws VaultException {
    try {
      return parties.request(vault, Party.unit(unit)).subject().organization();
    } catch (KeyException e) {
      throw new VaultException("the unit " + unit + " is damaged: " + e.getMessage(), e);
    }
  }

  private static String central(Vault vault, OrderRequest request) throws VaultException {
    List<String> known =
        vault.enrolments().all(Party.unit(request.unit()), EnrolmentKind.CENTRAL_SYSTEM).stream()
            .map(Enrolment::name)
            .toList();
    String list = known.isEmpty() ? "none is" : String.join(", ", known) + " are";
    if (request.central().isPresent()) {
      if (!known.contains(request.central().get())) {
        throw new VaultException(
            "the central system '%s' is not enrolled at %s: %s"
                .formatted(request.central().get(), request.unit(), list));
      }
      return request.central().get();
    }
    if (known.size() != 1) {
      throw new VaultException(
          "the order has to name the central system: %s enrolled at %s"
              .formatted(list, request.unit()));
    }
    return known.getFirst();
  }

  /** Withdraws an order. */
  WorkOrder cancel(String actor, long order) throws VaultException {
    Vault vault = services.vault();
    return Acting.<WorkOrder, VaultException>perform(
        vault,
        actor,
        "perso:cancel",
        "order " + order,
        grant -> vault.workOrders().cancel(grant, order));
  }
}
