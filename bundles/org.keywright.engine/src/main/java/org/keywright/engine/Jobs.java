// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The jobs that are at work now, of every engine. Safe for use by many threads. */
@ProviderType
public interface Jobs {
  /** The jobs that are at work now, the oldest first. */
  List<RunningJob> running();

  /** A job that is at work now. */
  Optional<RunningJob> running(long job);
}
