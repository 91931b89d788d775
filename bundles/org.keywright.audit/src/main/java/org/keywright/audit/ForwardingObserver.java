// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears, once each time, that forwarding of the log is interrupted and that it goes on. */
@ConsumerType
public interface ForwardingObserver {
  /**
   * Called by the thread that forwards, which must not be kept.
   *
   * @param words one line for people
   */
  void told(String words);
}
