// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.keywright.claims.internal.PairingProofs.Stage;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.PairingRow;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.transport.sim.SimulatedUnit;

/** Which pairing goes when there is no free place. */
final class VictimClaims {
  private static final int STEPS = 1_000;
  private static final int PLACES = 4;
  private static final int HOSTS = 7;
  private static final long SEED = 20_260_101;

  void variant(Stage stage, List<ClaimProof> proofs) {
    proofs.add(
        stage.proof("Q.1", "the order of pairing can find the place to be replaced", this::oldest));
  }

  String leastActive(PairingScene scene) throws Exception {
    var module = scene.module(3, PairingScene.SETTINGS.with(StartCount.ZERO), 0);
    var a = scene.host();
    var b = scene.host();
    var c = scene.host();
    var d = scene.host();
    for (SimulatedUnit host : List.of(a, b, c)) {
      scene.pair(module, host);
    }
    scene.verify(module, a, 5);
    scene.verify(module, b, 2);
    scene.verify(module, c, 9);
    PairingRow counted = scene.row(module, b).orElseThrow();
    var steps = new ContactSteps(module, b);
    byte[] proof = steps.greet(Instruction.VERIFY);
    proof[proof.length - 1] ^= 1;
    Observed.status("a wrong proof", steps.module.send(Instruction.VERIFY, proof), 0x6982);
    Observed.that(
        scene.row(module, b).orElseThrow().activity() == counted.activity(),
        "a failed verification was counted");
    scene.pair(module, d);
    Observed.that(scene.row(module, b).isEmpty(), "the least active pairing was not replaced");
    scene.verify(module, a, 1);
    scene.verify(module, c, 1);
    var refused = scene.meet(module, b, CodeSource.NONE).outcome();
    Observed.that(refused instanceof ContactOutcome.CodeNeeded, "the replaced host: " + refused);
    ties(scene);
    fixed(scene, d, module);
    return "5, 2 and 9 verifications: the second is replaced, the others work on, the replaced one"
        + " needs a code; a failed one counts not; ties fall to the older; all locked 9E10, policy"
        + " refuse 9E10";
  }

  private static void ties(PairingScene scene) throws Exception {
    var module = scene.module(2, PairingScene.SETTINGS.with(StartCount.ZERO), 0);
    var older = scene.host();
    var newer = scene.host();
    scene.pair(module, older);
    scene.pair(module, newer);
    scene.pair(module, scene.host());
    Observed.that(
        scene.row(module, older).isEmpty() && scene.row(module, newer).isPresent(),
        "of two alike the older was not replaced");
  }

  private static void fixed(PairingScene scene, SimulatedUnit host, SimulatedUnit full)
      throws Exception {
    for (PairingRow row : scene.table(full).rows()) {
      scene.order(full, (orders, serial) -> orders.lock(serial, row.host(), true));
    }
    refused(full, scene.host(), "all places are locked");
    var refusing = scene.module(1, PairingScene.SETTINGS.with(VictimPolicy.REFUSE), 0);
    scene.pair(refusing, host);
    refused(refusing, scene.host(), "the policy refuses");
  }

  private static void refused(SimulatedUnit module, SimulatedUnit host, String why)
      throws Exception {
    var steps = new ContactSteps(module, host);
    byte[] request = steps.greet(Instruction.PAIR);
    Observed.status(why, steps.module.send(Instruction.PAIR, request), 0x9E10);
  }

  String oldest(PairingScene scene) throws Exception {
    var module = scene.module(PLACES, PairingScene.SETTINGS.with(VictimPolicy.OLDEST), 0);
    var hosts = new ArrayList<SimulatedUnit>();
    for (int i = 0; i < HOSTS; i++) {
      hosts.add(scene.host());
    }
    var random = new Random(SEED);
    var order = new ArrayList<SimulatedUnit>();
    int pairings = 0;
    for (int step = 0; step < STEPS; step++) {
      var host = hosts.get(random.nextInt(HOSTS));
      var outcome = scene.meet(module, host).outcome();
      boolean known = order.contains(host);
      Observed.that(
          known
              ? outcome instanceof ContactOutcome.Verified
              : outcome instanceof ContactOutcome.Paired,
          "step " + step + " ended otherwise than the model: " + outcome);
      if (!known) {
        pairings++;
        order.add(host);
        if (order.size() > PLACES) {
          order.removeFirst();
        }
      }
    }
    Observed.that(
        PairingScene.status(module).index() == pairings, "N is not the number of pairings");
    return "%,d random steps with %d hosts at %d places, %d pairings: each as the model says"
        .formatted(STEPS, HOSTS, PLACES, pairings);
  }
}
