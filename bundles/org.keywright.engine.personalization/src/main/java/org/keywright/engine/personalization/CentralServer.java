// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.keywright.crypto.KeyException;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.vault.TransactionKey;
import org.keywright.vault.VaultException;
import org.osgi.annotation.versioning.ProviderType;

/** A central system that listens. Safe for use by many threads. */
@ProviderType
public interface CentralServer extends AutoCloseable {
  /** Which central system. */
  String central();

  /** Where it listens. */
  InetSocketAddress address();

  /** The modules that are connected now, by serial number. */
  List<Connected> connected();

  /** What has happened so far. */
  Counts counts();

  /** What happened last, the newest first; at most 100. */
  List<ServerEvent> events();

  /**
   * Of what happened that one of both has refused the other, or what he wanted, the newest first;
   * at most 100.
   */
  List<ServerEvent> refusals();

  /** Tells the observer of all that happens from now on, by the threads of the connections. */
  void observe(Consumer<ServerEvent> observer);

  /**
   * Loads a new transaction key into a module that is connected, in place of the one that it may
   * have (claim 11).
   *
   * @throws IOException if the module is not connected, or its answer does not come: the key counts
   *     as sent, and whether it arrived is found out when the module comes again
   * @throws Refusal if the module refuses, or its receipt is wrong
   */
  TransactionKey load(String actor, SerialNumber module, KeyLoad.Form form)
      throws IOException, Refusal, KeyException, VaultException;

  /**
   * Has a connected module use its transaction key on a fresh challenge.
   *
   * @return whether the answer is the one that the vault's key gives
   */
  boolean use(String actor, SerialNumber module)
      throws IOException, Refusal, KeyException, VaultException;

  /**
   * Cuts the modules that would not be admitted any more, because a list of revocations has come or
   * an enrolment was ended.
   *
   * @return how many
   */
  int cutRevoked() throws VaultException, KeyException;

  /** Ends listening and cuts all connections; returns when their threads have ended. */
  @Override
  void close();

  /**
   * A module that is connected.
   *
   * @param module its serial number
   * @param unit the personalization unit that has certified it
   * @param from its address
   * @param since since when
   */
  record Connected(SerialNumber module, String unit, String from, Instant since) {}

  /**
   * What has happened so far.
   *
   * @param connections how many are open now
   * @param admitted modules that were admitted, each time that they came
   * @param refused modules that proved their name and were not admitted
   * @param failedHandshakes connections whose other end did not prove its name
   */
  record Counts(int connections, long admitted, long refused, long failedHandshakes) {}
}
