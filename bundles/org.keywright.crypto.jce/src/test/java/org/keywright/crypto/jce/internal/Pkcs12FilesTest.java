// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.pki.IdentityFiles.Identity;

/** Files of PKCS#12: made, opened by others, and those that are not opened. */
class Pkcs12FilesTest {
  private static final String CLOSED =
      "the file does not open: another passphrase, or it was changed";

  /** Made by OpenSSL 3 with triple DES, SHA-1 and 2048 rounds, passphrase {@code correct}. */
  private static final Bytes OLD =
      Bytes.of(
          Base64.getDecoder()
              .decode(
                  "MIIDvQIBAzCCA4MGCSqGSIb3DQEHAaCCA3QEggNwMIIDbDCCAj8GCSqGSIb3DQEHBqCCAjAwggIsAgEAMIIC"
                      + "JQYJKoZIhvcNAQcBMBwGCiqGSIb3DQEMAQMwDgQI1J/YvaEi5b0CAggAgIIB+OIc6V1WLdZdq2U8nQe5j/P4"
                      + "hSucGt880Y2dUe43tYI6bHqfuF6fU+NmJkGJHubfFCK2rsEX00eQDHLr8hKUGouLA22YwPbL69tajhM3Gdre"
                      + "pSNkWSeIUmNZKhFjk8fVPeCAfRxeeb39GTgN77zWe1t+0gxi6f8rqPVrNNLkJLPJchOTAwvdBhuhGLDhH68D"
                      + "xFXfFOpetiMy9NvxYwTl/eP3B7n6DnT6e4Z7Ol2+3+u9zKQlxlwQdqAG3RAnO1S0qWj3zsrqVnwaCcYwPdzP"
                      + "OuyLLQQ2Bvsk5Jl4wwMHgAZUHW4pktpkNNEiQZzSmbZOplXw1BhFj2GizZali6d1GlGYQ+lsqeJpmM580uW/"
                      + "7+y1phql8quLH/nnaSMCgMo5iBeKa+ThDWecv+g+TCfCBDA6le0HlradTkeUlCwzVqZ++eoL8MF8TiVFoRGe"
                      + "cb3Nhjz6/pva2CE1aPp4Kk7Ypn7+w5JEyd+jL5RoB6gpIFGbng+cJRwcySD9kf07gOh6GAcmaa45CxmbnqmG"
                      + "kv3q/vZpz7o4deUBbIBXCsyFh6BvyL3I6QwYjEDOhymDzJIeJAKHTRhQPamiFx9gkG5NrTNaYeA+k28Q4urV"
                      + "ANFmSl18goSIZgvhxavIsABh5ccNugaK/fnnKFYZOg3enRmLTkS6Lqn5IxqdBTCCASUGCSqGSIb3DQEHAaCC"
                      + "ARYEggESMIIBDjCCAQoGCyqGSIb3DQEMCgECoIG0MIGxMBwGCiqGSIb3DQEMAQMwDgQI8o3tONo+IHYCAggA"
                      + "BIGQ/if4j6uYuZ5SZJg+wfKE2+VoyKaIR7MU7lFyMeGrpe9Q7pBbnzloHxlgJFn1yhwIniwX/4nfClgxmtZ9"
                      + "UVX06nqJEeOo2kX+MieN5Ni65rlWRQmvpAxeNfLUgnv1a4M0or8BNWmR9ICV1uZ98RkGaNS6HP/pBmMhvQ7Q"
                      + "WBGgF46mduxV9SppJqytYDMTcY5VMUQwHQYJKoZIhvcNAQkUMRAeDgBzAHQAYQB0AGkAbwBuMCMGCSqGSIb3"
                      + "DQEJFTEWBBTVUJf/4qFVpOwlSSbYvNpChIwMgDAxMCEwCQYFKw4DAhoFAAQUNbUeByPYpQmzlzWz2B6MLZIB"
                      + "irQECDwBEBQ1QQfoAgIIAA=="));

  private final Pkcs12Files files = new Pkcs12Files(Samples.CURVES);

  @TempDir Path folder;

  @Test
  void opensAnOldFileAndSaysThatItIsOld() throws KeyException {
    try (Identity identity = files.read(OLD, passphrase("correct"))) {
      assertThat(hex(identity.privateKey()))
          .isEqualTo("6967A76D67ECCCF7FD5B0CA23CBB41E2082840E349659A689209BDDD05886778");
      assertThat(identity.chain()).hasSize(1);
      assertThat(identity.chain().getFirst().getSubjectX500Principal()).hasToString("CN=station");
      assertThat(identity.remarks())
          .containsExactly(
              "The MAC of the file is made with an old hash (SHA-1): ask for SHA-256",
              "The file is enciphered by an old algorithm (RC2, or triple DES with SHA-1): ask for"
                  + " AES-256");
    }
  }

  @Test
  void opensWhatItMadeAndFindsNothingToRemark() throws KeyException {
    try (Identity old = files.read(OLD, passphrase("correct"))) {
      Bytes made =
          files.write("station", old.privateKey(), old.chain(), passphrase("d\u00e9p\u00f4t"));
      try (Identity again = files.read(made, passphrase("d\u00e9p\u00f4t"))) {
        assertThat(again.privateKey().sameKeyAs(old.privateKey())).isTrue();
        assertThat(again.chain()).isEqualTo(old.chain());
        assertThat(again.remarks()).isEmpty();
      }
      assertThatThrownBy(() -> files.read(made, passphrase("depot")))
          .isInstanceOf(KeyException.class)
          .hasMessage(CLOSED)
          .hasNoCause();
    }
  }

  @Test
  void opensslOpensWhatItMade() throws Exception {
    Path file = folder.resolve("made.p12");
    Path secret = folder.resolve("secret.txt");
    try (Identity old = files.read(OLD, passphrase("correct"))) {
      Files.write(
          file,
          files.write("station", old.privateKey(), old.chain(), passphrase("correct")).toArray());
    }
    Files.writeString(secret, "correct\n");
    var program =
        new ProcessBuilder(
                "openssl",
                "pkcs12",
                "-in",
                file.toString(),
                "-passin",
                "file:" + secret,
                "-info",
                "-noenc")
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(program.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("MAC: sha256, Iteration 100000")
        .contains("PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256")
        .contains("friendlyName: station")
        .contains("BEGIN PRIVATE KEY");
  }

  @Test
  void takesOneKeyOnP256WithItsCertificateAndNothingElse() throws Exception {
    var certificate = certificate();
    var rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    refused(
        "identities have keys on the curve P-256, not of RSA",
        store -> {
          store.setKeyEntry("a", rsa.generateKeyPair().getPrivate(), secret(), chain(certificate));
        });
    var ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(384);
    refused(
        "identities have keys on the curve P-256, not on a longer one",
        store -> {
          store.setKeyEntry("a", ec.generateKeyPair().getPrivate(), secret(), chain(certificate));
        });
    ec.initialize(256);
    refused(
        "the private key is not that of the first certificate",
        store -> {
          store.setKeyEntry("a", ec.generateKeyPair().getPrivate(), secret(), chain(certificate));
        });
    refused(
        "the file holds 2 private keys, where one is wanted",
        store -> {
          for (String alias : List.of("a", "b")) {
            store.setKeyEntry(
                alias, ec.generateKeyPair().getPrivate(), secret(), chain(certificate));
          }
        });
    refused(
        "the file holds 0 private keys, where one is wanted",
        store -> {
          store.setCertificateEntry("a", certificate);
        });
  }

  @Test
  void writesNoKeyBesideAnothersCertificateAndNothingWithoutAPassphrase() throws Exception {
    try (EcKeyPair other = Samples.EC_KEYS.generate();
        Identity old = files.read(OLD, passphrase("correct"))) {
      assertThatThrownBy(
              () -> files.write("x", other.privateKey(), old.chain(), passphrase("correct")))
          .hasMessage("the private key is not that of the first certificate");
      assertThatThrownBy(() -> files.write("x", old.privateKey(), old.chain(), passphrase("")))
          .hasMessage("a file of PKCS#12 needs a passphrase");
    }
  }

  /** Each byte with one bit turned, every length, other structures: none opens to another key. */
  @Test
  void nothingThatWasChangedOpensToAnotherKey() throws KeyException {
    var random = new Random(20261126);
    byte[] good = OLD.toArray();
    int opened = 0;
    try (Identity old = files.read(OLD, passphrase("correct"))) {
      for (int at = 0; at < good.length; at++) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        try (Identity read = files.read(Bytes.of(changed), passphrase("correct"))) {
          // Only what nothing depends on may be another: a parameter that says nothing.
          assertThat(read.privateKey().sameKeyAs(old.privateKey())).as("byte %d", at).isTrue();
          opened++;
        } catch (KeyException refusal) {
          assertThat(refusal).hasNoCause();
        }
      }
    }
    assertThat(opened).isLessThan(10);
    for (int length = 0; length < good.length; length += 7) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> files.read(Bytes.of(cut), passphrase("correct")))
          .isInstanceOf(KeyException.class)
          .hasMessage("this is no file of PKCS#12");
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertThatThrownBy(() -> files.read(Bytes.of(longer), passphrase("correct")))
        .hasMessage("this is no file of PKCS#12");
  }

  private static KeyMaterial passphrase(String text) {
    return KeyMaterial.consume(text.getBytes(StandardCharsets.UTF_8));
  }

  private static char[] secret() {
    return "correct".toCharArray();
  }

  private X509Certificate certificate() throws KeyException {
    try (Identity old = files.read(OLD, passphrase("correct"))) {
      return old.chain().getFirst();
    }
  }

  private static Certificate[] chain(Certificate certificate) {
    return new Certificate[] {certificate};
  }

  private interface Filling {
    void fill(KeyStore store) throws Exception;
  }

  private void refused(String message, Filling filling) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    filling.fill(store);
    var out = new ByteArrayOutputStream();
    store.store(out, secret());
    assertThatThrownBy(() -> files.read(Bytes.of(out.toByteArray()), passphrase("correct")))
        .isInstanceOf(KeyException.class)
        .hasMessage(message);
  }
}
