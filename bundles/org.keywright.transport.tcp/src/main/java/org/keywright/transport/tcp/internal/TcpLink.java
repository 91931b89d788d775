// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.tcp.internal;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.keywright.transport.Atr;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;

/** A connection to one unit. Any failure ends it, since the stream has then lost its step. */
final class TcpLink implements Link {
  /**
   * So many bytes of commands are sent before the first answer is read. They fit into any socket's
   * buffers, so the two sides cannot wait for each other; larger batches are sent by a thread of
   * their own.
   */
  private static final int SENT_AHEAD = 1 << 14;

  private static final int SHORTEST = 2;

  private final Endpoint endpoint;
  private final Atr atr;
  private final Frames frames;
  private final Duration answerTime;
  private final long answerNanos;

  /** Why the link is of no more use; empty while it is of use. */
  private final AtomicReference<String> ended = new AtomicReference<>("");

  TcpLink(Endpoint endpoint, Atr atr, Frames frames, Duration answerTime) {
    this.endpoint = endpoint;
    this.atr = atr;
    this.frames = frames;
    this.answerTime = answerTime;
    this.answerNanos = answerTime.toNanos();
  }

  @Override
  public Atr atr() {
    return atr;
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    check();
    checkLength(command);
    try {
      frames.guard().begin(answerNanos);
      frames.put(command);
      frames.flush();
      byte[] answer = answer();
      frames.guard().end();
      return answer;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public List<byte[]> transceiveAll(List<byte[]> commands) throws LinkException {
    check();
    long bytes = 0;
    for (byte[] command : commands) {
      checkLength(command);
      bytes += 4 + command.length;
    }
    try {
      frames.guard().begin(answerNanos);
      if (bytes > SENT_AHEAD) {
        return sentBeside(commands);
      }
      send(commands);
      return answers(commands.size());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private List<byte[]> sentBeside(List<byte[]> commands) throws IOException {
    var failure = new AtomicReference<IOException>();
    var sender =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    send(commands);
                  } catch (IOException e) {
                    failure.set(e);
                    frames.close();
                  }
                });
    try {
      return answers(commands.size());
    } catch (IOException e) {
      frames.close();
      var first = failure.get();
      throw first == null || first instanceof ClosedChannelException ? e : first;
    } finally {
      join(sender);
    }
  }

  /** It ends soon: either all answers are here, so all was sent, or the connection is closed. */
  private static void join(Thread sender) {
    boolean interrupted = false;
    while (sender.isAlive()) {
      try {
        sender.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(List<byte[]> commands) throws IOException {
    for (byte[] command : commands) {
      frames.put(command);
    }
    frames.flush();
  }

  private List<byte[]> answers(int count) throws IOException {
    var answers = new ArrayList<byte[]>(count);
    for (int i = 0; i < count; i++) {
      frames.guard().begin(answerNanos);
      answers.add(answer());
    }
    frames.guard().end();
    return answers;
  }

  private byte[] answer() throws IOException {
    byte[] answer = frames.take();
    if (answer.length < SHORTEST) {
      throw new ProtocolException(
          "an answer of " + answer.length + " bytes has no room for a status word");
    }
    return answer;
  }

  private void check() throws LinkException {
    var reason = ended.get();
    if (!reason.isEmpty()) {
      throw new LinkException(endpoint + ": the link is closed: " + reason);
    }
    if (frames.hasReceived()) {
      throw broken(new ProtocolException("the unit answered more than it was asked"));
    }
  }

  private void checkLength(byte[] command) throws LinkException {
    if (command.length > Frames.LIMIT) {
      throw new LinkException(
          "%s: a command of %d bytes cannot be sent; the limit is %d"
              .formatted(endpoint, command.length, Frames.LIMIT));
    }
  }

  private LinkException broken(IOException failure) {
    var expired = frames.guard().expired();
    frames.guard().end();
    frames.close();
    var reason = ended.get();
    if (!reason.isEmpty()) {
      return new LinkException(endpoint + ": the link is closed: " + reason, failure);
    }
    var told = explained(endpoint, failure, expired, "answer", answerTime);
    ended.compareAndSet("", "an earlier command failed");
    return told;
  }

  /**
   * What a failure means.
   *
   * @param wanted what did not come if the time has expired
   */
  static LinkException explained(
      Endpoint endpoint, IOException failure, boolean expired, String wanted, Duration limit) {
    String what;
    if (expired) {
      what = "no " + wanted + " within " + shown(limit);
    } else if (Thread.currentThread().isInterrupted()) {
      what = "the thread was interrupted";
    } else if (failure instanceof AsynchronousCloseException) {
      what = "the link was closed";
    } else {
      var message = failure.getMessage();
      what = message == null ? failure.getClass().getSimpleName() : message;
    }
    return new LinkException(endpoint + ": " + what, failure);
  }

  static String shown(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  @Override
  public void close() {
    ended.compareAndSet("", "it was given back");
    frames.close();
  }
}
