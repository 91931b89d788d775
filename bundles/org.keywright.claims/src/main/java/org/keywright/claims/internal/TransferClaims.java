// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * Claims 1 to 6: the operation key, what reaches the first unit, and that no message comes twice.
 */
final class TransferClaims {
  private static final int CHALLENGES = 1_000_000;
  private static final int RUNS = 100_000;
  private static final int UNITS = 10_000;

  List<ClaimProof> on(Stage stage) {
    return List.of(
        stage.proof(
            "D1",
            "both units compute T1 anew from SN and T for every download; T1 is stored nowhere",
            this::operationKey),
        stage.proof("D2", "SN reaches the first unit before it computes T1", this::serialNumber),
        stage.proof("D3", "a random number of EI reaches the first unit", this::randomNumber),
        stage.proof(
            "D4", "the reference of the wanted key reaches the first unit", this::reference),
        stage.proof("D5", "the first unit picks the key by that reference", this::picked),
        stage.proof("D6", "each encryption of a key is unique", this::unique));
  }

  String operationKey(Scene scene) throws Exception {
    var as = scene.as(1);
    var units = scene.eis(2, Scene.SET, scene.transportKey, 1);
    for (SimulatedUnit ei : units) {
      byte[] request = scene.prepare(ei, 1, 1, 1);
      byte[] message = Observed.ok("EXPORTKEY", scene.export(as, request)).data();
      Observed.ok("IMPORTKEY", scene.importKey(ei, message, false));
      Observed.same("USE KEY", scene.use(ei, 1), scene.reference(as, ei, 1, 1));
      try (var keys =
          new Rederived(
              scene.suites.require(1), scene.transportKey, request, LoadMessage.decode(message))) {
        int hits = new TraceSearch(scene.keys, keys.all()).hits(ei.image());
        hits += new TraceSearch(scene.keys, keys.all()).hits(as.image());
        Observed.that(hits == 0, "an operation or session key lies in a unit's memory");
      }
    }
    refusals(scene, as);
    long before = scene.counted.operationKeys.get();
    var ei = units.get(0);
    int suite = scene.bench.countedSuite();
    Observed.ok("IMPORTKEY", scene.importKey(ei, scene.message(as, ei, suite, 1, 1), true));
    Observed.ok("IMPORTKEY", scene.importKey(ei, scene.message(as, ei, suite, 1, 1), true));
    return "2 units answer as the first unit says; a unit with another T refuses with 6988;"
        + counted(scene, before)
        + " 0 traces in 4 memories";
  }

  private static String counted(Scene scene, long before) throws Exception {
    if (!scene.bench.countable()) {
      return "";
    }
    long made = scene.counted.operationKeys.get() - before;
    Observed.that(made == 4, "two downloads computed T1 " + made + " times instead of 4");
    return " T1 computed 4 times in 2 downloads;";
  }

  private static void refusals(Scene scene, SimulatedUnit as) throws Exception {
    Key other = scene.keys.generate(KeySpec.AES_256);
    var stranger = scene.eis(1, Scene.SET, other, 1).get(0);
    Observed.status("a unit with another T", scene.load(as, stranger, 1, 1, false), 0x6988);
    var foreign = scene.eis(1, SetId.parse("NOWHERE"), scene.transportKey, 1).get(0);
    byte[] request = scene.prepare(foreign, 1, 1, 1);
    Observed.status("an unknown set", scene.export(as, request), 0x6A88);
    Observed.status("a first unit without T", scene.export(scene.blank(Role.AS), request), 0x6985);
    other.close();
  }

  String serialNumber(Scene scene) throws Exception {
    var as = scene.as(1);
    var ei = scene.ei(1);
    byte[] request = scene.prepare(ei, 1, 1, 1);
    byte[] without = without(request, 0x81);
    Observed.status("EXPORTKEY without SN", scene.export(as, without), 0x6A80);
    byte[] shorter = replaced(request, 0x81, new byte[15]);
    Observed.status("EXPORTKEY with an SN of 15 bytes", scene.export(as, shorter), 0x6A80, 0x6700);
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, false));
    return "a unit that the first unit never heard of is loaded by the SN in the command; without"
        + " SN 6A80";
  }

  String randomNumber(Scene scene) throws Exception {
    var as = scene.as(1);
    var ei = scene.ei(1);
    byte[] request = scene.prepare(ei, 1, 1, 1);
    Observed.status("no R", scene.export(as, without(request, 0x84)), 0x6A80);
    Observed.status(
        "R of 15 bytes", scene.export(as, replaced(request, 0x84, new byte[15])), 0x6A80);
    Observed.status("R of zeros", scene.export(as, replaced(request, 0x84, new byte[16])), 0x6A80);
    return challenges(scene, ei, scene.bench.times(CHALLENGES));
  }

  private static String challenges(Scene scene, SimulatedUnit ei, int count) throws Exception {
    long ones = 0;
    long runs = 0;
    int last = 0;
    long[] beginnings = new long[count];
    for (int i = 0; i < count; i++) {
      byte[] r = ExportRequest.decode(scene.prepare(ei, 1, 1, 1)).challenge().toArray();
      beginnings[i] = ByteBuffer.wrap(r).getLong();
      for (byte b : r) {
        ones += Integer.bitCount(b & 0xFF);
        runs += Integer.bitCount((b ^ (last << 7 | (b & 0xFF) >> 1)) & 0xFF);
        last = b & 1;
      }
    }
    Arrays.sort(beginnings);
    for (int i = 1; i < count; i++) {
      Observed.that(beginnings[i] != beginnings[i - 1], "a challenge came twice");
    }
    long bits = count * 128L;
    double limit = 6.2 * Math.sqrt((double) bits) / 2;
    Observed.that(Math.abs(ones - bits / 2.0) < limit, "R has " + ones + " ones in " + bits);
    Observed.that(Math.abs(runs - bits / 2.0) < limit, "R has " + runs + " runs in " + bits);
    return "%,d challenges, none twice; %,d of %,d bits are ones, %,d runs; missing, short or zero R 6A80"
        .formatted(count, ones, bits, runs);
  }

  String reference(Scene scene) throws Exception {
    var as = scene.as(5);
    var ei = scene.ei(1);
    var message = LoadMessage.decode(scene.message(as, ei, 1, 3, 1));
    Observed.that(
        message.keyVersion() == 3,
        "key 3 was asked for and version " + message.keyVersion() + " came");
    byte[] request = without(scene.prepare(ei, 1, 3, 1), 0x82);
    Observed.status("EXPORTKEY without REF1", scene.export(as, request), 0x6A80);
    return "of 5 keys with versions 1 to 5, REF1 = 3 gives version 3; without REF1 6A80";
  }

  String picked(Scene scene) throws Exception {
    int count = 8;
    var as = scene.as(count);
    var ei = scene.ei(count);
    Set<Bytes> answers = new HashSet<>();
    for (int ref = 1; ref <= count; ref++) {
      Observed.ok("IMPORTKEY", scene.load(as, ei, ref, ref, false));
    }
    for (int ref = 1; ref <= count; ref++) {
      byte[] answer = scene.use(ei, ref);
      Observed.same("USE KEY", answer, scene.reference(as, ei, ref, ref));
      answers.add(Bytes.of(answer));
    }
    Observed.that(answers.size() == count, "two keys gave the same answer");
    Observed.status("an unknown reference", scene.export(as, scene.prepare(ei, 1, 99, 1)), 0x6A88);
    scene.loadKey(as, 50, 1, 0);
    Observed.status(
        "a key that is not exportable", scene.export(as, scene.prepare(ei, 1, 50, 1)), 0x6982);
    return "8 keys in 8 places, 8 distinct answers as the first unit says; unknown 6A88, not"
        + " exportable 6982";
  }

  String unique(Scene scene) throws Exception {
    var as = scene.as(1);
    var ei = scene.ei(1);
    int runs = scene.bench.times(RUNS);
    int units = scene.bench.times(UNITS);
    Set<Bytes> wraps = new HashSet<>(runs * 2);
    for (int i = 0; i < runs; i++) {
      var message = LoadMessage.decode(scene.message(as, ei, 1, 1, 1));
      Observed.that(wraps.add(message.wrap()), "an encryption came twice");
    }
    byte[] again = scene.prepare(ei, 1, 1, 1);
    Observed.ok("EXPORTKEY", scene.export(as, again));
    Observed.ok("EXPORTKEY", scene.export(as, scene.prepare(ei, 1, 1, 1)));
    Observed.status("a challenge used before", scene.export(as, again), 0x9E05);
    for (SimulatedUnit unit : scene.eis(units, Scene.SET, scene.transportKey, 1)) {
      var message = LoadMessage.decode(scene.message(as, unit, 1, 1, 1));
      Observed.that(wraps.add(message.wrap()), "two units got the same encryption");
    }
    return "%,d encryptions for one unit and %,d for others, all distinct; a challenge used before 9E05"
        .formatted(runs, units);
  }

  /** A request without one of its tags. */
  static byte[] without(byte[] request, int tag) throws Exception {
    return edited(request, tag, null);
  }

  /** A request with another value for one of its tags. */
  static byte[] replaced(byte[] request, int tag, byte[] value) throws Exception {
    return edited(request, tag, value);
  }

  private static byte[] edited(byte[] request, int tag, byte @Nullable [] value) throws Exception {
    int[] order = {0x80, 0x8F, 0x81, 0x90, 0x91, 0x82, 0x83, 0x84};
    var in = TlvReader.of(request).nested(0xE0);
    var out = new TlvWriter();
    for (int each : order) {
      byte[] held = in.take(each, 1, 64);
      if (each != tag) {
        out.put(each, held);
      } else if (value != null) {
        out.put(each, value);
      }
    }
    return new TlvWriter().nest(0xE0, out).toBytes();
  }
}
