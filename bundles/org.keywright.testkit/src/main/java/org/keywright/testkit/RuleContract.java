// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.DiversificationSteps;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.jce.StandaloneCrypto;
import org.keywright.testkit.internal.MemorySearch;

/**
 * What a diversification rule must hold: it gives the known answers, its keys differ for another
 * master and another input, it tells no key among its steps, what it is given stays as it is and
 * nothing of it stays behind, and many threads may use it.
 *
 * <p>Extend it and name the rule, answers that somebody else computed, and an input that is none.
 */
@Timeout(60)
public abstract class RuleContract {
  private static final int THREADS = 8;
  private static final int ROUNDS = 50;

  private final StandaloneCrypto crypto = new StandaloneCrypto();

  /** Called by the test framework, through the subclass. */
  protected RuleContract() {}

  /**
   * What the rule makes of a master key.
   *
   * @param spec the master's kind
   * @param master the master key
   * @param input the input
   * @param keys the keys, in the order of the rule's names
   */
  public record DerivedKeys(KeySpec spec, Bytes master, Bytes input, List<Bytes> keys) {
    /** Copies the list. */
    public DerivedKeys {
      keys = List.copyOf(keys);
    }
  }

  /** The rule under test. */
  protected abstract DiversificationRule rule();

  /** Known answers, of at least one kind of master. */
  protected abstract List<DerivedKeys> answers();

  /** Inputs that the rule refuses. */
  protected abstract List<Bytes> refusedInputs();

  /** Whether the name may be one of a standard's, without a slash. */
  protected boolean reservedName() {
    return false;
  }

  /** Makes random keys, for what needs no known answer. */
  protected Keys keys() {
    return crypto.keys();
  }

  @Test
  final void theRuleSaysWhatItIs() {
    assertThat(rule().name()).isNotBlank().doesNotContain(" ");
    assertThat(rule().name().contains("/")).isEqualTo(!reservedName());
    assertThat(rule().source()).isNotBlank();
    assertThat(rule().input()).isNotBlank();
    assertThat(rule().masters()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(rule().keys()).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  final void keysAreAsKnown() throws Exception {
    assertThat(answers()).as("known answers of " + rule().name()).isNotEmpty();
    for (var known : answers()) {
      try (Key master = key(known.spec(), known.master())) {
        List<Key> made = rule().diversify(master, known.input(), DiversificationSteps.NONE);
        assertThat(made).hasSameSizeAs(known.keys()).hasSameSizeAs(rule().keys());
        for (int i = 0; i < made.size(); i++) {
          try (Key one = made.get(i);
              var expected = KeyMaterial.consume(known.keys().get(i).toArray())) {
            assertThat(one.material().sameBytesAs(expected)).as(rule().keys().get(i)).isTrue();
          }
        }
      }
    }
  }

  @Test
  final void keysOfAnotherMasterOrAnotherInputDiffer() throws Exception {
    var known = answers().getFirst();
    for (KeySpec spec : rule().masters()) {
      try (Key master = keys().generate(spec);
          Key other = keys().generate(spec)) {
        List<Key> made = rule().diversify(master, known.input(), DiversificationSteps.NONE);
        List<Key> again = rule().diversify(master, known.input(), DiversificationSteps.NONE);
        List<Key> others = rule().diversify(other, known.input(), DiversificationSteps.NONE);
        for (int i = 0; i < made.size(); i++) {
          assertThat(made.get(i).sameKeyAs(again.get(i))).as("one key for one input").isTrue();
          assertThat(made.get(i).sameKeyAs(others.get(i))).as("another master").isFalse();
          assertThat(made.get(i).sameKeyAs(master)).as("the master itself").isFalse();
          for (int j = 0; j < i; j++) {
            assertThat(made.get(i).sameKeyAs(made.get(j))).as("keys of two names").isFalse();
          }
        }
        List.of(made, again, others).forEach(all -> all.forEach(Key::close));
      }
    }
  }

  @Test
  final void whatIsNoInputIsRefused() throws Exception {
    assertThat(refusedInputs()).isNotEmpty();
    try (Key master = keys().generate(rule().masters().getFirst())) {
      for (Bytes input : refusedInputs()) {
        assertThat(catchThrowable(() -> rule().diversify(master, input, DiversificationSteps.NONE)))
            .as("input %s", input)
            .isInstanceOf(KeyException.class);
      }
    }
  }

  @Test
  final void theStepsTellNoKey() throws Exception {
    var known = answers().getFirst();
    var told = new ArrayList<Bytes>();
    var steps =
        new DiversificationSteps() {
          @Override
          public void data(String what, byte[] data) {
            assertThat(what).isNotBlank();
            told.add(Bytes.of(data));
          }

          @Override
          public void key(String what, Key key) {
            assertThat(what).isNotBlank();
            assertThat(key.material().wiped()).as("a key that is shown").isFalse();
          }
        };
    try (Key master = key(known.spec(), known.master())) {
      rule().diversify(master, known.input(), steps).forEach(Key::close);
    }
    var secrets = new ArrayList<>(known.keys());
    secrets.add(known.master());
    for (Bytes secret : secrets) {
      assertThat(told).as("steps of the rule").noneMatch(each -> each.hex().contains(secret.hex()));
    }
  }

  @Test
  final void whatIsGivenStaysAsItIsAndAWipedMasterIsNotUsed() throws Exception {
    var known = answers().getFirst();
    Key master = key(known.spec(), known.master());
    try (Key before = master.copy()) {
      rule().diversify(master, known.input(), DiversificationSteps.NONE).forEach(Key::close);
      assertThat(master.sameKeyAs(before)).isTrue();
    }
    master.close();
    assertThat(
            catchThrowable(
                () -> rule().diversify(master, known.input(), DiversificationSteps.NONE)))
        .isNotNull();
  }

  @Test
  final void nothingOfAMasterIsLeftInMemory() throws Exception {
    KeySpec spec = rule().masters().getFirst();
    byte[] bytes = keys().random(spec.length());
    var search = new MemorySearch(bytes);
    Bytes input = answers().getFirst().input();
    try (Key master = Key.of(spec, KeyMaterial.consume(bytes))) {
      assertThat(search.found()).as("the key while it is here").isNotEmpty();
      rule().diversify(master, input, DiversificationSteps.NONE).forEach(Key::close);
      for (Bytes refused : refusedInputs()) {
        assertThat(
                catchThrowable(() -> rule().diversify(master, refused, DiversificationSteps.NONE)))
            .isNotNull();
      }
    }
    assertThat(search.found()).as("the master after all calls, and closed").isEmpty();
  }

  @Test
  final void manyThreadsGetTheSameKeys() throws Exception {
    var known = answers().getFirst();
    try (Key master = key(known.spec(), known.master());
        var expected = KeyMaterial.consume(known.keys().getFirst().toArray());
        var threads = Executors.newFixedThreadPool(THREADS)) {
      var work = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < THREADS; i++) {
        work.add(() -> sameEachTime(master, known.input(), expected));
      }
      for (var each : threads.invokeAll(work)) {
        assertThat(each.get()).as("keys of many threads").isTrue();
      }
    }
  }

  private boolean sameEachTime(Key master, Bytes input, KeyMaterial expected) throws KeyException {
    boolean same = true;
    for (int i = 0; i < ROUNDS; i++) {
      List<Key> made = rule().diversify(master, input, DiversificationSteps.NONE);
      same &= made.getFirst().material().sameBytesAs(expected);
      made.forEach(Key::close);
    }
    return same;
  }

  private static Key key(KeySpec spec, Bytes bytes) throws KeyException {
    return Key.of(spec, KeyMaterial.consume(bytes.toArray()));
  }
}
