// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import org.keywright.protocol.Application;
import org.keywright.protocol.pairing.HostStatus;
import org.keywright.protocol.pairing.Instruction;
import org.keywright.protocol.pairing.ModuleStatus;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;

/** Commands to one module or host, with a refusal named for the attempt. For one thread. */
final class PairingUnit {
  private static final int NO_SUCH_APPLICATION = 0x6A82;

  private final Link link;
  private final ApduChannel channel;
  private final Endpoint endpoint;

  /** Borrows the link. */
  PairingUnit(Link link, Endpoint endpoint) {
    this.link = link;
    this.channel = new ApduChannel(link);
    this.endpoint = endpoint;
  }

  /** Whether it is a module; else it is a host. The application is selected then. */
  boolean selectEither() throws LinkException, StatusException {
    var asModule = channel.send(Application.MS.select());
    if (asModule.status().value() == NO_SUCH_APPLICATION) {
      select(Application.MH);
      return false;
    }
    require("SELECT " + Application.MS, asModule);
    return true;
  }

  void select(Application application) throws LinkException, StatusException {
    send("SELECT " + application, application.select());
  }

  ModuleStatus moduleStatus() throws LinkException, ModuleException {
    byte[] data = send("STATUS", Instruction.STATUS.command(new byte[0]));
    try {
      return ModuleStatus.decode(data);
    } catch (TlvException e) {
      throw malformed("STATUS", e);
    }
  }

  HostStatus hostStatus() throws LinkException, ModuleException {
    byte[] data = send("STATUS", Instruction.STATUS.command(new byte[0]));
    try {
      return HostStatus.decode(data);
    } catch (TlvException e) {
      throw malformed("STATUS", e);
    }
  }

  byte[] send(String attempt, CommandApdu command) throws LinkException, StatusException {
    return require(attempt, channel.send(command));
  }

  /** Sends a command that is encoded already, and may be wiped when this returns. */
  byte[] sendRaw(String attempt, byte[] command) throws LinkException, StatusException {
    return require(attempt, ResponseApdu.parse(link.transceive(command)));
  }

  private byte[] require(String attempt, ResponseApdu answer) throws StatusException {
    if (!answer.status().ok()) {
      throw new StatusException(on(attempt), answer.status());
    }
    return answer.data();
  }

  MalformedResponseException malformed(String attempt, TlvException e) {
    return new MalformedResponseException(on(attempt), String.valueOf(e.getMessage()));
  }

  /** An attempt with the unit's name: {@code ERASE on sim:ms-7}. */
  String on(String attempt) {
    return attempt + " on " + endpoint;
  }
}
