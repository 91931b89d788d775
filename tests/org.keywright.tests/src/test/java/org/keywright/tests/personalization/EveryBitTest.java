// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.protocol.Refusal;
import org.keywright.tests.personalization.RepeatedRun.Talk;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;
import org.keywright.transport.ModuleException;

/**
 * Each bit of each message of a run, with and without a TAN, and of a key load is changed: as a
 * frame of the local channel, and as a message inside it, as whoever were in the channel could.
 * Each time the module is what it was, or the unit does not believe.
 */
class EveryBitTest {
  private static final int WORKERS = 2;
  private static final int CHAINED = 0x10;
  private static final int TAN_ROUND = 0xEA;

  /** Changes bits, every {@link #WORKERS}th of them, and returns how many. */
  private interface Flipping {
    int flip(RepeatedRun run, int worker) throws Exception;
  }

  private static int byAll(Talk talk, Flipping flipping) throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < WORKERS; i++) {
      int worker = i;
      tasks.add(() -> flipping.flip(new RepeatedRun(talk), worker));
    }
    int flipped = 0;
    try (var pool = Executors.newFixedThreadPool(WORKERS)) {
      for (var done : pool.invokeAll(tasks)) {
        flipped += done.get();
      }
    }
    return flipped;
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  @ParameterizedTest
  @EnumSource
  void ofACommandIsRefusedByTheModule(Talk talk) throws Exception {
    int flipped =
        byAll(
            talk,
            (run, worker) -> {
              int count = 0;
              for (int frame = 0; frame < run.frames.size(); frame += 2) {
                for (int bit = worker; bit < 8 * run.frames.get(frame).length; bit += WORKERS) {
                  command(run, frame, bit);
                  count++;
                }
              }
              return count;
            });
    assertThat(flipped).isGreaterThan(5_000);
  }

  private static void command(RepeatedRun run, int frame, int bit) throws Exception {
    var connection = run.enter().connect();
    List<byte[]> frames = run.frames;
    for (int i = 0; i < frame; i += 2) {
      assertThat(connection.respond(frames.get(i))).isEqualTo(frames.get(i + 1));
    }
    boolean before = run.unchanged();
    byte[] changed = flipped(frames.get(frame), bit);
    String what = "frame %d, bit %d".formatted(frame, bit);
    byte[] answer = connection.respond(changed);
    if (sameCommand(changed, frames.get(frame))) {
      int length = answer.length - 2;
      assertThat(Arrays.copyOf(answer, length))
          .as(what)
          .isEqualTo(Arrays.copyOf(frames.get(frame + 1), length));
      return;
    }
    // What is not protected yet may be answered: the next command shows that it was in vain.
    for (int next = frame + 2; done(answer) && next < frames.size(); next += 2) {
      answer = connection.respond(frames.get(next));
    }
    // A command that became the first part of a chain is taken, and waits for the rest in vain.
    boolean part = (changed[0] & CHAINED) != 0 && answer.length == 2;
    assertThat(done(answer) && !part).as(what).isFalse();
    assertThat(run.unchanged()).as(what).isEqualTo(before);
  }

  /** Whether it only says otherwise how long the answer may be, of which less comes then. */
  private static boolean sameCommand(byte[] one, byte[] other) {
    try {
      var command = CommandApdu.parse(one);
      var meant = CommandApdu.parse(other);
      return command.cla() == meant.cla()
          && command.ins() == meant.ins()
          && command.p1() == meant.p1()
          && command.p2() == meant.p2()
          && Arrays.equals(command.data(), meant.data());
    } catch (MalformedApduException e) {
      return false;
    }
  }

  private static boolean done(byte[] answer) {
    return (answer[answer.length - 2] & 0xFF) == 0x90;
  }

  @ParameterizedTest
  @EnumSource
  void ofAnAnswerIsNotBelieved(Talk talk) throws Exception {
    int flipped =
        byAll(
            talk,
            (run, worker) -> {
              int count = 0;
              assertThat(run.talk(run.said())).isTrue();
              for (int frame = 1; frame < run.frames.size(); frame += 2) {
                for (int bit = worker; bit < 8 * run.frames.get(frame).length; bit += WORKERS) {
                  byte[] changed = flipped(run.frames.get(frame), bit);
                  assertThat(believed(run, frame, changed))
                      .as("frame %d, bit %d", frame, bit)
                      .isFalse();
                  count++;
                }
              }
              return count;
            });
    assertThat(flipped).isGreaterThan(5_000);
  }

  private static boolean believed(RepeatedRun run, int frame, byte[] changed) {
    try {
      return run.talk(run.said(frame, changed)) || run.bureau.unit.log.contains("confirmed");
    } catch (LinkException | ModuleException | Refusal | KeyException e) {
      return run.bureau.unit.log.contains("confirmed");
    }
  }

  /** The message if only this talk has it: all but the rounds of a TAN are in a run without. */
  private static byte[] own(Talk talk, Bytes message) {
    byte[] bytes = message.toArray();
    boolean round = bytes.length > 0 && (bytes[0] & 0xFF) == TAN_ROUND;
    return talk == Talk.RUN_WITH_TAN && !round ? new byte[0] : bytes;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEYS")
  void ofAMessageInsideTheChannelIsRefusedByTheModule(Talk talk) throws Exception {
    int flipped =
        byAll(
            talk,
            (run, worker) -> {
              int count = 0;
              assertThat(run.toldInside(-1, new byte[0])).isTrue();
              for (int i = 0; i < run.exchanges.size(); i++) {
                byte[] message = own(talk, run.exchanges.get(i).data());
                for (int bit = worker; bit < 8 * message.length; bit += WORKERS) {
                  String what = "message %d, bit %d".formatted(i, bit);
                  assertThat(run.toldInside(i, flipped(message, bit))).as(what).isFalse();
                  assertThat(run.unchanged()).as(what).isTrue();
                  count++;
                }
              }
              return count;
            });
    assertThat(flipped).isGreaterThan(300);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEYS")
  void ofAMessageInsideTheChannelIsNotBelievedByTheUnit(Talk talk) throws Exception {
    int flipped =
        byAll(
            talk,
            (run, worker) -> {
              int count = 0;
              assertThat(run.heardInside(-1, new byte[0])).isTrue();
              for (int i = 0; i < run.exchanges.size(); i++) {
                byte[] message = own(talk, run.exchanges.get(i).answer());
                for (int bit = worker; bit < 8 * message.length; bit += WORKERS) {
                  assertThat(run.heardInside(i, flipped(message, bit)))
                      .as("message %d, bit %d", i, bit)
                      .isFalse();
                  count++;
                }
              }
              return count;
            });
    assertThat(flipped).isGreaterThan(4_000);
  }
}
