// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization.internal;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.CentralRun;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.TransactionKeys;
import org.keywright.vault.VaultException;

/**
 * A module that is connected to a central system. Its own thread reads, so that its end is noticed;
 * whoever has a question waits for his turn, asks, and gets the one answer. What comes unasked ends
 * the connection.
 */
final class ModuleConnection implements AutoCloseable {
  private final SerialNumber module;
  private final String unit;
  private final CertificateChain chain;
  private final Socket socket;
  private final MessageStream stream;
  private final CentralRun run;
  private final Duration answerTime;
  private final Instant since;
  private final ReentrantLock turn = new ReentrantLock();
  private final SynchronousQueue<byte[]> answers = new SynchronousQueue<>();
  private volatile boolean asked;
  private volatile @Nullable String ended;

  ModuleConnection(
      Cryptography crypto,
      SecureChannel channel,
      Socket socket,
      SerialNumber module,
      String unit,
      Duration answerTime,
      Instant since)
      throws KeyException {
    this.module = module;
    this.unit = unit;
    this.chain = channel.peer().orElseThrow();
    this.socket = socket;
    this.stream = new MessageStream(channel.input(), channel.output());
    this.answerTime = answerTime;
    this.since = since;
    byte[] nobody = {};
    this.run =
        new CentralRun(
            crypto,
            module,
            channel.exportKey(TransactionKeys.PROTECTION_LABEL, nobody, KeySpec.AES_256),
            channel.exportKey(TransactionKeys.RECEIPT_LABEL, nobody, KeySpec.AES_256));
  }

  SerialNumber module() {
    return module;
  }

  String unit() {
    return unit;
  }

  CertificateChain chain() {
    return chain;
  }

  String from() {
    return Listener.from(socket);
  }

  Instant since() {
    return since;
  }

  /** What is made and read within one turn. */
  @FunctionalInterface
  interface Question<R> {
    R ask(CentralRun run, Asking asking) throws IOException, Refusal, KeyException, VaultException;
  }

  /** Sends a message and waits for its answer. */
  @FunctionalInterface
  interface Asking {
    byte[] answer(Bytes message) throws IOException;
  }

  /** Has one question asked, when it is its turn. */
  <R> R turn(Question<R> question) throws IOException, Refusal, KeyException, VaultException {
    turn.lock();
    try {
      return question.ask(run, this::ask);
    } finally {
      turn.unlock();
    }
  }

  private byte[] ask(Bytes message) throws IOException {
    requireOpen();
    Deadline deadline = Deadline.of(answerTime, socket);
    asked = true;
    try {
      stream.write(message);
      byte[] answer = answers.poll(answerTime.toNanos(), TimeUnit.NANOSECONDS);
      if (answer == null || answer.length == 0) {
        throw new IOException(module + " gives no answer and is cut off");
      }
      return answer;
    } catch (InterruptedException e) {
      Deadline.close(socket);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      asked = false;
      deadline.met();
    }
  }

  private void requireOpen() throws IOException {
    String why = ended;
    if (why != null) {
      throw new IOException(module + " is connected no more: " + why);
    }
  }

  /** Reads until the module ends; called by its own thread. */
  void serve() {
    try {
      for (var next = stream.read(); next.isPresent(); next = stream.read()) {
        if (!asked || !answers.offer(next.get(), answerTime.toNanos(), TimeUnit.NANOSECONDS)) {
          end("it said what it was not asked");
          return;
        }
      }
      end("it closed");
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      end("interrupted");
    }
  }

  private void end(String why) {
    ended = why;
    Deadline.close(socket);
    // whoever waits for an answer learns that none comes
    if (asked) {
      try {
        if (!answers.offer(new byte[0], 1, TimeUnit.SECONDS)) {
          System.getLogger(ModuleConnection.class.getName())
              .log(System.Logger.Level.DEBUG, "nobody waits any more");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Cuts it, and wipes the keys of the link. */
  @Override
  public void close() {
    Deadline.close(socket);
    turn.lock();
    try {
      run.close();
    } finally {
      turn.unlock();
    }
  }
}
