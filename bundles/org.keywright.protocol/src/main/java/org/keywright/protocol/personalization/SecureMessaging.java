// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Cbc;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.transport.AuthenticityException;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusWord;

/**
 * Commands and answers under the keys of a local channel, as GlobalPlatform SCP03 does it in its
 * S16 mode (Amendment D, clause 6.2), with keys of 256 bits; and every answer to a command that was
 * authentic has a MAC, errors too.
 *
 * <p>One object is one end. For one thread at a time; the owner closes it, which wipes the keys.
 */
final class SecureMessaging implements AutoCloseable {
  static final int CLA = 0x84;
  private static final int MAC = 16;
  private static final byte ANSWER = (byte) 0x80;

  private final Cryptography crypto;
  private final Key pseudorandom;
  private final Key enc;
  private final Key mac;
  private final Key rmac;
  private byte[] chain = new byte[MAC];
  private long counter;

  /**
   * Derives the keys.
   *
   * @param pseudorandom what the opening of the channel agreed; this object's from now on
   */
  SecureMessaging(Cryptography crypto, Key pseudorandom) throws KeyException {
    this.crypto = crypto;
    this.pseudorandom = pseudorandom;
    this.enc = expand("KW2.S-ENC");
    this.mac = expand("KW2.S-MAC");
    this.rmac = expand("KW2.S-RMAC");
  }

  /** Derives a key of the channel, which the caller owns. */
  Key expand(String label) throws KeyException {
    byte[] info = label.getBytes(StandardCharsets.US_ASCII);
    return crypto.hkdf().expand(pseudorandom, info, KeySpec.AES_256);
  }

  /** What binds a run to this channel, 32 bytes: HKDF-Expand, whose one block is an HMAC. */
  Bytes binding() throws KeyException {
    byte[] block = "KW2.BINDING\u0001".getBytes(StandardCharsets.US_ASCII);
    return Bytes.of(crypto.hkdf().hmac().mac(pseudorandom, block));
  }

  /** Protects a command; the client's end. */
  CommandApdu protect(CommandApdu plain) throws KeyException {
    counter++;
    byte[] hidden = hide(plain.data(), (byte) 0);
    byte[] code = commandMac(plain, hidden);
    chain = code;
    return new CommandApdu(
        CLA, plain.ins(), plain.p1(), plain.p2(), joined(hidden, code), plain.ne());
  }

  /**
   * Checks and opens a command; the module's end.
   *
   * @throws AuthenticityException if the MAC is wrong; the channel is not to be used any more
   */
  CommandApdu open(CommandApdu received) throws KeyException, AuthenticityException {
    byte[] data = received.data();
    int length = data.length - MAC;
    if (length < 0 || length % Cbc.BLOCK != 0) {
      throw new AuthenticityException(
          "secure messaging", "a protected command has whole blocks and a MAC");
    }
    byte[] hidden = Arrays.copyOf(data, length);
    byte[] code = commandMac(received, hidden);
    if (!MessageDigest.isEqual(code, Arrays.copyOfRange(data, length, data.length))) {
      throw new AuthenticityException("secure messaging", "the MAC of the command is wrong");
    }
    chain = code;
    counter++;
    return new CommandApdu(
        CLA, received.ins(), received.p1(), received.p2(), reveal(hidden, (byte) 0), received.ne());
  }

  /** Protects an answer; the module's end. */
  ResponseApdu protect(ResponseApdu plain) throws KeyException {
    byte[] hidden = hide(plain.data(), ANSWER);
    byte[] code = answerMac(hidden, plain.status());
    return new ResponseApdu(joined(hidden, code), plain.status());
  }

  /**
   * Checks and opens an answer; the client's end.
   *
   * @throws AuthenticityException if there is no MAC or a wrong one; the channel is not to be used
   *     any more
   */
  ResponseApdu open(ResponseApdu received) throws KeyException, AuthenticityException {
    byte[] data = received.data();
    int length = data.length - MAC;
    if (length < 0 || length % Cbc.BLOCK != 0) {
      throw new AuthenticityException(
          "secure messaging", "the module answered outside of the channel: " + received.status());
    }
    byte[] hidden = Arrays.copyOf(data, length);
    byte[] code = answerMac(hidden, received.status());
    if (!MessageDigest.isEqual(code, Arrays.copyOfRange(data, length, data.length))) {
      throw new AuthenticityException(
          "secure messaging", "the MAC of the module's answer is wrong");
    }
    return new ResponseApdu(reveal(hidden, ANSWER), received.status());
  }

  private byte[] commandMac(CommandApdu command, byte[] hidden) throws KeyException {
    int length = hidden.length + MAC;
    byte[] header = {
      (byte) CLA,
      (byte) command.ins(),
      (byte) command.p1(),
      (byte) command.p2(),
      0,
      (byte) (length >> 8),
      (byte) length
    };
    return crypto.literal().mac().mac(mac, joined(chain, header, hidden));
  }

  private byte[] answerMac(byte[] hidden, StatusWord status) throws KeyException {
    byte[] end = {(byte) (status.value() >> 8), (byte) status.value()};
    return crypto.literal().mac().mac(rmac, joined(chain, hidden, end));
  }

  /** Pads with 80 and zeros and enciphers; nothing stays nothing. */
  private byte[] hide(byte[] plain, byte direction) throws KeyException {
    if (plain.length == 0) {
      return plain;
    }
    byte[] padded = Arrays.copyOf(plain, plain.length / Cbc.BLOCK * Cbc.BLOCK + Cbc.BLOCK);
    padded[plain.length] = (byte) 0x80;
    try {
      return crypto.cbc().encipher(enc, iv(direction), padded);
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
  }

  private byte[] reveal(byte[] hidden, byte direction) throws KeyException, AuthenticityException {
    if (hidden.length == 0) {
      return hidden;
    }
    byte[] padded = crypto.cbc().decipher(enc, iv(direction), hidden);
    int end = padded.length - 1;
    while (end > 0 && padded[end] == 0) {
      end--;
    }
    if (padded[end] != (byte) 0x80 || padded.length - end > Cbc.BLOCK) {
      throw new AuthenticityException("secure messaging", "the padding is wrong");
    }
    byte[] plain = Arrays.copyOf(padded, end);
    Arrays.fill(padded, (byte) 0);
    return plain;
  }

  /** The enciphered counter; the highest bit tells answers from commands. */
  private byte[] iv(byte direction) throws KeyException {
    byte[] block = ByteBuffer.allocate(Cbc.BLOCK).putLong(8, counter).array();
    block[0] = direction;
    return crypto.cbc().encipher(enc, new byte[Cbc.BLOCK], block);
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream(256);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    pseudorandom.close();
    enc.close();
    mac.close();
    rmac.close();
  }
}
