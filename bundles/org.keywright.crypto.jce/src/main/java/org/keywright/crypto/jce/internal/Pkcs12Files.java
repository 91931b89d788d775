// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.BigIntegers;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.pki.IdentityFiles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Files of PKCS#12: opened by the JDK's key store, made by {@link Pkcs12Making}. The JDK holds an
 * opened key as a number that cannot be wiped; it is gone with the next collection.
 */
@Component
public final class Pkcs12Files implements IdentityFiles {
  private final EcKeys keys;
  private final Pkcs12Making making;

  /** Takes the proved algorithms. */
  @Activate
  public Pkcs12Files(@Reference CurvePrimitives primitives) {
    keys = new BouncyCastleEcKeys(primitives);
    making = new Pkcs12Making(primitives.random());
  }

  @Override
  public Identity read(Bytes file, KeyMaterial passphrase) throws KeyException {
    byte[] bytes = file.toArray();
    List<String> remarks = Pkcs12Strength.remarks(bytes);
    try (Passphrase secret = Passphrase.of(passphrase)) {
      return identity(bytes, secret.characters(), remarks);
    }
  }

  private Identity identity(byte[] file, char[] secret, List<String> remarks) throws KeyException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(file), secret);
      String alias = onlyKey(store);
      var chain = chain(store, alias);
      if (!(store.getKey(alias, secret) instanceof PrivateKey privateKey)) {
        throw new KeyException("the key in the file is no private one");
      }
      return checked(key(privateKey), chain, remarks);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Whatever failed, the causes say nothing that may be told apart from outside.
      throw new KeyException("the file does not open: another passphrase, or it was changed");
    }
  }

  private static String onlyKey(KeyStore store) throws GeneralSecurityException, KeyException {
    var found = new ArrayList<String>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        found.add(alias);
      }
    }
    if (found.size() != 1) {
      throw new KeyException(
          "the file holds " + found.size() + " private keys, where one is wanted");
    }
    return found.getFirst();
  }

  private static List<X509Certificate> chain(KeyStore store, String alias)
      throws GeneralSecurityException, KeyException {
    var chain = store.getCertificateChain(alias);
    if (chain == null || chain.length == 0) {
      throw new KeyException("the file has no certificate for its private key");
    }
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  private static Key key(PrivateKey privateKey) throws KeyException {
    if (!privateKey.getAlgorithm().equals("EC")) {
      throw new KeyException(
          "identities have keys on the curve P-256, not of " + privateKey.getAlgorithm());
    }
    byte[] encoded = privateKey.getEncoded();
    try {
      var number =
          ECPrivateKey.getInstance(
                  PrivateKeyInfo.getInstance(encoded).parsePrivateKey().toASN1Primitive())
              .getKey();
      if (number.bitLength() > KeySpec.EC_P256.bits()) {
        throw new KeyException("identities have keys on the curve P-256, not on a longer one");
      }
      return Key.of(
          KeySpec.EC_P256,
          KeyMaterial.consume(BigIntegers.asUnsignedByteArray(P256.LENGTH, number)));
    } catch (IOException | IllegalArgumentException e) {
      throw new KeyException("the private key in the file cannot be read");
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private Identity checked(Key key, List<X509Certificate> chain, List<String> remarks)
      throws KeyException {
    boolean whole = false;
    try {
      requireTogether(key, chain);
      var identity = new Identity(key, chain, remarks);
      whole = true;
      return identity;
    } finally {
      if (!whole) {
        key.close();
      }
    }
  }

  private void requireTogether(Key key, List<X509Certificate> chain) throws KeyException {
    var own = SubjectPublicKeyInfo.getInstance(chain.getFirst().getPublicKey().getEncoded());
    if (!keys.publicKey(key).point().equals(Bytes.of(own.getPublicKeyData().getBytes()))) {
      throw new KeyException("the private key is not that of the first certificate");
    }
  }

  @Override
  public Bytes write(
      String name, Key privateKey, List<X509Certificate> chain, KeyMaterial passphrase)
      throws KeyException {
    if (passphrase.length() == 0) {
      throw new KeyException("a file of PKCS#12 needs a passphrase");
    }
    requireTogether(privateKey, chain);
    try (Passphrase secret = Passphrase.of(passphrase)) {
      return making.file(name, privateKey, keys.publicKey(privateKey), chain, secret.characters());
    }
  }
}
