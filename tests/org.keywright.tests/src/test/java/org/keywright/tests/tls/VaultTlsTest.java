// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.tests.TestCurves;
import org.keywright.tests.tls.TlsAuthorities.Authority;
import org.keywright.tests.vault.TestVault;
import org.keywright.tls.TlsEntry;
import org.keywright.tls.internal.VaultCredentials;
import org.keywright.tls.internal.VaultIdentities;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlsCredential;
import org.keywright.vault.Act;
import org.keywright.vault.ActLog;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** Who a vault is on TLS links, and whom it trusts there. */
class VaultTlsTest {
  private final VaultCredentials credentials =
      new VaultCredentials("tester", TestCurves::tlsCertificates);
  private final Authority company;

  @TempDir Path folder;

  private TestVault test;
  private VaultIdentities identities;
  private Vault vault;

  VaultTlsTest() throws KeyException {
    company = Authority.named("company");
  }

  @BeforeEach
  void open() throws VaultException {
    test = new TestVault(folder);
    identities =
        new VaultIdentities(
            test.vaults,
            TestCurves.ecKeys(),
            TestCurves.tlsCertificates(),
            TestCurves.identityFiles(),
            credentials,
            InstantSource.system());
    test.vaults.bindObserver(credentials);
    vault = test.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private interface Deed<R> {
    R by(Grant grant) throws Exception;
  }

  private <R> R act(Deed<R> deed) throws Exception {
    try (Grant grant = vault.grant(new Act("tester", "test", "tls", ""))) {
      R made = deed.by(grant);
      grant.succeeded("");
      return made;
    }
  }

  /** An identity that the vault's own authority has certified. */
  private void certified(String name, String... hosts) throws Exception {
    act(
        grant -> {
          var request = identities.request(grant, name, List.of(hosts));
          var issued = identities.issue(grant, "lab", request);
          return identities.certify(grant, name, List.of(issued));
        });
  }

  private TlsCredential shown() throws LinkException {
    return credentials.current(Optional.empty());
  }

  private List<String> standing() throws VaultException {
    return identities.all().stream()
        .map(entry -> entry.kind() + " " + entry.name() + ": " + entry.remark())
        .toList();
  }

  @Test
  void theFirstIdentityIsShownByLinksUntilAnotherIsChosen() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    certified("station", "localhost");
    certified("desk");
    assertThat(shown().name()).isEqualTo("station");
    assertThat(credentials.current(Optional.of("desk")).name()).isEqualTo("desk");
    act(grant -> identities.use(grant, "desk"));
    assertThat(shown().name()).isEqualTo("desk");
    assertThat(standing())
        .containsExactly(
            "IDENTITY desk: shown by links",
            "IDENTITY station: certified, for localhost",
            "AUTHORITY lab: the vault's own, revocation lists required",
            "LIST CN=lab: 0 revoked");
  }

  @Test
  void anIdentityGoesToAnotherNameInAFileAndNoOtherKeyLeavesTheVault() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    certified("station", "localhost");
    try (var passphrase = KeyMaterial.consume("correct".getBytes(StandardCharsets.US_ASCII))) {
      var file = act(grant -> identities.file(grant, "station", passphrase));
      try (var opened = TestCurves.identityFiles().read(file, passphrase)) {
        assertThat(act(grant -> identities.take(grant, "depot", opened)).remark())
            .isEqualTo("certified, for localhost");
      }
      assertThat(credentials.current(Optional.of("depot")).chain())
          .isEqualTo(credentials.current(Optional.of("station")).chain());
      assertThatExceptionOfType(VaultException.class)
          .isThrownBy(() -> act(grant -> identities.file(grant, "lab", passphrase)))
          .withMessage(
              "there is no TLS identity 'lab' with a certificate, and no other private key leaves"
                  + " the vault");
    }
  }

  @Test
  void whatWasLentEndsWithEachChangeAndWithTheVault() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    certified("station", "localhost");
    var first = shown();
    assertThat(shown()).isSameAs(first);
    assertThat(first.inForce().getAsBoolean()).isTrue();
    act(grant -> identities.trust(grant, "company", company.certificate(), true));
    assertThat(first.inForce().getAsBoolean()).isFalse();
    var second = shown();
    assertThat(second.authorities()).hasSize(2);
    test.vaults.close();
    assertThat(second.inForce().getAsBoolean()).isFalse();
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(this::shown)
        .withMessageContaining("no vault is open");
    vault = test.reopen();
    assertThat(shown().chain()).isEqualTo(second.chain());
    assertThat(vault.log().page(0, 100))
        .extracting(ActLog.Entry::act)
        .extracting(Act::verb)
        .filteredOn("tls:links"::equals)
        .hasSize(5);
  }

  @Test
  void anIdentityWithoutACertificateCannotBeUsed() throws Exception {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(this::shown)
        .withMessageContaining("tls:request");
    act(grant -> identities.request(grant, "station", List.of("localhost")));
    assertThat(standing()).containsExactly("IDENTITY station: awaits its certificate");
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> credentials.current(Optional.of("station")))
        .withMessageContaining("tls:certify");
  }

  @Test
  void aCertificateForAnotherKeyOrAChainThatDoesNotFitIsRefused() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    act(grant -> identities.request(grant, "station", List.of("localhost")));
    var stranger = company.identity("stranger", "localhost");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> act(grant -> identities.certify(grant, "station", stranger.chain())))
        .withMessageContaining("not for a key of 'station'");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () ->
                act(
                    grant -> {
                      var request = identities.request(grant, "station", List.of());
                      var issued = identities.issue(grant, "lab", request);
                      var chain = List.of(issued, company.certificate());
                      return identities.certify(grant, "station", chain);
                    }))
        .withMessageContaining("did not issue");
  }

  @Test
  void aNewKeyTakesOverWhenItsCertificateIsThere() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    certified("station", "localhost");
    var old = shown().chain();
    var request = act(grant -> identities.request(grant, "station", List.of("localhost")));
    assertThat(shown().chain()).isEqualTo(old);
    act(
        grant ->
            identities.certify(grant, "station", List.of(identities.issue(grant, "lab", request))));
    assertThat(shown().chain()).isNotEqualTo(old);
  }

  @Test
  void aListIsTakenOfWhomTheVaultTrustsAndNeverAnOlderOne() throws Exception {
    var list = company.list(TlsAuthorities.NOW);
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> act(grant -> identities.take(grant, list, Optional.empty())))
        .withMessageContaining("not signed by an authority that the vault trusts");
    act(grant -> identities.trust(grant, "company", company.certificate(), true));
    act(grant -> identities.take(grant, list, Optional.empty()));
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () ->
                act(
                    grant ->
                        identities.take(
                            grant, company.list(TlsAuthorities.PAST), Optional.empty())))
        .withMessageContaining("the vault has one of");
    act(
        grant -> {
          identities.remove(grant, "company");
          return "";
        });
    assertThat(identities.all()).isEmpty();
  }

  @Test
  void onlyAnAuthorityIsTrusted() throws Exception {
    var leaf = company.identity("leaf").own();
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> act(grant -> identities.trust(grant, "leaf", leaf, true)))
        .withMessageContaining("is not an authority's");
  }

  @Test
  void whatIsRevokedStaysOnTheListOfTheVaultsOwnAuthority() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    certified("station", "localhost");
    certified("desk");
    var station = credentials.current(Optional.of("station")).chain().getFirst();
    var desk = credentials.current(Optional.of("desk")).chain().getFirst();
    act(grant -> identities.revoke(grant, "lab", station));
    act(grant -> identities.revoke(grant, "lab", desk));
    var list = identities.list("lab").orElseThrow();
    assertThat(list.isRevoked(station)).isTrue();
    assertThat(list.isRevoked(desk)).isTrue();
    assertThat(identities.all())
        .filteredOn(entry -> entry.kind() == TlsEntry.Kind.LIST)
        .extracting(TlsEntry::remark)
        .containsExactly("2 revoked");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () -> act(grant -> identities.revoke(grant, "lab", company.identity("other").own())));
  }

  @Test
  void aRemovedIdentityIsGoneForGood() throws Exception {
    act(grant -> identities.authority(grant, "lab"));
    certified("station", "localhost");
    act(
        grant -> {
          identities.remove(grant, "station");
          return "";
        });
    assertThatExceptionOfType(LinkException.class).isThrownBy(this::shown);
    assertThatExceptionOfType(VaultException.class)
        .isThrownBy(
            () ->
                act(
                    grant -> {
                      identities.remove(grant, "station");
                      return "";
                    }))
        .withMessageContaining("nothing called 'station'");
  }
}
