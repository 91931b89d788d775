// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.pki.ChainException;
import org.keywright.crypto.pki.ChainFault;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Validity;

/** Readers of what strangers send refuse it as what it is, and never stumble over it. */
class HostileBytesTest {
  private static final int ROUNDS = 5_000;

  private final Authority maker = new Authority();
  private final BouncyCastleCertificates certificates =
      new BouncyCastleCertificates(Samples.CURVES);
  private final Random random = new Random(20261126);

  @Test
  void mutilatedStructuresAreRefusedOrReadAndNothingElse() throws KeyException {
    byte[] certificate = maker.unit.certificate().encoded().toArray();
    byte[] list =
        certificates
            .issueRevocationList(
                maker.root, Map.of(), 1, Validity.of(Authority.NOW, Duration.ofDays(1)))
            .encoded()
            .toArray();
    byte[] request =
        certificates
            .request(maker.unit.privateKey(), maker.unit.certificate().subject())
            .encoded()
            .toArray();
    byte[] text = maker.unit.certificate().pem().getBytes(US_ASCII);
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      read += reads(() -> certificates.readChain(mutilated(certificate)));
      reads(() -> certificates.readRequest(mutilated(request)));
      reads(() -> certificates.readRevocationList(mutilated(list), maker.root.certificate()));
      reads(() -> certificates.readPem(new String(mutilated(text), US_ASCII)));
    }
    // Some mutilations touch the signature alone, which reading does not look at.
    assertThat(read).isLessThan(ROUNDS / 2);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    for (int depth : new int[] {100, 1000, 100_000}) {
      byte[] nested = nested(depth);
      assertThatThrownBy(() -> certificates.readRevocationList(nested, maker.root.certificate()))
          .isInstanceOfSatisfying(
              ChainException.class, e -> assertThat(e.fault()).isEqualTo(ChainFault.ENCODING));
      assertThatThrownBy(() -> certificates.read(nested)).isInstanceOf(ChainException.class);
    }
  }

  @Test
  void aChainOfTooMuchIsRefusedBeforeAllOfItIsRead() {
    byte[] one = maker.unit.certificate().encoded().toArray();
    byte[] many = new byte[one.length * 1000];
    for (int at = 0; at < many.length; at += one.length) {
      System.arraycopy(one, 0, many, at, one.length);
    }
    assertThatThrownBy(() -> certificates.readChain(many))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.fault()).isEqualTo(ChainFault.PATH_LENGTH));
  }

  @Test
  void everyRefusalIsASentenceThatNamesTheCertificate() {
    var trust = maker.trust(KeyPurpose.MODULE).requiring(List.of());
    assertThatThrownBy(() -> certificates.check(maker.unit.chain(), trust, Authority.NOW))
        .hasMessage(
            "the certificate of O=North Pay, CN=bureau (personalization unit)"
                + " has no revocation list in date");
  }

  private byte[] mutilated(byte[] good) {
    byte[] changed = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> random.nextBytes(changed);
      case 1 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length + 20));
      case 2 -> {
        for (int i = random.nextInt(5); i >= 0; i--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
      }
      default -> {
        int from = random.nextInt(changed.length);
        int to = random.nextInt(changed.length);
        int length = random.nextInt(changed.length - Math.max(from, to));
        System.arraycopy(good, from, changed, to, length);
      }
    }
    return changed;
  }

  private static int reads(Reading reading) {
    try {
      reading.read();
      return 1;
    } catch (ChainException refused) {
      return 0;
    }
  }

  /** SEQUENCE in SEQUENCE, with lengths of four bytes. */
  private static byte[] nested(int depth) {
    byte[] out = new byte[6 * depth];
    for (int i = 0; i < depth; i++) {
      int length = out.length - 6 * (i + 1);
      out[6 * i] = 0x30;
      out[6 * i + 1] = (byte) 0x84;
      for (int j = 0; j < 4; j++) {
        out[6 * i + 2 + j] = (byte) (length >> 24 - 8 * j);
      }
    }
    return out;
  }

  @FunctionalInterface
  private interface Reading {
    Object read() throws ChainException;
  }
}
