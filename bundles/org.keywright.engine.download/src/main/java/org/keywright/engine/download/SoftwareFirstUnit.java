// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import java.util.Map;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.download.ExportRequest;
import org.keywright.protocol.download.KeyExport;
import org.keywright.protocol.download.LoadReceipt;
import org.keywright.transport.StatusException;
import org.keywright.transport.StatusWord;
import org.keywright.vault.VaultException;

/**
 * A first unit in software: T and one TA held for the length of a job.
 *
 * <p>Owns the two keys. Its checks are those of an AS: set and version, reference, a challenge that
 * was used before. Challenges are remembered in a table of a fixed size, so that a long job does
 * not grow; the last 65,536 or so are told again for certain enough.
 */
public final class SoftwareFirstUnit implements FirstUnit {
  private static final int NUMBERS = 1_000;

  private final LoadTarget target;
  private final Suites suites;
  private final Keys keys;
  private final KeyExport exporting;
  private final Key transportKey;
  private final KeyRecord record;
  private final boolean diversify;
  private final Map<String, String> facts;
  private final Numbers numbers;
  private final SpentChallenges spent = new SpentChallenges(1 << 16);
  private long next;
  private long end;

  /** Where the numbers of messages (DSEQ) come from. */
  @FunctionalInterface
  public interface Numbers {
    /** Takes so many numbers in a row; returns the first, which is higher than any before. */
    long reserve(int count) throws VaultException;
  }

  /**
   * Makes a first unit.
   *
   * @param transportKey T; from now on this unit's
   * @param record TA; from now on this unit's
   * @param diversify whether each EI gets its own key
   * @param facts what a report shows of the key
   */
  public SoftwareFirstUnit(
      LoadTarget target,
      Suites suites,
      Keys keys,
      Key transportKey,
      KeyRecord record,
      boolean diversify,
      Map<String, String> facts,
      Numbers numbers) {
    this.target = target;
    this.suites = suites;
    this.keys = keys;
    this.exporting = new KeyExport(keys);
    this.transportKey = transportKey;
    this.record = record;
    this.diversify = diversify;
    this.facts = Map.copyOf(facts);
    this.numbers = numbers;
  }

  @Override
  public int keyVersion() {
    return record.keyVersion();
  }

  @Override
  public Map<String, String> facts() {
    return facts;
  }

  @Override
  public KeyIssue export(ExportRequest request, Bytes encoded)
      throws StatusException, KeyException, VaultException {
    check(request);
    var exported =
        exporting.export(
            suites.require(target.suite()),
            transportKey,
            record,
            diversify,
            request,
            encoded.toArray(),
            keys.random(ExportRequest.CHALLENGE_LENGTH),
            number());
    var awaited =
        new AwaitedReceipt(
            request.ref1(),
            request.ref2(),
            record.keyVersion(),
            Optional.of(exported.receiptDigest()),
            Optional.of(exported.kcv()));
    return new KeyIssue(exported.message(), exported.encoded(), awaited);
  }

  private void check(ExportRequest request) throws StatusException {
    if (!request.setId().equals(target.setId())
        || request.transportKeyVersion() != target.transportKeyVersion()
        || request.ref1() != target.ref1()) {
      throw refusal(0x6A88);
    }
    if (request.suite() != target.suite() || !request.offers(request.suite())) {
      throw refusal(0x9E04);
    }
    if (!spent.spend(request.serialNumber(), request.challenge())) {
      throw refusal(0x9E05);
    }
  }

  private StatusException refusal(int status) {
    return new StatusException("EXPORT KEY " + target.key(), new StatusWord(status));
  }

  private synchronized long number() throws VaultException {
    if (next == end) {
      next = numbers.reserve(NUMBERS);
      end = next + NUMBERS;
    }
    return next++;
  }

  @Override
  public boolean confirms(AwaitedReceipt awaited, LoadReceipt receipt) {
    return awaited.matches(receipt);
  }

  /** Wipes both keys. */
  @Override
  public void close() {
    transportKey.close();
    record.close();
  }
}
