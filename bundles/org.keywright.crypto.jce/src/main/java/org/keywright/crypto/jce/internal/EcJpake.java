// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;
import org.keywright.crypto.Pakes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** EC J-PAKE on Bouncy Castle's arithmetic; proved by a run of its own before it is given out. */
@Component
public final class EcJpake implements Pakes {
  private static final int LONGEST_PASSWORD = P256.LENGTH - 1;
  private static final int LONGEST_NAME = 255;

  private final RandomSource random;
  private final Hkdf hkdf;

  /** Takes the proved algorithms; throws {@link IllegalStateException} if a run goes wrong. */
  @Activate
  public EcJpake(@Reference CurvePrimitives primitives) {
    this(primitives.random(), new HmacHkdf(primitives));
    CurveAnswers.pake(source -> new EcJpake(source, hkdf));
  }

  EcJpake(RandomSource random, Hkdf hkdf) {
    this.random = random;
    this.hkdf = hkdf;
  }

  @Override
  public Pake begin(KeyMaterial password, String ownName, String peerName, Bytes binding)
      throws KeyException {
    requireName(ownName);
    requireName(peerName);
    if (ownName.equals(peerName)) {
      throw new KeyException("the two ends of a password agreement have different names");
    }
    if (password.length() > LONGEST_PASSWORD) {
      throw new KeyException("a password has at most " + LONGEST_PASSWORD + " bytes here");
    }
    var number = password.expose(lent -> new BigInteger(1, lent));
    if (number.signum() == 0) {
      throw new KeyException("the password is empty");
    }
    return new EcJpakeRun(number, ownName, peerName, binding, random, hkdf);
  }

  private static void requireName(String name) throws KeyException {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || !StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      throw new KeyException(
          "a name in a password agreement has 1 to " + LONGEST_NAME + " characters of ASCII");
    }
  }
}
