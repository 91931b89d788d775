// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The algorithms of download.md, sections 3 and 4, with the JDK alone. */
final class StrangerCrypto {
  private static final int SUITE_10 = 0x10;

  private StrangerCrypto() {}

  /** The bytes of the keys of a suite, or none if this unit cannot carry it out. */
  static Optional<Integer> keyBytes(int suite) {
    return switch (suite) {
      case 0x01 -> Optional.of(32);
      case SUITE_10 -> Optional.of(16);
      default -> Optional.empty();
    };
  }

  static byte[] cmac(byte[] key, byte[] message) {
    return cmac("AES", 16, key, message);
  }

  /** Section 4.5: the first five bytes of the CMAC over a zero block, with the key's own cipher. */
  static byte[] kcv(int algorithm, byte[] key) {
    byte[] mac;
    if (algorithm == 'T') {
      var three = key.length == 16 ? join(key, Arrays.copyOf(key, 8)) : key;
      mac = cmac("DESede", 8, three, new byte[8]);
    } else {
      mac = cmac(key, new byte[16]);
    }
    return Arrays.copyOf(mac, 5);
  }

  /** Section 4.1. */
  static byte[] kdf(byte[] key, String label, int bytes, byte[]... fields) {
    var context = new ByteArrayOutputStream();
    for (var field : fields) {
      context.writeBytes(number(field.length, 2));
      context.writeBytes(field);
    }
    var result = new byte[bytes];
    for (int done = 0, i = 1; done < bytes; i++) {
      var block =
          cmac(
              key,
              join(
                  number(i, 4),
                  ascii(label),
                  new byte[1],
                  context.toByteArray(),
                  number(bytes * 8L, 4)));
      int part = Math.min(block.length, bytes - done);
      System.arraycopy(block, 0, result, done, part);
      done += part;
      Arrays.fill(block, (byte) 0);
    }
    return result;
  }

  /** Section 4.2: the operation key of a suite that {@link #keyBytes} knows. */
  static byte[] operationKey(int suite, byte[] t, byte[] set, int version, byte[] sn) {
    return suite == SUITE_10
        ? cmac(t, join(number(1, 1), number(suite, 1), set, number(version, 2), sn))
        : kdf(t, "KW1.T1", 32, number(suite, 1), set, number(version, 2), sn);
  }

  /** Section 4.5: AES-KW backwards; empty if it does not open. */
  static Optional<byte[]> unwrap(byte[] key, byte[] wrapped) {
    try {
      var cipher = Cipher.getInstance("AES/KW/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
      return Optional.of(cipher.doFinal(wrapped));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] number(long value, int bytes) {
    return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(value).array(), 8 - bytes, 8);
  }

  static boolean contains(byte[] bytes, int value) {
    for (byte b : bytes) {
      if ((b & 0xFF) == value) {
        return true;
      }
    }
    return false;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] cmac(String algorithm, int block, byte[] key, byte[] message) {
    try {
      var cipher = Cipher.getInstance(algorithm + "/CBC/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, algorithm),
          new IvParameterSpec(new byte[block]));
      var mask = twice(cipher.doFinal(new byte[block]));
      int blocks = Math.max(1, (message.length + block - 1) / block);
      var padded = Arrays.copyOf(message, blocks * block);
      if (message.length < padded.length) {
        padded[message.length] = (byte) 0x80;
        mask = twice(mask);
      }
      for (int i = 0; i < block; i++) {
        padded[padded.length - block + i] ^= mask[i];
      }
      var chained = cipher.doFinal(padded);
      return Arrays.copyOfRange(chained, chained.length - block, chained.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Doubling in the field of NIST SP 800-38B, clause 6.1. */
  private static byte[] twice(byte[] value) {
    var result = new byte[value.length];
    int carry = 0;
    for (int i = value.length - 1; i >= 0; i--) {
      int bits = (value[i] & 0xFF) << 1 | carry;
      result[i] = (byte) bits;
      carry = bits >> 8;
    }
    if (carry != 0) {
      result[result.length - 1] ^= (byte) (value.length == 16 ? 0x87 : 0x1B);
    }
    return result;
  }
}
