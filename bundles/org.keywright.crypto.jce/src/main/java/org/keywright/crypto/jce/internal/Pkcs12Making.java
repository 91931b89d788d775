// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;

/** Makes files of PKCS#12: AES-256 and HMAC-SHA-256 for the key, SHA-256 for the MAC over all. */
final class Pkcs12Making {
  private static final int WORK = 100_000;
  private static final int SALT = 16;
  private static final int KEY_BITS = 256;
  private static final byte[] LOCAL_ID = {1};
  private static final AlgorithmIdentifier HMAC =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

  private final RandomSource random;

  Pkcs12Making(RandomSource random) {
    this.random = random;
  }

  Bytes file(
      String name,
      Key privateKey,
      EcPublicKey publicKey,
      List<X509Certificate> chain,
      char[] secret)
      throws KeyException {
    try {
      var builder = new PKCS12PfxPduBuilder();
      builder.addData(keyBag(name, privateKey, publicKey, secret));
      builder.addEncryptedData(encryptor(secret), certificates(name, chain));
      var mac =
          new BcPKCS12MacCalculatorBuilder(
              new SHA256Digest(),
              new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE));
      mac.setIterationCount(WORK);
      return Bytes.of(builder.build(mac, secret).getEncoded(ASN1Encoding.DER));
    } catch (IOException | PKCSException | GeneralSecurityException e) {
      throw new IllegalStateException("a file of PKCS#12 cannot be made", e);
    }
  }

  private PKCS12SafeBag keyBag(String name, Key privateKey, EcPublicKey publicKey, char[] secret)
      throws IOException, GeneralSecurityException, KeyException {
    var info =
        new PrivateKeyInfo(
            new AlgorithmIdentifier(
                X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
            new ECPrivateKey(
                KEY_BITS,
                P256.number(privateKey, "PKCS#12"),
                new DERBitString(publicKey.encoded()),
                SECObjectIdentifiers.secp256r1));
    var bag = new PKCS12SafeBagBuilder(info, encryptor(secret));
    named(bag, name);
    return bag.build();
  }

  private static PKCS12SafeBag[] certificates(String name, List<X509Certificate> chain)
      throws IOException, GeneralSecurityException {
    var bags = new PKCS12SafeBag[chain.size()];
    for (int i = 0; i < bags.length; i++) {
      var bag = new PKCS12SafeBagBuilder(new X509CertificateHolder(chain.get(i).getEncoded()));
      if (i == 0) {
        named(bag, name);
      }
      bags[i] = bag.build();
    }
    return bags;
  }

  /** Key and own certificate belong together by the same identifier (RFC 7292, 4.2). */
  private static void named(PKCS12SafeBagBuilder bag, String name) {
    bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name));
    bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(LOCAL_ID));
  }

  /** PBES2 with PBKDF2 (RFC 8018, clauses 6.2 and 5.2), under salt and IV of its own. */
  private OutputEncryptor encryptor(char[] secret) throws GeneralSecurityException {
    byte[] salt = new byte[SALT];
    byte[] iv = new byte[SALT];
    random.nonce(salt);
    random.nonce(iv);
    var stretch = new PBEKeySpec(secret, salt, WORK, KEY_BITS);
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(stretch).getEncoded();
    stretch.clearPassword();
    try {
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return new Pbes2(algorithm(salt, iv), cipher);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static AlgorithmIdentifier algorithm(byte[] salt, byte[] iv) {
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_PBES2,
        new PBES2Parameters(
            new KeyDerivationFunc(
                PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, WORK, KEY_BITS / 8, HMAC)),
            new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv))));
  }

  /** One message under a cipher that is ready. */
  private record Pbes2(AlgorithmIdentifier algorithm, Cipher cipher) implements OutputEncryptor {
    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return algorithm;
    }

    @Override
    public OutputStream getOutputStream(OutputStream out) {
      return new CipherOutputStream(out, cipher);
    }

    @Override
    public GenericKey getKey() {
      return new GenericKey(algorithm, new byte[0]);
    }
  }
}
