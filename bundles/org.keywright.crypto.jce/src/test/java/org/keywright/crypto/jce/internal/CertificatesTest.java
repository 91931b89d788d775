// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;

/** What certificates say, who may issue them, and what a chain is worth. */
class CertificatesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Bytes FRESH = Bytes.ofHex("5A".repeat(32));
  private static final DistinguishedName UNIT = DistinguishedName.of("North Pay", "bureau 1");
  private static final DistinguishedName MODULE =
      DistinguishedName.of("North Pay", "pin pad 7", "000102030405060708090A0B0C0D0E0F");

  private final BouncyCastleEcKeys keys = Samples.EC_KEYS;
  private final BouncyCastleCertificates certificates =
      new BouncyCastleCertificates(Samples.CURVES);

  private final EcKeyPair rootPair = keys.generate();
  private final EcKeyPair unitPair = keys.generate();
  private final EcKeyPair centralPair = keys.generate();
  private final EcKeyPair modulePair = keys.generate();
  private final Credential root = root();
  private final Credential unit = under(root, KeyPurpose.PERSONALIZER, UNIT, unitPair, days(90));
  private final Credential central =
      under(
          unit,
          KeyPurpose.CENTRAL,
          DistinguishedName.of("North Pay", "host"),
          centralPair,
          days(80));
  private final Credential module = under(unit, KeyPurpose.MODULE, MODULE, modulePair, days(30));

  @Test
  void everyChainOfTheProfileHolds() throws ChainException {
    check(module.chain(), KeyPurpose.MODULE);
    check(central.chain(), KeyPurpose.CENTRAL);
    check(unit.chain(), KeyPurpose.PERSONALIZER);
    check(
        under(root, KeyPurpose.IDENTITY, MODULE, modulePair, endless()).chain(),
        KeyPurpose.IDENTITY);
    check(endorsement(unitPair).chain(), KeyPurpose.ENDORSEMENT);
    for (KeyPurpose device : List.of(KeyPurpose.APPLIANCE, KeyPurpose.IDENTIFICATION)) {
      var name = DistinguishedName.of("North Pay", "phone 3");
      check(under(unit, device, name, modulePair, days(30)).chain(), device);
    }
  }

  @Test
  void aChainHoldsWithItsRootAtTheEndToo() throws ChainException {
    var whole = CertificateChain.of(module.certificate(), unit.certificate(), root.certificate());
    check(whole, KeyPurpose.MODULE);
  }

  @Test
  void aChainIsReadFromItsBytesAndFromText() throws ChainException {
    CertificateChain chain = module.chain();
    assertThat(certificates.readChain(chain.encoded().toArray())).isEqualTo(chain);
    String text = "a module\n" + module.certificate().pem() + "\n" + unit.certificate().pem();
    assertThat(certificates.readPem(text)).isEqualTo(chain);
  }

  @Test
  void whatACertificateSaysIsSaidInWords() {
    assertThat(module.certificate().words())
        .containsEntry("subject", MODULE.toString())
        .containsEntry("purpose", "module in operation")
        .containsEntry("issuer", "O=North Pay, CN=bureau 1")
        .containsEntry("valid from", "2026-03-01T12:00:00Z")
        .containsEntry("valid to", "2026-03-31T12:00:00Z")
        .containsEntry("may certify", "nothing")
        .containsEntry("freshness", FRESH.hex());
    assertThat(unit.certificate().words())
        .containsEntry("may certify", "modules, central systems and users' devices of O=North Pay")
        .containsEntry("quota", "at most 500 certificates");
    assertThat(root.certificate().words()).containsEntry("valid to", "no end");
  }

  @Test
  void aChainIsDrawnAsATree() {
    assertThat(endorsement(unitPair).chain().tree())
        .isEqualTo(
            """
            O=North Pay, CN=bureau 1 · personalization unit · to 2026-05-30T12:00:00Z
            └─ O=North Pay, CN=host · central system · to 2026-05-20T12:00:00Z
               └─ O=North Pay, CN=bureau 1 · personalization unit, endorsed by a central system · to 2026-05-10T12:00:00Z
            """);
  }

  @Test
  void serialNumbersAreRandomAndOfSixteenBytes() {
    Certificate one = module.certificate();
    Certificate two = under(unit, KeyPurpose.MODULE, MODULE, modulePair, days(30)).certificate();
    assertThat(one.serial().length()).isEqualTo(16);
    assertThat(one.serial()).isNotEqualTo(two.serial());
  }

  @Test
  void onlyWhoMayIssueACertificateDoes() {
    issuingFails(root, KeyPurpose.MODULE, MODULE, days(1), ChainFault.ORDER);
    issuingFails(unit, KeyPurpose.IDENTITY, MODULE, days(1), ChainFault.ORDER);
    issuingFails(unit, KeyPurpose.PERSONALIZER, UNIT, days(1), ChainFault.ORDER);
    issuingFails(module, KeyPurpose.MODULE, MODULE, days(1), ChainFault.ORDER);
    issuingFails(central, KeyPurpose.MODULE, MODULE, days(1), ChainFault.ORDER);
  }

  @Test
  void namesOutsideTheIssuersConstraintAreNotCertified() {
    var foreign = DistinguishedName.of("South Pay", "pin pad 7");
    issuingFails(unit, KeyPurpose.MODULE, foreign, days(1), ChainFault.NAME_CONSTRAINT);
    issuingFails(central, KeyPurpose.ENDORSEMENT, MODULE, days(1), ChainFault.NAME_CONSTRAINT);
  }

  @Test
  void aPersonalizationUnitIsCertifiedForNinetyDaysAtMost() {
    issuingFails(root, KeyPurpose.PERSONALIZER, UNIT, days(91), ChainFault.VALIDITY);
  }

  @Test
  void noCertificateOutlivesItsIssuers() {
    var template =
        new CertificateTemplate(KeyPurpose.APPLIANCE, UNIT, modulePair.publicKey(), days(91));
    assertThatThrownBy(() -> certificates.issue(template, unit))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("would be valid when its issuer's is not");
  }

  @Test
  void aModuleIsCertifiedWithAFreshnessValueAndNobodyElseWithAQuota() {
    var stale = new CertificateTemplate(KeyPurpose.MODULE, MODULE, modulePair.publicKey(), days(1));
    fails(() -> certificates.issue(stale, unit), ChainFault.FRESHNESS);
    fails(() -> certificates.issue(stale.fresh(Bytes.ofHex("00")), unit), ChainFault.FRESHNESS);
    fails(() -> certificates.issue(stale.fresh(FRESH).atMost(3), unit), ChainFault.EXTENSIONS);
  }

  @Test
  void aKeyThatIsNotTheCertificatesIssuesNothing() {
    var mixed = new Credential(modulePair.privateKey(), unit.chain());
    var template =
        new CertificateTemplate(KeyPurpose.MODULE, MODULE, modulePair.publicKey(), days(1))
            .fresh(FRESH);
    fails(() -> certificates.issue(template, mixed), ChainFault.SIGNATURE);
  }

  @Test
  void aRequestProvesPossessionAndNamesItsSubject() throws KeyException {
    var request = certificates.request(modulePair.privateKey(), MODULE);
    assertThat(certificates.readRequest(request.encoded().toArray())).isEqualTo(request);
    assertThat(request.subject()).isEqualTo(MODULE);
    assertThat(request.publicKey()).isEqualTo(modulePair.publicKey());
  }

  @Test
  void aRequestWithABitOfAnyByteChangedIsRefused() throws KeyException {
    byte[] encoded = certificates.request(modulePair.privateKey(), MODULE).encoded().toArray();
    for (int i = 0; i < encoded.length; i++) {
      byte[] changed = encoded.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> certificates.readRequest(changed))
          .isInstanceOf(ChainException.class);
    }
  }

  @Test
  void aRevokedCertificateIsRefusedAndTheOthersAreNot() throws KeyException {
    var list = revoking(module.certificate(), 1);
    var trust = trust(KeyPurpose.MODULE).heeding(List.of(list));
    fails(() -> certificates.check(module.chain(), trust, NOW), ChainFault.REVOKED);
    var other = under(unit, KeyPurpose.MODULE, MODULE, modulePair, days(30));
    certificates.check(other.chain(), trust, NOW);
  }

  @Test
  void aListOutOfDateStillRevokes() throws KeyException {
    var trust = trust(KeyPurpose.MODULE).heeding(List.of(revoking(module.certificate(), 1)));
    Instant later = NOW.plus(Duration.ofDays(20));
    fails(() -> certificates.check(module.chain(), trust, later), ChainFault.REVOKED);
  }

  @Test
  void theNewestListOfAnIssuerCounts() throws KeyException {
    var lists = List.of(revoking(module.certificate(), 1), emptyList(2));
    certificates.check(module.chain(), trust(KeyPurpose.MODULE).heeding(lists), NOW);
  }

  @Test
  void whereListsAreRequiredEachIssuerHasOneInDate() throws KeyException {
    var rootList =
        certificates.issueRevocationList(root, Map.of(), 1, Validity.of(NOW, Duration.ofDays(9)));
    var both = trust(KeyPurpose.MODULE).requiring(List.of(rootList, emptyList(1)));
    certificates.check(module.chain(), both, NOW);
    for (Trust trust :
        List.of(
            trust(KeyPurpose.MODULE).requiring(List.of()),
            trust(KeyPurpose.MODULE).requiring(List.of(rootList)),
            trust(KeyPurpose.MODULE).requiring(List.of(emptyList(1))))) {
      fails(() -> certificates.check(module.chain(), trust, NOW), ChainFault.REVOCATION_UNKNOWN);
    }
    fails(
        () -> certificates.check(module.chain(), both, NOW.plus(Duration.ofDays(10))),
        ChainFault.REVOCATION_UNKNOWN);
  }

  @Test
  void aListIsReadBackAndNotTakenFromAnotherIssuer() throws KeyException {
    var list = revoking(module.certificate(), 7);
    byte[] encoded = list.encoded().toArray();
    assertThat(certificates.readRevocationList(encoded, unit.certificate())).isEqualTo(list);
    assertThat(list.number()).isEqualTo(7);
    assertThat(list.revoked())
        .containsOnlyKeys(module.certificate().serial())
        .containsValue(new RevocationList.Revocation(NOW, RevocationReason.KEY_COMPROMISE));
    fails(() -> certificates.readRevocationList(encoded, root.certificate()), ChainFault.SIGNATURE);
  }

  @Test
  void whoMayNotRevokeMakesNoList() {
    fails(
        () -> certificates.issueRevocationList(central, Map.of(), 1, days(1)),
        ChainFault.KEY_USAGE);
  }

  @Test
  void anEndorsementIsOfTheKeyOfTheUnitAboveItAlone() throws ChainException {
    check(endorsement(unitPair).chain(), KeyPurpose.ENDORSEMENT);
    fails(
        () -> check(endorsement(modulePair).chain(), KeyPurpose.ENDORSEMENT), ChainFault.OTHER_KEY);
  }

  @Test
  void trustInOneKeyIsTrustInNoOther() throws ChainException {
    var trust = trust(KeyPurpose.CENTRAL).only(centralPair.publicKey());
    certificates.check(central.chain(), trust, NOW);
    var impostor =
        under(unit, KeyPurpose.CENTRAL, central.certificate().subject(), modulePair, days(3));
    fails(() -> certificates.check(impostor.chain(), trust, NOW), ChainFault.OTHER_KEY);
  }

  @Test
  void aModuleCertificateWithABitOfAnyByteChangedIsRefused() {
    byte[] encoded = module.certificate().encoded().toArray();
    for (int i = 0; i < encoded.length; i++) {
      byte[] changed = encoded.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertThatThrownBy(
              () -> check(unit.chain().below(certificates.read(changed)), KeyPurpose.MODULE))
          .isInstanceOf(ChainException.class);
    }
  }

  private Credential endorsement(EcKeyPair pair) {
    return under(central, KeyPurpose.ENDORSEMENT, UNIT, pair, days(70));
  }

  private RevocationList revoking(Certificate certificate, long number) throws KeyException {
    var revocation = new RevocationList.Revocation(NOW, RevocationReason.KEY_COMPROMISE);
    return certificates.issueRevocationList(
        unit, Map.of(certificate.serial(), revocation), number, days(10));
  }

  private RevocationList emptyList(long number) throws KeyException {
    return certificates.issueRevocationList(unit, Map.of(), number, days(9));
  }

  private void issuingFails(
      Credential by,
      KeyPurpose purpose,
      DistinguishedName name,
      Validity validity,
      ChainFault fault) {
    var template =
        new CertificateTemplate(
            purpose,
            name,
            modulePair.publicKey(),
            validity,
            purpose == KeyPurpose.MODULE ? Optional.of(FRESH) : Optional.empty(),
            OptionalInt.empty());
    fails(() -> certificates.issue(template, by), fault);
  }

  private void check(CertificateChain chain, KeyPurpose purpose) throws ChainException {
    certificates.check(chain, trust(purpose), NOW);
  }

  private Trust trust(KeyPurpose purpose) {
    return Trust.in(root.certificate(), purpose);
  }

  private Credential root() {
    try {
      var name = DistinguishedName.of("Maker", "checking key 1");
      var certificate = certificates.issueRoot(rootPair, name, endless());
      return new Credential(rootPair.privateKey(), CertificateChain.of(certificate));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  private Credential under(
      Credential issuer,
      KeyPurpose purpose,
      DistinguishedName subject,
      EcKeyPair pair,
      Validity validity) {
    var template = new CertificateTemplate(purpose, subject, pair.publicKey(), validity);
    if (purpose == KeyPurpose.MODULE) {
      template = template.fresh(FRESH);
    }
    if (purpose == KeyPurpose.PERSONALIZER) {
      template = template.atMost(500);
    }
    try {
      var certificate = certificates.issue(template, issuer);
      return new Credential(pair.privateKey(), issuer.chain().below(certificate));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  private static Validity days(int days) {
    return Validity.of(NOW, Duration.ofDays(days));
  }

  private static Validity endless() {
    return new Validity(NOW, Validity.NO_END);
  }

  private static void fails(ThrowingCallable doing, ChainFault fault) {
    assertThatThrownBy(doing)
        .isInstanceOfSatisfying(ChainException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
