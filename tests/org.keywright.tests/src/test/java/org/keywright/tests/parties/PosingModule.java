// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;
import org.keywright.transport.spi.TransportProvider;

/** Poses as a module without an identity, so that the private key is whose request it gives. */
final class PosingModule implements TransportProvider, Link {
  private static final byte[] NOTHING = {};

  private final SerialNumber module;
  private final byte[] request;

  PosingModule(SerialNumber module, byte[] request) {
    this.module = module;
    this.request = request;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of();
  }

  @Override
  public Link open(Endpoint endpoint) {
    return this;
  }

  @Override
  public Atr atr() {
    return Atr.of(new byte[] {0x3B, 0x00});
  }

  @Override
  public byte[] transceive(byte[] command) {
    int instruction = command[1] & 0xFF;
    byte[] data =
        instruction == Instruction.STATUS.ins()
            ? status().encode()
            : instruction == Instruction.GENERATE_IDENTITY.ins() ? request : NOTHING;
    return new ResponseApdu(data, StatusWord.OK).toBytes();
  }

  private ModuleStatus status() {
    return new ModuleStatus(
        LifeCycle.VIRGIN,
        module,
        false,
        false,
        false,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        0,
        List.of());
  }

  @Override
  public void close() {}
}
