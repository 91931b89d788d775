// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.keywright.protocol.personalization.Certified;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.IdentityInstallation;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.sim.SimulatedModule;

/**
 * A whole life of a module with pinned random values, written down: the file beside the protocol
 * document. Certificates, whose serial numbers are random, are taken from the file where it has
 * them; all else is computed.
 */
final class RecordedRun {
  /** Seen from this bundle's folder. */
  static final Path FILE = Path.of("../../docs/protocols/personalization-run.txt");

  private static final byte[] NO_DATA = {};

  private final Map<String, String> known;
  private final Map<String, String> produced = new LinkedHashMap<>();
  private final List<byte[]> frames = new ArrayList<>();
  private final Cryptography unitCrypto;
  private final Bureau bureau;
  private final EcKeyPair rootPair;
  private final EcKeyPair unitPair;
  private final EcKeyPair centralPair;

  RecordedRun(Map<String, String> known) {
    this.known = known;
    var module = new Pinned("module");
    bureau = new Bureau(module.noise(), module::of);
    unitCrypto = new Pinned("unit").of(bureau.real);
    rootPair = Pinned.pair(bureau.real.ecKeys(), "root key");
    unitPair = Pinned.pair(bureau.real.ecKeys(), "unit key");
    centralPair = Pinned.pair(bureau.real.ecKeys(), "central key");
  }

  /** Writes the file that is named anew, with certificates that are issued anew. */
  public static void main(String[] arguments) throws Exception {
    var text =
        new StringBuilder("# See personalization.md, section 14. All values are hexadecimal.\n");
    new RecordedRun(Map.of())
        .run()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    Files.writeString(Path.of(arguments[0]), text);
  }

  static Map<String, String> read() throws IOException {
    var values = new LinkedHashMap<String, String>();
    for (String line : Files.readAllLines(FILE)) {
      if (!line.startsWith("#")) {
        int colon = line.indexOf(": ");
        values.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return values;
  }

  private void put(String name, byte[] value) {
    produced.put(name, Bytes.of(value).hex());
  }

  private Certificate certificate(String name, Bureau.Making<Certificate> issuing) {
    return Bureau.made(
        () -> {
          Certificate found =
              known.containsKey(name)
                  ? bureau.real.certificates().read(Bytes.ofHex(known.get(name)).toArray())
                  : issuing.make();
          put(name, found.encoded().toArray());
          return found;
        });
  }

  private Certificate issued(String name, CertificateTemplate template, Credential issuer) {
    return certificate(name, () -> bureau.real.certificates().issue(template, issuer));
  }

  private Validity days(int days) {
    return Validity.of(bureau.now().minus(Duration.ofDays(1)), Duration.ofDays(days));
  }

  /** Runs all of it and gives the lines. */
  Map<String, String> run() throws Exception {
    put("root private key", Pinned.value("root key"));
    put("unit private key", Pinned.value("unit key"));
    put("central private key", Pinned.value("central key"));
    Certificate root =
        certificate(
            "root certificate",
            () ->
                bureau
                    .real
                    .certificates()
                    .issueRoot(rootPair, Bureau.name("Manufacturer", "root"), days(7300)));
    var byRoot = new Credential(rootPair.privateKey(), CertificateChain.of(root));
    Certificate unit =
        issued(
            "unit certificate",
            new CertificateTemplate(
                KeyPurpose.PERSONALIZER,
                Bureau.name(Bureau.NORTH, "unit 1"),
                unitPair.publicKey(),
                days(80)),
            byRoot);
    var byUnit = new Credential(unitPair.privateKey(), CertificateChain.of(unit));
    var centralTemplate =
        new CertificateTemplate(
            KeyPurpose.CENTRAL,
            Bureau.name(Bureau.NORTH, "central 1"),
            centralPair.publicKey(),
            days(60));
    Certificate central = issued("central certificate", centralTemplate, byUnit);
    Certificate endorsement =
        issued(
            "endorsement",
            new CertificateTemplate(
                KeyPurpose.ENDORSEMENT, unit.subject(), unitPair.publicKey(), days(60)),
            new Credential(centralPair.privateKey(), CertificateChain.of(central, unit)));
    var module = bureau.virgin("recorded", Optional.empty());
    byte[] names = new IdentityGeneration(Bureau.NORTH, "pin pad").encode();
    put("GENERATE IDENTITY data", names);
    byte[] request = Bureau.ok(Bureau.send(module, Instruction.GENERATE_IDENTITY, 0, names));
    put("GENERATE IDENTITY answer", request);
    var asked = bureau.real.certificates().readRequest(request);
    Certificate identity =
        issued(
            "identity certificate",
            new CertificateTemplate(
                KeyPurpose.IDENTITY, asked.subject(), asked.publicKey(), days(7000)),
            byRoot);
    byte[] installation =
        new IdentityInstallation(root.encoded(), identity.encoded(), 0x06, "central 1").encode();
    put("INSTALL IDENTITY data", installation);
    Bureau.ok(Bureau.send(module, Instruction.INSTALL_IDENTITY, 0, installation));
    Bureau.ok(Bureau.send(module, Instruction.USER_ACT, 0, NO_DATA));
    var books = new Books(bureau, root, unitPair, unit, centralPair, central, endorsement);
    books.certifying =
        (shown, wanted, fresh) ->
            new Certified(
                issued(
                    "module certificate",
                    new CertificateTemplate(
                            KeyPurpose.MODULE, shown.subject(), wanted.publicKey(), days(60))
                        .fresh(fresh),
                    byUnit),
                issued("fresh central certificate", centralTemplate.fresh(fresh), byUnit),
                "localhost:7900");
    var apdus = new ApduChannel(Bureau.link(module, frames));
    try (var channel = ClientChannel.open(unitCrypto, apdus, books.asClient());
        var run = new UnitRun(unitCrypto, books, bureau::now, channel.binding(), identity)) {
      put("channel binding", channel.binding().toArray());
      converse(channel, run);
    }
    load(module, books);
    put("STATUS answer", Bureau.status(module).encode());
    return produced;
  }

  private void converse(ClientChannel channel, UnitRun run) throws Exception {
    byte[] order = run.begin().message().orElseThrow().toArray();
    put("E7", order);
    Bureau.ok(channel.send(Instruction.BEGIN, 0, order));
    byte[] hello = Bureau.ok(channel.send(Instruction.HELLO, 0, NO_DATA));
    put("E8", hello);
    byte[] parameters = run.receive(hello).message().orElseThrow().toArray();
    put("E9", parameters);
    Bureau.ok(channel.send(Instruction.PARAMETERS, 0, parameters));
    byte[] request = Bureau.ok(channel.send(Instruction.REQUEST, 0, NO_DATA));
    put("EB", request);
    byte[] issue = run.receive(request).message().orElseThrow().toArray();
    put("EC", issue);
    Bureau.ok(channel.send(Instruction.ISSUE, 0, issue));
    byte[] acknowledgement = Bureau.ok(channel.send(Instruction.ACKNOWLEDGEMENT, 0, NO_DATA));
    put("ED", acknowledgement);
    if (!run.receive(acknowledgement).last() || !run.confirmed()) {
      throw new AssertionError("the unit does not believe the acknowledgement");
    }
    frames("unit channel ");
  }

  private void load(SimulatedModule module, Books books) throws Exception {
    var apdus = new ApduChannel(Bureau.link(module, frames));
    var key = TestCrypto.aes("000102030405060708090A0B0C0D0E0F");
    var attributes =
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE);
    try (var channel = ClientChannel.open(unitCrypto, apdus, books.centralAsClient());
        var run = channel.central(module.serialNumber());
        var record = new KeyRecord(attributes, 1, key)) {
      byte[] load = run.load(KeyLoad.Form.KEY_RECORD, 1, record).toArray();
      put("F0", load);
      byte[] receipt = Bureau.ok(channel.send(Instruction.KEY_LOAD, 0, load));
      put("F1", receipt);
      run.receipt(receipt);
      byte[] use = run.use(1, Bytes.of(Pinned.value("challenge"))).toArray();
      put("F2", use);
      put("F3", Bureau.ok(channel.send(Instruction.KEY_LOAD, 0, use)));
    }
    frames("central channel ");
  }

  private void frames(String what) {
    for (int i = 0; i < frames.size(); i++) {
      put(what + (i % 2 == 0 ? "command " : "answer ") + (i / 2 + 1), frames.get(i));
    }
    frames.clear();
  }
}
