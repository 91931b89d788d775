// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The suites that are here now; they come and go with their bundles while the program runs.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface Suites {
  /** All usable suites, by id. */
  List<Suite> all();

  /** The suite of an id, if its provider is here. */
  Optional<Suite> find(int id);

  /** Every provider that is here, usable or not, by id and then in the order they came. */
  List<SuiteStatus> statuses();

  /**
   * The suite of an id.
   *
   * @throws KeyException if none is here; the message names the id and those that are
   */
  default Suite require(int id) throws KeyException {
    return find(id)
        .orElseThrow(
            () -> new KeyException("suite %02X is not here; available: %s".formatted(id, all())));
  }
}
