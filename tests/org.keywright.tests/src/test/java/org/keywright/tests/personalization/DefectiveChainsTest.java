// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.tests.pki.Defect;
import org.keywright.tests.pki.DefectiveCertificates;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.sim.SimulatedModule;

/** Each certificate of a run with each defect there is: the module refuses and stays as it was. */
class DefectiveChainsTest {
  private final Bureau bureau = new Bureau();
  private final SimulatedModule module = bureau.module("chains");
  private final byte[] before = publicPart(module.image());
  private final long commits = module.commits();
  private int made;

  /** The sealed part has a new nonce each time. */
  private static byte[] publicPart(byte[] image) {
    return Arrays.copyOfRange(image, 4, 4 + ByteBuffer.wrap(image).getInt());
  }

  private List<Defect> defects(CertificateTemplate template, Credential issuer) {
    return Bureau.made(
        () ->
            DefectiveCertificates.of(
                bureau.crypto.ecKeys(),
                bureau.crypto.certificates(),
                template,
                issuer,
                bureau.now()));
  }

  private Validity validity() {
    return Validity.of(bureau.now().minus(Duration.ofDays(1)), Duration.ofDays(40));
  }

  /** What a unit sends that does not look at what it sends. */
  private static Certificate posing(Defect defect, Certificate good) {
    return new Certificate(
        defect.encoded(),
        good.serial(),
        good.subject(),
        good.issuer(),
        good.validity(),
        good.publicKey(),
        good.subjectKeyId(),
        good.authorityKeyId(),
        good.purpose(),
        good.freshness(),
        good.quota());
  }

  private void requireRefused(String what) {
    made++;
    bureau.unit.open.clear();
    boolean confirmed;
    try {
      confirmed =
          bureau.personalize(bureau.unit, Bureau.link(module, new ArrayList<>())).confirmed();
    } catch (LinkException | ModuleException | Refusal e) {
      confirmed = false;
    }
    assertThat(confirmed).as(what).isFalse();
    assertThat(Bureau.status(module).state()).as(what).isEqualTo(LifeCycle.IDENTIFIED);
    assertThat(publicPart(module.image())).as(what).isEqualTo(before);
    assertThat(module.commits()).as(what).isEqualTo(commits);
  }

  @Test
  void ofTheUnit() throws Exception {
    var good = bureau.unit.certificate();
    var template =
        new CertificateTemplate(
            KeyPurpose.PERSONALIZER, good.subject(), good.publicKey(), validity());
    var root = new Credential(bureau.rootPair.privateKey(), CertificateChain.of(bureau.root));
    for (Defect defect : defects(template, root)) {
      bureau.unit.shown = posing(defect, good);
      requireRefused("unit: " + defect.name());
    }
    assertThat(made).isGreaterThan(50);
    bureau.unit.shown = good;
    assertThat(bureau.personalize(module).confirmed()).isTrue();
  }

  @Test
  void ofTheModuleAndOfTheCentralSystem() throws Exception {
    int count = 1;
    for (int i = 0; i < count; i++) {
      for (boolean central : new boolean[] {false, true}) {
        int which = i;
        var name = new String[1];
        var size = new int[1];
        bureau.unit.certifying =
            (identity, request, fresh) -> {
              var usual = bureau.unit.usual(identity, request, fresh);
              var good = central ? usual.central() : usual.module();
              var purpose = central ? KeyPurpose.CENTRAL : KeyPurpose.MODULE;
              var template =
                  new CertificateTemplate(
                          purpose, good.subject(), good.publicKey(), good.validity())
                      .fresh(fresh);
              var all = defects(template, bureau.unit.credential());
              var defect = all.get(which % all.size());
              size[0] = all.size();
              name[0] = defect.name();
              var bad = posing(defect, good);
              return central
                  ? new Certified(usual.module(), bad, usual.centralAddress())
                  : new Certified(bad, usual.central(), usual.centralAddress());
            };
        requireRefused((central ? "central system: " : "module: ") + name[0]);
        count = Math.max(count, size[0]);
      }
    }
    assertThat(made).isGreaterThan(100);
    bureau.unit.certifying = bureau.unit::usual;
    bureau.unit.open.clear();
    assertThat(bureau.personalize(module).confirmed()).isTrue();
  }
}
