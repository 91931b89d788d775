// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.keywright.crypto.Bytes;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.LoadMessage;

/**
 * T1 and the session keys of one run under suite 01, computed a second time from the protocol
 * document with Bouncy Castle: what a test searches for, or forges messages with.
 *
 * <p>Holds its keys masked, so that a search of this program's memory does not find the tester's.
 */
public final class RunKeys {
  private static final byte MASK = 0x5A;
  private static final List<String> LABELS = List.of("KW1.ENC", "KW1.CAS", "KW1.SAS", "KW1.RCPT");

  private final List<byte[]> masked = new ArrayList<>();

  /**
   * Derives all of them.
   *
   * @param transportKey T, 32 bytes, masked by {@link #mask}
   * @param encodedRequest E0
   * @param answer R_AS
   */
  RunKeys(byte[] transportKey, byte[] encodedRequest, byte[] answer) throws Exception {
    var request = ExportRequest.decode(encodedRequest);
    byte[] suite = {(byte) request.suite()};
    byte[] serial = request.serialNumber().value().toArray();
    byte[] key = mask(transportKey);
    byte[] t1 =
        derive(
            key,
            "KW1.T1",
            suite,
            request.setId().value().toArray(),
            u16(request.transportKeyVersion()),
            serial);
    masked.add(mask(t1));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(encodedRequest);
    for (String label : LABELS) {
      byte[] derived =
          derive(
              t1,
              label,
              suite,
              serial,
              u16(request.ref1()),
              u16(request.ref2()),
              request.challenge().toArray(),
              answer,
              digest);
      masked.add(mask(derived));
      Arrays.fill(derived, (byte) 0);
    }
    Arrays.fill(t1, (byte) 0);
    Arrays.fill(key, (byte) 0);
  }

  /** T1, K_ENC, K_CAS, K_SAS and K_RCPT, each masked. */
  List<byte[]> masked() {
    return masked;
  }

  /** Puts a right CAS under a message. */
  LoadMessage certified(LoadMessage message) {
    byte[] key = mask(masked.get(2));
    byte[] cas = cmac(key, message.encodeTemplate());
    Arrays.fill(key, (byte) 0);
    return new LoadMessage(
        message.suite(),
        message.serialNumber(),
        message.ref2(),
        message.challenge(),
        message.answer(),
        message.keyVersion(),
        message.sequence(),
        message.wrap(),
        message.sas(),
        Bytes.of(cas));
  }

  /** The message with another wrap and SAS, under a right CAS. */
  LoadMessage forged(LoadMessage message, Bytes wrap, Optional<Bytes> sas) {
    return certified(
        new LoadMessage(
            message.suite(),
            message.serialNumber(),
            message.ref2(),
            message.challenge(),
            message.answer(),
            message.keyVersion(),
            message.sequence(),
            wrap,
            sas,
            message.cas()));
  }

  /** Masks bytes, or unmasks them. */
  public static byte[] mask(byte[] bytes) {
    byte[] masked = bytes.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK;
    }
    return masked;
  }

  private static byte[] derive(byte[] master, String label, byte[]... fields) {
    byte[] derived = new byte[32];
    for (int i = 1; i <= 2; i++) {
      var input = new ByteArrayOutputStream();
      input.writeBytes(new byte[] {0, 0, 0, (byte) i});
      input.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      input.write(0);
      for (byte[] field : fields) {
        input.writeBytes(u16(field.length));
        input.writeBytes(field);
      }
      input.writeBytes(new byte[] {0, 0, 1, 0});
      byte[] block = cmac(master, input.toByteArray());
      System.arraycopy(block, 0, derived, 16 * (i - 1), 16);
      Arrays.fill(block, (byte) 0);
    }
    return derived;
  }

  static byte[] cmac(byte[] key, byte[] data) {
    var mac = new CMac(AESEngine.newInstance());
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] code = new byte[16];
    mac.doFinal(code, 0);
    return code;
  }

  static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }
}
