// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedResponseException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.TlvException;

/** Plain commands to one security module over one link. For one thread; borrows the link. */
final class ModuleDialogue {
  private static final byte[] NO_DATA = {};
  private static final int LONGEST_ANSWER = 0x10000;
  private static final int IDENTITY_CERTIFICATE = 1;

  private final ApduChannel channel;
  private final Endpoint endpoint;

  ModuleDialogue(Link link, Endpoint endpoint) {
    this.channel = new ApduChannel(link);
    this.endpoint = endpoint;
  }

  /**
   * What a module says of itself.
   *
   * @param module its id
   * @param hasIdentityKey whether its identity key was made
   * @param identified whether it has its identity certificate
   */
  record Said(SerialNumber module, boolean hasIdentityKey, boolean identified) {}

  ApduChannel channel() {
    return channel;
  }

  void select() throws LinkException, StatusException {
    requireOk("SELECT SM", channel.send(Application.SM.select()));
  }

  Said status() throws LinkException, StatusException, MalformedResponseException {
    byte[] data = send("STATUS", Instruction.STATUS, 0, 0, NO_DATA);
    try {
      var status = ModuleStatus.decode(data);
      return new Said(status.module(), status.hasIdentityKey(), status.state() != LifeCycle.VIRGIN);
    } catch (TlvException e) {
      throw new MalformedResponseException(on("STATUS"), e.getMessage());
    }
  }

  byte[] generateIdentity(byte[] name) throws LinkException, StatusException {
    return send("GENERATE IDENTITY", Instruction.GENERATE_IDENTITY, 0, 0, name);
  }

  byte[] identityRequestAgain() throws LinkException, StatusException {
    return send("GENERATE IDENTITY", Instruction.GENERATE_IDENTITY, 1, 0, NO_DATA);
  }

  void installIdentity(byte[] data) throws LinkException, StatusException {
    send("INSTALL IDENTITY", Instruction.INSTALL_IDENTITY, 0, 0, data);
  }

  byte[] identityCertificate() throws LinkException, StatusException {
    return send("GET DATA", Instruction.GET_DATA, 0, IDENTITY_CERTIFICATE, NO_DATA);
  }

  void userAct() throws LinkException, StatusException {
    send("USER ACT", Instruction.USER_ACT, 0, 0, NO_DATA);
  }

  byte[] ticketRequest() throws LinkException, StatusException {
    return send("TICKET REQUEST", Instruction.TICKET_REQUEST, 0, 0, NO_DATA);
  }

  void ticket(byte[] ticket) throws LinkException, StatusException {
    send("TICKET", Instruction.TICKET, 0, 0, ticket);
  }

  private byte[] send(String attempt, Instruction instruction, int p1, int p2, byte[] data)
      throws LinkException, StatusException {
    var command = new CommandApdu(0x80, instruction.ins(), p1, p2, data, LONGEST_ANSWER);
    return requireOk(attempt, channel.send(command)).data();
  }

  private ResponseApdu requireOk(String attempt, ResponseApdu answer) throws StatusException {
    if (!answer.status().ok()) {
      throw new StatusException(on(attempt), answer.status());
    }
    return answer;
  }

  /** An attempt with the module's name: {@code STATUS on sim:sm-7}. */
  String on(String attempt) {
    return attempt + " on " + endpoint;
  }
}
