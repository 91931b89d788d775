// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;

/** Signs one structure of Bouncy Castle's with a key by handle, which stays its owner's. */
final class KeySigner implements ContentSigner {
  private final EcKeys keys;
  private final Key privateKey;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  KeySigner(EcKeys keys, Key privateKey) {
    this.keys = keys;
    this.privateKey = privateKey;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return SignedStructure.ECDSA_SHA256;
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    try {
      return der(keys.sign(privateKey, content.toByteArray()));
    } catch (KeyException e) {
      throw new RuntimeOperatorException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A signature of 64 bytes as ECDSA-Sig-Value (RFC 3279, clause 2.2.3). */
  static byte[] der(byte[] raw) {
    try {
      return StandardDSAEncoding.INSTANCE.encode(
          P256.order(),
          new BigInteger(1, Arrays.copyOf(raw, P256.LENGTH)),
          new BigInteger(1, Arrays.copyOfRange(raw, P256.LENGTH, raw.length)));
    } catch (IOException e) {
      throw new IllegalStateException("a signature of our own cannot be encoded", e);
    }
  }
}
