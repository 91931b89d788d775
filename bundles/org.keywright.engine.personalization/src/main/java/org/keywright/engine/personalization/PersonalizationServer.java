// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** A personalization unit that listens. Safe for use by many threads. */
@ProviderType
public interface PersonalizationServer extends AutoCloseable {
  /** Which unit. */
  String unit();

  /** Where it listens. */
  InetSocketAddress address();

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

  /** Ends listening and cuts all connections; returns when their threads have ended. */
  @Override
  void close();

  /**
   * What has happened so far.
   *
   * @param connections how many are open now
   * @param active modules that were personalized
   * @param refused runs and requests that were refused
   * @param failedHandshakes connections whose other end did not prove its name
   */
  record Counts(int connections, long active, long refused, long failedHandshakes) {}
}
