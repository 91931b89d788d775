// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/** A unit wipes each key that it does not hold, however the command ended that brought it. */
class UnitKeysTest {
  private static final SetId FUEL = SetId.parse("FUEL");

  private final TestCrypto crypto = new TestCrypto();
  private final WatchedKeys keys = new WatchedKeys(crypto.keys);
  private final TestFleet fleet = new TestFleet(crypto, crypto.suites, keys);
  private final Key transportKey = fleet.transportKey();
  private final SimulatedUnit as = fleet.as("as", FUEL, transportKey, 1);

  @Test
  void theFirstUnitWipesWhatItRefusesOrHasAlready() {
    assertThat(TestFleet.send(as, SecuredRoom.installSet(FUEL, 1, transportKey)).status().ok())
        .isTrue();
    assertThat(keys.last().material().wiped()).isTrue();

    assertThat(status(SecuredRoom.installSet(FUEL, 1, fleet.transportKey()))).isEqualTo(0x9E03);
    assertThat(keys.last().material().wiped()).isTrue();

    try (KeyRecord other = fleet.record(1)) {
      assertThat(status(SecuredRoom.load(1, 2, other))).isEqualTo(0x9E03);
    }
    assertThat(keys.last().material().wiped()).isTrue();
  }

  @Test
  void theFirstUnitWipesAKeyThatWasNotWrittenAndKeepsOneThatWas() {
    as.arm(Fault.parse("write-fails@28"));
    try (KeyRecord next = fleet.record(2)) {
      assertThat(status(SecuredRoom.load(1, 2, next))).isEqualTo(0x6581);
      Key refused = keys.last();
      assertThat(refused.material().wiped()).isTrue();

      assertThat(status(SecuredRoom.load(1, 2, next))).isEqualTo(0x9000);
      assertThat(keys.last()).isNotSameAs(refused);
      assertThat(keys.last().material().wiped()).isFalse();
    }
  }

  @Test
  void aReplacedKeyIsWipedThoughThePowerFailsBehindTheCommit() {
    Key replaced = keys.last();
    as.arm(Fault.parse("cut-after@28"));
    try (KeyRecord next = fleet.record(2)) {
      var connection = as.connect();
      assertThatThrownBy(() -> connection.respond(SecuredRoom.load(1, 2, next)))
          .isInstanceOf(LinkException.class);
    }
    assertThat(replaced.material().wiped()).isTrue();
    assertThat(keys.last().material().wiped()).isFalse();
  }

  @Test
  void theSecondUnitWipesATransportKeyThatWasNotWritten() {
    var blank = fleet.make(Role.EI, Optional.empty(), Optional.empty(), "ei").getFirst();
    blank.arm(Fault.parse("write-fails@1A"));
    byte[] install =
        SecuredRoom.installUnit(
            blank.serialNumber(), FUEL, 1, Bytes.of((byte) 1), 1, true, transportKey, List.of());
    assertThat(TestFleet.send(blank, install).status().value()).isEqualTo(0x6581);
    assertThat(keys.last().material().wiped()).isTrue();
    assertThat(TestFleet.send(blank, install).status().value()).isEqualTo(0x9000);
    assertThat(keys.last().material().wiped()).isFalse();
  }

  @Test
  void aUnitThatReadsItsFileAgainWipesWhatItHeldBefore(@TempDir Path folder) {
    var kept = fleet.make(Role.AS, Optional.empty(), Optional.of(folder), "kept").getFirst();
    assertThat(TestFleet.send(kept, SecuredRoom.installSet(FUEL, 1, transportKey)).status().ok())
        .isTrue();
    Key before = keys.last();
    assertThat(before.material().wiped()).isFalse();

    kept.powerCycle();

    assertThat(before.material().wiped()).isTrue();
    assertThat(TestFleet.send(kept, SecuredRoom.installSet(FUEL, 1, transportKey)).status().ok())
        .isTrue();
  }

  private int status(byte[] command) {
    return TestFleet.send(as, command).status().value();
  }

  /** Remembers the keys whose check values a unit asked for. */
  private static final class WatchedKeys implements Keys {
    private final Keys inner;
    private final List<Key> asked = new ArrayList<>();

    WatchedKeys(Keys inner) {
      this.inner = inner;
    }

    Key last() {
      return asked.getLast();
    }

    @Override
    public Kcv kcv(Key key, KcvMethod method) throws KeyException {
      asked.add(key);
      return inner.kcv(key, method);
    }

    @Override
    public Key generate(KeySpec spec) {
      return inner.generate(spec);
    }

    @Override
    public byte[] random(int length) {
      return inner.random(length);
    }

    @Override
    public Optional<String> wellKnownName(Key key) {
      return inner.wellKnownName(key);
    }
  }
}
