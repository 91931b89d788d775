// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.keywright.claims.internal.PairingProofs.Stage;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DecimalCode;
import org.keywright.crypto.KeyMaterial;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodePrompt;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/** Claims 5 to 9: the secret code, and what it is made of. */
final class CodeClaims {
  private static final int MODULES = 100_000;
  private static final int UNITS = 200;
  private static final int INDEXES = 6;
  private static final long CEILING = 0xFFFF_FFFFL;

  void on(Stage stage, List<ClaimProof> proofs) {
    proofs.add(
        stage.proof("Q5", "pairing needs a secret code, which the module checks", this::needed));
    proofs.add(stage.proof("Q6", "a code belongs to one module", this::ofOneModule));
    proofs.add(stage.proof("Q7", "the code is another for each pairing", this::ofOnePairing));
    proofs.add(
        stage.proof("Q8", "centre and module compute the code of both identifiers", this::ofBoth));
    proofs.add(
        stage.proof(
            "Q9",
            "the code depends on the number of pairings, which the module keeps",
            this::index));
  }

  String needed(PairingScene scene) throws Exception {
    var module = scene.module(3);
    var host = scene.host();
    var skipped = new ContactSteps(module, host);
    skipped.ask();
    byte[] proof = new byte[18];
    proof[0] = (byte) 0x8E;
    proof[1] = 16;
    Observed.status(
        "VERIFY in place of CODE", skipped.module.send(Instruction.VERIFY, proof), 0x6985, 0x6982);
    Observed.status(
        "CODE that the host never made",
        new ContactSteps(module, host).module.send(Instruction.CODE, new byte[0]),
        0x6985,
        0x6982,
        0x6A80);
    int[] refusals = {0x63C2, 0x63C1, 0x63C0};
    for (int refusal : refusals) {
      Observed.status(
          "a wrong code",
          typed(module, host, scene.code(module, host, 77)),
          refusal,
          refusal == 0x63C0 ? 0x6983 : refusal);
    }
    Observed.status(
        "the right code of a blocked module",
        typed(module, host, scene.code(module, host, 0)),
        0x6983);
    Observed.that(scene.table(module).rows().isEmpty(), "a row without the right code");
    scene.order(module, (orders, serial) -> orders.unblock(serial));
    Observed.ok("the right code", typed(module, host, scene.code(module, host, 0)));
    Observed.that(scene.table(module).rows().size() == 1, "no row after the right code");
    return "without a code 6985 and no row; wrong 63C2, 63C1, 63C0, then 6983 for the right one"
        + " too; unblocked by the centre, the right one pairs";
  }

  /** The whole dialogue with a code that somebody types. */
  private static ResponseApdu typed(SimulatedUnit module, SimulatedUnit host, KeyMaterial code)
      throws Exception {
    var steps = new ContactSteps(module, host);
    byte[] request = steps.greet(Instruction.PAIR);
    ResponseApdu demand = steps.module.send(Instruction.PAIR, request);
    if (!demand.status().ok()) {
      code.close();
      return demand;
    }
    Observed.ok("ASKED", steps.host.send(Instruction.ASKED, demand.data()));
    return steps.type(code);
  }

  String ofOneModule(PairingScene scene) throws Exception {
    var rule = new CodeRule(CodeMode.PER_MODULE, 8);
    var host = scene.host();
    SimulatedUnit before = scene.module(1, PairingScene.SETTINGS.with(rule), 0);
    for (int i = 1; i < UNITS; i++) {
      SimulatedUnit module = scene.module(1, PairingScene.SETTINGS.with(rule), 0);
      Observed.status(
          "the code of another module", typed(module, host, scene.code(before, host, 0)), 0x63C2);
      Observed.ok("its own code", typed(module, host, scene.code(module, host, 0)));
      before = module;
    }
    var codes = new HashSet<String>(2 * MODULES);
    for (int i = 0; i < MODULES; i++) {
      var id = SerialNumber.of(scene.keys.random(SerialNumber.LENGTH));
      try (var code = scene.code(rule, id, host.serialNumber(), 0)) {
        codes.add(DecimalCode.read(code));
      }
    }
    int collisions = MODULES - codes.size();
    Observed.that(
        collisions >= 15 && collisions <= 95, collisions + " collisions where 50 are to be had");
    return "%d modules refuse each other's codes with 63C2; %d collisions among %,d codes of 8 digits, 50 are to be had"
        .formatted(UNITS, collisions, MODULES);
  }

  String ofOnePairing(PairingScene scene) throws Exception {
    var module =
        scene.module(5, PairingScene.SETTINGS.with(new CodeRule(CodeMode.PER_PAIRING, 8)), 0);
    for (int index = 0; index < INDEXES; index++) {
      var host = scene.host();
      if (index > 0) {
        Observed.status(
            "the code of the pairing before",
            typed(module, host, scene.code(module, host, index - 1L)),
            0x63C2);
      }
      Observed.ok("the right code", typed(module, host, scene.code(module, host, index)));
    }
    return INDEXES + " pairings, each refuses the code of the one before with 63C2";
  }

  String ofBoth(PairingScene scene) throws Exception {
    var one = scene.module(5);
    var other = scene.module(5);
    var host = scene.host();
    var otherHost = scene.host();
    Observed.status(
        "the code of another host", typed(one, otherHost, scene.code(one, host, 0)), 0x63C2);
    Observed.status(
        "the code of another module", typed(other, host, scene.code(one, host, 0)), 0x63C2);
    CodePrompt prompt = new ContactSteps(one, host).ask();
    Observed.that(
        prompt.module().equals(one.serialNumber())
            && prompt.host().equals(host.serialNumber())
            && prompt.index() == 0,
        "the host shows something else: " + prompt);
    Observed.ok(
        "the code of both",
        typed(one, host, scene.code(CodeRule.DEFAULT, prompt.module(), prompt.host(), 0)));
    return "the code for what the host shows pairs; for another host 63C2, for another module 63C2";
  }

  String index(PairingScene scene) throws Exception {
    var module = scene.module(5);
    for (int index = 0; index < 3; index++) {
      var host = scene.host();
      CodePrompt prompt = new ContactSteps(module, host).ask();
      Observed.that(prompt.index() == index, "N is " + prompt.index() + ", not " + index);
      Observed.status(
          "the code of the next index",
          typed(module, host, scene.code(module, host, index + 1L)),
          0x63C2);
      Observed.ok("the right code", typed(module, host, scene.code(module, host, index)));
    }
    int cuts = cuts(scene);
    var last = scene.module(2, PairingScene.SETTINGS, CEILING);
    var steps = new ContactSteps(last, scene.host());
    byte[] hello = Observed.ok("BEGIN", steps.host.send(Instruction.BEGIN, new byte[0])).data();
    ResponseApdu greeted = steps.module.send(Instruction.HELLO, hello);
    if (greeted.status().ok()) {
      Observed.status("a pairing at the ceiling", atCeiling(steps, greeted), 0x6985);
    }
    return "N is 0, 1, 2 with each pairing, the code for N+1 is refused at N; after each of "
        + cuts
        + " power cuts N and table agree; at the ceiling 6985";
  }

  private static ResponseApdu atCeiling(ContactSteps steps, ResponseApdu greeted) throws Exception {
    var next =
        TlvReader.of(
            Observed.ok("GREETED", steps.host.send(Instruction.GREETED, greeted.data())).data());
    next.takeNumber(0xB9, 1);
    return steps.module.send(Instruction.PAIR, next.take(0xBA, 0, TlvReader.LIMIT));
  }

  /** Cuts the power at each commit of CODE, before, in and after it. */
  private static int cuts(PairingScene scene) throws Exception {
    int cuts = 0;
    var seen = new HashMap<Bytes, Integer>();
    for (String kind :
        List.of("cut-before", "cut-before-commit", "cut-inside", "cut-after", "write-fails")) {
      for (String commit : kind.equals("cut-before") ? List.of("") : List.of("", ".2")) {
        var module = scene.module(2);
        var host = scene.host();
        module.arm(Fault.parse(kind + "@56#1" + commit));
        try {
          typed(module, host, scene.code(module, host, 0));
        } catch (LinkException e) {
          // the power went, which was ordered
        }
        PairingTable table = scene.table(module);
        Observed.that(
            table.rows().size() == table.index(),
            kind + commit + " left " + table.rows().size() + " rows and N = " + table.index());
        seen.merge(Bytes.of((byte) table.index()), 1, Integer::sum);
        scene.meet(module, host).close();
        table = scene.table(module);
        Observed.that(
            table.rows().size() == 1 && table.index() >= 1,
            kind + commit + " could not be gone on with");
        cuts++;
      }
    }
    Observed.that(seen.size() == 2, "the power cuts all came on one side of the commit");
    return cuts;
  }
}
