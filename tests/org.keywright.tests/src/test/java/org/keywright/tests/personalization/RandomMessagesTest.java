// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.CentralRun;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.protocol.personalization.ModuleRun;
import org.keywright.protocol.personalization.Policy;
import org.keywright.protocol.personalization.Step;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.sim.internal.Patience;

/**
 * Two hundred thousand messages to each of the three programs, noise and what was nearly said. Each
 * comes to a run that waits for one, and is read: no run takes two of them. The runs are in all
 * states that a good run with a TAN passes; what was computed once to get there is remembered.
 */
class RandomMessagesTest {
  private static final int MESSAGES = 200_000;

  /** As one in so many comes later than at the beginning of a run. */
  private static final int LATER_ONE_IN = 16;

  private static final SerialNumber MODULE = SerialNumber.parse("NOISE-1");
  private static final byte[] TAN = "12345678903".getBytes(StandardCharsets.US_ASCII);
  private static final Bytes BINDING = Bytes.of(Pinned.value("binding"));
  private static final Bytes CHALLENGE = Bytes.of(Pinned.value("challenge"));
  private static final Pinned.Place BEGINNING = new Pinned.Place(0, 0, 0);

  private final Remembered remembered = new Remembered();
  private final Pinned forModule = new Pinned("module");
  private final Pinned forUnit = new Pinned("unit");
  private final List<byte[]> toModule = new ArrayList<>();
  private final List<byte[]> toUnit = new ArrayList<>();
  private final TreeSet<String> answered = new TreeSet<>();
  private Bureau bureau;
  private Cryptography moduleCrypto;
  private Cryptography unitCrypto;
  private Certificate identity;
  private StillModule memory;

  @BeforeEach
  void record() throws Exception {
    bureau = new Bureau(forModule.noise(), forModule::of, Patience.USUAL, remembered::of);
    bureau.unit.policy = new Policy(true, true, true, 30);
    moduleCrypto = forModule.of(bureau.real);
    unitCrypto = forUnit.of(bureau.real);
    EcKeyPair pair = Pinned.pair(bureau.real.ecKeys(), "identity");
    identity =
        bureau
            .real
            .certificates()
            .issue(
                new CertificateTemplate(
                    KeyPurpose.IDENTITY,
                    ModuleNames.of(Bureau.NORTH, "pin pad", MODULE),
                    pair.publicKey(),
                    Validity.of(bureau.now().minus(Duration.ofDays(1)), Duration.ofDays(900))),
                new Credential(bureau.rootPair.privateKey(), CertificateChain.of(bureau.root)));
    memory = new StillModule(bureau, MODULE, pair, identity, forModule.noise(), TAN);
    // Twice, so that all is remembered: the second time is as all that follow.
    for (int time = 0; time < 2; time++) {
      toModule.clear();
      toUnit.clear();
      assertThat(wholeRun()).isTrue();
    }
    remembered.learnt();
    memory.commits = 0;
  }

  private boolean wholeRun() throws Refusal {
    try (var unit = unit();
        var module = module()) {
      Step step = unit.begin();
      while (step.message().isPresent()) {
        toModule.add(step.message().get().toArray());
        toUnit.add(module.receive(toModule.getLast()).message().orElseThrow().toArray());
        step = unit.receive(toUnit.getLast());
      }
      return unit.confirmed();
    }
  }

  private UnitRun unit() throws Refusal {
    forUnit.go(BEGINNING);
    bureau.unit.forget();
    bureau.unit.tan = Optional.of(TAN);
    return new UnitRun(unitCrypto, bureau.unit, bureau::now, BINDING, identity);
  }

  private ModuleRun module() {
    forModule.go(BEGINNING);
    return new ModuleRun(moduleCrypto, memory, BINDING, bureau.unit.certificate());
  }

  /** How many messages of a good run come before the one that is none. */
  private static int before(Random random, int all) {
    return random.nextInt(LATER_ONE_IN) == 0 ? random.nextInt(all) : 0;
  }

  @Test
  void aUnitCertifiesNothingForThem() throws Exception {
    var noise = new MessageNoise(1, toUnit);
    var random = new Random(11);
    for (int i = 0; i < MESSAGES; i++) {
      try (var unit = unit()) {
        unit.begin();
        toUnit.subList(0, before(random, toUnit.size())).forEach(unit::receive);
        unit.receive(noise.next());
        assertThat(unit.confirmed()).isFalse();
        unit.refusal().ifPresent(why -> answered.add(why.status().hex()));
      }
    }
    assertThat(bureau.unit.active).isEmpty();
    assertThat(answered).contains("6A80", "6988", "9E02");
  }

  @Test
  void aModuleCommitsNothingOfThem() {
    var noise = new MessageNoise(2, toModule);
    var random = new Random(12);
    for (int i = 0; i < MESSAGES; i++) {
      try (var module = module()) {
        toModule.subList(0, before(random, toModule.size())).forEach(module::receive);
        module.receive(noise.next());
        module.refusal().ifPresent(why -> answered.add(why.status().hex()));
      }
    }
    assertThat(memory.commits).isZero();
    assertThat(answered).contains("6A80", "6982", "6988");
  }

  @Test
  void aCentralSystemHoldsNoKeyForLoadedByThem() throws Exception {
    var recorded = RecordedRun.read();
    var noise =
        new MessageNoise(
            3,
            List.of(
                Bytes.ofHex(recorded.get("F1")).toArray(),
                Bytes.ofHex(recorded.get("F3")).toArray()));
    var attributes =
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE);
    try (var run =
            new CentralRun(
                bureau.real,
                MODULE,
                TestCrypto.aes("11".repeat(32)),
                TestCrypto.aes("22".repeat(32)));
        var record = new KeyRecord(attributes, 1, TestCrypto.aes("33".repeat(16)))) {
      for (int i = 0; i < MESSAGES; i++) {
        try {
          if (i % 2 == 0) {
            run.load(KeyLoad.Form.KEY_RECORD, 1, record);
            assertThat(run.receipt(noise.next())).as("message " + i).isNull();
          } else {
            run.use(1, CHALLENGE);
            assertThat(run.proves(noise.next(), 1, CHALLENGE, record.key())).isFalse();
            answered.add("no");
          }
        } catch (Refusal e) {
          answered.add(e.status().hex());
        }
      }
    }
    assertThat(answered).contains("6A80", "6988", "no");
  }
}
