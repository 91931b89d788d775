// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.internal;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;

/**
 * A provider's rule behind a fence: a master key that it does not take never reaches it, what its
 * code throws becomes a {@link KeyException}, and after the cut every call is refused.
 */
final class FencedRule implements DiversificationRule {
  private final DiversificationRule inner;
  private final String name;
  private final String source;
  private final String input;
  private final List<KeySpec> masters;
  private final List<String> keys;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile String lastFailure = "";
  private volatile boolean cut;

  FencedRule(DiversificationRule inner) {
    this.inner = inner;
    name = Objects.requireNonNull(inner.name());
    source = Objects.requireNonNull(inner.source());
    input = Objects.requireNonNull(inner.input());
    masters = List.copyOf(inner.masters());
    keys = List.copyOf(inner.keys());
  }

  /** What went wrong so far; empty if nothing did. */
  String remark() {
    int count = failures.get();
    return count == 0 ? "" : "failed " + count + " times, last with " + lastFailure;
  }

  /** Refuses every call from now on. */
  void cut() {
    cut = true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public String input() {
    return input;
  }

  @Override
  public List<KeySpec> masters() {
    return masters;
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  @Override
  public List<Key> diversify(Key master, Bytes given, DiversificationSteps steps)
      throws KeyException {
    if (cut) {
      throw new KeyException("rule %s was unplugged".formatted(name));
    }
    if (!masters.contains(master.spec())) {
      throw new KeyException(
          "rule %s starts from %s, not from %s".formatted(name, words(), master.spec()));
    }
    try {
      return whole(inner.diversify(master, given, steps));
    } catch (RuntimeException | LinkageError e) {
      if (master.material().wiped()) {
        throw e;
      }
      failures.incrementAndGet();
      lastFailure = e.getClass().getSimpleName();
      // The provider's message is left out, because it may hold bytes; where it failed is kept.
      var refusal = new KeyException("rule %s failed with %s".formatted(name, lastFailure));
      refusal.setStackTrace(e.getStackTrace());
      throw refusal;
    }
  }

  private String words() {
    return String.join(", ", masters.stream().map(KeySpec::toString).toList());
  }

  private List<Key> whole(List<Key> made) {
    if (made.size() != keys.size()) {
      made.forEach(Key::close);
      throw new IllegalStateException(made.size() + " keys for " + keys.size() + " names");
    }
    return made;
  }
}
