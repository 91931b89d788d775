// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.TlvException;

/**
 * Carries a run of a personalization unit over a module's local channel: each message goes into the
 * command that is made for it, and what the module answers goes back to the run.
 */
public final class LocalRun {
  private static final byte[] NO_DATA = {};

  private final ClientChannel channel;
  private final UnitRun run;
  private boolean tan;

  private LocalRun(ClientChannel channel, UnitRun run) {
    this.channel = channel;
    this.run = run;
  }

  /**
   * Carries a run to its end; how it ended is asked of the run.
   *
   * @throws LinkException if the path fails; the run knows
   * @throws AuthenticityException if an answer is not the module's; the run knows
   */
  public static void carry(ClientChannel channel, UnitRun run)
      throws LinkException, AuthenticityException {
    try {
      new LocalRun(channel, run).toTheEnd();
    } catch (LinkException | AuthenticityException e) {
      run.broken(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void toTheEnd() throws LinkException, AuthenticityException {
    Step step = run.begin();
    while (!step.last()) {
      step = run.receive(deliver(step.message().orElseThrow().toArray()));
    }
    Optional<Bytes> end = step.message();
    if (end.isPresent()) {
      channel.send(Instruction.ABORT, 0, end.get().toArray());
    }
  }

  private byte[] deliver(byte[] message) throws LinkException, AuthenticityException {
    return switch (message[0] & 0xFF) {
      case Settlement.TAG -> ask(Instruction.ACKNOWLEDGEMENT, 1, message);
      case Order.TAG -> {
        tan = demandsTan(message);
        yield give(Instruction.BEGIN, message, Instruction.HELLO, 0);
      }
      case Parameters.TAG ->
          tan
              ? give(Instruction.PARAMETERS, message, Instruction.TAN_ROUND, 1)
              : give(Instruction.PARAMETERS, message, Instruction.REQUEST, 0);
      case TanRound.TAG -> round(message);
      case Issue.TAG -> give(Instruction.ISSUE, message, Instruction.ACKNOWLEDGEMENT, 0);
      default -> throw new IllegalStateException("a unit's run says something unknown");
    };
  }

  private static boolean demandsTan(byte[] message) {
    try {
      return Order.decode(message).policy().tan();
    } catch (TlvException e) {
      throw new IllegalStateException("a unit's run gives a malformed order", e);
    }
  }

  private byte[] round(byte[] message) throws LinkException, AuthenticityException {
    try {
      int round = TanRound.decode(message).round();
      return round == TanRound.LAST
          ? ask(Instruction.REQUEST, 0, message)
          : ask(Instruction.TAN_ROUND, round + 1, message);
    } catch (TlvException e) {
      throw new IllegalStateException("a unit's run gives a malformed round", e);
    }
  }

  /** Gives a message to one command and fetches the answer by another. */
  private byte[] give(Instruction to, byte[] message, Instruction from, int p1)
      throws LinkException, AuthenticityException {
    ResponseApdu taken = channel.send(to, 0, message);
    return taken.status().ok() ? ask(from, p1, NO_DATA) : refusal(taken);
  }

  private byte[] ask(Instruction instruction, int p1, byte[] data)
      throws LinkException, AuthenticityException {
    ResponseApdu answer = channel.send(instruction, p1, data);
    return answer.status().ok() ? answer.data() : refusal(answer);
  }

  private static byte[] refusal(ResponseApdu answer) {
    return new Abort(answer.status()).encode();
  }
}
