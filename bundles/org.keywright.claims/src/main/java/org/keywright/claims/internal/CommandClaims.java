// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.SimulatedUnit;

/** Claims 18 and 19, those that restate earlier ones, and what the description adds. */
final class CommandClaims {
  private static final int UNITS = 10_000;
  private static final int CHAINING = 0x90;

  private final TransferClaims transfer;

  CommandClaims(TransferClaims transfer) {
    this.transfer = transfer;
  }

  List<ClaimProof> on(Stage stage) {
    return List.of(
        stage.proof(
            "D18", "R, REF1 and SN go to the first unit in one command EXPORTKEY", this::oneExport),
        stage.proof(
            "D19", "WRAP, REF2, SAS and CAS go to EI in one command IMPORTKEY", this::oneImport),
        stage.proof("D20", "claim 1 restated", transfer::operationKey),
        stage.proof("D21", "claim 18 restated", this::oneExport),
        stage.proof("D22", "claim 18 restated for SN", this::oneExport),
        stage.proof("D23", "claim 19 restated", this::oneImport),
        stage.proof(
            "D.1",
            "a key that identifies an EI is diversified, so it has no duplicate",
            this::diversified),
        stage.proof(
            "D.2", "a message for another EI is refused and an error shown", this::addressee),
        stage.proof("D.3", "T stays valid until replaced; sets differ by T", this::sets));
  }

  String oneExport(Scene scene) throws Exception {
    var as = scene.as(1);
    var ei = scene.ei(1);
    scene.trace();
    byte[] request = scene.prepare(ei, 1, 1, 1);
    var message = Observed.ok("EXPORTKEY", scene.export(as, request));
    Observed.ok("IMPORTKEY", scene.importKey(ei, message.data(), false));
    var trace = scene.trace();
    Observed.that(trace.equals(List.of("EI 10", "AS 20", "EI 12")), "the run was " + trace);
    var sent = ExportRequest.decode(request);
    Observed.that(
        sent.ref1() == 1 && sent.serialNumber().equals(ei.serialNumber()),
        "EXPORTKEY does not carry SN and REF1");
    Observed.status("EXPORTKEY repeated", scene.export(as, request), 0x6985);
    byte[] half = Arrays.copyOf(request, request.length / 2);
    Observed.status("EXPORTKEY split", scene.export(as, half), 0x6A80);
    return "a run is PREPARE, EXPORTKEY, IMPORTKEY: 1 command to the first unit, with SN, REF1 and"
        + " R; repeated 6985, split 6A80";
  }

  String oneImport(Scene scene) throws Exception {
    var as = scene.as(2);
    var ei = scene.ei(1);
    long commits = ei.commits();
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, false));
    Observed.that(ei.commits() == commits + 1, "a load took another number of commits than one");
    byte[] message = scene.message(as, ei, 1, 2, 1);
    var link = ei.connect();
    Observed.ok("the first part", part(link, CHAINING, message, 0, 100));
    Observed.ok("the last part", part(link, 0x80, message, 100, message.length));
    Observed.that(ei.commits() == commits + 2, "a chained load took another number of commits");
    Observed.ok("a part", part(link, CHAINING, message, 0, 100));
    var other = new CommandApdu(0x80, Instruction.STATUS.ins(), 0, 0);
    Observed.status(
        "a command inside a chain", ResponseApdu.parse(link.respond(other.toBytes())), 0x6883);
    scene.prepare(ei, 1, 2, 1);
    Observed.status("IMPORTKEY without data", scene.importKey(ei, new byte[0], true), 0x6700);
    return "1 command and 1 commit for a load; a chain counts as one command; chain broken 6883, no"
        + " data 6700";
  }

  private static ResponseApdu part(ApduResponder link, int cla, byte[] all, int from, int to)
      throws Exception {
    var command =
        new CommandApdu(cla, Instruction.IMPORT_KEY.ins(), 1, 0, Arrays.copyOfRange(all, from, to));
    return ResponseApdu.parse(link.respond(command.toBytes()));
  }

  String diversified(Scene scene) throws Exception {
    var as = scene.as(1);
    scene.loadKey(as, 3, 1, FirstUnitKey.DIVERSIFY);
    int units = scene.bench.times(UNITS);
    byte[] list = scene.list(as);
    Set<Kcv> values = new HashSet<>();
    values.add(FirstUnitKey.decode(list).get(1).kcv());
    for (SimulatedUnit ei : scene.eis(units, Scene.SET, scene.transportKey, 1)) {
      var answer = Observed.ok("IMPORTKEY", scene.load(as, ei, 3, 1, false));
      Observed.that(
          values.add(LoadReceipt.decode(answer.data()).kcv()), "two units have the same key");
    }
    scene.loadKey(as, 4, 1, 0);
    byte[] raw = scene.prepare(scene.ei(1), 1, 4, 1);
    Observed.status("a key that may only leave diversified", scene.export(as, raw), 0x6982);
    return "%,d units, %,d distinct check values, none that of the key itself; raw export 6982"
        .formatted(units, values.size() - 1);
  }

  String addressee(Scene scene) throws Exception {
    var as = scene.as(1);
    var units = scene.eis(2, Scene.SET, scene.transportKey, 1);
    byte[] message = scene.message(as, units.get(0), 1, 1, 1);
    scene.prepare(units.get(1), 1, 1, 1);
    Observed.status(
        "a message for another unit", scene.importKey(units.get(1), message, false), 0x9E02);
    Observed.status("its place", scene.tryUse(units.get(1), 1), 0x6985);
    return "9E02 wrong addressee, the place stays empty";
  }

  String sets(Scene scene) throws Exception {
    var as = scene.as(1);
    Key other = scene.keys.generate(KeySpec.AES_256);
    var second = SetId.parse("SECOND");
    scene.installSet(as, second, 1, other);
    var here = scene.ei(1);
    var there = scene.eis(1, second, other, 1).get(0);
    Observed.ok("a unit of the first set", scene.load(as, here, 1, 1, false));
    Observed.ok("a unit of the second set", scene.load(as, there, 1, 1, false));
    scene.loadKey(as, 1, 2, FirstUnitKey.EXPORTABLE);
    here.powerCycle();
    Observed.ok("a download in the field", scene.load(as, here, 1, 1, true));
    var mixed = scene.eis(1, second, scene.transportKey, 1).get(0);
    Observed.status("T of one set, name of the other", scene.load(as, mixed, 1, 1, false), 0x6988);
    byte[] set =
        new TlvWriter().put(0x90, second.value().toArray()).putNumber(0x91, 1, 2).toBytes();
    Observed.ok("DESTROY", scene.send(as, Instruction.DESTROY, 0, set));
    Observed.status("T retired", scene.export(as, scene.prepare(there, 1, 1, 1)), 0x6985);
    other.close();
    return "two sets side by side, each loaded again in the field; cross-delivery 6988; T retired"
        + " 6985";
  }
}
