// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;
import static org.keywright.crypto.jce.internal.Samples.material;
import static org.keywright.crypto.jce.internal.Samples.tdes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.generators.KDFCounterBytesGenerator;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KDFCounterParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/** The JDK-based algorithms against Bouncy Castle's own, over inputs from a fixed seed. */
class SecondOpinionTest {
  private static final int ROUNDS = 400;
  private static final int[] AES_LENGTHS = {16, 24, 32};

  private final Random random = new Random(20260711);

  @Test
  void onAesCmac() throws KeyException {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] key = aesKey();
      byte[] data = draw(random.nextInt(200));
      assertThat(PRIMITIVES.aesCmac().mac(aes(hex(key)), data))
          .isEqualTo(cmac(new CMac(AESEngine.newInstance()), key, data));
    }
  }

  @Test
  void onTdesCmac() throws KeyException {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] key = draw(random.nextBoolean() ? 16 : 24);
      byte[] data = draw(random.nextInt(60));
      assertThat(PRIMITIVES.tdesCmac().mac(tdes(hex(key)), data))
          .isEqualTo(cmac(new CMac(new DESedeEngine()), key, data));
    }
  }

  @Test
  void onTheKdf() throws KeyException {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] key = aesKey();
      byte[] first = draw(random.nextInt(40));
      byte[] second = draw(random.nextInt(40));
      String label = "KW".repeat(random.nextInt(9));
      KeySpec spec = random.nextBoolean() ? KeySpec.AES_256 : KeySpec.AES_128;
      var fixed = new ByteArrayOutputStream();
      fixed.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      fixed.write(0);
      for (byte[] field : new byte[][] {first, second}) {
        fixed.write(0);
        fixed.write(field.length);
        fixed.writeBytes(field);
      }
      fixed.writeBytes(new byte[] {0, 0, (byte) (spec.bits() >> 8), (byte) spec.bits()});
      var generator = new KDFCounterBytesGenerator(new CMac(AESEngine.newInstance()));
      generator.init(new KDFCounterParameters(key, fixed.toByteArray(), 32));
      byte[] expected = new byte[spec.length()];
      generator.generateBytes(expected, 0, expected.length);
      Key made = PRIMITIVES.counterKdf().diversify(aes(hex(key)), label, spec, first, second);
      assertThat(hex(made)).isEqualTo(hex(expected));
    }
  }

  @Test
  void onAn10922ForAes256() throws KeyException {
    for (int length = 16; length < 32; length++) {
      byte[] key = draw(32);
      byte[] input = draw(length);
      String expected = "";
      for (int constant : new int[] {0x41, 0x42}) {
        byte[] message = bytes("%02X".formatted(constant) + hex(input));
        expected += hex(cmac(new CMac(AESEngine.newInstance()), key, message));
      }
      Key made = PRIMITIVES.an10922().diversify(aes(hex(key)), "", KeySpec.AES_256, input);
      assertThat(hex(made)).isEqualTo(expected);
    }
  }

  @Test
  void onKeyWrap() throws KeyException, InvalidCipherTextException {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] key = aesKey();
      byte[] secret = draw(16 + 8 * random.nextInt(12));
      var engine = new RFC3394WrapEngine(AESEngine.newInstance());
      engine.init(true, new KeyParameter(key));
      byte[] expected = engine.wrap(secret, 0, secret.length);
      byte[] wrapped = PRIMITIVES.aesKw().wrap(aes(hex(key)), material(hex(secret)));
      assertThat(wrapped).isEqualTo(expected);
      engine.init(false, new KeyParameter(key));
      assertThat(engine.unwrap(wrapped, 0, wrapped.length)).isEqualTo(secret);
      assertThat(hex(PRIMITIVES.aesKw().unwrap(aes(hex(key)), wrapped))).isEqualTo(hex(secret));
    }
  }

  @Test
  void onKeyWrapWithPadding() throws KeyException {
    for (int length = 1; length < 80; length++) {
      byte[] key = aesKey();
      byte[] secret = draw(length);
      var engine = new RFC5649WrapEngine(AESEngine.newInstance());
      engine.init(true, new KeyParameter(key));
      byte[] wrapped = engine.wrap(secret, 0, secret.length);
      assertThat(PRIMITIVES.aesKwp().wrap(aes(hex(key)), material(hex(secret)))).isEqualTo(wrapped);
      assertThat(hex(PRIMITIVES.aesKwp().unwrap(aes(hex(key)), wrapped))).isEqualTo(hex(secret));
    }
  }

  @Test
  void onSealing() throws KeyException, InvalidCipherTextException {
    var sealing = new GcmSealing(PRIMITIVES);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] key = draw(32);
      byte[] identity = draw(random.nextInt(40));
      byte[] secret = draw(random.nextInt(100));
      byte[] sealed = sealing.seal(aes(hex(key)), identity, material(hex(secret)));
      var engine = GCMBlockCipher.newInstance(AESEngine.newInstance());
      byte[] nonce = Arrays.copyOf(sealed, 12);
      engine.init(false, new AEADParameters(new KeyParameter(key), 128, nonce, identity));
      byte[] out = new byte[engine.getOutputSize(sealed.length - 12)];
      int length = engine.processBytes(sealed, 12, sealed.length - 12, out, 0);
      length += engine.doFinal(out, length);
      assertThat(length).isEqualTo(secret.length);
      assertThat(out).startsWith(secret);
    }
  }

  private byte[] aesKey() {
    return draw(AES_LENGTHS[random.nextInt(AES_LENGTHS.length)]);
  }

  private byte[] draw(int length) {
    byte[] drawn = new byte[length];
    random.nextBytes(drawn);
    return drawn;
  }

  private static byte[] cmac(CMac mac, byte[] key, byte[] data) {
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] code = new byte[mac.getMacSize()];
    mac.doFinal(code, 0);
    return code;
  }
}
