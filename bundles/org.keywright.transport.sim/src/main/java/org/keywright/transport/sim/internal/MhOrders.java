// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.Suites;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.pairing.HostOrders;
import org.keywright.protocol.pairing.PairRequest;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/** What the centre orders of a host: each order once, in one commit with its serial number. */
final class MhOrders {
  private final Suites suites;
  private final Keys keys;
  private final NonVolatile<MhMemory> memory;

  MhOrders(Suites suites, Keys keys, NonVolatile<MhMemory> memory) {
    this.suites = suites;
    this.keys = keys;
    this.memory = memory;
  }

  /** RENEW: another cryptogram, and another leaf if it brings one. Pairing keys stay. */
  byte[] renew(CommandApdu command) throws Refusal, TlvException, KeyException {
    Units.requireParameters(command, -1, 0);
    var now = memory.current();
    Key leaf = MhProgram.requireInstalled(now);
    byte[] data = command.data();
    var in = TlvReader.of(data);
    var request = PairRequest.read(in);
    if (request.generation() == 0) {
      throw new TlvException("tag A6 is zero");
    }
    Optional<Bytes> wrapped =
        in.nextIs(0x9C) ? Optional.of(Bytes.of(in.take(0x9C, 24, 40))) : Optional.empty();
    long serial = in.takeLong(0xB0, 4);
    int covered = in.position();
    byte[] token = in.take(0x8E, 16);
    in.end();
    Suite suite =
        Units.usable(suites, now.suites(), command.p1(), now.hostKey())
            .orElseThrow(() -> new Refusal(0x9E04));
    try (var orders = new HostOrders(suite, leaf, now.host())) {
      if (!orders.verify(command.ins(), Arrays.copyOf(data, covered), token)) {
        throw new Refusal(0x6988);
      }
      if (serial <= now.serial()) {
        throw new Refusal(0x9E05);
      }
      Key next = wrapped.isPresent() ? orders.openHostKey(wrapped.get().toArray()) : leaf;
      try {
        byte[] kcv = keys.kcv(next).value().toArray();
        memory.commit(now.renewed(serial, request.generation(), request.cryptogram(), next));
        return new TlvWriter().put(0x96, kcv).toBytes();
      } finally {
        memory.wipeUnlessHeld(next);
        memory.wipeUnlessHeld(leaf);
      }
    }
  }
}
