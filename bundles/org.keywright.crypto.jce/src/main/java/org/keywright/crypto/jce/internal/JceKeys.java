// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keys from the DRBG, and their check values. */
@Component
public final class JceKeys implements Keys {
  private final Primitives primitives;
  private final SecondSource secondSource;

  /** Takes the proved algorithms. */
  @Activate
  public JceKeys(@Reference Primitives primitives) {
    this.primitives = primitives;
    secondSource = new SecondSource(primitives.random());
  }

  @Override
  public Key generate(KeySpec spec) {
    byte[] made = drawn(spec);
    try {
      return key(spec, made);
    } catch (KeyException e) {
      throw new IllegalStateException("a key of the length asked for was refused", e);
    }
  }

  @Override
  public Key generate(KeySpec spec, KeyMaterial second) throws KeyException {
    byte[] made = drawn(spec);
    secondSource.mixInto(made, second);
    return key(spec, made);
  }

  private byte[] drawn(KeySpec spec) {
    if (spec.algorithm() == KeyAlgorithm.EC) {
      throw new IllegalArgumentException("EC keys are made in pairs");
    }
    byte[] made = new byte[spec.length()];
    primitives.random().key(made);
    return made;
  }

  private static Key key(KeySpec spec, byte[] made) throws KeyException {
    if (spec.algorithm() == KeyAlgorithm.TDES) {
      Blocks.oddParity(made);
    }
    return Key.of(spec, KeyMaterial.consume(made));
  }

  @Override
  public byte[] random(int length) {
    byte[] out = new byte[length];
    primitives.random().nonce(out);
    return out;
  }

  @Override
  public <R, X extends Exception> R together(Work<R, X> work) throws X {
    return CipherScope.run(work);
  }

  @Override
  public Kcv kcv(Key key, KcvMethod method) throws KeyException {
    KeyAlgorithm algorithm = key.spec().algorithm();
    byte[] full =
        switch (method) {
          case TDES_ZERO_BLOCK -> zeroBlock(key, KeyAlgorithm.TDES, primitives.tdes(), method);
          case AES_ZERO_BLOCK -> zeroBlock(key, KeyAlgorithm.AES, primitives.aes(), method);
          case CMAC ->
              switch (algorithm) {
                case AES -> primitives.aesCmac().mac(key, new byte[primitives.aes().size()]);
                case TDES -> primitives.tdesCmac().mac(key, new byte[primitives.tdes().size()]);
                case HMAC, EC -> throw unfit(key, method);
              };
        };
    return new Kcv(method, Bytes.of(Arrays.copyOf(full, method.length())));
  }

  @Override
  public Optional<String> wellKnownName(Key key) {
    return key.material()
        .expose(lent -> WellKnownKeys.nameOf(lent, key.spec().algorithm() == KeyAlgorithm.TDES));
  }

  private static byte[] zeroBlock(
      Key key, KeyAlgorithm algorithm, BlockCipher cipher, KcvMethod method) throws KeyException {
    if (key.spec().algorithm() != algorithm) {
      throw unfit(key, method);
    }
    return key.material().expose(lent -> cipher.encipher(lent, new byte[cipher.size()]));
  }

  private static KeyException unfit(Key key, KcvMethod method) {
    return new KeyException(
        "a key of kind " + key.spec() + " has no check value by " + method.label());
  }
}
