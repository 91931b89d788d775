// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;

class AwaitedReceiptTest {
  private final AwaitedReceipt own =
      new AwaitedReceipt(
          3,
          0xFFFF,
          7,
          Optional.of(Bytes.of(new byte[32])),
          Optional.of(new Kcv(KcvMethod.CMAC, Bytes.ofHex("0102030405"))));
  private final AwaitedReceipt linked =
      new AwaitedReceipt(0xFFFF, 1, 0xFFFF, Optional.empty(), Optional.empty());

  @Test
  void whatIsEncodedIsReadAgain() {
    var all = List.of(own, linked, own);
    assertThat(AwaitedReceipt.decode(AwaitedReceipt.encode(all))).isEqualTo(all);
  }

  @Test
  void whatIsCutShortIsLeftOut() {
    assertThat(AwaitedReceipt.decode(Bytes.of(new byte[10]))).isEmpty();
  }
}
