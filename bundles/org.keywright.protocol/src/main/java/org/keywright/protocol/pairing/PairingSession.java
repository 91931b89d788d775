// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.ByteBuffer;
import java.util.List;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * An open session between a module and a host: the keys of one contact, and one counter for each
 * direction, by which every message is good once and in its turn.
 *
 * <p>Owned by the contact that derived it, and lost with it. For one thread.
 */
public final class PairingSession implements AutoCloseable {
  /** The most bytes in one protected message. */
  public static final int MOST_DATA = 1024;

  /** The length of a control word in bytes: the even and the odd one. */
  public static final int CONTROL_WORD_LENGTH = 16;

  private static final int TO_MODULE = 4;
  private static final int TO_HOST = 5;
  private static final int COUNTER_LENGTH = 8;

  private final Suite suite;
  private final List<Key> keys;
  private final int sends;
  private final int receives;
  private long sent;
  private long received;

  private PairingSession(Suite suite, List<Key> keys, int sends, int receives) {
    this.suite = suite;
    this.keys = keys;
    this.sends = sends;
    this.receives = receives;
  }

  static PairingSession ofModule(Suite suite, Key pairingKey, HostHello hello, ModuleHello answer)
      throws KeyException {
    var keys = PairingKeys.sessionKeys(suite, pairingKey, hello, answer);
    return new PairingSession(suite, keys, TO_HOST, TO_MODULE);
  }

  static PairingSession ofHost(Suite suite, Key pairingKey, HostHello hello, ModuleHello answer)
      throws KeyException {
    var keys = PairingKeys.sessionKeys(suite, pairingKey, hello, answer);
    return new PairingSession(suite, keys, TO_MODULE, TO_HOST);
  }

  private Key enc() {
    return keys.get(0);
  }

  Key mac() {
    return keys.get(1);
  }

  private Key cw() {
    return keys.get(2);
  }

  /** Protects the next message to the other side: B8 ciphertext, 8E MAC. */
  public byte[] protect(byte[] data) throws KeyException {
    byte[] message = new TlvWriter().put(0xB8, stream(sends, sent, data)).toBytes();
    return authenticated(message);
  }

  /**
   * Opens the next message of the other side.
   *
   * @throws TlvException if it is no protected message
   * @throws Refusal 6988 if it is not the next one of this session; the session is worth nothing
   *     any more then
   */
  public byte[] open(byte[] message) throws TlvException, Refusal, KeyException {
    var in = TlvReader.of(message);
    byte[] ciphertext = in.take(0xB8, 0, MOST_DATA);
    long counter = authenticate(in, message);
    return stream(receives, counter, ciphertext);
  }

  /** Protects a control word on its way to the host; B6 the wrapped word, 8E MAC. */
  public byte[] protectControlWord(Key word) throws KeyException {
    try (var counter = KeyMaterial.copyOf(counter(sent));
        var counted = KeyMaterial.join(counter, word.material())) {
      byte[] wrapped = suite.wrap().wrap(cw(), counted);
      return authenticated(new TlvWriter(64).put(0xB6, wrapped).toBytes());
    }
  }

  /**
   * Opens a control word, which the caller then owns.
   *
   * @throws TlvException if it is no protected control word
   * @throws Refusal 6988 if it is not the next message of this session
   */
  public Key openControlWord(byte[] message) throws TlvException, Refusal, KeyException {
    var in = TlvReader.of(message);
    byte[] wrapped = in.take(0xB6, COUNTER_LENGTH + COUNTER_LENGTH + CONTROL_WORD_LENGTH);
    long counter = authenticate(in, message);
    return Key.of(KeySpec.AES_128, unwrapped(wrapped, counter));
  }

  /**
   * Asks the module, with a code that the user typed, to erase the pairing with a host: 81 SN, 9A
   * wrapped code, 8E MAC.
   *
   * @param code ASCII digits; stays the caller's
   */
  public byte[] protectErasure(SerialNumber host, KeyMaterial code) throws KeyException {
    try (var counter = KeyMaterial.copyOf(counter(sent));
        var block = CodeBlock.of(code);
        var counted = KeyMaterial.join(counter, block)) {
      return authenticated(
          new TlvWriter(64)
              .put(0x81, host.value().toArray())
              .put(0x9A, suite.wrap().wrap(cw(), counted))
              .toBytes());
    }
  }

  /**
   * Opens what {@link #protectErasure} made; the caller owns it.
   *
   * @throws TlvException if it is no such message
   * @throws Refusal 6988 if it is not the next message of this session
   */
  public ErasureRequest openErasure(byte[] message) throws TlvException, Refusal, KeyException {
    var in = TlvReader.of(message);
    var host = SerialNumber.of(in.take(0x81, SerialNumber.LENGTH));
    byte[] wrapped = in.take(0x9A, COUNTER_LENGTH + COUNTER_LENGTH + CodeBlock.LENGTH);
    long counter = authenticate(in, message);
    return new ErasureRequest(host, unwrapped(wrapped, counter));
  }

  /** Unwraps what goes with a counter under SK.CW; the caller owns it. */
  private KeyMaterial unwrapped(byte[] wrapped, long counter) throws Refusal, KeyException {
    try (var expected = KeyMaterial.copyOf(counter(counter));
        var counted = suite.wrap().unwrap(cw(), wrapped);
        var found = counted.slice(0, COUNTER_LENGTH)) {
      if (!found.sameBytesAs(expected)) {
        throw new Refusal(0x6988);
      }
      return counted.slice(COUNTER_LENGTH, counted.length());
    }
  }

  private byte[] authenticated(byte[] message) throws KeyException {
    byte[] mac = suite.mac().mac(mac(), covered(sends, sent, message, message.length));
    sent++;
    return new TlvWriter(message.length + 18).raw(message).put(0x8E, mac).toBytes();
  }

  /** Checks the MAC that ends a message; returns the counter that it was for. */
  private long authenticate(TlvReader in, byte[] message)
      throws TlvException, Refusal, KeyException {
    int length = in.position();
    byte[] mac = in.take(0x8E, 16);
    in.end();
    if (!suite.mac().verify(mac(), covered(receives, received, message, length), mac)) {
      throw new Refusal(0x6988);
    }
    return received++;
  }

  private static byte[] covered(int direction, long counter, byte[] message, int length) {
    return ByteBuffer.allocate(1 + COUNTER_LENGTH + length)
        .put((byte) direction)
        .putLong(counter)
        .put(message, 0, length)
        .array();
  }

  /** Adds the key stream of a message: MACs under SK.ENC over direction, counter and block. */
  private byte[] stream(int direction, long counter, byte[] data) throws KeyException {
    byte[] out = data.clone();
    int block = suite.mac().length();
    for (int at = 0; at < out.length; at += block) {
      byte[] input =
          ByteBuffer.allocate(1 + COUNTER_LENGTH + 4)
              .put((byte) direction)
              .putLong(counter)
              .putInt(at / block)
              .array();
      byte[] mask = suite.mac().mac(enc(), input);
      for (int i = at; i < Math.min(at + block, out.length); i++) {
        out[i] ^= mask[i - at];
      }
    }
    return out;
  }

  private static byte[] counter(long value) {
    return ByteBuffer.allocate(COUNTER_LENGTH).putLong(value).array();
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    keys.forEach(Key::close);
  }
}
