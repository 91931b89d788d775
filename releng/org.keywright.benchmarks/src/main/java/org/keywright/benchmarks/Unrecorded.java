// SPDX-License-Identifier: EPL-2.0
package org.keywright.benchmarks;

import java.util.List;
import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.engine.spi.ItemContext;
import org.keywright.vault.ItemRecord;

/** A load whose record nobody keeps. */
final class Unrecorded implements ItemContext {
  @Override
  public long job() {
    return 1;
  }

  @Override
  public void step() {
    // nobody cancels
  }

  @Override
  public void sent(String subject, Map<String, String> facts, Bytes pending) {
    // nobody settles
  }

  @Override
  public void unchanged() {
    // nobody settles
  }

  @Override
  public List<ItemRecord> known(String subject, String place) {
    return List.of();
  }

  @Override
  public void settle(ItemRecord earlier) {
    // nobody settles
  }
}
