// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.proof.Observed.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyRecord;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;

/** What units keep in files holds no key that can be read: neither T nor TA, and T1 in no form. */
class SecretsAtRestTest {
  private static final SetId FUEL = SetId.parse("FUEL");
  private static final String T =
      "d58c2b9047f1e36a7b19c4d2085fa3e6914d7cb02e8f5a1360bb49d7f2081c6e";
  private static final String TA = "7ce1094bd2853fa6e0194b7dc38a5f21";
  private static final String NEXT = "0e93d7b62ac1584f3d96e07b18fc4a25";

  @TempDir private Path folder;

  private final TestFleet fleet = new TestFleet();
  private final Key transportKey = TestCrypto.aes(T);
  private final Needles needles = new Needles();

  @Test
  void noKeyLiesInTheFilesWhateverHappened() throws Exception {
    var as = fleet.make(Role.AS, Optional.empty(), Optional.of(folder), "as").get(0);
    var places = List.of(PlaceKind.any(1), PlaceKind.any(2));
    var installation = new UnitOrder.Installation(FUEL, 1, transportKey, 1, places);
    var order = Optional.of(installation);
    var ei = fleet.make(Role.EI, order, Optional.of(folder), "ei").get(0);
    TestFleet.send(as, SecuredRoom.installSet(FUEL, 1, transportKey));
    TestFleet.send(as, SecuredRoom.load(1, 2, record(TA, 1)));
    TestFleet.send(as, SecuredRoom.load(2, 2, record(NEXT, 2)));
    look("T", T);
    look("TA", TA);
    look("the next TA", NEXT);

    assertThat(load(as, ei, 1, 0)).isEqualTo(0x9000);
    assertThat(inFolder()).isEmpty();
    ei.arm(Fault.parse("cut-inside@12"));
    try {
      load(as, ei, 2, 1);
    } catch (UncheckedIOException e) {
      assertThat(inFolder()).as("a torn commit").isEmpty();
    }
    assertThat(load(as, ei, 2, 1)).isEqualTo(0x9000);
    byte[] erase = Leave.ask(as, ei, 1, FUEL, Instruction.ERASE_KEY, Leave.place(1));
    assertThat(status(TestFleet.send(ei, Instruction.ERASE_KEY, 1, erase))).isEqualTo(0x9000);
    assertThat(inFolder()).isEmpty();
    for (SimulatedUnit unit : List.of(as, ei)) {
      assertThat(needles.in(unit.image())).isEmpty();
      assertThat(folder.resolve(unit.name() + ".nv")).isNotEmptyFile();
    }
  }

  @Test
  void theFilesOfTwoUnitsWithTheSameKeysAreNotAlike() throws Exception {
    var places = List.of(PlaceKind.any(1));
    var order = Optional.of(new UnitOrder.Installation(FUEL, 1, transportKey, 1, places));
    var ei = fleet.make(Role.EI, order, Optional.of(folder), "one").get(0);
    byte[] once = ei.image();
    byte[] again = ei.image();
    assertThat(once).isNotEqualTo(again);
  }

  @Test
  void aPlantedKeyIsFoundInEveryForm() throws Exception {
    look("TA", TA);
    byte[] key = HexFormat.of().parseHex(TA);
    byte[] longer = new byte[key.length + 7];
    System.arraycopy(key, 0, longer, 4, key.length);
    var forms =
        List.of(
            longer,
            TA.getBytes(StandardCharsets.US_ASCII),
            TA.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII),
            new StringBuilder(TA).reverse().toString().getBytes(StandardCharsets.US_ASCII),
            Base64.getEncoder().encode(key),
            Base64.getEncoder().encode(longer),
            Arrays.toString(key).getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < forms.size(); i++) {
      Path file = folder.resolve("planted-" + i);
      // Behind more than one buffer, and across the end of one.
      Files.write(file, new byte[(1 << 16) - 5]);
      Files.write(file, forms.get(i), StandardOpenOption.APPEND);
      assertThat(needles.in(file)).as("form %d", i).isNotEmpty();
      Files.delete(file);
    }
    assertThat(inFolder()).isEmpty();
  }

  private void look(String name, String hex) {
    needles.addInText(name, RunKeys.mask(HexFormat.of().parseHex(hex)));
  }

  private KeyRecord record(String hex, int version) {
    return new KeyRecord(fleet.record(1).attributes(), version, TestCrypto.aes(hex));
  }

  /** Loads, and looks for the keys of this run from now on. */
  private int load(SimulatedUnit as, SimulatedUnit ei, int ref1, int mode) throws Exception {
    byte[] request = TestFleet.prepare(ei, ref1, 1).data();
    byte[] message = TestFleet.send(as, Instruction.EXPORT_KEY, 1, request).data();
    byte[] answer = LoadMessage.decode(message).answer().toArray();
    var keys = new RunKeys(RunKeys.mask(HexFormat.of().parseHex(T)), request, answer);
    for (byte[] masked : keys.masked()) {
      needles.addInText("a key of the run", masked);
    }
    return status(TestFleet.send(ei, Instruction.IMPORT_KEY, mode, message));
  }

  private TreeSet<String> inFolder() throws IOException {
    var found = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found.addAll(needles.in(file));
      }
    }
    return found;
  }
}
