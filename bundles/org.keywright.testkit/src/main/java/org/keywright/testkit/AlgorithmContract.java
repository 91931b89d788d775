// SPDX-License-Identifier: EPL-2.0
package org.keywright.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Diversification;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suite;
import org.keywright.crypto.jce.StandaloneCrypto;
import org.keywright.testkit.internal.MemorySearch;

/**
 * What the algorithms of a suite must hold: they give the known answers, a wrap opens again and
 * only unchanged, a code depends on every bit, what they are given stays as it is and nothing of it
 * stays behind, many threads may use them, and they carry a key through a whole load.
 *
 * <p>Extend it and name the suite and answers that somebody else computed: those of a standard, or
 * of another implementation. They are public test vectors, never keys in use.
 */
@Timeout(60)
public abstract class AlgorithmContract {
  private static final int THREADS = 8;
  private static final int ROUNDS = 50;
  private static final byte[] DATA =
      "a code is over every bit of this".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FIRST = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] SECOND = {9, 10};

  private final StandaloneCrypto crypto = new StandaloneCrypto();

  /** Called by the test framework, through the subclass. */
  protected AlgorithmContract() {}

  /**
   * What a diversification makes of a key.
   *
   * @param master the key to derive from
   * @param label what the new key is for
   * @param spec the kind of the new key
   * @param fields the context
   * @param key the new key
   */
  public record DerivedKey(
      Bytes master, String label, KeySpec spec, List<Bytes> fields, Bytes key) {}

  /**
   * A secret under a key.
   *
   * @param kek the key
   * @param secret the secret
   * @param wrapped the secret under the key
   */
  public record WrappedSecret(Bytes kek, Bytes secret, Bytes wrapped) {}

  /**
   * A message authentication code.
   *
   * @param key the key
   * @param data what it is over
   * @param code the code
   */
  public record Code(Bytes key, Bytes data, Bytes code) {}

  /** The suite under test, the same at every call. */
  protected abstract Suite suite();

  /** Known answers of ALGO1. */
  protected abstract List<DerivedKey> operationKeys();

  /** Known answers of the derivation of session keys. */
  protected abstract List<DerivedKey> sessionKeys();

  /** Known answers of the wrap. */
  protected abstract List<WrappedSecret> wraps();

  /** Known answers of the MAC. */
  protected abstract List<Code> codes();

  /** Makes random keys, for what needs no known answer. */
  protected Keys keys() {
    return crypto.keys();
  }

  /** Whether the id may be one of Keywright's own, below 80. */
  protected boolean reservedId() {
    return false;
  }

  @Test
  final void theSuiteSaysWhatItIs() {
    assertThat(suite()).isSameAs(suite());
    assertThat(suite().name()).isNotBlank();
    assertThat(suite().id()).isBetween(reservedId() ? 1 : 0x80, 0xFF);
    assertThat(suite().mac().length()).as("the protocol's codes have 16 bytes").isEqualTo(16);
    for (String name :
        List.of(
            suite().algo1().name(),
            suite().derivation().name(),
            suite().wrap().name(),
            suite().mac().name())) {
      assertThat(name).isNotBlank();
    }
  }

  @Test
  final void operationKeysAreAsKnown() throws Exception {
    derivesAsKnown(suite().algo1(), operationKeys());
  }

  @Test
  final void sessionKeysAreAsKnown() throws Exception {
    derivesAsKnown(suite().derivation(), sessionKeys());
  }

  @Test
  final void wrapsAreAsKnown() throws Exception {
    assertThat(wraps()).as("known answers of " + suite().wrap().name()).isNotEmpty();
    for (var known : wraps()) {
      try (var kek = key(known.kek());
          var secret = material(known.secret());
          var opened = suite().wrap().unwrap(kek, known.wrapped().toArray())) {
        assertThat(opened.sameBytesAs(secret)).as("unwrapped %s", known.wrapped()).isTrue();
        Bytes once = Bytes.of(suite().wrap().wrap(kek, secret));
        if (once.equals(Bytes.of(suite().wrap().wrap(kek, secret)))) {
          assertThat(once).as("wrapped by an algorithm without chance").isEqualTo(known.wrapped());
        }
      }
    }
  }

  @Test
  final void codesAreAsKnown() throws Exception {
    assertThat(codes()).as("known answers of " + suite().mac().name()).isNotEmpty();
    for (var known : codes()) {
      try (var key = key(known.key())) {
        assertThat(Bytes.of(suite().mac().mac(key, known.data().toArray())))
            .isEqualTo(known.code());
        assertThat(suite().mac().verify(key, known.data().toArray(), known.code().toArray()))
            .isTrue();
      }
    }
  }

  @Test
  final void aWrapOpensAgainAtEveryLength() throws Exception {
    try (var kek = fresh()) {
      for (int length = 16; length <= 96; length += 8) {
        try (var secret = KeyMaterial.consume(keys().random(length));
            var opened = suite().wrap().unwrap(kek, suite().wrap().wrap(kek, secret))) {
          assertThat(opened.length()).isEqualTo(length);
          assertThat(opened.sameBytesAs(secret)).as("%d bytes", length).isTrue();
          assertThat(opened).as("what was unwrapped").isNotSameAs(secret);
        }
      }
    }
  }

  @Test
  final void aWrapWithAnyBitChangedDoesNotOpen() throws Exception {
    try (var kek = fresh();
        var secret = KeyMaterial.consume(keys().random(32))) {
      byte[] wrapped = suite().wrap().wrap(kek, secret);
      for (int bit = 0; bit < 8 * wrapped.length; bit++) {
        byte[] changed = wrapped.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        doesNotOpen("bit " + bit, kek, changed);
      }
    }
  }

  @Test
  final void aWrapOfAnotherLengthOrUnderAnotherKeyDoesNotOpen() throws Exception {
    try (var kek = fresh();
        var other = fresh();
        var secret = KeyMaterial.consume(keys().random(32))) {
      byte[] wrapped = suite().wrap().wrap(kek, secret);
      for (int length = 0; length < wrapped.length + 17; length++) {
        if (length != wrapped.length) {
          doesNotOpen(length + " bytes", kek, Arrays.copyOf(wrapped, length));
        }
      }
      doesNotOpen("another key", other, wrapped);
    }
  }

  @Test
  final void aCodeDependsOnEveryBitOfDataAndKey() throws Exception {
    var mac = suite().mac();
    try (var key = fresh();
        var other = fresh()) {
      byte[] code = mac.mac(key, DATA);
      assertThat(code).hasSize(mac.length());
      for (int bit = 0; bit < 8 * DATA.length; bit++) {
        byte[] changed = DATA.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(mac.mac(key, changed)).as("bit %d", bit).isNotEqualTo(code);
      }
      for (int length = 0; length < DATA.length; length++) {
        assertThat(mac.mac(key, Arrays.copyOf(DATA, length))).isNotEqualTo(code);
      }
      assertThat(mac.mac(other, DATA)).isNotEqualTo(code);
      for (int bit = 0; bit < 8 * code.length; bit++) {
        byte[] changed = code.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(mac.verify(key, DATA, changed)).as("bit %d of the code", bit).isFalse();
      }
      assertThat(mac.verify(key, DATA, Arrays.copyOf(code, code.length - 1))).isFalse();
      assertThat(mac.verify(key, DATA, new byte[0])).isFalse();
    }
  }

  @Test
  final void aCodeOverASecretIsThatOverItsBytes() throws Exception {
    byte[] bytes = keys().random(24);
    byte[] all = Arrays.copyOf(bytes, bytes.length + DATA.length);
    System.arraycopy(DATA, 0, all, bytes.length, DATA.length);
    try (var key = fresh();
        var secret = KeyMaterial.copyOf(bytes)) {
      assertThat(suite().mac().mac(key, secret, DATA)).isEqualTo(suite().mac().mac(key, all));
      assertThat(secret.wiped()).isFalse();
    }
  }

  @Test
  final void keysThatAreForDifferentThingsDiffer() throws Exception {
    for (var algorithm : List.of(suite().algo1(), suite().derivation())) {
      try (var master = fresh();
          var other = fresh();
          var one = derive(algorithm, master, "KW1.TEST", FIRST);
          var again = derive(algorithm, master, "KW1.TEST", FIRST);
          var context = derive(algorithm, master, "KW1.TEST", new byte[] {1, 2, 3, 4, 5, 6, 7, 9});
          var parent = derive(algorithm, other, "KW1.TEST", FIRST)) {
        assertThat(one.spec()).isEqualTo(suite().keySpec());
        assertThat(one.sameKeyAs(again)).as(algorithm.name() + " gives one key").isTrue();
        assertThat(one.sameKeyAs(context)).as("another context").isFalse();
        assertThat(one.sameKeyAs(parent)).as("another master").isFalse();
        assertThat(one.sameKeyAs(master)).as("the master itself").isFalse();
      }
    }
    try (var master = fresh();
        var one = derive(suite().derivation(), master, "KW1.ENC", FIRST);
        var label = derive(suite().derivation(), master, "KW1.CAS", FIRST)) {
      assertThat(one.sameKeyAs(label)).as("another label, of session keys").isFalse();
    }
  }

  @Test
  final void keysDerivedTogetherAreThoseDerivedOneByOne() throws Exception {
    var labels = List.of("KW1.ENC", "KW1.CAS", "KW1.SAS", "KW1.RCPT");
    try (var master = fresh()) {
      var together =
          suite().derivation().diversifyAll(master, labels, suite().keySpec(), FIRST, SECOND);
      assertThat(together).hasSameSizeAs(labels);
      for (int i = 0; i < labels.size(); i++) {
        try (var alone = derive(suite().derivation(), master, labels.get(i), FIRST);
            var one = together.get(i)) {
          assertThat(one.sameKeyAs(alone)).as(labels.get(i)).isTrue();
        }
      }
    }
  }

  @Test
  final void whatIsGivenStaysAsItIs() throws Exception {
    try (var key = fresh();
        var before = key.copy();
        var secret = KeyMaterial.consume(keys().random(32));
        var copy = secret.copy()) {
      byte[] field = FIRST.clone();
      byte[] data = DATA.clone();
      var derived = suite().derivation().diversify(key, "KW1.ENC", suite().keySpec(), field);
      byte[] wrapped = suite().wrap().wrap(key, secret);
      byte[] given = wrapped.clone();
      suite().wrap().unwrap(key, given).close();
      suite().mac().mac(key, data);
      derived.close();
      assertThat(key.sameKeyAs(before)).as("the key").isTrue();
      assertThat(secret.sameBytesAs(copy)).as("the secret").isTrue();
      assertThat(field).isEqualTo(FIRST);
      assertThat(data).isEqualTo(DATA);
      assertThat(given).isEqualTo(wrapped);
      try (var again = derive(suite().derivation(), key, "KW1.ENC", FIRST)) {
        assertThat(again.material().wiped()).as("a key after another was closed").isFalse();
      }
    }
  }

  @Test
  final void aKeyThatWasWipedIsNotUsed() throws Exception {
    var key = fresh();
    byte[] wrapped;
    try (var secret = KeyMaterial.consume(keys().random(32))) {
      wrapped = suite().wrap().wrap(key, secret);
      key.close();
      refuses(() -> suite().wrap().wrap(key, secret));
    }
    refuses(() -> suite().wrap().unwrap(key, wrapped));
    refuses(() -> suite().mac().mac(key, DATA));
    refuses(() -> suite().algo1().diversify(key, "KW1.T1", suite().keySpec(), FIRST));
    refuses(() -> suite().derivation().diversify(key, "KW1.ENC", suite().keySpec(), FIRST));
  }

  @Test
  final void nothingOfAKeyIsLeftInMemory() throws Exception {
    byte[] bytes = keys().random(suite().keySpec().length());
    var search = new MemorySearch(bytes);
    try (var key = Key.of(suite().keySpec(), KeyMaterial.consume(bytes))) {
      assertThat(search.found()).as("the key while it is here").isNotEmpty();
      try (var secret = KeyMaterial.consume(keys().random(32))) {
        byte[] wrapped = suite().wrap().wrap(key, secret);
        suite().wrap().unwrap(key, wrapped).close();
        wrapped[0] ^= 1;
        doesNotOpen("a changed bit", key, wrapped);
      }
      suite().mac().mac(key, DATA);
      derive(suite().algo1(), key, "KW1.T1", FIRST).close();
      derive(suite().derivation(), key, "KW1.ENC", FIRST).close();
    }
    assertThat(search.found()).as("the key after all calls, and after it was closed").isEmpty();
  }

  @Test
  final void manyThreadsGetTheSameAnswers() throws Exception {
    try (var key = fresh();
        var expected = derive(suite().derivation(), key, "KW1.ENC", FIRST);
        var secret = KeyMaterial.consume(keys().random(32));
        var threads = Executors.newFixedThreadPool(THREADS)) {
      byte[] code = suite().mac().mac(key, DATA);
      var work = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < THREADS; i++) {
        work.add(() -> sameEachTime(key, expected, secret, code));
      }
      for (var each : threads.invokeAll(work)) {
        assertThat(each.get()).as("answers of many threads").isTrue();
      }
    }
  }

  private boolean sameEachTime(Key key, Key expected, KeyMaterial secret, byte[] code)
      throws KeyException {
    boolean same = true;
    for (int i = 0; i < ROUNDS; i++) {
      try (var derived = derive(suite().derivation(), key, "KW1.ENC", FIRST);
          var opened = suite().wrap().unwrap(key, suite().wrap().wrap(key, secret))) {
        same &= derived.sameKeyAs(expected) && opened.sameBytesAs(secret);
        same &= suite().mac().verify(key, DATA, code);
      }
    }
    return same;
  }

  @Test
  final void aKeyIsCarriedThroughAWholeLoad() throws Exception {
    try (var load = new RehearsedLoad(suite(), keys())) {
      load.passesAndProves();
      load.failsWhenAnyByteIsChanged();
    }
  }

  private void derivesAsKnown(Diversification algorithm, List<DerivedKey> answers)
      throws KeyException {
    assertThat(answers).as("known answers of " + algorithm.name()).isNotEmpty();
    for (var known : answers) {
      byte[][] fields = known.fields().stream().map(Bytes::toArray).toArray(byte[][]::new);
      try (var master = key(known.master());
          var expected = Key.of(known.spec(), material(known.key()));
          var derived = algorithm.diversify(master, known.label(), known.spec(), fields)) {
        assertThat(derived.sameKeyAs(expected))
            .as("%s of %s", algorithm.name(), known.label())
            .isTrue();
      }
    }
  }

  private Key derive(Diversification algorithm, Key master, String label, byte[] context)
      throws KeyException {
    return algorithm.diversify(master, label, suite().keySpec(), context, SECOND);
  }

  private void doesNotOpen(String why, Key kek, byte[] wrapped) {
    assertThatExceptionOfType(KeyException.class)
        .as(why)
        .isThrownBy(() -> suite().wrap().unwrap(kek, wrapped));
  }

  private static void refuses(Callable<?> call) {
    assertThat(catchThrowable(call::call))
        .as("what a wiped key gives")
        .isInstanceOfAny(IllegalStateException.class, KeyException.class);
  }

  private Key fresh() {
    return keys().generate(suite().keySpec());
  }

  private Key key(Bytes bytes) throws KeyException {
    return Key.of(suite().keySpec(), material(bytes));
  }

  private static KeyMaterial material(Bytes bytes) {
    return KeyMaterial.consume(bytes.toArray());
  }
}
