// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.Mac;
import org.keywright.crypto.Suite;
import org.keywright.crypto.spi.SuiteProvider;

/**
 * A vendor's suite without any security: it mixes numbers where others encipher, so that a million
 * contacts take seconds. What a module stores and refuses does not depend on the algorithms.
 */
final class QuickSuite implements SuiteProvider {
  static final int ID = 0x80;

  @Override
  public Suite suite() {
    var derivation = new Mixing();
    return new Suite(
        ID,
        "quick",
        Optional.of("for tests only"),
        KeySpec.AES_256,
        derivation,
        derivation,
        new MixedWrap(),
        new MixedMac());
  }

  /** Mixes a sum of bytes into the words of an output. */
  private static final class Mix {
    private long state;

    Mix(long domain) {
      state = domain;
    }

    Mix add(byte[] bytes) {
      state = scrambled(state ^ bytes.length);
      for (byte each : bytes) {
        state = (state ^ (each & 0xFF)) * 0x9E3779B97F4A7C15L;
        state ^= state >>> 29;
      }
      return this;
    }

    byte[] out(int length) {
      var out = ByteBuffer.allocate(length);
      for (int i = 0; i < length / 8; i++) {
        out.putLong(scrambled(state + i));
      }
      return out.array();
    }

    private static long scrambled(long value) {
      long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
      return mixed ^ mixed >>> 31;
    }
  }

  private static final class Mixing implements Diversification {
    @Override
    public String name() {
      return "mixing";
    }

    @Override
    public Key diversify(Key master, String label, KeySpec spec, byte[]... fields)
        throws KeyException {
      byte[] made =
          master
              .material()
              .expose(
                  (byte[] lent) -> {
                    var mix = new Mix(label.hashCode()).add(lent);
                    for (byte[] field : fields) {
                      mix.add(field);
                    }
                    return mix.out(spec.length());
                  });
      return Key.of(spec, KeyMaterial.consume(made));
    }
  }

  private static final class MixedMac implements Mac {
    @Override
    public String name() {
      return "mixed MAC";
    }

    @Override
    public int length() {
      return 16;
    }

    @Override
    public byte[] mac(Key key, byte[] data) {
      return key.material().expose((byte[] lent) -> new Mix(1).add(lent).add(data).out(16));
    }
  }

  private static final class MixedWrap implements KeyWrap {
    @Override
    public String name() {
      return "mixed wrap";
    }

    @Override
    public byte[] wrap(Key kek, KeyMaterial secret) {
      return kek.material()
          .expose(
              (byte[] lent) ->
                  secret.expose(
                      (byte[] clear) -> {
                        byte[] check = new Mix(2).add(lent).add(clear).out(8);
                        return ByteBuffer.allocate(8 + clear.length)
                            .put(check)
                            .put(masked(lent, check, clear))
                            .array();
                      }));
    }

    @Override
    public KeyMaterial unwrap(Key kek, byte[] wrapped) throws KeyException {
      return kek.material()
          .expose(
              (byte[] lent) -> {
                byte[] check = Arrays.copyOf(wrapped, 8);
                byte[] body = Arrays.copyOfRange(wrapped, 8, wrapped.length);
                byte[] clear = masked(lent, check, body);
                if (!Arrays.equals(check, new Mix(2).add(lent).add(clear).out(8))) {
                  throw new KeyException("does not open");
                }
                return KeyMaterial.consume(clear);
              });
    }

    private static byte[] masked(byte[] key, byte[] check, byte[] text) {
      byte[] mask = new Mix(3).add(key).add(check).out(text.length);
      for (int i = 0; i < mask.length; i++) {
        mask[i] ^= text[i];
      }
      return mask;
    }
  }
}
