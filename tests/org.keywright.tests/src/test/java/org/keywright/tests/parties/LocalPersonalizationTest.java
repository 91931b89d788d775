// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.engine.personalization.Manufacturers.Identity;
import org.keywright.engine.personalization.Revocations;
import org.keywright.engine.personalization.RunOutcome;
import org.keywright.transport.ModuleException;
import org.keywright.transport.StatusException;
import org.keywright.vault.CertificateState;
import org.keywright.vault.IssuedCertificate;
import org.keywright.vault.OrderState;
import org.keywright.vault.Party;

/** A unit personalizes modules over their local links; orders, register and log agree with it. */
class LocalPersonalizationTest {
  @TempDir Path folder;
  private Network network;

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp(OptionalInt.of(4), "localhost:7900");
  }

  @AfterEach
  void close() {
    network.close();
  }

  private RunOutcome run(String module) throws Exception {
    network.press(module);
    return network.units.run(Network.ACTOR, Network.UNIT, Network.endpoint(module), false);
  }

  private IssuedCertificate newest(String module) throws Exception {
    return network.vault.certificates().of(module).stream()
        .filter(each -> each.purpose() == KeyPurpose.MODULE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aModuleWithAnOrderComesIntoOperationAndTheBooksAgree() throws Exception {
    network.module("FU-1");
    long order = network.order("FU-1");

    RunOutcome outcome = run("FU-1");

    assertThat(outcome.reason()).isEmpty();
    assertThat(outcome.active()).isTrue();
    assertThat(outcome.order()).hasValue(order);
    assertThat(newest("FU-1").state()).isEqualTo(CertificateState.ACTIVE);
    assertThat(newest("FU-1").order()).hasValue(order);
    assertThat(network.vault.workOrders().require(order).state()).isEqualTo(OrderState.DONE);
    assertThat(network.units.compare(Network.UNIT)).isEmpty();
    assertThat(network.vault.log().page(0, 2))
        .extracting(entry -> entry.act().verb())
        .containsExactly("perso:run", "perso:personalize");
    assertThat(network.vault.log().verify()).isPositive();
  }

  @Test
  void withoutTheUsersActNothingIsAccepted() throws Exception {
    network.module("FU-1");
    network.order("FU-1");

    assertThatThrownBy(
            () -> network.units.run(Network.ACTOR, Network.UNIT, Network.endpoint("FU-1"), false))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.status().hex()).isEqualTo("6985"));
    assertThat(network.vault.certificates().of("FU-1"))
        .allMatch(each -> each.purpose() == KeyPurpose.IDENTITY);
  }

  @Test
  void withoutAnOrderNobodyIsPersonalized() throws Exception {
    network.module("FU-1");

    RunOutcome outcome = run("FU-1");

    assertThat(outcome.active()).isFalse();
    assertThat(outcome.reason()).isEqualTo("6982 there is no order for it");
  }

  @Test
  void anOrderForAnyModuleIsBoundToTheOneThatComes() throws Exception {
    network.module("FU-1");
    long order = network.order("");

    assertThat(run("FU-1").active()).isTrue();

    assertThat(network.vault.workOrders().require(order).module()).contains("FU-1");
  }

  @Test
  void aModuleInOperationIsPersonalizedAnewByARenewalOnly() throws Exception {
    network.module("FU-1");
    network.order("FU-1");
    run("FU-1");
    IssuedCertificate first = newest("FU-1");
    long repeated = network.order("FU-1");
    assertThat(run("FU-1").active()).isFalse();
    network.units.cancel(Network.ACTOR, repeated);
    network.order("FU-1", true);

    assertThat(run("FU-1").reason()).isEmpty();

    assertThat(newest("FU-1").number()).isGreaterThan(first.number());
    assertThat(
            network
                .vault
                .certificates()
                .find(first.issuer(), first.serial())
                .orElseThrow()
                .reason())
        .contains(RevocationReason.SUPERSEDED);
  }

  @Test
  void aModuleOfAnotherCustomerIsRefused() throws Exception {
    network.module("FU-1", "South Pay");
    network.order("FU-1");

    assertThatThrownBy(() -> run("FU-1"))
        .isInstanceOfSatisfying(
            StatusException.class, e -> assertThat(e.status().hex()).isEqualTo("9E35"));
    assertThat(network.vault.certificates().of("FU-1"))
        .allMatch(each -> each.purpose() == KeyPurpose.IDENTITY);
  }

  @Test
  void aModuleWhoseIdentityIsRevokedIsRefusedOnceTheUnitHasTheList() throws Exception {
    network.module("FU-1");
    network.order("FU-1");
    var maker = Party.manufacturer(Network.MAKER);
    var identity = network.vault.certificates().of("FU-1").getFirst();
    network.revocations.revoke(
        Network.ACTOR, maker, identity.serial(), RevocationReason.KEY_COMPROMISE);
    var list = network.revocations.list(Network.ACTOR, maker, Revocations.NEXT_LIST);
    network.revocations.receive(Network.ACTOR, Party.unit(Network.UNIT), list.encoded());

    assertThatThrownBy(() -> run("FU-1"))
        .isInstanceOf(ModuleException.class)
        .hasMessageContaining("revoked");
    assertThatThrownBy(
            () ->
                network.revocations.receive(
                    Network.ACTOR, Party.unit(Network.UNIT), list.encoded()))
        .hasMessageContaining("already");
  }

  @Test
  void aUnitGivesOutAsManyCertificatesAsItsOwnOneAllows() throws Exception {
    for (String module : List.of("FU-1", "FU-2", "FU-3")) {
      network.module(module);
      network.order(module);
      assertThat(run(module).reason()).isEmpty();
    }
    network.module("FU-4");
    network.order("FU-4");

    RunOutcome outcome = run("FU-4");

    assertThat(outcome.active()).isFalse();
    assertThat(outcome.reason())
        .isEqualTo(
            "6A84 personalization unit bureau has given out the 4 certificates that its own"
                + " certificate allows");
    assertThat(network.vault.certificates().of("FU-4"))
        .allMatch(each -> each.purpose() == KeyPurpose.IDENTITY);
  }

  @Test
  void theIdentityOfAModuleIsMadeOnce() throws Exception {
    network.module("FU-1");

    var again =
        network.manufacturers.identify(
            Network.ACTOR,
            Network.MAKER,
            Network.endpoint("FU-1"),
            new Identity(Network.CUSTOMER, "other", 0, ""));

    assertThat(again.encoded())
        .isEqualTo(network.vault.certificates().of("FU-1").getFirst().encoded());
    assertThat(network.vault.certificates().of("FU-1")).hasSize(1);
  }
}
