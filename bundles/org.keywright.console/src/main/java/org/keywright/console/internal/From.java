// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.Optional;
import org.keywright.transport.Endpoint;

/**
 * Which first unit gives the keys out.
 *
 * @param endpoint where it is; empty for the vault
 */
public record From(Optional<Endpoint> endpoint) {
  /**
   * Reads {@code vault} or an endpoint.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static From parse(String text) {
    return new From(text.equals("vault") ? Optional.empty() : Optional.of(Endpoint.parse(text)));
  }

  @Override
  public String toString() {
    return endpoint.map(Endpoint::toString).orElse("vault");
  }
}
