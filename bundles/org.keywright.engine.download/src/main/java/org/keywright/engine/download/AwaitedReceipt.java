// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.LoadReceipt;

/**
 * What is kept of a key that went out, to tell its receipt by; public data.
 *
 * <p>In a record it takes 44 bytes: REF1 (2), REF2 (2), KVN (2), 01 if the next two are known,
 * SHA-256 of the whole E2 (32), the key's check value (5). A first unit behind a link keeps both to
 * itself; 00 and zeros stand there then.
 *
 * @param ref1 REF1
 * @param ref2 REF2
 * @param keyVersion KVN
 * @param digest SHA-256 of the whole E2, unless the first unit alone can tell it
 * @param kcv the key's check value, unless the first unit alone knows it
 */
public record AwaitedReceipt(
    int ref1, int ref2, int keyVersion, Optional<Bytes> digest, Optional<Kcv> kcv) {
  private static final int DIGEST = 32;
  private static final int ENCODED = 2 + 2 + 2 + 1 + DIGEST + 5;

  /** Whether the place and the version that a receipt states are the awaited ones. */
  public boolean fits(LoadReceipt receipt) {
    return receipt.ref2() == ref2
        && receipt.keyVersion() == keyVersion
        && kcv.map(receipt.kcv()::equals).orElse(true);
  }

  /** Whether a receipt is the awaited one; a digest that is not known matches nothing. */
  public boolean matches(LoadReceipt receipt) {
    return fits(receipt) && digest.map(d -> KeyExport.matches(d, receipt)).orElse(false);
  }

  /** Encodes some of them, one behind the other. */
  public static Bytes encode(List<AwaitedReceipt> receipts) {
    var out = ByteBuffer.allocate(receipts.size() * ENCODED);
    for (var each : receipts) {
      boolean known = each.digest.isPresent() && each.kcv.isPresent();
      out.putShort((short) each.ref1)
          .putShort((short) each.ref2)
          .putShort((short) each.keyVersion)
          .put((byte) (known ? 1 : 0))
          .put(known ? each.digest.get().toArray() : new byte[DIGEST])
          .put(known ? each.kcv.get().value().toArray() : new byte[KcvMethod.CMAC.length()]);
    }
    return Bytes.of(out.array());
  }

  /** Reads what {@link #encode} wrote; anything else gives an empty list. */
  public static List<AwaitedReceipt> decode(Bytes encoded) {
    var receipts = new ArrayList<AwaitedReceipt>();
    var in = ByteBuffer.wrap(encoded.toArray());
    while (in.remaining() >= ENCODED) {
      int ref1 = in.getShort() & 0xFFFF;
      int ref2 = in.getShort() & 0xFFFF;
      int version = in.getShort() & 0xFFFF;
      boolean known = in.get() == 1;
      byte[] digest = new byte[DIGEST];
      byte[] kcv = new byte[KcvMethod.CMAC.length()];
      in.get(digest).get(kcv);
      receipts.add(
          new AwaitedReceipt(
              ref1,
              ref2,
              version,
              known ? Optional.of(Bytes.of(digest)) : Optional.empty(),
              known ? Optional.of(new Kcv(KcvMethod.CMAC, Bytes.of(kcv))) : Optional.empty()));
    }
    return receipts;
  }
}
