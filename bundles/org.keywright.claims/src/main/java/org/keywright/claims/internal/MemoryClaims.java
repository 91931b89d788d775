// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.claims.spi.ClaimProofs.ClaimProof;
import org.keywright.claims.spi.Observed;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.LoadMessage;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.transport.LinkException;
import org.keywright.transport.TlvWriter;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** Claims 12 to 17: the first unit as a card, rewritable memory, several keys, and erasing. */
final class MemoryClaims {
  List<ClaimProof> on(Stage stage) {
    return List.of(
        stage.proof("D12", "the first unit can be a smart card", this::card),
        stage.proof("D13", "the memories are rewritable", this::rewritable),
        stage.proof("D14", "EI holds several application keys", this::severalInEi),
        stage.proof("D15", "the first unit holds several application keys", this::severalInAs),
        stage.proof(
            "D16", "the first unit erases T1 from volatile memory", scene -> erased(scene, false)),
        stage.proof("D17", "EI erases T1 from volatile memory", scene -> erased(scene, true)));
  }

  String card(Scene scene) throws Exception {
    var as = scene.as(1);
    var ei = scene.ei(2);
    Observed.ok("SELECT", scene.select(as));
    Observed.ok("IMPORTKEY by the card", scene.load(as, ei, 1, 1, false));
    byte[] request = scene.prepare(ei, 1, 1, 2);
    try (var record = scene.record(1)) {
      var exported =
          new KeyExport(scene.keys)
              .export(
                  scene.suites.require(1),
                  scene.transportKey,
                  record,
                  false,
                  ExportRequest.decode(request),
                  request,
                  scene.keys.random(16),
                  1);
      Observed.ok("IMPORTKEY by software", scene.importKey(ei, exported.message().encode(), false));
    }
    as.arm(Fault.parse("cut-before@20"));
    byte[] next = scene.prepare(ei, 1, 1, 1);
    try {
      scene.export(as, next);
      throw new Observed.Otherwise("the card answered without power");
    } catch (LinkException e) {
      Observed.ok("IMPORTKEY after the card came back", scene.load(as, ei, 1, 1, true));
    }
    return "the same unit takes a key from a card behind ISO 7816 commands and from software; a"
        + " card pulled in mid-command breaks the link, and the next run loads";
  }

  String rewritable(Scene scene) throws Exception {
    var as = scene.as(1);
    var ei = scene.ei(1);
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, false));
    byte[] old = scene.use(ei, 1);
    scene.loadKey(as, 1, 2, FirstUnitKey.EXPORTABLE);
    Observed.ok("IMPORTKEY", scene.load(as, ei, 1, 1, true));
    Observed.differ("the replaced key", scene.use(ei, 1), old);
    Key next = scene.keys.generate(KeySpec.AES_256);
    try (var record = Scene.record(2, "K0", next.copy())) {
      Observed.ok("LOAD", scene.send(as, SecuredRoom.load(9, FirstUnitKey.EXPORTABLE, record)));
    }
    Observed.ok("the next T", scene.load(as, ei, 9, PlaceKind.TRANSPORT_KEY, true));
    Observed.status(
        "EXPORTKEY before the first unit has it",
        scene.export(as, scene.prepare(ei, 1, 1, 1)),
        0x6A88);
    scene.installSet(as, Scene.SET, 2, next);
    Observed.ok("IMPORTKEY under the next T", scene.load(as, ei, 1, 1, true));
    try (var record = scene.record(1)) {
      Observed.status(
          "LOAD of a lower version", scene.send(as, SecuredRoom.load(1, 2, record)), 0x9E03);
    }
    Observed.status(
        "INSTALL of a lower version",
        scene.send(as, SecuredRoom.installSet(Scene.SET, 1, scene.transportKey)),
        0x9E03);
    var search = new TraceSearch(scene.keys, List.of(scene.transportKey, next));
    Observed.that(search.hits(as.image()) == 0 && search.hits(ei.image()) == 0, "T lies in clear");
    next.close();
    return "T and TA replaced by commands, the new ones in force and the old refused; a lower"
        + " version 9E03; neither T in the stored memories";
  }

  String severalInEi(Scene scene) throws Exception {
    int places = 16;
    var as = scene.as(places);
    var ei = scene.ei(places);
    for (int ref = 1; ref <= places; ref++) {
      Observed.ok("IMPORTKEY", scene.load(as, ei, ref, ref, false));
    }
    byte[] data = new TlvWriter().putNumber(0x83, 5, 2).toBytes();
    byte[] leave = scene.authorised(as, ei, Instruction.ERASE_KEY, data);
    Observed.ok("ERASE KEY", scene.send(ei, Instruction.ERASE_KEY, 1, leave));
    for (int ref = 1; ref <= places; ref++) {
      if (ref == 5) {
        Observed.status("the erased key", scene.tryUse(ei, ref), 0x6985);
      } else {
        Observed.same("USE KEY", scene.use(ei, ref), scene.reference(as, ei, ref, ref));
      }
    }
    var kinds = new ArrayList<PlaceKind>();
    for (int ref = 1; ref <= 65; ref++) {
      kinds.add(PlaceKind.any(ref));
    }
    var blank = scene.blank(Role.EI);
    byte[] install =
        SecuredRoom.installUnit(
            ei.serialNumber(),
            Scene.SET,
            1,
            Bytes.of((byte) 1),
            1,
            true,
            scene.transportKey,
            kinds);
    Observed.status("INSTALL with 65 places", scene.send(blank, install), 0x6A84);
    return "16 places loaded and used one by one, one erased and 15 left; more places than memory"
        + " 6A84";
  }

  String severalInAs(Scene scene) throws Exception {
    int count = 120;
    var as = scene.as(count);
    byte[] list = scene.list(as);
    var keys = FirstUnitKey.decode(list);
    Observed.that(keys.size() == count, "LIST KEYS shows " + keys.size() + " of " + count);
    long values = keys.stream().map(FirstUnitKey::kcv).distinct().count();
    Observed.that(values == count, "two keys have the same check value");
    try (var record = scene.record(1)) {
      Observed.status("one key more", scene.send(as, SecuredRoom.load(500, 2, record)), 0x6A84);
    }
    return "LIST KEYS shows 120 references with 120 check values; one key more 6A84";
  }

  /** Good and refused loads, then a search of the live objects of this process. */
  private String erased(Scene scene, boolean failures) throws Exception {
    var as = scene.as(2);
    var ei = scene.ei(1);
    var derived = new ArrayList<Rederived>();
    try {
      for (int run = 0; run < (failures ? 6 : 3); run++) {
        derived.add(run(scene, as, ei, failures ? run : 0));
      }
      List<Key> sought = derived.stream().flatMap(d -> d.all().stream()).toList();
      var search = new TraceSearch(scene.keys, sought);
      derived.forEach(Rederived::close);
      var control = new TraceSearch(scene.keys, List.of(scene.transportKey));
      var hits = TraceSearch.hitsInLiveObjects(List.of(search, control));
      Observed.that(
          hits.get(0) == 0, hits.get(0) + " traces of operation or session keys in live objects");
      Observed.that(hits.get(1) > 0, "the search does not even find the transport key");
      return "0 traces of %d operation and session keys among the live objects, where T is found, after %s"
          .formatted(
              sought.size(),
              failures ? "loads, refusals and a power cut" : "exports by the first unit");
    } finally {
      derived.forEach(Rederived::close);
    }
  }

  private static Rederived run(Scene scene, SimulatedUnit as, SimulatedUnit ei, int kind)
      throws Exception {
    byte[] request = scene.prepare(ei, 1, kind == 5 ? 2 : 1, 1);
    byte[] message = Observed.ok("EXPORTKEY", scene.export(as, request)).data();
    var keys =
        new Rederived(
            scene.suites.require(1), scene.transportKey, request, LoadMessage.decode(message));
    switch (kind) {
      case 1 -> message[message.length - 1] ^= 1;
      case 2 -> message[message.length - 60] ^= 1;
      case 3 -> ei.arm(Fault.parse("cut-before-commit@12"));
      case 4 -> message = keys.resigned(LoadMessage.decode(message), Optional.empty());
      default -> {
        // a good load
      }
    }
    try {
      scene.importKey(ei, message, scene.tryUse(ei, 1).status().ok());
    } catch (LinkException e) {
      Observed.that(kind == 3, "the link broke: " + e.getMessage());
    }
    return keys;
  }
}
