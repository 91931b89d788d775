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
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.UnitStatus.PlaceState;

/**
 * The non-volatile memory of an EI, immutable.
 *
 * @param serialNumber SN; zeros while blank
 * @param setId SET
 * @param transportKeyVersion TVER; 0 while blank
 * @param transportKey T; empty while blank
 * @param suites the suites that it takes
 * @param floor the lowest suite id that it accepts
 * @param sasRequired whether a key without SAS is refused
 * @param transportReceipt the receipt of the last T loaded by download
 * @param places its places
 */
record EiMemory(
    SerialNumber serialNumber,
    SetId setId,
    int transportKeyVersion,
    Optional<Key> transportKey,
    Bytes suites,
    int floor,
    boolean sasRequired,
    Optional<Bytes> transportReceipt,
    List<Place> places) {

  EiMemory {
    places = List.copyOf(places);
  }

  /**
   * One place.
   *
   * @param kind what it takes
   * @param state whether it holds a key
   * @param keyVersion KVN, which stays as the floor after erasing
   * @param suite the suite under which the key came
   * @param record the key, if it holds one
   * @param receipt E2 of the last load
   */
  record Place(
      PlaceKind kind,
      PlaceState state,
      int keyVersion,
      int suite,
      Optional<KeyRecord> record,
      Optional<Bytes> receipt) {
    static Place empty(PlaceKind kind) {
      return new Place(kind, PlaceState.EMPTY, 0, 0, Optional.empty(), Optional.empty());
    }
  }

  static EiMemory blank(SerialNumber serialNumber, Bytes suites) {
    return new EiMemory(
        serialNumber,
        SetId.of(new byte[SetId.LENGTH]),
        0,
        Optional.empty(),
        suites,
        0,
        true,
        Optional.empty(),
        List.of());
  }

  Optional<Place> place(int ref2) {
    for (Place place : places) {
      if (place.kind().ref2() == ref2) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  EiMemory with(Place changed) {
    var next = places.toArray(new Place[0]);
    for (int i = 0; i < next.length; i++) {
      if (next[i].kind().ref2() == changed.kind().ref2()) {
        next[i] = changed;
      }
    }
    return new EiMemory(
        serialNumber,
        setId,
        transportKeyVersion,
        transportKey,
        suites,
        floor,
        sasRequired,
        transportReceipt,
        List.of(next));
  }

  EiMemory withTransportKey(Key key, int version, Bytes receipt) {
    return new EiMemory(
        serialNumber,
        setId,
        version,
        Optional.of(key),
        suites,
        floor,
        sasRequired,
        Optional.of(receipt),
        places);
  }

  EiMemory withFloor(int raised) {
    return new EiMemory(
        serialNumber,
        setId,
        transportKeyVersion,
        transportKey,
        suites,
        raised,
        sasRequired,
        transportReceipt,
        places);
  }

  /** How it is written down: all that is public, then T and the key records in their order. */
  static final class Layout implements NonVolatile.Layout<EiMemory> {
    @Override
    public byte[] publicPart(EiMemory memory) {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.write(memory.serialNumber.value().toArray());
        out.write(memory.setId.value().toArray());
        out.writeShort(memory.transportKeyVersion);
        out.writeByte(memory.transportKey.map(k -> k.spec().length()).orElse(0));
        write(out, Optional.of(memory.suites));
        out.writeByte(memory.floor);
        out.writeBoolean(memory.sasRequired);
        write(out, memory.transportReceipt);
        byte[] kinds = PlaceKind.encode(memory.places.stream().map(Place::kind).toList());
        out.writeShort(memory.places.size());
        out.write(kinds);
        for (Place place : memory.places) {
          out.writeByte(place.state.code());
          out.writeShort(place.keyVersion);
          out.writeByte(place.suite);
          write(out, place.receipt);
          out.writeByte(
              place.record.map(r -> KeyRecord.HEADER_LENGTH + r.key().spec().length()).orElse(0));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    @Override
    public List<KeyMaterial> secrets(EiMemory memory) {
      var secrets = new ArrayList<KeyMaterial>();
      memory.transportKey.ifPresent(k -> secrets.add(k.material().copy()));
      memory.places.forEach(p -> p.record.ifPresent(r -> secrets.add(r.encode())));
      return secrets;
    }

    @Override
    public List<Key> keys(EiMemory memory) {
      var keys = new ArrayList<Key>();
      memory.transportKey.ifPresent(keys::add);
      memory.places.forEach(p -> p.record.ifPresent(r -> keys.add(r.key())));
      return keys;
    }

    /** Asked at each load, of places by the dozen, so without a list of them. */
    @Override
    public boolean holds(EiMemory memory, Key key) {
      for (Place place : memory.places) {
        if (place.record.isPresent() && place.record.get().key() == key) {
          return true;
        }
      }
      return memory.transportKey.isPresent() && memory.transportKey.get() == key;
    }

    @Override
    public EiMemory read(byte[] publicPart, KeyMaterial secrets) throws KeyException {
      try (var in = new DataInputStream(new ByteArrayInputStream(publicPart))) {
        var serial = SerialNumber.of(in.readNBytes(SerialNumber.LENGTH));
        var set = SetId.of(in.readNBytes(SetId.LENGTH));
        int version = in.readUnsignedShort();
        int keyLength = in.readUnsignedByte();
        Optional<Key> key = Optional.empty();
        if (keyLength > 0) {
          var spec = new KeySpec(KeyAlgorithm.AES, 8 * keyLength);
          key = Optional.of(Key.of(spec, secrets.slice(0, keyLength)));
        }
        Bytes suites = readBytes(in).orElseThrow();
        int floor = in.readUnsignedByte();
        boolean sasRequired = in.readBoolean();
        var receipt = readBytes(in);
        var kinds = PlaceKind.decode(in.readNBytes(6 * in.readUnsignedShort()));
        var places = new ArrayList<Place>();
        int at = keyLength;
        for (PlaceKind kind : kinds) {
          var state =
              PlaceState.of(in.readUnsignedByte())
                  .orElseThrow(() -> new KeyException("a place has no state"));
          int keyVersion = in.readUnsignedShort();
          int suite = in.readUnsignedByte();
          var placeReceipt = readBytes(in);
          int length = in.readUnsignedByte();
          Optional<KeyRecord> record = Optional.empty();
          if (length > 0) {
            try (KeyMaterial encoded = secrets.slice(at, at + length)) {
              record = Optional.of(KeyRecord.decode(encoded));
            }
          }
          at += length;
          places.add(new Place(kind, state, keyVersion, suite, record, placeReceipt));
        }
        return new EiMemory(serial, set, version, key, suites, floor, sasRequired, receipt, places);
      } catch (IOException e) {
        throw new KeyException("the state of the unit is cut short", e);
      }
    }

    static void write(DataOutputStream out, Optional<Bytes> value) throws IOException {
      byte[] bytes = value.map(Bytes::toArray).orElse(new byte[0]);
      out.writeByte(bytes.length);
      out.write(bytes);
    }

    static Optional<Bytes> readBytes(DataInputStream in) throws IOException {
      byte[] bytes = in.readNBytes(in.readUnsignedByte());
      return bytes.length == 0 ? Optional.empty() : Optional.of(Bytes.of(bytes));
    }
  }
}
