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
import org.keywright.protocol.pairing.HostStatus;

/**
 * The non-volatile memory of a host, immutable.
 *
 * @param host SN; zeros while blank
 * @param suites the suites that it takes
 * @param generation g of the cryptogram; 0 while blank
 * @param cryptogram CY; no bytes while blank
 * @param hostKey MHK_SN; empty while blank
 * @param serial the serial number of the last order that was taken
 * @param pairings its pairing keys, the newest last
 */
record MhMemory(
    SerialNumber host,
    Bytes suites,
    int generation,
    Bytes cryptogram,
    Optional<Key> hostKey,
    long serial,
    List<Pairing> pairings) {
  MhMemory {
    pairings = List.copyOf(pairings);
  }

  /**
   * The pairing with one module.
   *
   * @param module MSID
   * @param suite the suite that KA was made under
   * @param key KA
   */
  record Pairing(SerialNumber module, int suite, Key key) {}

  static MhMemory blank(SerialNumber host, Bytes suites) {
    return new MhMemory(host, suites, 0, Bytes.of(), Optional.empty(), 0, List.of());
  }

  Optional<Pairing> pairing(SerialNumber module) {
    for (Pairing pairing : pairings) {
      if (pairing.module().equals(module)) {
        return Optional.of(pairing);
      }
    }
    return Optional.empty();
  }

  /** With a new pairing behind the others, of which the oldest goes if there is no more room. */
  MhMemory with(Pairing added) {
    var next = new ArrayList<>(without(added.module()).pairings);
    if (next.size() == HostStatus.MOST_MODULES) {
      next.removeFirst();
    }
    next.add(added);
    return with(next);
  }

  MhMemory without(SerialNumber module) {
    return with(pairings.stream().filter(p -> !p.module().equals(module)).toList());
  }

  MhMemory with(List<Pairing> next) {
    return new MhMemory(host, suites, generation, cryptogram, hostKey, serial, next);
  }

  /** After an order of that serial number: with another cryptogram and the leaf in it. */
  MhMemory renewed(long order, int other, Bytes next, Key leaf) {
    return new MhMemory(host, suites, other, next, Optional.of(leaf), order, pairings);
  }

  /** How it is written down: all that is public, then MHK_SN and each KA in their order. */
  static final class Layout implements NonVolatile.Layout<MhMemory> {
    @Override
    public byte[] publicPart(MhMemory memory) {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.write(memory.host.value().toArray());
        out.writeShort(memory.suites.length());
        out.write(memory.suites.toArray());
        out.writeShort(memory.generation);
        out.writeShort(memory.cryptogram.length());
        out.write(memory.cryptogram.toArray());
        out.writeInt((int) memory.serial);
        out.writeByte(memory.hostKey.map(k -> k.spec().length()).orElse(0));
        out.writeByte(memory.pairings.size());
        for (Pairing pairing : memory.pairings) {
          out.write(pairing.module().value().toArray());
          out.writeByte(pairing.suite());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    @Override
    public List<KeyMaterial> secrets(MhMemory memory) {
      return keys(memory).stream().map(key -> key.material().copy()).toList();
    }

    @Override
    public List<Key> keys(MhMemory memory) {
      var keys = new ArrayList<Key>();
      memory.hostKey.ifPresent(keys::add);
      memory.pairings.forEach(p -> keys.add(p.key()));
      return keys;
    }

    @Override
    public MhMemory read(byte[] publicPart, KeyMaterial secrets) throws KeyException {
      try (var in = new DataInputStream(new ByteArrayInputStream(publicPart))) {
        var host = SerialNumber.of(in.readNBytes(SerialNumber.LENGTH));
        var suites = Bytes.of(in.readNBytes(in.readUnsignedShort()));
        int generation = in.readUnsignedShort();
        var cryptogram = Bytes.of(in.readNBytes(in.readUnsignedShort()));
        long serial = in.readInt() & 0xFFFF_FFFFL;
        int length = in.readUnsignedByte();
        Optional<Key> hostKey =
            length == 0 ? Optional.empty() : Optional.of(key(secrets, 0, length));
        var pairings = new ArrayList<Pairing>();
        int count = in.readUnsignedByte();
        for (int i = 1; i <= count; i++) {
          var module = SerialNumber.of(in.readNBytes(SerialNumber.LENGTH));
          pairings.add(
              new Pairing(module, in.readUnsignedByte(), key(secrets, i * length, length)));
        }
        return new MhMemory(host, suites, generation, cryptogram, hostKey, serial, pairings);
      } catch (IOException e) {
        throw new KeyException("the state of the unit is cut short", e);
      }
    }

    private static Key key(KeyMaterial secrets, int at, int length) throws KeyException {
      return Key.of(new KeySpec(KeyAlgorithm.AES, 8 * length), secrets.slice(at, at + length));
    }
  }
}
