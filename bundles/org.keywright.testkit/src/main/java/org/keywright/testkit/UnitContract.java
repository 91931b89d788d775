// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.protocol.Application;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;

/**
 * What a module of any role must answer, whichever link leads to it (transport protocol, sections 1
 * to 4): its application and no other, unknown classes and instructions, frames whose lengths do
 * not agree, chains, and STATUS.
 *
 * <p>Extend it for a first unit, a security module or a host, and name the link to it; for a module
 * that takes keys extend {@link SecondUnitContract}, for one that is paired {@link
 * RemovableModuleContract}. Nothing here changes the module or needs a key.
 */
@Timeout(120)
public abstract class UnitContract {
  /** The greatest length of a command's data, chained or not (transport protocol, section 2). */
  private static final int LIMIT = 2048;

  private static final int STATUS = 0x40;

  /** Called by the test framework, through the subclass. */
  protected UnitContract() {}

  /** The module's application. */
  protected abstract Application application();

  /** Opens a new connection to the module; the contract closes it. */
  protected abstract Link open() throws LinkException;

  /** Whether the link carries frames that are no commands; a card reader does not. */
  protected boolean carriesAnyFrame() {
    return true;
  }

  /** Whether module and link take extended lengths. */
  protected boolean takesExtendedLengths() {
    return true;
  }

  @Test
  final void selectsItsApplicationAndNoOther() throws Exception {
    try (var link = open()) {
      assertThat(status(link, application().select().toBytes())).isEqualTo("9000");
      byte[] unknown = application().aid();
      unknown[unknown.length - 1]++;
      assertThat(status(link, new CommandApdu(0, 0xA4, 4, 0, unknown).toBytes())).isEqualTo("6A82");
      assertThat(status(link, new CommandApdu(0, 0xA4, 0, 0, application().aid()).toBytes()))
          .isEqualTo("6A86");
    }
  }

  @Test
  final void anUnknownClassOrInstructionIsSaidToBeSo() throws Exception {
    try (var link = open()) {
      for (int cla : new int[] {0x00, 0x04, 0xEE}) {
        assertThat(status(link, new CommandApdu(cla, STATUS, 0, 0).toBytes()))
            .as("class %02X", cla)
            .isEqualTo("6E00");
      }
      for (int ins : new int[] {0x00, 0xA4, 0xFE}) {
        assertThat(status(link, new CommandApdu(0x80, ins, 0, 0).toBytes()))
            .as("instruction %02X", ins)
            .isEqualTo("6D00");
      }
    }
  }

  @Test
  final void statusIsOneTemplateAndTheSameAgain() throws Exception {
    try (var link = open()) {
      var answer = send(link, new CommandApdu(0x80, STATUS, 0, 0).toBytes());
      assertThat(answer.status().hex()).isEqualTo("9000");
      byte[] template = answer.data();
      assertThat(template.length).as("length of STATUS").isGreaterThan(2);
      assertThat(template[0] & 0x20).as("a template, bit 20 of its tag").isEqualTo(0x20);
      assertThat(whole(template)).as("the template reaches to the end of the answer").isTrue();
      assertThat(send(link, new CommandApdu(0x80, STATUS, 0, 0).toBytes()).data())
          .isEqualTo(template);
      if (takesExtendedLengths()) {
        var extended = new CommandApdu(0x80, STATUS, 0, 0, new byte[0], 0x10000);
        assertThat(send(link, extended.toBytes()).data()).isEqualTo(template);
      }
    }
  }

  @Test
  final void statusTakesNoParametersAndNoData() throws Exception {
    try (var link = open()) {
      assertThat(status(link, new CommandApdu(0x80, STATUS, 1, 0).toBytes())).isEqualTo("6A86");
      assertThat(status(link, new CommandApdu(0x80, STATUS, 0, 1).toBytes())).isEqualTo("6A86");
      assertThat(status(link, new CommandApdu(0x80, STATUS, 0, 0, new byte[1]).toBytes()))
          .isEqualTo("6700");
      assertThat(status(link, new CommandApdu(0x80, STATUS, 1, 0, new byte[1]).toBytes()))
          .as("parameters are looked at before data")
          .isEqualTo("6A86");
    }
  }

  @Test
  final void aFrameWhoseLengthsDoNotAgreeIsAWrongLength() throws Exception {
    assumeTrue(carriesAnyFrame(), "the link carries commands only");
    try (var link = open()) {
      byte[][] frames = {
        {},
        {(byte) 0x80},
        {(byte) 0x80, STATUS, 0},
        {(byte) 0x80, STATUS, 0, 0, 5, 1, 2},
        {(byte) 0x80, STATUS, 0, 0, 0, 0, 5, 1},
        {(byte) 0x80, STATUS, 0, 0, 1, 1, 0, 0, 0}
      };
      for (byte[] frame : frames) {
        assertThat(status(link, frame)).as(Arrays.toString(frame)).isEqualTo("6700");
      }
      assertThat(status(link, new CommandApdu(0x80, STATUS, 0, 0).toBytes())).isEqualTo("9000");
    }
  }

  @Test
  final void aChainIsOneCommandOrIsSaidNotToBeSupported() throws Exception {
    byte[] aid = application().aid();
    var first = new CommandApdu(0x10, 0xA4, 4, 0, Arrays.copyOf(aid, 5), 0).toBytes();
    var last = new CommandApdu(0x00, 0xA4, 4, 0, Arrays.copyOfRange(aid, 5, aid.length)).toBytes();
    try (var link = open()) {
      String begun = status(link, first);
      assertThat(begun).isIn("9000", "6884");
      if (begun.equals("9000")) {
        assertThat(status(link, last)).as("the joined command").isEqualTo("9000");
        status(link, first);
        assertThat(status(link, new CommandApdu(0x80, STATUS, 0, 0).toBytes()))
            .as("a command that does not go on with the chain")
            .isEqualTo("6883");
        assertThat(status(link, new CommandApdu(0x80, STATUS, 0, 0).toBytes())).isEqualTo("9000");
      }
    }
  }

  @Test
  final void dataThatAreTooLongAreAWrongLength() throws Exception {
    assumeTrue(takesExtendedLengths(), "the module takes short lengths only");
    try (var link = open()) {
      var command = new CommandApdu(0x80, STATUS, 0, 0, new byte[LIMIT + 1]);
      assertThat(status(link, command.toBytes())).isEqualTo("6700");
      assertThat(status(link, new CommandApdu(0x80, STATUS, 0, 0).toBytes())).isEqualTo("9000");
    }
  }

  /** Sends one frame and reads the answer. */
  static ResponseApdu send(Link link, byte[] frame) throws LinkException {
    return ResponseApdu.parse(link.transceive(frame));
  }

  private static String status(Link link, byte[] frame) throws LinkException {
    return send(link, frame).status().hex();
  }

  private static boolean whole(byte[] template) {
    int first = template[1] & 0xFF;
    int length = 0;
    int more = first < 0x80 ? 0 : first & 0x7F;
    for (int i = 0; i < more; i++) {
      length = length << 8 | (template[2 + i] & 0xFF);
    }
    return 2 + more + (more == 0 ? first : length) == template.length;
  }
}
