// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.keywright.crypto.KeyException;

/**
 * How well a file of PKCS#12 is protected: by which algorithms, with how much work. It is looked at
 * before the file is opened, for a file that wants too much work is not opened at all.
 */
final class Pkcs12Strength {
  private static final int LEAST_WORK = 1024;
  private static final int MOST_WORK = 5_000_000;
  private static final String OLD =
      "The file is enciphered by an old algorithm (RC2, or triple DES with SHA-1): ask for AES-256";

  private final Set<String> remarks = new LinkedHashSet<>();

  private Pkcs12Strength() {}

  /**
   * Looks at the structure of a file.
   *
   * @throws KeyException if it is none, has no MAC, or wants too much work
   */
  static List<String> remarks(byte[] file) throws KeyException {
    var strength = new Pkcs12Strength();
    try {
      strength.look(Pfx.getInstance(ASN1Primitive.fromByteArray(file)));
    } catch (IOException | RuntimeException e) {
      throw new KeyException("this is no file of PKCS#12");
    }
    return List.copyOf(strength.remarks);
  }

  private void look(Pfx pfx) throws IOException, KeyException {
    MacData mac = pfx.getMacData();
    if (mac == null) {
      throw new KeyException("the file has no MAC: nothing would tell that it was changed");
    }
    work(mac.getIterationCount().bitLength() > 31 ? -1 : mac.getIterationCount().intValue());
    var digest = mac.getMac().getAlgorithmId().getAlgorithm();
    if (!digest.on(NISTObjectIdentifiers.hashAlgs)) {
      remarks.add("The MAC of the file is made with an old hash (SHA-1): ask for SHA-256");
    }
    for (ContentInfo part :
        AuthenticatedSafe.getInstance(content(pfx.getAuthSafe())).getContentInfo()) {
      if (part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
        cipher(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
      } else {
        keys(ASN1Sequence.getInstance(content(part)));
      }
    }
  }

  private static ASN1Primitive content(ContentInfo info) throws IOException {
    return ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(info.getContent()).getOctets());
  }

  private void keys(ASN1Sequence bags) throws KeyException {
    for (var each : bags) {
      SafeBag bag = SafeBag.getInstance(each);
      if (bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
        cipher(EncryptedPrivateKeyInfo.getInstance(bag.getBagValue()).getEncryptionAlgorithm());
      } else if (bag.getBagId().equals(PKCSObjectIdentifiers.keyBag)) {
        throw new KeyException("the private key lies in the file in the clear");
      }
    }
  }

  private void cipher(AlgorithmIdentifier algorithm) throws KeyException {
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
      remarks.add(OLD);
      return;
    }
    var parameters = PBES2Parameters.getInstance(algorithm.getParameters());
    if (!parameters.getEncryptionScheme().getAlgorithm().on(NISTObjectIdentifiers.aes)) {
      remarks.add(OLD);
    }
    var derivation = parameters.getKeyDerivationFunc();
    if (derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      var work = PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount();
      work(work.bitLength() > 31 ? -1 : work.intValue());
    }
  }

  private void work(int iterations) throws KeyException {
    if (iterations < 1 || iterations > MOST_WORK) {
      throw new KeyException(
          "the file wants its passphrase stretched more than " + MOST_WORK + " times");
    }
    if (iterations < LEAST_WORK) {
      remarks.add("The passphrase of the file is stretched less than " + LEAST_WORK + " times");
    }
  }
}
