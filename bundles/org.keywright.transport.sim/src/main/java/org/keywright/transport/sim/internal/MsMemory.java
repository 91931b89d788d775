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
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.PairingCodes;
import org.keywright.protocol.pairing.PolicyRecord;
import org.keywright.protocol.pairing.RowState;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;

/**
 * The non-volatile memory of a removable module, immutable.
 *
 * @param module MSID; zeros while blank
 * @param suites the suites that it takes
 * @param moduleKey K_MS; empty while blank
 * @param generations k_g of each generation of cryptograms
 * @param policy what the centre laid down
 * @param serial the serial number of the last order that was taken
 * @param counters what rises with each pairing, and the tries
 * @param places the places for pairing data
 */
record MsMemory(
    SerialNumber module,
    Bytes suites,
    Optional<Key> moduleKey,
    List<Generation> generations,
    PolicyRecord policy,
    long serial,
    Counters counters,
    MsPlaces places) {
  MsMemory {
    generations = List.copyOf(generations);
  }

  /**
   * The key of one generation.
   *
   * @param number g
   * @param key k_g
   */
  record Generation(int number, Key key) {}

  /**
   * What rises with each pairing, and the tries.
   *
   * @param index N
   * @param chronology the stamp of the next pairing
   * @param tries tries left for a code
   */
  record Counters(long index, long chronology, int tries) {
    static final long CEILING = 0xFFFF_FFFFL;

    Counters withTries(int left) {
      return new Counters(index, chronology, left);
    }
  }

  static MsMemory blank(SerialNumber module, Bytes suites) {
    return new MsMemory(
        module,
        suites,
        Optional.empty(),
        List.of(),
        PolicyRecord.DEFAULT,
        0,
        new Counters(0, 0, PairingCodes.TRIES),
        MsPlaces.free(0));
  }

  Optional<Key> generation(int number) {
    return generations.stream().filter(g -> g.number() == number).map(Generation::key).findFirst();
  }

  MsMemory with(MsPlaces next) {
    return new MsMemory(module, suites, moduleKey, generations, policy, serial, counters, next);
  }

  MsMemory with(Counters next) {
    return new MsMemory(module, suites, moduleKey, generations, policy, serial, next, places);
  }

  MsMemory with(PolicyRecord next) {
    return new MsMemory(module, suites, moduleKey, generations, next, serial, counters, places);
  }

  MsMemory with(List<Generation> next) {
    return new MsMemory(module, suites, moduleKey, next, policy, serial, counters, places);
  }

  MsMemory withSerial(long next) {
    return new MsMemory(module, suites, moduleKey, generations, policy, next, counters, places);
  }

  /** How it is written down: all that is public, then K_MS, each k_g and each KA in their order. */
  static final class Layout implements NonVolatile.Layout<MsMemory> {
    @Override
    public byte[] publicPart(MsMemory memory) {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.write(memory.module.value().toArray());
        write(out, memory.suites);
        out.writeByte(memory.moduleKey.map(k -> k.spec().length()).orElse(0));
        out.writeByte(memory.generations.size());
        for (Generation generation : memory.generations) {
          out.writeShort(generation.number());
        }
        write(out, Bytes.of(memory.policy.encode()));
        out.writeInt((int) memory.serial);
        out.writeInt((int) memory.counters.index());
        out.writeInt((int) memory.counters.chronology());
        out.writeByte(memory.counters.tries());
        out.writeByte(memory.places.count());
        for (var row : memory.places.rows()) {
          out.writeBoolean(row.isPresent());
          if (row.isPresent()) {
            write(out, row.get());
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, MsPlaces.Row row) throws IOException {
      out.writeByte(row.state().code());
      out.writeBoolean(row.locked());
      out.write(row.host().value().toArray());
      out.writeByte(row.suite());
      out.writeInt((int) row.activity());
      out.writeInt((int) row.chronology());
      out.writeInt((int) row.index());
      out.writeShort(row.generation());
      out.writeByte(row.failures());
      write(out, row.cryptogram());
    }

    private static void write(DataOutputStream out, Bytes value) throws IOException {
      out.writeShort(value.length());
      out.write(value.toArray());
    }

    @Override
    public List<KeyMaterial> secrets(MsMemory memory) {
      return keys(memory).stream().map(key -> key.material().copy()).toList();
    }

    @Override
    public List<Key> keys(MsMemory memory) {
      var keys = new ArrayList<Key>();
      memory.moduleKey.ifPresent(keys::add);
      memory.generations.forEach(g -> keys.add(g.key()));
      memory.places.rows().forEach(row -> row.ifPresent(r -> keys.add(r.key())));
      return keys;
    }

    @Override
    public MsMemory read(byte[] publicPart, KeyMaterial secrets) throws KeyException {
      try (var in = new DataInputStream(new ByteArrayInputStream(publicPart))) {
        var module = SerialNumber.of(in.readNBytes(SerialNumber.LENGTH));
        Bytes suites = readBytes(in);
        var keys = new Keys(secrets, in.readUnsignedByte());
        Optional<Key> moduleKey = keys.length == 0 ? Optional.empty() : Optional.of(keys.next());
        var generations = new ArrayList<Generation>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
          generations.add(new Generation(in.readUnsignedShort(), keys.next()));
        }
        var policy = PolicyRecord.read(TlvReader.of(readBytes(in).toArray()));
        long serial = readLong(in);
        var counters = new Counters(readLong(in), readLong(in), in.readUnsignedByte());
        var rows = new ArrayList<Optional<MsPlaces.Row>>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
          rows.add(in.readBoolean() ? Optional.of(readRow(in, keys)) : Optional.empty());
        }
        return new MsMemory(
            module, suites, moduleKey, generations, policy, serial, counters, new MsPlaces(rows));
      } catch (IOException | TlvException e) {
        throw new KeyException("the state of the unit is cut short", e);
      }
    }

    private static MsPlaces.Row readRow(DataInputStream in, Keys keys)
        throws IOException, KeyException {
      return new MsPlaces.Row(
          RowState.of(in.readUnsignedByte())
              .orElseThrow(() -> new KeyException("a place has no state")),
          in.readBoolean(),
          SerialNumber.of(in.readNBytes(SerialNumber.LENGTH)),
          in.readUnsignedByte(),
          keys.next(),
          readLong(in),
          readLong(in),
          readLong(in),
          in.readUnsignedShort(),
          in.readUnsignedByte(),
          readBytes(in));
    }

    private static long readLong(DataInputStream in) throws IOException {
      return in.readInt() & 0xFFFF_FFFFL;
    }

    private static Bytes readBytes(DataInputStream in) throws IOException {
      return Bytes.of(in.readNBytes(in.readUnsignedShort()));
    }

    /** The keys in the secret part, all of one length, one behind the other. */
    private static final class Keys {
      private final KeyMaterial secrets;
      private final int length;
      private int at;

      Keys(KeyMaterial secrets, int length) {
        this.secrets = secrets;
        this.length = length;
      }

      Key next() throws KeyException {
        var spec = new KeySpec(KeyAlgorithm.AES, 8 * length);
        var key = Key.of(spec, secrets.slice(at, at + length));
        at += length;
        return key;
      }
    }
  }
}
