// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyException;
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
  private final RepeatedRun run;
  private final Bureau bureau;
  private final Books unit;
  private int made;

  DefectiveChainsTest() throws Exception {
    run = new RepeatedRun(RepeatedRun.Talk.RUN);
    bureau = run.bureau;
    unit = bureau.unit;
  }

  private List<Defect> defects(CertificateTemplate template, Credential issuer)
      throws KeyException {
    return DefectiveCertificates.of(
        bureau.crypto.ecKeys(), bureau.crypto.certificates(), template, issuer, bureau.now());
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

  private boolean confirmed(SimulatedModule module) throws KeyException {
    try {
      return run.talk(Bureau.link(module, new ArrayList<>()));
    } catch (LinkException | ModuleException | Refusal e) {
      return false;
    }
  }

  private void requireRefused(String what) throws Exception {
    made++;
    var module = run.enter();
    assertThat(confirmed(module)).as(what).isFalse();
    assertThat(Bureau.status(module).state()).as(what).isEqualTo(LifeCycle.IDENTIFIED);
    assertThat(run.unchanged()).as(what).isTrue();
  }

  private void requireTaken() throws Exception {
    assertThat(confirmed(run.enter())).isTrue();
    assertThat(run.unchanged()).isFalse();
  }

  @Test
  void ofTheUnit() throws Exception {
    var good = unit.certificate();
    var template =
        new CertificateTemplate(
            KeyPurpose.PERSONALIZER, good.subject(), good.publicKey(), validity());
    var root = new Credential(bureau.rootPair.privateKey(), CertificateChain.of(bureau.root));
    for (Defect defect : defects(template, root)) {
      unit.shown = posing(defect, good);
      requireRefused("unit: " + defect.name());
    }
    assertThat(made).isGreaterThan(50);
    unit.shown = good;
    requireTaken();
  }

  @Test
  void ofTheModule() throws Exception {
    requireEachRefused(
        KeyPurpose.MODULE,
        Certified::module,
        (usual, bad) -> new Certified(bad, usual.central(), usual.centralAddress()));
  }

  @Test
  void ofTheCentralSystem() throws Exception {
    requireEachRefused(
        KeyPurpose.CENTRAL,
        Certified::central,
        (usual, bad) -> new Certified(usual.module(), bad, usual.centralAddress()));
  }

  /** The run is the same each time, up to the certificate: so its defects are made but once. */
  private void requireEachRefused(
      KeyPurpose purpose,
      Function<Certified, Certificate> one,
      BiFunction<Certified, Certificate, Certified> other)
      throws Exception {
    var usual = new ArrayList<Certified>();
    var defects = new ArrayList<Defect>();
    unit.certifying =
        (identity, request, fresh) -> {
          usual.add(unit.usual(identity, request, fresh));
          var good = one.apply(usual.getFirst());
          var template =
              new CertificateTemplate(purpose, good.subject(), good.publicKey(), good.validity());
          defects.addAll(defects(template.fresh(fresh), unit.credential()));
          return usual.getFirst();
        };
    requireTaken();
    for (Defect defect : defects) {
      var bad = other.apply(usual.getFirst(), posing(defect, one.apply(usual.getFirst())));
      unit.certifying = (identity, request, fresh) -> bad;
      requireRefused(purpose + ": " + defect.name());
    }
    assertThat(made).isGreaterThan(50);
    unit.certifying = unit::usual;
    requireTaken();
  }
}
