// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A unit's half of command chaining and GET RESPONSE (ISO/IEC 7816-4, clauses 5.3.3 and 5.3.4):
 * puts chained commands together, and hands out answers that are longer than the client's Le in
 * pieces.
 *
 * <p>The whole of it is {@link #respond}. A unit that wants the steps itself gives each command to
 * {@link #add}: a present result is a whole command to carry out, whose response then goes through
 * {@link #deliver}; after an empty result {@link #answer} is what goes back, and nothing is carried
 * out.
 *
 * <ul>
 *   <li>A part of a chain has bit 5 (10) of CLA set; the last part has not. The parts agree in CLA
 *       otherwise, INS, P1 and P2. Each part but the last is answered 9000.
 *   <li>A command that does not go on with an open chain is not carried out, ends the chain and is
 *       answered 6883.
 *   <li>Data over the limit, chained or not, end the chain and are answered 6700.
 *   <li>An answer longer than Le is cut at Le and ends in 61xx; GET RESPONSE (INS C0) fetches the
 *       rest. Any other command drops the rest. GET RESPONSE with nothing left is answered 6985.
 * </ul>
 *
 * <p>One for each connection or logical channel, for one thread at a time; {@link #reset} when the
 * unit loses power.
 */
public final class CommandAssembler {
  private static final int CHAINING = 0x10;
  private static final int GET_RESPONSE = 0xC0;
  private static final byte[] NOTHING = {};
  private static final ResponseApdu OK = new ResponseApdu(StatusWord.OK);

  private final int limit;
  private byte[] held = NOTHING;
  private int heldLength;
  private boolean open;
  private int header;
  private byte[] rest = NOTHING;
  private int restAt;
  private StatusWord restStatus = StatusWord.OK;
  private ResponseApdu answer = OK;

  /**
   * Makes an assembler.
   *
   * @param limit the greatest length of a command's data in bytes, chained or not
   */
  public CommandAssembler(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("the limit is " + limit);
    }
    this.limit = limit;
  }

  /**
   * Answers one encoded command: chaining, GET RESPONSE and 6700 for what is no command are done
   * here, whole commands are carried out by the unit.
   */
  public byte[] respond(byte[] encoded, Function<CommandApdu, ResponseApdu> unit) {
    CommandApdu part;
    try {
      part = CommandApdu.parse(encoded);
    } catch (MalformedApduException e) {
      reset();
      return new ResponseApdu(new StatusWord(0x6700)).toBytes();
    }
    var whole = add(part);
    return (whole.isEmpty() ? answer : deliver(whole.get(), unit.apply(whole.get()))).toBytes();
  }

  /**
   * Takes the next command.
   *
   * @return the whole command to carry out, with the chaining bit cleared; or empty, and {@link
   *     #answer} is the answer
   */
  public Optional<CommandApdu> add(CommandApdu part) {
    boolean more = (part.cla() & CHAINING) != 0;
    int found = (part.cla() & ~CHAINING) << 24 | part.ins() << 16 | part.p1() << 8 | part.p2();
    if (open && found != header) {
      return refuse(0x6883);
    }
    if (!open && part.ins() == GET_RESPONSE && !more) {
      return next(part);
    }
    dropRest();
    if (part.nc() > limit - heldLength) {
      return refuse(0x6700);
    }
    if (more) {
      open = true;
      header = found;
      append(part.data());
      answer = OK;
      return Optional.empty();
    }
    if (!open) {
      return Optional.of(part);
    }
    append(part.data());
    var data = Arrays.copyOf(held, heldLength);
    dropChain();
    return Optional.of(
        new CommandApdu(part.cla(), part.ins(), part.p1(), part.p2(), data, part.ne()));
  }

  /** What goes back after {@link #add} gave nothing to carry out. */
  public ResponseApdu answer() {
    return answer;
  }

  /**
   * Makes a unit's response fit the Le of its command; what does not fit is kept for GET RESPONSE.
   *
   * @param command the command that was carried out
   * @param response what the unit says to it
   * @return what goes back now
   */
  public ResponseApdu deliver(CommandApdu command, ResponseApdu response) {
    if (response.length() <= command.ne()) {
      return response;
    }
    rest = response.data();
    restAt = 0;
    restStatus = response.status();
    return piece(command.ne());
  }

  /** Forgets an open chain and a kept answer. */
  public void reset() {
    dropChain();
    dropRest();
  }

  private Optional<CommandApdu> next(CommandApdu part) {
    answer =
        rest.length == 0
            ? new ResponseApdu(new StatusWord(0x6985))
            : piece(part.ne() == 0 ? 256 : part.ne());
    return Optional.empty();
  }

  private ResponseApdu piece(int most) {
    int length = Math.min(most, rest.length - restAt);
    byte[] data = Arrays.copyOfRange(rest, restAt, restAt + length);
    restAt += length;
    int left = rest.length - restAt;
    if (left > 0) {
      return new ResponseApdu(data, new StatusWord(0x6100 | (left > 255 ? 0 : left)));
    }
    var status = restStatus;
    dropRest();
    return new ResponseApdu(data, status);
  }

  private Optional<CommandApdu> refuse(int status) {
    reset();
    answer = new ResponseApdu(new StatusWord(status));
    return Optional.empty();
  }

  private void append(byte[] data) {
    if (heldLength + data.length > held.length) {
      byte[] larger =
          Arrays.copyOf(held, Math.min(limit, Math.max(2 * held.length, heldLength + data.length)));
      Arrays.fill(held, (byte) 0);
      held = larger;
    }
    System.arraycopy(data, 0, held, heldLength, data.length);
    heldLength += data.length;
  }

  private void dropChain() {
    Arrays.fill(held, (byte) 0);
    held = NOTHING;
    heldLength = 0;
    open = false;
  }

  private void dropRest() {
    Arrays.fill(rest, (byte) 0);
    rest = NOTHING;
    restAt = 0;
  }
}
