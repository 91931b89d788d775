// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;

/**
 * The non-volatile memory of a first unit, immutable.
 *
 * @param serialNumber its own SN
 * @param sequence the last DSEQ given out
 * @param sets the sets whose transport keys it holds
 * @param entries its application keys
 * @param exports what it gave out last, the oldest first
 */
record AsMemory(
    SerialNumber serialNumber,
    long sequence,
    List<TransportKey> sets,
    List<Entry> entries,
    List<Sent> exports) {

  /** How many exports are remembered; a receipt that comes later than that is not recognised. */
  static final int REMEMBERED = 256;

  AsMemory {
    sets = List.copyOf(sets);
    entries = List.copyOf(entries);
    exports = List.copyOf(exports);
  }

  /**
   * T of a set.
   *
   * @param setId SET
   * @param version TVER
   * @param key T; empty once destroyed
   */
  record TransportKey(SetId setId, int version, Optional<Key> key) {}

  /**
   * An application key.
   *
   * @param ref1 its reference
   * @param flags as in {@link org.keywright.protocol.download.FirstUnitKey}
   * @param record TA
   */
  record Entry(int ref1, int flags, KeyRecord record) {}

  /**
   * One EXPORTKEY.
   *
   * @param challenge R_EI
   * @param serialNumber SN
   * @param receiptDigest SHA-256 of the awaited receipt
   * @param confirmed whether the receipt has come
   */
  record Sent(Bytes challenge, SerialNumber serialNumber, Bytes receiptDigest, boolean confirmed) {
    Sent afterReceipt() {
      return new Sent(challenge, serialNumber, receiptDigest, true);
    }
  }

  static AsMemory blank(SerialNumber serialNumber) {
    return new AsMemory(serialNumber, 0, List.of(), List.of(), List.of());
  }

  Optional<TransportKey> set(SetId id) {
    return sets.stream().filter(s -> s.setId.equals(id)).findFirst();
  }

  Optional<Entry> entry(int ref1) {
    return entries.stream().filter(e -> e.ref1 == ref1).findFirst();
  }

  AsMemory with(TransportKey changed) {
    var next = new ArrayList<>(sets);
    next.removeIf(s -> s.setId.equals(changed.setId));
    next.add(changed);
    return new AsMemory(serialNumber, sequence, next, entries, exports);
  }

  AsMemory with(Entry changed) {
    var next = new ArrayList<>(without(changed.ref1).entries);
    next.add(changed);
    next.sort((a, b) -> Integer.compare(a.ref1, b.ref1));
    return new AsMemory(serialNumber, sequence, sets, next, exports);
  }

  AsMemory without(int ref1) {
    var next = new ArrayList<>(entries);
    next.removeIf(e -> e.ref1 == ref1);
    return new AsMemory(serialNumber, sequence, sets, next, exports);
  }

  AsMemory sent(long number, Sent export) {
    var next = new ArrayList<Sent>(exports.size() + 1);
    next.addAll(exports.size() < REMEMBERED ? exports : exports.subList(1, exports.size()));
    next.add(export);
    return new AsMemory(serialNumber, number, sets, entries, next);
  }

  AsMemory confirmed(Sent export) {
    var next = new ArrayList<>(exports);
    next.replaceAll(s -> s.equals(export) ? s.afterReceipt() : s);
    return new AsMemory(serialNumber, sequence, sets, entries, next);
  }

  /** How it is written down: all that is public, then the transport keys and the key records. */
  static final class Layout implements NonVolatile.Layout<AsMemory> {
    @Override
    public byte[] publicPart(AsMemory memory) {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.write(memory.serialNumber.value().toArray());
        out.writeLong(memory.sequence);
        out.writeShort(memory.sets.size());
        for (TransportKey set : memory.sets) {
          out.write(set.setId.value().toArray());
          out.writeShort(set.version);
          out.writeByte(set.key.map(k -> k.spec().length()).orElse(0));
        }
        out.writeShort(memory.entries.size());
        for (Entry entry : memory.entries) {
          out.writeShort(entry.ref1);
          out.writeByte(entry.flags);
          out.writeByte(KeyRecord.HEADER_LENGTH + entry.record.key().spec().length());
        }
        out.writeShort(memory.exports.size());
        for (Sent export : memory.exports) {
          out.write(export.challenge.toArray());
          out.write(export.serialNumber.value().toArray());
          out.write(export.receiptDigest.toArray());
          out.writeBoolean(export.confirmed);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    @Override
    public List<KeyMaterial> secrets(AsMemory memory) {
      var secrets = new ArrayList<KeyMaterial>();
      memory.sets.forEach(s -> s.key.ifPresent(k -> secrets.add(k.material().copy())));
      memory.entries.forEach(e -> secrets.add(e.record.encode()));
      return secrets;
    }

    @Override
    public List<Key> keys(AsMemory memory) {
      var keys = new ArrayList<Key>();
      memory.sets.forEach(s -> s.key.ifPresent(keys::add));
      memory.entries.forEach(e -> keys.add(e.record.key()));
      return keys;
    }

    @Override
    public AsMemory read(byte[] publicPart, KeyMaterial secrets) throws KeyException {
      try (var in = new DataInputStream(new ByteArrayInputStream(publicPart))) {
        var serial = SerialNumber.of(in.readNBytes(SerialNumber.LENGTH));
        long sequence = in.readLong();
        int at = 0;
        var sets = new ArrayList<TransportKey>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
          var id = SetId.of(in.readNBytes(SetId.LENGTH));
          int version = in.readUnsignedShort();
          int length = in.readUnsignedByte();
          Optional<Key> key = Optional.empty();
          if (length > 0) {
            var spec = new KeySpec(KeyAlgorithm.AES, 8 * length);
            key = Optional.of(Key.of(spec, secrets.slice(at, at + length)));
          }
          at += length;
          sets.add(new TransportKey(id, version, key));
        }
        var entries = new ArrayList<Entry>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
          int ref1 = in.readUnsignedShort();
          int flags = in.readUnsignedByte();
          int length = in.readUnsignedByte();
          try (KeyMaterial encoded = secrets.slice(at, at + length)) {
            entries.add(new Entry(ref1, flags, KeyRecord.decode(encoded)));
          }
          at += length;
        }
        var exports = new ArrayList<Sent>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
          exports.add(
              new Sent(
                  Bytes.of(in.readNBytes(16)),
                  SerialNumber.of(in.readNBytes(SerialNumber.LENGTH)),
                  Bytes.of(in.readNBytes(32)),
                  in.readBoolean()));
        }
        return new AsMemory(serial, sequence, sets, entries, exports);
      } catch (IOException e) {
        throw new KeyException("the state of the unit is cut short", e);
      }
    }
  }
}
