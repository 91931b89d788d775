// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;

/** Transaction keys as key blocks of version D (TR-31:2018, ANSI X9.143-2021). */
final class TransactionBlocks {
  private static final char VERSION = 'D';
  private static final String UNUSED = "00";

  private TransactionBlocks() {}

  static byte[] wrap(KeyBlocks blocks, KeyRecord record, Key protection) throws KeyException {
    var header =
        new KeyBlock.Header(
            VERSION,
            record.attributes(),
            record.key().spec().algorithm().letter(),
            UNUSED,
            List.of());
    return blocks.wrap(header, record.key(), protection).text().getBytes(StandardCharsets.US_ASCII);
  }

  /** The block has no room for our version, which the message says and the link protects. */
  static KeyRecord open(KeyBlocks blocks, KeyLoad load, Key protection) throws KeyException {
    var block = blocks.parse(new String(load.block().toArray(), StandardCharsets.US_ASCII));
    if (block.header().version() != VERSION) {
      throw new KeyException("a transaction key comes in a key block of version D");
    }
    return new KeyRecord(
        block.header().attributes(), load.keyVersion(), blocks.unwrap(block, protection));
  }
}
