// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.SimulatedUnit;

/** Claims 7 to 11: integrity before decryption, the place, storing, and authenticity of the key. */
final class IntegrityClaims {
  List<ClaimProof> on(Stage stage) {
    return List.of(
        stage.proof("D7", "integrity of DATA is verified before decryption", this::integrity),
        stage.proof("D8", "the place reaches EI before decryption", this::place),
        stage.proof("D9", "EI stores the key after decryption", this::stored),
        stage.proof("D10", "the place is replaced or filled as the reference says", this::replaced),
        stage.proof("D11", "the key itself is verified to be authentic", this::authentic));
  }

  String integrity(Scene scene) throws Exception {
    var as = scene.as(2);
    var ei = scene.ei(1);
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, false));
    byte[] answer = scene.use(ei, 1);
    int suite = scene.bench.countedSuite();
    int length = scene.message(as, ei, suite, 2, 1).length;
    long unwraps = scene.counted.unwraps.get();
    long commits = ei.commits();
    Map<String, Integer> seen = new TreeMap<>();
    for (int bit = 0; bit < 8 * length; bit++) {
      byte[] message = scene.message(as, ei, suite, 2, 1);
      message[bit / 8] ^= (byte) (1 << bit % 8);
      var refused = scene.importKey(ei, message, true).status();
      Observed.that(!refused.ok(), "bit " + bit + " was changed and the key was taken");
      seen.merge(refused.hex(), 1, Integer::sum);
    }
    Observed.that(scene.counted.unwraps.get() == unwraps, "an unwrap was started");
    Observed.that(ei.commits() == commits, "the memory of EI has changed");
    Observed.same("the old key", scene.use(ei, 1), answer);
    return "each of %d bits changed in turn, each refused %s; %sold key still in use"
        .formatted(8 * length, seen, scene.bench.countable() ? "0 unwraps started, " : "");
  }

  String place(Scene scene) throws Exception {
    var as = scene.as(2);
    var ei = scene.ei(9);
    for (int ref2 = 1; ref2 <= 9; ref2++) {
      Observed.ok("IMPORTKEY", scene.load(as, ei, 1, ref2, false));
    }
    byte[][] before = answers(scene, ei);
    byte[] message = scene.message(as, ei, scene.bench.countedSuite(), 2, 7);
    long unwraps = scene.counted.unwraps.get();
    Observed.status(
        "IMPORTKEY without REF2", scene.importKey(ei, withoutPlace(message), true), 0x6A80);
    Observed.that(scene.counted.unwraps.get() == unwraps, "an unwrap was started");
    Observed.ok("IMPORTKEY", scene.load(as, ei, 2, 7, true));
    byte[][] after = answers(scene, ei);
    for (int ref2 = 1; ref2 <= 9; ref2++) {
      if (ref2 == 7) {
        Observed.differ("place 7", before[ref2], after[ref2]);
      } else {
        Observed.same("place " + ref2, before[ref2], after[ref2]);
      }
    }
    return "REF2 = 7 changes place 7 of 9 and no other; without REF2 6A80"
        + (scene.bench.countable() ? " and no unwrap" : "");
  }

  String stored(Scene scene) throws Exception {
    var as = scene.as(2);
    var ei = scene.ei(1);
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, false));
    byte[] answer = scene.use(ei, 1);
    ei.powerCycle();
    Observed.same("USE KEY after a power cut", scene.use(ei, 1), answer);
    byte[] message = scene.message(as, ei, 1, 2, 1);
    ei.arm(Fault.parse("write-fails@12"));
    Observed.status("a failing write", scene.importKey(ei, message, true), 0x6581);
    Observed.same("USE KEY after a failed write", scene.use(ei, 1), answer);
    return "the key works after a power cut; a failed write is 6581 and the old key stays";
  }

  String replaced(Scene scene) throws Exception {
    var as = scene.as(2);
    var pin = new PlaceKind(2, Optional.of(new KeyUsage("P0")), Optional.of(KeyAlgorithm.AES), 32);
    var ei = scene.eiWith(List.of(PlaceKind.any(1), pin));
    var first = LoadReceipt.decode(scene.load(as, ei, 1, 1, false).data());
    byte[] old = scene.use(ei, 1);
    Observed.status("new on an occupied place", scene.load(as, ei, 2, 1, false), 0x6985);
    var second = LoadReceipt.decode(scene.load(as, ei, 2, 1, true).data());
    Observed.that(second.keyVersion() == first.keyVersion() + 1, "the version did not change");
    Observed.differ("the replaced key", scene.use(ei, 1), old);
    Observed.status("replace on an empty place", scene.load(as, ei, 1, 2, true), 0x6985);
    Observed.status("an unknown place", scene.tryPrepare(ei, 1, 1, 9), 0x6A88);
    Observed.status("a data key in a PIN key's place", scene.load(as, ei, 1, 2, false), 0x6A81);
    return "new fills an empty place, replace changes version and answer; new on occupied 6985,"
        + " unknown place 6A88, wrong kind 6A81";
  }

  String authentic(Scene scene) throws Exception {
    var as = scene.as(1);
    scene.loadKey(as, 2, 2, FirstUnitKey.EXPORTABLE);
    var ei = scene.ei(1);
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, false));
    byte[] old = scene.use(ei, 1);
    Observed.status("a wrong SAS", forged(scene, as, ei, true), 0x9E01);
    Observed.status("no SAS", forged(scene, as, ei, false), 0x9E04);
    Observed.same("the old key", scene.use(ei, 1), old);
    return "a wrong SAS under a right CAS is 9E01, no SAS 9E04; the place is unchanged";
  }

  private static ResponseApdu forged(Scene scene, SimulatedUnit as, SimulatedUnit ei, boolean keep)
      throws Exception {
    byte[] request = scene.prepare(ei, 1, 2, 1);
    var message = LoadMessage.decode(Observed.ok("EXPORTKEY", scene.export(as, request)).data());
    try (var keys = new Rederived(scene.suites.require(1), scene.transportKey, request, message)) {
      byte[] sas = message.sas().orElseThrow().toArray();
      sas[0] ^= 1;
      Optional<Bytes> wrong = keep ? Optional.of(Bytes.of(sas)) : Optional.empty();
      return scene.importKey(ei, keys.resigned(message, wrong), true);
    }
  }

  private static byte[][] answers(Scene scene, SimulatedUnit ei) throws Exception {
    byte[][] answers = new byte[10][];
    for (int ref2 = 1; ref2 <= 9; ref2++) {
      answers[ref2] = scene.use(ei, ref2);
    }
    return answers;
  }

  private static byte[] withoutPlace(byte[] message) throws Exception {
    int[] order = {0x80, 0x81, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89};
    var reader = TlvReader.of(message);
    var in = reader.nested(0xE1);
    var out = new TlvWriter();
    for (int tag : order) {
      byte[] value = in.take(tag, 1, 256);
      if (tag != 0x83) {
        out.put(tag, value);
      }
    }
    return new TlvWriter().nest(0xE1, out).put(0x8E, reader.take(0x8E, 16)).toBytes();
  }
}
