// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.Policy;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.protocol.personalization.TransactionNumbers;
import org.keywright.tests.proof.Needles;
import org.keywright.tests.proof.RunKeys;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.sim.SimulatedModule;

/**
 * The keys of a local channel, those that TLS gives for transaction keys, and a TAN are in the
 * memory of this program, which is module, unit and central system, as long as they are used.
 */
class LinkSecretsTest {
  private static final byte[] NOTHING = {};
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final Pinned forModule = new Pinned("module");
  private final Bureau bureau = new Bureau(forModule.noise(), forModule::of);
  private final Needles needles = new Needles();
  private final Needles texts = new Needles();

  @Test
  void nothingOfALocalRunIsLeftBehind() throws Exception {
    bureau.unit.policy = new Policy(true, true, true, 30);
    var module = bureau.module("secret");
    var frames = new ArrayList<byte[]>();
    enterTan(module);
    assertThat(texts.in(dump())).as("the TAN before its use").isNotEmpty();
    assertThat(bureau.personalize(bureau.unit, Bureau.link(module, frames)).confirmed()).isTrue();
    look("unit channel", frames.subList(2, 4), "module ephemeral 1");
    Path dump = dump();
    assertThat(texts.in(dump)).isEmpty();
    assertThat(needles.in(dump)).isEmpty();
  }

  @Test
  void theKeysOfALinkToTheCentralSystemAreGoneWithIt() throws Exception {
    var module = bureau.module("secret");
    assertThat(bureau.personalize(module).confirmed()).isTrue();
    var frames = new ArrayList<byte[]>();
    try (var channel =
        ClientChannel.open(
            bureau.crypto,
            new ApduChannel(Bureau.link(module, frames)),
            bureau.unit.centralAsClient())) {
      look("central channel", frames, "module ephemeral 2");
      load(module, channel);
      assertThat(needles.in(dump()))
          .anyMatch(found -> found.startsWith("central channel KW2.S-ENC"))
          .anyMatch(found -> found.startsWith("central channel KW2.KBPK"));
    }
    module.powerCycle();
    assertThat(needles.in(dump())).isEmpty();
  }

  @Test
  void theKeysThatTlsGivesAreGoneWithTheLink() throws Exception {
    var module = bureau.module("secret");
    assertThat(bureau.personalize(module).confirmed()).isTrue();
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var accepted = pool.submit((Callable<SecureChannel>) () -> accept(listener));
      try (var link = module.attach("localhost", listener.getLocalPort())) {
        try (var channel = accepted.get()) {
          look(channel, TransactionKeys.PROTECTION_LABEL);
          look(channel, TransactionKeys.RECEIPT_LABEL);
          assertThat(needles.in(dump())).anyMatch(found -> found.startsWith("EXPORTER-KW2-KBPK"));
        }
        link.awaitEnd();
      }
    }
    assertThat(needles.in(dump())).isEmpty();
  }

  private SecureChannel accept(ServerSocket listener) throws IOException {
    var chain = CertificateChain.of(bureau.unit.central, bureau.unit.certificate());
    var own = new Credential(bureau.unit.centralPair.privateKey(), chain);
    var trust = Trust.in(bureau.root, KeyPurpose.MODULE);
    return bureau.channels.accept(listener.accept(), own, trust, LIMIT);
  }

  private void enterTan(SimulatedModule module) throws Exception {
    byte[] digits = new byte[TransactionNumbers.LENGTH];
    var random = new SecureRandom();
    do {
      for (int i = 0; i < digits.length; i++) {
        digits[i] = (byte) ('0' + random.nextInt(10));
      }
    } while (!TransactionNumbers.wellFormed(digits));
    texts.addInText("TAN", RunKeys.mask(digits));
    try (var tan = KeyMaterial.copyOf(digits)) {
      module.enterTan(tan);
    }
    bureau.unit.tan = Optional.of(digits);
  }

  private void load(SimulatedModule module, ClientChannel channel) throws Exception {
    var attributes =
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE);
    try (var run = channel.central(module.serialNumber());
        var record = new KeyRecord(attributes, 1, bureau.crypto.keys().generate(KeySpec.AES_128))) {
      byte[] load = run.load(KeyLoad.Form.KEY_RECORD, 1, record).toArray();
      run.receipt(Bureau.ok(channel.send(Instruction.KEY_LOAD, 0, load)));
    }
  }

  /** Computes the keys of a channel anew, of what was said and the module's ephemeral key. */
  private void look(String channel, List<byte[]> opening, String ephemeral) throws Exception {
    var command = CommandApdu.parse(opening.get(0));
    var asked = TlvReader.of(command.data());
    byte[] point = asked.take(0xB4, EcPublicKey.LENGTH);
    byte[] number = asked.take(0xB0, 32);
    var answered = TlvReader.of(ResponseApdu.parse(opening.get(1)).data());
    byte[] salt =
        digest(
            new byte[] {(byte) command.p2()},
            point,
            number,
            answered.take(0xA3, EcPublicKey.LENGTH),
            answered.take(0xA2, 32));
    var ecKeys = bureau.crypto.ecKeys();
    try (var pair = Pinned.pair(ecKeys, ephemeral);
        KeyMaterial agreed = ecKeys.agree(pair.privateKey(), EcPublicKey.of(point));
        Key pseudorandom = bureau.crypto.hkdf().extract(salt, agreed)) {
      look(channel + " ephemeral", pair.privateKey());
      look(channel + " pseudorandom key", pseudorandom);
      for (String label :
          List.of("KW2.CHANNEL.MAC", "KW2.S-ENC", "KW2.S-MAC", "KW2.S-RMAC", "KW2.KBPK")) {
        look(channel, pseudorandom, label);
      }
    }
  }

  private void look(String channel, Key pseudorandom, String label) throws KeyException {
    byte[] info = label.getBytes(StandardCharsets.US_ASCII);
    try (Key key = bureau.crypto.hkdf().expand(pseudorandom, info, KeySpec.AES_256)) {
      look(channel + " " + label, key);
    }
  }

  private void look(SecureChannel channel, String label) throws KeyException {
    try (Key key = channel.exportKey(label, NOTHING, KeySpec.AES_256)) {
      look(label, key);
    }
  }

  private void look(String name, Key key) {
    byte[] masked = key.material().expose((byte[] lent) -> RunKeys.mask(lent));
    needles.addInMemory(name, masked);
  }

  /** L of the protocol document, digested. */
  private static byte[] digest(byte[]... values) throws Exception {
    var out = new ByteArrayOutputStream();
    out.writeBytes("KW2.CHANNEL\0".getBytes(StandardCharsets.US_ASCII));
    for (byte[] value : values) {
      out.write(0);
      out.write(value.length);
      out.writeBytes(value);
    }
    return MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
  }

  private Path dump() throws IOException {
    Path dump = folder.resolve("living.hprof");
    Files.deleteIfExists(dump);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(dump.toString(), true);
    return dump;
  }
}
