// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateRequest;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Assignment;
import org.keywright.protocol.personalization.Authority;
import org.keywright.protocol.personalization.Awaited;
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Policy;
import org.keywright.vault.CertificateRegister.NewCertificate;
import org.keywright.vault.Enrolment;
import org.keywright.vault.Grant;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.OrderState;
import org.keywright.vault.QuotaException;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrder;

/**
 * What stands behind one run: the vault's orders and register, under the grant of that run. For the
 * run's thread.
 *
 * <p>The id of a work order in messages is the first eight bytes of the unit's key identifier and
 * the order's number, so that no two units have one in common.
 */
final class RunAuthority implements Authority {
  /** A module certificate lives as long as its unit's at most; this is asked for. */
  private static final int VALIDITY_DAYS = 365;

  private static final int UNIT_PART = 8;
  private static final int NO_ORDER = 0x6982;
  private static final int MEMORY = 0x6581;

  private final OpenUnit unit;
  private final Vault vault;
  private final Grant grant;
  private final String through;
  private final Issuing issuing;

  /** Is told that certificates for an order go out now, before they do. */
  @FunctionalInterface
  interface Issuing {
    /** Nobody wants to know. */
    Issuing UNWATCHED = order -> {};

    void issued(long order) throws VaultException, InterruptedException;
  }

  /** Makes one; {@code through} names the ticket's appliance, or is empty. */
  RunAuthority(OpenUnit unit, Grant grant, String through, Issuing issuing) {
    this.unit = unit;
    this.vault = unit.vault();
    this.grant = grant;
    this.through = through;
    this.issuing = issuing;
  }

  private interface Booking<T> {
    T book() throws VaultException, KeyException;
  }

  private static <T> T booked(Booking<T> booking) throws Refusal {
    try {
      return booking.book();
    } catch (QuotaException e) {
      throw new Refusal(0x6A84, String.valueOf(e.getMessage()));
    } catch (VaultException | KeyException e) {
      throw new Refusal(MEMORY, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Certificate certificate() {
    return unit.certificate();
  }

  @Override
  public Optional<Awaited> awaited(SerialNumber module) throws Refusal {
    return booked(
        () -> {
          var pending =
              vault.certificates().pending(unit.party(), KeyPurpose.MODULE, module.toString());
          if (pending.isEmpty()
              || pending.get().awaited().isEmpty()
              || pending.get().order().isEmpty()) {
            return Optional.empty();
          }
          IssuedCertificate found = pending.get();
          Certificate certificate = unit.services().certificates().read(found.encoded().toArray());
          return Optional.of(
              new Awaited(
                  orderId(found.order().getAsLong()),
                  module,
                  certificate.publicKey(),
                  found.awaited().get()));
        });
  }

  @Override
  public Assignment begin(SerialNumber module, Certificate identity) throws Refusal {
    if (!identity.subject().organization().equals(certificate().subject().organization())) {
      throw new Refusal(0x9E35, "the module is one of " + identity.subject().organization());
    }
    WorkOrder order = claimed(module);
    Enrolment central =
        booked(() -> unit.central(order.central()))
            .orElseThrow(
                () ->
                    new Refusal(
                        0x9E31, "the central system " + order.central() + " is not enrolled"));
    return new Assignment(
        orderId(order.id()),
        order.renewal() ? Order.Kind.RENEWAL : Order.Kind.FIRST,
        order.expires(),
        new Policy(order.numbered(), central.cross().isPresent(), true, VALIDITY_DAYS),
        central.cross());
  }

  private WorkOrder claimed(SerialNumber module) throws Refusal {
    String name = unit.party().name();
    Optional<WorkOrder> found =
        booked(() -> vault.workOrders().claim(grant, name, module.toString()));
    if (found.isPresent()) {
      WorkOrder order = found.get();
      return through.isEmpty()
          ? order
          : booked(() -> vault.workOrders().note(grant, order.id(), through, order.remark()));
    }
    Optional<WorkOrder> latest = booked(() -> vault.workOrders().latest(name, module.toString()));
    throw latest.map(this::whyNot).orElse(new Refusal(NO_ORDER, "there is no order for it"));
  }

  private Refusal whyNot(WorkOrder order) {
    String which = "order " + order.id();
    if (order.state() == OrderState.BLOCKED) {
      return new Refusal(0x6983, which + ": its transaction number was wrong too often");
    }
    if (order.numbered() && order.state() != OrderState.OPEN) {
      return order.state() == OrderState.CANCELLED
          ? new Refusal(NO_ORDER, which + " is cancelled")
          : new Refusal(0x9E20, which + ": its transaction number is used up");
    }
    return order.state() == OrderState.OPEN || order.state() == OrderState.ISSUED
        ? new Refusal(order.numbered() ? 0x9E21 : NO_ORDER, which + ended(order))
        : new Refusal(NO_ORDER, which + " is " + order.state().words());
  }

  private static String ended(WorkOrder order) {
    return " was good until " + order.expires().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public KeyMaterial tan(Assignment assignment) throws Refusal {
    long id = number(assignment.order());
    WorkOrder order = booked(() -> vault.workOrders().require(id));
    if (!order.expires().isAfter(unit.services().now())) {
      throw new Refusal(0x9E21, "order " + id + ended(order));
    }
    if (order.state() != OrderState.OPEN || order.failuresLeft() < 1) {
      throw order.state() == OrderState.OPEN
          ? new Refusal(0x6983, "order " + id + ": its transaction number was wrong too often")
          : whyNot(order);
    }
    return booked(
        () -> {
          vault.workOrders().beginTry(grant, id);
          return grant.transactionNumber(id);
        });
  }

  @Override
  public void tanProved(Assignment assignment) throws Refusal {
    booked(() -> vault.workOrders().prove(grant, number(assignment.order())));
  }

  @Override
  public Refusal tanFailed(Assignment assignment) throws Refusal {
    long id = number(assignment.order());
    WorkOrder order =
        booked(() -> vault.workOrders().failTry(grant, id, "a wrong transaction number"));
    return order.failuresLeft() < 1
        ? new Refusal(0x6983, "the transaction number was wrong, for the last time")
        : new Refusal(
            0x63C0 + order.failuresLeft(),
            "the transaction number was wrong; %d more tries".formatted(order.failuresLeft()));
  }

  @Override
  public byte[] sign(byte[] message) throws Refusal {
    return booked(() -> unit.services().ecKeys().sign(unit.credential().privateKey(), message));
  }

  @Override
  public Certified certify(
      Assignment assignment, Certificate identity, CertificateRequest request, Bytes freshness)
      throws Refusal {
    long id = number(assignment.order());
    return booked(
        () -> {
          WorkOrder order = vault.workOrders().require(id);
          Enrolment enrolled =
              unit.central(order.central())
                  .orElseThrow(() -> new VaultException(order.central() + " is enrolled no more"));
          var certificates = unit.services().certificates();
          Certificate central = certificates.read(enrolled.certificate().toArray());
          Validity validity =
              unit.services()
                  .validity(Duration.ofDays(assignment.policy().validityDays()), certificate());
          var module =
              new CertificateTemplate(
                  KeyPurpose.MODULE, identity.subject(), request.publicKey(), validity);
          var again =
              new CertificateTemplate(
                  KeyPurpose.CENTRAL, central.subject(), central.publicKey(), validity);
          return new Certified(
              certificates.issue(module.fresh(freshness), unit.credential()),
              certificates.issue(again.fresh(freshness), unit.credential()),
              enrolled.address());
        });
  }

  @Override
  public void issued(Assignment assignment, Certified certified, Awaited awaited) throws Refusal {
    Certificate module = certified.module();
    try {
      issuing.issued(number(assignment.order()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(0x6F00, "the job was cancelled");
    } catch (VaultException e) {
      throw new Refusal(MEMORY, String.valueOf(e.getMessage()));
    }
    booked(
        () ->
            vault
                .certificates()
                .issue(
                    grant,
                    new NewCertificate(
                        unit.party(),
                        KeyPurpose.MODULE,
                        module.serial(),
                        awaited.module().toString(),
                        module.encoded(),
                        module.validity().notBefore(),
                        module.validity().notAfter(),
                        certificate().serial(),
                        OptionalLong.of(number(assignment.order())),
                        Optional.of(awaited.transcript())),
                    certificate().quota()));
  }

  @Override
  public void confirmed(Awaited awaited) throws Refusal {
    booked(() -> vault.certificates().activate(grant, unit.party(), pending(awaited).serial()));
  }

  @Override
  public void notTaken(Awaited awaited) throws Refusal {
    booked(
        () ->
            vault
                .certificates()
                .revoke(
                    grant,
                    unit.party(),
                    pending(awaited).serial(),
                    RevocationReason.CESSATION_OF_OPERATION));
  }

  private IssuedCertificate pending(Awaited awaited) throws VaultException {
    String module = awaited.module().toString();
    return vault
        .certificates()
        .pending(unit.party(), KeyPurpose.MODULE, module)
        .filter(found -> found.awaited().equals(Optional.of(awaited.transcript())))
        .orElseThrow(() -> new VaultException("no certificate of " + module + " is pending"));
  }

  @Override
  public void failed(Assignment assignment, Refusal why, boolean byModule) throws Refusal {
    long id = number(assignment.order());
    booked(
        () -> {
          WorkOrder order = vault.workOrders().require(id);
          String remark = why.status().hex() + " " + why.getMessage();
          return vault
              .workOrders()
              .note(grant, id, order.through(), remark.replaceAll("\\p{Cntrl}", " "));
        });
  }

  private Bytes orderId(long number) {
    byte[] key = Arrays.copyOf(certificate().subjectKeyId().toArray(), UNIT_PART);
    return Bytes.of(ByteBuffer.allocate(Order.ID_LENGTH).put(key).putLong(number).array());
  }

  /** The number of an order that this unit made. */
  static long number(Bytes orderId) {
    return ByteBuffer.wrap(orderId.toArray()).getLong(UNIT_PART);
  }
}
