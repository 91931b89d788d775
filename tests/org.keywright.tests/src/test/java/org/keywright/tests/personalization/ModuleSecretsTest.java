// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.personalization.Decommissioning;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.Order;
import org.keywright.protocol.personalization.Policy;
import org.keywright.tests.proof.Needles;
import org.keywright.tests.proof.RunKeys;
import org.keywright.transport.sim.SimulatedModule;

/**
 * No private key and no TAN of a module leaves it, lies readable in its file, or stays in memory
 * after it was given up. The module's noise is pinned, so that the test knows what to look for.
 */
class ModuleSecretsTest {
  private static final byte[] NO_DATA = {};

  /** Nobody's else: what other tests leave of a module's keys in this program is not looked for. */
  private static final String NAME = "module that is looked into";

  @TempDir private Path folder;

  private final Bureau bureau = new Bureau(new Pinned(NAME).noise());
  private final Needles inText = new Needles();
  private final Needles inMemory = new Needles();
  private final List<byte[]> said = new ArrayList<>();

  /** Looks for the key that the module makes next, whatever it is for. */
  private void look(String name, EntropySource again, byte[] variation) throws Exception {
    try (var pair = bureau.crypto.ecKeys().generate(again, variation)) {
      byte[] masked = pair.privateKey().material().expose((byte[] lent) -> RunKeys.mask(lent));
      inText.addInText(name, masked);
      inMemory.addInMemory(name, masked);
    }
  }

  @Test
  void nothingSecretLeavesTheModuleOrOutlivesItsUse() throws Exception {
    var again = new Pinned(NAME).noise();
    var module = bureau.module("secret", Optional.of(folder), 0, "");
    look("identity key", again, NO_DATA);
    bureau.unit.policy = new Policy(true, true, false, 30);
    enterTan(module);
    var forUnit = new Pinned("unit").of(bureau.real);
    var run = bureau.personalize(forUnit, bureau.unit, Bureau.link(module, said));
    assertThat(run.confirmed()).isTrue();
    look("module key", again, Pinned.value("unit number 3"));
    assertThat(dumped())
        .anyMatch(found -> found.startsWith("module key"))
        .anyMatch(found -> found.startsWith("identity key"));
    bureau.unit.kind = Order.Kind.RENEWAL;
    bureau.unit.policy = Books.USUAL;
    bureau.unit.crossCertificate = Optional.empty();
    bureau.personalize(bureau.unit, Bureau.link(module, said));
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.IDENTIFIED);
    assertThat(dumped()).noneMatch(found -> found.startsWith("module key"));
    decommission(module);
    assertThat(Bureau.status(module).state()).isEqualTo(LifeCycle.DEAD);
    assertThat(dumped()).isEmpty();
    assertThat(inText.in(everythingSaid())).isEmpty();
    assertThat(inFiles()).isEmpty();
    assertThat(inText.in(module.image())).isEmpty();
    assertThat(inText.in((module + module.summary()).getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private void enterTan(SimulatedModule module) throws Exception {
    byte[] digits = "12345678903".getBytes(StandardCharsets.US_ASCII);
    bureau.unit.tan = Optional.of(digits);
    byte[] masked = RunKeys.mask(digits);
    inText.addInText("TAN", masked);
    try (var tan = KeyMaterial.copyOf(digits)) {
      module.enterTan(tan);
    }
  }

  private void decommission(SimulatedModule module) throws Exception {
    var challenge = Bytes.of(Bureau.ok(Bureau.send(module, Instruction.GET_CHALLENGE, 0, NO_DATA)));
    byte[] covered = Decommissioning.covered(module.serialNumber(), challenge);
    var ec = bureau.crypto.ecKeys();
    var data =
        new Decommissioning(
            challenge,
            bureau.unit.certificate().encoded(),
            Bytes.of(ec.sign(bureau.rootPair.privateKey(), covered)),
            Bytes.of(ec.sign(bureau.unit.pair.privateKey(), covered)));
    Bureau.ok(Bureau.send(module, Instruction.DECOMMISSION, 0, data.encode()));
  }

  private byte[] everythingSaid() {
    var all = new ByteArrayOutputStream();
    said.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private TreeSet<String> inFiles() throws Exception {
    var found = new TreeSet<String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        found.addAll(inText.in(file));
      }
    }
    return found;
  }

  private TreeSet<String> dumped() throws Exception {
    Path dump = folder.resolve("living.hprof");
    var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    diagnostics.dumpHeap(dump.toString(), true);
    try {
      return inMemory.in(dump);
    } finally {
      Files.delete(dump);
    }
  }
}
