// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keywright.crypto.jce.internal.Samples.PRIMITIVES;
import static org.keywright.crypto.jce.internal.Samples.aes;
import static org.keywright.crypto.jce.internal.Samples.bytes;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.KeyException;

class CipherPoolTest {
  @Test
  void leavesNoKeyInACipherAtRest() {
    var pool = CipherPool.aes("ECB", 0);
    byte[] block = new byte[16];
    PooledCipher used = pool.enciphering(bytes("2B7E151628AED2A6ABF7158809CF4F3C"));
    used.blocks(new byte[16], 0, 16, block, 0);
    assertThat(hex(block)).isEqualTo("7DF76B0C1AB899B33E42F047B91B546F");
    used.close();
    used.blocks(new byte[16], 0, 16, block, 0);
    // AES-128 of the zero block under the zero key, FIPS 197's structure: the parking key.
    assertThat(hex(block)).isEqualTo("66E94BD4EF8A2C3B884CFA59CA342B2E");
    assertThat(used.scratch()).containsOnly(0);
  }

  @Test
  void staysInOrderAfterAKeyThatItRefused() {
    var pool = CipherPool.aes("ECB", 0);
    assertThatThrownBy(() -> pool.enciphering(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("AES/ECB/NoPadding does not take a key of 15 bytes");
    byte[] block = new byte[16];
    try (var cipher = pool.enciphering(bytes("2B7E151628AED2A6ABF7158809CF4F3C"))) {
      cipher.blocks(new byte[16], 0, 16, block, 0);
    }
    assertThat(hex(block)).isEqualTo("7DF76B0C1AB899B33E42F047B91B546F");
  }

  @Test
  void keepsTheThreadsApart() throws KeyException, InterruptedException, ExecutionException {
    var expected = new ArrayList<String>();
    for (int i = 0; i < 32; i++) {
      expected.add(hex(code(i)));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var codes = new ArrayList<Future<byte[]>>();
      for (int i = 0; i < 3200; i++) {
        int which = i % 32;
        codes.add(threads.submit(() -> code(which)));
      }
      for (int i = 0; i < codes.size(); i++) {
        assertThat(hex(codes.get(i).get())).isEqualTo(expected.get(i % 32));
      }
    }
  }

  private static byte[] code(int which) throws KeyException {
    return PRIMITIVES.aesCmac().mac(aes("%032X".formatted(which)), new byte[which]);
  }
}
