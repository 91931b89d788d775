// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.Certificate;

/**
 * A certificate that begins as a good one, has parts of it exchanged, and is signed again: with the
 * issuer's own key, so that nothing but the exchanged part can be what it is refused for.
 */
final class Forgery {
  /** Where the parts of the content stand (RFC 5280, clause 4.1). */
  static final int VERSION = 0;

  static final int SERIAL = 1;
  static final int ALGORITHM = 2;
  static final int ISSUER = 3;
  static final int VALIDITY = 4;
  static final int SUBJECT = 5;
  static final int KEY_INFO = 6;
  static final int EXTENSIONS = 7;

  private final EcKeys keys;
  private final Key signer;
  private final List<ASN1Encodable> parts = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private Optional<ASN1Encodable> outerAlgorithm = Optional.empty();
  private UnaryOperator<byte[]> signature = UnaryOperator.identity();
  private int unusedBits;

  Forgery(Certificate good, EcKeys keys, Key signer) {
    this.keys = keys;
    this.signer = signer;
    var content =
        ASN1Sequence.getInstance(ASN1Sequence.getInstance(good.encoded().toArray()).getObjectAt(0));
    content.forEach(parts::add);
    var list =
        ASN1Sequence.getInstance(
            ((ASN1TaggedObject) parts.remove(EXTENSIONS)).getExplicitBaseObject());
    list.forEach(each -> extensions.add(Extension.getInstance(each)));
  }

  /** Puts something else in the place of a part. */
  Forgery part(int place, ASN1Encodable part) {
    parts.set(place, part);
    return this;
  }

  /** Takes a part out, so that the ones behind it move up. */
  Forgery without(int place) {
    parts.remove(place);
    return this;
  }

  /** Puts another algorithm into both places, or into one. */
  Forgery algorithm(AlgorithmIdentifier inner, AlgorithmIdentifier outer) {
    outerAlgorithm = Optional.of(outer);
    return part(ALGORITHM, inner);
  }

  /** Puts another value into an extension, which is appended if there is none. */
  Forgery extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
    try {
      return extension(id, critical, value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The same with the bytes of the value. */
  Forgery extension(ASN1ObjectIdentifier id, boolean critical, byte[] value) {
    var made = new Extension(id, critical, value);
    for (int i = 0; i < extensions.size(); i++) {
      if (extensions.get(i).getExtnId().equals(id)) {
        extensions.set(i, made);
        return this;
      }
    }
    extensions.add(made);
    return this;
  }

  /** Says the last part of an extension's value once more. */
  Forgery lastTwice(ASN1ObjectIdentifier id) {
    for (Extension each : List.copyOf(extensions)) {
      if (each.getExtnId().equals(id)) {
        var parts = new ASN1EncodableVector();
        ASN1Sequence.getInstance(each.getParsedValue()).forEach(parts::add);
        parts.add(parts.get(parts.size() - 1));
        extension(id, each.isCritical(), new DERSequence(parts));
      }
    }
    return this;
  }

  /** Appends an extension though there be one already. */
  Forgery onceMore(Extension extension) {
    extensions.add(extension);
    return this;
  }

  /** Takes an extension out. */
  Forgery without(ASN1ObjectIdentifier id) {
    extensions.removeIf(each -> each.getExtnId().equals(id));
    return this;
  }

  /** Takes all extensions out. */
  Forgery bare() {
    extensions.clear();
    return this;
  }

  /** An extension as it stands. */
  Extension extension(ASN1ObjectIdentifier id) {
    return extensions.stream()
        .filter(each -> each.getExtnId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Changes the signature's DER after it was made. */
  Forgery signature(UnaryOperator<byte[]> change) {
    signature = change;
    return this;
  }

  /** Says that bits of the signature are not used. */
  Forgery unusedBits(int bits) {
    unusedBits = bits;
    return this;
  }

  /** The certificate, signed. */
  Bytes made() {
    var content = new ASN1EncodableVector();
    parts.forEach(content::add);
    if (!extensions.isEmpty()) {
      var list = new DERSequence(extensions.toArray(Extension[]::new));
      content.add(new DERTaggedObject(true, 3, list));
    }
    try {
      byte[] body = new DERSequence(content).getEncoded(ASN1Encoding.DER);
      byte[] signed = signature.apply(der(keys.sign(signer, body)));
      var whole =
          new DERSequence(
              new ASN1Encodable[] {
                ASN1Sequence.getInstance(body),
                outerAlgorithm.orElse(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256)),
                new DERBitString(signed, unusedBits)
              });
      return Bytes.of(whole.getEncoded(ASN1Encoding.DER));
    } catch (IOException | KeyException e) {
      throw new AssertionError(e);
    }
  }

  /** ECDSA-Sig-Value of r and s. */
  static byte[] der(byte[] raw) {
    var r = new BigInteger(1, Arrays.copyOf(raw, 32));
    var s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64));
    return numbers(r, s);
  }

  static byte[] numbers(BigInteger r, BigInteger s) {
    try {
      return new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s)})
          .getEncoded();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
