// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.vault.CertificateRegister;
import org.keywright.vault.CertificateRegister.NewCertificate;
import org.keywright.vault.CertificateState;
import org.keywright.vault.Enrolment;
import org.keywright.vault.EnrolmentKind;
import org.keywright.vault.Enrolments.ReceivedList;
import org.keywright.vault.Grant;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.OrderState;
import org.keywright.vault.Party;
import org.keywright.vault.QuotaException;
import org.keywright.vault.Sorting;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.WorkOrders.NewOrder;

/** The register of certificates, quotas against it, and whose certificates are gone by. */
class VaultCertificatesTest {
  private static final Party UNIT = Party.unit("bureau");
  private static final Bytes AWAITED = Bytes.ofHex("5A5A");
  private static final Bytes AUTHORITY = Bytes.ofHex("A1");

  @TempDir Path folder;
  private TestVault test;
  private Vault vault;
  private Grant grant;
  private int last;

  /** Where the vault is to be: in a file here. */
  TestVault place() throws Exception {
    return new TestVault(folder);
  }

  @BeforeEach
  void make() throws Exception {
    test = place();
    vault = test.create();
    grant = vault.grant(TestVault.ACT);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private IssuedCertificate issue(String subject) throws VaultException {
    return issue(KeyPurpose.MODULE, subject, OptionalLong.empty(), OptionalInt.empty());
  }

  private IssuedCertificate issue(
      KeyPurpose purpose, String subject, OptionalLong order, OptionalInt quota)
      throws VaultException {
    return vault.certificates().issue(grant, certificate(++last, purpose, subject, order), quota);
  }

  private NewCertificate certificate(
      int serial, KeyPurpose purpose, String subject, OptionalLong order) {
    var now = test.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new NewCertificate(
        UNIT,
        purpose,
        Bytes.ofHex("%08X".formatted(serial)),
        subject,
        Bytes.ofHex("3000"),
        now,
        now.plus(Duration.ofDays(30)),
        AUTHORITY,
        order,
        Optional.of(AWAITED));
  }

  private long order(String module) throws VaultException {
    var wanted =
        new NewOrder(
            "bureau",
            Optional.of(module),
            "toll",
            "",
            "",
            false,
            test.clock.instant().plus(Duration.ofHours(1)));
    return vault.workOrders().create(grant, wanted, Optional.empty()).id();
  }

  private IssuedCertificate now(IssuedCertificate certificate) throws VaultException {
    return vault.certificates().find(certificate.issuer(), certificate.serial()).orElseThrow();
  }

  @Test
  void aCertificateIsPendingUntilItsKeyWasUsedAndThenReplacesTheOneBefore() throws VaultException {
    IssuedCertificate first = issue("FU-1");
    vault.certificates().activate(grant, UNIT, first.serial());
    IssuedCertificate second = issue("FU-1");
    assertThat(second.state()).isEqualTo(CertificateState.PENDING);
    assertThat(second.awaited()).contains(AWAITED);
    assertThat(vault.certificates().pending(UNIT, KeyPurpose.MODULE, "FU-1")).contains(second);
    assertThat(now(first).state()).isEqualTo(CertificateState.ACTIVE);

    assertThat(vault.certificates().activate(grant, UNIT, second.serial()).state())
        .isEqualTo(CertificateState.ACTIVE);

    assertThat(vault.certificates().pending(UNIT, KeyPurpose.MODULE, "FU-1")).isEmpty();
    assertThat(now(first).state()).isEqualTo(CertificateState.REVOKED);
    assertThat(now(first).reason()).contains(RevocationReason.SUPERSEDED);
    assertThat(now(first).revoked()).contains(test.clock.instant());
    assertThat(vault.certificates().activate(grant, UNIT, second.serial())).isEqualTo(now(second));
    assertThatThrownBy(() -> vault.certificates().activate(grant, UNIT, first.serial()))
        .hasMessageContaining("is revoked");
  }

  @Test
  void whatWasNeverConfirmedIsSupersededWhenItsHolderComesAnew() throws VaultException {
    IssuedCertificate lost = issue("FU-1");
    IssuedCertificate other = issue("FU-2");
    issue("FU-1");

    assertThat(now(lost).state()).isEqualTo(CertificateState.REVOKED);
    assertThat(now(other).state()).isEqualTo(CertificateState.PENDING);
  }

  @Test
  void theCertificatesOfUnitsRunSideBySide() throws VaultException {
    var first = issue(KeyPurpose.PERSONALIZER, "bureau", OptionalLong.empty(), OptionalInt.empty());
    vault.certificates().activate(grant, UNIT, first.serial());
    var second =
        issue(KeyPurpose.PERSONALIZER, "bureau", OptionalLong.empty(), OptionalInt.empty());
    vault.certificates().activate(grant, UNIT, second.serial());

    assertThat(now(first).state()).isEqualTo(CertificateState.ACTIVE);
  }

  @Test
  void anOrderGoesFromOpenOverIssuedToDoneWithItsCertificate() throws VaultException {
    long order = order("FU-1");
    var issued = issue(KeyPurpose.MODULE, "FU-1", OptionalLong.of(order), OptionalInt.empty());
    assertThat(vault.workOrders().require(order).state()).isEqualTo(OrderState.ISSUED);
    assertThat(vault.workOrders().claim(grant, "bureau", "FU-1").orElseThrow().id())
        .isEqualTo(order);

    vault.certificates().activate(grant, UNIT, issued.serial());

    assertThat(vault.workOrders().require(order).state()).isEqualTo(OrderState.DONE);
    assertThat(vault.workOrders().claim(grant, "bureau", "FU-1")).isEmpty();
    assertThatThrownBy(
            () -> issue(KeyPurpose.MODULE, "FU-1", OptionalLong.of(order), OptionalInt.empty()))
        .hasMessageContaining("it is done");
  }

  @Test
  void nobodyIsCertifiedByAnothersOrder() throws VaultException {
    long order = order("FU-1");

    assertThatThrownBy(
            () -> issue(KeyPurpose.MODULE, "FU-2", OptionalLong.of(order), OptionalInt.empty()))
        .hasMessageContaining("is no order by which");

    assertThat(vault.certificates().of("FU-2")).isEmpty();
    assertThat(vault.certificates().used(UNIT, AUTHORITY)).isZero();
    assertThat(vault.workOrders().require(order).state()).isEqualTo(OrderState.OPEN);
  }

  @Test
  void aQuotaHoldsHoweverManyAskAtATime() throws Exception {
    int quota = 7;
    var asked = new ArrayList<NewCertificate>();
    for (int i = 1; i <= 20; i++) {
      asked.add(certificate(i, KeyPurpose.MODULE, "FU-" + i, OptionalLong.empty()));
    }
    int refused = 0;
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          asked.stream()
              .map(
                  each ->
                      pool.submit(
                          () -> vault.certificates().issue(grant, each, OptionalInt.of(quota))))
              .toList();
      for (var result : results) {
        try {
          result.get();
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(QuotaException.class);
          refused++;
        }
      }
    }

    assertThat(refused).isEqualTo(13);
    assertThat(vault.certificates().used(UNIT, AUTHORITY)).isEqualTo(quota);
    assertThat(vault.certificates().page(CertificateRegister.Query.ALL, 0, 100)).hasSize(quota);
  }

  @Test
  void aSerialNumberIsGivenOutOnce() throws VaultException {
    var twice = certificate(1, KeyPurpose.MODULE, "FU-1", OptionalLong.empty());
    vault.certificates().issue(grant, twice, OptionalInt.empty());

    assertThatThrownBy(() -> vault.certificates().issue(grant, twice, OptionalInt.empty()))
        .hasMessageContaining("already");
  }

  @Test
  void whatIsRevokedStaysRevokedAndIsListedUntilItRunsOut() throws VaultException {
    IssuedCertificate lost = issue("FU-1");
    issue("FU-2");
    vault.certificates().revoke(grant, UNIT, lost.serial(), RevocationReason.KEY_COMPROMISE);
    vault = test.reopen();
    grant = vault.grant(TestVault.ACT);

    assertThat(revoked()).containsExactly(now(lost));
    assertThat(now(lost).reason()).contains(RevocationReason.KEY_COMPROMISE);
    assertThatThrownBy(
            () ->
                vault
                    .certificates()
                    .revoke(grant, UNIT, lost.serial(), RevocationReason.SUPERSEDED))
        .hasMessageContaining("revoked already");
    test.clock.turn(Duration.ofDays(31));
    assertThat(revoked()).isEmpty();
    assertThat(vault.certificates().nextListNumber(grant, UNIT)).isEqualTo(1);
    assertThat(vault.certificates().nextListNumber(grant, UNIT)).isEqualTo(2);
  }

  private List<IssuedCertificate> revoked() throws VaultException {
    var found = new ArrayList<IssuedCertificate>();
    vault.certificates().forEachRevoked(UNIT, test.clock.instant(), found::add);
    return found;
  }

  @Test
  void activeOnesThatEndSoonAreToldThoseFirstThatEndFirst() throws VaultException {
    IssuedCertificate first = issue("FU-1");
    vault.certificates().activate(grant, UNIT, first.serial());
    test.clock.turn(Duration.ofDays(1));
    IssuedCertificate second = issue("FU-2");
    vault.certificates().activate(grant, UNIT, second.serial());
    issue("FU-3");
    assertThat(vault.certificates().endingBefore(first.notAfter(), 9)).isEmpty();
    assertThat(vault.certificates().endingBefore(second.notAfter(), 9)).containsExactly(now(first));
    assertThat(vault.certificates().endingBefore(second.notAfter().plusNanos(1), 9))
        .containsExactly(now(first), now(second));
    assertThat(vault.certificates().endingBefore(Instant.MAX, 1)).containsExactly(now(first));
  }

  @Test
  void certificatesAreFoundByIssuerKindStateAndText() throws VaultException {
    IssuedCertificate module = issue("FU-1");
    IssuedCertificate phone =
        issue(KeyPurpose.APPLIANCE, "fu_phone", OptionalLong.empty(), OptionalInt.empty());
    vault.certificates().activate(grant, UNIT, phone.serial());

    assertThat(found(Optional.of(UNIT), Optional.empty(), Optional.empty(), ""))
        .containsExactly(now(phone), module);
    assertThat(found(Optional.of(Party.unit("x")), Optional.empty(), Optional.empty(), ""))
        .isEmpty();
    assertThat(found(Optional.empty(), Optional.of(KeyPurpose.MODULE), Optional.empty(), "fu-"))
        .containsExactly(module);
    assertThat(
            found(Optional.empty(), Optional.empty(), Optional.of(CertificateState.ACTIVE), "FU_"))
        .containsExactly(now(phone));
    assertThat(vault.certificates().of("FU-1")).containsExactly(module);
  }

  @Test
  void certificatesAreSortedByAnyColumnPageByPage() throws VaultException {
    issue("FU-2");
    IssuedCertificate phone =
        issue(KeyPurpose.APPLIANCE, "FU-1", OptionalLong.empty(), OptionalInt.empty());
    issue("FU-3");
    issue(KeyPurpose.PERSONALIZER, "FU-1", OptionalLong.empty(), OptionalInt.empty());
    vault.certificates().activate(grant, UNIT, phone.serial());
    Paging.requireEveryOrder(
        CertificateRegister.Column.class,
        vault.certificates().page(CertificateRegister.Query.ALL, 0, 100),
        (Sorting<CertificateRegister.Column> sorting,
            Optional<IssuedCertificate> after,
            int limit) ->
            vault.certificates().page(CertificateRegister.Query.ALL, sorting, after, limit),
        (column, one) ->
            switch (column) {
              case NUMBER -> one.number();
              case SUBJECT -> one.subject();
              case PURPOSE -> one.purpose().name();
              case STATE -> one.state().name();
              case ISSUER -> one.issuer().name();
              case NOT_AFTER -> one.notAfter();
              case ISSUED -> one.issued();
              case SERIAL -> one.serial().hex();
            });
  }

  private List<IssuedCertificate> found(
      Optional<Party> issuer,
      Optional<KeyPurpose> purpose,
      Optional<CertificateState> state,
      String text)
      throws VaultException {
    return vault
        .certificates()
        .page(new CertificateRegister.Query(issuer, purpose, state, text), 0, 10);
  }

  @Test
  void anEnrolmentReplacesTheOneBeforeAndCanBeEnded() throws VaultException {
    var enrolments = vault.enrolments();
    var first = enrolment("toll", "01", Optional.empty());
    enrolments.save(grant, first);
    Enrolment second =
        enrolments.save(grant, enrolment("toll", "02", Optional.of(Bytes.ofHex("03"))));
    enrolments.save(grant, enrolment("fuel", "04", Optional.empty()));

    assertThat(enrolments.find(UNIT, EnrolmentKind.CENTRAL_SYSTEM, "toll")).contains(second);
    assertThat(enrolments.all(UNIT, EnrolmentKind.CENTRAL_SYSTEM))
        .extracting(Enrolment::name)
        .containsExactly("fuel", "toll");
    assertThat(enrolments.all(UNIT, EnrolmentKind.OWN)).isEmpty();

    enrolments.remove(grant, UNIT, EnrolmentKind.CENTRAL_SYSTEM, "toll");
    assertThat(enrolments.find(UNIT, EnrolmentKind.CENTRAL_SYSTEM, "toll")).isEmpty();
    assertThatThrownBy(() -> enrolments.remove(grant, UNIT, EnrolmentKind.CENTRAL_SYSTEM, "toll"))
        .hasMessage("'toll' is not enrolled at the personalization unit bureau");
  }

  private Enrolment enrolment(String name, String certificate, Optional<Bytes> cross) {
    return new Enrolment(
        UNIT,
        EnrolmentKind.CENTRAL_SYSTEM,
        name,
        Bytes.ofHex(certificate),
        cross,
        "host:7900",
        test.clock.instant());
  }

  @Test
  void anOlderListOfRevocationsNeverReplacesANewerOne() throws VaultException {
    var enrolments = vault.enrolments();
    enrolments.saveList(grant, list(2));

    assertThatThrownBy(() -> enrolments.saveList(grant, list(2))).hasMessageContaining("already");
    assertThatThrownBy(() -> enrolments.saveList(grant, list(1))).hasMessageContaining("newer");
    enrolments.saveList(grant, list(3));

    assertThat(enrolments.list(UNIT, "CN=maker")).contains(list(3));
    assertThat(enrolments.lists(UNIT)).containsExactly(list(3));
    assertThat(enrolments.list(Party.central("toll"), "CN=maker")).isEmpty();
  }

  private ReceivedList list(long number) {
    return new ReceivedList(
        UNIT,
        "CN=maker",
        number,
        Bytes.ofHex("30"),
        test.clock.instant(),
        test.clock.instant().plus(Duration.ofDays(7)));
  }
}
