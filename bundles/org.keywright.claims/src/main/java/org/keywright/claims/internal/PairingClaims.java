// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import org.keywright.claims.internal.PairingProofs.Stage;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** Claims 1 to 4: pairing, what the pairing key depends on, the cryptogram, the counters. */
final class PairingClaims {
  private static final byte[] TEXT = {'K', 'e', 'y', 'w', 'r', 'i', 'g', 'h', 't'};

  void on(Stage stage, List<ClaimProof> proofs) {
    proofs.add(
        stage.proof(
            "Q1",
            "a paired host is verified; another is paired by its cryptogram into a free place",
            this::pairing));
    proofs.add(
        stage.proof(
            "Q2", "the pairing key depends on the host and on the module", this::dependence));
    proofs.add(
        stage.proof(
            "Q3",
            "the module keeps the cryptogram; the pairing key goes back under the host key",
            this::cryptogram));
    proofs.add(
        stage.proof(
            "Q4",
            "each place counts its verifications, and the count finds the place to be replaced",
            new VictimClaims()::leastActive));
  }

  String pairing(PairingScene scene) throws Exception {
    var module = scene.module(3);
    var hosts = List.of(scene.host(), scene.host(), scene.host());
    var words = new HashSet<Bytes>();
    for (SimulatedUnit host : hosts) {
      try (var met = scene.meet(module, host)) {
        Observed.that(
            met.outcome() instanceof ContactOutcome.Paired, "a first contact did not pair");
        Observed.that(
            met.module().trace().equals(List.of("50", "54", "56", "52")),
            "a first contact sent " + met.module().trace());
        met.contact().controlWord(TEXT);
        words.add(Bytes.of(met.module().answer(Instruction.CONTROL_WORD)));
      }
    }
    PairingRow before = scene.row(module, hosts.getFirst()).orElseThrow();
    try (var met = scene.meet(module, hosts.getFirst())) {
      Observed.that(
          met.module().trace().equals(List.of("50", "52")),
          "a second contact sent " + met.module().trace());
      byte[] back = met.contact().exchange(TEXT);
      Observed.that(back.length > 0, "the session carried nothing");
    }
    PairingRow after = scene.row(module, hosts.getFirst()).orElseThrow();
    Observed.that(
        after.activity() == before.activity() + 1
            && after.index() == before.index()
            && after.chronology() == before.chronology(),
        "a second contact changed more than the counter: " + before + " became " + after);
    Observed.that(words.size() == 3, "two sessions wrapped a control word alike");
    strangers(scene, module, hosts);
    int flips = flips(scene, scene.module(3), scene.host());
    proofFails(scene, module, hosts.getFirst());
    return "50 54 56 52, then 50 52 and the counter alone; 3 hosts, each has the control word"
        + " wrapped otherwise; host A opens nothing of B's; each of "
        + flips
        + " bits of the cryptogram refused with 9E11, no row touched; another generation 9E12; a"
        + " proof that fails 6982 and no pairing anew";
  }

  /** What the module says to B, A cannot open; what A says, the module does not take from B. */
  private static void strangers(PairingScene scene, SimulatedUnit module, List<SimulatedUnit> hosts)
      throws Exception {
    byte[] plain = new TlvWriter().put(0xB7, TEXT).toBytes();
    byte[] fromFirst;
    try (var first = scene.meet(module, hosts.get(0))) {
      fromFirst = Observed.ok("PROTECT", first.host().send(Instruction.PROTECT, plain)).data();
      try (var second = scene.meet(module, hosts.get(1))) {
        byte[] fromSecond =
            Observed.ok("PROTECT", second.host().send(Instruction.PROTECT, plain)).data();
        Observed.status(
            "what A protected, in B's session",
            second.module().send(Instruction.DATA, fromFirst),
            0x6988,
            0x6985,
            0x6982);
        Observed.that(!Bytes.of(fromFirst).equals(Bytes.of(fromSecond)), "A and B protect alike");
        Observed.that(
            !first.host().send(Instruction.OPEN, fromSecond).status().ok(),
            "A opened a message of B's session");
      }
    }
  }

  private static int flips(PairingScene scene, SimulatedUnit module, SimulatedUnit host)
      throws Exception {
    PairRequest request =
        PairRequest.decode(new ContactSteps(module, host).greet(Instruction.PAIR));
    byte[] cryptogram = request.cryptogram().toArray();
    for (int bit = 0; bit < 8 * cryptogram.length; bit++) {
      byte[] bent = cryptogram.clone();
      bent[bit / 8] ^= (byte) (1 << bit % 8);
      var steps = new ContactSteps(module, host);
      steps.greet(Instruction.PAIR);
      var changed = new PairRequest(request.generation(), Bytes.of(bent));
      Observed.status("bit " + bit, steps.module.send(Instruction.PAIR, changed.encode()), 0x9E11);
    }
    var steps = new ContactSteps(module, host);
    steps.greet(Instruction.PAIR);
    var other = new PairRequest(request.generation() + 1, request.cryptogram());
    Observed.status(
        "another generation", steps.module.send(Instruction.PAIR, other.encode()), 0x9E12);
    Observed.that(scene.table(module).rows().isEmpty(), "a refused cryptogram left a row");
    return 8 * cryptogram.length;
  }

  private static void proofFails(PairingScene scene, SimulatedUnit module, SimulatedUnit host)
      throws Exception {
    PairingRow before = scene.row(module, host).orElseThrow();
    var steps = new ContactSteps(module, host);
    byte[] proof = steps.greet(Instruction.VERIFY);
    proof[proof.length - 1] ^= 1;
    Observed.status("a wrong proof", steps.module.send(Instruction.VERIFY, proof), 0x6982);
    PairingRow after = scene.row(module, host).orElseThrow();
    Observed.that(
        after.activity() == before.activity() && after.index() == before.index(),
        "a wrong proof changed the row");
    scene.verify(module, host, 1);
  }

  String dependence(PairingScene scene) throws Exception {
    var modules = List.of(scene.module(5), scene.module(5));
    var hosts = List.of(scene.host(), scene.host());
    var seen = new HashSet<Bytes>();
    for (SimulatedUnit module : modules) {
      for (SimulatedUnit host : hosts) {
        try (var met = scene.meet(module, host)) {
          seen.add(Bytes.of(met.module().answer(Instruction.CODE)));
        }
      }
    }
    Observed.that(seen.size() == 4, "two pairings gave the same hand-over");
    for (SimulatedUnit host : hosts) {
      crossed(modules.get(0), modules.get(1), host, host);
    }
    crossed(modules.get(0), modules.get(0), hosts.get(0), hosts.get(1));
    return "2 modules with 2 hosts hand over 4 keys; the proof of one pairing is refused with 6982"
        + " by the other module, and for the other host";
  }

  /** A proof made for one pairing does not open another. */
  private static void crossed(
      SimulatedUnit module, SimulatedUnit otherModule, SimulatedUnit host, SimulatedUnit otherHost)
      throws Exception {
    byte[] proof = new ContactSteps(module, host).greet(Instruction.VERIFY);
    var other = new ContactSteps(otherModule, otherHost);
    other.greet(Instruction.VERIFY);
    Observed.status(
        "the proof of another pairing", other.module.send(Instruction.VERIFY, proof), 0x6982);
  }

  String cryptogram(PairingScene scene) throws Exception {
    var host = scene.host();
    var digested = scene.module(2);
    scene.pair(digested, host);
    Bytes cryptogram;
    try (Key leaf = scene.leaf(host)) {
      cryptogram = scene.cryptogram(host, leaf, 1);
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(cryptogram.toArray());
    Observed.same(
        "the row's digest", scene.row(digested, host).orElseThrow().cryptogram().toArray(), digest);
    var keeping = scene.module(2, keeping(), 0);
    scene.pair(keeping, host);
    Observed.same(
        "the row's cryptogram",
        scene.row(keeping, host).orElseThrow().cryptogram().toArray(),
        cryptogram.toArray());
    withoutHostKey(scene);
    otherGeneration(scene);
    return "the row has the cryptogram's SHA-256, or the cryptogram where the policy says so; a"
        + " host with another host key opens no pairing key; generation of the host key unknown"
        + " 9E13";
  }

  private static PolicySettings keeping() {
    var usual = PairingScene.SETTINGS;
    return new PolicySettings(
        usual.floor(),
        usual.victims(),
        usual.start(),
        usual.codes(),
        usual.completesHalf(),
        true,
        usual.backOff(),
        0xFFFF);
  }

  private static void withoutHostKey(PairingScene scene) throws Exception {
    var unit = scene.blank(Role.MH);
    try (Key inside = scene.leaf(unit);
        Key held = scene.keys.generate(scene.suite.keySpec())) {
      scene.host(unit, inside, held, 1);
    }
    var module = scene.module(2);
    var outcome = scene.meet(module, unit).outcome();
    Observed.that(
        outcome instanceof ContactOutcome.Refused, "a host without the host key: " + outcome);
    Observed.that(scene.table(module).rows().isEmpty(), "a host without the host key was paired");
  }

  private static void otherGeneration(PairingScene scene) throws Exception {
    var usual = PairingScene.SETTINGS;
    var settings =
        new PolicySettings(
            usual.floor(),
            usual.victims(),
            usual.start(),
            usual.codes(),
            usual.completesHalf(),
            false,
            usual.backOff(),
            0x0002);
    var module = scene.module(2, settings, 0);
    var unit = scene.blank(Role.MH);
    try (Key leaf = scene.leaf(unit)) {
      scene.host(unit, leaf, leaf, 5);
    }
    var steps = new ContactSteps(module, unit);
    byte[] request = steps.greet(Instruction.PAIR);
    Observed.status(
        "generation 5 of the host key", steps.module.send(Instruction.PAIR, request), 0x9E13);
  }
}
