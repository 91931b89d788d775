// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.Application;
import org.keywright.protocol.personalization.IdentityGeneration;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.LifeCycle;
import org.keywright.protocol.personalization.ModuleStatus;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;

/**
 * What a security module (SM) of the personalization protocol must answer before it has an identity
 * (personalization protocol, section 12): it makes its identity key once for ever, and refuses all
 * that needs one.
 *
 * <p>Extend it and name a link to a module as it comes from the line; each test takes a new one. A
 * module with an identity is proved by a personalization, which {@code perso:} commands carry out.
 */
public abstract class SecurityModuleContract extends UnitContract {
  private static final byte[] NAME = new IdentityGeneration("Testkit", "SM-1").encode();

  /** Called by the test framework, through the subclass. */
  protected SecurityModuleContract() {}

  @Override
  protected final Application application() {
    return Application.SM;
  }

  @Test
  final void aNewModuleSaysThatItIsOne() throws Exception {
    try (var module = open()) {
      var status = status(module);
      assertThat(status.state()).isEqualTo(LifeCycle.VIRGIN);
      assertThat(status.hasIdentityKey()).isFalse();
      assertThat(status.keys()).isEmpty();
    }
  }

  @Test
  final void whatNeedsAnIdentityIsRefused() throws Exception {
    var words =
        Map.of(
            Instruction.INSTALL_IDENTITY, "6985",
            Instruction.USER_ACT, "6985",
            Instruction.TAKE_REVOCATIONS, "6985",
            Instruction.ACKNOWLEDGEMENT, "6985",
            Instruction.USE_KEY, "6985",
            Instruction.TICKET_REQUEST, "6985",
            Instruction.GET_CHALLENGE, "6985");
    try (var module = open()) {
      for (var each : words.entrySet()) {
        assertThat(send(module, each.getKey(), 0, 0, new byte[0]).status().hex())
            .as(each.getKey().name())
            .isEqualTo(each.getValue());
      }
      assertThat(send(module, Instruction.GENERATE_IDENTITY, 1, 0, new byte[0]).status().hex())
          .as("a request for a key that is not there")
          .isEqualTo("6985");
      for (int certificate = 1; certificate <= 5; certificate++) {
        assertThat(send(module, Instruction.GET_DATA, 0, certificate, new byte[0]).status().hex())
            .as("certificate %d", certificate)
            .isEqualTo("6A88");
      }
      assertThat(send(module, Instruction.GET_DATA, 0, 6, new byte[0]).status().hex())
          .isEqualTo("6A86");
    }
  }

  @Test
  final void theIdentityKeyIsMadeOnceForEver() throws Exception {
    Bytes request;
    try (var module = open()) {
      assertThat(send(module, Instruction.GENERATE_IDENTITY, 0, 0, new byte[1]).status().hex())
          .as("a name that is none")
          .isEqualTo("6A80");
      var made = send(module, Instruction.GENERATE_IDENTITY, 0, 0, NAME);
      assertThat(made.status().hex()).isEqualTo("9000");
      request = Bytes.of(made.data());
      assertThat(request.at(0)).as("PKCS#10 is a SEQUENCE").isEqualTo(0x30);
    }
    try (var module = open()) {
      assertThat(Bytes.of(send(module, Instruction.GENERATE_IDENTITY, 1, 0, new byte[0]).data()))
          .as("the same request, after the connection ended")
          .isEqualTo(request);
      assertThat(send(module, Instruction.GENERATE_IDENTITY, 0, 0, NAME).status().hex())
          .isEqualTo("6985");
      assertThat(status(module).state()).isEqualTo(LifeCycle.VIRGIN);
      assertThat(status(module).hasIdentityKey()).isTrue();
    }
  }

  private static ModuleStatus status(Link module) throws LinkException, TlvException {
    return ModuleStatus.decode(send(module, Instruction.STATUS, 0, 0, new byte[0]).data());
  }

  private static ResponseApdu send(
      Link module, Instruction instruction, int p1, int p2, byte[] data) throws LinkException {
    var command = new CommandApdu(0x80, instruction.ins(), p1, p2, data, 0x10000);
    return UnitContract.send(module, command.toBytes());
  }
}
