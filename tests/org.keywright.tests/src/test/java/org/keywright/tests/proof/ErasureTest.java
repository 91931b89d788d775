// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * After a load, and after each way in which one can fail, no living object of this program holds
 * T1, a key derived from it, or the key schedule of one: neither the first unit's part nor the
 * second's (claims 16 and 17). A dump of all living objects is searched.
 */
class ErasureTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final byte[] MASKED_T =
      RunKeys.mask(
          HexFormat.of()
              .parseHex("93b1f04e6d28c57a1b0f8e4432d9a6175c70eb83fd24196858aa3f07b6c1e2d5"));

  @TempDir private Path folder;

  private final TestCrypto crypto = new TestCrypto();
  private final WatchedSuites suites = new WatchedSuites(crypto);
  private final TestFleet there = new TestFleet(crypto);
  private final TestFleet spoilt = new TestFleet(crypto, suites.registry, crypto.keys);
  private final Key transportKey = transportKey();
  private final SimulatedUnit as = there.as("as", FUEL, transportKey, 3);
  private final SimulatedUnit ei = there.ei("ei", FUEL, transportKey, 3);
  private final Needles needles = new Needles();
  private byte[] lastMasked = {};

  @Test
  void nothingIsLeftAfterALoad() throws Exception {
    assertThat(imported(exported(1, 1), 0)).isEqualTo(0x9000);
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftAfterAWrongCertificate() throws Exception {
    byte[] message = exported(1, 1);
    message[message.length - 1] ^= 1;
    assertThat(imported(message, 0)).isEqualTo(0x6988);
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftAfterAWrapThatDoesNotOpen() throws Exception {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    var m = exported(as, request);
    byte[] wrap = m.wrap().toArray();
    wrap[5] ^= 1;
    assertThat(imported(noted(request, m).forged(m, Bytes.of(wrap), m.sas()).encode(), 0))
        .isEqualTo(0x6988);
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftAfterAVersionThatGoesBackOrAWrongMode() throws Exception {
    TestFleet.send(as, SecuredRoom.load(9, 2, there.record(9)));
    assertThat(imported(exported(9, 1), 0)).isEqualTo(0x9000);
    assertThat(imported(exported(1, 1), 1)).isEqualTo(0x9E03);
    assertThat(imported(exported(1, 1), 0)).isEqualTo(0x6985);
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftAfterAWrongOrAMissingSignature() throws Exception {
    var bad = spoilt.as("bad", FUEL, transportKey, 1);
    suites.spoilSas();
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    var m = exported(bad, request);
    noted(request, m);
    assertThat(imported(m.encode(), 0)).isEqualTo(0x9E01);
    nothingIsLeft();
    request = TestFleet.prepare(ei, 1, 1).data();
    m = exported(as, request);
    byte[] unsigned = noted(request, m).forged(m, m.wrap(), Optional.empty()).encode();
    assertThat(imported(unsigned, 0)).isEqualTo(0x9E04);
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftAfterAFailedWriteOrAPowerCut() throws Exception {
    var link = ei.connect();
    for (Fault.Kind kind :
        new Fault.Kind[] {
          Fault.Kind.WRITE_FAILS, Fault.Kind.CUT_BEFORE_COMMIT, Fault.Kind.CUT_AFTER
        }) {
      byte[] message = exported(1, 1);
      ei.arm(Fault.parse(kind.word() + "@12"));
      try {
        assertThat(imported(message, 0)).isEqualTo(0x6581);
      } catch (UncheckedIOException e) {
        assertThat(kind).isNotEqualTo(Fault.Kind.WRITE_FAILS);
      }
    }
    assertThat(link.atr()).isNotNull();
    nothingIsLeft();
  }

  @Test
  void nothingIsLeftAfterTheFirstUnitFailsOrGivesLeave() throws Exception {
    byte[] request = TestFleet.prepare(ei, 1, 1).data();
    as.arm(Fault.parse("write-fails@20"));
    assertThat(status(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request))).isEqualTo(0x6581);
    assertThat(imported(exported(1, 1), 0)).isEqualTo(0x9000);
    byte[] leave = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, leave))).isEqualTo(0x9000);
    nothingIsLeft();
  }

  @Test
  void anErasedAndDestroyedKeyIsNowhere() throws Exception {
    byte[] masked = crypto.keys.random(16);
    byte[] clear = RunKeys.mask(masked);
    var like = there.record(3);
    var key = Key.of(KeySpec.AES_128, KeyMaterial.consume(clear));
    byte[] load;
    try (var record = new KeyRecord(like.attributes(), 3, key)) {
      load = SecuredRoom.load(77, 2, record);
    }
    assertThat(status(TestFleet.send(as, load))).isEqualTo(0x9000);
    load = new byte[0];
    needles.addInMemory("TA", masked);
    assertThat(dumped()).as("a key in use is in memory").isNotEmpty();
    assertThat(imported(exported(77, 1), 0)).isEqualTo(0x9000);
    byte[] leave = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, leave))).isEqualTo(0x9000);
    byte[] which = {(byte) 0x82, 2, 0, 77};
    assertThat(status(TestFleet.send(as, Instruction.DESTROY, 0, which))).isEqualTo(0x9000);
    nothingIsLeft();
    assertThat(load).isEmpty();
  }

  @Test
  void aPlantedKeyIsFoundInEveryForm() throws Exception {
    exported(1, 1);
    byte[] plain = RunKeys.mask(lastMasked);
    int[] bigEndian = new int[8];
    int[] littleEndian = new int[8];
    ByteBuffer.wrap(plain).asIntBuffer().get(bigEndian);
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(littleEndian);
    long[] words = new long[4];
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    plain[0] ^= 1;
    assertThat(dumped())
        .contains(
            "RCPT from byte 0",
            "RCPT from byte 16",
            "RCPT from byte 16, words of 4 reversed",
            "RCPT from byte 16, words of 8 reversed");
    Reference.reachabilityFence(plain);
    Reference.reachabilityFence(bigEndian);
    Reference.reachabilityFence(littleEndian);
    Reference.reachabilityFence(words);
  }

  @Test
  void aCipherThatWasNotWipedIsFound() throws Exception {
    exported(1, 1);
    for (String mode : new String[] {"ECB", "KW"}) {
      for (int direction : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
        var cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
        byte[] plain = RunKeys.mask(lastMasked);
        cipher.init(direction, new SecretKeySpec(plain, "AES"));
        Arrays.fill(plain, (byte) 0);
        assertThat(dumped()).as("%s in direction %d", mode, direction).isNotEmpty();
        Reference.reachabilityFence(cipher);
      }
    }
  }

  private static Key transportKey() {
    try {
      return Key.of(KeySpec.AES_256, KeyMaterial.consume(RunKeys.mask(MASKED_T)));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** A message whose keys are noted to be looked for. */
  private byte[] exported(int ref1, int ref2) throws Exception {
    byte[] request = TestFleet.prepare(ei, ref1, ref2).data();
    var message = exported(as, request);
    noted(request, message);
    return message.encode();
  }

  private static LoadMessage exported(SimulatedUnit as, byte[] request) {
    return LoadMessages.decoded(TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data());
  }

  private RunKeys noted(byte[] request, LoadMessage message) throws Exception {
    var keys = new RunKeys(MASKED_T, request, message.answer().toArray());
    // The keys looked for are the keys that were used: the certificate holds under one of them.
    assertThat(keys.certified(message).cas()).isEqualTo(message.cas());
    String[] names = {"T1", "ENC", "CAS", "SAS", "RCPT"};
    for (int i = 0; i < names.length; i++) {
      needles.addInMemory(names[i], keys.masked().get(i));
    }
    lastMasked = keys.masked().getLast();
    return keys;
  }

  private int imported(byte[] message, int mode) {
    return status(TestFleet.send(ei, Instruction.IMPORT_KEY, mode, message));
  }

  private void nothingIsLeft() throws Exception {
    assertThat(needles.size()).isGreaterThan(4);
    assertThat(dumped()).isEmpty();
  }

  private TreeSet<String> dumped() throws Exception {
    Path dump = folder.resolve("living.hprof");
    var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    diagnostics.dumpHeap(dump.toString(), true);
    try {
      return needles.in(dump);
    } finally {
      Files.delete(dump);
    }
  }
}
