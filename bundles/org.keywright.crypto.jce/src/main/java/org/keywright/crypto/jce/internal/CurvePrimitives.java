// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What is computed with where public keys are used. One that exists has given the known answers.
 *
 * <p>Apart from {@link Primitives}, because proving it costs a quarter of a second that a start has
 * not to spend: this is made and proved when the first service that hangs on it is asked for. If an
 * answer is wrong, none of those services comes to be.
 */
@Component(service = CurvePrimitives.class)
public final class CurvePrimitives {
  private final RandomSource random;
  private final HmacSha256 hmac;
  private final Drbg drbg;
  private final Ecdsa ecdsa;
  private final Ecdh ecdh;

  /** Makes them of the JDK and Bouncy Castle; throws {@link IllegalStateException} if one errs. */
  @Activate
  public CurvePrimitives(@Reference Primitives primitives) {
    this(
        primitives.random(),
        new HmacSha256(),
        Drbg.BOUNCY_CASTLE,
        Ecdsa.BOUNCY_CASTLE,
        Ecdh.BOUNCY_CASTLE);
  }

  CurvePrimitives(RandomSource random, HmacSha256 hmac, Drbg drbg, Ecdsa ecdsa, Ecdh ecdh) {
    this.random = random;
    this.hmac = hmac;
    this.drbg = drbg;
    this.ecdsa = ecdsa;
    this.ecdh = ecdh;
    CurveAnswers.hmac(hmac);
    CurveAnswers.hkdf(new HmacHkdf(hmac));
    CurveAnswers.drbg(drbg);
    CurveAnswers.ecdsa(ecdsa);
    CurveAnswers.ecdh(ecdh);
  }

  RandomSource random() {
    return random;
  }

  HmacSha256 hmac() {
    return hmac;
  }

  Drbg drbg() {
    return drbg;
  }

  Ecdsa ecdsa() {
    return ecdsa;
  }

  Ecdh ecdh() {
    return ecdh;
  }
}
