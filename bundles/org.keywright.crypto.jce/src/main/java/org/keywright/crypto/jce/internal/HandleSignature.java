// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyException;

/** ECDSA with SHA-256 by a {@link HandleKey}. It verifies nothing: others can. */
final class HandleSignature extends SignatureSpi {
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private @Nullable HandleKey key;

  @Override
  protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
    if (!(privateKey instanceof HandleKey handle)) {
      throw new InvalidKeyException("only keys held by handle sign here");
    }
    key = handle;
    message.reset();
  }

  @Override
  protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
    throw new InvalidKeyException("nothing is verified here");
  }

  @Override
  protected void engineUpdate(byte part) {
    message.write(part);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int offset, int length) {
    message.write(bytes, offset, length);
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    var signing = key;
    if (signing == null) {
      throw new SignatureException("no key was given");
    }
    try {
      return KeySigner.der(signing.keys().sign(signing.key(), message.toByteArray()));
    } catch (KeyException e) {
      throw new SignatureException(String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw new SignatureException("its key was wiped, as the vault was closed", e);
    } finally {
      message.reset();
    }
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    throw new SignatureException("nothing is verified here");
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new InvalidParameterException("there are no parameters");
  }

  @Override
  @Deprecated
  protected @Nullable Object engineGetParameter(String name) {
    throw new InvalidParameterException("there are no parameters");
  }
}
