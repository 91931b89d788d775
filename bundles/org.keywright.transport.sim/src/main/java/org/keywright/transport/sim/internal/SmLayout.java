// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.RevocationList;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Acknowledgement;
import org.keywright.transport.TlvException;
import org.keywright.transport.sim.internal.SmMemory.Identity;
import org.keywright.transport.sim.internal.SmMemory.Installation;
import org.keywright.transport.sim.internal.SmMemory.Operation;
import org.keywright.transport.sim.internal.SmMemory.Slot;

/**
 * How the memory of a security module is written down: all that is public, then identity key,
 * module key and transaction keys, as far as there are any.
 */
final class SmLayout implements NonVolatile.Layout<SmMemory> {
  private static final int PRIVATE_KEY = KeySpec.EC_P256.length();

  private final Certificates certificates;

  SmLayout(Certificates certificates) {
    this.certificates = certificates;
  }

  @Override
  public byte[] publicPart(SmMemory memory) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.write(memory.module().value().toArray());
      out.writeBoolean(memory.dead());
      out.writeLong(memory.trustedTime().getEpochSecond());
      out.writeBoolean(memory.identity().isPresent());
      if (memory.identity().isPresent()) {
        write(out, memory.identity().get().request().encoded());
      }
      out.writeBoolean(memory.installation().isPresent());
      if (memory.installation().isPresent()) {
        write(out, memory.installation().get());
      }
      out.writeBoolean(memory.operation().isPresent());
      if (memory.operation().isPresent()) {
        write(out, memory.operation().get());
      }
      out.writeShort(memory.slots().size());
      for (Slot slot : memory.slots()) {
        out.writeShort(slot.number());
        out.writeShort(KeyRecord.HEADER_LENGTH + slot.record().key().spec().length());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Installation installed) throws IOException {
    write(out, installed.root().encoded());
    write(out, installed.certificate().encoded());
    out.writeByte(installed.policyFloor());
    out.writeUTF(installed.wantedCentral());
    write(out, installed.revocations().map(RevocationList::encoded).orElse(Bytes.of()));
  }

  private static void write(DataOutputStream out, Operation given) throws IOException {
    write(out, given.moduleCertificate().encoded());
    write(out, given.unitCertificate().encoded());
    write(out, given.centralCertificate().encoded());
    out.writeUTF(given.centralName());
    out.writeUTF(given.centralAddress());
    write(out, Bytes.of(given.acknowledgement().encode()));
  }

  private static void write(DataOutputStream out, Bytes value) throws IOException {
    out.writeShort(value.length());
    out.write(value.toArray());
  }

  @Override
  public List<KeyMaterial> secrets(SmMemory memory) {
    var secrets = new ArrayList<KeyMaterial>();
    memory.identity().ifPresent(i -> secrets.add(i.key().material().copy()));
    memory.operation().ifPresent(o -> secrets.add(o.moduleKey().material().copy()));
    memory.slots().forEach(s -> secrets.add(s.record().encode()));
    return secrets;
  }

  @Override
  public List<Key> keys(SmMemory memory) {
    var keys = new ArrayList<Key>();
    memory.identity().ifPresent(i -> keys.add(i.key()));
    memory.operation().ifPresent(o -> keys.add(o.moduleKey()));
    memory.slots().forEach(s -> keys.add(s.record().key()));
    return keys;
  }

  @Override
  public SmMemory read(byte[] publicPart, KeyMaterial secrets) throws KeyException {
    try (var in = new DataInputStream(new ByteArrayInputStream(publicPart))) {
      var module = SerialNumber.of(in.readNBytes(SerialNumber.LENGTH));
      boolean dead = in.readBoolean();
      var time = Instant.ofEpochSecond(in.readLong());
      var cursor = new Cursor(secrets);
      Optional<Identity> identity = Optional.empty();
      if (in.readBoolean()) {
        var request = certificates.readRequest(bytes(in));
        identity = Optional.of(new Identity(cursor.privateKey(), request));
      }
      Optional<Installation> installation =
          in.readBoolean() ? Optional.of(installation(in)) : Optional.empty();
      Optional<Operation> operation =
          in.readBoolean() ? Optional.of(operation(in, cursor.privateKey())) : Optional.empty();
      var slots = new ArrayList<Slot>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        int number = in.readUnsignedShort();
        slots.add(new Slot(number, cursor.record(in.readUnsignedShort())));
      }
      return new SmMemory(module, dead, identity, installation, time, operation, slots);
    } catch (IOException | TlvException e) {
      throw new KeyException("the state of the unit is cut short", e);
    }
  }

  private Installation installation(DataInputStream in) throws IOException, KeyException {
    Certificate root = certificates.read(bytes(in));
    Certificate identity = certificates.read(bytes(in));
    int floor = in.readUnsignedByte();
    String wanted = in.readUTF();
    byte[] list = bytes(in);
    Optional<RevocationList> revocations =
        list.length == 0
            ? Optional.empty()
            : Optional.of(certificates.readRevocationList(list, root));
    return new Installation(root, identity, floor, wanted, revocations);
  }

  private Operation operation(DataInputStream in, Key moduleKey)
      throws IOException, KeyException, TlvException {
    return new Operation(
        moduleKey,
        certificates.read(bytes(in)),
        certificates.read(bytes(in)),
        certificates.read(bytes(in)),
        in.readUTF(),
        in.readUTF(),
        Acknowledgement.decode(bytes(in)));
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readUnsignedShort());
  }

  /** Reads the secrets one after the other. */
  private static final class Cursor {
    private final KeyMaterial secrets;
    private int at;

    Cursor(KeyMaterial secrets) {
      this.secrets = secrets;
    }

    Key privateKey() throws KeyException {
      at += PRIVATE_KEY;
      return Key.of(KeySpec.EC_P256, secrets.slice(at - PRIVATE_KEY, at));
    }

    KeyRecord record(int length) throws KeyException {
      at += length;
      try (KeyMaterial encoded = secrets.slice(at - length, at)) {
        return KeyRecord.decode(encoded);
      }
    }
  }
}
