// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;

/** A private key held by handle, as the JDK sees it: something to sign with, and nothing else. */
final class HandleKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  private final transient EcKeys keys;
  private final transient Key key;

  HandleKey(EcKeys keys, Key key) {
    this.keys = keys;
    this.key = key;
  }

  EcKeys keys() {
    return keys;
  }

  Key key() {
    return key;
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public @Nullable String getFormat() {
    return null;
  }

  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key is not written out");
  }
}
