// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport;

import java.util.regex.Pattern;

/**
 * Where a module is: a scheme, and an address that the scheme's transport understands.
 *
 * <p>Written {@code sim:ei-7} or {@code tcp://host:port/unit}.
 *
 * @param scheme which transport
 * @param address the rest behind the colon
 */
public record Endpoint(String scheme, String address) {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

  /** Checks the form. */
  public Endpoint {
    if (!SCHEME.matcher(scheme).matches() || address.isBlank()) {
      throw new IllegalArgumentException(
          "'" + scheme + ":" + address + "' is no endpoint: write SCHEME:ADDRESS, as in sim:ei-7");
    }
  }

  /**
   * Reads an endpoint as it is written.
   *
   * @throws IllegalArgumentException if it has no scheme or no address
   */
  public static Endpoint parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no endpoint: write SCHEME:ADDRESS, as in sim:ei-7");
    }
    return new Endpoint(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return scheme + ":" + address;
  }
}
