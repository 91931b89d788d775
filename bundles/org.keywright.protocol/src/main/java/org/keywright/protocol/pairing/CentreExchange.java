// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.pairing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suite;
import org.keywright.transport.TlvException;
import org.keywright.transport.TlvReader;
import org.keywright.transport.TlvWriter;

/**
 * The keys of one question of a desk to the centre, and what both sides do with them (pairing.md,
 * the centre): the question's MAC, the answer's MAC over both, and the wrapping of the code.
 *
 * <p>Made by both ends from the desk's key and a challenge of each, for one question only. The
 * owner closes it, which wipes the keys. For one thread.
 */
public final class CentreExchange implements AutoCloseable {
  /** The length of each side's challenge in bytes. */
  public static final int CHALLENGE_LENGTH = 16;

  /** Asks for a code. */
  public static final int CODE = 0xB0;

  /** Reports that a module and a host were seen together. */
  public static final int REPORT = 0xB2;

  /** Asks for a code by which a user has a module erase a pairing. */
  public static final int ERASURE_CODE = 0xB4;

  private static final List<String> LABELS =
      List.of("KW3.DESK.REQ", "KW3.DESK.ANS", "KW3.DESK.ENC");
  private static final int MAC = 16;
  private static final int BLOCK = 16;

  private final Suite suite;
  private final int instruction;
  private final List<Key> keys;
  private byte[] questionMac = new byte[0];

  /**
   * Derives the keys.
   *
   * @param suite the suite whose algorithms are used; 01
   * @param deskKey what desk and centre have in common; stays the caller's
   * @param instruction {@link #CODE}, {@link #REPORT} or {@link #ERASURE_CODE}
   * @param desk the desk's name
   * @param centre the centre's challenge
   * @param own the desk's challenge
   */
  public CentreExchange(
      Suite suite, Key deskKey, int instruction, String desk, Bytes centre, Bytes own)
      throws KeyException {
    this.suite = suite;
    this.instruction = instruction;
    this.keys =
        suite
            .derivation()
            .diversifyAll(
                deskKey,
                LABELS,
                suite.keySpec(),
                desk.getBytes(StandardCharsets.UTF_8),
                centre.toArray(),
                own.toArray());
  }

  /** The question with its MAC behind it. */
  public byte[] ask(byte[] question) throws KeyException {
    questionMac = questionMac(question);
    return new TlvWriter(question.length + 18).raw(question).put(0x8E, questionMac).toBytes();
  }

  /** Whether a question's MAC holds; compared in constant time. */
  public boolean asks(byte[] question, byte[] mac) throws KeyException {
    questionMac = questionMac(question);
    return suite.mac().verify(keys.get(0), covered(new byte[0], question), mac);
  }

  private byte[] questionMac(byte[] question) throws KeyException {
    return suite.mac().mac(keys.get(0), covered(new byte[0], question));
  }

  /** The answer to the question that was asked, with its MAC behind it. */
  public byte[] answer(byte[] answer) throws KeyException {
    return new TlvWriter(answer.length + 18)
        .raw(answer)
        .put(0x8E, suite.mac().mac(keys.get(1), covered(questionMac, answer)))
        .toBytes();
  }

  /**
   * The answer without its MAC, if that holds.
   *
   * @throws TlvException if it does not
   */
  public byte[] answered(byte[] whole) throws TlvException, KeyException {
    int at = whole.length - MAC - 2;
    if (at < 0) {
      throw new TlvException("tag 8E is missing");
    }
    byte[] answer = Arrays.copyOf(whole, at);
    var end = TlvReader.of(Arrays.copyOfRange(whole, at, whole.length));
    byte[] mac = end.take(0x8E, MAC);
    if (!suite.mac().verify(keys.get(1), covered(questionMac, answer), mac)) {
      throw new TlvException("the centre's MAC does not hold");
    }
    return answer;
  }

  private byte[] covered(byte[] before, byte[] data) {
    return new TlvWriter(before.length + data.length + 1)
        .raw(new byte[] {(byte) instruction})
        .raw(before)
        .raw(data)
        .toBytes();
  }

  /** Wraps a code: its length, its digits, and zeros up to 16 bytes. */
  public Bytes wrap(KeyMaterial code) throws KeyException {
    try (var front = KeyMaterial.copyOf(new byte[] {(byte) code.length()});
        var rest = KeyMaterial.copyOf(new byte[BLOCK - 1 - code.length()]);
        var block = KeyMaterial.join(front, code, rest)) {
      return Bytes.of(suite.wrap().wrap(keys.get(2), block));
    }
  }

  /** Unwraps a code, which the caller then owns. */
  public KeyMaterial unwrap(Bytes wrapped) throws KeyException {
    try (var block = suite.wrap().unwrap(keys.get(2), wrapped.toArray())) {
      for (int length = 0; length < BLOCK && block.length() == BLOCK; length++) {
        try (var front = block.slice(0, 1);
            var expected = KeyMaterial.copyOf(new byte[] {(byte) length})) {
          if (front.sameBytesAs(expected)) {
            return block.slice(1, 1 + length);
          }
        }
      }
      throw new KeyException("the centre's code is not laid out as it must be");
    }
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    keys.forEach(Key::close);
  }
}
