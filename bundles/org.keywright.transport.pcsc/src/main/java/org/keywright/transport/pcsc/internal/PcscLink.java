// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.pcsc.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.MalformedApduException;

/**
 * A connected card. Calls of the PC/SC service cannot be interrupted, and would hold the carrier of
 * a virtual thread; so a thread of the link's own makes them, and who waits for it can leave.
 */
final class PcscLink implements Link {
  /** So long a link that is closed waits for the card to be given back. */
  private static final Duration GIVING_BACK = Duration.ofSeconds(1);

  private final Endpoint endpoint;
  private final ExecutorService thread;
  private final CardLink card;
  private final Atr atr;
  private final int protocol;
  private final Duration answerTime;

  /** Why the link is of no more use; empty while it is of use. */
  private final AtomicReference<String> ended = new AtomicReference<>("");

  private volatile @Nullable Future<?> underWay;

  /**
   * Takes over a card.
   *
   * @param thread the one thread that the card was connected by, and will be given back by
   */
  PcscLink(Endpoint endpoint, ExecutorService thread, Pcsc.Card card, Duration answerTime) {
    this.endpoint = endpoint;
    this.thread = thread;
    this.card = new CardLink(card);
    this.atr = card.atr();
    this.protocol = card.protocol();
    this.answerTime = answerTime;
  }

  @Override
  public Atr atr() {
    return atr;
  }

  @Override
  public byte[] transceive(byte[] command) throws LinkException {
    return transceiveAll(List.of(command)).getFirst();
  }

  @Override
  public List<byte[]> transceiveAll(List<byte[]> commands) throws LinkException {
    requireOpen(null);
    if (Thread.currentThread().isInterrupted()) {
      throw broken("the thread was interrupted", null);
    }
    if (commands.isEmpty()) {
      return List.of();
    }
    var call = new FutureTask<>(() -> exchange(commands));
    underWay = call;
    try {
      thread.execute(call);
      if (!ended.get().isEmpty()) {
        call.cancel(false);
      }
      return call.get(answerTime.toNanos() * commands.size(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken("the thread was interrupted", e);
    } catch (TimeoutException e) {
      throw broken("no answer within " + answerTime.toSeconds() + " s", e);
    } catch (CancellationException | RejectedExecutionException e) {
      throw broken("the link was closed", e);
    } catch (ExecutionException e) {
      throw broken(e);
    }
  }

  private List<byte[]> exchange(List<byte[]> commands) throws LinkException {
    var answers = new ArrayList<byte[]>(commands.size());
    for (byte[] command : commands) {
      answers.add(mustChain(command) ? chained(command) : card.transceive(command));
    }
    return answers;
  }

  /** Extended lengths go to a card that says that it takes them; T=0 cannot carry them at all. */
  private boolean mustChain(byte[] command) {
    return command.length > 6 && command[4] == 0 && (protocol == 0 || !atr.takesExtendedLengths());
  }

  private byte[] chained(byte[] command) throws LinkException {
    try {
      return new ApduChannel(card, false, 0x10000).send(CommandApdu.parse(command)).toBytes();
    } catch (MalformedApduException e) {
      throw new LinkException(
          "the card takes no extended lengths, and this command cannot be chained: "
              + e.getMessage(),
          e);
    }
  }

  private void requireOpen(@Nullable Throwable cause) throws LinkException {
    var reason = ended.get();
    if (!reason.isEmpty()) {
      throw new LinkException(endpoint + ": the link is closed: " + reason, cause);
    }
  }

  private LinkException broken(ExecutionException failure) throws LinkException {
    Throwable cause = failure.getCause();
    if (cause instanceof LinkException known) {
      return broken("link lost: " + known.getMessage(), known);
    }
    throw new IllegalStateException(endpoint + ": the card's thread failed", cause);
  }

  private LinkException broken(String what, @Nullable Exception cause) throws LinkException {
    requireOpen(cause);
    end("an earlier command failed", Duration.ZERO);
    return new LinkException(endpoint + ": " + what, cause);
  }

  @Override
  public void close() {
    end("it was given back", GIVING_BACK);
  }

  private void end(String reason, Duration patience) {
    if (ended.compareAndSet("", reason)) {
      thread.execute(card::close);
      thread.shutdown();
    }
    var call = underWay;
    if (call != null) {
      call.cancel(false);
    }
    await(patience);
  }

  /** Waits for the card to be given back, so that it can be had anew; a stuck one is left. */
  private void await(Duration patience) {
    try {
      var _ = thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
