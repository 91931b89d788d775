// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.tests.stranger.StrangerCrypto.join;
import static org.keywright.tests.stranger.StrangerCrypto.number;
import static org.keywright.tests.stranger.StrangerTlv.tlv;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.KcvMethod;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.LinkException;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;

/**
 * The stranger's unit and the simulated one get the same commands, right ones and bent ones, and
 * answer with the same bytes; and no message of the stranger's upsets the simulated first unit.
 */
class StrangerAgreesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String T =
      "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";
  private static final int KEYS = 3;
  private static final int PLACES = 20;
  private static final int BLANK_ROUNDS = 200;
  private static final int ROUNDS = 6_000;
  private static final byte[] SET = SetId.parse("FUEL").value().toArray();

  private final TestCrypto crypto = new TestCrypto();
  private final TestFleet there = new TestFleet(crypto);
  private final TestFleet here = new TestFleet(crypto, crypto.suites, new Drawn());
  private final Key transportKey = TestCrypto.aes(T);
  private final SimulatedUnit first = there.as("as", SetId.parse("FUEL"), transportKey, 0);
  private final Random dice = new Random(20_260_101);
  private final Map<Integer, Integer> answered = new TreeMap<>();
  private byte[] drawn = new byte[16];

  @BeforeEach
  void loadTheFirstUnit() {
    for (int version = 1; version <= KEYS; version++) {
      try (var record = there.record(version)) {
        TestFleet.send(first, SecuredRoom.load(version, 2, record));
      }
    }
  }

  @Test
  void everyAnswerIsTheSame() throws Exception {
    var simulated = simulated("ei");
    var stranger = stranger();
    byte[] challenge = new byte[16];
    byte[] request = {};
    for (int round = 0; round < ROUNDS; round++) {
      dice.nextBytes(drawn);
      var command = command(round, request, challenge);
      var answer = both(simulated, stranger, command);
      if (command.length > 1 && command[1] == 0x12) {
        request = new byte[0];
      }
      if (status(answer) == 0x9000 && command[0] == (byte) 0x80) {
        if (command[1] == 0x10) {
          request = Arrays.copyOf(answer, answer.length - 2);
        } else if (command[1] == (byte) 0x84) {
          challenge = Arrays.copyOf(answer, 16);
        }
      }
    }
    assertThat(answered.keySet())
        .contains(0x9000, 0x6700, 0x6883, 0x6984, 0x6985, 0x6988, 0x6A80, 0x6A82, 0x6A86, 0x6A88)
        .contains(0x6D00, 0x6E00, 0x9E02, 0x9E03, 0x9E04)
        .doesNotContain(0x6F00);
  }

  @Test
  void everyAnswerToAnInstallationWithAFlippedBitIsTheSame() throws Exception {
    for (int bit = 0; bit < 8 * (install().length - 1); bit++) {
      var command = install();
      command[bit / 8] ^= (byte) (1 << bit % 8);
      both(simulated("ei-" + bit), stranger(), command);
    }
    assertThat(answered.keySet())
        .contains(0x9000, 0x6700, 0x6985, 0x6A80, 0x6A86, 0x6D00, 0x6E00)
        .doesNotContain(0x6F00);
  }

  private ApduResponder simulated(String name) {
    return here.make(Role.EI, Optional.empty(), Optional.empty(), name).getFirst().connect();
  }

  private StrangerUnit stranger() {
    return new StrangerUnit(
        join(StrangerCrypto.ascii("ei"), new byte[14]),
        target -> System.arraycopy(drawn, 0, target, 0, 16),
        () -> 0);
  }

  private byte[] both(ApduResponder simulated, StrangerUnit stranger, byte[] command)
      throws LinkException {
    var expected = simulated.respond(command);
    var found = stranger.answer(command).orElseThrow();
    assertThat(HEX.formatHex(found))
        .as("answer to %s", HEX.formatHex(command))
        .isEqualTo(HEX.formatHex(expected));
    answered.merge(status(found), 1, Integer::sum);
    return found;
  }

  private byte[] command(int round, byte[] request, byte[] challenge) {
    if (round == BLANK_ROUNDS || round == BLANK_ROUNDS + 1) {
      // The first may still meet an open chain.
      return install();
    }
    return bent(right(request, challenge));
  }

  private byte[] right(byte[] request, byte[] challenge) {
    int place = dice.nextInt(PLACES + 3);
    var ref2 = tlv(0x83, number(place > PLACES + 1 ? 0xFFFF : place, 2));
    boolean goOn = request.length > 0 && dice.nextInt(3) > 0;
    return switch (goOn ? 4 : dice.nextInt(10)) {
      case 0 -> apdu(0x00, 0xA4, 4, HEX.parseHex("f04b575254454901"));
      case 1 -> apdu(0x80, 0x40, 0, new byte[0]);
      case 2, 3 -> apdu(0x80, 0x10, 1, ref2, tlv(0x82, number(1 + dice.nextInt(KEYS), 2)));
      case 4, 5 -> {
        var message = send(apdu(0x80, 0x20, 1, request));
        yield apdu(0x80, 0x12, dice.nextInt(2), Arrays.copyOf(message, message.length - 2));
      }
      case 6 -> apdu(0x80, 0x14, 0, ref2);
      case 7 -> apdu(0x80, 0x16, 0, ref2, tlv(0x9C, new byte[8 + dice.nextInt(57)]));
      case 8 -> apdu(0x80, 0x84, 0, new byte[0]);
      default -> {
        boolean erase = dice.nextInt(3) > 0;
        yield authorised(erase ? 0x18 : 0x1C, erase ? ref2 : tlv(0x80, number(1, 1)), challenge);
      }
    };
  }

  private byte[] install() {
    return apdu(
        0x80,
        0x1A,
        0,
        tlv(0x81, StrangerCrypto.ascii("stranger"), new byte[8]),
        tlv(0x90, SET),
        tlv(0x91, number(1, 2)),
        tlv(0x8F, number(0x0102, 2)),
        tlv(0x9A, number(0x0101, 2)),
        tlv(0x97, HEX.parseHex(T)),
        tlv(0x98, places()));
  }

  /** The last two places take a narrower kind of key, and none. */
  private static byte[] places() {
    var six = new byte[PLACES][];
    for (int i = 0; i < PLACES; i++) {
      six[i] = join(number(i + 1, 2), HEX.parseHex("00000020"));
    }
    six[PLACES - 2] = join(number(PLACES - 1, 2), HEX.parseHex("50304110"));
    six[PLACES - 1] = join(number(PLACES, 2), new byte[4]);
    return join(six);
  }

  private byte[] authorised(int ins, byte[] what, byte[] challenge) {
    var answer =
        send(
            apdu(
                0x80,
                0x26,
                1,
                tlv(0x81, StrangerCrypto.ascii("stranger"), new byte[8]),
                tlv(0x90, SET),
                tlv(0x91, number(1, 2)),
                tlv(0x84, challenge),
                tlv(0x9B, number(ins, 1)),
                tlv(0x9C, what)));
    return apdu(0x80, ins, 1, what, tlv(0x84, challenge), Arrays.copyOf(answer, answer.length - 2));
  }

  /** Two of three commands as they are, the others with one fault. */
  private byte[] bent(byte[] command) {
    if (dice.nextInt(3) > 0) {
      return command;
    }
    int most = command.length - 1;
    var header = Arrays.copyOf(command, 4);
    var data = most > 5 ? Arrays.copyOfRange(command, 5, most) : new byte[0];
    switch (dice.nextInt(6)) {
      case 0 -> header[dice.nextInt(4)] ^= (byte) (1 << dice.nextInt(8));
      case 1 -> data = Arrays.copyOf(data, dice.nextInt(data.length + 1));
      case 2 -> data = Arrays.copyOf(data, data.length + 1 + dice.nextInt(8));
      case 3 -> header[0] |= 0x10;
      case 4 -> {
        return Arrays.copyOf(command, dice.nextInt(4));
      }
      default -> {
        if (data.length > 0) {
          data[dice.nextInt(data.length)] ^= (byte) (1 << dice.nextInt(8));
        }
      }
    }
    // GET RESPONSE is left to a unit, and an answer without Le is cut by one and not by the other.
    return header[1] == (byte) 0xC0 ? command : apdu(header, data);
  }

  @Test
  void noMessageOfTheStrangersUpsetsTheFirstUnit() {
    var stranger = new StrangerUnit(new byte[16], target -> dice.nextBytes(target), () -> 0);
    assertThat(status(stranger.answer(install()).orElseThrow())).isEqualTo(0x9000);
    int bits = 8 * 67;
    for (int bit = 0; bit < bits; bit++) {
      var e0 = prepare(stranger);
      e0[bit / 8] ^= (byte) (1 << bit % 8);
      var answer = send(apdu(0x80, 0x20, 1, e0));
      assertThat(status(answer)).isIn(0x9000, 0x6A80, 0x6A88, 0x6982, 0x9E04);
      if (status(answer) == 0x9000) {
        var message = apdu(0x80, 0x12, 0, Arrays.copyOf(answer, answer.length - 2));
        assertThat(status(stranger.answer(message).orElseThrow()))
            .as("load for a request with bit %d flipped", bit)
            .isIn(0x6984, 0x6988, 0x9E02, 0x6A88, 0x6A81);
      }
    }
    var message = send(apdu(0x80, 0x20, 1, prepare(stranger)));
    var e2 =
        stranger
            .answer(apdu(0x80, 0x12, 0, Arrays.copyOf(message, message.length - 2)))
            .orElseThrow();
    assertThat(status(e2)).isEqualTo(0x9000);
    for (int bit = 8 * 19; bit < 8 * 35; bit++) {
      var wrong = Arrays.copyOf(e2, e2.length - 2);
      wrong[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(status(send(apdu(0x80, 0x22, 0, wrong)))).isEqualTo(0x6988);
    }
    var right = apdu(0x80, 0x22, 0, Arrays.copyOf(e2, e2.length - 2));
    assertThat(status(send(right))).isEqualTo(0x9000);
  }

  private static byte[] prepare(StrangerUnit stranger) {
    var answer =
        stranger
            .answer(apdu(0x80, 0x10, 1, tlv(0x83, number(1, 2)), tlv(0x82, number(1, 2))))
            .orElseThrow();
    assertThat(status(answer)).isEqualTo(0x9000);
    return Arrays.copyOf(answer, answer.length - 2);
  }

  @Test
  void aMessageForOneUnitIsRefusedByItsSibling() {
    var one = new StrangerUnit(new byte[16], target -> dice.nextBytes(target), () -> 0);
    var two = new StrangerUnit(new byte[16], target -> dice.nextBytes(target), () -> 0);
    one.answer(install());
    var other = install();
    other[7] ^= 1;
    two.answer(other);
    var e0 = prepare(one);
    prepare(two);
    var message = send(apdu(0x80, 0x20, 1, e0));
    var data = Arrays.copyOf(message, message.length - 2);
    assertThat(status(two.answer(apdu(0x80, 0x12, 0, data)).orElseThrow())).isEqualTo(0x9E02);

    var mine = prepare(two);
    System.arraycopy(mine, 11, data, 8, 16);
    System.arraycopy(mine, 51, data, 30, 16);
    assertThat(status(two.answer(apdu(0x80, 0x12, 0, data)).orElseThrow())).isEqualTo(0x6988);
    var right = apdu(0x80, 0x12, 0, Arrays.copyOf(message, message.length - 2));
    assertThat(status(one.answer(right).orElseThrow())).isEqualTo(0x9000);
  }

  private byte[] send(byte[] command) {
    try {
      return first.connect().respond(command);
    } catch (LinkException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] apdu(int cla, int ins, int p1, byte[]... data) {
    return apdu(new byte[] {(byte) cla, (byte) ins, (byte) p1, 0}, join(data));
  }

  private static byte[] apdu(byte[] header, byte[] data) {
    var le = new byte[1];
    return data.length == 0
        ? join(header, le)
        : data.length < 256
            ? join(header, number(data.length, 1), data, le)
            : join(header, number(data.length, 3), data, new byte[2]);
  }

  private static int status(byte[] answer) {
    return StrangerTlv.number(Arrays.copyOfRange(answer, answer.length - 2, answer.length));
  }

  /** The real keys, but random bytes that both units draw alike. */
  private final class Drawn implements Keys {
    @Override
    public byte[] random(int length) {
      return Arrays.copyOf(drawn, length);
    }

    @Override
    public Key generate(KeySpec spec) {
      return crypto.keys.generate(spec);
    }

    @Override
    public Kcv kcv(Key key, KcvMethod method) throws KeyException {
      return crypto.keys.kcv(key, method);
    }

    @Override
    public Optional<String> wellKnownName(Key key) {
      return crypto.keys.wellKnownName(key);
    }
  }
}
