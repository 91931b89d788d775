// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Application;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.Authorisation;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.FirstUnitKey;
import org.keywright.protocol.download.FirstUnitStatus;
import org.keywright.protocol.download.Instruction;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.KeyUse;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/** A first unit: gives application keys out, as the download protocol's clause "AS" says. */
final class AsProgram implements UnitProgram {
  private static final int MOST_SETS = 16;
  private static final int MOST_KEYS = 120;

  private final Suites suites;
  private final Keys keys;
  private final KeyExport exporting;
  private final Bytes offered;
  private final NonVolatile<AsMemory> memory;

  AsProgram(Suites suites, Keys keys, Bytes offered, NonVolatile<AsMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.exporting = new KeyExport(keys);
    this.offered = offered;
    this.memory = memory;
  }

  @Override
  public ResponseApdu execute(CommandApdu command) {
    try {
      if (command.cla() == 0x00 && command.ins() == 0xA4) {
        return Units.select(command, Application.AS);
      }
      if (command.cla() != 0x80) {
        return status(0x6E00);
      }
      return new ResponseApdu(carryOut(command), StatusWord.OK);
    } catch (Refusal e) {
      return new ResponseApdu(e.status());
    } catch (TlvException e) {
      return status(0x6A80);
    } catch (KeyException e) {
      return status(0x6A81);
    }
  }

  private byte[] carryOut(CommandApdu command) throws Refusal, TlvException, KeyException {
    return switch (command.ins()) {
      case 0x16 -> useKey(command);
      case 0x20 -> exportKey(command);
      case 0x22 -> confirm(command);
      case 0x24 -> listKeys(command);
      case 0x26 -> authorise(command);
      case 0x28 -> load(command);
      case 0x2A -> installSet(command);
      case 0x2C -> destroy(command);
      case 0x40 -> unitStatus(command);
      default -> throw new Refusal(0x6D00);
    };
  }

  private byte[] exportKey(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    byte[] data = command.data();
    var request = ExportRequest.decode(data);
    if (request.suite() != command.p1()) {
      throw new Refusal(0x6A80);
    }
    Suite suite = requireSuite(request.suite());
    if (!request.offers(request.suite())) {
      throw new Refusal(0x9E04);
    }
    var now = memory.current();
    Key transportKey = transportKey(now, request.setId(), request.transportKeyVersion());
    var entry = now.entry(request.ref1()).orElseThrow(() -> new Refusal(0x6A88));
    boolean diversify = (entry.flags() & FirstUnitKey.DIVERSIFY) != 0;
    if (!diversify && (entry.flags() & FirstUnitKey.EXPORTABLE) == 0) {
      throw new Refusal(0x6982);
    }
    refuseRepeated(now, request);
    long sequence = now.sequence() + 1;
    byte[] answer = keys.random(ExportRequest.CHALLENGE_LENGTH);
    var exported =
        exporting.export(
            suite, transportKey, entry.record(), diversify, request, data, answer, sequence);
    memory.commit(
        now.sent(
            sequence,
            new AsMemory.Sent(
                request.challenge(), request.serialNumber(), exported.receiptDigest(), false)));
    return exported.encoded().toArray();
  }

  /**
   * The command of a run that is under way, sent again, is 6985; a challenge of an older one 9E05.
   */
  private static void refuseRepeated(AsMemory now, ExportRequest request) throws Refusal {
    var all = now.exports();
    for (int i = all.size() - 1; i >= 0; i--) {
      var export = all.get(i);
      if (export.challenge().equals(request.challenge())
          && export.serialNumber().equals(request.serialNumber())) {
        boolean underWay = i == all.size() - 1 && !export.confirmed();
        throw new Refusal(underWay ? 0x6985 : 0x9E05);
      }
    }
  }

  private byte[] confirm(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var receipt = LoadReceipt.decode(command.data());
    var now = memory.current();
    // The newest first: what is confirmed was mostly just given out, and each look costs a hash.
    for (var export : now.exports().reversed()) {
      if (KeyExport.matches(export.receiptDigest(), receipt)) {
        if (!export.confirmed()) {
          memory.commit(now.confirmed(export));
        }
        return new byte[0];
      }
    }
    throw new Refusal(0x6988);
  }

  private byte[] listKeys(CommandApdu command) throws Refusal, KeyException {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var list = new ArrayList<FirstUnitKey>();
    for (var entry : memory.current().entries()) {
      var record = entry.record();
      list.add(
          new FirstUnitKey(
              entry.ref1(),
              record.keyVersion(),
              record.attributes().usage(),
              record.key().spec().algorithm(),
              entry.flags(),
              keys.kcv(record.key())));
    }
    return FirstUnitKey.encode(list);
  }

  private byte[] useKey(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    Suite suite = requireSuite(command.p1());
    var in = TlvReader.of(command.data());
    var serial = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
    int ref1 = in.takeNumber(0x82, 2);
    int ref2 = in.takeNumber(0x83, 2);
    byte[] challenge = in.take(0x9C, KeyUse.LEAST, KeyUse.MOST);
    in.end();
    var entry = memory.current().entry(ref1).orElseThrow(() -> new Refusal(0x6A88));
    boolean diversify = (entry.flags() & FirstUnitKey.DIVERSIFY) != 0;
    byte[] mac = KeyUse.reference(suite, entry.record(), diversify, ref1, serial, ref2, challenge);
    return new TlvWriter().put(0x8E, mac).toBytes();
  }

  private byte[] authorise(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    Suite suite = requireSuite(command.p1());
    var in = TlvReader.of(command.data());
    var serial = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
    var set = SetId.of(in.take(0x90, SetId.LENGTH));
    int version = in.takeNumber(0x91, 2);
    byte[] challenge = in.take(0x84, ExportRequest.CHALLENGE_LENGTH);
    int code = in.takeNumber(0x9B, 1);
    byte[] data = in.take(0x9C, 0, 64);
    in.end();
    if (code != Instruction.ERASE_KEY.ins() && code != Instruction.RAISE_FLOOR.ins()) {
      throw new Refusal(0x6A80);
    }
    var instruction =
        code == Instruction.ERASE_KEY.ins() ? Instruction.ERASE_KEY : Instruction.RAISE_FLOOR;
    Key transportKey = transportKey(memory.current(), set, version);
    byte[] mac =
        Authorisation.mac(suite, transportKey, set, version, serial, challenge, instruction, data);
    return new TlvWriter().put(0x8E, mac).toBytes();
  }

  private byte[] load(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    byte[] data = command.data();
    Optional<Key> taken = Optional.empty();
    try {
      var in = TlvReader.of(data);
      int ref1 = in.takeNumber(0x82, 2);
      int version = in.takeNumber(0x86, 2);
      int flags = in.takeNumber(0x9D, 1);
      KeyRecord record;
      try (KeyMaterial encoded = KeyMaterial.consume(in.take(0x99, 0, TlvReader.LIMIT))) {
        in.end();
        record = KeyRecord.decode(encoded);
      }
      taken = Optional.of(record.key());
      if (ref1 == 0 || record.keyVersion() != version || flags > 3) {
        throw new Refusal(0x6A80);
      }
      var kcv = keys.kcv(record.key());
      keep(new AsMemory.Entry(ref1, flags, record));
      return new TlvWriter().put(0x96, kcv.value().toArray()).toBytes();
    } finally {
      Arrays.fill(data, (byte) 0);
      taken.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private void keep(AsMemory.Entry entry) throws Refusal {
    var now = memory.current();
    var held = now.entry(entry.ref1());
    if (held.isEmpty() && now.entries().size() >= MOST_KEYS) {
      throw new Refusal(0x6A84);
    }
    if (held.isPresent()) {
      var old = held.get().record();
      int version = entry.record().keyVersion();
      if (version == old.keyVersion()
          && held.get().flags() == entry.flags()
          && old.key().sameKeyAs(entry.record().key())) {
        return;
      }
      if (version <= old.keyVersion()) {
        throw new Refusal(0x9E03);
      }
    }
    change(now.with(entry), held.map(h -> h.record().key()));
  }

  /** Commits, and wipes the key that goes out of the memory thereby. */
  private void change(AsMemory next, Optional<Key> leaving) throws Refusal {
    try {
      memory.commit(next);
    } finally {
      leaving.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private byte[] installSet(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, 0, 0);
    byte[] data = command.data();
    Optional<Key> taken = Optional.empty();
    try {
      var in = TlvReader.of(data);
      var set = SetId.of(in.take(0x90, SetId.LENGTH));
      int version = in.takeNumber(0x91, 2);
      Key key = Units.takeTransportKey(in, 0x6A81);
      taken = Optional.of(key);
      in.end();
      var now = memory.current();
      var held = now.set(set);
      if (version == 0) {
        throw new Refusal(0x6A80);
      }
      if (held.isEmpty() && now.sets().size() >= MOST_SETS) {
        throw new Refusal(0x6A84);
      }
      var kcv = keys.kcv(key);
      boolean again =
          held.filter(h -> h.version() == version)
              .flatMap(AsMemory.TransportKey::key)
              .filter(k -> k.sameKeyAs(key))
              .isPresent();
      if (!again) {
        if (held.isPresent() && version <= held.get().version()) {
          throw new Refusal(0x9E03);
        }
        change(
            now.with(new AsMemory.TransportKey(set, version, taken)),
            held.flatMap(AsMemory.TransportKey::key));
      }
      return new TlvWriter().put(0x96, kcv.value().toArray()).toBytes();
    } finally {
      Arrays.fill(data, (byte) 0);
      taken.ifPresent(memory::wipeUnlessHeld);
    }
  }

  private byte[] destroy(CommandApdu command) throws Refusal, TlvException {
    Units.requireParameters(command, 0, 0);
    var in = TlvReader.of(command.data());
    var now = memory.current();
    if (in.nextIs(0x82)) {
      int ref1 = in.takeNumber(0x82, 2);
      in.end();
      var entry = now.entry(ref1).orElseThrow(() -> new Refusal(0x6A88));
      change(now.without(ref1), Optional.of(entry.record().key()));
      return new byte[0];
    }
    var set = SetId.of(in.take(0x90, SetId.LENGTH));
    int version = in.takeNumber(0x91, 2);
    in.end();
    var held =
        now.set(set).filter(s -> s.version() == version).orElseThrow(() -> new Refusal(0x6A88));
    change(now.with(new AsMemory.TransportKey(set, version, Optional.empty())), held.key());
    return new byte[0];
  }

  private byte[] unitStatus(CommandApdu command) throws Refusal {
    Units.requireParameters(command, 0, 0);
    Units.requireNoData(command);
    var now = memory.current();
    return new FirstUnitStatus(
            now.serialNumber(),
            offered,
            now.sets().stream()
                .map(s -> new FirstUnitStatus.Set(s.setId(), s.version(), s.key().isPresent()))
                .toList())
        .encode();
  }

  private Suite requireSuite(int id) throws Refusal {
    boolean ours = false;
    for (byte each : offered.toArray()) {
      ours |= (each & 0xFF) == id;
    }
    return suites.find(ours ? id : -1).orElseThrow(() -> new Refusal(0x9E04));
  }

  private static Key transportKey(AsMemory now, SetId set, int version) throws Refusal {
    if (now.sets().isEmpty()) {
      throw new Refusal(0x6985);
    }
    var held =
        now.set(set).filter(s -> s.version() == version).orElseThrow(() -> new Refusal(0x6A88));
    return held.key().orElseThrow(() -> new Refusal(0x6985));
  }

  private static ResponseApdu status(int value) {
    return new ResponseApdu(new StatusWord(value));
  }

  @Override
  public void reset() {
    try {
      memory.reload();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<UnitProgram> copy() {
    return Optional.of(new AsProgram(suites, keys, offered, memory.copy()));
  }

  @Override
  public NonVolatile<AsMemory> memory() {
    return memory;
  }

  @Override
  public SerialNumber serialNumber() {
    return memory.current().serialNumber();
  }

  @Override
  public String summary() {
    var now = memory.current();
    return "%d sets, %d keys, %d exports"
        .formatted(now.sets().size(), now.entries().size(), now.sequence());
  }
}
