// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.crypto.pki.RevocationReason;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;

/** Every chain that is wrong in one way is refused, and for that. */
class DefectiveChainsTest {
  private static final Parties PARTIES = parties();

  /** A defect, and for what the chain is checked. */
  record Case(Defect defect, Trust trust) {
    @Override
    public String toString() {
      return defect.toString();
    }
  }

  @Test
  void goodChainsHold() {
    assertThatCode(
            () -> {
              check(bytes(PARTIES.module), PARTIES.trust(KeyPurpose.MODULE));
              check(bytes(PARTIES.central), PARTIES.trust(KeyPurpose.CENTRAL));
              check(bytes(PARTIES.unit), PARTIES.trust(KeyPurpose.PERSONALIZER));
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDefectiveChainIsRefusedForItsDefect(Case each) {
    assertThatThrownBy(() -> check(each.defect.encoded().toArray(), each.trust))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.fault()).isEqualTo(each.defect.fault()));
  }

  @Test
  void thereAreDefectsOfEachKind() throws KeyException {
    var all = cases().map(Case::defect).toList();
    assertThat(all).hasSizeGreaterThan(150);
    assertThat(all.stream().map(Defect::fault)).contains(ChainFault.values());
  }

  static Stream<Case> cases() throws KeyException {
    var cases = new ArrayList<Case>();
    single(cases, KeyPurpose.PERSONALIZER, Parties.UNIT, PARTIES.root);
    single(cases, KeyPurpose.MODULE, Parties.MODULE, PARTIES.unit);
    single(cases, KeyPurpose.CENTRAL, Parties.HOST, PARTIES.unit);
    paths(cases);
    revoked(cases);
    return cases.stream();
  }

  /** Each defect of one certificate, with a good chain above it. */
  private static void single(
      List<Case> cases, KeyPurpose purpose, DistinguishedName name, Credential issuer)
      throws KeyException {
    try (var pair = PARTIES.keys.generate()) {
      var template = Parties.template(purpose, name, pair, 50);
      for (Defect defect :
          DefectiveCertificates.of(
              PARTIES.keys, PARTIES.certificates, template, issuer, Parties.NOW)) {
        byte[] above = issuer.certificate().root() ? new byte[0] : bytes(issuer);
        var chain = join(defect.encoded().toArray(), above);
        cases.add(
            new Case(
                new Defect(purpose + " " + defect.name(), defect.fault(), Bytes.of(chain)),
                PARTIES.trust(purpose)));
      }
    }
  }

  private static void paths(List<Case> cases) throws KeyException {
    var module = PARTIES.module.certificate();
    var unit = PARTIES.unit.certificate();
    var root = PARTIES.root.certificate();
    var forModules = PARTIES.trust(KeyPurpose.MODULE);
    path(cases, "without the unit", ChainFault.UNKNOWN_ISSUER, forModules, module);
    path(cases, "upside down", ChainFault.UNKNOWN_ISSUER, forModules, unit, module);
    path(cases, "with the unit twice", ChainFault.SIGNATURE, forModules, module, unit, unit);
    path(cases, "of five", ChainFault.PATH_LENGTH, forModules, module, module, module, unit, root);
    path(
        cases,
        "of four below the root",
        ChainFault.PATH_LENGTH,
        forModules,
        module,
        module,
        unit,
        unit);
    path(cases, "of a root alone", ChainFault.PURPOSE, forModules, root);
    path(
        cases,
        "for another purpose",
        ChainFault.PURPOSE,
        PARTIES.trust(KeyPurpose.CENTRAL),
        module,
        unit);
    path(
        cases,
        "for another key",
        ChainFault.OTHER_KEY,
        forModules.only(PARTIES.unitPair.publicKey()),
        module,
        unit);
    var impostor = PARTIES.root("checking key 1");
    path(
        cases,
        "under a root of the same name",
        ChainFault.UNKNOWN_ISSUER,
        Trust.in(impostor.certificate(), KeyPurpose.MODULE),
        module,
        unit);
    path(
        cases,
        "with a root that is not trusted",
        ChainFault.UNKNOWN_ISSUER,
        Trust.in(impostor.certificate(), KeyPurpose.MODULE),
        module,
        unit,
        root);
    var elsewhere = DistinguishedName.of("South Pay", "bureau 1");
    try (var pair = PARTIES.keys.generate()) {
      var foreign = PARTIES.under(PARTIES.root, KeyPurpose.PERSONALIZER, elsewhere, pair, 80);
      path(
          cases,
          "with another unit in the place of the issuer",
          ChainFault.SIGNATURE,
          forModules,
          module,
          foreign.certificate());
      var twin = PARTIES.under(PARTIES.root, KeyPurpose.PERSONALIZER, Parties.UNIT, pair, 80);
      path(
          cases,
          "with another key of the issuer's name",
          ChainFault.SIGNATURE,
          forModules,
          module,
          twin.certificate());
      var endorsed = PARTIES.under(PARTIES.central, KeyPurpose.ENDORSEMENT, Parties.UNIT, pair, 50);
      path(
          cases,
          "endorsing another key",
          ChainFault.OTHER_KEY,
          PARTIES.trust(KeyPurpose.ENDORSEMENT),
          endorsed.certificate(),
          PARTIES.central.certificate(),
          unit);
    }
    cases.add(new Case(new Defect("path of nothing", ChainFault.ENCODING, Bytes.of()), forModules));
  }

  private static void revoked(List<Case> cases) throws KeyException {
    var trust = PARTIES.trust(KeyPurpose.MODULE);
    var module = PARTIES.module.certificate();
    var unit = PARTIES.unit.certificate();
    path(
        cases,
        "of a revoked module",
        ChainFault.REVOKED,
        trust.heeding(List.of(list(PARTIES.unit, module))),
        module,
        unit);
    path(
        cases,
        "under a revoked unit",
        ChainFault.REVOKED,
        trust.heeding(List.of(list(PARTIES.root, unit))),
        module,
        unit);
    path(
        cases,
        "without the lists that are required",
        ChainFault.REVOCATION_UNKNOWN,
        trust.requiring(List.of()),
        module,
        unit);
  }

  private static RevocationList list(Credential issuer, Certificate revoked) throws KeyException {
    return PARTIES.certificates.issueRevocationList(
        issuer,
        Map.of(
            revoked.serial(),
            new RevocationList.Revocation(Parties.NOW, RevocationReason.SUPERSEDED)),
        1,
        Validity.of(Parties.NOW, Duration.ofDays(7)));
  }

  private static void path(
      List<Case> cases, String name, ChainFault fault, Trust trust, Certificate... path) {
    byte[] encoded =
        join(
            Arrays.stream(path)
                .map(certificate -> certificate.encoded().toArray())
                .toArray(byte[][]::new));
    cases.add(new Case(new Defect("path " + name, fault, Bytes.of(encoded)), trust));
  }

  private static void check(byte[] encoded, Trust trust) throws ChainException {
    PARTIES.certificates.check(PARTIES.certificates.readChain(encoded), trust, Parties.NOW);
  }

  private static byte[] bytes(Credential credential) {
    return credential.chain().encoded().toArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static Parties parties() {
    try {
      return new Parties();
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }
}
