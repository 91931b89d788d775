// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.protocol.SerialNumber;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.UnitOrder;
import org.keywright.transport.sim.internal.FleetSimulator;

/**
 * The conversation of pairing.md is read out of the document and played to simulated units: every
 * answer is the one printed. Its values stand as literals in {@link PairingVectorsTest}.
 */
class DocumentedPairingTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Path DOCUMENT = Path.of("../../docs/protocols/pairing.md");
  private static final Pattern EXCHANGE =
      Pattern.compile("(M[SH]) > ([0-9a-f\\s]+)\\n   < ([0-9a-f\\s]+)");

  private final TestCrypto crypto = new TestCrypto();
  private final Deque<byte[]> randoms = new ArrayDeque<>();

  @Test
  void theUnitsAnswerAsPrinted() throws Exception {
    for (String each : List.of("70", "60", "90", "80", "d0", "c0")) {
      byte[] random = new byte[16];
      for (int i = 0; i < random.length; i++) {
        random[i] = (byte) (HexFormat.fromHexDigits(each) + i);
      }
      randoms.add(random);
    }
    var simulator =
        FleetSimulator.withoutModules(
            crypto.suites,
            new ScriptedKeys(crypto.keys, randoms),
            crypto.sealing,
            () -> Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ZERO);
    var module = blank(simulator, Role.MS);
    var host = blank(simulator, Role.MH);
    int commands = 0;
    var exchanges = EXCHANGE.matcher(Files.readString(DOCUMENT));
    while (exchanges.find()) {
      var unit = exchanges.group(1).equals("MS") ? module : host;
      byte[] answer = unit.connect().respond(bytes(exchanges.group(2)));
      assertThat(answer).as(exchanges.group()).isEqualTo(bytes(exchanges.group(3)));
      commands++;
    }
    assertThat(commands).isEqualTo(44);
    assertThat(randoms).isEmpty();
  }

  private static byte[] bytes(String printed) {
    return HEX.parseHex(printed.replaceAll("\\s", ""));
  }

  private static SimulatedUnit blank(FleetSimulator simulator, Role role) throws Exception {
    var nobody = SerialNumber.of(new byte[SerialNumber.LENGTH]);
    return simulator
        .create(
            new UnitOrder(
                role,
                List.of(new UnitOrder.Name(role.name(), nobody)),
                Optional.empty(),
                Bytes.of((byte) 0x01, (byte) 0x10),
                Optional.empty()))
        .getFirst();
  }

  /** Keys whose random bytes are the printed ones. */
  private record ScriptedKeys(Keys real, Deque<byte[]> randoms) implements Keys {
    @Override
    public Key generate(KeySpec spec) {
      return real.generate(spec);
    }

    @Override
    public byte[] random(int length) {
      return randoms.remove();
    }

    @Override
    public Kcv kcv(Key key, KcvMethod method) throws KeyException {
      return real.kcv(key, method);
    }

    @Override
    public Optional<String> wellKnownName(Key key) {
      return real.wellKnownName(key);
    }
  }
}
