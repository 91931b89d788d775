// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyMaterial;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.Request;
import org.keywright.vault.VaultException;

/** Leave to act in a {@link JdbcVault}. */
final class JdbcGrant implements Grant {
  /** What the log says of an act that was asked for. */
  static final String ASKED = "asked";

  private final JdbcVault vault;
  private final Act act;
  private final boolean asked;
  private final @Nullable JdbcGrant above;
  private final Optional<Request> request;
  private final KeysInUse inUse;
  private final Object gate = new Object();
  private final List<Consumer<String>> told = new ArrayList<>();
  private @Nullable String withdrawn;
  private @Nullable String result;
  private boolean ended;

  /**
   * Gives leave.
   *
   * @param asked whether the log has it already that it was asked for; else its end will say so
   * @param above whose act this one serves, if it serves one
   * @param request by which it was approved, if it had to be
   */
  JdbcGrant(
      JdbcVault vault,
      Act act,
      boolean asked,
      @Nullable JdbcGrant above,
      Optional<Request> request) {
    this.vault = vault;
    this.act = act;
    this.asked = asked;
    this.above = above;
    this.request = request;
    this.inUse = new KeysInUse(vault.ownLives());
  }

  /** The grant that the right to this act comes from. */
  JdbcGrant authority() {
    return above == null ? this : above.authority();
  }

  /** The request that is used up by this very act. */
  Optional<Request> request() {
    return request;
  }

  @Override
  public Optional<Request> approval() {
    return authority().request;
  }

  /** What is logged at its end. */
  List<String> entries(String end) {
    return asked ? List.of(end) : List.of(ASKED, end);
  }

  boolean isOf(JdbcVault other) {
    return vault == other;
  }

  @Override
  public Act act() {
    return act;
  }

  @Override
  public Grant below(Act other) throws VaultException {
    requireOpen();
    return vault.grantBelow(this, other, true);
  }

  @Override
  public Grant belowForAnswer(Act other) throws VaultException {
    requireOpen();
    return vault.grantBelow(this, other, false);
  }

  @Override
  public void onWithdrawal(Consumer<String> listener) {
    String why;
    synchronized (gate) {
      why = withdrawn;
      if (why == null) {
        told.add(listener);
        return;
      }
    }
    listener.accept(why);
  }

  /** Ends the leave, but not the act, whose end its holder says. */
  void withdraw(String why) {
    List<Consumer<String>> telling;
    synchronized (gate) {
      if (withdrawn != null) {
        return;
      }
      withdrawn = why;
      telling = List.copyOf(told);
      told.clear();
    }
    for (Consumer<String> listener : telling) {
      try {
        listener.accept(why);
      } catch (RuntimeException e) {
        System.getLogger(JdbcGrant.class.getName())
            .log(System.Logger.Level.WARNING, "who was told of a leave''s withdrawal failed", e);
      }
    }
  }

  @Override
  public Key open(KeyName key, KeyOperation operation) throws VaultException {
    requireOpen();
    KeyName one = vault.ownLives().exact(key);
    Key opened = opened(one, operation);
    inUse.add(opened, one, operation);
    return opened;
  }

  private Key opened(KeyName key, KeyOperation operation) throws VaultException {
    return switch (key) {
      case KeyName.Transport transport ->
          vault
              .custody()
              .open(this, key, seals -> vault.openingKeySets().open(transport, operation, seals));
      case KeyName.Application application -> vault.openingKeySets().open(application, operation);
      case KeyName.Root root ->
          vault
              .custody()
              .open(this, key, seals -> vault.openingRoots().open(root, operation, seals));
    };
  }

  @Override
  public KeyMaterial transactionNumber(long order) throws VaultException {
    requireOpen();
    return vault.openingOrders().openNumber(order);
  }

  @Override
  public Key transactionKey(String central, String module, int keyVersion) throws VaultException {
    requireOpen();
    return vault.openingCentralModules().openKey(central, module, keyVersion);
  }

  @Override
  public void succeeded(String words) {
    say(done(words));
  }

  @Override
  public void failed(String reason) {
    say(failure(reason));
  }

  @Override
  public void close() throws VaultException {
    end("failed: ended without a word");
  }

  /**
   * Ends without an entry in the log, which the caller writes.
   *
   * @throws VaultException if it has ended already
   */
  void conclude() throws VaultException {
    synchronized (gate) {
      requireOpen();
      ended = true;
    }
  }

  static String done(String words) {
    return words.isBlank() ? "done" : "done: " + words;
  }

  /** Whether an end in the log is a good one. */
  static boolean isDone(String end) {
    return end.startsWith("done");
  }

  static String failure(String reason) {
    return reason.isBlank() ? "failed" : "failed: " + reason;
  }

  /** Ends with the vault: the keys that are open under it are wiped, whoever has them. */
  void endWithVault() throws VaultException {
    try {
      end("failed: the vault was closed before the act ended");
    } finally {
      inUse.wipe();
    }
  }

  @Override
  public void requireInForce() throws VaultException {
    vault.endPeriodIfOver();
    requireOpen();
    inUse.requireAllowed();
    if (above != null) {
      above.requireInForce();
    }
  }

  void requireOpen() throws VaultException {
    synchronized (gate) {
      if (ended) {
        throw new VaultException(
            "the leave to " + act.verb() + " has ended: it has to be asked for again");
      }
      if (withdrawn != null) {
        throw new VaultException(
            "the leave to %s was withdrawn: %s".formatted(act.verb(), withdrawn));
      }
    }
    if (above != null) {
      above.requireOpen();
    }
  }

  void requireAsked() throws VaultException {
    if (!asked) {
      throw new VaultException(
          "the leave to " + act.verb() + " is for an answer alone, not to change anything");
    }
  }

  private void say(String words) {
    synchronized (gate) {
      result = words;
    }
  }

  private void end(String otherwise) throws VaultException {
    String said;
    synchronized (gate) {
      if (ended) {
        return;
      }
      ended = true;
      said = result == null ? otherwise : result;
    }
    vault.end(this, said);
  }
}
