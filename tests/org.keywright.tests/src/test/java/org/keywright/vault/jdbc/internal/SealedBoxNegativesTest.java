// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.TestCurves;

/** A box that holds an officer's share does not open if anything of it is another. */
class SealedBoxNegativesTest {
  private static final TestCrypto CRYPTO = new TestCrypto();

  private final SealedBoxes boxes =
      new SealedBoxes(CRYPTO.sealing, TestCurves.splitKnowledge(CRYPTO));
  private final EcKeyPair anna = TestCurves.ecKeys().generate();
  private final EcKeyPair bob = TestCurves.ecKeys().generate();
  private final Lv identity = new Lv().add("roots_share").add("anna").add(1L);
  private final byte[] good = sealed();

  private byte[] sealed() {
    try (var share = KeyMaterial.copyOf(new byte[32])) {
      return boxes.seal(anna.publicKey(), identity, share).toArray();
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  private void open(EcKeyPair holder, Lv belongsTo, byte[] box) throws KeyException {
    boxes.open(holder.privateKey(), holder.publicKey(), belongsTo, Bytes.of(box)).close();
  }

  @Test
  void anyBitThatWasTurnedIsRefused() throws KeyException {
    open(anna, identity, good);
    var said = new LinkedHashSet<String>();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] changed = good.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        open(anna, identity, changed);
        throw new AssertionError("bit " + bit + " does not matter");
      } catch (KeyException e) {
        said.add(String.valueOf(e.getMessage()));
      }
    }
    assertThat(said)
        .allMatch(
            message ->
                message.startsWith("no public key: ")
                    || message.equals("the sealed secret does not open here"));
  }

  @Test
  void anyOtherLengthIsRefused() {
    for (int length = 0; length < good.length + 33; length++) {
      if (length != good.length) {
        byte[] changed = Arrays.copyOf(good, length);
        assertThatThrownBy(() -> open(anna, identity, changed))
            .as("%d bytes", length)
            .isInstanceOf(KeyException.class);
      }
    }
  }

  @Test
  void itOpensForItsHolderAndInItsPlaceAlone() {
    assertThatThrownBy(() -> open(bob, identity, good)).isInstanceOf(KeyException.class);
    assertThatThrownBy(
            () -> boxes.open(bob.privateKey(), anna.publicKey(), identity, Bytes.of(good)))
        .isInstanceOf(KeyException.class);
    for (Lv other :
        List.of(
            new Lv(),
            new Lv().add("roots_share").add("bob").add(1L),
            new Lv().add("roots_share").add("anna").add(2L))) {
      assertThatThrownBy(() -> open(anna, other, good)).isInstanceOf(KeyException.class);
    }
  }
}
