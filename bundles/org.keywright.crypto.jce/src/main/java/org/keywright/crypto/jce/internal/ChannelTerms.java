// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/** What both ends of a channel offer and take, in Bouncy Castle's types. */
final class ChannelTerms {
  /** The longest chain that is taken, a root included. */
  static final int LONGEST_CHAIN = 4;

  /** The longest handshake message that is taken: such a chain, and room for the rest. */
  static final int LONGEST_MESSAGE = 12_288;

  /** The hash that goes with shared keys. */
  static final int SHARED_KEY_HASH = PRFAlgorithm.tls13_hkdf_sha384;

  private ChannelTerms() {}

  static ProtocolVersion[] versions() {
    return ProtocolVersion.TLSv13.only();
  }

  static int[] cipherSuites() {
    return new int[] {CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_AES_128_GCM_SHA256};
  }

  static int[] groups() {
    return new int[] {NamedGroup.x25519, NamedGroup.secp256r1};
  }

  static Vector<SignatureAndHashAlgorithm> signatures() {
    return vector(List.of(OwnCredentials.ALGORITHM));
  }

  /** What Bouncy Castle takes for a list. */
  @SuppressWarnings("JdkObsolete")
  static <T> Vector<T> vector(List<T> elements) {
    return new Vector<>(elements);
  }

  /** The suite's name as RFC 8446 has it. */
  static String name(int cipherSuite) {
    return switch (cipherSuite) {
      case CipherSuite.TLS_AES_256_GCM_SHA384 -> "TLS_AES_256_GCM_SHA384";
      case CipherSuite.TLS_AES_128_GCM_SHA256 -> "TLS_AES_128_GCM_SHA256";
      default -> throw new IllegalArgumentException("no suite of ours: " + cipherSuite);
    };
  }
}
