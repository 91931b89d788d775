// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;

/**
 * What certificates, requests and revocation lists have in common: content, the algorithm of the
 * signature, and the signature (RFC 5280, clause 4.1.1), in DER throughout.
 *
 * @param content what is signed
 * @param body the content in DER
 * @param signature r and s as in {@link EcKeys}; empty if its form is wrong already
 */
record SignedStructure(ASN1Sequence content, Bytes body, Optional<Bytes> signature) {
  /** ECDSA with SHA-256, which has no parameters (RFC 5758, clause 3.2). */
  static final AlgorithmIdentifier ECDSA_SHA256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  /** Reads the three parts; {@code what} is for messages. */
  static SignedStructure read(byte[] encoded, int longest, String what) throws ChainException {
    if (encoded.length > longest) {
      throw new ChainException(
          ChainFault.ENCODING, what, "it has " + encoded.length + " bytes, at most " + longest);
    }
    try {
      var whole = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(encoded));
      if (whole.size() != 3 || !Arrays.equals(whole.getEncoded(ASN1Encoding.DER), encoded)) {
        throw new ChainException(ChainFault.ENCODING, what, "it is not in DER");
      }
      var content = ASN1Sequence.getInstance(whole.getObjectAt(0));
      if (!isEcdsaWithSha256(whole.getObjectAt(1))) {
        throw new ChainException(ChainFault.WEAK_ALGORITHM, what);
      }
      var signature = ASN1BitString.getInstance(whole.getObjectAt(2));
      return new SignedStructure(
          content, Bytes.of(content.getEncoded(ASN1Encoding.DER)), raw(signature));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws whatever comes of a structure that is not the one expected.
      throw new ChainException(ChainFault.ENCODING, what);
    }
  }

  /** Whether it is this one algorithm, without parameters. */
  static boolean isEcdsaWithSha256(Object algorithm) {
    return ECDSA_SHA256.equals(AlgorithmIdentifier.getInstance(algorithm));
  }

  /** Refuses it unless the signature is by this key. */
  void verify(EcPublicKey key, EcKeys keys, String what) throws ChainException {
    boolean good =
        signature.filter(raw -> keys.verify(key, body.toArray(), raw.toArray())).isPresent();
    if (!good) {
      throw new ChainException(ChainFault.SIGNATURE, what);
    }
  }

  /** ECDSA-Sig-Value (RFC 3279, clause 2.2.3) strictly in DER, with both numbers in range. */
  private static Optional<Bytes> raw(ASN1BitString signature) {
    if (signature.getPadBits() != 0) {
      return Optional.empty();
    }
    try {
      BigInteger[] numbers =
          StandardDSAEncoding.INSTANCE.decode(P256.order(), signature.getOctets());
      byte[] raw = Arrays.copyOf(P256.bytes(numbers[0]), EcKeys.SIGNATURE_LENGTH);
      System.arraycopy(P256.bytes(numbers[1]), 0, raw, P256.LENGTH, P256.LENGTH);
      return Optional.of(Bytes.of(raw));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
