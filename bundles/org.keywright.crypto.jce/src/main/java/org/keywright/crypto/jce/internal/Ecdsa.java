// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;

/** ECDSA on P-256 (FIPS 186-5, clause 6) over a digest of 32 bytes. */
interface Ecdsa {
  /** The implementation of Bouncy Castle, with nonces by RFC 6979. */
  Ecdsa BOUNCY_CASTLE =
      new Ecdsa() {
        @Override
        public byte[] sign(BigInteger privateNumber, byte[] digest) {
          var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
          signer.init(true, new ECPrivateKeyParameters(privateNumber, P256.DOMAIN));
          BigInteger[] made = signer.generateSignature(digest);
          byte[] signature = Arrays.copyOf(P256.bytes(made[0]), EcKeys.SIGNATURE_LENGTH);
          System.arraycopy(P256.bytes(made[1]), 0, signature, P256.LENGTH, P256.LENGTH);
          return signature;
        }

        @Override
        public boolean verify(EcPublicKey publicKey, byte[] digest, byte[] signature) {
          var r = new BigInteger(1, Arrays.copyOf(signature, P256.LENGTH));
          var s = new BigInteger(1, Arrays.copyOfRange(signature, P256.LENGTH, signature.length));
          if (!P256.inRange(r) || !P256.inRange(s)) {
            return false;
          }
          var signer = new ECDSASigner();
          signer.init(false, new ECPublicKeyParameters(P256.point(publicKey), P256.DOMAIN));
          return signer.verifySignature(digest, r, s);
        }
      };

  /** Signs; returns r and s, 32 bytes each. */
  byte[] sign(BigInteger privateNumber, byte[] digest);

  /** Whether the signature, of 64 bytes, is one over the digest. */
  boolean verify(EcPublicKey publicKey, byte[] digest, byte[] signature);
}
