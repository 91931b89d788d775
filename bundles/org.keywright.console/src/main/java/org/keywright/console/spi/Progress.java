// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import org.osgi.annotation.versioning.ProviderType;

/** How far a work is; closing it takes the bar away. Safe for use by many threads. */
@ProviderType
public interface Progress extends AutoCloseable {
  /**
   * Says how far the work is; cheap, so it may be called for every item.
   *
   * @param done items done
   * @param total items in all, or 0 if that is not known yet
   * @param remark what else is to be said, as in {@code 3 refused}; may be empty
   */
  void at(long done, long total, String remark);

  @Override
  void close();
}
