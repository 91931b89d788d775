// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Key wrap with AES by itself, outside of a suite (NIST SP 800-38F). What is wrapped is bytes: what
 * kind of key they are and what it is for has to be said beside them.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface KeyWraps {
  /** AES-KW (RFC 3394): secrets of 16 bytes and more, a multiple of 8. */
  KeyWrap kw();

  /** AES-KWP (RFC 5649): secrets of any length. */
  KeyWrap kwp();
}
